package flowgap.vendor.panos;

/**
 * A rule base of one place.
 *
 * @param export the file that it stands in
 * @param rulebase the element with {@code security}, {@code nat} …
 * @param origin the place, as reports show it ({@code pre, device group EMEA})
 */
record Layer(Export export, Node rulebase, String origin) {}

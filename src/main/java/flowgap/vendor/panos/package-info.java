/**
 * Palo Alto Networks PAN-OS and Panorama: reads configurations (XML, {@code set} and brace form)
 * into firewalls, writes changes as {@code set} commands.
 *
 * <p>Default action: {@code intrazone-default} allows, {@code interzone-default} denies, both may
 * be overridden. Order: shared pre, ancestors' pre from the top, own pre, local, own post,
 * ancestors' post upwards, shared post, defaults; first match decides. Absence: a rule without
 * {@code source} is incomplete, not unlimited, and may match. Names: virtual system before shared;
 * device group, ancestors, shared. Negation: {@code negate-source}, {@code negate-destination}.
 * {@code disabled} rules stay in place and decide nothing.
 */
package flowgap.vendor.panos;

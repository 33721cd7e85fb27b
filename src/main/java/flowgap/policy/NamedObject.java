package flowgap.policy;

import flowgap.source.SourceSpan;

/**
 * An object or group of the export that has a name.
 *
 * @param kind the vendor's word for it ({@code object-group network})
 * @param used whether a rule, a translation or another used object refers to it
 */
public record NamedObject(String kind, String name, boolean used, SourceSpan span) {}

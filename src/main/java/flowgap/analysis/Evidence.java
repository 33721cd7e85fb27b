package flowgap.analysis;

import flowgap.source.SourceSpan;

/**
 * A rule that decides a part of a flow.
 *
 * @param rule the rule's id ({@code outside_in:3}, {@code outside_in:default})
 * @param label the vendor's own name of the rule, may be empty
 * @param action {@code permit} or {@code deny}
 * @param leg {@code opening} or {@code answer}
 * @param span the line; implicit where no line says it
 * @param part what it decides of the flow, in the flow's own addresses
 * @param certain false where it may decide it, but need not
 */
public record Evidence(
    String rule,
    String label,
    String action,
    String leg,
    SourceSpan span,
    String part,
    boolean certain) {}

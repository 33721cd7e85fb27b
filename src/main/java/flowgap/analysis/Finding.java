package flowgap.analysis;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A fact that somebody should know of, with its evidence.
 *
 * @param id first 12 hexadecimal digits of a SHA-256 that survives a new export
 * @param firewall empty for findings about a flow that no firewall carries
 * @param rule id of the rule or name of the object; empty where it is about a flow alone
 * @param span the line; implicit where no line says it
 * @param message the fact in one sentence
 * @param flows ids of the flows concerned
 * @param becauseOf rules that make it so
 * @param example one concrete packet, may be empty
 * @param details further columns by name ({@code permissiveness}, {@code need ratio})
 */
public record Finding(
    String id,
    FindingType type,
    Severity severity,
    String firewall,
    String rule,
    SourceSpan span,
    String message,
    List<String> flows,
    List<Because> becauseOf,
    String example,
    Map<String, String> details,
    Optional<ProposedChange> change) {
  /** A rule that makes a finding so. */
  public record Because(String rule, SourceSpan span) {}

  public Finding {
    flows = List.copyOf(flows);
    becauseOf = List.copyOf(becauseOf);
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }

  public Finding with(ProposedChange newChange) {
    return new Finding(
        id,
        type,
        severity,
        firewall,
        rule,
        span,
        message,
        flows,
        becauseOf,
        example,
        details,
        Optional.of(newChange));
  }
}

package flowgap.analysis;

import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A rule as the list of all rules shows it.
 *
 * @param action {@code permit}, {@code deny}, or the vendor's word for what it does instead
 * @param status {@code active}, {@code disabled}, {@code scheduled}
 * @param conditions what it hinges on, in words
 * @param permissiveness 1 to 100 for permits, 0 otherwise
 * @param flows ids of the flows that it decides a part of
 * @param shown the vendor's columns
 * @param decides a packet that it decides in its list, as the list sees it; empty where it is dead,
 *     matches nothing, or it would take too long to say
 */
public record RuleRow(
    String list,
    String rule,
    String label,
    String action,
    String status,
    Map<String, String> shown,
    List<String> conditions,
    OptionalLong hits,
    boolean log,
    String comment,
    int permissiveness,
    List<String> flows,
    String decides,
    SourceSpan span) {
  public RuleRow {
    shown = java.util.Collections.unmodifiableMap(new TreeMap<>(shown));
    conditions = List.copyOf(conditions);
    flows = List.copyOf(flows);
  }
}

package flowgap.analysis;

import flowgap.source.SourceSpan;
import java.util.List;

/**
 * A rule that would have let a packet pass, had it matched.
 *
 * @param rule the rule's id
 * @param label the vendor's own name of the rule, may be empty
 * @param failed the fields by which it does not match: {@code service: tcp/443, not tcp/22}
 * @param span the line
 */
public record NearRule(String rule, String label, List<String> failed, SourceSpan span) {
  public NearRule {
    failed = List.copyOf(failed);
  }
}

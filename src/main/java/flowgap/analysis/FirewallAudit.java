package flowgap.analysis;

import flowgap.source.Coverage;
import flowgap.source.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the audit of one firewall found; a pure function of its inputs.
 *
 * @param format empty where the input could not be recognised
 * @param failed whether it could not be read; the problems say why
 * @param rules how many rules somebody wrote
 * @param usage {@code usage not assessed}, or since when the counters count
 * @param twins other firewalls with the same policy that were counted once with it
 */
public record FirewallAudit(
    String name,
    String format,
    List<AuditedFile> files,
    boolean failed,
    int rules,
    Optional<String> exportedAt,
    Map<String, String> facts,
    List<String> assumptions,
    String usage,
    List<String> twins,
    Coverage coverage,
    List<Problem> problems,
    List<RuleRow> allRules,
    List<Finding> findings) {
  /** An input file. */
  public record AuditedFile(String file, String sha256, long size) {}

  public FirewallAudit {
    files = List.copyOf(files);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    assumptions = List.copyOf(assumptions);
    twins = List.copyOf(twins);
    problems = Spooled.keep(problems);
    allRules = Spooled.keep(allRules);
    findings = Spooled.keep(findings);
  }

  /** The same, all of it in memory. */
  public FirewallAudit inMemory() {
    return new FirewallAudit(
        name,
        format,
        files,
        failed,
        rules,
        exportedAt,
        facts,
        assumptions,
        usage,
        twins,
        coverage,
        List.copyOf(problems),
        List.copyOf(allRules),
        List.copyOf(findings));
  }

  /**
   * The same with what would mend its findings.
   *
   * @param changes by finding id
   */
  public FirewallAudit withChanges(Map<String, ProposedChange> changes) {
    return new FirewallAudit(
        name,
        format,
        files,
        failed,
        rules,
        exportedAt,
        facts,
        assumptions,
        usage,
        twins,
        coverage,
        problems,
        allRules,
        findings.stream()
            .map(f -> changes.containsKey(f.id()) ? f.with(changes.get(f.id())) : f)
            .toList());
  }
}

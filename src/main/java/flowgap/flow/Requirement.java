package flowgap.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much a flow is needed, as the flow list or the vendor's document says. */
public enum Requirement {
  /** Must pass. */
  REQUIRED,
  /** Must pass where its condition holds; a condition known to hold makes it {@link #REQUIRED}. */
  CONDITIONAL,
  /** Useful, the migration works without it. */
  OPTIONAL,
  /** Named by a reading or a newer page, never needed by the document itself. */
  ADVISORY,
  /** Not of the migration, but its rules are needed. */
  BUSINESS,
  /** Must stay blocked. */
  FORBIDDEN;

  /** The word in flow lists, profiles and {@code report.json}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether flows of this kind are judged at all; all are. */
  public boolean judged() {
    return true;
  }

  /** Whether a bad verdict on such a flow fails the audit. */
  public boolean failsAudit() {
    return this == REQUIRED || this == FORBIDDEN;
  }

  /** Whether rules that serve such a flow are needed ones. */
  public boolean needsRules() {
    return switch (this) {
      case REQUIRED, CONDITIONAL, OPTIONAL, BUSINESS -> true;
      case ADVISORY, FORBIDDEN -> false;
    };
  }

  static Optional<Requirement> of(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(r -> r.word().equals(wanted)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Requirement::word).toList();
  }
}

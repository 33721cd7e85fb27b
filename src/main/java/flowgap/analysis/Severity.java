package flowgap.analysis;

/** How much a finding matters, gravest first. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO;

  /** The word of {@code report.json}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

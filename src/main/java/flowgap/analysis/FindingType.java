package flowgap.analysis;

/** What a finding is about; the words never change their meaning. */
public enum FindingType {
  BLOCKED_FLOW,
  PARTIAL_FLOW,
  UNDECIDED_FLOW,
  UNBOUND_FLOW,
  FORBIDDEN_FLOW,
  OVERLY_BROAD,
  RISKY_SERVICE,
  UNNEEDED,
  SHADOWED,
  REDUNDANT,
  DISABLED,
  EXPIRED,
  NEVER_HIT,
  INOPERATIVE,
  UNATTACHED,
  UNUSED_OBJECT;

  /** The word of {@code report.json}: {@code blocked-flow}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Whether it is about a flow rather than about a rule or object. */
  public boolean isAboutFlow() {
    return ordinal() <= FORBIDDEN_FLOW.ordinal();
  }
}

package flowgap.analysis;

/** What can be said of a flow, at one firewall or as a whole. */
public enum Verdict {
  /** Everything certainly passes, and its answers come back. */
  PERMITTED("permitted", "P"),
  /** Something is certainly denied, and something passes or may pass. */
  PARTIAL("partial", "%"),
  /** Nothing passes or may pass. */
  BLOCKED("blocked", "B"),
  /** Nothing is certainly denied, but for a part the export does not say. */
  UNDECIDED("undecided", "?"),
  /** Not judged: a role has no address. */
  UNBOUND("unbound", "U"),
  /** Not judged: its condition is false, or it is not valid in the window. */
  NOT_APPLICABLE("not-applicable", "n"),
  /** Not judged: both ends are proved to lie behind the same side of the firewall. */
  NOT_ON_PATH("not-on-path", "-");

  private final String word;
  private final String letter;

  Verdict(String word, String letter) {
    this.word = word;
    this.letter = letter;
  }

  /** The word of {@code report.json}. */
  public String word() {
    return word;
  }

  /** One sign for matrices, besides the colour. */
  public String letter() {
    return letter;
  }

  /** Where several verdicts meet, the one with the least number matters most. */
  public int gravity() {
    return switch (this) {
      case BLOCKED -> 0;
      case PARTIAL -> 1;
      case UNDECIDED -> 2;
      case UNBOUND -> 3;
      case PERMITTED -> 4;
      case NOT_APPLICABLE -> 5;
      case NOT_ON_PATH -> 6;
    };
  }
}

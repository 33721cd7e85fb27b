package flowgap.analysis;

/** A question went past its budget; its answer is "not decided", with the reason. */
final class NotDecided extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotDecided(String why) {
    super(why);
  }
}

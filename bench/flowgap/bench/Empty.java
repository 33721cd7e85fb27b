package flowgap.bench;

/** Does nothing: how long a Java program takes at least. */
public final class Empty {
  private Empty() {}

  public static void main(String[] words) {
    // nothing
  }
}

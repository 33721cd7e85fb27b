package flowgap.source;

/**
 * One string for words that come again and again in an export's lines: looked up where they stand,
 * known ones cost no new string. How many are kept is bounded.
 */
public final class Words {
  private static final int SLOTS = 1 << 13;

  private final String[] words = new String[SLOTS];

  /** The word that equals this one. */
  public String of(String word) {
    return of(word, 0, word.length());
  }

  /** The word in {@code line} from {@code from} to {@code to}, which is not included. */
  public String of(String line, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + line.charAt(i);
    }
    int at = (hash * 0x9E3779B9 >>> 7) & (SLOTS - 1);
    String known = words[at];
    if (known == null || known.length() != to - from || !line.startsWith(known, from)) {
      known = line.substring(from, to);
      words[at] = known;
    }
    return known;
  }
}

package flowgap.vendor.aws;

/** Keeps texts that come again and again (protocols, ids, networks) once; it forgets old ones. */
final class SharedTexts {
  /** Places; a power of two. */
  private static final int PLACES = 1 << 12;

  /** Longer texts are told apart by too much to come again. */
  private static final int LONGEST = 40;

  private final String[] known = new String[PLACES];

  /** The text of some characters. */
  String of(char[] characters, int from, int length) {
    if (length > LONGEST) {
      return new String(characters, from, length);
    }
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int place = (hash ^ hash >>> 12) & (PLACES - 1);
    String old = known[place];
    if (old == null || !isSame(old, characters, from, length)) {
      old = new String(characters, from, length);
      known[place] = old;
    }
    return old;
  }

  private static boolean isSame(String text, char[] characters, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != characters[from + i]) {
        return false;
      }
    }
    return true;
  }
}

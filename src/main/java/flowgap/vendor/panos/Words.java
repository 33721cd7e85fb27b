package flowgap.vendor.panos;

import java.util.Arrays;

/**
 * One string for equal words: exports repeat the same names over and over. Looks a word up where it
 * stands in the reader's buffer, so that a known one costs no new string.
 */
final class Words {
  /** Longer ones are no names; they are not kept. */
  private static final int LONGEST = 256;

  private String[] words = new String[1 << 12];
  private int[] hashes = new int[1 << 12];
  private boolean[] mentioned = new boolean[1 << 12];
  private int size;

  /** The word in these characters. */
  String of(char[] chars, int from, int to) {
    if (to - from > LONGEST) {
      return new String(chars, from, to - from);
    }
    int at = slot(chars, from, to); // may put another table in the old one's place
    return words[at];
  }

  String of(String word) {
    if (word.length() > LONGEST) {
      return word;
    }
    int at = slot(word);
    return words[at];
  }

  /** Notes a word of a part that is left out. */
  void mention(char[] chars, int from, int to) {
    int at = slot(chars, from, to);
    mentioned[at] = true;
  }

  void mention(String word) {
    int at = slot(word);
    mentioned[at] = true;
  }

  /** Whether a part that is left out mentions it. */
  boolean mentions(String word) {
    int hash = word.hashCode();
    int at = first(hash);
    while (words[at] != null && !(hashes[at] == hash && words[at].equals(word))) {
      at = at + 1 & (words.length - 1);
    }
    return words[at] != null && mentioned[at];
  }

  private int slot(String word) {
    int hash = word.hashCode();
    int at = first(hash);
    while (words[at] != null && !(hashes[at] == hash && words[at].equals(word))) {
      at = at + 1 & (words.length - 1);
    }
    return words[at] == null ? put(at, hash, word) : at;
  }

  private int slot(char[] chars, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    int at = first(hash);
    while (words[at] != null && !(hashes[at] == hash && same(words[at], chars, from, to))) {
      at = at + 1 & (words.length - 1);
    }
    return words[at] == null ? put(at, hash, new String(chars, from, to - from)) : at;
  }

  private int first(int hash) {
    return (hash * 0x9E3779B9 >>> 7) & (words.length - 1);
  }

  private static boolean same(String word, char[] chars, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (word.charAt(i - from) != chars[i]) {
        return false;
      }
    }
    return true;
  }

  private int put(int at, int hash, String word) {
    words[at] = word;
    hashes[at] = hash;
    size++;
    if (size * 2 <= words.length) {
      return at;
    }
    String[] old = words;
    int[] oldHashes = hashes;
    boolean[] marks = mentioned;
    words = new String[old.length * 2];
    hashes = new int[words.length];
    mentioned = new boolean[words.length];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int to = first(oldHashes[i]);
        while (words[to] != null) {
          to = to + 1 & (words.length - 1);
        }
        words[to] = old[i];
        hashes[to] = oldHashes[i];
        mentioned[to] = marks[i];
      }
    }
    Arrays.fill(old, null);
    return slot(word);
  }
}

package flowgap.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The known words that a mistyped one may have meant. */
public final class NearMatches {
  private static final int SHOWN = 3;

  /** Characters of the longest word that is looked up. */
  private static final int LONGEST = 100;

  private NearMatches() {}

  /** At most three known words near to {@code word}, the nearest first. */
  public static List<String> of(String word, Collection<String> known) {
    record Scored(String word, int distance) {}
    if (word.length() > LONGEST) {
      return List.of();
    }
    String wanted = plain(word);
    List<Scored> scored = new ArrayList<>();
    for (String k : new LinkedHashSet<>(known)) {
      String other = plain(k);
      int distance = distance(wanted, other);
      boolean part =
          wanted.length() >= 3
              && (other.contains(wanted) || wanted.contains(other) && other.length() >= 3);
      if (distance <= Math.max(1, Math.min(wanted.length(), other.length()) / 3)) {
        scored.add(new Scored(k, distance));
      } else if (part) {
        scored.add(new Scored(k, 100 + distance));
      }
    }
    scored.sort(Comparator.comparingInt(Scored::distance).thenComparing(Scored::word));
    return scored.stream().limit(SHOWN).map(Scored::word).toList();
  }

  /** {@code ; did you mean "a" or "b"?}, or nothing where no known word is near. */
  public static String hint(String word, Collection<String> known) {
    List<String> near = of(word, known);
    if (near.isEmpty()) {
      return "";
    }
    return "; did you mean \"" + String.join("\" or \"", near) + "\"?";
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        d[i][j] = swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
      }
    }
    return d[a.length()][b.length()];
  }
}

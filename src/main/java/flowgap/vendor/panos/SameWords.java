package flowgap.vendor.panos;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares trees word by word: a policy hinges on the words and their order alone. The fields of a
 * security rule are looked up by their names, and the addresses and services of one are a union, so
 * that their order says nothing.
 */
final class SameWords {
  private static final Set<String> UNIONS = Set.of("source", "destination", "service");

  private SameWords() {}

  /** Whether the same words stand below two nodes. */
  static boolean are(Node a, Node b) {
    return are(a, b, "", "");
  }

  /**
   * @param above the word above them, and the one above that
   */
  private static boolean are(Node a, Node b, String above, String further) {
    if (!a.word.equals(b.word)) {
      return false;
    }
    if (above.equals("rules") && further.equals("security")) {
      return areRules(a, b);
    }
    if (a.children().size() != b.children().size()) {
      return false;
    }
    for (int i = 0; i < a.children().size(); i++) {
      if (!are(a.children().get(i), b.children().get(i), a.word, above)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areRules(Node a, Node b) {
    for (Node field : a.children()) {
      Node other = b.child(field.word);
      boolean same =
          other != null
              && (UNIONS.contains(field.word) && areLeaves(field) && areLeaves(other)
                  ? new HashSet<>(field.words()).equals(new HashSet<>(other.words()))
                  : are(field, other, a.word, "rules"));
      if (!same) {
        return false;
      }
    }
    return a.children().size() == b.children().size() && eachOnce(a) && eachOnce(b);
  }

  private static boolean areLeaves(Node field) {
    return !field.isLeaf() && field.children().stream().allMatch(Node::isLeaf);
  }

  private static boolean eachOnce(Node rule) {
    List<String> words = rule.words();
    return new HashSet<>(words).size() == words.size();
  }
}

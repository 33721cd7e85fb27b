package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that were not understood, as far as they bear on filtering: what they could have changed is
 * uncertain. A security rule gets a condition and loses the field, an object loses its value;
 * behind any other line the whole policy is uncertain.
 */
final class UnreadLines {
  /** Stands in the tree where such a line leads to. */
  static final String MARK = "(line not understood)";

  private static final Pattern WORD =
      Pattern.compile("\\s*(\"(?:\\\\.|[^\"\\\\])*\"|[^\\s\"\\[\\]]+)(?=\\s|$)");

  /** Commands that change nothing. */
  private static final Set<String> HARMLESS =
      Set.of(
          "show",
          "run",
          "commit",
          "validate",
          "check",
          "find",
          "save",
          "exit",
          "quit",
          "top",
          "up",
          "configure",
          "request",
          "test",
          "less",
          "help");

  private final Export export;
  private final SetTree tree;
  private boolean marked;

  UnreadLines(Export export, SetTree tree) {
    this.export = export;
    this.tree = tree;
  }

  /** Whether the line is one that changes nothing wherever it stands. */
  static boolean isHarmless(String line) {
    return line.startsWith("#")
        || line.startsWith("!")
        || !line.startsWith("set ") && HARMLESS.contains(line.split("\\s", 2)[0]);
  }

  /** A line with a syntax that is not known: it changes at most what its first words name. */
  void broken(String line, int number, int column, String quoted, String why) {
    List<String> words = words(line);
    String verb = words.isEmpty() ? "" : words.remove(0);
    boolean sets = verb.equals("set") || verb.equals("delete");
    Bearing bearing = bearing(words);
    if (bearing == Bearing.KEEP && sets) {
      tree.mark(words, MARK, number, quoted);
      marked = true;
      tell(number, column, quoted, why + "; what it names is uncertain");
    } else {
      whole(bearing, number, column, quoted, why);
    }
  }

  /** A line that was understood and could not be carried out. */
  void refused(List<String> path, int number, String quoted, String why) {
    whole(bearing(path), number, 1, quoted, why);
  }

  private void whole(Bearing bearing, int number, int column, String quoted, String why) {
    if (bearing == Bearing.IGNORE || bearing == Bearing.UNKNOWN) {
      export.unknown(number, column, quoted, why);
      return;
    }
    tell(number, column, quoted, why + "; the whole policy is uncertain");
    whole(new SourceSpan(export.file, number, column, quoted, ""));
  }

  private void whole(SourceSpan span) {
    if (export.unread.isEmpty()) {
      export.unread =
          Optional.of(
              Condition.of(
                  Condition.Kind.NOT_UNDERSTOOD,
                  "a line of the export is not understood",
                  "mend the line, or export the configuration as XML",
                  span));
    }
  }

  private void tell(int number, int column, String quoted, String message) {
    export.ledger.enter(number, Use.NOT_UNDERSTOOD);
    export.problems.add(
        Problem.warning(new SourceSpan(export.file, number, column, quoted, ""), message));
  }

  /** The words up to the first that is none. */
  private static List<String> words(String line) {
    List<String> out = new ArrayList<>();
    Matcher m = WORD.matcher(line);
    while (m.lookingAt()) {
      String w = m.group(1);
      out.add(w.startsWith("\"") ? SetTree.unquoted(w) : w);
      m.region(m.end(), line.length());
    }
    return out;
  }

  /** What stands under this path of a {@code set} line. */
  private static Bearing bearing(List<String> path) {
    Node root = new Node(Shapes.FRAGMENT, Node.Form.LINE, 1, 1);
    Node now = root;
    for (String w : path) {
      Node next = new Node(w, Node.Form.LINE, 1, 1);
      now.add(next);
      now = next;
    }
    Bearing out = path.isEmpty() ? Bearing.UNKNOWN : Bearing.config();
    now = Shapes.whole(root);
    while (!now.isLeaf() && (out.isContainer())) {
      now = now.children().get(0);
      out = out.of(now.word);
    }
    return out;
  }

  /** Puts the doubt where the marks are, once all that has no bearing is gone. */
  void settle(Node config) {
    if (marked) {
      settle(config, new ArrayDeque<>());
    }
  }

  private void settle(Node node, Deque<Node> above) {
    above.addLast(node);
    for (Node child : List.copyOf(node.children())) {
      if (child.word.equals(MARK)) {
        settle(child, List.copyOf(above));
      } else {
        settle(child, above);
      }
    }
    above.removeLast();
  }

  private void settle(Node mark, List<Node> above) {
    Node parent = above.get(above.size() - 1);
    for (int i = 1; i < above.size(); i++) {
      Node at = above.get(i);
      boolean rules = at.word.equals("rules") && above.get(i - 1).word.equals("security");
      if (rules && at == parent) {
        return; // a rule of which nothing is known
      }
      if (rules || at != parent && PanosReader.isObjectKind(at.word)) {
        parent.remove(mark);
        Node entry = above.get(i + 1);
        if (rules) {
          rule(entry, i + 2 < above.size() ? above.get(i + 2) : null, mark);
        } else {
          entry.clear();
        }
        return;
      }
    }
    parent.remove(mark);
    if (!PanosReader.isObjectKind(parent.word)) {
      whole(mark.span(export.file));
    }
  }

  private static void rule(Node rule, Node field, Node mark) {
    if (field != null && RuleFields.hasNoEffect(field.word)) {
      return;
    }
    if (field != null) {
      rule.remove(field);
      Node negated = rule.child(field.word.replaceFirst("^negate-", ""));
      if (negated != null) {
        rule.remove(negated);
      }
    }
    rule.add(mark);
  }
}

package flowgap.vendor.panos;

import flowgap.grammar.panos.SetLexer;
import flowgap.grammar.panos.SetParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * A tree of words on which {@code set}, {@code delete}, {@code move}, {@code rename} and {@code
 * copy} are carried out.
 */
final class SetTree {
  /**
   * A line as parsed.
   *
   * @param line null where it was not understood
   * @param column where it was not, 1-based
   * @param error why it was not; empty where it was
   */
  record Statement(SetParser.LineContext line, int column, String error) {
    /** Whether it puts something that is there elsewhere, or there too. */
    boolean moves() {
      return line instanceof SetParser.MoveLineContext
          || line instanceof SetParser.RenameLineContext
          || line instanceof SetParser.CopyLineContext;
    }
  }

  private final Node root;
  private final Words words;

  /** Children by word, for nodes that have many. */
  private final Map<Node, Map<String, Node>> index = new IdentityHashMap<>();

  SetTree(Node root, Words words) {
    this.root = root;
    this.words = words;
  }

  /** Forgets what was only there to find words quickly. */
  void forget() {
    index.clear();
  }

  static Statement parse(String line) {
    Errors errors = new Errors();
    SetLexer lexer = new SetLexer(CharStreams.fromString(line));
    SetParser parser = new SetParser(new CommonTokenStream(lexer));
    errors.listenTo(lexer, parser);
    SetParser.LineContext tree = parser.line();
    return errors.found()
        ? new Statement(null, errors.column(), "not understood: " + errors.message())
        : new Statement(tree, 0, "");
  }

  /** The path that a line names, word by word; the first of each list. */
  static List<String> path(SetParser.LineContext line) {
    return words(pathOf(line)).stream().map(i -> i.isEmpty() ? "" : i.get(0)).toList();
  }

  /**
   * Carries out a line.
   *
   * @param above where its path begins
   * @return why it could not be; empty where it was
   */
  String enter(SetParser.LineContext line, List<String> above, int number, String quoted) {
    List<List<String>> path = new ArrayList<>();
    above.forEach(w -> path.add(List.of(w)));
    path.addAll(words(pathOf(line)));
    if (line instanceof SetParser.DeleteLineContext) {
      return delete(path);
    }
    if (line instanceof SetParser.MoveLineContext c) {
      return move(path, c.place());
    }
    if (line instanceof SetParser.RenameLineContext c) {
      return rename(path, word(c.target));
    }
    if (line instanceof SetParser.CopyLineContext c) {
      return copy(path, word(c.target));
    }
    set(path, number, quoted);
    return "";
  }

  /** Puts a mark below a path. */
  void mark(List<String> path, String mark, int number, String quoted) {
    List<List<String>> all = new ArrayList<>();
    path.forEach(w -> all.add(List.of(w)));
    all.add(List.of(mark));
    set(all, number, quoted);
  }

  private static SetParser.PathContext pathOf(SetParser.LineContext line) {
    return line.getRuleContext(SetParser.PathContext.class, 0);
  }

  private Map<String, Node> known(Node parent) {
    return index.computeIfAbsent(
        parent,
        p -> {
          Map<String, Node> out = new HashMap<>(4);
          p.children().forEach(c -> out.put(c.word, c));
          return out;
        });
  }

  /** Each item of a path: one word, or the words of a list. */
  private static List<List<String>> words(SetParser.PathContext path) {
    List<List<String>> out = new ArrayList<>();
    for (SetParser.ItemContext i : path.item()) {
      if (i instanceof SetParser.ListContext l) {
        out.add(l.word().stream().map(SetTree::word).toList());
      } else {
        out.add(List.of(word(((SetParser.SingleContext) i).word())));
      }
    }
    return out;
  }

  private static String word(SetParser.WordContext w) {
    return w instanceof SetParser.QuotedContext q
        ? unquoted(q.text.getText())
        : ((SetParser.BareContext) w).text.getText();
  }

  static String unquoted(String text) {
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private void set(List<List<String>> path, int number, String quoted) {
    List<List<Node>> levels = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (List<String> item : path) {
      int back = item.size() == 1 ? Attributes.back(above, item.get(0)) : -1;
      if (back >= 0) {
        levels.subList(back + 1, levels.size()).clear();
        above.subList(back + 1, above.size()).clear();
      }
      List<Node> now = levels.isEmpty() ? List.of(root) : levels.get(levels.size() - 1);
      List<Node> next = new ArrayList<>();
      for (Node n : now) {
        for (String w : item) {
          next.add(childOf(n, Secrets.clean(n.word, w), number, quoted));
        }
      }
      levels.add(next);
      above.add(item.isEmpty() ? "" : item.get(0));
    }
  }

  private Node childOf(Node parent, String word, int number, String quoted) {
    Map<String, Node> known = known(parent);
    Node there = known.get(word);
    if (there != null && there.isLeaf() && !parent.word.equals("rules")) {
      // of several values the one that is set last holds
      parent.remove(there);
      parent.add(there);
    }
    if (there == null) {
      there = new Node(words.of(word), Node.Form.LINE, number, 1).extra(quoted);
      parent.add(there);
      known.put(word, there);
    }
    return there;
  }

  private Node find(List<List<String>> path, int upTo) {
    Node now = root;
    for (int i = 0; now != null && i < upTo; i++) {
      now = known(now).get(path.get(i).get(0));
    }
    return now;
  }

  private String delete(List<List<String>> path) {
    Node parent = find(path, path.size() - 1);
    boolean any = false;
    if (parent != null) {
      for (String w : path.get(path.size() - 1)) {
        Node gone = known(parent).remove(w);
        any |= gone != null && parent.remove(gone);
      }
    }
    return any ? "" : "deletes something that is not there";
  }

  private String move(List<List<String>> path, SetParser.PlaceContext place) {
    Node parent = find(path, path.size() - 1);
    Node moved = find(path, path.size());
    Node anchor = null;
    boolean after = false;
    if (place instanceof SetParser.BeforeContext b && parent != null) {
      anchor = parent.child(word(b.other));
    } else if (place instanceof SetParser.AfterContext a && parent != null) {
      anchor = parent.child(word(a.other));
      after = true;
    }
    boolean relative =
        place instanceof SetParser.BeforeContext || place instanceof SetParser.AfterContext;
    if (moved == null || (relative && anchor == null)) {
      return "moves something that is not there";
    }
    parent.remove(moved);
    if (relative) {
      parent.insert(parent.indexOf(anchor) + (after ? 1 : 0), moved);
    } else {
      parent.insert(place instanceof SetParser.ToTopContext ? 0 : parent.children().size(), moved);
    }
    return "";
  }

  private String rename(List<List<String>> path, String target) {
    Node parent = find(path, path.size() - 1);
    Node old = find(path, path.size());
    if (old == null) {
      return "renames something that is not there";
    }
    if (known(parent).containsKey(target)) {
      return "renames to a name that is taken";
    }
    Node renamed = old.renamed(words.of(target));
    parent.insert(parent.indexOf(old), renamed);
    parent.remove(old);
    Map<String, Node> known = known(parent);
    known.remove(old.word);
    known.put(target, renamed);
    index.remove(old);
    return "";
  }

  private String copy(List<List<String>> path, String target) {
    Node parent = find(path, path.size() - 1);
    Node old = find(path, path.size());
    if (old == null) {
      return "copies something that is not there";
    }
    if (known(parent).containsKey(target)) {
      return "copies to a name that is taken";
    }
    Node copy = old.copied(words.of(target));
    parent.add(copy);
    known(parent).put(target, copy);
    return "";
  }
}

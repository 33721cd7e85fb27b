package flowgap.vendor.panos;

import flowgap.grammar.panos.SetLexer;
import flowgap.grammar.panos.SetParser;
import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Reads the {@code set} form: every line is a path of words, carried out in order ({@code delete},
 * {@code move} and {@code rename} too), on the same tree that XML gives.
 */
final class SetExport {
  private static final Pattern PROMPT = Pattern.compile("^\\S+@\\S+(?:\\([^)]*\\))?[>#]\\s*");

  private final Export export;
  private final Node root = new Node(Shapes.FRAGMENT, Node.Form.LINE, 1, 1);

  /** Children by word, for nodes that have many. */
  private final Map<Node, Map<String, Node>> index = new IdentityHashMap<>();

  private SetExport(Export export) {
    this.export = export;
  }

  static Export read(InputFile file) throws IOException {
    Export export = new Export(file, "set commands");
    SetExport s = new SetExport(export);
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        s.line(line, lines.number());
      }
    }
    s.index.clear();
    export.root = pruned(export, Shapes.whole(s.root));
    export.readingIsOver();
    return export;
  }

  private void line(String text, int number) {
    String line = PROMPT.matcher(text).replaceFirst("").strip();
    if (line.isEmpty()) {
      if (!text.isBlank()) {
        export.ledger.enter(number, Use.IGNORED);
      }
      return;
    }
    if (line.startsWith("#")
        || line.startsWith("!")
        || line.equals("configure")
        || line.equals("exit")) {
      export.ledger.enter(number, Use.IGNORED);
      return;
    }
    Errors errors = new Errors();
    SetLexer lexer = new SetLexer(CharStreams.fromString(line));
    SetParser parser = new SetParser(new CommonTokenStream(lexer));
    errors.listenTo(lexer, parser);
    SetParser.LineContext tree = parser.line();
    String quoted = quoted(line);
    if (errors.found()) {
      export.unknown(number, errors.column(), quoted, "not understood: " + errors.message());
      return;
    }
    export.ledger.enter(number, Use.IGNORED);
    if (tree instanceof SetParser.SetLineContext c) {
      set(words(c.path()), number, quoted);
    } else if (tree instanceof SetParser.DeleteLineContext c) {
      delete(words(c.path()));
    } else if (tree instanceof SetParser.MoveLineContext c) {
      move(words(c.path()), c.place(), number, quoted);
    } else if (tree instanceof SetParser.RenameLineContext c) {
      rename(words(c.path()), word(c.target), number, quoted);
    }
  }

  /** Each item of a path: one word, or the words of a list. */
  private static List<List<String>> words(SetParser.PathContext path) {
    List<List<String>> out = new ArrayList<>();
    for (SetParser.ItemContext i : path.item()) {
      if (i instanceof SetParser.ListContext l) {
        out.add(l.word().stream().map(SetExport::word).toList());
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
    List<String> words = new ArrayList<>();
    for (List<String> item : path) {
      int back = item.size() == 1 ? Attributes.back(words, item.get(0)) : -1;
      if (back >= 0) {
        levels.subList(back + 1, levels.size()).clear();
        words.subList(back + 1, words.size()).clear();
      }
      List<Node> now = levels.isEmpty() ? List.of(root) : levels.get(levels.size() - 1);
      List<Node> next = new ArrayList<>();
      for (Node n : now) {
        for (String w : item) {
          next.add(childOf(n, Secrets.clean(n.word, w), number, quoted));
        }
      }
      levels.add(next);
      words.add(item.isEmpty() ? "" : item.get(0));
    }
  }

  private Node childOf(Node parent, String word, int number, String quoted) {
    Map<String, Node> known = index.computeIfAbsent(parent, p -> new HashMap<>(4));
    Node there = known.get(word);
    if (there != null && there.isLeaf() && !parent.word.equals("rules")) {
      // of several values the one that is set last holds
      parent.remove(there);
      parent.add(there);
    }
    if (there == null) {
      there = new Node(export.words.of(word), Node.Form.LINE, number, 1).extra(quoted);
      parent.add(there);
      known.put(word, there);
    }
    return there;
  }

  private Node find(List<List<String>> path, int upTo) {
    Node now = root;
    for (int i = 0; now != null && i < upTo; i++) {
      Map<String, Node> known = index.get(now);
      now = known == null ? null : known.get(path.get(i).get(0));
    }
    return now;
  }

  private void delete(List<List<String>> path) {
    Node parent = find(path, path.size() - 1);
    if (parent != null) {
      for (String w : path.get(path.size() - 1)) {
        Node gone = index.getOrDefault(parent, Map.of()).get(w);
        if (gone != null) {
          parent.remove(gone);
          index.get(parent).remove(w);
        }
      }
    }
  }

  private void move(
      List<List<String>> path, SetParser.PlaceContext place, int number, String quoted) {
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
      export.unknown(number, 1, quoted, "moves something that is not there");
      return;
    }
    parent.remove(moved);
    if (relative) {
      parent.insert(parent.indexOf(anchor) + (after ? 1 : 0), moved);
    } else {
      parent.insert(place instanceof SetParser.ToTopContext ? 0 : parent.children().size(), moved);
    }
    export.ledger.enter(number, Use.MODELLED);
  }

  private void rename(List<List<String>> path, String target, int number, String quoted) {
    Node parent = find(path, path.size() - 1);
    Node old = find(path, path.size());
    if (old == null) {
      export.unknown(number, 1, quoted, "renames something that is not there");
      return;
    }
    Node renamed = old.renamed(export.words.of(target));
    parent.insert(parent.indexOf(old), renamed);
    parent.remove(old);
    Map<String, Node> known = index.get(parent);
    known.remove(old.word);
    known.put(target, renamed);
    index.put(renamed, index.getOrDefault(old, new HashMap<>()));
    export.ledger.enter(number, Use.MODELLED);
  }

  /** The line without the values that are secrets. */
  static String quoted(String line) {
    String[] words = line.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] = Secrets.clean(words[i - 1], words[i]);
    }
    return String.join(" ", words);
  }

  /** Leaves out what does not bear on filtering, and accounts for the lines. */
  static Node pruned(Export export, Node config) {
    prune(export, config, Bearing.config());
    return config;
  }

  private static void prune(Export export, Node node, Bearing bearing) {
    for (Node child : List.copyOf(node.children())) {
      Bearing b = bearing.of(child.word);
      if (b == Bearing.UNKNOWN) {
        SourceUse.unknown(export, child);
        node.remove(child);
      } else if (b == Bearing.IGNORE) {
        SourceUse.ignored(export, child);
        node.remove(child);
      } else {
        if (child.isLeaf() || !b.isContainer()) {
          export.ledger.enter(child.line, Use.MODELLED);
        }
        prune(export, child, b);
      }
    }
  }

  /** What becomes of the lines of parts that are left out. */
  private static final class SourceUse {
    static void unknown(Export export, Node node) {
      export.unknown(
          node.line,
          node.column,
          node.extra(),
          "'" + node.word + "' is not known here and is left out");
      ignored(export, node);
    }

    static void ignored(Export export, Node node) {
      export.ledger.enter(node.line, Use.IGNORED);
      if (node.word.length() < 64) {
        export.words.mention(node.word);
      }
      node.children().forEach(c -> ignored(export, c));
    }
  }
}

package flowgap.vendor.panos;

import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the {@code set} form: every line is a path of words, carried out in order ({@code delete},
 * {@code move} and {@code rename} too), on the same tree that XML gives.
 */
final class SetExport {
  private static final Pattern PROMPT = Pattern.compile("^\\S+@\\S+(?:\\([^)]*\\))?[>#]\\s*");

  private final Export export;
  private final Node root = new Node(Shapes.FRAGMENT, Node.Form.LINE, 1, 1);
  private final SetTree tree;

  private SetExport(Export export) {
    this.export = export;
    this.tree = new SetTree(root, export.words);
  }

  static Export read(InputFile file) throws IOException {
    Export export = new Export(file, "set commands");
    SetExport s = new SetExport(export);
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        s.line(line, lines.number());
      }
    }
    s.tree.forget();
    export.part = true;
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
    String quoted = quoted(line);
    SetTree.Statement statement = SetTree.parse(line);
    if (!statement.error().isEmpty()) {
      export.unknown(number, statement.column(), quoted, statement.error());
      return;
    }
    export.ledger.enter(number, Use.IGNORED);
    String refused = tree.enter(statement.line(), List.of(), number, quoted);
    if (statement.moves() && refused.isEmpty()) {
      export.ledger.enter(number, Use.MODELLED);
    } else if (statement.moves()) {
      export.unknown(number, 1, quoted, refused);
    }
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

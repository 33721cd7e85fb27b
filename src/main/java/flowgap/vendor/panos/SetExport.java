package flowgap.vendor.panos;

import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code set} form: every line is a path of words, carried out in order ({@code delete},
 * {@code move}, {@code rename} and {@code copy} too), on the same tree that XML gives.
 */
final class SetExport {
  private static final Pattern PROMPT = Pattern.compile("^\\S+@\\S+(?:\\([^)]*\\))?[>#]\\s*");

  /** Characters of a text that goes over several lines. */
  private static final int LONGEST = 1 << 20;

  /** A word, or a text in quotation marks, closed or not. */
  private static final Pattern WORD = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"?|[^\\s\"]+");

  private final Export export;
  private final Node root = new Node(Shapes.FRAGMENT, Node.Form.LINE, 1, 1);
  private final SetTree tree;

  private final UnreadLines unread;

  /** A statement with a text that goes on in the next line; null where there is none. */
  private StringBuilder open;

  private int openedAt;

  private SetExport(Export export) {
    this.export = export;
    this.tree = new SetTree(root, export.words);
    this.unread = new UnreadLines(export, tree);
  }

  static Export read(InputFile file) throws IOException {
    Export export = new Export(file, "set commands");
    SetExport s = new SetExport(export);
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        s.line(line, lines.number());
      }
    }
    s.close();
    s.tree.forget();
    export.part = true;
    export.root = pruned(export, Shapes.whole(s.root));
    s.unread.settle(export.root);
    export.readingIsOver();
    return export;
  }

  private void line(String text, int number) {
    String line = PROMPT.matcher(text).replaceFirst("").strip();
    if (open != null) {
      if (line.startsWith("set ") || open.length() > LONGEST) {
        close();
      } else {
        export.ledger.enter(number, Use.IGNORED);
        open.append('\n').append(text);
        if (opens(text)) {
          close();
        }
        return;
      }
    }
    if (line.isEmpty()) {
      if (!text.isBlank()) {
        export.ledger.enter(number, Use.IGNORED);
      }
    } else if (UnreadLines.isHarmless(line)) {
      export.ledger.enter(number, Use.IGNORED);
    } else if (line.startsWith("set ") && opens(line)) {
      open = new StringBuilder(line);
      openedAt = number;
    } else {
      statement(line, number);
    }
  }

  /** Whether a quoted text begins, or ends, without its other end in the same line. */
  private static boolean opens(String line) {
    boolean out = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        out = !out;
      }
    }
    return out;
  }

  private void close() {
    if (open != null) {
      String all = open.toString();
      open = null;
      statement(all, openedAt);
    }
  }

  private void statement(String line, int number) {
    String quoted = quoted(line);
    SetTree.Statement statement = SetTree.parse(line);
    if (!statement.error().isEmpty()) {
      String why = opens(line) ? "a quotation mark has no other end" : statement.error();
      unread.broken(line, number, statement.column(), quoted, why);
      return;
    }
    export.ledger.enter(number, Use.IGNORED);
    String refused = tree.enter(statement.line(), List.of(), number, quoted);
    if (statement.moves() && refused.isEmpty()) {
      export.ledger.enter(number, Use.MODELLED);
    } else if (statement.moves()) {
      unread.refused(SetTree.path(statement.line()), number, quoted, refused);
    }
  }

  /** The line, the first of several, without the values that are secrets. */
  static String quoted(String line) {
    if (line.indexOf('"') < 0) {
      return wordByWord(line);
    }
    int end = line.indexOf('\n');
    Matcher m = WORD.matcher(end < 0 ? line : line.substring(0, end) + " …");
    StringBuilder out = new StringBuilder();
    String before = "";
    while (m.find()) {
      String bare = m.group().replace("\"", "");
      String clean = Secrets.clean(before, bare);
      m.appendReplacement(out, Matcher.quoteReplacement(clean.equals(bare) ? m.group() : clean));
      before = bare;
    }
    String all = m.appendTail(out).toString();
    return opens(all) ? wordByWord(all) : all;
  }

  /** Where a text does not end, each of its words may be a name, and the next one its secret. */
  private static String wordByWord(String line) {
    String[] words = line.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] = Secrets.clean(words[i - 1].replace("\"", ""), words[i]);
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

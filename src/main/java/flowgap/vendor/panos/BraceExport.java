package flowgap.vendor.panos;

import flowgap.grammar.panos.BraceLexer;
import flowgap.grammar.panos.BraceParser;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Reads the form in braces that {@code show} prints, onto the same tree that XML gives. */
final class BraceExport {
  /** Bytes: this form is read at once, and devices print it for small configurations only. */
  private static final int LARGEST = 64 << 20;

  private final Export export;
  private final List<String> lines;

  private BraceExport(Export export, List<String> lines) {
    this.export = export;
    this.lines = lines;
  }

  static Export read(InputFile file) throws IOException, InputFailure {
    Export export = new Export(file, "show in braces");
    List<String> lines = new ArrayList<>();
    long size = 0;
    try (TextLines in = TextLines.open(file)) {
      for (String line = in.next(); line != null; line = in.next()) {
        lines.add(line);
        size += line.length();
        if (!line.isBlank()) {
          export.ledger.enter(in.number(), Use.IGNORED);
        }
        if (size > LARGEST) {
          throw new InputFailure(
              Problem.error(
                  SourceSpan.of(file.name(), in.number(), ""),
                  "a configuration in braces of more than 64 MiB; export it as XML instead"));
        }
      }
    }
    Errors errors = new Errors();
    BraceLexer lexer = new BraceLexer(CharStreams.fromString(String.join("\n", lines)));
    BraceParser parser = new BraceParser(new CommonTokenStream(lexer));
    errors.listenTo(lexer, parser);
    BraceParser.ConfigurationContext tree = parser.configuration();
    if (errors.found()) {
      throw new InputFailure(
          Problem.error(
              new SourceSpan(file.name(), errors.line(), errors.column(), "", ""),
              "the braces do not add up: " + errors.message()));
    }
    Node root = new Node(Shapes.FRAGMENT, Node.Form.LINE, 1, 1);
    BraceExport b = new BraceExport(export, lines);
    tree.statement().forEach(s -> b.add(root, s));
    export.part = true;
    export.root = SetExport.pruned(export, Shapes.whole(root));
    export.readingIsOver();
    return export;
  }

  private void add(Node parent, BraceParser.StatementContext statement) {
    if (statement instanceof BraceParser.BlockContext block) {
      for (Node node : walk(parent, block.path())) {
        block.statement().forEach(s -> add(node, s));
      }
    } else {
      walk(parent, ((BraceParser.LeafContext) statement).path());
    }
  }

  private List<Node> walk(Node from, BraceParser.PathContext path) {
    List<Node> now = List.of(from);
    for (BraceParser.ItemContext item : path.item()) {
      List<BraceParser.WordContext> words =
          item instanceof BraceParser.ListContext l
              ? l.word()
              : List.of(((BraceParser.SingleContext) item).word());
      List<Node> next = new ArrayList<>();
      for (Node n : now) {
        for (BraceParser.WordContext w : words) {
          next.add(childOf(n, w));
        }
      }
      now = next;
    }
    return now;
  }

  private Node childOf(Node parent, BraceParser.WordContext w) {
    Token at = w.getStart();
    String text =
        w instanceof BraceParser.QuotedContext q
            ? SetTree.unquoted(q.text.getText())
            : at.getText();
    String word = Secrets.clean(parent.word, text);
    Node there = parent.child(word);
    if (there == null) {
      String quoted = SetExport.quoted(lines.get(at.getLine() - 1).strip().replace(";", ""));
      there =
          new Node(
                  export.words.of(word),
                  Node.Form.LINE,
                  at.getLine(),
                  at.getCharPositionInLine() + 1)
              .extra(quoted);
      parent.add(there);
    }
    return there;
  }
}

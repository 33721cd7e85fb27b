package flowgap.vendor.panos;

import flowgap.grammar.panos.FilterLexer;
import flowgap.grammar.panos.FilterParser;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** The filter of a dynamic address group: {@code 'web' and ('berlin' or paris)}. */
sealed interface TagFilter {
  /**
   * Whether something with these tags meets the filter for certain: addresses may get further tags
   * while the device runs, so that they lack one is never certain.
   */
  boolean holds(Set<String> tags);

  /** Whether it may meet the filter, with tags that it gets while the device runs. */
  default boolean mayHold(Set<String> tags) {
    return true;
  }

  record Tag(String name) implements TagFilter {
    @Override
    public boolean holds(Set<String> tags) {
      return tags.contains(name);
    }
  }

  record And(TagFilter left, TagFilter right) implements TagFilter {
    @Override
    public boolean holds(Set<String> tags) {
      return left.holds(tags) && right.holds(tags);
    }

    @Override
    public boolean mayHold(Set<String> tags) {
      return left.mayHold(tags) && right.mayHold(tags);
    }
  }

  record Or(TagFilter left, TagFilter right) implements TagFilter {
    @Override
    public boolean holds(Set<String> tags) {
      return left.holds(tags) || right.holds(tags);
    }

    @Override
    public boolean mayHold(Set<String> tags) {
      return left.mayHold(tags) || right.mayHold(tags);
    }
  }

  record Not(TagFilter operand) implements TagFilter {
    @Override
    public boolean holds(Set<String> tags) {
      return !operand.mayHold(tags);
    }

    @Override
    public boolean mayHold(Set<String> tags) {
      return !operand.holds(tags);
    }
  }

  /** Empty where the text is no filter. */
  static Optional<TagFilter> parse(String text) {
    if (text.isBlank() || text.length() > 10_000) {
      return Optional.empty();
    }
    Errors errors = new Errors();
    FilterLexer lexer = new FilterLexer(CharStreams.fromString(text));
    FilterParser parser = new FilterParser(new CommonTokenStream(lexer));
    errors.listenTo(lexer, parser);
    FilterParser.FilterContext tree = parser.filter();
    return errors.found() ? Optional.empty() : Optional.of(of(tree.expression()));
  }

  private static TagFilter of(FilterParser.ExpressionContext e) {
    if (e instanceof FilterParser.NotContext c) {
      return new Not(of(c.operand));
    }
    if (e instanceof FilterParser.AndContext c) {
      return new And(of(c.left), of(c.right));
    }
    if (e instanceof FilterParser.OrContext c) {
      return new Or(of(c.left), of(c.right));
    }
    if (e instanceof FilterParser.BracketsContext c) {
      return of(c.inner);
    }
    String t = ((FilterParser.TagContext) e).text.getText();
    boolean quoted = t.startsWith("'") || t.startsWith("\"");
    return new Tag(quoted ? t.substring(1, t.length() - 1) : t);
  }
}

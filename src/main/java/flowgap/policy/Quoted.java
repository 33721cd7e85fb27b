package flowgap.policy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A rule's columns whose values stand in its line: each is a few words of its own, which rules
 * share, and a part of the line behind them. A value is made when it is asked for, so that a
 * hundred thousand rules do not keep their words twice.
 */
public final class Quoted extends AbstractMap<String, String> {
  /** A line has to be shorter, so that a place in it is one byte. */
  public static final int LONGEST = 256;

  /**
   * What rules of one form share.
   *
   * @param columns at most four, ascending, without repetition
   * @param words of each column, what its value begins with
   */
  public record Form(List<String> columns, List<String> words) {
    public Form {
      columns = List.copyOf(columns);
      words = List.copyOf(words);
      if (columns.size() > 4 || columns.size() != words.size()) {
        throw new IllegalArgumentException("at most four columns, each with its words");
      }
    }
  }

  private final Form form;
  private final String line;

  /** For each column, lowest first: where its part of the line begins and ends, a byte each. */
  private final long places;

  /**
   * @param places 16 bits a column, the lowest first: begin and end of its part of the line
   */
  public Quoted(Form form, String line, long places) {
    if (line.length() >= LONGEST) {
      throw new IllegalArgumentException("the line is too long");
    }
    this.form = form;
    this.line = line;
    this.places = places;
  }

  /** The bits of a part of the line, for a column's index in its form. */
  public static long place(int column, int from, int to) {
    return (long) (from << 8 | to) << 16 * column;
  }

  private String value(int column) {
    int place = (int) (places >>> 16 * column);
    int from = place >> 8 & 0xFF;
    int to = place & 0xFF;
    String words = form.words.get(column);
    if (from == to) {
      return words;
    }
    String part = line.substring(from, to);
    return words.isEmpty() ? part : words + part;
  }

  @Override
  public String get(Object column) {
    int at = form.columns.indexOf(column);
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(Object column) {
    return form.columns.contains(column);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return form.columns.size();
      }

      @Override
      public Iterator<Entry<String, String>> iterator() {
        return IntStream.range(0, size())
            .mapToObj(at -> Map.entry(form.columns.get(at), value(at)))
            .iterator();
      }
    };
  }
}

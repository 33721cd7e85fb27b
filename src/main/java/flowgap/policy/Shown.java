package flowgap.policy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A rule's few columns and their values, in the columns' order. There is one of it for each of a
 * hundred thousand rules, so it is no more than an array.
 */
final class Shown extends AbstractMap<String, String> {
  private static final Shown NONE = new Shown();

  /** Column, value, column, value …, ascending. */
  private String[] words;

  private int size;

  Shown() {
    this(new String[8], 0);
  }

  private Shown(String[] words, int size) {
    this.words = words;
    this.size = size;
  }

  /** A copy that nobody changes. */
  static Map<String, String> copyOf(Map<String, String> map) {
    if (map.isEmpty()) {
      return NONE;
    }
    if (map instanceof Quoted) {
      return map;
    }
    if (map instanceof Shown s) {
      return new Shown(Arrays.copyOf(s.words, s.size), s.size);
    }
    Shown out = new Shown();
    map.forEach(out::set);
    return new Shown(Arrays.copyOf(out.words, out.size), out.size);
  }

  /** For the one who builds it; {@link #put} is refused, so that no reader of a rule changes it. */
  void set(String column, String value) {
    int at = 0;
    while (at < size && words[at].compareTo(column) < 0) {
      at += 2;
    }
    if (at == size || !words[at].equals(column)) {
      if (size == words.length) {
        words = Arrays.copyOf(words, size * 2);
      }
      System.arraycopy(words, at, words, at + 2, size - at);
      size += 2;
    }
    words[at] = column;
    words[at + 1] = value;
  }

  @Override
  public String get(Object column) {
    for (int i = 0; i < size; i += 2) {
      if (words[i].equals(column)) {
        return words[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object column) {
    return get(column) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size / 2;
      }

      @Override
      public Iterator<Entry<String, String>> iterator() {
        return IntStream.range(0, size())
            .mapToObj(at -> Map.entry(words[2 * at], words[2 * at + 1]))
            .iterator();
      }
    };
  }
}

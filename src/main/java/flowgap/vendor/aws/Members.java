package flowgap.vendor.aws;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The members of a JSON object, as they stand: most objects have few, and there are millions. */
final class Members extends AbstractMap<String, Json> {
  /** Objects with more members than this are looked up by hash. */
  private static final int FEW = 40;

  private String[] names = new String[8];
  private Json[] values = new Json[8];
  private int size;
  private Map<String, Json> many;

  /** Adds a member; false where one of this name stands there. */
  boolean add(String name, Json value) {
    if (get(name) != null) {
      return false;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    values[size++] = value;
    if (many != null) {
      many.put(name, value);
    } else if (size > FEW) {
      many = new HashMap<>();
      for (int i = 0; i < size; i++) {
        many.put(names[i], values[i]);
      }
    }
    return true;
  }

  @Override
  public Json get(Object name) {
    if (many != null) {
      return many.get(name);
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, Json>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, Json>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Map.Entry<String, Json> next() {
            if (next == size) {
              throw new NoSuchElementException();
            }
            return Map.entry(names[next], values[next++]);
          }
        };
      }
    };
  }
}

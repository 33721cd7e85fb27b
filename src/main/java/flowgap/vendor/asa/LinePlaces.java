package flowgap.vendor.asa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the entries of a list stand while lines are put in and taken out. */
final class LinePlaces {
  /**
   * @param index from which on lines have moved, 0-based
   * @param by how far
   */
  private record Move(int index, int by) {}

  private final AsaConfig.AccessList list;
  private final List<Move> moves = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private int end;

  LinePlaces(AsaConfig.AccessList list) {
    this.list = list;
    this.end = list.lines()[0];
  }

  /** The index behind the last line. */
  int end() {
    return end;
  }

  /** The index of an entry by its id, remarks counted; negative where it is not there. */
  int of(String id) {
    AsaConfig.Entry entry = gone.contains(id) ? null : entry(id);
    if (entry == null) {
      return -1;
    }
    int index = entry.line() - 1;
    for (Move m : moves) {
      index += index >= m.index ? m.by : 0;
    }
    return index;
  }

  /** An entry as the list had it at first; null where it had none of this id. */
  AsaConfig.Entry entry(String id) {
    String before = list.name() + ":";
    int number = id.startsWith(before) ? number(id, before.length()) : 0;
    return number > 0 && number <= list.entries().size() ? list.entries().get(number - 1) : null;
  }

  private static int number(String id, int from) {
    int out = 0;
    for (int i = from; i < id.length(); i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == from && digit == 0 || i - from > 8) {
        return 0;
      }
      out = out * 10 + digit;
    }
    return out;
  }

  /** Puts a line in. */
  void insert(int index) {
    Move last = moves.isEmpty() ? new Move(0, 0) : moves.get(moves.size() - 1);
    if (last.by > 0 && index == last.index + last.by) {
      moves.set(moves.size() - 1, new Move(last.index, last.by + 1));
    } else {
      moves.add(new Move(index, 1));
    }
    end++;
  }

  /** Takes an entry out that is there. */
  void remove(String id) {
    moves.add(new Move(of(id), -1));
    gone.add(id);
    end--;
  }
}

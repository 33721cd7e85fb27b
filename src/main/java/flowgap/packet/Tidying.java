package flowgap.packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings sets into a smaller form of the same packets. */
final class Tidying {
  /** Sets of up to this many boxes are brought into a smaller form after each step. */
  private static final int TIDY = 4_000;

  /** So many boxes are compared one by one. */
  private static final int FEW = 8;

  private Tidying() {}

  /** Drops contained boxes and joins those that differ in one field only. */
  static PacketSet tidy(List<Box> boxes) {
    if (boxes.isEmpty()) {
      return PacketSet.NONE;
    }
    if (boxes.size() == 1 || boxes.size() > TIDY || haveOwnSpaces(boxes)) {
      return new PacketSet(boxes);
    }
    List<Box> now = boxes;
    boolean changed = true;
    for (int round = 0; changed && round < 8; round++) {
      changed = false;
      for (int k = Space.FIELDS - 1; k >= 0 && now.size() > 1; k--) {
        List<Box> joined = join(now, k);
        changed |= joined.size() < now.size();
        now = joined;
      }
    }
    return new PacketSet(now.size() <= 200 ? absorb(now) : now);
  }

  /** Whether no two are of one space, so that there is nothing to join. */
  private static boolean haveOwnSpaces(List<Box> boxes) {
    int seen = 0;
    for (int i = 0; i < boxes.size(); i++) {
      int space = 1 << boxes.get(i).space.ordinal();
      if ((seen & space) != 0) {
        return false;
      }
      seen |= space;
    }
    return true;
  }

  private static List<Box> join(List<Box> boxes, int field) {
    if (boxes.size() <= FEW) {
      return joinFew(boxes, field);
    }
    Map<Integer, List<Integer>> buckets = new HashMap<>(boxes.size() * 2);
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      List<Integer> bucket = buckets.computeIfAbsent(b.hashWithout(field), h -> new ArrayList<>(1));
      boolean done = false;
      for (int i : bucket) {
        Box o = out.get(i);
        if (o.equalsWithout(field, b)) {
          out.set(i, o.with(field, o.get(field).or(b.get(field))));
          done = true;
          break;
        }
      }
      if (!done) {
        bucket.add(out.size());
        out.add(b);
      }
    }
    return out;
  }

  /** Without an index, which costs more than it saves where there are few. */
  private static List<Box> joinFew(List<Box> boxes, int field) {
    List<Box> out = new ArrayList<>(boxes.size());
    for (Box b : boxes) {
      int same = 0;
      while (same < out.size() && !out.get(same).equalsWithout(field, b)) {
        same++;
      }
      if (same == out.size()) {
        out.add(b);
      } else {
        Box o = out.get(same);
        out.set(same, o.with(field, o.get(field).or(b.get(field))));
      }
    }
    return out;
  }

  private static List<Box> absorb(List<Box> boxes) {
    List<Box> out = new ArrayList<>(boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      boolean needed = true;
      for (int j = 0; needed && j < boxes.size(); j++) {
        if (i != j && boxes.get(j).containsAll(boxes.get(i))) {
          needed = i < j && boxes.get(i).containsAll(boxes.get(j));
        }
      }
      if (needed) {
        out.add(boxes.get(i));
      }
    }
    return out;
  }
}

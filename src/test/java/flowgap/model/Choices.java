package flowgap.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an evaluator asks where the export leaves something open; it is run once for every
 * combination of answers.
 */
public final class Choices {
  private static final int MOST = 512;

  private record Asked(String what, int answers, int answer) {}

  private final List<Asked> asked = new ArrayList<>();

  private Choices() {}

  /** What becomes of a packet in every case. */
  public static End of(Function<Choices, End> evaluator) {
    Choices c = new Choices();
    Set<End> out = EnumSet.noneOf(End.class);
    for (int runs = 0; runs < MOST; runs++) {
      out.add(evaluator.apply(c));
      if (out.contains(End.UNKNOWN) || !c.next()) {
        return End.of(out);
      }
    }
    return End.UNKNOWN;
  }

  /** An answer below {@code answers}; the same question gets the same answer. */
  public int one(String what, int answers) {
    for (Asked a : asked) {
      if (a.what.equals(what)) {
        return a.answer;
      }
    }
    asked.add(new Asked(what, answers, 0));
    return 0;
  }

  public boolean whether(String what) {
    return one(what, 2) == 1;
  }

  private boolean next() {
    while (!asked.isEmpty()) {
      Asked last = asked.remove(asked.size() - 1);
      if (last.answer + 1 < last.answers) {
        asked.add(new Asked(last.what, last.answers, last.answer + 1));
        return true;
      }
    }
    return false;
  }
}

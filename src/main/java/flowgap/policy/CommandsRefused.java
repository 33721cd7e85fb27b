package flowgap.policy;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.List;

/** The device would not carry some commands out; the problems say which and why. */
public final class CommandsRefused extends InputFailure {
  private static final long serialVersionUID = 1L;
  private final transient List<Integer> places;

  private CommandsRefused(List<Problem> problems, List<Integer> places) {
    super(problems);
    this.places = List.copyOf(places);
  }

  /** Where the refused ones stand among all that were entered, 0-based. */
  public List<Integer> places() {
    return places;
  }

  /** What is refused while commands are entered; those behind a refused one are entered, too. */
  public static final class Collected {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    public void add(int place, Problem why) {
      places.add(place);
      problems.add(why);
    }

    /** Fails where there is any. */
    public void check() throws CommandsRefused {
      if (!places.isEmpty()) {
        throw new CommandsRefused(problems, places);
      }
    }
  }
}

package flowgap.source;

import java.util.List;

/** An input that the whole step needs cannot be read; the problems say why, one sentence each. */
public class InputFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public InputFailure(List<Problem> problems) {
    super(problems.isEmpty() ? "unreadable input" : problems.get(0).sentence());
    this.problems = List.copyOf(problems);
  }

  public InputFailure(Problem problem) {
    this(List.of(problem));
  }

  public final List<Problem> problems() {
    return problems;
  }
}

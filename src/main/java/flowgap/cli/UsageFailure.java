package flowgap.cli;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import java.util.List;

/** The command cannot be carried out as given; each sentence says why. */
final class UsageFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<String> sentences;

  UsageFailure(List<String> sentences) {
    super(sentences.get(0));
    this.sentences = List.copyOf(sentences);
  }

  UsageFailure(String sentence) {
    this(List.of(sentence));
  }

  static UsageFailure of(InputFailure failure) {
    List<String> all = failure.problems().stream().map(Problem::sentence).toList();
    return new UsageFailure(all.isEmpty() ? List.of("an input cannot be read") : all);
  }

  List<String> sentences() {
    return sentences;
  }
}

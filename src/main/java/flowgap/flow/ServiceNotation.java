package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads services as flow lists write them, such as {@code tcp/443} or {@code 135/445 TCP}. */
public final class ServiceNotation {
  private ServiceNotation() {}

  /**
   * Reads one service text, with the source ports that its protocols have by default.
   *
   * @throws InputFailure where the text is no service, with what was found and expected
   */
  public static Service parse(String text, SourceSpan span) throws InputFailure {
    List<Problem> problems = new ArrayList<>();
    Optional<Service> service = new ServiceText(text, "", "", false, span).read(problems);
    return service.orElseThrow(() -> new InputFailure(problems));
  }
}

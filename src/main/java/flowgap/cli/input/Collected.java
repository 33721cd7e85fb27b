package flowgap.cli.input;

import flowgap.source.InputFile;
import java.util.List;

/**
 * What the arguments of a command led to.
 *
 * @param files by name; each content stands at one place only if it was reached twice by one path
 * @param skipped what was passed over on purpose, with the reason, one sentence each
 * @param unreadable what could not be read at all
 */
public record Collected(List<Found> files, List<String> skipped, List<Unreadable> unreadable) {
  /**
   * A file that may be an export.
   *
   * @param file its name is as given by the user, {@code /}-separated
   * @param named whether the user named this very file, rather than a folder or an archive of it
   */
  public record Found(InputFile file, boolean named) {}

  /** An input that cannot be read, and why, in one sentence without the name. */
  public record Unreadable(String name, String reason) {}

  public Collected {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    unreadable = List.copyOf(unreadable);
  }
}

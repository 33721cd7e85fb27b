package flowgap.cli;

import java.nio.file.Path;

/** Reads flow lists, profiles and the site file of a command. */
final class NeedsReader {
  private NeedsReader() {}

  /** The site file alone. */
  static Needs site(Path site) throws UsageFailure {
    if (site != null) {
      throw new UsageFailure("--site: cannot be read yet");
    }
    return Needs.NONE;
  }

  static Needs read(FlowOptions options, Path site) throws UsageFailure {
    if (!options.flows.isEmpty() || !options.profiles.isEmpty()) {
      throw new UsageFailure("--flows: cannot be read yet");
    }
    return site(site);
  }
}

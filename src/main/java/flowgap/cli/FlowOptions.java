package flowgap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the migration needs. */
final class FlowOptions {
  @Option(
      names = "--flows",
      paramLabel = "FILE",
      description = "required flows (CSV or XLSX); may be repeated")
  List<Path> flows = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "bundled port requirements of a product; may be repeated")
  List<String> profiles = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "[PROFILE.]KEY=VALUE",
      description = "a parameter of a profile; may be repeated")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--reading",
      paramLabel = "NAME",
      description = "reads a doubtful passage of a profile's document this way; may be repeated")
  List<String> readings = new ArrayList<>();
}

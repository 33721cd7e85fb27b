package flowgap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which configurations a command reads. */
final class ConfigOptions {
  @Parameters(
      paramLabel = "CONFIG",
      arity = "1..*",
      description =
          "a file, a folder, a glob, a .zip or .tar.gz of exports, or - for standard input; the"
              + " format is found by the content")
  List<String> configs = new ArrayList<>();

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = "what each role or host name is at this site (CSV or XLSX)")
  Path site;

  @Option(
      names = "--with",
      paramLabel = "[NAME=]FILE",
      description = "joins a companion file to the firewall NAME by hand")
  List<String> with = new ArrayList<>();

  @Option(
      names = "--input-format",
      paramLabel = "NAME",
      description = "reads every file as this format: ${COMPLETION-CANDIDATES}",
      completionCandidates = Formats.class)
  String inputFormat;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "names, owners and scope of the exports (CSV: path,name,group,owner,zone_map)")
  Path inventory;

  /** Names of the formats that can be read. */
  static final class Formats extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Formats() {
      super(Vendors.ALL.stream().map(v -> v.format()).toList());
    }
  }

  /** Files that the command was given for other purposes than as configurations. */
  List<Path> others() {
    List<Path> out = new ArrayList<>();
    if (site != null) {
      out.add(site);
    }
    if (inventory != null) {
      out.add(inventory);
    }
    for (String w : with) {
      out.add(Path.of(joinedFile(w)));
    }
    return out;
  }

  /** The FILE of {@code [NAME=]FILE}; a file whose own name has an equals sign is a file. */
  static String joinedFile(String with) {
    return joinedName(with).isEmpty() ? with : with.substring(with.indexOf('=') + 1);
  }

  static String joinedName(String with) {
    int at = with.indexOf('=');
    return at <= 0 || java.nio.file.Files.exists(Path.of(with)) ? "" : with.substring(0, at);
  }
}

package flowgap.cli.input;

import flowgap.source.InputFile;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Finds the folders that hold flowgap's own reports. */
final class OwnOutput {
  private static final Set<String> NAMES =
      Set.of(
          "report.xlsx",
          "report.html",
          "report.json",
          "findings.csv",
          "report.sarif",
          "junit.xml",
          "report.md");

  private final Set<String> folders = new HashSet<>();

  OwnOutput(Collection<InputFile> files) {
    for (InputFile f : files) {
      if (NAMES.contains(f.baseName()) && bearsOurName(f)) {
        folders.add(Names.folder(f.name()));
      }
    }
  }

  private static boolean bearsOurName(InputFile file) {
    try {
      return file.headText().contains("flowgap");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the file is a report, or one of the commands that stand beside it. */
  boolean holds(InputFile file) {
    String folder = Names.folder(file.name());
    if (folders.contains(folder)) {
      return NAMES.contains(file.baseName()) || file.baseName().startsWith("report-");
    }
    for (String f : folders) {
      String prefix = f.isEmpty() ? "" : f + "/";
      if (folder.startsWith(prefix + "changes/") || folder.startsWith(prefix + "firewalls/")) {
        return true;
      }
    }
    return false;
  }
}

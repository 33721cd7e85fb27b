package flowgap.report;

import flowgap.report.page.Pages;
import flowgap.report.workbook.Filled;
import flowgap.report.workbook.Previous;
import flowgap.report.workbook.PreviousReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with extracts. What an earlier run left there goes, since it says what no longer
 * holds; a workbook that somebody filled in stays.
 */
final class Extracts {
  private static final String FOLDER = "extracts";

  /** Filled-in workbooks of extracts, with what they hold. */
  private final Map<Path, Optional<Previous>> kept = new LinkedHashMap<>();

  private final Path folder;
  private final List<Path> earlier;

  private Extracts(Path folder, List<Path> earlier) {
    this.folder = folder;
    this.earlier = earlier;
  }

  static Path folder(Path directory) {
    return directory.resolve(FOLDER);
  }

  /**
   * What is there already.
   *
   * @param fresh whether workbooks are to be forgotten, filled in or not
   */
  static Extracts there(Path directory, boolean fresh) throws IOException {
    Path folder = folder(directory);
    Extracts out = new Extracts(folder, ours(folder));
    for (Path extract : out.earlier) {
      Path workbook = extract.resolve(Format.XLSX.file());
      if (!fresh && Files.isRegularFile(workbook)) {
        out.look(workbook);
      }
    }
    return out;
  }

  private static List<Path> ours(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private void look(Path workbook) {
    try {
      Previous previous = PreviousReader.read(workbook);
      if (!previous.filled().isEmpty()) {
        kept.put(workbook, Optional.of(previous));
      }
    } catch (IOException e) {
      // what cannot be read may be somebody's work
      kept.put(workbook, Optional.empty());
    }
  }

  /** What readers filled in. */
  Filled filled() {
    Filled out = Filled.NOTHING;
    for (Optional<Previous> p : kept.values()) {
      out = out.and(p.map(Previous::filled).orElse(Filled.NOTHING));
    }
    return out;
  }

  /**
   * Puts new extracts in the place of earlier ones.
   *
   * @param aside folder of the new ones; empty where there are none
   * @param takenOver whether what was filled in has been taken over into another workbook
   * @return what is to be told, in sentences
   */
  List<String> replace(Optional<Path> aside, boolean takenOver) throws IOException {
    List<String> out = new ArrayList<>();
    for (Map.Entry<Path, Optional<Previous>> e : kept.entrySet()) {
      Path stays = e.getKey();
      if (takenOver) {
        stays = Carried.free(stays.getParent(), e.getValue().map(Previous::made).orElse(""));
        Files.move(e.getKey(), stays);
      }
      out.add(words(stays) + " is kept: somebody filled it in, or it cannot be read");
    }
    int gone = 0;
    for (Path extract : earlier) {
      gone += forget(extract) ? 1 : 0;
    }
    if (aside.isPresent()) {
      Reports.moveInside(aside.get(), folder);
    } else if (gone > 0) {
      out.add(
          "the extracts of an earlier run are removed from "
              + words(folder)
              + ", since they say what that run found");
    }
    deleteIfEmpty(folder);
    return out;
  }

  private static String words(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Removes what flowgap wrote; whether there was something. */
  private boolean forget(Path extract) throws IOException {
    boolean some = false;
    for (Format format : Format.values()) {
      Path file = extract.resolve(format.file());
      some |= !kept.containsKey(file) && Files.deleteIfExists(file);
    }
    Pages.forget(extract.resolve(Pages.FOLDER));
    deleteIfEmpty(extract);
    return some;
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> left = Files.list(folder)) {
        if (left.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(folder);
    }
  }
}

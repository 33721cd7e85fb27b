package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import flowgap.report.page.Pages;
import flowgap.report.workbook.Filled;
import flowgap.report.workbook.WorkbookReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the reports of an audit into a folder: aside first, then moved into place together. */
public final class Reports {
  /** Whom extracts are written for. */
  public enum Split {
    FIREWALL,
    OWNER
  }

  /**
   * How reports are written.
   *
   * @param previous an earlier workbook, whose filled-in cells are carried over
   * @param fresh whether a workbook that is in the folder already is to be forgotten
   * @param split whom extracts are written for, besides the whole
   */
  public record Settings(Optional<Path> previous, boolean fresh, Optional<Split> split) {
    public static final Settings DEFAULT = new Settings(Optional.empty(), false, Optional.empty());
  }

  /** Writes one form of a report. */
  @FunctionalInterface
  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /**
   * What was written.
   *
   * @param files in the order of the formats; folders of pages and extracts by their own names
   * @param notes what became of what was there before, in sentences
   */
  public record Written(List<Path> files, List<String> notes) {
    public Written {
      files = List.copyOf(files);
      notes = List.copyOf(notes);
    }
  }

  private Reports() {}

  /**
   * Whether earlier workbooks can be read: better known before a long audit than after it.
   *
   * @throws UnreadableWorkbook if one cannot
   */
  public static void check(Path directory, Set<Format> formats, Settings settings)
      throws UnreadableWorkbook {
    if (carries(formats, settings)) {
      Carried.check(directory, settings);
    }
  }

  private static boolean carries(Set<Format> formats, Settings settings) {
    return formats.contains(Format.XLSX) || settings.previous().isPresent();
  }

  /** Writes the formats with {@link Settings#DEFAULT}. */
  public static Written write(AuditReport report, Path directory, Set<Format> formats)
      throws IOException {
    return write(report, directory, formats, Settings.DEFAULT);
  }

  /** Writes the formats one after the other. */
  public static Written write(
      AuditReport report, Path directory, Set<Format> formats, Settings settings)
      throws IOException {
    return write(report, directory, formats, settings, 1);
  }

  /**
   * Writes the formats into the folder, which is made if it is not there.
   *
   * @param jobs how many files are written at a time
   * @throws IOException also where an earlier workbook cannot be read; nothing is written then
   */
  public static Written write(
      AuditReport report, Path directory, Set<Format> formats, Settings settings, int jobs)
      throws IOException {
    Files.createDirectories(directory);
    Extracts extracts = Extracts.there(directory, settings.fresh());
    Carried carried =
        carries(formats, settings)
            ? Carried.of(report, directory, settings, extracts.filled())
            : new Carried(report, Filled.NOTHING, Optional.empty(), Optional.empty());
    Map<Path, Path> written = new LinkedHashMap<>();
    Optional<Path> split = settings.split().map(s -> directory.resolve("extracts.tmp"));
    List<String> notes = new ArrayList<>();
    try {
      SideBySide work = new SideBySide();
      asides(carried, directory, formats, written, work);
      if (split.isPresent()) {
        forget(split.get());
        extracts(carried, settings.split().get(), formats, split.get(), work);
      }
      work.run(jobs);
      if (formats.contains(Format.XLSX) && carried.keep().isPresent()) {
        move(carried.keep().get(), carried.keptAs().orElseThrow());
      }
      if (formats.contains(Format.HTML) && !Pages.needsFolder(report)) {
        Pages.forget(directory.resolve(Pages.FOLDER));
      }
      for (Map.Entry<Path, Path> e : written.entrySet()) {
        if (Files.isDirectory(e.getKey())) {
          Pages.forget(e.getValue());
          moveInside(e.getKey(), e.getValue());
        } else {
          move(e.getKey(), e.getValue());
        }
      }
      notes.addAll(extracts.replace(split, formats.contains(Format.XLSX)));
    } finally {
      for (Path aside : written.keySet()) {
        forget(aside);
      }
      if (split.isPresent()) {
        forget(split.get());
      }
    }
    notes.addAll(earlier(directory, formats));
    List<Path> files = new ArrayList<>(written.values());
    split.ifPresent(s -> files.add(Extracts.folder(directory)));
    return new Written(files, notes);
  }

  /** Reports that an earlier run wrote into the folder, and this one did not. */
  private static List<String> earlier(Path directory, Set<Format> formats) {
    List<String> names =
        Stream.of(Format.values())
            .filter(f -> !formats.contains(f) && Files.isRegularFile(directory.resolve(f.file())))
            .map(Format::file)
            .toList();
    return names.isEmpty()
        ? List.of()
        : List.of("of an earlier run, and not written again: " + String.join(", ", names));
  }

  /** Tells what is written aside, and by which work. */
  private static void asides(
      Carried carried,
      Path directory,
      Set<Format> formats,
      Map<Path, Path> written,
      SideBySide work)
      throws IOException {
    AuditReport report = carried.report();
    for (Format format : Format.values()) {
      if (formats.contains(format)) {
        Path aside = directory.resolve(format.file() + ".tmp");
        written.put(aside, directory.resolve(format.file()));
        work.add(() -> writeOne(format, report, carried.filled(), aside));
      }
    }
    if (formats.contains(Format.HTML) && Pages.needsFolder(report)) {
      Path aside = directory.resolve(Pages.FOLDER + ".tmp");
      forget(aside);
      written.put(aside, directory.resolve(Pages.FOLDER));
      pages(report, aside, work);
    }
  }

  private static void pages(AuditReport report, Path folder, SideBySide work) throws IOException {
    Files.createDirectories(folder);
    for (FirewallAudit f : report.firewalls()) {
      work.add(() -> Pages.writePage(report, f, folder));
    }
  }

  private static void extracts(
      Carried carried, Split split, Set<Format> formats, Path directory, SideBySide work) {
    AuditReport report = carried.report();
    switch (split) {
      case FIREWALL -> {
        for (FirewallAudit f : report.firewalls()) {
          Path folder = directory.resolve(folder(f.name()));
          work.add(
              () -> writeExtract(Extract.ofFirewall(report, f), carried.filled(), formats, folder));
        }
      }
      case OWNER -> {
        for (String owner : Extract.owners(report)) {
          Path folder = directory.resolve(folder(owner));
          work.add(
              () ->
                  writeExtract(Extract.ofOwner(report, owner), carried.filled(), formats, folder));
        }
      }
    }
  }

  private static void writeExtract(
      AuditReport part, Filled filled, Set<Format> formats, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Format format : formats) {
      writeOne(format, part, filled, directory.resolve(format.file()));
    }
    if (formats.contains(Format.HTML) && Pages.needsFolder(part)) {
      SideBySide own = new SideBySide();
      pages(part, directory.resolve(Pages.FOLDER), own);
      own.run(1);
    }
  }

  private static void writeOne(Format format, AuditReport report, Filled filled, Path file)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      writer(format, report, filled).write(out);
    }
  }

  /** Each format's classes are loaded only when it is asked for. */
  private static Writer writer(Format format, AuditReport report, Filled filled) {
    return switch (format) {
      case JSON -> out -> JsonReport.write(report, out);
      case CSV -> out -> FindingsCsv.write(report, out);
      case XLSX -> out -> WorkbookReport.write(report, filled, out);
      case HTML -> out -> Pages.write(report, out);
      case SARIF -> out -> SarifReport.write(report, out);
      case JUNIT -> out -> JunitReport.write(report, out);
      case MD -> out -> MarkdownReport.write(report, out);
    };
  }

  /** Moves what a folder holds; what is there already besides stays. */
  static void moveInside(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.sorted().toList()) {
        Path there = to.resolve(from.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(there);
        } else {
          move(p, there);
        }
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what is written aside, whatever an interrupted run left in it. */
  private static void forget(Path aside) throws IOException {
    if (Files.isDirectory(aside)) {
      try (Stream<Path> inside = Files.walk(aside)) {
        for (Path p : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    } else {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * The name of a folder made of the name of something: no character that a path or a shell pattern
   * could act on. Names that differ give different folders.
   */
  public static String folder(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length() && out.length() < 100; i++) {
      char c = name.charAt(i);
      boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || "._-() ".indexOf(c) >= 0;
      out.append(plain ? c : '_');
    }
    // Windows drops blanks and dots at the end; a dot at the beginning hides
    while (out.length() > 0 && " .".indexOf(out.charAt(out.length() - 1)) >= 0) {
      out.setLength(out.length() - 1);
    }
    boolean bare = out.length() == 0 || " .".indexOf(out.charAt(0)) >= 0;
    String clean = bare ? "_" + out : out.toString();
    return clean.equals(name) ? clean : clean + "-" + Anchors.digest(name);
  }
}

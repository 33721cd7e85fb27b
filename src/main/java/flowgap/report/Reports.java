package flowgap.report;

import flowgap.analysis.AuditReport;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the reports of an audit into a folder: aside first, then moved into place together. */
public final class Reports {
  /** Writes one form of a report. */
  @FunctionalInterface
  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private Reports() {}

  /**
   * Writes the formats into the folder, which is made if it is not there.
   *
   * @return the files written, in the order of the formats
   */
  public static List<Path> write(AuditReport report, Path directory, Set<Format> formats)
      throws IOException {
    Files.createDirectories(directory);
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      for (Format format : Format.values()) {
        if (formats.contains(format)) {
          Path target = directory.resolve(format.file());
          Path aside = directory.resolve(format.file() + ".tmp");
          written.put(aside, target);
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
            writer(format, report).write(out);
          }
        }
      }
      for (Map.Entry<Path, Path> e : written.entrySet()) {
        move(e.getKey(), e.getValue());
      }
    } finally {
      for (Path aside : written.keySet()) {
        Files.deleteIfExists(aside);
      }
    }
    return new ArrayList<>(written.values());
  }

  /** Each format's classes are loaded only when it is asked for. */
  private static Writer writer(Format format, AuditReport report) {
    return switch (format) {
      case JSON -> out -> JsonReport.write(report, out);
      case CSV -> out -> FindingsCsv.write(report, out);
      case XLSX -> out -> WorkbookReport.write(report, Filled.NOTHING, out);
      case HTML -> out -> Pages.write(report, out);
      case SARIF -> out -> SarifReport.write(report, out);
      case JUNIT -> out -> JunitReport.write(report, out);
      case MD -> out -> MarkdownReport.write(report, out);
    };
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * The name of a firewall's folder below {@code changes/}: no character that a path could act on.
   */
  public static String folder(String firewall) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < firewall.length() && out.length() < 100; i++) {
      char c = firewall.charAt(i);
      boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0;
      out.append(plain ? c : '_');
    }
    boolean bare = out.length() == 0 || out.charAt(0) == '.';
    String name = bare ? "_" + out : out.toString();
    return name.equals(firewall) ? name : name + "-" + Anchors.digest(firewall);
  }
}

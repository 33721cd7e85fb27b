package flowgap.report.page;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import flowgap.report.Anchors;
import flowgap.report.Extract;
import flowgap.report.Plain;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.TemplateOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes {@code report.html}; of large audits an index, and a folder with a page per firewall. */
public final class Pages {
  /** The folder with the pages of single firewalls. */
  public static final String FOLDER = "report";

  /** Firewalls, flows at firewalls, and rules that one page shows at the most. */
  private static final int FIREWALLS = 40;

  private static final int CELLS = 3_000;
  private static final int RULES = 8_000;

  private Pages() {}

  /** Whether the report is too large for one page. */
  public static boolean needsFolder(AuditReport report) {
    int cells = report.flows().stream().mapToInt(f -> f.at().size()).sum();
    int rules = report.firewalls().stream().mapToInt(f -> f.allRules().size()).sum();
    return report.firewalls().size() > 1
        && (report.firewalls().size() > FIREWALLS || cells > CELLS || rules > RULES);
  }

  /** Writes the page, or the index where {@link #needsFolder} says so. */
  public static void write(AuditReport report, OutputStream out) throws IOException {
    boolean folder = needsFolder(report);
    render(folder ? report : report.inMemory(), folder ? View.Mode.INDEX : View.Mode.WHOLE, out);
  }

  /** Writes the page of one firewall into the folder. */
  public static void writePage(AuditReport report, FirewallAudit firewall, Path folder)
      throws IOException {
    Path page = folder.resolve(Anchors.of("firewall", firewall.name()) + ".html");
    try (OutputStream out = Files.newOutputStream(page)) {
      render(Extract.ofFirewall(report, firewall), View.Mode.FIREWALL, out);
    }
  }

  /** Whether a file has the name of a firewall's page. */
  public static boolean isPage(String file) {
    return file.startsWith("firewall-") && file.endsWith(".html");
  }

  /** Removes the pages that an earlier, larger audit left; what else is there stays. */
  public static void forget(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    boolean alone = true;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.toList()) {
        if (isPage(p.getFileName().toString())) {
          Files.delete(p);
        } else {
          alone = false;
        }
      }
    }
    if (alone) {
      Files.delete(folder);
    }
  }

  private static void render(AuditReport report, View.Mode mode, OutputStream out)
      throws IOException {
    TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    View view = new View(report, mode, Assets.load());
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    try {
      engine.render("page.jte", view, new Visible(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (TemplateException e) {
      if (e.getCause() instanceof UncheckedIOException u) {
        throw u.getCause();
      }
      throw e;
    }
    writer.flush();
  }

  /** Passes a page on, with everything in it made visible. */
  private record Visible(Writer writer) implements TemplateOutput {
    @Override
    public void writeContent(String value) {
      try {
        writer.write(Plain.text(value));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void writeContent(String value, int begin, int end) {
      writeContent(value.substring(begin, end));
    }
  }
}

package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Runs whole commands in a folder of their own, as a user would. */
final class Auditing {
  /** What a command has said, and its exit status. */
  record Said(int status, String out, String err) {}

  private final Path folder;

  Auditing(Path folder) {
    this.folder = folder;
  }

  /** Writes an export. */
  Auditing export(String name, String text) throws IOException {
    return write("exports/" + name, text);
  }

  Auditing flows(String header, String... rows) throws IOException {
    return write("flows.csv", header + "\n" + String.join("\n", rows) + "\n");
  }

  Auditing write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Audits all exports; the report as JSON. */
  String report(String... options) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("audit", path("exports"), "--out", path("out"), "--format", "json"));
    if (Files.exists(folder.resolve("flows.csv"))) {
      words.addAll(List.of("--flows", path("flows.csv")));
    }
    words.addAll(List.of(options));
    Said said = run(words.toArray(String[]::new));
    assertThat(said.status()).as(said.err()).isLessThan(Status.USAGE);
    return Files.readString(folder.resolve("out/report.json"));
  }

  /** One of the files of {@code changes/FIREWALL}; empty where it was not written. */
  String change(String firewall, String name) throws IOException {
    Path file = folder.resolve("out/changes").resolve(firewall).resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  static Said run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            Stream.of(words).toArray(String[]::new),
            new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of("SOURCE_DATE_EPOCH", "1790000000")));
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Audits the exports: the text of every format, by file name, and what the console shows. */
  Map<String, String> everyFormat(Stream<String> options) throws IOException {
    Stream<String> words =
        Stream.of(
            "audit",
            path("exports"),
            "--flows",
            path("flows.csv"),
            "--out",
            path("out"),
            "--format",
            "xlsx,html,json,csv,sarif,junit,md",
            "--no-progress");
    Said said = run(Stream.concat(words, options).toArray(String[]::new));
    assertThat(said.status()).as(said.err()).isLessThan(Status.USAGE);
    Map<String, String> out = new TreeMap<>();
    out.put("console", said.out());
    for (String name :
        new String[] {
          "report.html", "report.json", "findings.csv", "report.sarif", "junit.xml", "report.md"
        }) {
      out.put(name, Files.readString(folder.resolve("out").resolve(name)));
    }
    StringBuilder cells = new StringBuilder();
    try (ZipFile zip = new ZipFile(folder.resolve("out/report.xlsx").toFile())) {
      for (var e : zip.stream().filter(z -> z.getName().endsWith(".xml")).toList()) {
        cells.append(new String(zip.getInputStream(e).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    out.put("report.xlsx", cells.toString());
    return out;
  }
}

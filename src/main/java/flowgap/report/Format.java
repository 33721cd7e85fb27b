package flowgap.report;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A form in which an audit's report can be written. */
public enum Format {
  XLSX("report.xlsx"),
  HTML("report.html"),
  JSON("report.json"),
  CSV("findings.csv"),
  SARIF("report.sarif"),
  JUNIT("junit.xml"),
  MD("report.md");

  private final String file;

  Format(String file) {
    this.file = file;
  }

  /** Name of the file in the output folder. */
  public String file() {
    return file;
  }

  /** The word of {@code --format}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The formats that a list such as {@code xlsx,html,json} names.
   *
   * @throws IllegalArgumentException with one sentence for the user if a word names none
   */
  public static Set<Format> parse(String list) {
    Set<Format> out = EnumSet.noneOf(Format.class);
    for (String word : list.split(",", -1)) {
      String wanted = word.strip().toLowerCase(Locale.ROOT);
      out.add(
          Arrays.stream(values())
              .filter(f -> f.word().equals(wanted))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no report format is called '%s'; there are %s"
                              .formatted(
                                  Plain.brief(word.strip(), 40),
                                  Arrays.stream(values())
                                      .map(Format::word)
                                      .collect(Collectors.joining(", "))))));
    }
    return out;
  }
}

package flowgap.vendor.asa;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code show access-list} as the lists themselves. An entry with objects is followed by what
 * it expands to, under the same line number: the expansion is the entry, since the objects are not
 * in the export; without children the entry stands for itself.
 */
final class ListsAlone {
  private static final Pattern LINE = Pattern.compile("^\\s*access-list (\\S+) line (\\d+) (.*)$");

  /** An address that a host name had when the list was shown; at other times it may have others. */
  private static final String SHOWN_NAME =
      "\\bhost \\S+ \\((?!unresolved\\)|resolved\\))([A-Za-z][^()\\s]*)\\)";

  private ListsAlone() {}

  static void read(InputFile file, ConfigReader into) throws IOException {
    Set<String> parents = new HashSet<>();
    String before = "";
    try (TextLines lines = TextLines.open(file)) {
      for (String raw = lines.next(); raw != null; raw = lines.next()) {
        Matcher m = LINE.matcher(Capture.shown(raw));
        if (m.matches()) {
          String key = m.group(1) + " " + m.group(2);
          if (key.equals(before)) {
            parents.add(key);
          }
          before = key;
        }
      }
    }
    String seen = "";
    try (TextLines lines = TextLines.open(file)) {
      for (String raw = lines.next(); raw != null; raw = lines.next()) {
        String line = Capture.shown(raw);
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
          if (!line.isBlank()) {
            AsaReader.ignore(into.config, lines.number());
          }
          continue;
        }
        String key = m.group(1) + " " + m.group(2);
        boolean parent = parents.contains(key) && !key.equals(seen);
        seen = key;
        if (parent) {
          AsaReader.ignore(into.config, lines.number());
          continue;
        }
        into.line(lines.number(), "access-list " + m.group(1) + " " + cleaned(m.group(3)));
      }
    }
  }

  /** Takes out what the device adds: counters, hashes, resolved names, numbers of stored groups. */
  static String cleaned(String text) {
    return text.replaceAll("\\(hitcnt=\\d+\\)", "")
        .replaceAll(" 0x[0-9a-f]+\\s*$", "")
        .replaceAll("\\(inactive\\)", "")
        .replaceAll(SHOWN_NAME, "fqdn $1")
        .replaceAll(" \\((?:unresolved|[A-Za-z][^()\\s]*)\\)", "")
        .replaceAll("(\\S)\\(\\d+\\)", "$1")
        .replaceAll("\\s+", " ")
        .strip();
  }
}

package flowgap.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every trap of {@code fixtures/VENDOR/README.md} has a case, and every case a document. */
class TrapsTest {
  private static final Pattern CASE = Pattern.compile("`([a-z0-9-]+)`");

  private static Map<String, Set<String>> traps(Path folder) throws IOException {
    Map<String, Set<String>> out = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("README.md"))) {
      String[] cells = line.split("\\|");
      if (cells.length > 2 && cells[1].contains(":")) {
        Set<String> cases = new TreeSet<>();
        Matcher m = CASE.matcher(cells[2]);
        while (m.find()) {
          cases.add(m.group(1));
        }
        out.put(cells[1].strip(), cases);
      }
    }
    return out;
  }

  private static Set<String> cases(Path folder) throws IOException {
    Set<String> out = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isDirectory).forEach(p -> out.add(p.getFileName().toString()));
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"asa, 60", "panos, 45"})
  void everyTrapHasACase(String vendor, int traps) throws IOException {
    Path folder = Path.of("fixtures", vendor);
    Map<String, Set<String>> known = traps(folder);
    assertThat(known).hasSizeGreaterThan(traps);
    known.forEach((trap, cases) -> assertThat(cases).as(trap).isNotEmpty());
    assertThat(cases(folder)).containsAll(known.values().stream().flatMap(Set::stream).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asa", "panos"})
  void everyCaseIsAboutATrap(String vendor) throws IOException {
    Path folder = Path.of("fixtures", vendor);
    assertThat(traps(folder).values().stream().flatMap(Set::stream)).containsAll(cases(folder));
  }

  @ParameterizedTest
  @CsvSource({"asa, Cisco|our reading", "panos, PAN-OS|Panorama|knowledge base|our reading"})
  void everyCaseNamesItsDocument(String vendor, String documents) throws IOException {
    Path folder = Path.of("fixtures", vendor);
    Pattern document = Pattern.compile("(?m)^# source: .*(" + documents + ")");
    List<String> without = new ArrayList<>();
    for (String c : cases(folder)) {
      boolean said = false;
      for (String file : new String[] {"flows.txt", "hits.txt"}) {
        Path expected = folder.resolve(c).resolve(file);
        said |= Files.exists(expected) && document.matcher(Files.readString(expected)).find();
      }
      if (!said) {
        without.add(c);
      }
    }
    assertThat(without).isEmpty();
  }
}

package flowgap.vendor.asa;

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
import org.junit.jupiter.api.Test;

/** Every trap of {@code fixtures/asa/README.md} has a case, and every case a document. */
class TrapsTest {
  private static final Path FOLDER = Path.of("fixtures/asa");
  private static final Pattern CASE = Pattern.compile("`([a-z0-9-]+)`");

  private static Map<String, Set<String>> traps() throws IOException {
    Map<String, Set<String>> out = new TreeMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
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

  private static Set<String> cases() throws IOException {
    Set<String> out = new TreeSet<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      all.filter(Files::isDirectory).forEach(p -> out.add(p.getFileName().toString()));
    }
    return out;
  }

  @Test
  void everyTrapHasACase() throws IOException {
    Map<String, Set<String>> traps = traps();
    assertThat(traps).hasSizeGreaterThan(60);
    traps.forEach((trap, cases) -> assertThat(cases).as(trap).isNotEmpty());
    assertThat(cases()).containsAll(traps.values().stream().flatMap(Set::stream).toList());
  }

  @Test
  void everyCaseIsAboutATrap() throws IOException {
    assertThat(traps().values().stream().flatMap(Set::stream)).containsAll(cases());
  }

  @Test
  void everyCaseNamesItsDocument() throws IOException {
    List<String> without = new ArrayList<>();
    Pattern document = Pattern.compile("(?m)^# source: .*(Cisco|our reading)");
    for (String c : cases()) {
      Path flows = FOLDER.resolve(c).resolve("flows.txt");
      boolean said = Files.exists(flows) && document.matcher(Files.readString(flows)).find();
      if (!said) {
        without.add(c);
      }
    }
    assertThat(without).isEmpty();
  }
}

package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads every ASA export of a folder of public examples; {@code FLOWGAP_CORPUS} names it. */
@Tag("corpus")
class AsaCorpusTest {
  @Test
  void everyLineIsAccountedFor() throws IOException, InputFailure {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    List<String> table = new ArrayList<>();
    for (String folder : List.of("asa", "asa-show-access-list")) {
      List<Path> paths;
      try (Stream<Path> all = Files.list(Path.of(corpus, folder))) {
        paths = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path path : paths) {
        table.add(row(path));
      }
    }
    table.forEach(System.out::println);
    assertThat(table).hasSizeGreaterThan(40);
  }

  private static String row(Path path) throws IOException, InputFailure {
    InputFile file = InputFile.of(path.getFileName().toString(), path);
    AsaReader reader = new AsaReader();
    Recognition known = reader.recognise(file);
    String name = "%-58s %-10s".formatted(file.name(), known.kind());
    if (known.kind() == Recognition.Kind.UNKNOWN || known.kind() == Recognition.Kind.REFUSED) {
      return name + " " + known.what();
    }
    if (known.kind() == Recognition.Kind.COMPANION && known.what().equals("show route")) {
      return name + " " + known.what();
    }
    List<Firewall> firewalls = reader.read(List.of(file), "x", SiteFacts.NONE);
    Coverage sum = Coverage.NONE;
    int rules = 0;
    StringBuilder problems = new StringBuilder();
    for (Firewall f : firewalls) {
      sum = sum.plus(f.coverage());
      rules += f.writtenRules();
      f.problems()
          .forEach(
              p ->
                  problems
                      .append("\n      ")
                      .append(p.severity())
                      .append(' ')
                      .append(p.sentence())
                      .append(" | ")
                      .append(p.span().text()));
    }
    int said = 0;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        said += line.isBlank() ? 0 : 1;
      }
    }
    assertThat(sum.lines()).as(file.name()).isEqualTo(said);
    return name
        + " %d firewalls, %d rules, %d lines: %s%s"
            .formatted(firewalls.size(), rules, said, sum, problems);
  }

  /** What the device shows an entry to expand to is what the entry was read as. */
  @Test
  void expansionsAgreeEntryByEntry() throws IOException, InputFailure {
    String corpus = System.getenv("FLOWGAP_CORPUS");
    assertThat(corpus).as("FLOWGAP_CORPUS").isNotNull();
    Path config = Path.of(corpus, "asa", "mockdevices_asav_9.5_show_run.txt");
    Path shown =
        Path.of(corpus, "asa-show-access-list", "mockdevices_asav_9.5_show_access-list.txt");
    Firewall read =
        new AsaReader().read(List.of(InputFile.of("c", config)), "x", SiteFacts.NONE).get(0);
    StringBuilder text = new StringBuilder("ASA Version 9.5(2)\n");
    Map<String, List<String>> children = new LinkedHashMap<>();
    for (String line : Files.readAllLines(shown)) {
      Matcher m = SHOWN.matcher(line);
      if (m.matches()) {
        children
            .computeIfAbsent(m.group(1) + "--" + m.group(2), k -> new ArrayList<>())
            .add(ListsAlone.cleaned(m.group(3)));
      }
    }
    int lines = 0;
    for (Map.Entry<String, List<String>> e : children.entrySet()) {
      List<String> some = e.getValue();
      for (String child : some.size() > 1 ? some.subList(1, some.size()) : some) {
        text.append("access-list ").append(e.getKey()).append(' ').append(child).append('\n');
        lines++;
      }
    }
    Firewall expanded =
        new AsaReader()
            .read(List.of(InputFile.of("e", text.toString())), "x", SiteFacts.NONE)
            .get(0);
    Map<String, Integer> position = new LinkedHashMap<>();
    int compared = 0;
    for (String key : children.keySet()) {
      String list = key.substring(0, key.indexOf("--"));
      int at = position.merge(list, 1, Integer::sum) - 1;
      Rule rule = read.list(list).rules().get(at);
      List<PacketSet> parts = new ArrayList<>();
      for (Rule r : expanded.list(key).rules()) {
        parts.add(r.matches().get(0).packets());
        assertThat(r.actions()).isEqualTo(rule.actions());
      }
      assertThat(rule.matches().get(0).packets())
          .as(rule.span().text())
          .isEqualTo(PacketSet.union(parts));
      compared++;
    }
    System.out.println(compared + " entries compared with " + lines + " shown lines");
    assertThat(compared).isEqualTo(read.writtenRules());
  }

  private static final Pattern SHOWN =
      Pattern.compile("^\\s*access-list (\\S+) line (\\d+) (extended .*)$");
}

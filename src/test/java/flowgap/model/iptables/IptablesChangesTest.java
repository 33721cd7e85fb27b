package flowgap.model.iptables;

import flowgap.model.Boundaries;
import flowgap.model.change.Same;
import flowgap.source.InputFile;
import flowgap.vendor.iptables.GeneratedRules;
import flowgap.vendor.iptables.IptablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments, counters, other chain names, line ends, ranges in halves: every verdict stays. */
class IptablesChangesTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 10);
  private static final Pattern RANGE =
      Pattern.compile(
          "(-A .*(?<!! )--[ds]port )(\\d+):(\\d+)( .*-j (?:ACCEPT|DROP|REJECT|RETURN))");

  @Test
  void verdictsStay() throws Exception {
    Same same = new Same(new IptablesReader());
    for (int seed = 1; seed <= CONFIGURATIONS; seed++) {
      GeneratedRules generated = new GeneratedRules(seed, seed % 3 == 0);
      changed(same, generated.dump(), List.of(InputFile.of("fw.ipset", generated.sets())));
    }
    try (Stream<Path> folders = Files.list(Path.of("fixtures", "iptables"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        fixture(same, folder);
      }
    }
    same.assertSame(80);
  }

  private static void fixture(Same same, Path folder) throws Exception {
    List<String> dump = List.of();
    List<InputFile> beside = new ArrayList<>();
    int dumps = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.sorted().toList()) {
        String name = p.getFileName().toString();
        if (name.endsWith(".rules")) {
          dump = Files.readAllLines(p);
          dumps++;
        } else if (!name.equals("expect.txt")) {
          beside.add(InputFile.of(name, p));
        }
      }
    }
    boolean readable = !folder.toString().contains("error-");
    if (dumps == 1
        && readable
        && dump.stream().noneMatch(l -> l.matches("iptables .*|-[NPIFD] .*"))) {
      changed(same, dump, beside);
    }
  }

  private static void changed(Same same, List<String> dump, List<InputFile> beside)
      throws Exception {
    one(same, "comments", dump, beside, IptablesChangesTest::commented, "\n");
    one(same, "counters", dump, beside, IptablesChangesTest::counted, "\n");
    one(same, "line ends", dump, beside, d -> d, "\r\n");
    one(same, "chain names", dump, beside, IptablesChangesTest::renamed, "\n");
    one(same, "ranges in halves", dump, beside, IptablesChangesTest::split, "\n");
    one(same, "other order", dump, beside, IptablesChangesTest::reordered, "\n");
  }

  private static void one(
      Same same,
      String what,
      List<String> dump,
      List<InputFile> beside,
      UnaryOperator<List<String>> change,
      String lineEnd)
      throws Exception {
    List<String> after = change.apply(dump);
    if (after.equals(dump) && lineEnd.equals("\n")) {
      return;
    }
    same.files(
        what,
        files(dump, beside, "\n"),
        files(after, beside, lineEnd),
        new Boundaries(String.join("\n", dump), a -> false));
  }

  private static List<InputFile> files(List<String> dump, List<InputFile> beside, String lineEnd)
      throws IOException {
    List<InputFile> out = new ArrayList<>(beside);
    out.add(InputFile.of("fw.rules", String.join(lineEnd, dump) + lineEnd));
    return out;
  }

  private static List<String> commented(List<String> dump) {
    return dump.stream()
        .map(
            l ->
                l.startsWith("-A ") && l.contains(" -j ") && !l.contains("\"")
                    ? l.replaceFirst(" -j ", " -m comment --comment \"! -s 1.2.3.4 -j DROP\" -j ")
                    : l)
        .toList();
  }

  private static List<String> counted(List<String> dump) {
    return dump.stream().map(l -> l.startsWith("-A ") ? "[12:3456] " + l : l).toList();
  }

  private static List<String> renamed(List<String> dump) {
    return dump.stream().map(l -> l.replaceAll("(?<=^:|-A |-j |-g )C(\\d)\\b", "to-$1")).toList();
  }

  private static List<String> split(List<String> dump) {
    List<String> out = new ArrayList<>();
    for (String line : dump) {
      Matcher m = RANGE.matcher(line);
      int low = m.matches() ? Integer.parseInt(m.group(2)) : 0;
      int high = m.matches() ? Integer.parseInt(m.group(3)) : 0;
      if (low < high) {
        int half = (low + high) / 2;
        out.add(m.group(1) + low + ":" + half + m.group(4));
        out.add(m.group(1) + (half + 1) + ":" + high + m.group(4));
      } else {
        out.add(line);
      }
    }
    return out;
  }

  /** Neighbours of one chain that do the same. */
  private static List<String> reordered(List<String> dump) {
    List<String> out = new ArrayList<>(dump);
    for (int i = 0; i + 1 < out.size(); i++) {
      String[] a = out.get(i).split(" ");
      String[] b = out.get(i + 1).split(" ");
      boolean ends = out.get(i).matches("-A .* -j (ACCEPT|DROP)");
      if (ends
          && a[1].equals(b.length > 1 ? b[1] : "")
          && a[a.length - 1].equals(b[b.length - 1])) {
        out.add(i, out.remove(i + 1));
        i++;
      }
    }
    return out;
  }
}

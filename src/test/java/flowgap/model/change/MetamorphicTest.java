package flowgap.model.change;

import flowgap.model.asa.GeneratedAsa;
import flowgap.model.panos.GeneratedPanos;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.panos.PanosReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Other names, remarks, line ends, groups written out, ranges in halves, disjoint rules exchanged:
 * every verdict stays.
 */
class MetamorphicTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 8);

  @Test
  void asaVerdictsStay() throws Exception {
    Same same = new Same(new AsaReader());
    List<List<String>> all = fixtures("asa", "config.cfg");
    for (int seed = 1; seed <= CONFIGURATIONS; seed++) {
      all.add(new GeneratedAsa(seed).lines());
    }
    for (List<String> lines : all) {
      boolean plain =
          lines.stream().noneMatch(l -> l.matches("access-list \\S+ line .*|.*#.*|.*<---.*"));
      same.compare("line ends", lines, lines, "\r\n");
      if (plain) {
        changed(same, "remarks", lines, AsaChanges::remarked);
        changed(same, "names", lines, AsaChanges::renamed);
        changed(same, "groups written out", lines, AsaChanges::inlined);
        changed(same, "ranges in halves", lines, AsaChanges::split);
        changed(same, "other order", lines, AsaChanges::reordered);
      }
    }
    same.assertSame(150);
  }

  @Test
  void panosVerdictsStay() throws Exception {
    Same same = new Same(new PanosReader());
    List<List<String>> all = fixtures("panos", "edge.set");
    for (int seed = 1; seed <= CONFIGURATIONS; seed++) {
      all.add(new GeneratedPanos(seed).lines());
    }
    for (List<String> lines : all) {
      same.compare("line ends", lines, lines, "\r\n");
      if (lines.stream().anyMatch(l -> l.matches("(delete|move|rename|copy) .*"))) {
        continue;
      }
      changed(same, "remarks", lines, PanosChanges::remarked);
      changed(same, "names", lines, PanosChanges::renamed);
      changed(same, "groups written out", lines, PanosChanges::inlined);
      changed(same, "ranges in halves", lines, PanosChanges::split);
      changed(same, "other order", lines, PanosChanges::reordered);
    }
    same.assertSame(60);
  }

  private static void changed(
      Same same, String what, List<String> lines, UnaryOperator<List<String>> change)
      throws Exception {
    same.compare(what, lines, change.apply(lines));
  }

  private static List<List<String>> fixtures(String vendor, String file) throws IOException {
    List<List<String>> out = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of("fixtures", vendor))) {
      for (Path folder : folders.sorted().toList()) {
        Path config = folder.resolve(file);
        if (Files.exists(config)) {
          String text = new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1);
          out.add(text.lines().toList());
        }
      }
    }
    return out;
  }
}

package flowgap.vendor.panos;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The device's own list of applications: {@code /config/predefined/application}, and the containers
 * beside it, {@code application-container/entry/functions}.
 */
final class PredefinedContent {
  /** So many applications no query for some of them gives: it is all that the device knows. */
  private static final int WHOLE = 1_000;

  private final Map<String, List<String>> ports = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();
  private final Map<String, List<String>> implicit = new HashMap<>();
  private final Map<String, List<String>> functions = new HashMap<>();
  private boolean containerSection;

  private PredefinedContent() {}

  static ApplicationTable read(InputFile file) throws IOException, InputFailure {
    PredefinedContent c = new PredefinedContent();
    XmlPaths.read(file, c::element);
    Map<String, ApplicationTable.Row> rows = new HashMap<>();
    c.ports.forEach(
        (app, texts) ->
            rows.put(
                app,
                ApplicationTable.row(
                    app,
                    texts,
                    c.uses.getOrDefault(app, List.of()),
                    c.implicit.getOrDefault(app, List.of()),
                    "yes")));
    Map<String, Set<String>> functions = new HashMap<>();
    c.functions.forEach((container, of) -> functions.put(container, Set.copyOf(of)));
    ApplicationContainers containers = new ApplicationContainers(functions, Map.of());
    String source = "the device's predefined content (" + file.name() + ")";
    if (c.containerSection || rows.size() >= WHOLE) {
      return new ApplicationTable(source, rows, containers, Set.of(), true);
    }
    // a part of the content: for other applications the bundled table
    ApplicationTable table = ApplicationTable.BUNDLED;
    Map<String, ApplicationTable.Row> all = new HashMap<>(table.rows());
    all.putAll(rows);
    return new ApplicationTable(
        source + "; else " + table.source(),
        all,
        table.containers().with(containers),
        table.alone(),
        false);
  }

  private void element(List<String> path, String text) {
    int container = path.lastIndexOf("application-container");
    if (container >= 0 && path.size() > container + 3) {
      if (path.get(container + 2).equals("functions")) {
        containerSection = true;
        add(functions, path.get(container + 1), text);
      }
      return;
    }
    int at = path.lastIndexOf("application");
    if (at >= 0 && path.size() == at + 3 && path.get(at + 2).equals("application-container")) {
      add(functions, text, path.get(at + 1));
    }
    if (at < 0 || path.size() < at + 4) {
      return;
    }
    String app = path.get(at + 1);
    switch (path.get(at + 2)) {
      case "default" -> {
        String kind = path.get(at + 3);
        String prefix =
            switch (kind) {
              case "ident-by-ip-protocol" -> "proto/";
              case "ident-by-icmp-type" -> "icmp/";
              case "ident-by-icmp6-type" -> "icmp6/";
              default -> "";
            };
        add(ports, app, prefix + text);
      }
      case "use-applications" -> add(uses, app, text);
      case "implicit-use-applications" -> add(implicit, app, text);
      default -> {
        // categories and the like
      }
    }
  }

  private static void add(Map<String, List<String>> to, String app, String text) {
    if (!text.isEmpty()) {
      to.computeIfAbsent(app, a -> new ArrayList<>()).add(text);
    }
  }
}

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
  private final Map<String, List<String>> ports = new HashMap<>();
  private final Map<String, List<String>> uses = new HashMap<>();
  private final Map<String, List<String>> implicit = new HashMap<>();
  private final Map<String, List<String>> functions = new HashMap<>();

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
    Map<String, Set<String>> containers = new HashMap<>();
    c.functions.forEach((container, of) -> containers.put(container, Set.copyOf(of)));
    return new ApplicationTable(
        "the device's predefined content (" + file.name() + ")", rows, containers, true);
  }

  private void element(List<String> path, String text) {
    int container = path.lastIndexOf("application-container");
    if (container >= 0 && path.size() > container + 3) {
      if (path.get(container + 2).equals("functions")) {
        add(functions, path.get(container + 1), text);
      }
      return;
    }
    int at = path.lastIndexOf("application");
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

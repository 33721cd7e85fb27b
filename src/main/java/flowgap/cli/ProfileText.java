package flowgap.cli;

import flowgap.flow.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile for reading. */
final class ProfileText {
  private ProfileText() {}

  static String of(Profile p) {
    StringBuilder out = new StringBuilder();
    out.append("%s: %s, %s, %s%n".formatted(p.name(), p.product(), p.publisher(), p.edition()));
    out.append("\nflows\n").append(flows(p));
    out.append("\nroles\n").append(roles(p));
    if (!p.parameters().isEmpty()) {
      out.append("\nparameters (--set KEY=VALUE)\n").append(parameters(p));
    }
    if (p.readings().stream().anyMatch(Profile.ReadingChoice::isSwitchable)) {
      out.append("\nreadings (--reading NAME)\n").append(readings(p));
    }
    out.append("\ndocuments\n");
    p.documents()
        .forEach(d -> out.append("  %s: %s, \"%s\"%n".formatted(d.id(), d.publisher(), d.title())));
    p.notes().forEach(n -> out.append("  note: ").append(n.text()).append('\n'));
    p.notCovered().forEach(n -> out.append("  not covered: ").append(n).append('\n'));
    return out.toString().replace("\r\n", "\n");
  }

  private static String flows(Profile p) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Profile.Template t : p.flows()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("id", t.id());
      row.put("source", String.join(";", t.source()));
      row.put("destination", String.join(";", t.destination()));
      row.put("service", t.need().service());
      row.put("requirement", t.need().requirement().word());
      row.put("name", t.name());
      rows.add(row);
    }
    return TextTable.of(
        List.of("id", "source", "destination", "service", "requirement", "name"), rows);
  }

  private static String roles(Profile p) {
    List<Map<String, String>> rows = new ArrayList<>();
    p.roles().forEach(r -> rows.add(Map.of("role", r.name(), "what", r.what())));
    return TextTable.of(List.of("role", "what"), rows);
  }

  private static String parameters(Profile p) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Profile.Parameter q : p.parameters()) {
      String values = q.values().isEmpty() ? q.type() : String.join(", ", q.values());
      rows.add(Map.of("key", q.name(), "values", values, "what", q.what()));
    }
    return TextTable.of(List.of("key", "values", "what"), rows);
  }

  private static String readings(Profile p) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Profile.ReadingChoice r : p.readings()) {
      if (r.isSwitchable()) {
        String values = r.values().isEmpty() ? "" : "=" + String.join("|", r.values());
        rows.add(Map.of("name", r.id() + values, "what", r.text()));
      }
    }
    return TextTable.of(List.of("name", "what"), rows);
  }
}

package flowgap.model.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites {@code set} commands without changing what they mean. */
final class PanosChanges {
  private static final Pattern OBJECT =
      Pattern.compile("set (?:address|address-group|service|service-group) (\\S+) .*");
  private static final Pattern GROUP =
      Pattern.compile("set address-group (\\S+) static (?:\\[ (.*) ]|(\\S+))");
  private static final Pattern RULE = Pattern.compile("set rulebase security rules (\\S+) (.*)");
  private static final Pattern PORTS =
      Pattern.compile("(set service \\S+ protocol \\S+ port \\S*?)(\\d+)-(\\d+)(.*)");

  private PanosChanges() {}

  static List<String> remarked(List<String> lines) {
    List<String> out = new ArrayList<>(lines);
    TreeSet<String> rules = new TreeSet<>();
    for (String line : lines) {
      Matcher m = RULE.matcher(line);
      if (m.matches() && !m.group(1).startsWith("\"") && rules.add(m.group(1))) {
        out.add(
            "set rulebase security rules "
                + m.group(1)
                + " description \"from any to any action allow\"");
      }
    }
    return out;
  }

  static List<String> renamed(List<String> lines) {
    TreeSet<String> names = new TreeSet<>();
    for (String line : lines) {
      Matcher m = OBJECT.matcher(line);
      if (m.matches()) {
        names.add(m.group(1));
      }
    }
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      List<String> now = new ArrayList<>();
      for (String word : line.split(" ")) {
        now.add(names.contains(word) && !line.contains("description") ? "q-" + word : word);
      }
      out.add(String.join(" ", now));
    }
    return out;
  }

  /** Groups of addresses written out in the rules. */
  static List<String> inlined(List<String> lines) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher m = GROUP.matcher(line);
      if (m.matches()) {
        String members = m.group(2) == null ? m.group(3) : m.group(2);
        for (Map.Entry<String, String> g : groups.entrySet()) {
          members =
              (" " + members + " ")
                  .replace(" " + g.getKey() + " ", " " + g.getValue() + " ")
                  .strip();
        }
        groups.put(m.group(1), members);
      }
    }
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      Matcher m =
          Pattern.compile(
                  "(set rulebase security rules \\S+ (?:source|destination)) (?:\\[ (.*) ]|(\\S+))")
              .matcher(line);
      if (!m.matches()) {
        out.add(line);
        continue;
      }
      String members = " " + (m.group(2) == null ? m.group(3) : m.group(2)) + " ";
      for (Map.Entry<String, String> g : groups.entrySet()) {
        members = members.replace(" " + g.getKey() + " ", " " + g.getValue() + " ");
      }
      boolean changed = !members.strip().equals(m.group(2) == null ? m.group(3) : m.group(2));
      out.add(changed ? m.group(1) + " [ " + members.strip() + " ]" : line);
    }
    return out;
  }

  static List<String> split(List<String> lines) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      Matcher m = PORTS.matcher(line);
      if (m.matches() && !line.contains("source-port")) {
        int low = Integer.parseInt(m.group(2));
        int high = Integer.parseInt(m.group(3));
        int half = (low + high) / 2;
        out.add(m.group(1) + low + "-" + half + "," + (half + 1) + "-" + high + m.group(4));
      } else {
        out.add(line);
      }
    }
    return out;
  }

  /** Neighbouring rules with one action exchanged. */
  static List<String> reordered(List<String> lines) {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    Map<String, String> actions = new LinkedHashMap<>();
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      Matcher m = RULE.matcher(line);
      if (m.matches()) {
        rules.computeIfAbsent(m.group(1), r -> new ArrayList<>()).add(line);
        if (m.group(2).startsWith("action ")) {
          actions.put(m.group(1), m.group(2));
        }
      } else {
        out.add(line);
      }
    }
    List<String> order = new ArrayList<>(rules.keySet());
    for (int i = 0; i + 1 < order.size(); i++) {
      String a = actions.get(order.get(i));
      if (a != null && a.equals(actions.get(order.get(i + 1)))) {
        order.add(i, order.remove(i + 1));
        i++;
      }
    }
    order.forEach(r -> out.addAll(rules.get(r)));
    return out;
  }
}

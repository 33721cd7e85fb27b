package flowgap.model.panos;

import flowgap.model.Choices;
import flowgap.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** App-IDs whose ports are certain: those that a configuration defines itself, and ssh. */
final class Applications {
  /** An application that no rule names. */
  static final String OTHER = "~other";

  private final PanosText text;
  private final TreeSet<String> named = new TreeSet<>();

  Applications(PanosText text) {
    this.text = text;
    for (Tree r : text.root.at("rulebase", "security", "rules").children().values()) {
      r.at("application").names().forEach(n -> gather(n, 0));
    }
    named.remove("any");
  }

  private void gather(String name, int depth) {
    Tree group = text.object("application-group", name);
    if (group == null || depth > 20) {
      named.add(name);
    } else {
      members(group).forEach(m -> gather(m, depth + 1));
    }
  }

  private static List<String> members(Tree group) {
    return group.has("members") ? group.at("members").names() : group.names();
  }

  /** The applications that rules name. */
  List<String> named() {
    return new ArrayList<>(named);
  }

  private boolean isKnown(String name) {
    return name.equals(OTHER) || name.equals("ssh") || text.object("application", name) != null;
  }

  boolean isOneOf(Choices c, String application, List<String> names, String id) {
    for (String n : names) {
      if (n.equals("any") || n.equals(application)) {
        return true;
      }
      Tree group = text.object("application-group", n);
      if (group != null) {
        if (isOneOf(c, application, members(group), id)) {
          return true;
        }
      } else if (!(isKnown(n) && isKnown(application))
          && !application.equals(OTHER)
          && c.whether(id + " " + n)) {
        return true;
      } else if (application.equals(OTHER) && !isKnown(n) && c.whether(id + " " + n)) {
        return true;
      }
    }
    return false;
  }

  boolean onItsPorts(Choices c, String application, Probe p) {
    if (application.equals("ssh")) {
      return p.protocol() == 6 && p.second() == 22;
    }
    Tree own = text.object("application", application);
    if (own == null || !own.has("default")) {
      return c.whether("ports of " + application);
    }
    Tree ports = own.at("default", "port");
    for (String one : ports.names()) {
      String[] parts = one.split("/");
      int protocol = parts[0].equals("tcp") ? 6 : 17;
      if (parts[1].equals("dynamic")) {
        return c.whether("ports of " + application);
      }
      if (p.protocol() == protocol && port(List.of(parts[1]), p.second())) {
        return true;
      }
    }
    return own.at("default").has("ident-by-ip-protocol")
        && own.at("default", "ident-by-ip-protocol").has("" + p.protocol());
  }

  /** {@code 80,443,1000-2000}. */
  static boolean port(List<String> texts, int port) {
    for (String list : texts) {
      for (String one : list.split(",")) {
        String[] ends = one.strip().split("-");
        if (Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1])) {
          return true;
        }
      }
    }
    return false;
  }
}

package flowgap.vendor.panos;

import java.util.Set;

/**
 * The shapes that configurations come in: whole, or a part of one. A part is put where it belongs,
 * so that all that follows sees one shape.
 */
final class Shapes {
  /** Root of something whose place its words have to tell. */
  static final String FRAGMENT = "(fragment)";

  static final String DEVICE = "localhost.localdomain";

  private static final Set<String> TOP =
      Set.of("shared", "devices", "policy", "panorama", "readonly", "mgt-config", "predefined");
  private static final Set<String> OF_DEVICE =
      Set.of(
          "network",
          "deviceconfig",
          "vsys",
          "device-group",
          "template",
          "template-stack",
          "log-collector",
          "log-collector-group",
          "plugins");
  private static final Set<String> OF_RULEBASE =
      Set.of(
          "security",
          "nat",
          "pbf",
          "application-override",
          "dos",
          "default-security-rules",
          "decryption",
          "qos",
          "authentication",
          "captive-portal");

  private Shapes() {}

  /** The same words below {@code config}. */
  static Node whole(Node root) {
    if (!root.word.equals(FRAGMENT)) {
      return root;
    }
    Node config = new Node("config", Node.Form.ELEMENT, root.line, root.column);
    for (Node part : root.children()) {
      place(config, part);
    }
    return config;
  }

  /** Whether it is an answer that holds rules one by one, as paths down to a rule give. */
  static boolean areSingleRules(Node root) {
    return root.word.equals(FRAGMENT)
        && root.children().stream().anyMatch(c -> c.form == Node.Form.ENTRY && isRule(c));
  }

  /** An entry that is no place with rules in it, but has what rules have. */
  private static boolean isRule(Node entry) {
    Node config = new Node("config", Node.Form.ELEMENT, entry.line, entry.column);
    placeEntry(config, entry);
    return config.has("devices", DEVICE, "vsys", "vsys1", "rulebase");
  }

  private static void place(Node config, Node part) {
    if (part.word.equals("config")) {
      part.children().forEach(c -> merge(config, c));
    } else if (TOP.contains(part.word)) {
      merge(config, part);
    } else if (OF_DEVICE.contains(part.word)) {
      merge(path(config, "devices", DEVICE), part);
    } else if (part.word.equals("pre-rulebase") || part.word.equals("post-rulebase")) {
      merge(path(config, "devices", DEVICE, "device-group", "device-group"), part);
    } else if (OF_RULEBASE.contains(part.word)) {
      merge(path(vsys(config), "rulebase"), part);
    } else if (part.word.equals("rules")) {
      merge(path(vsys(config), "rulebase", "security"), part);
    } else if (part.form == Node.Form.ENTRY) {
      placeEntry(config, part);
    } else {
      merge(vsys(config), part);
    }
  }

  private static void placeEntry(Node config, Node entry) {
    if (entry.has("rulebase") || entry.has("zone") || entry.has("import")) {
      merge(path(config, "devices", DEVICE, "vsys"), entry);
    } else if (entry.has("pre-rulebase") || entry.has("post-rulebase") || entry.has("parent-dg")) {
      merge(path(config, "devices", DEVICE, "device-group"), entry);
    } else if (entry.has("vsys") || entry.has("network") || entry.has("device-group")) {
      merge(path(config, "devices"), entry);
    } else if (entry.has("config")) {
      merge(path(config, "devices", DEVICE, "template"), entry);
    } else if (entry.has("templates")) {
      merge(path(config, "devices", DEVICE, "template-stack"), entry);
    } else if (entry.has("from") || entry.has("action") || entry.has("source")) {
      merge(path(vsys(config), "rulebase", "security", "rules"), entry);
    } else if (entry.has("protocol")) {
      merge(path(vsys(config), "service"), entry);
    } else if (entry.has("static") || entry.has("dynamic")) {
      merge(path(vsys(config), "address-group"), entry);
    } else {
      merge(path(vsys(config), "address"), entry);
    }
  }

  private static Node vsys(Node config) {
    return path(config, "devices", DEVICE, "vsys", "vsys1");
  }

  /** The node under these words, made where it is not there. */
  static Node path(Node from, String... words) {
    Node now = from;
    for (String w : words) {
      Node next = now.child(w);
      if (next == null) {
        next = new Node(w, Node.Form.ELEMENT, from.line, from.column);
        now.add(next);
      }
      now = next;
    }
    return now;
  }

  /** Adds a subtree; where its word is there already, the two become one. */
  static void merge(Node into, Node part) {
    Node there = into.child(part.word);
    if (there == null) {
      into.add(part);
    } else {
      part.children().forEach(c -> merge(there, c));
    }
  }
}

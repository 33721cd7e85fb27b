package flowgap.vendor.panos;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of interfaces and routes: literals, template variables, and address objects of type IP
 * netmask, which they may name instead.
 *
 * @param variables by their names
 * @param places where address objects may stand
 * @param used takes the objects that are named
 */
record NetworkValues(Map<String, String> variables, List<Node> places, Set<Node> used) {
  static final NetworkValues NONE = new NetworkValues(Map.of(), List.of(), Names.identities());

  /** What the text stands for; the text itself where nothing says it, or two places differ. */
  String of(String text) {
    String variable = variables.get(text);
    if (variable != null) {
      return variable;
    }
    if (text.isEmpty() || AddressBook.literal(text).isPresent()) {
      return text;
    }
    Set<String> found = new LinkedHashSet<>();
    for (Node p : places) {
      for (Node object : p.under("address")) {
        if (object.word.equals(text)) {
          used.add(object);
          String value = object.value("ip-netmask").orElse(text);
          found.add(variables.getOrDefault(value, value));
        }
      }
    }
    return found.size() == 1 ? found.iterator().next() : text;
  }
}

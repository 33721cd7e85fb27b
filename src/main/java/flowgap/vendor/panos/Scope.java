package flowgap.vendor.panos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where names are defined: a virtual system, a device group, {@code shared}, or what Panorama has
 * pushed.
 */
final class Scope {
  final String label;
  final Export export;
  final String file;
  final Node node;
  private boolean own;
  private final Map<String, Map<String, Node>> kinds = new HashMap<>();

  Scope(String label, Export export, Node node) {
    this.label = label;
    this.export = export;
    this.file = export.file;
    this.node = node;
  }

  /** The same of a managed device's own export, beside what its Panorama pushes. */
  Scope own() {
    own = true;
    return this;
  }

  boolean isOwn() {
    return own;
  }

  /** Objects of one kind ({@code address}) by name. */
  Map<String, Node> of(String kind) {
    return kinds.computeIfAbsent(
        kind,
        k -> {
          List<Node> all = node.under(k);
          Map<String, Node> out = new HashMap<>(all.size() * 2);
          all.forEach(n -> out.put(n.word, n));
          return out;
        });
  }
}

package flowgap.vendor.panos;

import flowgap.source.Problem;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks names up in the scopes of one firewall, nearest first: virtual system, shared; device
 * group, ancestors upwards, shared.
 */
final class Names {
  /** Something found, with the scope that it stands in. */
  record Found(Node node, Scope scope) {}

  private final List<Scope> scopes;
  private final Set<Node> used;
  private final Consumer<Problem> problems;
  private final Set<String> told = new HashSet<>();

  /** Files of the objects that were found. */
  private final Map<Node, String> files = new IdentityHashMap<>();

  Names(List<Scope> scopes, Set<Node> used, Consumer<Problem> problems) {
    this.scopes = scopes;
    this.used = used;
    this.problems = problems;
  }

  static Set<Node> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  List<Scope> scopes() {
    return scopes;
  }

  /** The nearest object of one of the kinds; null where there is none. Notes that it is used. */
  Found find(String name, String... kinds) {
    Found first = null;
    for (Scope s : scopes) {
      for (String kind : kinds) {
        Node node = s.of(kind).get(name);
        if (node != null && first == null) {
          first = new Found(node, s);
          used.add(node);
          files.put(node, s.file);
        } else if (node != null && node != first.node) {
          compare(first, new Found(node, s), name);
        }
      }
    }
    return first;
  }

  private void compare(Found near, Found far, String name) {
    used.add(far.node);
    if (told.contains(name) || near.node.toString().equals(far.node.toString())) {
      return;
    }
    told.add(name);
    problems.accept(
        Problem.warning(
            near.node.span(near.scope.file),
            "'%s' is defined in %s and, differently, in %s (line %d); the nearer one is taken"
                .formatted(name, near.scope.label, far.scope.label, far.node.line)));
  }

  /** The file of an object that was found. */
  Optional<String> fileOf(Node object) {
    return Optional.ofNullable(files.get(object));
  }

  /** All objects of a kind that are visible, nearest first; an object hides those of its name. */
  Map<String, Found> visible(String kind) {
    Map<String, Found> out = new LinkedHashMap<>();
    for (Scope s : scopes) {
      for (Node n : s.node.under(kind)) {
        out.putIfAbsent(n.word, new Found(n, s));
      }
    }
    return out;
  }
}

package flowgap.vendor.panos;

import flowgap.policy.Condition;
import flowgap.source.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks names up in the scopes of one firewall, nearest first: virtual system, shared; device
 * group, ancestors upwards, shared.
 */
final class Names {
  /**
   * Something found, with the scope that it stands in.
   *
   * @param rivals others of that name: a managed device and its Panorama define it differently, and
   *     which of the two a rule means is not documented
   */
  record Found(Node node, Scope scope, List<Found> rivals) {
    boolean twice() {
      return !rivals.isEmpty();
    }

    /** The same without others. */
    Found alone() {
      return new Found(node, scope, List.of());
    }

    Condition doubt() {
      return Condition.of(
          Condition.Kind.MEMBERSHIP,
          "'" + node.word + "' is defined by Panorama and, differently, on the device",
          "give the two different names",
          node.span(scope.file));
    }
  }

  private final List<Scope> scopes;
  private final Set<Node> used;
  private final Consumer<Problem> problems;
  private final Set<String> told = new HashSet<>();

  Names(List<Scope> scopes, Set<Node> used, Consumer<Problem> problems) {
    this.scopes = scopes;
    this.used = used;
    this.problems = problems;
  }

  /** For objects in the order in which they are found; no two are equal. */
  static Set<Node> identities() {
    return new LinkedHashSet<>();
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
          first = new Found(node, s, List.of());
          used.add(node);
          node.foundIn(s.file);
        } else if (node != null && node != first.node) {
          Found other = new Found(node, s, List.of());
          boolean differ = compare(first, other, name);
          if (differ && first.rivals.isEmpty() && first.scope.isOwn() != s.isOwn()) {
            first = new Found(first.node, first.scope, List.of(other));
          }
        }
      }
    }
    return first;
  }

  /** Whether two of one name differ; said once. */
  private boolean compare(Found near, Found far, String name) {
    used.add(far.node);
    if (near.node.toString().equals(far.node.toString())) {
      return false;
    }
    if (told.add(name)) {
      boolean unclear = near.scope.isOwn() != far.scope.isOwn();
      problems.accept(
          Problem.warning(
              near.node.span(near.scope.file),
              "'%s' is defined in %s and, differently, in %s (line %d); %s"
                  .formatted(
                      name,
                      near.scope.label,
                      far.scope.label,
                      far.node.line,
                      unclear ? "rules with it are uncertain" : "the nearer one is taken")));
    }
    return true;
  }

  /** All objects of a kind that are visible, nearest first; an object hides those of its name. */
  Map<String, Found> visible(String kind) {
    Map<String, Found> out = new LinkedHashMap<>();
    for (Scope s : scopes) {
      for (Node n : s.node.under(kind)) {
        out.putIfAbsent(n.word, new Found(n, s, List.of()));
      }
    }
    return out;
  }
}

package flowgap.vendor.iptables;

import flowgap.source.InputFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which chains of a table lead to which. */
final class ChainGraph {
  private final Table table;
  private final Map<String, Set<String>> hooks = new HashMap<>();
  private final Map<String, List<String>> callers = new LinkedHashMap<>();

  /** The chains that each rule leads to, chain by chain, rule by rule. */
  private final Map<String, List<Optional<String>>> targets = new HashMap<>();

  private ChainGraph(Table table) {
    this.table = table;
  }

  /**
   * The graph of a table.
   *
   * @throws InputFailure where a jump leads to no chain, or round in a circle: no kernel takes that
   */
  static ChainGraph of(Table table) throws InputFailure {
    ChainGraph graph = new ChainGraph(table);
    for (Chain chain : table.chains().values()) {
      int n = 0;
      List<Optional<String>> targets = new ArrayList<>(chain.rules().size());
      graph.targets.put(chain.name(), targets);
      for (Chain.Line line : chain.rules()) {
        n++;
        Optional<String> to = graph.target(line);
        targets.add(to);
        if (to.isPresent()) {
          graph
              .callers
              .computeIfAbsent(to.get(), k -> new ArrayList<>())
              .add(chain.name() + ":" + n);
        }
      }
    }
    Set<String> done = new HashSet<>();
    for (String name : table.chains().keySet()) {
      graph.refuseLoops(name, done);
    }
    for (Chain chain : table.chains().values()) {
      if (chain.policy().isPresent()) {
        graph.reach(chain.name());
      }
    }
    return graph;
  }

  /** The chain that a rule jumps or goes to; empty where it names a target or nothing. */
  private Optional<String> target(Chain.Line line) throws InputFailure {
    for (int i = 0; i < line.options().size(); i++) {
      Option o = line.options().get(i);
      boolean goTo = o.name().equals(Option.GOTO);
      if (!goTo && !o.name().equals(Option.JUMP)) {
        continue;
      }
      if (table.chains().containsKey(o.value())) {
        if (table.chains().get(o.value()).policy().isPresent()) {
          throw TableState.failure(
              line.span(), "a jump to '" + o.value() + "'; expected a user's chain or a target");
        }
        return Optional.of(o.value());
      }
      boolean known = Extensions.target(o.value()).isPresent();
      boolean hasOptions = i + 1 < line.options().size();
      if (goTo || !known && !hasOptions) {
        throw TableState.failure(
            line.span(),
            "a jump to '"
                + o.value()
                + "', which is neither a chain of table "
                + table.name()
                + " nor a target that flowgap knows");
      }
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static final class Frame {
    final String chain;
    int next;

    Frame(String chain) {
      this.chain = chain;
    }
  }

  /** Depth first, with a stack of its own: chains may call each other very deep. */
  private void refuseLoops(String start, Set<String> done) throws InputFailure {
    Deque<Frame> stack = new ArrayDeque<>();
    Set<String> open = new LinkedHashSet<>();
    if (!done.contains(start)) {
      stack.push(new Frame(start));
      open.add(start);
    }
    while (!stack.isEmpty()) {
      Frame frame = stack.peek();
      List<Chain.Line> rules = table.chains().get(frame.chain).rules();
      if (frame.next == rules.size()) {
        stack.pop();
        open.remove(frame.chain);
        done.add(frame.chain);
        continue;
      }
      Chain.Line line = rules.get(frame.next);
      Optional<String> to = targets.get(frame.chain).get(frame.next++);
      if (to.isEmpty() || done.contains(to.get())) {
        continue;
      }
      if (!open.add(to.get())) {
        List<String> names = new ArrayList<>(open);
        names = names.subList(names.indexOf(to.get()), names.size());
        throw TableState.failure(
            line.span(), "chains jump in a loop: " + way(names) + " -> " + to.get());
      }
      stack.push(new Frame(to.get()));
    }
  }

  private void reach(String hook) {
    Deque<String> todo = new ArrayDeque<>(List.of(hook));
    while (!todo.isEmpty()) {
      String chain = todo.pop();
      if (hooks.computeIfAbsent(chain, k -> new HashSet<>()).add(hook)) {
        targets.get(chain).forEach(to -> to.ifPresent(todo::push));
      }
    }
  }

  /** The built-in chains that lead to a chain; itself for a built-in one. */
  Set<String> hooks(String chain) {
    return hooks.getOrDefault(chain, Set.of());
  }

  /** The rules that jump to a chain ({@code FORWARD:3}). */
  List<String> callers(String chain) {
    return callers.getOrDefault(chain, List.of());
  }

  private static String way(List<String> names) {
    List<String> some = names.size() <= 8 ? names : new ArrayList<>(names.subList(0, 4));
    if (some != names) {
      some.add("… (" + (names.size() - 5) + " more) …");
      some.add(names.get(names.size() - 1));
    }
    return String.join(" -> ", some);
  }
}

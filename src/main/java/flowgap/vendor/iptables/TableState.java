package flowgap.vendor.iptables;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table while its commands are carried out, line by line, as iptables-restore does. */
final class TableState {
  /** Options of a rule line that could not be parsed. */
  static final Option UNPARSED = new Option("--not-understood", false, List.of(), 1);

  private static final class ChainState {
    private String policy;
    private SourceSpan span;
    private boolean declared;
    private final List<Chain.Line> rules = new ArrayList<>();
  }

  private final String name;
  private final Set<String> hooks;
  private final boolean v6;
  private final SourceSpan span;
  private final Map<String, ChainState> chains = new LinkedHashMap<>();

  TableState(String name, boolean v6, SourceSpan span) {
    this.name = name;
    this.v6 = v6;
    this.span = span;
    this.hooks = Table.HOOKS.getOrDefault(name, Set.of());
  }

  /** Carries out {@code :CHAIN POLICY}. */
  void declare(Statement.ChainLine line, SourceSpan at) throws InputFailure {
    ChainState old = chains.get(line.chain());
    if (old != null && old.declared) {
      throw failure(at, "chain '" + line.chain() + "' is declared twice in table " + name);
    }
    boolean base = hooks.contains(line.chain());
    if (!base && !line.policy().equals("-")) {
      throw failure(
          at,
          "chain '"
              + line.chain()
              + "' is not built into table "
              + name
              + " and has policy "
              + line.policy()
              + "; expected -");
    }
    ChainState chain = new ChainState();
    chain.declared = true;
    chain.span = at;
    chain.policy = base ? policy(line.policy().equals("-") ? "ACCEPT" : line.policy(), at) : null;
    chains.put(line.chain(), chain);
  }

  private static String policy(String word, SourceSpan at) throws InputFailure {
    if (!word.equals("ACCEPT") && !word.equals("DROP")) {
      throw failure(at, "policy '" + word + "'; expected ACCEPT or DROP");
    }
    return word;
  }

  /** Carries out a command. */
  void run(Statement.Command c, SourceSpan at) throws InputFailure {
    Chain.Line line = new Chain.Line(c.options(), c.packets(), at);
    switch (c.verb()) {
      case APPEND -> chain(c.chain(), at).rules.add(line);
      case INSERT -> {
        List<Chain.Line> rules = chain(c.chain(), at).rules;
        rules.add(
            index(c, Math.max(c.position(), c.position() == 0 ? 1 : 0), rules.size() + 1, at),
            line);
      }
      case REPLACE -> {
        List<Chain.Line> rules = chain(c.chain(), at).rules;
        rules.set(index(c, c.position(), rules.size(), at), line);
      }
      case DELETE -> delete(c, at);
      case NEW_CHAIN -> {
        if (chains.containsKey(c.chain()) || hooks.contains(c.chain())) {
          throw failure(at, "chain '" + c.chain() + "' exists already in table " + name);
        }
        ChainState chain = new ChainState();
        chain.span = at;
        chain.declared = true;
        chains.put(c.chain(), chain);
      }
      case POLICY -> {
        if (!hooks.isEmpty() && !hooks.contains(c.chain())) {
          throw failure(at, "'" + c.chain() + "' is no built-in chain of table " + name);
        }
        ChainState chain = chain(c.chain(), at);
        chain.policy = policy(c.argument(), at);
        chain.span = at;
      }
      case FLUSH -> {
        if (c.chain().isEmpty()) {
          chains.values().forEach(s -> s.rules.clear());
        } else {
          chain(c.chain(), at).rules.clear();
        }
      }
      case DELETE_CHAIN -> {
        if (c.chain().isEmpty()) {
          chains
              .entrySet()
              .removeIf(e -> !hooks.contains(e.getKey()) && e.getValue().rules.isEmpty());
        } else if (!chain(c.chain(), at).rules.isEmpty() || hooks.contains(c.chain())) {
          throw failure(
              at, "chain '" + c.chain() + "' has rules or is built in; -X does not take it");
        } else {
          chains.remove(c.chain());
        }
      }
      case RENAME_CHAIN -> {
        ChainState chain = chain(c.chain(), at);
        if (hooks.contains(c.chain()) || chains.containsKey(c.argument())) {
          throw failure(at, "chain '" + c.chain() + "' cannot become '" + c.argument() + "'");
        }
        chains.remove(c.chain());
        chains.put(c.argument(), chain);
      }
      case ZERO -> {}
    }
  }

  private void delete(Statement.Command c, SourceSpan at) throws InputFailure {
    List<Chain.Line> rules = chain(c.chain(), at).rules;
    if (c.position() != 0) {
      rules.remove(index(c, c.position(), rules.size(), at));
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      if (same(rules.get(i).options(), c.options())) {
        rules.remove(i);
        return;
      }
    }
    throw failure(at, "-D names no rule of chain '" + c.chain() + "'");
  }

  /** Whether two rules say the same, wherever in their lines. */
  static boolean same(List<Option> a, List<Option> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).name().equals(b.get(i).name())
          || a.get(i).negated() != b.get(i).negated()
          || !a.get(i).values().equals(b.get(i).values())) {
        return false;
      }
    }
    return true;
  }

  private int index(Statement.Command c, int position, int most, SourceSpan at)
      throws InputFailure {
    if (position < 1 || position > most) {
      throw failure(
          at,
          "position "
              + (c.position() < 0 ? "that is no number" : Integer.toString(c.position()))
              + " of chain '"
              + c.chain()
              + "'; expected 1 to "
              + most);
    }
    return position - 1;
  }

  private ChainState chain(String chainName, SourceSpan at) throws InputFailure {
    ChainState found = chains.get(chainName);
    if (found == null && (hooks.contains(chainName) || hooks.isEmpty() && isHook(chainName))) {
      found = new ChainState();
      found.policy = "ACCEPT";
      found.span =
          SourceSpan.implicit(at.file(), ":" + chainName + " is not declared: policy ACCEPT");
      chains.put(chainName, found);
    }
    if (found == null) {
      throw failure(at, "no chain '" + chainName + "' in table " + name + " so far");
    }
    return found;
  }

  private static boolean isHook(String chainName) {
    return Table.HOOKS.get("mangle").contains(chainName);
  }

  static InputFailure failure(SourceSpan at, String message) {
    return new InputFailure(Problem.error(at, message));
  }

  Table table() {
    Map<String, Chain> out = new LinkedHashMap<>();
    chains.forEach(
        (chainName, s) ->
            out.put(
                chainName, new Chain(chainName, Optional.ofNullable(s.policy), s.rules, s.span)));
    return new Table(name, v6, out, span);
  }
}

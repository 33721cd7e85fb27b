package flowgap.vendor.iptables;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes changes as iptables commands, and their inverse: {@code -I CHAIN N} makes a rule the Nth
 * of its chain, {@code -D} takes one away by its words (iptables(8)). "All times are interpreted as
 * UTC by default" (iptables-extensions(8), time).
 */
final class ChangeWriter {
  /** A command and its inverse, without the program's name. */
  private record Step(ChainPlaces.Place place, String command, String inverse) {}

  private final Firewall firewall;
  private final ChainPlaces places;

  /** Ids of the rules of each list as they stand after the steps so far; new ones have none. */
  private final Map<String, List<String>> order = new LinkedHashMap<>();

  /** Words of the rules of each list, beside {@link #order}. */
  private final Map<String, List<String>> words = new LinkedHashMap<>();

  private final List<Step> steps = new ArrayList<>();

  ChangeWriter(Firewall firewall, ChainPlaces places) {
    this.firewall = firewall;
    this.places = places;
  }

  ChangeScript script(List<PolicyChange> changes) {
    for (PolicyChange change : changes) {
      if (changes.stream().anyMatch(c -> includes(c, change))) {
        continue;
      }
      Optional<String> why = add(change);
      if (why.isPresent()) {
        return ChangeScript.none(why.get());
      }
    }
    List<String> commands = new ArrayList<>();
    List<String> rollback = new ArrayList<>();
    for (Step s : steps) {
      commands.add(s.place().program() + " " + s.command());
      rollback.add(s.place().program() + " " + s.inverse());
    }
    Collections.reverse(rollback);
    return new ChangeScript(commands, rollback, "");
  }

  /**
   * Whether another rule without interface does the same: where nobody knows the interface, each
   * that rules name is asked for, and any other.
   */
  private static boolean includes(PolicyChange wide, PolicyChange narrow) {
    if (wide.rule().isEmpty() || narrow.rule().isEmpty() || wide.equals(narrow)) {
      return false;
    }
    PolicyChange.NewRule w = wide.rule().get();
    PolicyChange.NewRule n = narrow.rule().get();
    boolean in = RuleWriter.named(w.in()).isEmpty() || w.in().equals(n.in());
    boolean out = RuleWriter.named(w.out()).isEmpty() || w.out().equals(n.out());
    boolean wider =
        !RuleWriter.named(w.in()).equals(RuleWriter.named(n.in()))
            || !RuleWriter.named(w.out()).equals(RuleWriter.named(n.out()));
    return in && out && wider && wide.equals(with(narrow, w.in(), w.out()));
  }

  private static PolicyChange with(PolicyChange change, Optional<String> in, Optional<String> out) {
    PolicyChange.NewRule r = change.rule().orElseThrow();
    return new PolicyChange(
        change.kind(),
        change.list(),
        change.anchor(),
        Optional.of(
            new PolicyChange.NewRule(
                r.action(), r.packets(), in, out, r.application(), r.name(), r.window())));
  }

  /** Adds the steps of a change; why it cannot be written, empty where it can. */
  private Optional<String> add(PolicyChange change) {
    Optional<ChainPlaces.Place> found = places.of(change.list());
    if (found.isEmpty()) {
      return Optional.of("chain " + change.list() + " is not in the export");
    }
    ChainPlaces.Place place = found.get();
    RuleList list = firewall.list(change.list());
    List<String> ids =
        order.computeIfAbsent(
            change.list(), k -> new ArrayList<>(list.rules().stream().map(Rule::id).toList()));
    List<String> texts =
        words.computeIfAbsent(
            change.list(), k -> new ArrayList<>(list.rules().stream().map(Rule::words).toList()));
    int at = ids.indexOf(change.anchor());
    boolean end = at < 0 && change.anchor().equals(list.end().id());
    if (at < 0 && !(end && change.kind() == PolicyChange.Kind.INSERT_BEFORE)) {
      return Optional.of("rule " + change.anchor() + " is not in chain " + change.list());
    }
    int position = end ? ids.size() : at;
    String kept = "";
    if (change.kind() != PolicyChange.Kind.INSERT_BEFORE) {
      String spec = specification(texts.get(position), place.chain());
      if (spec == null) {
        return Optional.of("rule " + change.anchor() + " cannot be put back by a command");
      }
      kept = change.rule().isPresent() ? KeptWords.of(spec) : "";
      String chain = place.chain() + " " + (position + 1);
      steps.add(new Step(place, "-D " + chain, ("-I " + chain + " " + spec).strip()));
      ids.remove(position);
      texts.remove(position);
    }
    if (change.rule().isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> specs =
        new RuleWriter(place.table().v6()).specifications(change.rule().get());
    if (specs.isEmpty()) {
      return Optional.of("the change needs too many rules; widen it by hand");
    }
    for (String plain : specs.get()) {
      String spec = KeptWords.added(plain, kept);
      String text = "-A " + place.chain() + " " + spec;
      if (texts.contains(text) && ids.get(texts.indexOf(text)).isEmpty()) {
        continue;
      }
      // by its words: positions may have moved when it is torn down after the migration
      String inverse =
          texts.contains(text) ? place.chain() + " " + (position + 1) : text.substring(3);
      steps.add(
          new Step(
              place, "-I " + place.chain() + " " + (position + 1) + " " + spec, "-D " + inverse));
      ids.add(position, "");
      texts.add(position, text);
      position++;
    }
    return Optional.empty();
  }

  /**
   * What follows the chain's name in a line of the export; null where the line is of another form.
   */
  private static String specification(String words, String chain) {
    String[] parts = words.split("\\s+", 3);
    boolean append = parts.length >= 2 && (parts[0].equals("-A") || parts[0].equals("--append"));
    return append && parts[1].equals(chain) ? parts.length > 2 ? parts[2] : "" : null;
  }
}

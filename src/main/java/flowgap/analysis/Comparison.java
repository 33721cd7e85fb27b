package flowgap.analysis;

import flowgap.analysis.Difference.Change;
import flowgap.analysis.Difference.Changed;
import flowgap.analysis.Difference.InterfacePair;
import flowgap.analysis.Difference.Kind;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.NetworkInterface;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two firewalls where they can differ: in the packets of the rules that differ. Where
 * nothing but filter rules has changed, all others are decided alike.
 */
final class Comparison {
  private static final int LINES = 50;

  /** Ways from interface to interface that are tried one by one at the most. */
  private static final int WAYS = 64;

  private final FirewallJudge before;
  private final FirewallJudge after;
  private final List<InterfacePair> interfaces;
  private final Circumstances circumstances;
  private final List<Change> changes = new ArrayList<>();
  private final Set<String> notes = new TreeSet<>();
  private final ThroughTraffic through;
  private PacketSet done = PacketSet.NONE;

  Comparison(
      FirewallJudge before,
      FirewallJudge after,
      List<InterfacePair> interfaces,
      Circumstances circumstances) {
    this.before = before;
    this.after = after;
    this.interfaces = List.copyOf(interfaces);
    this.circumstances = circumstances;
    this.through = ThroughTraffic.of(before.firewall(), after.firewall());
  }

  /** What is stated about the way of packets, for each side. */
  private record Way(Map<String, String> before, Map<String, String> after, String words) {}

  Difference result() {
    List<Changed> changed = changed();
    List<Way> ways = ways();
    for (Changed c : changed) {
      for (PacketSet region : c.regions()) {
        compare(c, region, ways);
      }
    }
    if (!changed.isEmpty() && (translates(before.firewall()) || translates(after.firewall()))) {
      // rules of a filter name packets as translated, not as sent
      compare(anything(after.firewall()), PacketSet.ALL, ways);
    }
    return new Difference(
        before.firewall().name(),
        after.firewall().name(),
        changes,
        List.copyOf(notes),
        through.leftOut());
  }

  private static Changed anything(Firewall f) {
    return new Changed(f.list(f.opening().get(0).list()).end(), true, false);
  }

  /** The rules in whose packets the firewalls can differ. */
  private List<Changed> changed() {
    Firewall old = before.firewall();
    Firewall now = after.firewall();
    boolean sameFrame =
        old.format().equals(now.format())
            && old.lists().keySet().equals(now.lists().keySet())
            && old.opening().equals(now.opening())
            && old.answer().equals(now.answer())
            && old.follower().equals(now.follower());
    if (sameFrame && interfaces.isEmpty() && isUnchanged(old, now)) {
      return List.of();
    }
    sameFrame &= !translates(old) && !translates(now);
    boolean answers = !old.answer().isEmpty();
    List<Changed> out = new ArrayList<>();
    if (sameFrame) {
      boolean filtersOnly = true;
      for (String name : now.lists().keySet()) {
        RuleList a = old.list(name);
        RuleList b = now.list(name);
        ChangedRules rules = ChangedRules.of(a, b);
        rules.gone().forEach(r -> out.add(new Changed(r, false, answers)));
        rules.come().forEach(r -> out.add(new Changed(r, true, answers)));
        boolean sameEnd = ChangedRules.same(a.end(), b.end());
        filtersOnly &= sameEnd && (rules.isEmpty() || a.written());
      }
      if (filtersOnly) {
        return out;
      }
    }
    out.clear();
    everything(old, false, out);
    everything(now, true, out);
    return out;
  }

  /** Whether all rules of all lists mean the same, in the same order. */
  private static boolean isUnchanged(Firewall old, Firewall now) {
    return now.lists().keySet().stream()
        .allMatch(
            name ->
                ChangedRules.of(old.list(name), now.list(name)).isEmpty()
                    && ChangedRules.same(old.list(name).end(), now.list(name).end()));
  }

  private static boolean translates(Firewall f) {
    return f.lists().values().stream()
        .flatMap(l -> l.rules().stream())
        .anyMatch(r -> r.enabled() && r.actions().stream().anyMatch(Comparison::translates));
  }

  private static boolean translates(Action a) {
    return a instanceof Action.Translate
        || a instanceof Action.OneOf o
            && o.courses().stream().anyMatch(c -> c.stream().anyMatch(Comparison::translates));
  }

  /** All rules that may permit something in a filter, ends included. */
  private static void everything(Firewall f, boolean isNew, List<Changed> out) {
    Set<String> filters = new TreeSet<>();
    for (Stage s : f.opening()) {
      if (s.kind() == Stage.Kind.FILTER) {
        filters.add(s.list());
      }
    }
    for (RuleList list : f.lists().values()) {
      if (list.written() || filters.contains(list.name())) {
        List<Rule> rules = new ArrayList<>(list.rules());
        rules.add(list.end());
        for (Rule r : rules) {
          if (r.enabled() && (r.permits() || mayPermit(r.actions()))) {
            out.add(new Changed(r, isNew, false));
          }
        }
      }
    }
  }

  private static boolean mayPermit(List<Action> actions) {
    return actions.stream()
        .anyMatch(
            a ->
                a == Action.PERMIT
                    || a instanceof Action.OneOf o
                        && o.courses().stream().anyMatch(Comparison::mayPermit));
  }

  private List<Way> ways() {
    if (interfaces.isEmpty()) {
      return List.of(new Way(Map.of(), Map.of(), ""));
    }
    List<Way> out = new ArrayList<>();
    for (InterfacePair in : interfaces) {
      for (InterfacePair leaving : interfaces) {
        if (in != leaving) {
          out.add(way(in, leaving));
        }
      }
    }
    return out;
  }

  private static Way way(InterfacePair in, InterfacePair leaving) {
    return new Way(
        Map.of(Attribute.STATED_IN, in.before(), Attribute.STATED_OUT, leaving.before()),
        Map.of(Attribute.STATED_IN, in.after(), Attribute.STATED_OUT, leaving.after()),
        in.before() + " -> " + leaving.before());
  }

  private void compare(Changed c, PacketSet region, List<Way> ways) {
    PacketSet fresh = fresh(region);
    if (fresh.isEmpty()) {
      return;
    }
    for (Way w : ways) {
      compare(c, fresh, w, true);
    }
  }

  private PacketSet fresh(PacketSet region) {
    try {
      PacketSet fresh = region.minus(done);
      done = done.or(region);
      return fresh;
    } catch (PacketSetTooLarge e) {
      return region;
    }
  }

  private void compare(Changed c, PacketSet packets, Way way, boolean mayState) {
    Division old = Reach.divide(before, packets, way.before, circumstances);
    Division now = Reach.divide(after, packets, way.after, circumstances);
    if (!old.undecided().isEmpty() || !now.undecided().isEmpty()) {
      notes.add(
          "not compared: what "
              + c.rule().id()
              + " matches ("
              + (old.undecided().isEmpty() ? now : old).undecided().get(0).text()
              + ")");
      return;
    }
    try {
      PacketSet asked = through.of(old, now);
      PacketSet closedBefore = old.denied().or(old.left()).and(asked);
      PacketSet closedNow = now.denied().or(now.left()).and(asked);
      add(c, Kind.PERMITTED_NOW, now.passes().and(closedBefore), way, old, now);
      add(c, Kind.DENIED_NOW, old.passes().and(closedNow), way, old, now);
      PacketSet open = SameDoubts.others(old, now, old.mayPass().or(now.mayPass()).and(asked));
      if (open.isEmpty()) {
        return;
      }
      List<Way> finer = mayState && interfaces.isEmpty() ? finer(old, now) : List.of();
      if (finer.isEmpty()) {
        add(c, Kind.UNCERTAIN, open, way, old, now);
      } else {
        finer.forEach(f -> compare(c, open, f, false));
      }
    } catch (PacketSetTooLarge e) {
      notes.add("not compared: what " + c.rule().id() + " matches (" + e.getMessage() + ")");
    }
  }

  /**
   * Each way by itself, where it is only the interface that is not known, and both have the same.
   */
  private List<Way> finer(Division old, Division now) {
    List<String> names = names(before.firewall());
    if (!names.equals(names(after.firewall()))
        || names.size() * (names.size() - 1) > WAYS
        || !hingesOnInterface(old)
        || !hingesOnInterface(now)) {
      return List.of();
    }
    List<Way> out = new ArrayList<>();
    for (String in : names) {
      for (String leaving : names) {
        if (!in.equals(leaving)) {
          out.add(way(new InterfacePair(in, in), new InterfacePair(leaving, leaving)));
        }
      }
    }
    return out;
  }

  private static List<String> names(Firewall f) {
    TreeSet<String> zones = new TreeSet<>();
    for (NetworkInterface i : f.interfaces()) {
      zones.add(i.zone().isEmpty() ? i.name() : i.zone());
    }
    return List.copyOf(zones);
  }

  private static boolean hingesOnInterface(Division d) {
    return d.permitted().stream()
        .flatMap(c -> c.reasons().stream())
        .anyMatch(r -> r.kind() == Condition.Kind.INTERFACE);
  }

  private void add(Changed c, Kind kind, PacketSet packets, Way way, Division old, Division now) {
    if (packets.isEmpty()) {
      return;
    }
    changes.add(
        new Change(
            kind,
            packets,
            packets.describe(LINES),
            c.rule().id(),
            c.isNew(),
            way.words,
            Decider.of(old, packets),
            Decider.of(now, packets)));
  }
}

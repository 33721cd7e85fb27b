package flowgap.change;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What new permits let through besides what was meant, where the firewall has no way to say less: a
 * list of permits alone (a security group), and one whose rules name the far end only (a network
 * ACL), hold for all that they are bound to. Such a permit adds at most what it matches.
 */
final class Widening {
  /** Ranges of addresses, and permits, that are named. */
  private static final int NAMED = 8;

  /**
   * A permit that a list holds now and did not, where the list cannot say less.
   *
   * @param anywhere whether it holds for all destinations
   * @param anybody whether it holds for all sources
   */
  private record Fresh(
      RuleList list, Rule rule, PacketSet packets, boolean anywhere, boolean anybody) {
    static Fresh of(RuleList list, Rule rule) {
      PacketSet packets = Proof.packets(rule);
      return new Fresh(
          list,
          rule,
          packets,
          packets.products().stream().allMatch(b -> isAny(b.destinations())),
          packets.products().stream().allMatch(b -> isAny(b.sources())));
    }
  }

  private final List<Fresh> fresh;
  private final PacketSet meant;
  private final PacketSet meantOfAnyPort;
  private final List<PacketSet> parts;
  private final Map<String, Rule> wider = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private Widening(List<Fresh> fresh, List<PolicyChange> changes) {
    this.fresh = fresh;
    this.meant = Proof.meant(changes, Action.End.PERMIT);
    this.meantOfAnyPort = meant.withAnySourcePort();
    this.parts = meantOfAnyPort.products();
    fresh.forEach(this::judge);
  }

  /**
   * What is permitted besides.
   *
   * @return empty where something else has changed as well, or where a new permit goes beyond what
   *     was meant in its far end or its service
   */
  static Optional<Widening> of(Firewall before, Firewall after, List<PolicyChange> changes) {
    List<Fresh> fresh = new ArrayList<>();
    after.writtenLists().forEach(l -> find(before.lists().get(l.name()), l, fresh));
    Widening widening = new Widening(fresh, changes);
    return !widening.wider.isEmpty()
            && Proof.onlyAsMeant(before, after, changes, widening::isKnown).isEmpty()
        ? Optional.of(widening)
        : Optional.empty();
  }

  /** The same permits, where just some of the changes were meant. */
  Widening only(List<PolicyChange> changes) {
    return new Widening(fresh, changes);
  }

  /** What they permit besides, in words; empty where there are none. */
  Optional<String> told() {
    List<String> all = words.stream().distinct().toList();
    int more = all.size() - NAMED;
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "wider than the flows: "
                + String.join("; ", all.subList(0, Math.min(NAMED, all.size())))
                + (more > 0 ? "; and " + more + " more permits in the same way" : ""));
  }

  /** Whether a rule is one of them. */
  boolean has(Rule rule) {
    Rule known = wider.get(rule.id());
    return known != null && Proof.same(known, rule);
  }

  private boolean isKnown(RuleList list, Rule rule) {
    return has(rule);
  }

  private static void find(RuleList old, RuleList list, List<Fresh> fresh) {
    if (old == null || list.kind() != RuleList.Kind.UNION && !namesOneEnd(old)) {
      return;
    }
    Map<PacketSet, List<Rule>> known = new HashMap<>();
    for (Rule o : old.rules()) {
      known.computeIfAbsent(Proof.packets(o), p -> new ArrayList<>(1)).add(o);
    }
    for (Rule r : list.rules()) {
      if (r.permits()
          && known.getOrDefault(Proof.packets(r), List.of()).stream()
              .noneMatch(o -> Proof.same(o, r))) {
        fresh.add(Fresh.of(list, r));
      }
    }
  }

  private void judge(Fresh f) {
    boolean to = f.anywhere && isAsMeant(f.packets, false);
    if (to || f.anybody && isAsMeant(f.packets, true)) {
      wider.put(f.rule.id(), f.rule);
      words.add(words(f.list, f.rule, f.packets, !to));
    }
  }

  /** Whether no rule of a list names its near end or source ports, as if it could not. */
  private static boolean namesOneEnd(RuleList list) {
    List<PacketSet> all = list.rules().stream().map(Proof::packets).toList();
    boolean ports = all.stream().allMatch(p -> p.containsAll(p.withAnySourcePort()));
    boolean to =
        all.stream().flatMap(p -> p.products().stream()).allMatch(b -> isAny(b.destinations()));
    boolean from =
        all.stream().flatMap(p -> p.products().stream()).allMatch(b -> isAny(b.sources()));
    return !all.isEmpty() && ports && (to || from);
  }

  private static boolean isAny(AddressSet addresses) {
    return addresses.containsAll(AddressSet.ANY_V4) || addresses.containsAll(AddressSet.ANY_V6);
  }

  /** Whether far end and service are no more than meant for some part of the near end. */
  private boolean isAsMeant(PacketSet packets, boolean egress) {
    for (PacketSet box : parts) {
      PacketSet near =
          packets.and(egress ? PacketSet.from(box.sources()) : PacketSet.to(box.destinations()));
      if (!near.isEmpty() && meantOfAnyPort.containsAll(near)) {
        return true;
      }
    }
    return false;
  }

  private String words(RuleList list, Rule rule, PacketSet packets, boolean egress) {
    PacketSet part = packets.and(meant);
    AddressSet mine = egress ? part.sources() : part.destinations();
    AddressSet all = egress ? list.arriving().sources() : list.arriving().destinations();
    boolean v6 = packets.and(PacketSet.ALL_V4).isEmpty();
    AddressSet further = all.and(v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4).minus(mine);
    String what =
        list.name()
            + (egress ? " to " : " from ")
            + rule.shown().getOrDefault(egress ? Rule.Column.DESTINATION : Rule.Column.SOURCE, "")
            + " "
            + rule.shown().getOrDefault(Rule.Column.SERVICE, "")
            + " holds for any source port";
    if (list.own().map(o -> o.members().isEmpty()).orElse(false)) {
      return what + ", and for whatever it is attached to, which no export says";
    }
    return further.isEmpty() ? what : what + ", and for " + shown(further) + " as well";
  }

  private static String shown(AddressSet addresses) {
    List<IpAddress[]> ranges = addresses.intervals();
    List<String> out = new ArrayList<>();
    for (IpAddress[] r : ranges.subList(0, Math.min(NAMED, ranges.size()))) {
      out.add(r[0].equals(r[1]) ? r[0].toString() : r[0] + "-" + r[1]);
    }
    int more = ranges.size() - out.size();
    return String.join(", ", out) + (more > 0 ? " and " + more + " more ranges" : "");
  }
}

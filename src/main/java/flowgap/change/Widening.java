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

  private final Firewall before;
  private final PacketSet meant;
  private final Map<String, Rule> wider = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  Widening(Firewall before, Firewall after, List<PolicyChange> changes) {
    this.before = before;
    this.meant = Proof.meant(changes, Action.End.PERMIT);
    after.writtenLists().forEach(this::find);
  }

  /**
   * What is permitted besides, in words.
   *
   * @return empty where something else has changed as well, or where a new permit goes beyond what
   *     was meant in its far end or its service
   */
  static Optional<String> of(Firewall before, Firewall after, List<PolicyChange> changes) {
    Widening widening = new Widening(before, after, changes);
    boolean proved =
        !widening.wider.isEmpty()
            && Proof.onlyAsMeant(before, after, changes, widening::isKnown).isEmpty();
    return proved ? widening.told() : Optional.empty();
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

  private void find(RuleList list) {
    RuleList old = before.lists().get(list.name());
    if (old == null || list.kind() != RuleList.Kind.UNION && !namesOneEnd(old)) {
      return;
    }
    for (Rule r : list.rules()) {
      if (r.permits() && old.rules().stream().noneMatch(o -> Proof.same(o, r))) {
        PacketSet packets = Proof.packets(r);
        boolean any = packets.products().stream().allMatch(b -> isAny(b.destinations()));
        boolean from = packets.products().stream().allMatch(b -> isAny(b.sources()));
        if (any && isAsMeant(packets, false) || from && isAsMeant(packets, true)) {
          wider.put(r.id(), r);
          words.add(words(list, r, packets, !(any && isAsMeant(packets, false))));
        }
      }
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
    PacketSet anyPort = meant.withAnySourcePort();
    for (PacketSet box : anyPort.products()) {
      PacketSet near =
          packets.and(egress ? PacketSet.from(box.sources()) : PacketSet.to(box.destinations()));
      if (!near.isEmpty() && anyPort.containsAll(near)) {
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

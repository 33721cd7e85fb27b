package flowgap.cli;

import flowgap.analysis.Assumptions;
import flowgap.analysis.Circumstances;
import flowgap.analysis.Evidence;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Judged;
import flowgap.analysis.Situation;
import flowgap.analysis.Trace;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.policy.NetworkInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What traffic two firewalls treat differently: place by place, as boxes, with the rules. */
final class Difference {
  /** Places (interfaces or zones) beyond which pairs are not asked one by one. */
  private static final int PLACES = 24;

  /**
   * Packets that are treated differently.
   *
   * @param in where they enter, empty = not told apart
   * @param out where they leave
   * @param kind {@code opened}, {@code closed}, {@code uncertain}
   * @param packets in words
   * @param oldRule the rule of the old firewall that decides the example
   * @param newRule the same for the new one
   */
  record Change(
      String in,
      String out,
      String kind,
      List<String> packets,
      String example,
      String oldRule,
      String newRule) {}

  private final Firewall before;
  private final Firewall after;
  private final FirewallJudge old;
  private final FirewallJudge now;
  private final Map<String, String> map;
  private final Flow everything;

  /**
   * @param map names of places in the new firewall, by their names in the old one
   * @param everything the traffic that is compared
   */
  Difference(Firewall before, Firewall after, Map<String, String> map, Flow everything) {
    this.before = before;
    this.after = after;
    this.old = new FirewallJudge(before);
    this.now = new FirewallJudge(after);
    this.map = map;
    this.everything = everything;
  }

  /** Places of the old firewall; several ways of naming are one place. */
  static Set<String> places(Firewall firewall) {
    Set<String> out = new LinkedHashSet<>();
    for (NetworkInterface i : firewall.interfaces()) {
      out.add(i.zone().isEmpty() ? i.name() : i.zone());
    }
    return out;
  }

  /** Places of either firewall that the other does not have, in words. */
  List<String> unmatched() {
    List<String> out = new ArrayList<>();
    Set<String> theirs = places(after);
    Set<String> found = new LinkedHashSet<>();
    for (String place : places(before)) {
      String there = map.getOrDefault(place, place);
      found.add(there);
      if (!theirs.contains(there) && !theirs.isEmpty()) {
        out.add(
            "%s has no interface or zone '%s'; say what it corresponds to with --map %s=NAME"
                .formatted(after.name(), there, place));
      }
    }
    return out;
  }

  List<Change> changes() {
    List<Change> out = new ArrayList<>();
    Set<String> places = places(before);
    if (places.size() < 2 || places.size() > PLACES) {
      compare("", "", out);
      return out;
    }
    for (String in : places) {
      for (String leaving : places) {
        compare(in, leaving, out);
      }
    }
    return out;
  }

  /**
   * What becomes of traffic.
   *
   * @param left what does not pass through the firewall
   * @param reasons what {@code may} hinges on
   */
  private record Sets(
      PacketSet passes, PacketSet may, PacketSet denied, PacketSet left, Set<String> reasons) {
    static Sets of(FirewallJudge judge, Flow flow) {
      PacketSet passes = PacketSet.NONE;
      PacketSet may = PacketSet.NONE;
      PacketSet denied = PacketSet.NONE;
      PacketSet left = PacketSet.NONE;
      Set<String> reasons = new TreeSet<>();
      for (Judged j : judge.judge(flow, Circumstances.NONE, true)) {
        passes = passes.or(j.passes());
        may = may.or(j.mayPass());
        denied = denied.or(j.denied());
        left = left.or(j.left());
        j.shown().undecidedBecause().forEach(r -> reasons.add(r.kind() + r.text()));
      }
      return new Sets(passes, may, denied, left, reasons);
    }
  }

  private void compare(String in, String leaving, List<Change> out) {
    String newIn = map.getOrDefault(in, in);
    String newOut = map.getOrDefault(leaving, leaving);
    Sets a = Sets.of(old, placed(in, leaving));
    Sets b = Sets.of(now, placed(newIn, newOut));
    add(out, in, leaving, newIn, newOut, "opened", b.passes().and(a.denied()));
    add(out, in, leaving, newIn, newOut, "closed", a.passes().and(b.denied()));
    // what may pass on both sides is the same only if it hinges on the same things
    PacketSet open =
        a.reasons().equals(b.reasons())
            ? a.may().minus(b.may()).or(b.may().minus(a.may()))
            : a.may().or(b.may());
    PacketSet moved = a.left().minus(b.left()).or(b.left().minus(a.left()));
    add(out, in, leaving, newIn, newOut, "uncertain", open.or(moved));
  }

  private Flow placed(String in, String leaving) {
    Flow f = everything;
    return new Flow(
        f.id(),
        f.name(),
        f.origin(),
        f.source(),
        f.destination(),
        f.service(),
        f.direction(),
        f.requirement(),
        f.condition(),
        f.applications(),
        word(in),
        word(leaving),
        FlowPath.UNSTATED,
        f.validity(),
        f.remarks(),
        f.span());
  }

  private static Optional<String> word(String place) {
    return place.isEmpty() ? Optional.empty() : Optional.of(place);
  }

  private void add(
      List<Change> out,
      String in,
      String leaving,
      String newIn,
      String newOut,
      String kind,
      PacketSet packets) {
    Optional<Packet> example = packets.example();
    if (example.isPresent()) {
      out.add(
          new Change(
              in,
              leaving,
              kind,
              packets.describe(20),
              example.get().toString(),
              rule(old, example.get(), in, leaving),
              rule(now, example.get(), newIn, newOut)));
    }
  }

  private static String rule(FirewallJudge judge, Packet packet, String in, String leaving) {
    Map<String, String> stated = new HashMap<>();
    if (!in.isEmpty()) {
      stated.put(Attribute.STATED_IN, in);
      stated.put(Attribute.STATED_OUT, leaving);
    }
    Situation situation = new Situation(Optional.empty(), Optional.empty(), Assumptions.NONE);
    Trace trace = Trace.of(judge, packet, stated, situation);
    List<Evidence> all = trace.summary().decidedBy();
    Optional<Evidence> deny = all.stream().filter(e -> e.action().equals("deny")).findFirst();
    return deny.or(() -> all.stream().findFirst())
        .map(e -> e.action() + " " + e.rule() + " (" + e.span().where() + ")")
        .orElse(trace.verdict().word());
  }
}

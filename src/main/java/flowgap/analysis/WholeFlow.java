package flowgap.analysis;

import flowgap.flow.AnyOne;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The verdict of a flow as a whole: what passes everywhere on its path, never a vote over the
 * firewalls' verdicts.
 */
public final class WholeFlow {
  private WholeFlow() {}

  /** A flow that is not judged. */
  public static FlowResult notJudged(Flow flow, Verdict verdict, String why) {
    return new FlowResult(flow, verdict, false, List.of(), List.of(), List.of(), List.of(why));
  }

  /**
   * @param at what the firewalls do with the flow, in the order of the path
   * @param unread named firewalls of the path that could not be read
   */
  public static FlowResult combine(Flow flow, List<Judged> at, List<String> unread) {
    List<String> remarks = new ArrayList<>();
    unread.forEach(
        n -> remarks.add(n + " is on the path, but could not be read: the flow stays undecided"));
    PacketSet needed = PacketSet.NONE;
    PacketSet passes = PacketSet.NONE;
    PacketSet may = PacketSet.NONE;
    PacketSet denied = PacketSet.NONE;
    for (boolean reverse : new boolean[] {false, true}) {
      String direction = reverse ? "reverse" : "forward";
      List<Judged> same = at.stream().filter(j -> j.shown().direction().equals(direction)).toList();
      if (same.isEmpty()) {
        continue;
      }
      Sum sum = Sum.of(unordered(flow, same, remarks), remarks);
      needed = needed.or(sum.needed);
      passes = passes.or(sum.passes);
      may = may.or(sum.may);
      denied = denied.or(sum.denied);
    }
    List<FlowAtFirewall> shown = at.stream().map(Judged::shown).toList();
    if (needed.isEmpty() && unread.isEmpty()) {
      return new FlowResult(flow, Verdict.NOT_ON_PATH, false, List.of(), List.of(), shown, remarks);
    }
    if (!unread.isEmpty()) {
      return new FlowResult(flow, Verdict.UNDECIDED, false, List.of(), List.of(), shown, remarks);
    }
    Verdict verdict = Verdicts.of(needed, passes, may, denied, flow.service().anyOne());
    List<String> ports = new ArrayList<>();
    if (flow.service().anyOne().isPresent()) {
      AnyOne anyOne = flow.service().anyOne().get();
      PortSet certain = Verdicts.certainPorts(needed, passes, anyOne);
      if (!certain.isEmpty()) {
        for (String part : certain.toString().split(",")) {
          ports.add(part);
        }
      }
      if (verdict == Verdict.BLOCKED || verdict == Verdict.PARTIAL) {
        CheapestPort.words(at, anyOne).ifPresent(remarks::add);
      }
    }
    Set<String> conditions = new LinkedHashSet<>();
    if (verdict == Verdict.UNDECIDED || verdict == Verdict.PARTIAL) {
      shown.forEach(f -> f.undecidedBecause().forEach(r -> conditions.add(r.text())));
    }
    return new FlowResult(
        flow, verdict, !passes.isEmpty(), ports, List.copyOf(conditions), shown, remarks);
  }

  /**
   * What firewalls say of a flow whose order nobody states: where one of them translates it, the
   * others may meet it translated, and what they said of the addresses as sent is not certain.
   */
  private static List<Judged> unordered(Flow flow, List<Judged> same, List<String> remarks) {
    List<String> translating =
        same.stream()
            .filter(j -> !j.shown().asSeen().isEmpty())
            .map(j -> j.shown().firewall())
            .toList();
    long onPath = same.stream().filter(j -> !j.left().containsAll(j.needed())).count();
    if (!(flow.path() instanceof FlowPath.Unstated) || translating.isEmpty() || onPath < 2) {
      return same;
    }
    remarks.add(
        String.join(" and ", translating)
            + " translates the flow, and the other firewalls were asked with the addresses as sent:"
            + " state the order in the column firewalls (a>b)");
    List<Judged> out = new ArrayList<>();
    for (Judged j : same) {
      boolean alone = translating.equals(List.of(j.shown().firewall()));
      out.add(alone ? j : j.uncertain());
    }
    return out;
  }

  /** One direction along all firewalls. */
  private record Sum(PacketSet needed, PacketSet passes, PacketSet may, PacketSet denied) {
    static Sum of(List<Judged> firewalls, List<String> remarks) {
      PacketSet all = PacketSet.NONE;
      PacketSet leftByAll = null;
      for (Judged j : firewalls) {
        all = all.or(j.needed());
        leftByAll = leftByAll == null ? j.left() : leftByAll.and(j.left());
      }
      PacketSet needed = all.minus(leftByAll);
      PacketSet passes = needed;
      PacketSet open = needed;
      PacketSet denied = PacketSet.NONE;
      for (Judged j : firewalls) {
        PacketSet unaffected = needed.minus(j.needed()).or(j.left());
        passes = passes.and(j.passes().or(unaffected));
        if (j.placeCertain()) {
          denied = denied.or(j.denied());
          open = open.and(j.passes().or(j.mayPass()).or(unaffected));
        } else if (!j.denied().isEmpty()) {
          remarks.add(
              j.shown().firewall()
                  + " denies it, but its place on the path is "
                  + j.shown().onPath()
                  + ": name it in the column firewalls to make it count");
        }
      }
      return new Sum(needed, passes, open.minus(passes), denied);
    }
  }
}

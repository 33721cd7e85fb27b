package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.policy.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * How a firewall divides some packets; all sets are in the packets as sent. Where several
 * situations were judged (parts of the window, applications), {@code mayPass} and {@code denied}
 * may overlap.
 *
 * @param passes what certainly passes, and its answers come back
 * @param mayPass what the export does not decide, or what passes in some situations only
 * @param denied what is certainly denied, in one situation at least
 * @param left what does not come by this firewall
 * @param permitted the ways on which packets pass
 * @param refused the ways on which packets are denied
 * @param aside the ways on which packets turn out not to come by here
 * @param undecided why nothing could be decided at all; empty as a rule
 */
record Division(
    PacketSet passes,
    PacketSet mayPass,
    PacketSet denied,
    PacketSet left,
    List<Cohort> permitted,
    List<Cohort> refused,
    List<Cohort> aside,
    List<Condition> undecided) {

  static final Division NOTHING =
      new Division(
          PacketSet.NONE,
          PacketSet.NONE,
          PacketSet.NONE,
          PacketSet.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of());

  static Division of(PacketSet sent, Walk.Ends ends) {
    try {
      PacketSet permit = sent(ends.permitted);
      PacketSet deny = sent(ends.denied);
      PacketSet leave = sent(ends.left);
      PacketSet passes = permit.minus(deny);
      PacketSet denied = deny.minus(permit).minus(leave);
      PacketSet left = leave.minus(permit).minus(deny);
      PacketSet lost = sent.minus(permit).minus(deny).minus(leave);
      if (!lost.isEmpty()) {
        throw new IllegalStateException("packets were lost on the way: " + lost);
      }
      PacketSet may = deny.and(permit.or(leave));
      return new Division(
          passes, may, denied, left, ends.permitted, ends.denied, ends.left, List.of());
    } catch (PacketSetTooLarge e) {
      return notDecided(sent, e.getMessage());
    }
  }

  static Division notDecided(PacketSet sent, String why) {
    Condition reason =
        Condition.of(
            Condition.Kind.NOT_UNDERSTOOD,
            "not decided: " + why,
            "split the flow into narrower ones");
    return new Division(
        PacketSet.NONE,
        sent,
        PacketSet.NONE,
        PacketSet.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(reason));
  }

  private static PacketSet sent(List<Cohort> cohorts) {
    return PacketSet.union(cohorts.stream().map(Cohort::sent).toList());
  }

  /** Both: other packets in the same situation. */
  Division plus(Division o) {
    return new Division(
        passes.or(o.passes),
        mayPass.or(o.mayPass),
        denied.or(o.denied),
        left.or(o.left),
        joined(permitted, o.permitted),
        joined(refused, o.refused),
        joined(aside, o.aside),
        joined(undecided, o.undecided));
  }

  /** Both: the same packets in another situation. */
  Division alsoIn(Division o) {
    PacketSet all = passes.and(o.passes);
    PacketSet some = passes.or(o.passes).or(mayPass).or(o.mayPass).minus(all);
    return new Division(
        all,
        some,
        denied.or(o.denied),
        left.and(o.left),
        joined(permitted, o.permitted),
        joined(refused, o.refused),
        joined(aside, o.aside),
        joined(undecided, o.undecided));
  }

  private static <T> List<T> joined(List<T> a, List<T> b) {
    if (b.isEmpty()) {
      return a;
    }
    List<T> out = new ArrayList<>(a);
    out.addAll(b);
    return out;
  }
}

package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.flow.Direction;
import flowgap.flow.Endpoint;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.flow.Origin;
import flowgap.flow.Remarks;
import flowgap.flow.Requirement;
import flowgap.flow.Service;
import flowgap.flow.Side;
import flowgap.flow.Validity;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.source.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole verdict from what firewalls pass, may pass and deny. */
class WholeFlowTest {
  private static final PacketSet NEEDED =
      PacketSet.between(set("10.0.0.0/24"), set("192.0.2.10")).and(PacketSet.tcp(PortSet.of(443)));
  private static final PacketSet HALF = NEEDED.and(PacketSet.from(set("10.0.0.0/25")));
  private static final PacketSet OTHER_HALF = NEEDED.minus(HALF);

  @Test
  void whatOnePassesAndTheOtherDeniesIsBlocked() {
    // each firewall is partial by itself, yet no packet passes both
    assertThat(whole(true, at(HALF, OTHER_HALF), at(OTHER_HALF, HALF))).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void aPlaceThatIsOnlyAssumedCannotBlock() {
    assertThat(whole(false, at(PacketSet.NONE, NEEDED))).isEqualTo(Verdict.UNDECIDED);
    assertThat(whole(true, at(PacketSet.NONE, NEEDED))).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void aNamedFirewallThatCouldNotBeReadMakesItUndecided() {
    Judged blocks = judged(at(PacketSet.NONE, NEEDED), true);
    assertThat(WholeFlow.combine(flow(), List.of(blocks), List.of("lost")).verdict())
        .isEqualTo(Verdict.UNDECIDED);
    Judged passes = judged(at(NEEDED, PacketSet.NONE), true);
    assertThat(WholeFlow.combine(flow(), List.of(passes), List.of("lost")).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aFirewallThatMayMeetTheFlowTranslatedIsNotCertain() {
    // the first passes and translates; the second was asked with the addresses as sent
    Judged translates = judged(at(NEEDED, PacketSet.NONE), true, "10.0.0.5 -> 198.51.100.1");
    Judged passes = judged(at(NEEDED, PacketSet.NONE), true);
    Judged blocks = judged(at(PacketSet.NONE, NEEDED), true);
    assertThat(WholeFlow.combine(flow(), List.of(translates, passes), List.of()).verdict())
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(WholeFlow.combine(flow(), List.of(translates, blocks), List.of()).verdict())
        .isEqualTo(Verdict.UNDECIDED);
    // what the translating one itself denies stays denied
    Judged denies = judged(at(PacketSet.NONE, NEEDED), true, "10.0.0.5 -> 198.51.100.1");
    assertThat(WholeFlow.combine(flow(), List.of(denies, passes), List.of()).verdict())
        .isEqualTo(Verdict.BLOCKED);
  }

  private record At(PacketSet passes, PacketSet denied) {}

  private static At at(PacketSet passes, PacketSet denied) {
    return new At(passes, denied);
  }

  private static Verdict whole(boolean certain, At... firewalls) {
    return WholeFlow.combine(
            flow(),
            java.util.Arrays.stream(firewalls).map(a -> judged(a, certain)).toList(),
            List.of())
        .verdict();
  }

  private static Judged judged(At at, boolean certain) {
    return judged(at, certain, "");
  }

  private static Judged judged(At at, boolean certain, String asSeen) {
    FlowAtFirewall shown =
        new FlowAtFirewall(
            "F",
            asSeen.isEmpty() ? "fw" : "nat",
            Verdict.PARTIAL,
            "forward",
            "",
            "",
            certain ? "proved" : "assumed",
            asSeen,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of(),
            "");
    return new Judged(
        shown, NEEDED, at.passes(), PacketSet.NONE, at.denied(), PacketSet.NONE, certain);
  }

  private static Flow flow() {
    return new Flow(
        "F",
        "",
        Origin.LIST,
        side("10.0.0.0/24"),
        side("192.0.2.10"),
        new Service("tcp/443", PacketSet.tcp(PortSet.of(443)), false, Optional.empty()),
        Direction.FORWARD,
        Requirement.REQUIRED,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        FlowPath.UNSTATED,
        Validity.ALWAYS,
        Remarks.NONE,
        SourceSpan.implicit("flows.csv", ""));
  }

  private static Side side(String text) {
    return new Side(text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, set(text))));
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }
}

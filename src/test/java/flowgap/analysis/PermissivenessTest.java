package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.RuleList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * 1 + 33 · (free source bits / address bits) + 33 · (free destination bits / address bits) + 33 ·
 * (log2 of the services / log2 of all services), so that one host to one host with one service is 1
 * and any to any with any service is 100.
 */
class PermissivenessTest {
  private static final PacketSet HTTPS = PacketSet.ports(6, PortSet.ANY, PortSet.of(443));

  private static PacketSet between(String from, String to) {
    return PacketSet.between(some(from), some(to));
  }

  private static AddressSet some(String text) {
    return text.isEmpty() ? AddressSet.NONE : AddressSet.parse(text).orElseThrow();
  }

  private static Optional<RuleList.Own> own(RuleList.Own.End end, String members) {
    return Optional.of(new RuleList.Own(end, some(members)));
  }

  @Test
  void theAnchors() {
    assertThat(Permissiveness.of(between("192.0.2.1", "10.0.0.1").and(HTTPS), Optional.empty()))
        .isEqualTo(1);
    assertThat(Permissiveness.of(PacketSet.ALL_V4, Optional.empty())).isEqualTo(100);
    assertThat(Permissiveness.of(PacketSet.NONE, Optional.empty())).isZero();
    // 8 of 32 bits at both ends: 1 + 8.25 + 8.25
    assertThat(
            Permissiveness.of(between("192.0.2.0/24", "10.0.0.0/24").and(HTTPS), Optional.empty()))
        .isEqualTo(18);
  }

  /** A rule of a group says nothing of its own end: what has the group counts, not all there is. */
  @Test
  void theOwnEndOfAGroupCountsItsMembers() {
    PacketSet in = between("0.0.0.0/0", "10.0.0.0/8").and(HTTPS);
    // 1 + 33 (all 32 bits of the source) + 0 (one member has no free bit)
    assertThat(Permissiveness.of(in, own(RuleList.Own.End.DESTINATION, "10.0.0.5"))).isEqualTo(34);
    // 256 members are 8 bits: 1 + 33 + 8.25
    assertThat(Permissiveness.of(in, own(RuleList.Own.End.DESTINATION, "10.0.0.0/24")))
        .isEqualTo(42);
    // an export without interfaces: what the rule says, to one host
    assertThat(Permissiveness.of(in, own(RuleList.Own.End.DESTINATION, ""))).isEqualTo(34);
    // any service besides: high, from 67
    PacketSet all = between("0.0.0.0/0", "10.0.0.0/8");
    assertThat(Permissiveness.of(all, own(RuleList.Own.End.DESTINATION, "10.0.0.5"))).isEqualTo(67);
  }

  @Test
  void ofWhatLeavesAGroupItIsTheSource() {
    PacketSet out = between("10.0.0.0/8", "198.51.100.0/24").and(HTTPS);
    // 1 + 33 · 1/32 (two members) + 33 · 8/32
    assertThat(Permissiveness.of(out, own(RuleList.Own.End.SOURCE, "10.0.0.4/31"))).isEqualTo(10);
  }
}

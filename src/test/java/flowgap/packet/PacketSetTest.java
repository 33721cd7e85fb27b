package flowgap.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packet sets against a model: lists of signed boxes asked packet by packet. */
class PacketSetTest {
  /** A set built by a random expression, and the same expression for one packet. */
  private record Modelled(PacketSet set, java.util.function.Predicate<Packet> model) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyOperationAgreesWithOnePacketModel(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      Modelled m = expression(random, 4);
      BigInteger before = m.set.size();
      assertThat(m.set.minus(PacketSet.NONE).size()).isEqualTo(before);
      assertThat(m.set.and(m.set)).isEqualTo(m.set);
      assertThat(m.set.minus(m.set).isEmpty()).isTrue();
      assertThat(PacketSet.decode(m.set.encode())).isEqualTo(m.set);
      PacketSet rest = PacketSet.ALL.minus(m.set);
      assertThat(rest.size().add(before)).isEqualTo(PacketSet.ALL.size());
      for (int i = 0; i < 200; i++) {
        Packet p = packet(random);
        assertThat(m.set.contains(p)).as("%s in round %d", p, round).isEqualTo(m.model.test(p));
      }
      m.set.example().ifPresent(p -> assertThat(m.model.test(p)).isTrue());
    }
  }

  /** The size of what is left is counted box by box, and knows nothing of containment. */
  @Test
  void containmentIsThatNothingIsLeft() {
    Random random = new Random(21);
    int contained = 0;
    int equal = 0;
    for (int round = 0; round < 400; round++) {
      PacketSet a = expression(random, 3).set;
      PacketSet b = expression(random, 2).set;
      PacketSet part = a.and(b);
      PacketSet again = part.or(a.minus(b));
      assertThat(again).isEqualTo(a);
      assertThat(a.containsAll(part)).isTrue();
      for (PacketSet other : List.of(b, part, a.or(b), again, a.minus(b))) {
        BigInteger left = other.size().subtract(other.and(a).size());
        assertThat(a.containsAll(other)).isEqualTo(left.signum() == 0);
        contained += left.signum() == 0 ? 1 : 0;
        boolean same = left.signum() == 0 && other.size().equals(a.size());
        assertThat(a.equals(other)).isEqualTo(same);
        equal += same ? 1 : 0;
      }
    }
    assertThat(contained).isBetween(500, 1900);
    assertThat(equal).isGreaterThan(400);
  }

  @Test
  void equalityMeansTheSamePackets() {
    PacketSet halves = PacketSet.from(set("10.0.0.0/25")).or(PacketSet.from(set("10.0.0.128/25")));
    assertThat(halves).isEqualTo(PacketSet.from(set("10.0.0.0/24")));
    assertThat(halves.hashCode()).isEqualTo(PacketSet.from(set("10.0.0.0/24")).hashCode());
    assertThat(halves).isNotEqualTo(PacketSet.from(set("10.0.0.0/23")));
  }

  @Test
  void sizesCountAddressesTimesPorts() {
    PacketSet web =
        PacketSet.between(set("10.0.0.0/24"), set("10.9.0.1")).and(PacketSet.tcp(PortSet.of(443)));
    // 256 sources × 1 destination × 65,536 source ports × 1 destination port
    assertThat(web.size()).isEqualTo(BigInteger.valueOf(256L * 65_536));
    // an ICMP pair has 256 types × 256 codes
    PacketSet pair = PacketSet.between(set("10.0.0.1"), set("10.9.0.1"));
    assertThat(pair.and(PacketSet.icmp(-1, -1)).size()).isEqualTo(BigInteger.valueOf(65_536));
    // 5 protocols with ports, ICMP, and 250 others without anything to count
    assertThat(pair.size())
        .isEqualTo(
            BigInteger.ONE
                .shiftLeft(32)
                .multiply(BigInteger.valueOf(5))
                .add(BigInteger.valueOf(65_536 + 250)));
  }

  @Test
  void familiesDoNotMeet() {
    assertThat(PacketSet.ALL_V4.intersects(PacketSet.ALL_V6)).isFalse();
    assertThat(PacketSet.icmp(8, 0).intersects(PacketSet.icmp6(8, 0))).isFalse();
    assertThat(PacketSet.between(set("10.0.0.1"), set("2001:db8::1")).isEmpty()).isTrue();
  }

  @Test
  void setsAreWrittenAsPeopleWriteThem() {
    assertThat(
            PacketSet.between(set("10.0.0.0/25"), set("10.9.0.1"))
                .and(PacketSet.tcp(PortSet.of(443)))
                .toString())
        .isEqualTo("tcp 10.0.0.0/25 -> 10.9.0.1:443");
    assertThat(PacketSet.between(set("10.0.0.1"), set("10.0.0.5-10.0.0.6")).toString())
        .isEqualTo("any 10.0.0.1 -> 10.0.0.5-10.0.0.6");
    assertThat(PacketSet.icmp(8, 0).and(PacketSet.from(set("10.0.0.1"))).toString())
        .isEqualTo("icmp 8/0 10.0.0.1 -> 0.0.0.0/0");
    assertThat(
            PacketSet.udp(PortSet.range(53, 54))
                .and(PacketSet.between(set("2001:db8::/64"), set("2001:db8:1::1")))
                .toString())
        .isEqualTo("udp 2001:db8::/64 -> [2001:db8:1::1]:53-54");
  }

  @Test
  void masksNeedNotBeContiguous() {
    AddressSet odd =
        AddressSet.masked(IpAddress.parse("10.0.0.1").get(), IpAddress.parse("255.255.0.255").get())
            .orElseThrow();
    assertThat(odd.size()).isEqualTo(BigInteger.valueOf(256));
    assertThat(odd.contains(IpAddress.parse("10.0.77.1").get())).isTrue();
    assertThat(odd.contains(IpAddress.parse("10.0.77.2").get())).isFalse();
    assertThat(
            AddressSet.masked(
                IpAddress.parse("10.1.2.3").get(), IpAddress.parse("255.255.255.0").get()))
        .contains(set("10.1.2.0/24"));
  }

  @Test
  void translationsAreSeenThroughInBothDirections() {
    PacketSet sent =
        PacketSet.between(set("10.0.0.0/24"), set("203.0.113.0/28"))
            .and(PacketSet.ports(6, PortSet.range(1024, 65535), PortSet.of(443)));
    View view =
        View.IDENTITY
            .then(
                View.Field.DESTINATION,
                new Rewrite.Shift(
                    IpAddress.parse("203.0.113.0").get(), IpAddress.parse("10.9.0.16").get()))
            .then(View.Field.DESTINATION_PORT, new Rewrite.PortShift(443, 8443))
            .then(View.Field.SOURCE, new Rewrite.Into(set("198.51.100.1-198.51.100.2")));
    assertThat(view.image(sent).toString())
        .isEqualTo("tcp 198.51.100.1-198.51.100.2 -> 10.9.0.16/28:8443");
    PacketSet half =
        PacketSet.to(set("10.9.0.16/29")).and(PacketSet.tcp(PortSet.range(8000, 9000)));
    View.Split split = view.preimage(sent, half);
    assertThat(split.must()).isEqualTo(sent.and(PacketSet.to(set("203.0.113.0/29"))));
    assertThat(split.may()).isEqualTo(split.must());
    // one of two addresses: what asks for the first alone may match, but need not
    View.Split pool = view.preimage(sent, PacketSet.from(set("198.51.100.1")));
    assertThat(pool.must().isEmpty()).isTrue();
    assertThat(pool.may()).isEqualTo(sent);
    // answers come from the server's translated port and go to the pool
    assertThat(view.answered().image(sent).toString())
        .isEqualTo(
            "tcp [10.9.0.16/28]:8443 -> [198.51.100.1-198.51.100.2]:1024-65535"
                .replace("[10.9.0.16/28]:", "10.9.0.16/28:")
                .replace("[198.51.100.1-198.51.100.2]:", "198.51.100.1-198.51.100.2:"));
  }

  @Test
  void aPortShiftKeepsRangesThatReachBelowZero() {
    PacketSet sent = PacketSet.tcp(PortSet.range(8000, 8010));
    View view = View.IDENTITY.then(View.Field.DESTINATION_PORT, new Rewrite.PortShift(8000, 80));
    assertThat(view.preimage(sent, PacketSet.tcp(PortSet.ANY)).must()).isEqualTo(sent);
    assertThat(view.preimage(sent, PacketSet.tcp(PortSet.of(85))).must())
        .isEqualTo(PacketSet.tcp(PortSet.of(8005)));
  }

  @Test
  void answersOfPingsAreEchoReplies() {
    PacketSet ping = PacketSet.icmp(8, 0).and(PacketSet.between(set("10.0.0.1"), set("10.0.0.2")));
    assertThat(View.IDENTITY.answered().image(ping).toString())
        .isEqualTo("icmp 0/0 10.0.0.2 -> 10.0.0.1");
    assertThat(View.IDENTITY.answered().preimage(ping, PacketSet.icmp(0, -1)).must())
        .isEqualTo(ping);
    assertThat(View.IDENTITY.answered().preimage(ping, PacketSet.icmp(8, -1)).may().isEmpty())
        .isTrue();
  }

  @Test
  void aSetThatGrowsTooLargeIsRefused() {
    PacketSet set = PacketSet.ALL_V4;
    Random random = new Random(7);
    PacketSetTooLarge refused = null;
    try {
      for (int i = 0; i < 60; i++) {
        set = set.minus(boxed(random));
      }
    } catch (PacketSetTooLarge e) {
      refused = e;
    }
    assertThat(set.boxCount()).isLessThanOrEqualTo(PacketSet.BUDGET);
    assertThat(refused == null || refused.getMessage().contains("boxes")).isTrue();
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }

  private static Modelled expression(Random random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(random);
    }
    Modelled a = expression(random, depth - 1);
    Modelled b = expression(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> new Modelled(a.set.and(b.set), p -> a.model.test(p) && b.model.test(p));
      case 1 -> new Modelled(a.set.or(b.set), p -> a.model.test(p) || b.model.test(p));
      default -> new Modelled(a.set.minus(b.set), p -> a.model.test(p) && !b.model.test(p));
    };
  }

  /** One product, told to the set and to the model in different words. */
  private static Modelled leaf(Random random) {
    boolean six = random.nextInt(3) == 0;
    long sourceLow = random.nextInt(12);
    long sourceHigh = sourceLow + random.nextInt(6);
    long destinationLow = random.nextInt(12);
    long destinationHigh = destinationLow + random.nextInt(6);
    int portLow = random.nextInt(12);
    int portHigh = portLow + random.nextInt(6);
    int kind = random.nextInt(5);
    PacketSet service =
        switch (kind) {
          case 0 -> PacketSet.tcp(PortSet.range(portLow, portHigh));
          case 1 -> PacketSet.ports(17, PortSet.range(portLow, portHigh), PortSet.ANY);
          case 2 -> six ? PacketSet.icmp6(portLow, -1) : PacketSet.icmp(portLow, -1);
          case 3 -> PacketSet.protocols(40, 60);
          default -> PacketSet.ALL;
        };
    PacketSet set =
        service.and(
            PacketSet.between(
                AddressSet.range(address(six, sourceLow), address(six, sourceHigh)),
                AddressSet.range(address(six, destinationLow), address(six, destinationHigh))));
    return new Modelled(
        set,
        p -> {
          boolean addresses =
              p.source().v6() == six
                  && p.source().lo() >= sourceLow
                  && p.source().lo() <= sourceHigh
                  && p.destination().lo() >= destinationLow
                  && p.destination().lo() <= destinationHigh;
          boolean spoken =
              switch (kind) {
                case 0 ->
                    p.protocol() == 6
                        && p.destinationPort() >= portLow
                        && p.destinationPort() <= portHigh;
                case 1 ->
                    p.protocol() == 17 && p.sourcePort() >= portLow && p.sourcePort() <= portHigh;
                case 2 -> p.protocol() == (six ? 58 : 1) && p.sourcePort() == portLow;
                case 3 -> p.protocol() >= 40 && p.protocol() <= 60;
                default -> true;
              };
          return addresses && spoken;
        });
  }

  private static PacketSet boxed(Random random) {
    long a = random.nextInt(1 << 28);
    long b = random.nextInt(1 << 28);
    return PacketSet.between(
            AddressSet.range(IpAddress.v4(a), IpAddress.v4(a + random.nextInt(1 << 30))),
            AddressSet.range(IpAddress.v4(b), IpAddress.v4(b + random.nextInt(1 << 30))))
        .and(
            PacketSet.ports(
                6,
                PortSet.range(random.nextInt(9000), 60000),
                PortSet.range(random.nextInt(9000), 50000)));
  }

  private static IpAddress address(boolean six, long number) {
    return six ? new IpAddress(true, 0, number) : IpAddress.v4(number);
  }

  private static Packet packet(Random random) {
    boolean six = random.nextInt(3) == 0;
    List<Integer> protocols =
        new ArrayList<>(List.of(6, 17, 50, 47, six ? 58 : 1, six ? 1 : 58, 41));
    int protocol = protocols.get(random.nextInt(protocols.size()));
    boolean numbered = Protocols.hasPorts(protocol) || Protocols.isIcmp(protocol, six);
    return new Packet(
        address(six, random.nextInt(20)),
        address(six, random.nextInt(20)),
        protocol,
        numbered ? random.nextInt(20) : 0,
        numbered ? random.nextInt(20) : 0);
  }
}

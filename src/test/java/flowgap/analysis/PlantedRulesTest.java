package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A generated access list with dead entries planted in it: {@code FLOWGAP_LIST} names the
 * configuration, {@code FLOWGAP_TRUTH} the JSON that says which entries (from 0) are dead. A first
 * match evaluator tells packet by packet whether what is said of each rule is so.
 */
@Tag("corpus")
class PlantedRulesTest {
  private static final int PACKETS = 200;

  @Test
  void allPlantedEntriesAreFoundAndEveryClaimHoldsPacketByPacket() throws Exception {
    String file = System.getenv("FLOWGAP_LIST");
    String truth = System.getenv("FLOWGAP_TRUTH");
    Assumptions.assumeTrue(file != null && truth != null, "FLOWGAP_LIST names no configuration");
    Firewall firewall =
        new AsaReader()
            .read(List.of(InputFile.of("list.cfg", Path.of(file))), "list", SiteFacts.NONE)
            .get(0);
    RuleList list = firewall.list("OUTSIDE_IN");
    DeadRules found = DeadRules.of(firewall, list).orElseThrow();
    int planted = 0;
    for (JsonNode entry : new ObjectMapper().readTree(Path.of(truth).toFile())) {
      Rule r = list.rules().get(entry.get("line").asInt());
      assertThat(found.dead(r)).as("%s: %s", r.id(), entry).isPresent();
      planted++;
    }
    assertThat(planted).isPositive();
    Random random = new Random(1);
    int dead = 0;
    int alive = 0;
    for (Rule r : list.rules()) {
      Optional<DeadRules.Dead> why = found.dead(r);
      if (why.isPresent() && why.get().why() != DeadRules.Why.REDUNDANT_LATER) {
        dead++;
        for (int n = 0; n < PACKETS; n++) {
          Packet p = packet(r, random);
          assertThat(first(list, p)).as("%s decides %s", r.id(), p).isNotSameAs(r);
        }
      } else if (why.isEmpty()) {
        alive++;
        Packet witness = found.decides(r).orElseThrow().packet();
        assertThat(first(list, witness)).as("%s decides %s", r.id(), witness).isSameAs(r);
      }
    }
    assertThat(dead).isGreaterThanOrEqualTo(planted - 1);
    assertThat(alive).isPositive();
    assertThat(found.notDecided()).isEmpty();
  }

  private static Rule first(RuleList list, Packet p) {
    for (Rule r : list.rules()) {
      for (Match m : r.matches()) {
        if (r.enabled() && m.packets().contains(p)) {
          return r;
        }
      }
    }
    return list.end();
  }

  private static Packet packet(Rule rule, Random random) {
    PacketSet all = rule.matches().get(random.nextInt(rule.matches().size())).packets();
    List<PacketSet> products = all.products();
    PacketSet some = products.get(random.nextInt(products.size()));
    List<Integer> protocols = List.copyOf(some.protocols());
    int protocol = protocols.get(random.nextInt(protocols.size()));
    boolean six = !some.sources().hasV4();
    IpAddress from = address(some.sources(), six, random);
    IpAddress to = address(some.destinations(), six, random);
    if (!Protocols.hasPorts(protocol)) {
      return some.and(PacketSet.protocol(protocol))
          .and(PacketSet.between(AddressSet.of(from), AddressSet.of(to)))
          .example()
          .orElseThrow();
    }
    return new Packet(
        from,
        to,
        protocol,
        port(some.sourcePorts(protocol), random),
        port(some.destinationPorts(protocol), random));
  }

  private static int port(PortSet ports, Random random) {
    int[] range = ports.intervals().get(random.nextInt(ports.intervals().size()));
    return range[0] + random.nextInt(range[1] - range[0] + 1);
  }

  private static IpAddress address(AddressSet set, boolean six, Random random) {
    List<IpAddress[]> ranges = set.and(six ? AddressSet.ANY_V6 : AddressSet.ANY_V4).intervals();
    IpAddress[] range = ranges.get(random.nextInt(ranges.size()));
    if (six) {
      return range[random.nextInt(2)];
    }
    long width = range[1].lo() - range[0].lo() + 1;
    return IpAddress.v4(range[0].lo() + (long) (random.nextDouble() * width));
  }
}

package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
  @Test
  void findsEachRuleThatMeetsThePacketsWhicheverWayItLooks() {
    Random random = new Random(7);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      rules.add(
          Rule.builder("l:" + i, SourceSpan.of("f", i + 1, "r"))
              .match(Match.of(packets(random, 12)))
              .then(Action.PERMIT)
              .build());
    }
    RuleList list =
        new RuleList(
            "l",
            RuleList.Kind.FIRST_MATCH,
            rules,
            Rule.byDefault("l", Action.DENY, SourceSpan.implicit("f", "")),
            true,
            List.of());
    RuleIndex index = new RuleIndex(list);
    for (int question = 0; question < 120; question++) {
      PacketSet asked = packets(random, 3).or(packets(random, 3));
      List<Integer> found = Arrays.stream(index.candidates(asked)).boxed().toList();
      assertThat(found).isSorted();
      for (int i = 0; i < rules.size(); i++) {
        if (RuleRows.packets(rules.get(i)).intersects(asked)) {
          assertThat(found).as("question %d", question).contains(i);
        }
      }
    }
  }

  private static PacketSet packets(Random random, int bits) {
    boolean six = random.nextInt(4) == 0;
    int low = random.nextInt(2000);
    AddressSet from = range(six, low, low + random.nextInt(1 << bits));
    AddressSet to =
        random.nextInt(3) == 0 ? AddressSet.ANY : range(six, low, low + random.nextInt(1 << bits));
    int port = random.nextInt(60000);
    PacketSet service =
        random.nextInt(4) == 0
            ? PacketSet.ALL
            : PacketSet.ports(
                random.nextBoolean() ? 6 : 17,
                PortSet.ANY,
                PortSet.range(port, port + random.nextInt(5000)));
    return PacketSet.between(from, to).and(service);
  }

  private static AddressSet range(boolean six, int low, int high) {
    return AddressSet.range(address(six, low), address(six, high));
  }

  private static IpAddress address(boolean six, int n) {
    return six ? new IpAddress(true, 0x2001_0db8_0000_0000L, n) : IpAddress.v4(0x0A00_0000L + n);
  }
}

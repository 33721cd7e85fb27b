package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.Coverage;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The walk against one packet at a time: a small evaluator that follows every course that the
 * policy leaves open, written apart from it.
 */
class WalkTest {
  /** Lists in the order in which they may call each other. */
  private static final List<String> LISTS = List.of("main", "a", "b", "c");

  private static final int PACKETS = 400;

  /** What may become of one packet. */
  private enum End {
    PERMIT,
    DENY,
    LEAVE,
    /** Back to the caller; in the main list its end rule. */
    BACK
  }

  static List<Long> seeds() {
    List<Long> out = new ArrayList<>();
    for (long s = 1; s <= 300; s++) {
      out.add(s);
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithOnePacketAtATime(long seed) {
    Random random = new Random(seed);
    Firewall firewall = firewall(random);
    PacketSet within =
        PacketSet.between(numbers(false, 0, 15), numbers(false, 0, 15))
            .or(PacketSet.between(numbers(true, 0, 15), numbers(true, 0, 15)))
            .and(
                PacketSet.ports(6, PortSet.range(0, 15), PortSet.range(0, 15))
                    .or(PacketSet.ports(17, PortSet.range(0, 15), PortSet.range(0, 15))));
    FirewallJudge judge = new FirewallJudge(firewall);
    Map<String, String> attributes = FirewallJudge.arrivingAttributes();
    Division d =
        judge.divide(
            List.of(Cohort.arriving(within, View.IDENTITY, attributes)),
            List.of(),
            Circumstances.NONE);
    for (int i = 0; i < PACKETS; i++) {
      boolean six = random.nextBoolean();
      Packet p =
          new Packet(
              address(six, random.nextInt(16)),
              address(six, random.nextInt(16)),
              random.nextBoolean() ? 6 : 17,
              random.nextInt(16),
              random.nextInt(16));
      Set<End> ends = EnumSet.noneOf(End.class);
      follow(firewall, "main", p, new HashMap<>(attributes), ends);
      assertThat(said(d, p)).as("seed %d, %s", seed, p).isEqualTo(expected(ends));
    }
  }

  private static String said(Division d, Packet p) {
    return (d.passes().contains(p) ? "passes " : "")
        + (d.mayPass().contains(p) ? "may " : "")
        + (d.denied().contains(p) ? "denied " : "")
        + (d.left().contains(p) ? "left " : "");
  }

  /**
   * A packet that may be denied or come by elsewhere is open; one that leaves or passes, passes.
   */
  private static String expected(Set<End> ends) {
    if (!ends.contains(End.DENY)) {
      return ends.contains(End.PERMIT) ? "passes " : "left ";
    }
    return ends.size() > 1 ? "may " : "denied ";
  }

  // the evaluator for one packet

  private record At(int rule, Map<String, String> attributes) {}

  /** Adds all that may become of a packet in a stage. */
  private static void follow(
      Firewall f, String stage, Packet p, Map<String, String> attributes, Set<End> ends) {
    Set<Map<String, String>> back = new java.util.HashSet<>();
    list(f, stage, p, attributes, ends, back);
    if (!back.isEmpty()) {
      ends.add(f.list(stage).end().permits() ? End.PERMIT : End.DENY);
    }
  }

  /** Asks a list from its first rule; {@code back} gets the attributes of those that come back. */
  private static void list(
      Firewall f,
      String name,
      Packet p,
      Map<String, String> attributes,
      Set<End> ends,
      Set<Map<String, String>> back) {
    List<Rule> rules = f.list(name).rules();
    List<At> open = new ArrayList<>(List.of(new At(0, attributes)));
    Set<At> seen = new java.util.HashSet<>();
    while (!open.isEmpty()) {
      At at = open.remove(open.size() - 1);
      if (!seen.add(at)) {
        continue;
      }
      if (at.rule == rules.size()) {
        back.add(at.attributes);
        continue;
      }
      Rule r = rules.get(at.rule);
      int[] match = matches(r, p, at.attributes);
      if (match[1] == 0 || match[0] == 0) {
        open.add(new At(at.rule + 1, at.attributes));
      }
      if (match[1] == 1) {
        act(f, r.actions(), p, at, ends, back, open);
      }
    }
  }

  private static void act(
      Firewall f,
      List<Action> actions,
      Packet p,
      At at,
      Set<End> ends,
      Set<Map<String, String>> back,
      List<At> open) {
    Map<String, String> a = new HashMap<>(at.attributes);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      if (action instanceof Action.End end) {
        switch (end) {
          case PERMIT -> ends.add(End.PERMIT);
          case DENY -> ends.add(End.DENY);
          case LEAVE -> ends.add(End.LEAVE);
          case RETURN -> back.add(a);
        }
        return;
      } else if (action instanceof Action.Set s) {
        a = new HashMap<>(a);
        a.put(s.attribute(), s.value());
      } else if (action instanceof Action.Call c) {
        Set<Map<String, String>> returned = new java.util.HashSet<>();
        list(f, c.list(), p, a, ends, returned);
        returned.forEach(r -> open.add(new At(at.rule + 1, r)));
        return;
      } else if (action instanceof Action.GoTo g) {
        list(f, g.list(), p, a, ends, back);
        return;
      } else if (action instanceof Action.OneOf o) {
        for (List<Action> course : o.courses()) {
          act(f, course, p, new At(at.rule, a), ends, back, open);
        }
        return;
      }
    }
    open.add(new At(at.rule + 1, a));
  }

  /** Whether a rule matches for certain, and whether it may. */
  private static int[] matches(Rule r, Packet p, Map<String, String> attributes) {
    int must = 0;
    int may = 0;
    for (Match m : r.matches()) {
      boolean possible = m.packets().contains(p);
      boolean sure = m.certain().contains(p) && r.conditions().isEmpty();
      for (Guard g : m.guards()) {
        Guard.Is is = (Guard.Is) g;
        String value = attributes.get(is.attribute());
        if (value == null) {
          sure = false;
        } else if (is.values().contains(value) == is.negated()) {
          possible = false;
        }
      }
      if (r.enabled() && possible) {
        may = 1;
        must |= sure ? 1 : 0;
      }
    }
    return new int[] {must, may};
  }

  // random policies

  private static Firewall firewall(Random random) {
    Map<String, RuleList> lists = new LinkedHashMap<>();
    for (int i = 0; i < LISTS.size(); i++) {
      lists.put(LISTS.get(i), list(random, i));
    }
    return new Firewall(
        "random",
        "test",
        List.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        AddressSet.NONE,
        lists,
        List.of(new Stage("main", Stage.Kind.FILTER, "main")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Coverage.NONE);
  }

  private static RuleList list(Random random, int level) {
    String name = LISTS.get(level);
    List<Rule> rules = new ArrayList<>();
    int n = 1 + random.nextInt(level == 0 ? 14 : 6);
    for (int i = 1; i <= n; i++) {
      Rule.Builder b = Rule.builder(name + ":" + i, SourceSpan.of("f", i, "rule " + i));
      int matches = random.nextInt(5) == 0 ? 2 : 1;
      for (int k = 0; k < matches; k++) {
        b.match(match(random));
      }
      if (random.nextInt(6) == 0) {
        b.condition(doubt("condition " + i));
      }
      b.enabled(random.nextInt(10) != 0);
      b.then(actions(random, level, i).toArray(new Action[0]));
      rules.add(b.build());
    }
    Action end = level > 0 ? Action.End.RETURN : random.nextBoolean() ? Action.PERMIT : Action.DENY;
    Rule last = Rule.byDefault(name, end, SourceSpan.implicit("f", "default"));
    return new RuleList(name, RuleList.Kind.FIRST_MATCH, rules, last, true, List.of());
  }

  private static List<Action> actions(Random random, int level, int i) {
    boolean lowest = level == LISTS.size() - 1;
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> List.of(Action.PERMIT);
      case 3, 4 -> List.of(Action.DENY);
      case 5 ->
          lowest
              ? List.of(Action.End.RETURN)
              : List.of(
                  new Action.Call(LISTS.get(level + 1 + random.nextInt(LISTS.size() - level - 1))));
      case 6 ->
          lowest
              ? List.of(Action.End.LEAVE)
              : List.of(
                  new Action.GoTo(LISTS.get(level + 1 + random.nextInt(LISTS.size() - level - 1))));
      case 7 -> List.of(new Action.Set("colour", random.nextBoolean() ? "red" : "blue"));
      case 8 -> List.of(Action.End.RETURN);
      default ->
          List.of(
              new Action.OneOf(
                  List.of(
                      List.of(new Action.Set("colour", "red")),
                      random.nextBoolean() ? List.of(Action.PERMIT) : List.of()),
                  doubt("course " + i)));
    };
  }

  private static Match match(Random random) {
    boolean six = random.nextInt(3) == 0;
    int protocol = random.nextBoolean() ? 6 : 17;
    PacketSet service =
        random.nextInt(3) == 0
            ? PacketSet.ALL
            : PacketSet.ports(protocol, PortSet.ANY, ports(random));
    PacketSet packets =
        PacketSet.between(addresses(random, six), addresses(random, six)).and(service);
    List<Guard> guards =
        random.nextInt(4) == 0
            ? List.of(new Guard.Is("colour", Set.of("red"), random.nextBoolean()))
            : List.of();
    if (random.nextInt(6) == 0) {
      PacketSet certain = packets.and(PacketSet.from(addresses(random, six)));
      return new Match(packets, certain, guards, List.of(doubt("doubt")));
    }
    return new Match(packets, packets, guards, List.of());
  }

  private static Condition doubt(String text) {
    return Condition.of(Condition.Kind.NOT_UNDERSTOOD, text, "");
  }

  private static PortSet ports(Random random) {
    int low = random.nextInt(16);
    return PortSet.range(low, low + random.nextInt(8));
  }

  private static AddressSet addresses(Random random, boolean six) {
    if (random.nextInt(4) == 0) {
      return AddressSet.ANY;
    }
    int low = random.nextInt(16);
    AddressSet one = numbers(six, low, low + random.nextInt(10));
    return random.nextInt(3) == 0 ? one.or(numbers(six, 0, random.nextInt(3))) : one;
  }

  private static AddressSet numbers(boolean six, int low, int high) {
    return AddressSet.range(address(six, low), address(six, high));
  }

  private static IpAddress address(boolean six, int number) {
    return six ? new IpAddress(true, 0, number) : IpAddress.v4(number);
  }
}

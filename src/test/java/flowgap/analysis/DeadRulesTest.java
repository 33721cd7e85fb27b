package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dead rules against brute force over a small universe: sources and destinations of 3 bits, ports
 * of 3 bits, two colours that a guard may ask for. For every packet and colour a small evaluator,
 * written apart from the analysis, tells all that may become of it.
 */
class DeadRulesTest {
  private static final flowgap.policy.Schedule NIGHT =
      new flowgap.policy.Schedule(
          "night",
          java.time.ZoneOffset.UTC,
          List.of(),
          List.of(
              new flowgap.policy.Schedule.Weekly(
                  java.time.DayOfWeek.MONDAY, java.time.LocalTime.MIDNIGHT, 60)),
          SourceSpan.of("f", 9, "night"));

  private static final int HOSTS = 8;
  private static final int PORTS = 8;
  private static final List<String> COLOURS = List.of("red", "blue", "green");

  /** What may become of a packet in a list. */
  private enum Fate {
    PERMIT,
    DENY,
    END
  }

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, 250).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void removedTogetherTheyChangeNothing(long seed) {
    Firewall firewall = firewall(new Random(seed), RuleList.Kind.FIRST_MATCH);
    RuleList main = firewall.list("main");
    DeadRules found = DeadRules.of(firewall, main).orElseThrow();
    List<Rule> rest = main.rules().stream().filter(r -> found.dead(r).isEmpty()).toList();
    Firewall without = with(firewall, list(main, rest));
    for (int at = 0; at < HOSTS * HOSTS * PORTS; at++) {
      for (String colour : COLOURS) {
        Packet p = packet(at);
        if (!fates(without, "main", p, colour).equals(fates(firewall, "main", p, colour))) {
          fail("seed %d: %s, %s becomes another without dead rules", seed, p, colour);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRuleThatNothingReachesIsFound(long seed) {
    Firewall firewall = firewall(new Random(seed), RuleList.Kind.FIRST_MATCH);
    RuleList main = firewall.list("main");
    DeadRules found = DeadRules.of(firewall, main).orElseThrow();
    for (int i = 0; i < main.rules().size(); i++) {
      Rule r = main.rules().get(i);
      boolean reached = false;
      boolean othersPerhaps = false;
      boolean othersSurely = false;
      for (int at = 0; at < HOSTS * HOSTS * PORTS; at++) {
        for (String colour : COLOURS) {
          if (matches(r, packet(at), colour)[1]) {
            RuleList before = list(main, main.rules().subList(0, i));
            Set<Fate> fates = fates(with(firewall, before), "main", packet(at), colour);
            reached |= fates.contains(Fate.END);
            fates.remove(Fate.END);
            othersSurely |= fates.size() == 1 && !fates.contains(fate(r));
            othersPerhaps |=
                !fates.isEmpty() && !fates.equals(Set.of(fate(r) == null ? Fate.END : fate(r)));
          }
        }
      }
      Optional<DeadRules.Dead> dead = found.dead(r);
      boolean early = dead.map(d -> d.why() != DeadRules.Why.REDUNDANT_LATER).orElse(false);
      boolean matchesNothing = !r.enabled() || RuleRows.isEmpty(r);
      if (!matchesNothing && r.matches().stream().allMatch(m -> canMatch(m))) {
        assertThat(early).as("seed %d, %s", seed, r.id()).isEqualTo(!reached);
        if (early && fate(r) != null) {
          boolean shadowed = dead.get().why() == DeadRules.Why.SHADOWED;
          assertThat(shadowed || !othersSurely).as("seed %d, %s", seed, r.id()).isTrue();
          assertThat(!shadowed || othersPerhaps).as("seed %d, %s", seed, r.id()).isTrue();
        }
        if (reached && dead.isEmpty()) {
          Packet witness = found.decides(r).orElseThrow().packet();
          assertThat(Stream.of(0, 1, 2).anyMatch(c -> matches(r, witness, COLOURS.get(c))[1]))
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void earlierRulesThatAreNamedTakeAllAndNoneIsSuperfluous(long seed) {
    Firewall firewall = firewall(new Random(seed), RuleList.Kind.FIRST_MATCH);
    RuleList main = firewall.list("main");
    DeadRules found = DeadRules.of(firewall, main).orElseThrow();
    for (Rule r : main.rules()) {
      Optional<DeadRules.Dead> dead = found.dead(r);
      if (dead.isEmpty() || dead.get().why() == DeadRules.Why.REDUNDANT_LATER) {
        continue;
      }
      if (dead.get().by().stream().anyMatch(b -> !b.id().startsWith("main"))) {
        continue; // rules of called lists take only what the calling rule sends there
      }
      List<Rule> named = new ArrayList<>(dead.get().by());
      assertThat(takeAll(named, r)).as("seed %d, %s by %s", seed, r.id(), named).isTrue();
    }
  }

  private static boolean takeAll(List<Rule> by, Rule r) {
    for (int at = 0; at < HOSTS * HOSTS * PORTS; at++) {
      for (String colour : COLOURS) {
        Packet p = packet(at);
        String c = colour;
        if (matches(r, p, colour)[1] && by.stream().noneMatch(b -> matches(b, p, c)[0])) {
          return false;
        }
      }
    }
    return true;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void inAUnionTheRestPermitsTheSame(long seed) {
    Firewall firewall = firewall(new Random(seed), RuleList.Kind.UNION);
    RuleList main = firewall.list("main");
    DeadRules found = DeadRules.of(firewall, main).orElseThrow();
    List<Rule> rest = main.rules().stream().filter(r -> found.dead(r).isEmpty()).toList();
    for (int at = 0; at < HOSTS * HOSTS * PORTS; at++) {
      for (String colour : COLOURS) {
        if (permits(rest, packet(at), colour) != permits(main.rules(), packet(at), colour)) {
          fail("seed %d: %s, %s", seed, packet(at), colour);
        }
      }
    }
    for (Rule r : rest) {
      List<Rule> others = new ArrayList<>(rest);
      others.remove(r);
      boolean needed = !r.enabled() || !r.matches().stream().allMatch(DeadRulesTest::canMatch);
      for (int at = 0; at < HOSTS * HOSTS * PORTS && !needed; at++) {
        for (String colour : COLOURS) {
          needed |= matches(r, packet(at), colour)[1] && permits(others, packet(at), colour) != 2;
        }
      }
      assertThat(needed).as("seed %d, %s", seed, r.id()).isTrue();
    }
  }

  /** 2 = certainly, 1 = perhaps. */
  private static int permits(List<Rule> rules, Packet p, String colour) {
    int best = 0;
    for (Rule r : rules) {
      boolean[] m = matches(r, p, colour);
      best = Math.max(best, m[0] ? 2 : m[1] ? 1 : 0);
    }
    return best;
  }

  @Test
  void aDenyBeforeAPermitShadowsIt() {
    RuleList main =
        new RuleList(
            "main",
            RuleList.Kind.FIRST_MATCH,
            List.of(
                rule("main", 1, Match.of(net(0, 7)), Action.DENY),
                rule("main", 2, Match.of(net(8, 15)), Action.PERMIT),
                rule("main", 3, Match.of(net(4, 11)), Action.PERMIT)),
            Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", "")),
            true,
            List.of());
    DeadRules found = DeadRules.of(firewall(Map.of("main", main)), main).orElseThrow();
    DeadRules.Dead dead = found.dead(main.rules().get(2)).orElseThrow();
    assertThat(dead.why()).isEqualTo(DeadRules.Why.SHADOWED);
    assertThat(dead.by()).extracting(Rule::id).containsExactly("main:1", "main:2");
  }

  /** The permit takes nothing of the last rule: the two denies before it have taken all. */
  @Test
  void aPermitBehindDeniesThatTakeAllIsNoReasonForADeny() {
    RuleList main =
        new RuleList(
            "main",
            RuleList.Kind.FIRST_MATCH,
            List.of(
                rule("main", 1, Match.of(net(0, 3)), Action.DENY),
                rule("main", 2, Match.of(net(4, 7)), Action.DENY),
                rule("main", 3, Match.of(net(0, 15)), Action.PERMIT),
                rule("main", 4, Match.of(net(0, 7)), Action.DENY)),
            Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", "")),
            true,
            List.of());
    DeadRules found = DeadRules.of(firewall(Map.of("main", main)), main).orElseThrow();
    DeadRules.Dead dead = found.dead(main.rules().get(3)).orElseThrow();
    assertThat(dead.why()).isEqualTo(DeadRules.Why.REDUNDANT_EARLIER);
    assertThat(dead.by()).extracting(Rule::id).containsExactly("main:1", "main:2");
  }

  @Test
  void aScheduledRuleShadowsOnlyRulesOfTheSameSchedule() {
    Rule first = scheduled(1, NIGHT);
    Rule same = scheduled(2, NIGHT);
    Rule always = rule("main", 3, Match.of(net(0, 3)), Action.DENY);
    RuleList main =
        new RuleList(
            "main",
            RuleList.Kind.FIRST_MATCH,
            List.of(first, same, always),
            Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", "")),
            true,
            List.of());
    DeadRules found = DeadRules.of(firewall(Map.of("main", main)), main).orElseThrow();
    assertThat(found.dead(same)).isPresent();
    assertThat(found.dead(always)).isEmpty();
  }

  /** A deny that holds at night alone leaves the permit before it as the reason by itself. */
  @Test
  void aScheduledDenyIsNoReasonBesidePermitsThatTakeAll() {
    Rule night =
        Rule.builder("main:1", SourceSpan.of("f", 1, "deny"))
            .match(Match.of(net(0, 3)))
            .then(Action.DENY)
            .schedule(NIGHT)
            .build();
    Rule all = rule("main", 2, Match.of(net(0, 7)), Action.PERMIT);
    Rule part = rule("main", 3, Match.of(net(0, 3)), Action.PERMIT);
    RuleList main =
        new RuleList(
            "main",
            RuleList.Kind.FIRST_MATCH,
            List.of(night, all, part),
            Rule.byDefault("main", Action.DENY, SourceSpan.implicit("f", "")),
            true,
            List.of());
    DeadRules found = DeadRules.of(firewall(Map.of("main", main)), main).orElseThrow();
    DeadRules.Dead dead = found.dead(part).orElseThrow();
    assertThat(dead.why()).isEqualTo(DeadRules.Why.REDUNDANT_EARLIER);
    assertThat(dead.by()).containsExactly(all);
  }

  private static Rule scheduled(int line, flowgap.policy.Schedule schedule) {
    return Rule.builder("main:" + line, SourceSpan.of("f", line, "rule " + line))
        .match(Match.of(net(0, 7)))
        .then(Action.PERMIT)
        .schedule(schedule)
        .build();
  }

  private static PacketSet net(int low, int high) {
    return PacketSet.from(hosts(low, high));
  }

  // the evaluator for one packet

  private static Fate fate(Rule r) {
    return r.permits() ? Fate.PERMIT : r.denies() ? Fate.DENY : null;
  }

  /** All that may become of a packet; END = it comes out at the end. */
  private static Set<Fate> fates(Firewall f, String name, Packet p, String colour) {
    Set<Fate> out = EnumSet.noneOf(Fate.class);
    for (Rule r : f.list(name).rules()) {
      boolean[] m = matches(r, p, colour);
      if (!m[1]) {
        continue;
      }
      boolean goesOn = !m[0];
      Action first = r.actions().isEmpty() ? null : r.actions().get(0);
      if (first == Action.PERMIT || first == Action.DENY) {
        out.add(fate(r));
      } else if (first == Action.End.RETURN) {
        out.add(Fate.END);
      } else if (first instanceof Action.Call call) {
        Set<Fate> inside = fates(f, call.list(), p, colour);
        goesOn |= inside.remove(Fate.END);
        out.addAll(inside);
      } else {
        goesOn = true;
      }
      if (!goesOn) {
        return out;
      }
    }
    out.add(Fate.END);
    return out;
  }

  /** Whether a rule matches for certain, and whether it may. */
  private static boolean[] matches(Rule r, Packet p, String colour) {
    boolean must = false;
    boolean may = false;
    for (Match m : r.matches()) {
      boolean possible = r.enabled() && m.packets().contains(p);
      for (Guard g : m.guards()) {
        Guard.Is is = (Guard.Is) g;
        possible &= is.values().contains(colour) != is.negated();
      }
      may |= possible;
      must |= possible && m.certain().contains(p) && r.conditions().isEmpty();
    }
    return new boolean[] {must, may};
  }

  private static boolean canMatch(Match m) {
    return !m.packets().isEmpty();
  }

  // random lists

  private static Firewall firewall(Random random, RuleList.Kind kind) {
    Map<String, RuleList> lists = new LinkedHashMap<>();
    lists.put(
        "main", list(random, "main", kind, 6 + random.nextInt(14), kind == RuleList.Kind.UNION));
    lists.put("a", list(random, "a", RuleList.Kind.FIRST_MATCH, random.nextInt(5), false));
    lists.put("b", list(random, "b", RuleList.Kind.FIRST_MATCH, random.nextInt(4), false));
    return firewall(lists);
  }

  private static Firewall firewall(Map<String, RuleList> lists) {
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

  private static Firewall with(Firewall f, RuleList main) {
    Map<String, RuleList> lists = new LinkedHashMap<>(f.lists());
    lists.put("main", main);
    return firewall(lists);
  }

  private static RuleList list(RuleList old, List<Rule> rules) {
    return new RuleList(old.name(), old.kind(), rules, old.end(), true, List.of());
  }

  private static RuleList list(
      Random random, String name, RuleList.Kind kind, int n, boolean permitsOnly) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      Rule.Builder b = Rule.builder(name + ":" + i, SourceSpan.of("f", i, "rule " + i));
      int matches = random.nextInt(5) == 0 ? 2 : 1;
      for (int k = 0; k < matches; k++) {
        b.match(match(random));
      }
      if (random.nextInt(8) == 0) {
        b.condition(doubt());
      }
      b.enabled(random.nextInt(12) != 0);
      b.then(permitsOnly ? Action.PERMIT : action(random, name));
      rules.add(b.build());
    }
    Action end = name.equals("main") ? Action.DENY : Action.End.RETURN;
    return new RuleList(
        name,
        kind,
        rules,
        Rule.byDefault(name, end, SourceSpan.implicit("f", "default")),
        true,
        List.of());
  }

  private static Action action(Random random, String name) {
    return switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> Action.PERMIT;
      case 4, 5, 6 -> Action.DENY;
      case 7 ->
          name.equals("main")
              ? new Action.Call(random.nextBoolean() ? "a" : "b")
              : name.equals("a") ? new Action.Call("b") : Action.End.RETURN;
      default -> name.equals("main") ? new Action.Note("seen") : Action.End.RETURN;
    };
  }

  private static Rule rule(String list, int line, Match match, Action action) {
    return Rule.builder(list + ":" + line, SourceSpan.of("f", line, "rule " + line))
        .match(match)
        .then(action)
        .build();
  }

  private static Match match(Random random) {
    PacketSet packets =
        PacketSet.between(some(random), some(random)).and(PacketSet.tcp(ports(random)));
    List<Guard> guards =
        random.nextInt(4) == 0
            ? List.of(new Guard.Is("colour", Set.of("red"), random.nextBoolean()))
            : random.nextInt(8) == 0 ? List.of(Guard.is("colour", "blue", "red")) : List.of();
    if (random.nextInt(8) == 0) {
      return new Match(
          packets, packets.and(PacketSet.from(some(random))), guards, List.of(doubt()));
    }
    return new Match(packets, packets, guards, List.of());
  }

  private static Condition doubt() {
    return Condition.of(Condition.Kind.NOT_UNDERSTOOD, "doubt", "");
  }

  private static PortSet ports(Random random) {
    int low = random.nextInt(PORTS);
    return random.nextInt(3) == 0
        ? PortSet.range(0, PORTS - 1)
        : PortSet.range(low, Math.min(PORTS - 1, low + random.nextInt(4)));
  }

  private static AddressSet some(Random random) {
    if (random.nextInt(3) == 0) {
      return hosts(0, HOSTS - 1);
    }
    int low = random.nextInt(HOSTS);
    AddressSet one = hosts(low, Math.min(HOSTS - 1, low + random.nextInt(8)));
    return random.nextInt(4) == 0 ? one.or(hosts(0, random.nextInt(3))) : one;
  }

  private static AddressSet hosts(int low, int high) {
    return AddressSet.range(IpAddress.v4(low), IpAddress.v4(high));
  }

  private static Packet packet(int at) {
    return new Packet(
        IpAddress.v4(at % HOSTS), IpAddress.v4(at / HOSTS % HOSTS), 6, 1024, at / HOSTS / HOSTS);
  }
}

package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.View;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What gets through a firewall out of some packets, with the rules that let it.
 *
 * @param parts largest first, what certainly passes before what may pass
 * @param notes what is to be said beside: parts that could not be decided, and why
 */
public record Reach(String firewall, List<Part> parts, List<String> notes) {
  /**
   * Packets that the same rules let through. Where the export leaves open by which of several ways
   * packets come (which security group holds an address, say), the rules are those of all ways.
   *
   * @param packets as they are sent
   * @param words the packets in words, largest part first
   * @param certain whether they certainly pass
   * @param rules those that let them through, in order
   * @param in interface or zone of entry, may be empty
   * @param out interface or zone of exit, may be empty
   * @param because what it hinges on, where it is not certain
   */
  public record Part(
      PacketSet packets,
      List<String> words,
      boolean certain,
      List<Decider> rules,
      String in,
      String out,
      List<String> because) {
    public Part {
      words = List.copyOf(words);
      rules = List.copyOf(rules);
      because = List.copyOf(because);
    }
  }

  /** Lines that one part shows at the most. */
  private static final int LINES = 50;

  public Reach {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /**
   * @param asked the packets in question, as they are sent
   * @param stated attributes that the user fixes ({@link Attribute#STATED_IN} …)
   */
  public static Reach of(
      FirewallJudge judge,
      PacketSet asked,
      Map<String, String> stated,
      Circumstances circumstances) {
    List<String> notes = new ArrayList<>();
    Map<Key, List<PacketSet>> sets = new LinkedHashMap<>();
    Optional<String> tooMuch = add(sets, divide(judge, asked, stated, circumstances));
    if (tooMuch.isPresent()) {
      sets.clear();
      notes.add(tooMuch.get());
      notes.add("looked at permit rule by permit rule instead: translated packets may be missing");
      for (PacketSet part : byRule(judge.firewall(), asked)) {
        if (add(sets, divide(judge, part, stated, circumstances)).isPresent()) {
          notes.add("not decided: " + part);
        }
      }
    }
    return new Reach(judge.firewall().name(), parts(sets), notes);
  }

  static Division divide(
      FirewallJudge judge,
      PacketSet packets,
      Map<String, String> stated,
      Circumstances circumstances) {
    if (packets.isEmpty()) {
      return Division.NOTHING;
    }
    Map<String, String> attributes = FirewallJudge.arrivingAttributes();
    attributes.put(FirewallJudge.SOURCE_PORTS_STATED, "yes");
    attributes.putAll(stated);
    Cohort cohort = Cohort.arriving(packets, View.IDENTITY, attributes);
    return judge.divide(List.of(cohort), List.of(), circumstances);
  }

  /** What each permit rule may match of the packets. */
  private static List<PacketSet> byRule(Firewall firewall, PacketSet asked) {
    List<PacketSet> out = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      for (Rule r : list.rules()) {
        PacketSet some = Opening.of(r).and(asked);
        if (!some.isEmpty()) {
          out.add(some);
        }
      }
    }
    return out;
  }

  private record Key(
      boolean certain, List<Decider> rules, String in, String out, List<Condition> because) {}

  /** Why it could not be taken apart; empty where it could. */
  private static Optional<String> add(Map<Key, List<PacketSet>> sets, Division d) {
    if (!d.undecided().isEmpty()) {
      return Optional.of(d.undecided().get(0).text());
    }
    try {
      for (Cohort c : d.permitted()) {
        PacketSet sure = c.sent().and(d.passes());
        PacketSet open = c.sent().and(d.mayPass());
        add(sets, c, sure, true);
        add(sets, c, open, false);
      }
      return Optional.empty();
    } catch (PacketSetTooLarge e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Where packets pass, and whether for certain. */
  private record Way(boolean certain, String in, String out, PacketSet packets) {}

  /** Who lets the packets of one way pass, in each of the cases that the export leaves open. */
  private record Cases(LinkedHashSet<Decider> rules, LinkedHashSet<String> because) {
    Cases() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(Key k) {
      rules.addAll(k.rules);
      k.because.forEach(c -> because.add(words(c)));
    }
  }

  private static List<Part> parts(Map<Key, List<PacketSet>> sets) {
    Map<Way, Cases> ways = new LinkedHashMap<>();
    sets.forEach(
        (k, some) ->
            together(some)
                .forEach(
                    packets ->
                        ways.computeIfAbsent(
                                new Way(k.certain, k.in, k.out, packets), w -> new Cases())
                            .add(k)));
    List<Part> out = new ArrayList<>();
    ways.forEach((way, cases) -> out.add(part(way, cases)));
    out.sort(
        Comparator.comparing((Part p) -> !p.certain)
            .thenComparing(p -> size(p.packets).negate())
            .thenComparing(p -> String.join(";", p.words)));
    return out;
  }

  /** What the same rules let pass, in one set where that is not too large. */
  private static List<PacketSet> together(List<PacketSet> some) {
    try {
      return List.of(PacketSet.union(some));
    } catch (PacketSetTooLarge e) {
      return some;
    }
  }

  private static Part part(Way way, Cases cases) {
    return new Part(
        way.packets,
        way.packets.describe(LINES),
        way.certain,
        List.copyOf(cases.rules),
        way.in,
        way.out,
        List.copyOf(cases.because));
  }

  private static void add(
      Map<Key, List<PacketSet>> sets, Cohort c, PacketSet packets, boolean certain) {
    if (packets.isEmpty()) {
      return;
    }
    Map<String, String> a = c.opener() == null ? c.attributes() : c.opener().attributes();
    Key key =
        new Key(
            certain,
            Decider.of(c),
            place(a, Attribute.IN_ZONE, Attribute.IN),
            place(a, Attribute.OUT_ZONE, Attribute.OUT),
            certain ? List.of() : c.reasons());
    sets.computeIfAbsent(key, k -> new ArrayList<>()).add(packets);
  }

  private static String place(Map<String, String> attributes, String zone, String other) {
    return attributes.getOrDefault(zone, attributes.getOrDefault(other, ""));
  }

  private static String words(Condition c) {
    return c.text() + c.span().map(s -> " (" + s.where() + ")").orElse("");
  }

  private static BigInteger size(PacketSet set) {
    try {
      return set.boxCount() > 2_000 ? BigInteger.TWO.pow(300) : set.size();
    } catch (PacketSetTooLarge e) {
      return BigInteger.TWO.pow(300);
    }
  }

  /** All that certainly passes. */
  public PacketSet passes() {
    return union(true);
  }

  /** All that may pass, without what certainly passes. */
  public PacketSet mayPass() {
    return union(false);
  }

  private PacketSet union(boolean certain) {
    return PacketSet.union(
        parts.stream().filter(p -> p.certain == certain).map(Part::packets).toList());
  }

  /** Sources and destinations by which a reader sees at once whom it concerns. */
  public Optional<String> summary() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> rules = new TreeSet<>();
    parts.forEach(p -> p.rules.forEach(r -> rules.add(r.rule())));
    return Optional.of(
        "%d parts by %d rules; sources %s; destinations %s"
            .formatted(
                parts.size(),
                rules.size(),
                passes().or(mayPass()).sources(),
                passes().or(mayPass()).destinations()));
  }
}

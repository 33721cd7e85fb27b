package flowgap.analysis;

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
import flowgap.packet.IpAddress;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.Stage;
import flowgap.source.SourceSpan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts a division into words: verdict, parts, evidence, reasons. */
final class Showing {
  private static final int PARTS = 50;
  private static final int EVIDENCE = 50;

  private final Firewall firewall;
  private final Flow flow;
  private final boolean reverse;
  private final FirewallJudge.Arrivals arrivals;

  Showing(Firewall firewall, Flow flow, boolean reverse, FirewallJudge.Arrivals arrivals) {
    this.firewall = firewall;
    this.flow = flow;
    this.reverse = reverse;
    this.arrivals = arrivals;
  }

  /** What becomes of one packet. */
  static FlowAtFirewall ofPacket(Firewall firewall, Packet packet, Division division) {
    PacketSet sent = PacketSet.of(packet);
    Flow flow =
        new Flow(
            "trace",
            "",
            Origin.LIST,
            side(packet.source()),
            side(packet.destination()),
            new Service("", sent, true, Optional.empty()),
            Direction.FORWARD,
            Requirement.REQUIRED,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            Remarks.NONE,
            SourceSpan.implicit("", ""));
    FirewallJudge.Arrivals arrivals =
        new FirewallJudge.Arrivals(
            List.of(new FirewallJudge.Arrivals.Arrival(sent, View.IDENTITY)),
            PacketSet.NONE,
            Map.of());
    return new Showing(firewall, flow, false, arrivals).judged(division, false, List.of()).shown();
  }

  private static Side side(IpAddress address) {
    String text = address.toString();
    return new Side(
        text, List.of(new Endpoint(text, text, Endpoint.Kind.ADDRESS, AddressSet.of(address))));
  }

  Judged judged(Division d, boolean placeStated, List<String> remarks) {
    PacketSet sent = arrivals.sent();
    PacketSet needed = sent.minus(d.left());
    Verdict verdict =
        Verdicts.of(needed, d.passes(), d.mayPass(), d.denied(), flow.service().anyOne());
    List<Evidence> evidence = evidence(d);
    Set<String> notes = new TreeSet<>(remarks);
    each(d).forEach(c -> notes.addAll(c.notes()));
    String place = place(d, placeStated);
    FlowAtFirewall shown =
        new FlowAtFirewall(
            flow.id(),
            firewall.name(),
            verdict,
            reverse ? "reverse" : "forward",
            zones(d, Attribute.IN_ZONE, Attribute.IN),
            zones(d, Attribute.OUT_ZONE, Attribute.OUT),
            place,
            asSeen(d),
            words(d.passes()),
            words(d.mayPass()),
            words(d.denied()),
            leftOut(d),
            evidence.subList(0, Math.min(EVIDENCE, evidence.size())),
            Math.max(0, evidence.size() - EVIDENCE),
            List.of(),
            reasons(d),
            List.copyOf(notes),
            example(d));
    boolean certain = place.equals("proved") || place.equals("stated");
    return new Judged(
        shown, sent, d.passes(), d.mayPass(), d.denied(), d.left(), certain, RuleParts.of(d));
  }

  private static List<Cohort> each(Division d) {
    List<Cohort> all = new ArrayList<>(d.permitted());
    all.addAll(d.refused());
    return all;
  }

  private List<String> words(PacketSet set) {
    return set.describe(PARTS).stream().map(this::named).toList();
  }

  /** Names where placeholders of unresolved host names stand. */
  private String named(String text) {
    String out = text;
    for (Map.Entry<IpAddress, String> e : arrivals.placeholders().entrySet()) {
      out =
          out.replaceAll(
              "(?<![0-9a-f.:])"
                  + java.util.regex.Pattern.quote(e.getKey().toString())
                  + "(?![0-9a-f.])",
              java.util.regex.Matcher.quoteReplacement(e.getValue()));
    }
    return out;
  }

  private List<String> leftOut(Division d) {
    List<String> out = new ArrayList<>();
    Map<String, PacketSet> byReason = new LinkedHashMap<>();
    for (Cohort c : d.aside()) {
      PacketSet part = c.sent().and(d.left());
      if (!part.isEmpty()) {
        String why =
            c.notes().isEmpty()
                ? "both ends lie behind the same interface"
                : String.join("; ", c.notes());
        byReason.merge(why, part, PacketSet::or);
      }
    }
    byReason.forEach(
        (why, set) -> set.describe(10).forEach(p -> out.add(named(p) + " (" + why + ")")));
    if (!arrivals.ownLeftOut().isEmpty()) {
      arrivals
          .ownLeftOut()
          .describe(10)
          .forEach(p -> out.add(p + " (addresses that the firewall takes itself)"));
    }
    return out;
  }

  private List<Evidence> evidence(Division d) {
    record Key(String rule, String action, String leg) {}
    record Part(Hit hit, List<PacketSet> sets, boolean[] certain) {}
    Map<Key, Part> parts = new LinkedHashMap<>();
    for (Cohort c : each(d)) {
      boolean sure = d.mayPass().isEmpty() || !c.sent().intersects(d.mayPass());
      for (Hit h = c.trail(); h != null; h = h.before()) {
        boolean decides =
            h.what().equals("deny")
                || (h.what().equals("permit") && h.stage().kind() == Stage.Kind.FILTER);
        boolean last = h == c.trail();
        boolean deniedLater = c.trail().what().equals("deny") && !last;
        if (decides && !deniedLater && !(isPlumbing(h) && hasMore(c.trail()))) {
          Part p =
              parts.computeIfAbsent(
                  new Key(h.rule().id(), h.what(), h.leg()),
                  k -> new Part(null, new ArrayList<>(), new boolean[] {false}));
          p.sets.add(c.sent());
          p.certain[0] |= sure;
          Hit hit = h;
          parts.computeIfPresent(
              new Key(h.rule().id(), h.what(), h.leg()),
              (k, old) -> old.hit == null ? new Part(hit, old.sets, old.certain) : old);
        }
      }
    }
    record Sized(BigInteger size, boolean written, Evidence evidence) {}
    List<Sized> out = new ArrayList<>();
    for (Part p : parts.values()) {
      PacketSet set = PacketSet.union(p.sets);
      out.add(
          new Sized(
              size(set),
              p.hit.rule().kind() != Rule.Kind.DERIVED,
              new Evidence(
                  p.hit.rule().id(),
                  p.hit.rule().label(),
                  p.hit.what(),
                  p.hit.leg(),
                  p.hit.rule().span(),
                  named(String.join("; ", set.describe(5))),
                  p.certain[0])));
    }
    out.sort(
        Comparator.comparing(Sized::size)
            .thenComparing(Sized::written)
            .reversed()
            .thenComparing(s -> s.evidence().action())
            .thenComparing(s -> s.evidence().leg(), Comparator.reverseOrder())
            .thenComparing(s -> s.evidence().span())
            .thenComparing(s -> s.evidence().rule()));
    return out.stream().map(Sized::evidence).toList();
  }

  /** A permit that no line says and that was made for the walk alone ({@code answers by state}). */
  private static boolean isPlumbing(Hit h) {
    return h.what().equals("permit")
        && h.rule().kind() == Rule.Kind.DERIVED
        && h.rule().span().isImplicit();
  }

  /** Whether a way has evidence besides plumbing. */
  private static boolean hasMore(Hit trail) {
    for (Hit h = trail; h != null; h = h.before()) {
      if (h.isEnd() && h.stage().kind() == Stage.Kind.FILTER && !isPlumbing(h)) {
        return true;
      }
    }
    return false;
  }

  private static BigInteger size(PacketSet set) {
    return set.boxCount() > 2_000 ? BigInteger.TWO.pow(300) : set.size();
  }

  private static List<Reason> reasons(Division d) {
    Set<Condition> found = new java.util.LinkedHashSet<>(d.undecided());
    for (Collection<Cohort> side : List.of(d.permitted(), d.refused(), d.aside())) {
      for (Cohort c : side) {
        if (!c.reasons().isEmpty() && c.sent().intersects(d.mayPass())) {
          found.addAll(c.reasons());
        }
      }
    }
    return found.stream()
        .map(
            c ->
                new Reason(
                    c.kind().words(),
                    c.text() + c.span().map(s -> " (" + s.where() + ")").orElse(""),
                    c.settledBy()))
        .distinct()
        .sorted()
        .toList();
  }

  private static String zones(Division d, String zone, String networkInterface) {
    Set<String> names = new TreeSet<>();
    for (Cohort c : each(d)) {
      if (c.reasons().stream().anyMatch(r -> r.kind() == Condition.Kind.INTERFACE)) {
        names.add("not known");
        continue;
      }
      Map<String, String> a = c.opener() == null ? c.attributes() : c.opener().attributes();
      String name = a.getOrDefault(zone, a.get(networkInterface));
      if (name != null && !name.isEmpty()) {
        names.add(name.startsWith("(") ? "not known" : name);
      }
    }
    List<String> list = List.copyOf(names);
    return list.size() <= 6
        ? String.join(", ", list)
        : String.join(", ", list.subList(0, 6)) + " and " + (list.size() - 6) + " more";
  }

  /** What the configuration proves goes before what was stated. */
  private String place(Division d, boolean stated) {
    String found = place(d);
    boolean told = stated || flow.inZone().isPresent() || flow.outZone().isPresent();
    return told && !found.equals("proved") ? "stated" : found;
  }

  private static String place(Division d) {
    String worst = "";
    List<String> order = List.of("stated", "proved", "assumed", "unknown");
    for (Cohort c : each(d)) {
      Map<String, String> a = c.opener() == null ? c.attributes() : c.opener().attributes();
      String path = a.getOrDefault(Attribute.PATH, "unknown");
      if (worst.isEmpty() || order.indexOf(path) > order.indexOf(worst)) {
        worst = path;
      }
    }
    if (worst.isEmpty()) {
      return d.aside().isEmpty() ? "unknown" : "proved";
    }
    return worst;
  }

  private String asSeen(Division d) {
    Set<String> out = new TreeSet<>();
    for (Cohort c : each(d)) {
      for (Hit h = c.trail(); h != null; h = h.before()) {
        if (h.isTranslation() && h.leg().equals("opening")) {
          out.add(h.what() + " (" + h.rule().span().where() + ")");
        }
      }
    }
    return String.join("; ", out);
  }

  private String example(Division d) {
    List<PacketSet> parts =
        flow.requirement() == Requirement.FORBIDDEN
            ? List.of(d.passes(), d.mayPass(), d.denied())
            : List.of(d.denied(), d.mayPass(), d.passes());
    return parts.stream()
        .flatMap(p -> p.example().stream())
        .findFirst()
        .map(p -> named(p.toString()))
        .orElse("");
  }
}

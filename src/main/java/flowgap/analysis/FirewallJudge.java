package flowgap.analysis;

import flowgap.flow.Endpoint;
import flowgap.flow.Flow;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.Rewrite;
import flowgap.packet.View;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.Stage;
import flowgap.policy.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Judges flows at one firewall; several threads may ask. */
public final class FirewallJudge {
  /** Attribute: the flow's host names for which an unknown address stands. */
  static final String HOST_NAME = "host-name";

  /** Attribute: whether the source ports are those that are meant, or any stands for some. */
  static final String SOURCE_PORTS_STATED = "source-ports-stated";

  private final Firewall firewall;
  private final Walk walk;
  private volatile Parts parts;

  public FirewallJudge(Firewall firewall) {
    this.firewall = firewall;
    this.walk = new Walk(firewall);
  }

  public Firewall firewall() {
    return firewall;
  }

  /**
   * Judges a flow as stated, each direction that it has.
   *
   * @param placeStated whether the user says that this firewall is on the path
   */
  public List<Judged> judge(Flow flow, Circumstances circumstances, boolean placeStated) {
    List<Judged> out = new ArrayList<>();
    for (boolean reverse : directions(flow)) {
      Arrivals arrivals = Arrivals.of(flow, reverse, firewall.own());
      if (arrivals.isEmpty() && reverse) {
        continue;
      }
      Division division = divide(arrivals.cohorts(presets(flow, reverse)), flow, circumstances);
      out.add(
          new Showing(firewall, flow, reverse, arrivals)
              .judged(division, placeStated, notes(flow, reverse, circumstances, division)));
    }
    return out;
  }

  /**
   * What passes of a flow, each direction that it has: just what {@link #judge} says of it, without
   * the words.
   */
  public List<Passage> passages(Flow flow, Circumstances circumstances) {
    List<Passage> out = new ArrayList<>();
    for (boolean reverse : directions(flow)) {
      Arrivals arrivals = Arrivals.of(flow, reverse, firewall.own());
      if (!arrivals.isEmpty() || !reverse) {
        Division d = divide(arrivals.cohorts(presets(flow, reverse)), flow, circumstances);
        out.add(new Passage(d.passes(), d.mayPass()));
      }
    }
    return out;
  }

  private static boolean[] directions(Flow flow) {
    return flow.reverse().isEmpty() && !isReversedByName(flow)
        ? new boolean[] {false}
        : new boolean[] {false, true};
  }

  private static boolean isReversedByName(Flow flow) {
    return flow.direction() == flowgap.flow.Direction.BOTH && !flow.unresolvedNames().isEmpty();
  }

  /** What certainly and possibly becomes of packets, in the circumstances of one flow. */
  Division divide(List<Cohort> arriving, Flow flow, Circumstances circumstances) {
    return divide(arriving, flow.applications(), circumstances);
  }

  Division divide(List<Cohort> arriving, List<String> applications, Circumstances circumstances) {
    List<Optional<String>> apps = new ArrayList<>();
    applications.forEach(a -> apps.add(Optional.of(a)));
    if (apps.isEmpty()) {
      apps.add(Optional.empty());
    }
    Division sum = Division.NOTHING;
    for (Cohort c : arriving) {
      Division one = null;
      try {
        for (Optional<Instant> time : segments(circumstances.windowAt(firewall))) {
          for (Optional<String> app : apps) {
            Division now = divide(c, new Situation(time, app, circumstances.assumptions()));
            one = one == null ? now : one.alsoIn(now);
          }
        }
      } catch (NotDecided | PacketSetTooLarge e) {
        one = Division.notDecided(c.sent(), e.getMessage());
      }
      sum = sum.plus(one);
    }
    return sum;
  }

  private Division divide(Cohort cohort, Situation situation) {
    Cohort known =
        situation.application().isPresent()
            ? cohort.with(Attribute.APPLICATION, situation.application().get())
            : cohort;
    try {
      return Division.of(cohort.sent(), walk.walk(known, situation, Walk.Listener.SILENT));
    } catch (NotDecided | PacketSetTooLarge e) {
      return Division.notDecided(cohort.sent(), e.getMessage());
    }
  }

  /** The parts of the window; worked out once, since all flows have the same. */
  List<Optional<Instant>> segments(Optional<Window> window) {
    Parts known = parts;
    if (known == null || !known.window().equals(window)) {
      known = new Parts(window, Segments.of(firewall, window));
      parts = known;
    }
    return known.starts();
  }

  private record Parts(Optional<Window> window, List<Optional<Instant>> starts) {}

  Walk walk() {
    return walk;
  }

  /** What the firewall knows of packets that arrive. */
  static Map<String, String> arrivingAttributes() {
    Map<String, String> out = new HashMap<>();
    out.put(Attribute.STATE, "NEW");
    out.put(Attribute.LEG, "opener");
    out.put(Attribute.MARK, "0");
    out.put(Attribute.CONNMARK, "0");
    return out;
  }

  static Map<String, String> presets(Flow flow, boolean reverse) {
    Map<String, String> out = arrivingAttributes();
    Optional<String> in = reverse ? flow.outZone() : flow.inZone();
    Optional<String> leaving = reverse ? flow.inZone() : flow.outZone();
    in.ifPresent(z -> out.put(Attribute.STATED_IN, z));
    leaving.ifPresent(z -> out.put(Attribute.STATED_OUT, z));
    out.put(SOURCE_PORTS_STATED, flow.service().sourcePortsStated() ? "yes" : "no");
    return out;
  }

  private List<String> notes(
      Flow flow, boolean reverse, Circumstances circumstances, Division division) {
    List<String> notes = new ArrayList<>();
    boolean blocked =
        division.passes().isEmpty() && division.mayPass().isEmpty() && !division.denied().isEmpty();
    if (blocked && flow.reverse().isEmpty()) {
      mirror(flow, reverse, circumstances).ifPresent(notes::add);
    }
    return notes;
  }

  /** Whether the firewall permits the flow the wrong way round; in words, with the rule. */
  private Optional<String> mirror(Flow flow, boolean reverse, Circumstances circumstances) {
    AddressSet from = reverse ? flow.source().addresses() : flow.destination().addresses();
    AddressSet to = reverse ? flow.destination().addresses() : flow.source().addresses();
    PacketSet packets = PacketSet.between(from, to).and(flow.service().packets());
    if (packets.isEmpty()) {
      return Optional.empty();
    }
    Cohort cohort = Cohort.arriving(packets, View.IDENTITY, presets(flow, !reverse));
    Division d = divide(List.of(cohort), flow, circumstances);
    if (!d.passes().containsAll(packets)) {
      return Optional.empty();
    }
    String by =
        openedBy(d.permitted().get(0).trail())
            .map(r -> " by " + r.id() + " (" + r.span().where() + ")")
            .orElse("");
    return Optional.of(
        "the opposite direction is permitted" + by + ": the rule may be the wrong way round");
  }

  /** The last rule of the export that permits the opener; what lets answers back says nothing. */
  private static Optional<Rule> openedBy(Hit trail) {
    for (Hit h = trail; h != null; h = h.before()) {
      boolean opens = h.leg().equals("opening") && h.stage().kind() == Stage.Kind.FILTER;
      if (opens && h.what().equals("permit") && h.rule().kind() != Rule.Kind.DERIVED) {
        return Optional.of(h.rule());
      }
    }
    return Optional.empty();
  }

  /** The known addresses that one direction of a flow means at a firewall. */
  record Ends(AddressSet sources, AddressSet destinations) {
    static Ends of(Flow flow, boolean reverse, AddressSet own) {
      return new Ends(
          addresses((reverse ? flow.destination() : flow.source()).endpoints(), own),
          addresses((reverse ? flow.source() : flow.destination()).endpoints(), own));
    }

    /** The firewall's own addresses inside larger networks are left out. */
    private static AddressSet addresses(List<Endpoint> endpoints, AddressSet own) {
      List<AddressSet> out = new ArrayList<>();
      for (Endpoint e : endpoints) {
        if (e.isKnown()) {
          AddressSet rest = e.addresses().minus(own);
          out.add(rest.isEmpty() ? e.addresses() : rest);
        }
      }
      return AddressSet.union(out);
    }
  }

  /** The packets of one direction of a flow, as they arrive. */
  record Arrivals(List<Arrival> known, PacketSet ownLeftOut, Map<IpAddress, String> placeholders) {
    record Arrival(PacketSet sent, View entry) {}

    /** Loopback, multicast and unspecified addresses: no host name of a flow stands for them. */
    private static final AddressSet NO_HOSTS =
        AddressSet.union(
            Stream.of("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/127", "ff00::/8", "fe80::/10")
                .map(t -> AddressSet.parse(t).orElseThrow())
                .toList());

    boolean isEmpty() {
      return known.isEmpty();
    }

    PacketSet sent() {
      return PacketSet.union(known.stream().map(Arrival::sent).toList());
    }

    List<Cohort> cohorts(Map<String, String> attributes) {
      return known.stream()
          .map(a -> named(Cohort.arriving(a.sent(), a.entry(), attributes)))
          .toList();
    }

    /** With the names that its placeholders stand for. */
    private Cohort named(Cohort cohort) {
      Set<String> names = new TreeSet<>();
      placeholders.forEach(
          (address, name) -> {
            if (cohort.sent().sources().contains(address)
                || cohort.sent().destinations().contains(address)) {
              names.add(name);
            }
          });
      return names.isEmpty() ? cohort : cohort.with(HOST_NAME, String.join(", ", names));
    }

    static Arrivals of(Flow flow, boolean reverse, AddressSet own) {
      List<Endpoint> from = (reverse ? flow.destination() : flow.source()).endpoints();
      List<Endpoint> to = (reverse ? flow.source() : flow.destination()).endpoints();
      Map<IpAddress, String> placeholders = new LinkedHashMap<>();
      AddressSet sources = Ends.addresses(from, own);
      AddressSet destinations = Ends.addresses(to, own);
      PacketSet service = flow.service().packets();
      PacketSet plain = PacketSet.between(sources, destinations).and(service);
      PacketSet all =
          PacketSet.between(
                  Ends.addresses(from, AddressSet.NONE), Ends.addresses(to, AddressSet.NONE))
              .and(service);
      List<Arrival> out = new ArrayList<>();
      if (!plain.isEmpty()) {
        out.add(new Arrival(plain, View.IDENTITY));
      }
      List<Named> fromNames = names(from, placeholders);
      List<Named> toNames = names(to, placeholders);
      for (boolean six : new boolean[] {false, true}) {
        AddressSet family = six ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
        AddressSet hosts = family.minus(own).minus(NO_HOSTS);
        AddressSet s = sources.and(family);
        AddressSet d = destinations.and(family);
        for (Named n : toNames) {
          add(out, s, AddressSet.of(n.at(six)), service, null, hosts);
        }
        for (Named n : fromNames) {
          add(out, AddressSet.of(n.at(six)), d, service, hosts, null);
          for (Named m : toNames) {
            if (!six) {
              add(out, AddressSet.of(n.at(six)), AddressSet.of(m.at(six)), service, hosts, hosts);
            }
          }
        }
      }
      return new Arrivals(List.copyOf(out), all.minus(plain), placeholders);
    }

    private static void add(
        List<Arrival> out,
        AddressSet from,
        AddressSet to,
        PacketSet service,
        AddressSet sourceInto,
        AddressSet destinationInto) {
      PacketSet sent = PacketSet.between(from, to).and(service);
      if (sent.isEmpty()) {
        return;
      }
      View view = View.IDENTITY;
      if (sourceInto != null) {
        view = view.then(View.Field.SOURCE, new Rewrite.Into(sourceInto));
      }
      if (destinationInto != null) {
        view = view.then(View.Field.DESTINATION, new Rewrite.Into(destinationInto));
      }
      out.add(new Arrival(sent, view));
    }

    /** A host name that nobody resolves, and the address that stands for it. */
    private record Named(int number) {
      IpAddress at(boolean six) {
        return six ? new IpAddress(true, 0x0100_0000_0000_0000L, number) : IpAddress.v4(number);
      }
    }

    private static List<Named> names(
        List<Endpoint> endpoints, Map<IpAddress, String> placeholders) {
      List<Named> out = new ArrayList<>();
      for (Endpoint e : endpoints) {
        if (e.kind() == Endpoint.Kind.UNRESOLVED) {
          Named n = new Named(placeholders.size() / 2 + 1);
          placeholders.put(n.at(false), e.name());
          placeholders.put(n.at(true), e.name());
          out.add(n);
        }
      }
      return out;
    }
  }
}

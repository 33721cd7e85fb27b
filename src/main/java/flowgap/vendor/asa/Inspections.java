package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Connections that an inspection opens beside its control connection, whatever the lists say
 * ("Cisco ASA Series Firewall CLI Configuration Guide", application layer protocol inspection:
 * services that open secondary channels on dynamically assigned ports).
 *
 * <p>A flow states one connection and not what it belongs to. So only between hosts for which an
 * entry names the control port may a blocked packet be part of such a connection; elsewhere it is
 * judged as a packet of its own, which the report says.
 */
final class Inspections {
  /** Ports that a host takes for connections that are agreed upon elsewhere. */
  private static final PortSet AGREED = PortSet.range(1024, 65535);

  private record Engine(PacketSet control, PacketSet secondary, String direction) {}

  private static final Map<String, Engine> ENGINES = engines();

  private final AsaConfig config;
  private final PolicyActions actions;

  Inspections(AsaConfig config, PolicyActions actions) {
    this.config = config;
    this.actions = actions;
  }

  private static Map<String, Engine> engines() {
    Map<String, Engine> out = new LinkedHashMap<>();
    for (String[] f : Names.rows("asa-inspections.csv")) {
      List<PacketSet> control = new ArrayList<>();
      for (String word : f[1].split(" ")) {
        String[] ends = word.substring(4).split("-");
        PortSet ports =
            PortSet.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        control.add(word.startsWith("tcp") ? PacketSet.tcp(ports) : PacketSet.udp(ports));
      }
      PacketSet secondary =
          (f[2].contains("tcp") ? PacketSet.tcp(AGREED) : PacketSet.NONE)
              .or(f[2].contains("udp") ? PacketSet.udp(AGREED) : PacketSet.NONE);
      out.put(f[0], new Engine(PacketSet.union(control), secondary, f[3]));
    }
    return out;
  }

  /** Packets that an engine looks into by default; all where it is not known. */
  static PacketSet looksInto(String engine) {
    Engine e = ENGINES.get(engine);
    return e == null ? PacketSet.ALL : e.control();
  }

  /** Applied engines that open connections, and where their names stand. */
  private Map<String, SourceSpan> opening() {
    Map<String, SourceSpan> out = new LinkedHashMap<>();
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      for (SourceSpan a : actions.isApplied(c) ? c.actions() : List.<SourceSpan>of()) {
        String[] w = a.text().strip().split("\\s+");
        Engine e = w.length > 1 && w[0].equals("inspect") ? ENGINES.get(w[1]) : null;
        if (e != null && !e.secondary().isEmpty()) {
          out.putIfAbsent(w[1], a);
        }
      }
    }
    return out;
  }

  /** What is taken for granted of them, empty where nothing is inspected. */
  String assumption() {
    Set<String> names = new TreeSet<>(opening().keySet());
    return names.isEmpty()
        ? ""
        : "connections that an inspection opens beside its control connection ("
            + String.join(", ", names)
            + ") count as such only between hosts for which an entry names the control port";
  }

  /** Lets pass, uncertainly, what belongs to a control connection that an entry names. */
  void addTo(Derived list, Iterable<RuleList> bound) {
    opening()
        .forEach(
            (name, span) -> {
              Engine e = ENGINES.get(name);
              List<PacketSet> packets = new ArrayList<>();
              for (RuleList l : bound) {
                for (Rule r : l.rules()) {
                  if (r.enabled() && r.permits()) {
                    r.matches().forEach(m -> beside(e, m, packets));
                  }
                }
              }
              if (!packets.isEmpty()) {
                Condition why =
                    Condition.of(
                        Condition.Kind.FEATURE,
                        "whether the packet belongs to a connection that inspect "
                            + name
                            + " opens beside a permitted control connection",
                        "judge the control connection instead",
                        span);
                list.addDoubtful(
                    "inspect " + name,
                    span,
                    PacketSet.union(packets),
                    List.of(),
                    why,
                    new Action.Set(Filters.ATTRIBUTE_SKIPS, "inspected"),
                    Action.PERMIT);
              }
            });
  }

  /** Pairs of hosts for which an entry names the control port and not the others as well. */
  private static void beside(Engine e, Match m, List<PacketSet> into) {
    PacketSet control = m.packets().and(e.control());
    if (control.isEmpty() || m.packets().intersects(e.secondary().minus(e.control()))) {
      return;
    }
    for (PacketSet p : control.products()) {
      if (!e.direction().equals("back")) {
        into.add(PacketSet.between(p.sources(), p.destinations()).and(e.secondary()));
      }
      if (!e.direction().equals("forward")) {
        PacketSet back = PacketSet.between(p.destinations(), p.sources());
        into.add(back.and(e.secondary()));
      }
    }
  }
}

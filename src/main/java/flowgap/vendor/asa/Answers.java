package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How answers come back: TCP and UDP by state; ICMP only where it is inspected, which is not the
 * default; other protocols not, so their answers are judged as packets of their own.
 */
final class Answers {
  static final String UNTRANSLATE = "~answer-translation";
  static final String IN = "~answer-in";
  static final String OUT = "~answer-out";

  private final AsaConfig config;
  private final PolicyActions actions;

  Answers(AsaConfig config, PolicyActions actions) {
    this.config = config;
    this.actions = actions;
  }

  RuleList untranslate() {
    Derived list = new Derived(UNTRANSLATE, config.file);
    list.add(
        "known connection",
        list.implicit("the answer's destination is translated back"),
        PacketSet.ALL,
        List.of(),
        new Action.Tracked(Guard.Side.DESTINATION),
        Action.PERMIT);
    return list.ending(Action.PERMIT, "");
  }

  /** The list for one stage of answers: what state lets through, else {@code next}. */
  RuleList list(String name, String next) {
    Derived list = new Derived(name, config.file);
    PacketSet byState =
        PacketSet.tcp(PortSet.ANY)
            .or(PacketSet.udp(PortSet.ANY))
            .or(PacketSet.protocol(Protocols.SCTP));
    for (Map.Entry<SourceSpan, PacketSet> e : bypasses().entrySet()) {
      SourceSpan bypass = e.getKey();
      Condition why =
          Condition.of(
              Condition.Kind.STATE,
              "tcp-state-bypass: answers need a permit of their own",
              "look at the class of the policy",
              bypass);
      list.addDoubtful(
          "tcp-state-bypass", bypass, e.getValue(), List.of(), why, new Action.GoTo(next));
    }
    list.add(
        "answer by state",
        list.implicit("answers of TCP and UDP return by the state of their connection"),
        byState,
        List.of(),
        Action.PERMIT);
    inspected(list, "icmp", PacketSet.icmp(-1, -1), true);
    inspected(list, "icmp", PacketSet.icmp6(-1, -1), false);
    inspected(list, "pptp", PacketSet.protocol(Protocols.GRE), true);
    inspected(
        list,
        "ipsec-pass-thru",
        PacketSet.protocol(Protocols.ESP).or(PacketSet.protocol(Protocols.AH)),
        true);
    list.add(
        "answer as a packet of its own",
        list.implicit("answers of this protocol are not let back by state"),
        PacketSet.ALL,
        List.of(),
        new Action.Note(
            "the answer is no part of a known connection (ICMP without inspect icmp, or a protocol without state): it is judged as a packet of its own"),
        new Action.GoTo(next));
    return list.ending(Action.PERMIT, "");
  }

  /** Where state is not looked at, and for which packets, one way or the other. */
  private Map<SourceSpan, PacketSet> bypasses() {
    Map<SourceSpan, PacketSet> out = new LinkedHashMap<>();
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      for (SourceSpan a : c.actions()) {
        if (a.text().contains("tcp-state-bypass") && actions.isApplied(c)) {
          PacketSet one = actions.matched(c).and(PacketSet.tcp(PortSet.ANY));
          out.put(a, one.or(turned(one)));
        }
      }
    }
    return out;
  }

  /** The packets that answer these. */
  private static PacketSet turned(PacketSet packets) {
    List<PacketSet> out = new ArrayList<>();
    for (PacketSet p : packets.products()) {
      PacketSet ports =
          PacketSet.ports(
              Protocols.TCP, p.destinationPorts(Protocols.TCP), p.sourcePorts(Protocols.TCP));
      out.add(PacketSet.between(p.destinations(), p.sources()).and(ports));
    }
    return PacketSet.union(out);
  }

  /** {@code inspect NAME} in a class that applies to these packets; {@code sure}: documented so. */
  private void inspected(Derived list, String name, PacketSet packets, boolean sure) {
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      for (SourceSpan a : c.actions()) {
        String[] w = a.text().strip().split("\\s+");
        boolean is =
            w.length > 1
                && w[0].equals("inspect")
                && w[1].equals(name)
                && !(w.length > 2 && w[2].equals("error"));
        if (!is) {
          continue;
        }
        for (String key : config.servicePolicies.keySet()) {
          if (key.startsWith(c.policy() + " ")) {
            String place = key.substring(c.policy().length() + 1);
            inspected(list, c, a, packets, sure, place);
          }
        }
      }
    }
  }

  /**
   * "Interface service policies take precedence over the global service policy for a given feature"
   * ("Service Policy Guidelines" in the CLI guides); whether other inspections of the interface's
   * policy are the same feature is said only of those that can be combined.
   */
  private static void overridden(Derived list, SourceSpan a, PacketSet packets, Guard at) {
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "whether " + a.text().strip() + " holds where the interface has inspections of its own",
            "look at show service-policy",
            a);
    list.addDoubtful(a.text().strip(), a, packets, List.of(at), why, Action.PERMIT);
  }

  /** Interfaces whose own policy inspects something. */
  private Set<String> interfacesWithInspections() {
    Set<String> out = new TreeSet<>();
    for (AsaConfig.PolicyClass c : config.policyClasses) {
      boolean inspects =
          c.actions().stream().anyMatch(a -> a.text().strip().startsWith("inspect "));
      for (String key : inspects ? config.servicePolicies.keySet() : Set.<String>of()) {
        if (key.startsWith(c.policy() + " ") && !key.equals(c.policy() + " global")) {
          out.add(key.substring(c.policy().length() + 1));
        }
      }
    }
    return out;
  }

  private void inspected(
      Derived list,
      AsaConfig.PolicyClass c,
      SourceSpan a,
      PacketSet packets,
      boolean sure,
      String place) {
    List<SourceSpan> matches = config.classMaps.getOrDefault(c.classMap(), List.of());
    boolean whole =
        c.classMap().equals("class-default")
            || matches.stream()
                .map(m -> m.text().strip())
                .anyMatch(
                    m -> m.equals("match default-inspection-traffic") || m.equals("match any"));
    boolean narrowed =
        matches.stream()
            .map(m -> m.text().strip())
            .anyMatch(m -> m.startsWith("match access-list"));
    List<List<Guard>> places = new ArrayList<>();
    if (place.equals("global")) {
      Set<String> others = interfacesWithInspections();
      if (others.isEmpty()) {
        places.add(List.of());
      } else {
        places.add(
            List.of(
                new Guard.Is(Attribute.IN, others, true),
                new Guard.Is(Attribute.OUT, others, true)));
        overridden(list, a, packets, new Guard.Is(Attribute.IN, others, false));
        overridden(list, a, packets, new Guard.Is(Attribute.OUT, others, false));
      }
    } else {
      places.add(List.of(Guard.is(Attribute.IN, place)));
      places.add(List.of(Guard.is(Attribute.OUT, place)));
    }
    for (List<Guard> guards : places) {
      if (whole && !narrowed && sure) {
        list.add(a.text().strip(), a, packets, guards, Action.PERMIT);
      } else {
        Condition why =
            Condition.of(
                Condition.Kind.FEATURE,
                "whether " + a.text().strip() + " covers the packet",
                "look at class-map " + c.classMap(),
                a);
        list.addDoubtful(a.text().strip(), a, packets, guards, why, Action.PERMIT);
      }
    }
  }
}

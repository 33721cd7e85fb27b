package flowgap.vendor.panos;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words in {@code service} stand for. Service objects name TCP, UDP and SCTP only: ICMP
 * and every other protocol is matched by {@code any} and {@code application-default} alone.
 */
final class ServiceBook {
  private static final PacketSet WITH_PORTS =
      PacketSet.union(
          List.of(
              PacketSet.protocol(Protocols.TCP),
              PacketSet.protocol(Protocols.UDP),
              PacketSet.protocol(Protocols.SCTP)));

  /** Predefined services, which objects of the same name replace. */
  private static final Map<String, PacketSet> PREDEFINED =
      Map.of(
          "service-http", PacketSet.tcp(PortSet.of(80).or(PortSet.of(8080))),
          "service-https", PacketSet.tcp(PortSet.of(443)));

  private final Names names;
  private final Map<String, Traffic> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  ServiceBook(Names names) {
    this.names = names;
  }

  /** What services stand for together; {@code any} is every protocol. */
  Traffic of(List<String> words, SourceSpan span) {
    if (words.contains("any")) {
      return Traffic.ALL;
    }
    List<Traffic> parts = new ArrayList<>();
    for (String w : words) {
      parts.add(of(w, span));
    }
    return parts.isEmpty() ? Traffic.certain(PacketSet.NONE) : Traffic.union(parts);
  }

  private Traffic of(String word, SourceSpan span) {
    Traffic there = known.get(word);
    if (there == null) {
      if (!open.add(word) || open.size() > 64) {
        return missing("service group '" + word + "' contains itself", span);
      }
      there = look(word, span);
      open.remove(word);
      known.put(word, there);
    }
    return there;
  }

  private Traffic look(String word, SourceSpan span) {
    Names.Found f = names.find(word, "service", "service-group");
    if (f == null) {
      PacketSet predefined = PREDEFINED.get(word);
      return predefined != null
          ? Traffic.certain(predefined)
          : missing("service '" + word + "' is not in the export", span);
    }
    Node n = f.node();
    SourceSpan at = n.span(f.scope().file);
    if (f.twice()) {
      return Traffic.perhaps(WITH_PORTS, f.doubt()).using(n);
    }
    if (n.has("protocol")) {
      List<Traffic> parts = new ArrayList<>();
      for (Node p : n.under("protocol")) {
        parts.add(protocol(p, word, at));
      }
      return (parts.isEmpty()
              ? missing("service '" + word + "' has no protocol", at)
              : Traffic.union(parts))
          .using(n);
    }
    List<String> members = new ArrayList<>(n.has("members") ? n.words("members") : n.words());
    members.removeAll(
        n.has("members") ? Set.of() : Set.of("tag", "description", "disable-override"));
    return members.isEmpty()
        ? missing("service group '" + word + "' has no members in the export", at)
        : of(members, at).using(n);
  }

  private static Traffic protocol(Node p, String word, SourceSpan at) {
    int number =
        switch (p.word) {
          case "tcp" -> Protocols.TCP;
          case "udp" -> Protocols.UDP;
          case "sctp" -> Protocols.SCTP;
          default -> -1;
        };
    if (number < 0) {
      return missing("service '" + word + "' has an unknown protocol: " + p.word, at);
    }
    Optional<PortSet> to = ports(p, "port");
    Optional<PortSet> from = ports(p, "source-port");
    if (to.isEmpty() || from.isEmpty()) {
      return Traffic.perhaps(
          PacketSet.protocol(number),
          Condition.of(
              Kind.NOT_UNDERSTOOD,
              "service '" + word + "' has ports that are not understood",
              "mend the service, or look at it on the device",
              at));
    }
    return Traffic.certain(PacketSet.ports(number, from.get(), to.get()));
  }

  /** Empty where they are not understood; every service states its destination ports. */
  static Optional<PortSet> ports(Node protocol, String kind) {
    List<String> words = protocol.words(kind);
    if (words.isEmpty()) {
      boolean any = kind.equals("source-port") && !protocol.has(kind);
      return any ? Optional.of(PortSet.ANY) : Optional.empty();
    }
    return Ports.list(String.join(",", words));
  }

  private static Traffic missing(String text, SourceSpan span) {
    return Traffic.perhaps(
        WITH_PORTS, Condition.of(Kind.MEMBERSHIP, text, "hand in where it is defined", span));
  }
}

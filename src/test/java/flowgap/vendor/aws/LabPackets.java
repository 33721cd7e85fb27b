package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.packet.AddressSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the groups and ACLs of a lab say of one connection, packet by packet and straight from the
 * JSON: a second opinion that knows nothing of the reader, so that no reason that routing gives can
 * hide a wrong one.
 */
final class LabPackets {
  /** Ports of clients that stand for all: the ends of the usual ranges. */
  private static final List<Integer> CLIENT_PORTS =
      List.of(1024, 32767, 32768, 49152, 60999, 61000, 65535);

  private final List<JsonNode> interfaces = new ArrayList<>();
  private final List<JsonNode> groups = new ArrayList<>();
  private final List<JsonNode> acls = new ArrayList<>();

  LabPackets(Path lab) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (Stream<Path> walk = Files.walk(lab)) {
      for (Path p : walk.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode json = mapper.readTree(Files.readString(p));
        json.path("NetworkInterfaces").forEach(interfaces::add);
        json.path("SecurityGroups").forEach(groups::add);
        json.path("NetworkAcls").forEach(acls::add);
      }
    }
  }

  /**
   * A packet as one interface or subnet sees it.
   *
   * @param port destination port, or ICMP type
   */
  private record Seen(String far, int protocol, int port, boolean egress) {}

  /** Whether groups and ACLs at both ends let a connection and its answers pass. */
  boolean passes(String from, String to, String service) {
    String[] words = service.split("/");
    int protocol = words[0].equals("tcp") ? 6 : words[0].equals("udp") ? 17 : 1;
    int port = words.length > 1 ? Integer.parseInt(words[1]) : 8;
    Optional<JsonNode> source = at(from, false);
    Optional<JsonNode> inside = at(to, false);
    Optional<JsonNode> destination = inside.isPresent() ? inside : at(to, true);
    boolean publicly = inside.isEmpty();
    String shown = publicly ? source.map(s -> outside(s, from)).orElse(from) : from;
    boolean neighbours =
        !publicly
            && source.isPresent()
            && source.get().path("SubnetId").equals(inside.get().path("SubnetId"));
    boolean groupsPass =
        source.map(s -> byGroups(s, new Seen(to, protocol, port, true))).orElse(true)
            && destination
                .map(d -> byGroups(d, new Seen(shown, protocol, port, false)))
                .orElse(true);
    if (!groupsPass || neighbours) {
      return groupsPass;
    }
    boolean there =
        source.map(s -> byAcl(s, new Seen(to, protocol, port, true))).orElse(true)
            && destination.map(d -> byAcl(d, new Seen(shown, protocol, port, false))).orElse(true);
    for (int answer : protocol == 1 ? List.of(0) : CLIENT_PORTS) {
      there =
          there
              && destination
                  .map(d -> byAcl(d, new Seen(shown, protocol, answer, true)))
                  .orElse(true)
              && source.map(s -> byAcl(s, new Seen(to, protocol, answer, false))).orElse(true);
    }
    return there;
  }

  private Optional<JsonNode> at(String address, boolean publicly) {
    for (JsonNode i : interfaces) {
      for (JsonNode p : i.path("PrivateIpAddresses")) {
        JsonNode own =
            publicly ? p.path("Association").path("PublicIp") : p.get("PrivateIpAddress");
        if (own.asText().equals(address)) {
          return Optional.of(i);
        }
      }
    }
    return Optional.empty();
  }

  /** What the Internet sees of an interface's address: its own public one, or a NAT gateway's. */
  private String outside(JsonNode source, String from) {
    for (JsonNode p : source.path("PrivateIpAddresses")) {
      String own = p.path("Association").path("PublicIp").asText();
      if (p.path("PrivateIpAddress").asText().equals(from) && !own.isEmpty()) {
        return own;
      }
    }
    for (JsonNode i : interfaces) {
      if (i.path("InterfaceType").asText().equals("nat_gateway")
          && i.path("VpcId").equals(source.path("VpcId"))) {
        return i.path("PrivateIpAddresses").get(0).path("Association").path("PublicIp").asText();
      }
    }
    return from;
  }

  private boolean byGroups(JsonNode owner, Seen packet) {
    if (owner.path("Groups").isEmpty()) {
      return true;
    }
    for (JsonNode reference : owner.path("Groups")) {
      for (JsonNode g : groups) {
        if (g.path("GroupId").equals(reference.path("GroupId"))) {
          for (JsonNode p : g.path(packet.egress() ? "IpPermissionsEgress" : "IpPermissions")) {
            if (isOf(p, packet) && names(p, packet.far())) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean isOf(JsonNode permission, Seen packet) {
    String protocol = permission.path("IpProtocol").asText();
    int number =
        switch (protocol) {
          case "tcp" -> 6;
          case "udp" -> 17;
          case "icmp" -> 1;
          default -> Integer.parseInt(protocol);
        };
    int from = permission.path("FromPort").asInt(-1);
    int to = permission.path("ToPort").asInt(-1);
    return number == -1
        || number == packet.protocol()
            && (number == 1
                ? isIcmp(from, to, packet)
                : from <= packet.port() && packet.port() <= to);
  }

  /** The code of echo and its reply is 0. */
  private static boolean isIcmp(int type, int code, Seen packet) {
    return type == -1 || type == packet.port() && code <= 0;
  }

  private boolean names(JsonNode permission, String far) {
    for (JsonNode r : permission.path("IpRanges")) {
      if (holds(r.path("CidrIp").asText(), far)) {
        return true;
      }
    }
    for (JsonNode pair : permission.path("UserIdGroupPairs")) {
      for (JsonNode g : at(far, false).map(i -> i.path("Groups")).orElse(permission.path("none"))) {
        if (g.path("GroupId").equals(pair.path("GroupId"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(String network, String address) {
    return AddressSet.parse(network)
        .orElseThrow()
        .containsAll(AddressSet.parse(address).orElseThrow());
  }

  private boolean byAcl(JsonNode owner, Seen packet) {
    JsonNode own = null;
    for (JsonNode acl : acls) {
      for (JsonNode a : acl.path("Associations")) {
        own = a.path("SubnetId").equals(owner.path("SubnetId")) ? acl : own;
      }
    }
    List<JsonNode> entries = new ArrayList<>();
    own.path("Entries").forEach(entries::add);
    entries.sort(Comparator.comparingInt(e -> e.path("RuleNumber").asInt()));
    for (JsonNode e : entries) {
      if (e.path("Egress").asBoolean() == packet.egress()
          && e.has("CidrBlock")
          && holds(e.path("CidrBlock").asText(), packet.far())
          && isOfEntry(e, packet)) {
        return e.path("RuleAction").asText().equals("allow");
      }
    }
    return false;
  }

  private static boolean isOfEntry(JsonNode entry, Seen packet) {
    int number = entry.path("Protocol").asInt();
    if (number != packet.protocol()) {
      return number == -1;
    }
    if (number == 1) {
      JsonNode icmp = entry.path("IcmpTypeCode");
      return isIcmp(icmp.path("Type").asInt(), icmp.path("Code").asInt(), packet);
    }
    JsonNode ports = entry.path("PortRange");
    return ports.path("From").asInt() <= packet.port() && packet.port() <= ports.path("To").asInt();
  }
}

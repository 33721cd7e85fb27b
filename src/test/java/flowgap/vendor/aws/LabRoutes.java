package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.packet.AddressSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why packets that groups and ACLs permit do not arrive in a lab: its route tables and the sorts of
 * its interfaces, which the reader leaves out on purpose.
 */
final class LabRoutes {
  private final List<JsonNode> interfaces = new ArrayList<>();
  private final List<JsonNode> tables = new ArrayList<>();

  LabRoutes(Path lab) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (Stream<Path> walk = Files.walk(lab)) {
      for (Path p : walk.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode json = mapper.readTree(Files.readString(p));
        json.path("NetworkInterfaces").forEach(interfaces::add);
        json.path("RouteTables").forEach(tables::add);
      }
    }
  }

  /** The reason; empty where packets and answers ought to arrive. */
  Optional<String> obstacle(String from, String to, String protocol) {
    Optional<JsonNode> source = at(from);
    Optional<JsonNode> destination = at(to);
    if (source.isEmpty() && protocol.equals("icmp")) {
      return Optional.of("no ping from the Internet was answered in any lab: none was sent");
    }
    String type = destination.map(d -> d.path("InterfaceType").asText()).orElse("");
    switch (type) {
      case "network_load_balancer" -> {
        return Optional.of("a load balancer's listeners and targets decide");
      }
      case "vpc_endpoint" -> {
        return Optional.of("an endpoint's service decides");
      }
      default -> {}
    }
    boolean publicly = destination.map(d -> !isPrivate(d, to)).orElse(true);
    if (destination.isEmpty() && !to.startsWith("10.")) {
      return Optional.of("a host of the Internet decides");
    }
    if (source.isPresent() && !leads(source.get(), to)) {
      return Optional.of("no route from the source");
    }
    boolean back =
        destination
            .map(d -> leads(d, source.isPresent() && !publicly ? from : "8.8.8.8"))
            .orElse(true);
    return back ? Optional.empty() : Optional.of("no route for the answer");
  }

  /** Whether no interface has an address. */
  boolean isNobody(String address) {
    return at(address).isEmpty();
  }

  private Optional<JsonNode> at(String address) {
    return interfaces.stream()
        .filter(n -> isPrivate(n, address) || n.toString().contains("\"" + address + "\""))
        .findFirst();
  }

  private static boolean isPrivate(JsonNode networkInterface, String address) {
    for (JsonNode p : networkInterface.path("PrivateIpAddresses")) {
      if (p.path("PrivateIpAddress").asText().equals(address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an active route of the interface's subnet leads to an address. */
  private boolean leads(JsonNode networkInterface, String to) {
    JsonNode best = null;
    int longest = -1;
    for (JsonNode route : table(networkInterface).path("Routes")) {
      String network = route.path("DestinationCidrBlock").asText();
      Optional<AddressSet> set = AddressSet.parse(network);
      if (set.isPresent() && set.get().containsAll(AddressSet.parse(to).orElseThrow())) {
        int length = Integer.parseInt(network.substring(network.indexOf('/') + 1));
        if (length > longest) {
          longest = length;
          best = route;
        }
      }
    }
    if (best == null || !best.path("State").asText().equals("active")) {
      return false;
    }
    boolean toTheInternet =
        best.has("NatGatewayId") || best.path("GatewayId").asText().startsWith("igw");
    return !(toTheInternet && to.startsWith("10."));
  }

  private JsonNode table(JsonNode networkInterface) {
    JsonNode main = null;
    for (JsonNode table : tables) {
      for (JsonNode a : table.path("Associations")) {
        if (a.path("SubnetId").asText().equals(networkInterface.path("SubnetId").asText())) {
          return table;
        }
        boolean here = table.path("VpcId").equals(networkInterface.path("VpcId"));
        main = here && a.path("Main").asBoolean() ? table : main;
      }
    }
    return main;
  }
}

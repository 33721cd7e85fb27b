package flowgap.flow;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One flow that is needed, or forbidden: its opening packets, in the addresses that the initiator
 * uses, and what must come back.
 *
 * @param id unique in a run
 * @param name free text
 * @param requirement as it counts at this site: a conditional flow whose condition holds is {@link
 *     Requirement#REQUIRED}
 * @param condition what the need depends on, where it depends on something
 * @param applications how the firewall may name the application (PAN-OS App-ID); empty = not known
 * @param inZone zone or interface of entry, where the user fixes it
 * @param outZone zone or interface of exit, where the user fixes it
 * @param span the row of the flow list, or the flow's place in the profile
 */
public record Flow(
    String id,
    String name,
    Origin origin,
    Side source,
    Side destination,
    Service service,
    Direction direction,
    Requirement requirement,
    Optional<FlowCondition> condition,
    List<String> applications,
    Optional<String> inZone,
    Optional<String> outZone,
    FlowPath path,
    Validity validity,
    Remarks remarks,
    SourceSpan span) {

  /**
   * The packets between one endpoint and another.
   *
   * @param from the end that opens
   * @param to the end that listens
   * @param reverse whether the flow's destination opens (direction {@code both})
   * @param packets opening packets; an end whose name is not resolved stands for any address
   * @param addressesKnown whether both ends are known
   */
  public record Part(
      Endpoint from, Endpoint to, boolean reverse, PacketSet packets, boolean addressesKnown) {}

  public Flow {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(source);
    Objects.requireNonNull(destination);
    Objects.requireNonNull(service);
    Objects.requireNonNull(direction);
    Objects.requireNonNull(requirement);
    Objects.requireNonNull(condition);
    applications = List.copyOf(applications);
    Objects.requireNonNull(inZone);
    Objects.requireNonNull(outZone);
    Objects.requireNonNull(path);
    Objects.requireNonNull(validity);
    Objects.requireNonNull(remarks);
    Objects.requireNonNull(span);
  }

  /** The same flow with another service. */
  public Flow with(Service other) {
    return new Flow(
        id,
        name,
        origin,
        source,
        destination,
        other,
        direction,
        requirement,
        condition,
        applications,
        inZone,
        outZone,
        path,
        validity,
        remarks,
        span);
  }

  /** Name of the profile; empty for flow lists. */
  public String profile() {
    return origin.profile();
  }

  /** The scenarios in words, {@code mode=active}; empty = all. */
  public String scenario() {
    return String.join(", ", origin.scenarios());
  }

  /** All citations in one line; empty for flow lists. */
  public String citation() {
    return origin.citations().stream().map(Citation::toString).collect(Collectors.joining("; "));
  }

  /** Whether nothing speaks against judging it: its condition is not known to be false. */
  public boolean isApplicable() {
    return condition.map(c -> c.state() != FlowCondition.State.FALSE).orElse(true);
  }

  /** Roles of either end that the site file does not bind. */
  public List<String> unboundRoles() {
    return both(source.unboundRoles(), destination.unboundRoles());
  }

  /** Host names of either end that the site file does not resolve. */
  public List<String> unresolvedNames() {
    return both(source.unresolvedNames(), destination.unresolvedNames());
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /** Opening packets from source to destination, as far as the addresses are known. */
  public PacketSet forward() {
    return PacketSet.between(source.addresses(), destination.addresses()).and(service.packets());
  }

  /** Opening packets from destination to source; none unless both ends open connections. */
  public PacketSet reverse() {
    return switch (direction) {
      case FORWARD -> PacketSet.NONE;
      case BOTH ->
          PacketSet.between(destination.addresses(), source.addresses()).and(service.packets());
    };
  }

  /** All opening packets, as far as the addresses are known. */
  public PacketSet packets() {
    return forward().or(reverse());
  }

  /** The flow endpoint by endpoint; unbound roles have no part. */
  public List<Part> parts() {
    List<Part> out = new ArrayList<>();
    add(out, source, destination, false);
    if (direction == Direction.BOTH) {
      add(out, destination, source, true);
    }
    return out;
  }

  private void add(List<Part> out, Side from, Side to, boolean reverse) {
    for (Endpoint a : from.endpoints()) {
      for (Endpoint b : to.endpoints()) {
        if (a.kind() != Endpoint.Kind.UNBOUND && b.kind() != Endpoint.Kind.UNBOUND) {
          PacketSet packets = PacketSet.between(reach(a), reach(b)).and(service.packets());
          out.add(new Part(a, b, reverse, packets, a.isKnown() && b.isKnown()));
        }
      }
    }
  }

  private static AddressSet reach(Endpoint e) {
    return e.isKnown() ? e.addresses() : AddressSet.ANY;
  }
}

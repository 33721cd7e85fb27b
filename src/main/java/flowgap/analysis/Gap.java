package flowgap.analysis;

import flowgap.packet.PacketSet;
import java.util.Map;
import java.util.Objects;

/**
 * A part of a flow that one list of a firewall certainly denies.
 *
 * @param flow id of the flow
 * @param list the list whose rule denies it
 * @param anchor id of the earliest rule of that list that denies a part of it; the list's default
 *     where only that denies it
 * @param leg {@code opening} or {@code answer}
 * @param sent the packets in the flow's own addresses
 * @param seen the packets as the list sees them
 * @param attributes what the firewall knows of them ({@link flowgap.policy.Attribute})
 */
public record Gap(
    String flow,
    String list,
    String anchor,
    String leg,
    PacketSet sent,
    PacketSet seen,
    Map<String, String> attributes) {
  public Gap {
    Objects.requireNonNull(list);
    attributes = Map.copyOf(attributes);
  }
}

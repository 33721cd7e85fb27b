package flowgap.analysis;

import flowgap.packet.PacketSet;

/**
 * What a rule decides, or may decide, of a flow.
 *
 * @param rule the rule's id
 * @param action {@code permit} or {@code deny}
 * @param leg {@code opening} or {@code answer}
 * @param sent the part in the flow's own addresses
 * @param seen the part as the rule saw it, after the translations before it
 * @param certain whether all of it certainly comes by the rule
 */
public record RulePart(
    String rule, String action, String leg, PacketSet sent, PacketSet seen, boolean certain) {}

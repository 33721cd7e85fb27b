package flowgap.vendor.aws;

import flowgap.source.SourceSpan;

/**
 * One permission of a security group: one protocol and port range, one far end.
 *
 * @param path its place in words, which is also its rule's name ({@code sg-0ab1
 *     ingress[2].IpRanges[0]})
 * @param ruleId AWS's own name of it ({@code sgr-…}), empty where the export does not say it
 * @param protocol, from, to as written, empty where absent
 * @param strange what the permission says besides and is not known, empty as a rule
 * @param lastLine the line where it ends
 */
record Permission(
    String group,
    boolean egress,
    String path,
    String ruleId,
    String protocol,
    String from,
    String to,
    Peer peer,
    String description,
    String strange,
    SourceSpan span,
    int lastLine) {
  /** The permission's own words, without description and place. */
  String words() {
    return group
        + (egress ? " egress " : " ingress ")
        + protocol
        + " "
        + from
        + "-"
        + to
        + " "
        + peer.value();
  }

  Permission withRuleId(String id) {
    return new Permission(
        group, egress, path, id, protocol, from, to, peer, description, strange, span, lastLine);
  }

  Permission doubted(String why) {
    return new Permission(
        group, egress, path, ruleId, protocol, from, to, peer, description, why, span, lastLine);
  }
}

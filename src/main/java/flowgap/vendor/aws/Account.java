package flowgap.vendor.aws;

import flowgap.source.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the exports of one account and region say, names unresolved.
 *
 * @param groups by id, in the export's order
 * @param associations further VPCs by group id
 * @param given the kinds of things that exports were handed in for
 * @param incomplete kinds whose exports say that there are further pages
 * @param listings of which regions the exports are
 * @param lines the account of lines by file name
 */
record Account(
    Map<String, SecurityGroup> groups,
    List<NetworkAcl> acls,
    List<Attachment> attachments,
    Map<String, Subnet> subnets,
    Map<String, Vpc> vpcs,
    Map<String, PrefixList> prefixLists,
    Map<String, Set<String>> associations,
    Set<Element> given,
    Set<Element> incomplete,
    Listings listings,
    List<Problem> problems,
    Map<String, UsedLines> lines,
    Owners owners) {

  /** Whether every interface of a VPC is in the export. */
  boolean knowsAllAttachments(String vpc) {
    return has(Element.INTERFACE)
        && (attachments.stream().anyMatch(a -> a.vpc().equals(vpc))
            || listings.covers(Element.INTERFACE, vpc));
  }

  /** Whether some interfaces are in the export. */
  boolean knowsAttachments() {
    return given.contains(Element.INTERFACE)
        || given.contains(Element.INSTANCE)
        || given.contains(Element.RESERVATION);
  }

  /** Whether the export holds all things of a kind. */
  boolean has(Element kind) {
    return given.contains(kind) && !incomplete.contains(kind);
  }

  /** Whether an interface of the export has a group. */
  boolean isInUse(String group) {
    return attachments.stream().anyMatch(a -> a.groups().contains(group));
  }

  Collection<SecurityGroup> allGroups() {
    return groups.values();
  }
}

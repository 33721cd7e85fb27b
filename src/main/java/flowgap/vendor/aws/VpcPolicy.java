package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.NetworkInterface;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the firewall of one VPC. */
final class VpcPolicy {
  static final String FORMAT = "aws-security-groups";

  /** The binding of groups whose interfaces no export says. */
  static final String IF_ATTACHED = "if attached";

  /** Interfaces that a list's bindings name one by one. */
  private static final int NAMED = 20;

  private static final String NOT_COVERED =
      "not covered: route tables, gateways, peering and transit gateway routes, Network Firewall and"
          + " appliances, VPC Block Public Access, endpoint policies, IAM, DNS Firewall, WAF,"
          + " load-balancer listeners and targets, host firewalls";

  private final VpcScope scope;
  private final GroupRules groupRules;
  private final AclRules aclRules;
  private final String fallbackName;

  VpcPolicy(VpcScope scope, GroupRules groupRules, String fallbackName) {
    this.scope = scope;
    this.groupRules = groupRules;
    this.aclRules = new AclRules(scope.account());
    this.fallbackName = fallbackName;
  }

  /**
   * @param first whether the problems and lines of no VPC in particular stand with it
   */
  Firewall firewall(boolean first) {
    Map<String, RuleList> lists = new LinkedHashMap<>();
    for (SecurityGroup g : scope.exported()) {
      for (boolean egress : new boolean[] {false, true}) {
        RuleList list =
            groupRules.list(
                g, egress, groupBindings(g.id()), scope.members(g.id()), scope.behind(g.id()));
        lists.put(list.name(), list);
      }
    }
    for (NetworkAcl acl : scope.acls()) {
      for (boolean egress : new boolean[] {false, true}) {
        RuleList list = aclRules.list(acl, egress, aclBindings(acl), scope.behind(acl));
        lists.put(list.name(), list);
        RuleList answers = aclRules.forAnswers(list);
        lists.put(answers.name(), answers);
      }
    }
    lists.putAll(new LocateLists(scope).lists());
    FilterLists filters = new FilterLists(scope, groupRules);
    lists.putAll(filters.lists());
    boolean transit = filters.asksTransit();
    boolean gateways = new GatewayAcls(scope, lists).putInto(lists);
    GatewayList gateway = new GatewayList(scope);
    boolean translates = gateway.isNeeded();
    if (translates) {
      lists.put(GatewayList.NAME, gateway.list());
      lists.put(GatewayList.BACK, gateway.back());
    }
    return new Firewall(
        scope.vpc().isEmpty() ? fallbackName : scope.title(),
        FORMAT,
        List.copyOf(scope.account().lines().keySet()),
        Optional.empty(),
        facts(),
        assumptions(),
        interfaces(),
        AddressSet.NONE,
        lists,
        opening(translates, gateways, transit),
        answer(translates, gateways, transit),
        List.of(),
        objects(),
        problems(first),
        coverage(first));
  }

  private List<Stage> opening(boolean translates, boolean gateways, boolean transit) {
    List<Stage> out = new ArrayList<>();
    for (End end : End.values()) {
      out.add(new Stage(LocateLists.name(end), Stage.Kind.LOCATE, LocateLists.name(end)));
    }
    out.add(new Stage(LocateLists.SIDES, Stage.Kind.LOCATE, LocateLists.SIDES));
    out.add(filter("security groups of the source, egress", FilterLists.groupsName(End.SOURCE)));
    if (scope.asksAcls()) {
      out.add(filter("ACL of the source's subnet, out", FilterLists.aclName(End.SOURCE, false)));
    }
    if (transit) {
      out.add(filter(FilterLists.transitName(false), FilterLists.transitName(false)));
    }
    if (gateways) {
      for (boolean egress : new boolean[] {false, true}) {
        out.add(gatewayAcl(false, egress));
      }
    }
    if (translates) {
      out.add(new Stage("internet gateway", Stage.Kind.TRANSLATE, GatewayList.NAME));
    }
    if (scope.asksAcls()) {
      out.add(
          filter(
              "ACL of the destination's subnet, in", FilterLists.aclName(End.DESTINATION, false)));
    }
    out.add(
        filter(
            "security groups of the destination, ingress",
            FilterLists.groupsName(End.DESTINATION)));
    return out;
  }

  /** Groups let answers back by state; ACLs do not. */
  private List<Stage> answer(boolean translates, boolean gateways, boolean transit) {
    if (!scope.asksAcls()) {
      return List.of();
    }
    List<Stage> out = new ArrayList<>();
    out.add(
        filter(
            "ACL of the destination's subnet, out (answers)",
            FilterLists.aclName(End.DESTINATION, true)));
    if (transit) {
      out.add(filter(FilterLists.transitName(true), FilterLists.transitName(true)));
    }
    if (translates) {
      out.add(new Stage("internet gateway (answers)", Stage.Kind.TRANSLATE, GatewayList.BACK));
    }
    if (gateways) {
      for (boolean egress : new boolean[] {false, true}) {
        out.add(gatewayAcl(true, egress));
      }
    }
    out.add(
        filter("ACL of the source's subnet, in (answers)", FilterLists.aclName(End.SOURCE, true)));
    return out;
  }

  private static Stage gatewayAcl(boolean answers, boolean egress) {
    String name = GatewayAcls.name(answers, egress);
    return filter(name, name);
  }

  private static Stage filter(String name, String list) {
    return new Stage(name, Stage.Kind.FILTER, list);
  }

  /** Where a group is attached; none = the export has all interfaces, and none has it. */
  private List<String> groupBindings(String group) {
    Set<String> out = new LinkedHashSet<>();
    int more = 0;
    for (Attachment a : scope.attachments()) {
      if (a.groups().contains(group)) {
        if (out.size() < NAMED) {
          out.add(a.id() + a.addresses().first().map(f -> " (" + f + ")").orElse(""));
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      out.add("and " + more + " more interfaces");
    }
    for (SiteBindings.Bound b : scope.bound()) {
      if (b.names(group)) {
        out.add("site file: " + b.addresses());
      }
    }
    if (out.isEmpty() && !scope.knowsAllAttachments()) {
      out.add(IF_ATTACHED);
    }
    return List.copyOf(out);
  }

  private List<String> aclBindings(NetworkAcl acl) {
    List<String> out = new ArrayList<>();
    acl.subnets().forEach(s -> out.add(scope.subnetTitle(s)));
    if (acl.standard()) {
      out.add("subnets without an ACL of their own");
    }
    return out;
  }

  private Map<String, String> facts() {
    Map<String, String> out = new LinkedHashMap<>();
    if (!scope.vpc().isEmpty()) {
      out.put("VPC", scope.title());
    }
    for (SecurityGroup g : scope.exported()) {
      if (!g.owner().isEmpty()) {
        out.putIfAbsent("account", g.owner());
      }
    }
    if (!scope.networks().isEmpty()) {
      out.put("networks", scope.networks().toString());
    }
    out.put("security groups", "" + scope.exported().size());
    out.put("network ACLs", "" + scope.acls().size());
    out.put("interfaces", "" + scope.attachments().size());
    List<String> standard =
        scope.exported().stream()
            .filter(SecurityGroup::isDefault)
            .filter(g -> scope.attachments().stream().anyMatch(a -> a.groups().contains(g.id())))
            .map(SecurityGroup::id)
            .toList();
    if (!standard.isEmpty()) {
      out.put("default group in use", String.join(", ", standard));
    }
    return out;
  }

  private List<String> assumptions() {
    List<String> out = new ArrayList<>();
    out.add(NOT_COVERED);
    if (!scope.asksAcls()) {
      out.add(
          "if its ACLs permit everything, as default ACLs do: no network ACL of this VPC is in the"
              + " export");
    }
    if (!scope.account().knowsAttachments() && scope.bound().isEmpty()) {
      out.add(
          IF_ATTACHED
              + ": no network interfaces are in the export, so that addresses are judged as"
              + " interfaces with any one of the security groups");
    }
    if (scope.networks().isEmpty()) {
      out.add(
          "the VPC's networks are not in the export: private addresses (RFC 1918, RFC 6598, IPv6)"
              + " may lie in it, public ones do not");
    }
    return out;
  }

  private List<NetworkInterface> interfaces() {
    List<NetworkInterface> out = new ArrayList<>();
    for (Subnet s : scope.subnets()) {
      String acl = scope.acl(s.id());
      out.add(
          new NetworkInterface(
              s.title(),
              "",
              s.kept(),
              s.networks(),
              acl.equals(End.NONE) ? List.of() : List.of("network ACL " + acl),
              s.span()));
    }
    return out;
  }

  private List<NamedObject> objects() {
    List<NamedObject> out = new ArrayList<>();
    Set<String> named = new LinkedHashSet<>();
    for (SecurityGroup g : scope.exported()) {
      for (Permission p : g.permissions()) {
        if (p.peer().kind() == Peer.Kind.PREFIX_LIST) {
          named.add(p.peer().value());
        }
      }
    }
    for (PrefixList p : scope.account().prefixLists().values()) {
      if (named.contains(p.id())) {
        out.add(new NamedObject("prefix list", p.id(), true, p.span()));
      }
    }
    return out;
  }

  private List<Problem> problems(boolean first) {
    List<Problem> out = new ArrayList<>();
    for (Problem p : scope.account().problems()) {
      if (first || p.severity() != Problem.Severity.INFO) {
        out.add(p);
      }
    }
    scope.exported().forEach(g -> out.addAll(groupRules.problems(g.id())));
    out.addAll(aclRules.problems());
    for (SecurityGroup g : scope.exported()) {
      List<String> users = groupBindings(g.id());
      if (g.isDefault() && scope.account().isInUse(g.id()) && !users.isEmpty()) {
        out.add(
            Problem.info(
                g.span(),
                "the default group "
                    + g.id()
                    + " is in use, by "
                    + String.join(", ", users)
                    + ": groups of their own can be told apart"));
      }
    }
    for (String word : scope.places().bindings().unknownGroups()) {
      out.add(
          Problem.warning(
              flowgap.source.SourceSpan.implicit(scope.file(), word),
              "the site file names the security group " + word + ", which no export has"));
    }
    return out;
  }

  private Coverage coverage(boolean first) {
    Coverage sum = Coverage.NONE;
    List<Integer> owners = new ArrayList<>();
    owners.add(scope.account().owners().of(scope.vpc()));
    for (SecurityGroup g : scope.exported()) {
      Set<String> in = scope.places().vpcs(g.id());
      if (in.isEmpty() || in.iterator().next().equals(scope.vpc())) {
        owners.add(scope.account().owners().of("group " + g.id()));
      }
    }
    if (first && !owners.contains(UsedLines.NOBODY)) {
      owners.add(UsedLines.NOBODY);
    }
    for (UsedLines lines : scope.account().lines().values()) {
      sum = sum.plus(lines.coverage(owners));
    }
    return sum;
  }
}

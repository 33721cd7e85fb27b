package flowgap.vendor.aws;

import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The lists that send packets to the groups and ACLs of their ends. */
final class FilterLists {
  /** Alternatives that are followed one by one. */
  private static final int ALTERNATIVES = 60;

  private final VpcScope scope;
  private final GroupRules groupRules;
  private final SourceSpan nowhere;
  private final Map<String, RuleList> lists = new LinkedHashMap<>();

  FilterLists(VpcScope scope, GroupRules groupRules) {
    this.scope = scope;
    this.groupRules = groupRules;
    this.nowhere = SourceSpan.implicit(scope.file(), scope.title());
  }

  /** The list that asks the groups of one end. */
  static String groupsName(End end) {
    return "groups of the " + end.word();
  }

  /** The list that asks the ACL of one end, for openers or for answers. */
  static String aclName(End end, boolean answers) {
    return "ACL of the " + end.word() + (answers ? " for answers" : "");
  }

  /** All of them; sets of groups must have been named before. */
  Map<String, RuleList> lists() {
    for (End end : End.values()) {
      groups(end);
      if (scope.asksAcls()) {
        acl(end, false);
        acl(end, true);
      }
    }
    if (asksTransit()) {
      towardsTransit(false);
      towardsTransit(true);
    }
    return lists;
  }

  private void put(String name, List<Rule> rules, Action end) {
    lists.put(
        name,
        new RuleList(
            name,
            RuleList.Kind.FIRST_MATCH,
            rules,
            Rule.builder(name + ":end", nowhere)
                .kind(Rule.Kind.DERIVED)
                .match(Match.ALL)
                .then(end)
                .build(),
            false,
            List.of()));
  }

  private Rule rule(String id, List<Guard> guards, List<Action> actions) {
    return Rule.builder(id, nowhere)
        .kind(Rule.Kind.DERIVED)
        .match(Match.ALL.with(guards))
        .then(actions.toArray(Action[]::new))
        .build();
  }

  private void groups(End end) {
    boolean egress = end == End.SOURCE;
    String name = groupsName(end);
    List<Rule> rules = new ArrayList<>();
    rules.add(
        rule(
            "no security group filters the " + end.word() + " here",
            List.of(Guard.is(end.groups(), End.NONE)),
            List.of(Action.PERMIT)));
    rules.add(
        rule(
            "the " + end.word() + " is a gateway's own address",
            List.of(Guard.is(end.groups(), End.GATEWAY)),
            List.of(end == End.SOURCE ? Action.PERMIT : Action.undecided(gateway()))));
    rules.add(
        rule(
            name + ":unknown",
            List.of(Guard.is(end.groups(), End.UNKNOWN)),
            unknownGroup(end, egress)));
    scope
        .keys()
        .forEach(
            (key, ids) ->
                rules.add(
                    rule(
                        name + ":" + key,
                        List.of(Guard.is(end.groups(), key)),
                        List.of(new Action.GoTo(listOf(key, ids, egress))))));
    put(name, rules, Action.PERMIT);
  }

  private static Condition gateway() {
    return Condition.of(
        Condition.Kind.FEATURE,
        "the destination is the own address of a NAT or transit gateway, which no group filters and"
            + " which takes in no connections for itself",
        "name the address of the host that is meant");
  }

  /** The list that all groups of a set are together. */
  private String listOf(String key, List<String> ids, boolean egress) {
    String name = GroupRules.listName(key, egress);
    Map<String, SecurityGroup> exported = scope.account().groups();
    if (ids.size() == 1 && exported.containsKey(ids.get(0))) {
      return name;
    }
    lists.computeIfAbsent(
        name,
        n ->
            groupRules.together(
                n,
                ids.stream().filter(exported::containsKey).map(exported::get).toList(),
                ids.stream().filter(id -> !exported.containsKey(id)).toList(),
                egress));
    return name;
  }

  /** Judged as if attached to each group of the VPC. */
  private List<Action> unknownGroup(End end, boolean egress) {
    boolean few = scope.exported().size() <= ALTERNATIVES;
    Map<Set<String>, SecurityGroup> different = new LinkedHashMap<>();
    for (SecurityGroup g : scope.exported()) {
      Set<String> signature = new TreeSet<>();
      for (Permission p : g.permissions(egress)) {
        signature.add(GroupJoin.key(p) + " " + p.strange() + " " + p.peer().peeringStatus());
      }
      signature.add(few ? g.id() : "whole " + g.whole(egress));
      different.putIfAbsent(signature, g);
      if (different.size() > ALTERNATIVES) {
        break;
      }
    }
    int all = scope.groups().size();
    String many =
        all == 1
            ? "security group " + scope.groups().get(0)
            : all + " security groups of " + scope.title();
    Action note =
        new Action.Note(
            "if attached: the "
                + end.word()
                + " is judged as an interface with "
                + (all == 1 ? many : "any one of the " + many));
    Condition why =
        Condition.of(
            Condition.Kind.MEMBERSHIP,
            "which of the " + many + " the " + end.word() + " is attached to",
            "state security_group in the site file, or add describe-network-interfaces");
    List<List<Action>> courses = new ArrayList<>();
    if (scope.mayHaveFurtherInterfaces()) {
      // interfaces of load balancers and gateways may have no group, and none filters them
      courses.add(List.of(Action.PERMIT));
    }
    if (different.isEmpty() || scope.exported().size() < all || scope.mayHaveFurtherGroups()) {
      courses.add(List.of(Action.PERMIT));
      courses.add(List.of(Action.DENY));
    }
    if (different.size() <= ALTERNATIVES) {
      for (SecurityGroup g : different.values()) {
        courses.add(List.of(new Action.GoTo(GroupRules.listName(g.id(), egress))));
      }
    } else {
      String any = "any group " + (egress ? "egress" : "ingress");
      lists.put(any, groupRules.together(any, scope.exported(), List.of(), egress));
      courses.add(List.of(new Action.GoTo(any)));
      courses.add(List.of(Action.DENY));
    }
    return List.of(note, new Action.OneOf(courses, why));
  }

  /**
   * The ACL of one end: outbound for openers of the source and answers of the destination, inbound
   * for the others. It is not asked between two addresses of one subnet.
   */
  private void acl(End end, boolean answers) {
    boolean egress = (end == End.SOURCE) != answers;
    String name = aclName(end, answers);
    List<NetworkAcl> used = scope.acls().stream().filter(NetworkAcl::isAssociated).toList();
    List<Rule> rules = new ArrayList<>();
    String leg = answers ? " for answers" : "";
    rules.add(
        rule(
            "no ACL filters the " + end.word() + " here" + leg,
            List.of(Guard.is(end.acl(), End.NONE)),
            List.of(Action.PERMIT)));
    Guard sourceKnown = new Guard.Known(End.SOURCE.subnet(), false);
    Guard destinationKnown = new Guard.Known(End.DESTINATION.subnet(), false);
    rules.add(
        rule(
            "no ACL is asked within one subnet (" + end.word() + leg + ")",
            List.of(
                sourceKnown,
                destinationKnown,
                new Guard.Same(End.SOURCE.subnet(), End.DESTINATION.subnet(), false)),
            List.of(Action.PERMIT)));
    Condition same =
        Condition.of(
            Condition.Kind.INTERFACE,
            "whether both ends lie in one subnet of " + scope.title(),
            "add describe-subnets");
    for (End one : End.values()) {
      rules.add(
          rule(
              name + ":perhaps-same-subnet-" + one.word(),
              List.of(
                  End.SOURCE.is(End.INSIDE),
                  End.DESTINATION.is(End.INSIDE),
                  new Guard.Known(one.subnet(), true)),
              List.of(new Action.OneOf(List.of(List.of(Action.PERMIT), List.of()), same))));
    }
    if (!egress) {
      transit(name, end, rules);
    }
    for (NetworkAcl acl : used) {
      rules.add(
          rule(
              name + ":" + acl.id(),
              List.of(Guard.is(end.acl(), acl.id())),
              List.of(new Action.GoTo(aclList(acl, egress, answers)))));
    }
    List<List<Action>> courses = new ArrayList<>();
    if (scope.mayHaveFurtherAcls()) {
      courses.add(List.of(Action.PERMIT));
      courses.add(List.of(Action.DENY));
    }
    for (NetworkAcl acl : used) {
      courses.add(List.of(new Action.GoTo(aclList(acl, egress, answers))));
    }
    Condition which =
        Condition.of(
            Condition.Kind.INTERFACE,
            "which ACL of " + scope.title() + " is that of the " + end.word() + "'s subnet",
            "add describe-subnets and describe-network-acls");
    rules.add(
        rule(
            name + ":unknown",
            List.of(Guard.is(end.acl(), End.UNKNOWN)),
            List.of(new Action.OneOf(courses, which))));
    put(name, rules, Action.PERMIT);
  }

  private static String aclList(NetworkAcl acl, boolean egress, boolean answers) {
    return answers ? AclRules.answersName(acl.id(), egress) : AclRules.listName(acl.id(), egress);
  }

  /**
   * What a transit gateway hands over in the subnet of its own attachment, openers and answers, is
   * not checked by that subnet's ACL; whether packets come that way, no export of groups says.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html">Network ACLs for
   *     transit gateways</a>
   */
  private void transit(String name, End end, List<Rule> rules) {
    Set<String> subnets = scope.transitSubnets();
    if (subnets.isEmpty()) {
      return;
    }
    End other = end == End.SOURCE ? End.DESTINATION : End.SOURCE;
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "whether the packets come through the transit gateway's attachment in the same subnet,"
                + " past the ACL",
            "look at the subnet's route table");
    rules.add(
        rule(
            name + ":transit-gateway",
            List.of(
                new Guard.Is(end.subnet(), subnets, false), other.is(End.OUTSIDE, End.ELSEWHERE)),
            List.of(new Action.OneOf(List.of(List.of(Action.PERMIT), List.of()), why))));
  }

  /** Whether the attachment of a transit gateway shares a subnet that has an ACL. */
  boolean asksTransit() {
    return scope.asksAcls() && !scope.transitSubnets().isEmpty();
  }

  /** The list of what goes to a transit gateway within one subnet, openers or answers. */
  static String transitName(boolean answers) {
    return "ACL of the transit gateway's subnet, in" + (answers ? ", for answers" : "");
  }

  /**
   * What goes from a host to a transit gateway's attachment in the same subnet meets the inbound
   * entries of the subnet's ACL as well, by its source.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html">Network ACLs for
   *     transit gateways</a>
   */
  private void towardsTransit(boolean answers) {
    End end = answers ? End.DESTINATION : End.SOURCE;
    End other = answers ? End.SOURCE : End.DESTINATION;
    Condition why =
        Condition.of(
            Condition.Kind.FEATURE,
            "whether the packets go to the transit gateway's attachment in the same subnet, past"
                + " the ACL's inbound entries too",
            "look at the subnet's route table");
    Map<String, NetworkAcl> used = new LinkedHashMap<>();
    scope.acls().stream().filter(NetworkAcl::isAssociated).forEach(a -> used.put(a.id(), a));
    List<Rule> rules = new ArrayList<>();
    for (String subnet : scope.transitSubnets()) {
      NetworkAcl acl = used.get(scope.acl(subnet));
      List<Action> asked =
          acl == null
              ? List.of(Action.DENY)
              : List.of(new Action.GoTo(aclList(acl, false, answers)));
      rules.add(
          rule(
              transitName(answers) + ":" + subnet,
              List.of(Guard.is(end.subnet(), subnet), other.is(End.OUTSIDE, End.ELSEWHERE)),
              List.of(new Action.OneOf(List.of(List.of(Action.PERMIT), asked), why))));
    }
    put(transitName(answers), rules, Action.PERMIT);
  }
}

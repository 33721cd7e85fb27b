package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lists that find out where the two ends of a flow are: inside the VPC, behind which groups.
 */
final class LocateLists {
  /**
   * Addresses of services that neither groups nor ACLs filter: name server, time, metadata, task
   * metadata, licence activation.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html">Network
   *     ACLs</a>
   */
  private static final AddressSet UNFILTERED =
      AddressSet.union(
          List.of(
              AddressSet.parse("169.254.169.253").orElseThrow(),
              AddressSet.parse("169.254.169.123").orElseThrow(),
              AddressSet.parse("169.254.169.254").orElseThrow(),
              AddressSet.parse("169.254.170.2").orElseThrow(),
              AddressSet.parse("169.254.169.250-169.254.169.251").orElseThrow(),
              AddressSet.parse("fd00:ec2::253").orElseThrow(),
              AddressSet.parse("fd00:ec2::123").orElseThrow(),
              AddressSet.parse("fd00:ec2::254").orElseThrow()));

  private static final AddressSet PRIVATE =
      AddressSet.union(
          List.of(
              AddressSet.parse("10.0.0.0/8").orElseThrow(),
              AddressSet.parse("172.16.0.0/12").orElseThrow(),
              AddressSet.parse("192.168.0.0/16").orElseThrow(),
              AddressSet.parse("100.64.0.0/10").orElseThrow()));

  private static final PacketSet DNS =
      PacketSet.ports(Protocols.TCP, PortSet.ANY, PortSet.of(53))
          .or(PacketSet.ports(Protocols.UDP, PortSet.ANY, PortSet.of(53)));

  private final VpcScope scope;
  private final SourceSpan nowhere;

  LocateLists(VpcScope scope) {
    this.scope = scope;
    this.nowhere = SourceSpan.implicit(scope.file(), scope.title());
  }

  static String name(End end) {
    return "where the " + end.word() + " is";
  }

  private static String statedName(End end) {
    return "where the " + end.word() + " is stated to be";
  }

  private static String locatedName(End end) {
    return "where the " + end.word() + " is found";
  }

  private static String subnetName(End end) {
    return "subnet of the " + end.word();
  }

  static final String SIDES = "which ends are inside";

  Map<String, RuleList> lists() {
    Map<String, RuleList> out = new LinkedHashMap<>();
    for (End end : End.values()) {
      put(out, name(end), entry(end), Action.PERMIT);
      put(out, statedName(end), stated(end), Action.PERMIT);
      put(out, locatedName(end), located(end), Action.PERMIT);
      put(out, subnetName(end), subnets(end), Action.End.RETURN);
    }
    put(out, SIDES, new SideRules(scope, nowhere).rules(), Action.PERMIT);
    return out;
  }

  private void put(Map<String, RuleList> out, String name, List<Rule> rules, Action end) {
    out.put(
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

  private static Rule rule(String id, SourceSpan span, Match match, List<Action> actions) {
    return Rule.builder(id, span)
        .kind(Rule.Kind.DERIVED)
        .match(match)
        .then(actions.toArray(Action[]::new))
        .build();
  }

  private List<Rule> entry(End end) {
    List<Rule> out = new ArrayList<>();
    String name = name(end);
    if (end == End.SOURCE) {
      out.add(
          rule(
              name + ":place",
              nowhere,
              Match.ALL,
              List.of(new Action.Set(Attribute.PATH, "assumed"))));
    } else {
      out.add(
          rule(
              name + ":unfiltered",
              nowhere,
              Match.of(end.packets(UNFILTERED.or(scope.resolver()).or(scope.routers()))),
              List.of(
                  new Action.Note(
                      "neither security groups nor ACLs filter Amazon's name server, time,"
                          + " metadata and activation addresses, and the VPC router's"),
                  Action.End.LEAVE)));
      if (!scope.networkKnown()) {
        out.add(
            rule(
                name + ":name server",
                nowhere,
                Match.of(end.packets(PRIVATE).and(DNS), new Guard.Known(end.stated(), true)),
                List.of(
                    new Action.OneOf(
                        List.of(List.of(Action.End.LEAVE), List.of()),
                        Condition.of(
                            Condition.Kind.OWN_ADDRESS,
                            "the destination may be Amazon's name server, which neither security"
                                + " groups nor ACLs filter: the network of "
                                + scope.title()
                                + " is not known",
                            "add the output of describe-vpcs")))));
      }
    }
    out.add(
        rule(
            name + ":stated",
            nowhere,
            Match.of(PacketSet.ALL, new Guard.Known(end.stated(), false)),
            List.of(new Action.GoTo(statedName(end)))));
    out.add(rule(name + ":found", nowhere, Match.ALL, List.of(new Action.GoTo(locatedName(end)))));
    return out;
  }

  /** A flow list may name a security group, a subnet or the VPC as an end's zone. */
  private List<Rule> stated(End end) {
    List<Rule> out = new ArrayList<>();
    String name = statedName(end);
    for (String group : scope.groups()) {
      out.add(
          rule(
              name + ":" + group,
              scope.span(group),
              Match.of(PacketSet.ALL, Guard.is(end.stated(), group)),
              inside(end, scope.key(List.of(group)), "stated", group)));
    }
    for (Subnet s : scope.subnets()) {
      List<Action> actions = new ArrayList<>(end.inside());
      actions.addAll(inSubnet(end, s.id(), s.title()));
      actions.add(new Action.Set(Attribute.PATH, "stated"));
      actions.add(Action.PERMIT);
      out.add(
          rule(
              name + ":" + s.id(),
              s.span(),
              Match.of(PacketSet.ALL, Guard.is(end.stated(), s.id())),
              actions));
    }
    if (!scope.vpc().isEmpty()) {
      out.add(
          rule(
              name + ":" + scope.vpc(),
              nowhere,
              Match.of(PacketSet.ALL, Guard.is(end.stated(), scope.vpc())),
              inside(end, End.UNKNOWN, "stated", scope.vpc())));
    }
    out.add(rule(name + ":other", nowhere, Match.ALL, List.of(new Action.GoTo(locatedName(end)))));
    return out;
  }

  /** Inside, behind these groups, in the subnet that the address lies in. */
  private List<Action> inside(End end, String groups, String path, String zone) {
    List<Action> out = new ArrayList<>(end.inside());
    out.add(new Action.Set(end.groups(), groups));
    out.add(new Action.Set(end.zone(), zone));
    if (!path.isEmpty()) {
      out.add(new Action.Set(Attribute.PATH, path));
    }
    out.add(new Action.Call(subnetName(end)));
    out.add(Action.PERMIT);
    return out;
  }

  private List<Action> inSubnet(End end, String subnet, String title) {
    List<Action> out = new ArrayList<>();
    if (!subnet.isEmpty()) {
      out.add(new Action.Set(end.subnet(), subnet));
      out.add(new Action.Set(end.zone(), title));
      out.add(new Action.Set(end.acl(), scope.acl(subnet)));
    }
    return out;
  }

  private List<Rule> subnets(End end) {
    List<Rule> out = new ArrayList<>();
    for (Subnet s : scope.subnets()) {
      out.add(
          rule(
              subnetName(end) + ":" + s.id(),
              s.span(),
              Match.of(end.packets(s.networks())),
              inSubnet(end, s.id(), s.title())));
    }
    return out;
  }

  private List<Rule> located(End end) {
    List<Rule> out = new ArrayList<>();
    String name = locatedName(end);
    attached(end, name, out);
    for (SiteBindings.Bound b : scope.bound()) {
      String id = name + ":site-file#" + out.size();
      out.add(rule(id, nowhere, Match.of(end.packets(b.addresses())), bound(end, b)));
    }
    add(
        out,
        name + ":other-interfaces",
        end,
        scope.attachedElsewhere(),
        outside(end, End.ELSEWHERE));
    AddressSet networks = scope.networks();
    AddressSet shared = networks.and(scope.otherNetworks());
    add(out, name + ":shared-network", end, shared, inside(end, End.UNKNOWN, "", scope.title()));
    add(out, name + ":network", end, networks, inside(end, End.UNKNOWN, "proved", scope.title()));
    add(out, name + ":other-network", end, scope.otherNetworks(), outside(end, End.ELSEWHERE));
    if (networks.isEmpty()) {
      AddressSet perhaps = Places.PRIVATE.minus(Places.NOWHERE);
      add(out, name + ":private", end, perhaps, outside(end, End.PRIVATE));
    }
    boolean maybePublic = end == End.DESTINATION && !scope.knowsAllAttachments();
    if (maybePublic) {
      add(out, name + ":public", end, Places.PUBLIC, outside(end, End.PUBLIC));
    }
    out.add(rule(name + ":outside", nowhere, Match.ALL, outside(end, End.OUTSIDE)));
    return out;
  }

  /** Behind the groups of the site file's rows; where rows differ, behind either's. */
  private List<Action> bound(End end, SiteBindings.Bound b) {
    List<String> keys = b.readings().stream().map(scope::key).toList();
    String path = b.stated() ? "stated" : "";
    if (keys.isEmpty()) {
      return outside(end, End.ELSEWHERE);
    }
    if (keys.size() == 1) {
      return inside(end, keys.get(0), path, keys.get(0));
    }
    List<List<Action>> courses = new ArrayList<>();
    keys.forEach(k -> courses.add(List.of(new Action.Set(end.groups(), k))));
    Condition which =
        Condition.of(
            Condition.Kind.MEMBERSHIP,
            "which of the groups that the site file names for it the "
                + end.word()
                + " has: "
                + String.join(" or ", keys),
            "name the groups of each address in one row of the site file");
    List<Action> out = new ArrayList<>(inside(end, End.UNKNOWN, path, scope.title()));
    out.add(out.size() - 2, new Action.OneOf(courses, which));
    return out;
  }

  private static List<Action> outside(End end, String how) {
    List<Action> out = new ArrayList<>(end.outside(how));
    out.add(Action.PERMIT);
    return out;
  }

  private void add(List<Rule> out, String id, End end, AddressSet addresses, List<Action> actions) {
    if (!addresses.isEmpty()) {
      out.add(rule(id, nowhere, Match.of(end.packets(addresses)), actions));
    }
  }

  /** One rule for all interfaces of a subnet that have the same groups. */
  private void attached(End end, String name, List<Rule> out) {
    record Place(String subnet, String key, String decider) {}
    Map<Place, List<Attachment>> places =
        new TreeMap<>(
            Comparator.comparing(Place::subnet)
                .thenComparing(Place::key)
                .thenComparing(Place::decider));
    for (Attachment a : scope.attachments()) {
      String decider = end == End.DESTINATION ? a.decider() : "";
      Place place = new Place(a.subnet(), groups(a), decider);
      places.computeIfAbsent(place, p -> new ArrayList<>()).add(a);
    }
    places.forEach(
        (place, list) -> {
          List<AddressSet> ways = new ArrayList<>();
          for (Attachment a : list) {
            a.publicly().values().forEach(p -> ways.add(AddressSet.of(p)));
          }
          String id = name + ":" + place.subnet() + " " + place.key() + mark(place.decider());
          SourceSpan span = list.get(0).span();
          List<Action> actions = new ArrayList<>(end.inside());
          actions.addAll(inSubnet(end, place.subnet(), scope.subnetTitle(place.subnet())));
          actions.add(new Action.Set(end.groups(), place.key()));
          if (!place.decider().isEmpty()) {
            actions.add(new Action.Note("the destination is " + place.decider()));
          }
          AddressSet addresses =
              AddressSet.union(list.stream().map(Attachment::addresses).toList());
          attached(id, end, addresses, span, actions, out);
          // what goes to a public address leaves the subnet, even towards a neighbour
          actions.add(new Action.Set(end.subnet(), place.subnet() + " from outside"));
          attached(id + " public", end, AddressSet.union(ways), span, actions, out);
        });
  }

  private static String mark(String decider) {
    return decider.isEmpty() ? "" : " " + decider.substring(0, decider.indexOf(':'));
  }

  private String groups(Attachment a) {
    return a.isGateway() ? End.GATEWAY : scope.key(a.groups());
  }

  /** Addresses that interfaces of other VPCs have as well are here by assumption only. */
  private void attached(
      String id,
      End end,
      AddressSet addresses,
      SourceSpan span,
      List<Action> actions,
      List<Rule> out) {
    AddressSet here = addresses.minus(scope.attachedElsewhere());
    AddressSet both = addresses.and(scope.attachedElsewhere());
    List<Action> assumed = new ArrayList<>(actions);
    assumed.add(Action.PERMIT);
    List<Action> proved = new ArrayList<>(actions);
    proved.add(new Action.Set(Attribute.PATH, "proved"));
    proved.add(Action.PERMIT);
    if (!here.isEmpty()) {
      out.add(rule(id, span, Match.of(end.packets(here)), proved));
    }
    if (!both.isEmpty()) {
      out.add(rule(id + " also elsewhere", span, Match.of(end.packets(both)), assumed));
    }
  }

  /** What would settle where an address is. */
  static Condition placeUnknown(VpcScope scope, String text) {
    return Condition.of(
        Condition.Kind.INTERFACE,
        text + " " + scope.title(),
        "state security_group in the site file, or add describe-vpcs and"
            + " describe-network-interfaces");
  }
}

package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes rule lists of network ACLs: ascending rule numbers, the first that matches decides. */
final class AclRules {
  /** The attribute by which the analysis says whether a flow states its source ports. */
  private static final String SOURCE_PORTS_STATED = "source-ports-stated";

  /** Numbers from here on are the service's own: {@code *}, for IPv4 and for IPv6. */
  private static final int STAR = 32767;

  /** Ports that clients commonly open connections from: Linux, and Windows. */
  private static final List<PortSet> USUAL =
      List.of(PortSet.range(32768, 60999), PortSet.range(49152, 65535));

  static final PacketSet PORTED =
      PacketSet.protocol(Protocols.TCP).or(PacketSet.protocol(Protocols.UDP));

  private final Account account;
  private final Services services = new Services();
  private final List<Problem> problems = new ArrayList<>();

  AclRules(Account account) {
    this.account = account;
  }

  List<Problem> problems() {
    return problems;
  }

  /** {@code acl-0ab1 ingress}. */
  static String listName(String acl, boolean egress) {
    return acl + (egress ? " egress" : " ingress");
  }

  static String answersName(String acl, boolean egress) {
    return listName(acl, egress) + " for answers";
  }

  /**
   * The list of one ACL and direction.
   *
   * @param behind the addresses of its subnets
   */
  RuleList list(NetworkAcl acl, boolean egress, List<String> bindings, AddressSet behind) {
    String name = listName(acl.id(), egress);
    List<Rule> rules = new ArrayList<>();
    SourceSpan end =
        SourceSpan.implicit(
            acl.span().file(), name + ": what no entry matches is denied (implicit)");
    List<NetworkAcl.Entry> entries =
        acl.entries().stream()
            .filter(e -> e.egress() == egress)
            .sorted(Comparator.comparingInt(NetworkAcl.Entry::number))
            .toList();
    if (acl.contradicted()) {
      rules.add(notKnown(name, acl));
    }
    boolean star = false;
    for (NetworkAcl.Entry e : entries) {
      star |= e.number() == STAR + 1 && isDenyOfAll(e);
      if (e.number() == STAR && isDenyOfAll(e) && e.ipv6().isEmpty()) {
        end = e.span();
      } else {
        rules.add(rule(name, e, acl.name()));
      }
    }
    if (!star && !end.isImplicit()) {
      rules.add(implicitForIpv6(name, acl));
    }
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        bindings.isEmpty()
            ? Rule.byDefault(
                name, Action.DENY, end, "network ACL " + acl.title() + " is of no subnet")
            : Rule.byDefault(name, Action.DENY, end),
        true,
        bindings,
        egress ? PacketSet.from(behind) : PacketSet.to(behind),
        Optional.empty());
  }

  private static Rule notKnown(String name, NetworkAcl acl) {
    Condition why =
        Condition.of(
            Condition.Kind.MISSING_POLICY,
            acl.entries().isEmpty()
                ? "the entries of network ACL " + acl.title() + " are not in the export"
                : "which of two exports of network ACL " + acl.title() + " holds, as they differ",
            "hand in the newest export alone, with all its members",
            acl.span());
    return Rule.builder(name + ":not-known", acl.span())
        .kind(Rule.Kind.DERIVED)
        .match(Match.ALL)
        .then(Action.undecided(why))
        .build();
  }

  /** The entry {@code *} that stands is about IPv4 alone. */
  private static Rule implicitForIpv6(String name, NetworkAcl acl) {
    String text = name + ": what no entry matches is denied (implicit, IPv6)";
    return Rule.builder(name + ":default-ipv6", SourceSpan.implicit(acl.span().file(), text))
        .kind(Rule.Kind.DEFAULT)
        .match(Match.of(PacketSet.ALL_V6))
        .then(Action.DENY)
        .build();
  }

  private static boolean isDenyOfAll(NetworkAcl.Entry e) {
    return e.action().equals("deny")
        && e.protocol().equals("-1")
        && (e.ipv4().equals("0.0.0.0/0") || e.ipv6().equals("::/0"));
  }

  private Rule rule(String list, NetworkAcl.Entry e, String aclName) {
    boolean star = e.number() == STAR + 1 && isDenyOfAll(e);
    String id = list + ":" + (star ? "default-ipv6" : e.number());
    boolean v6 = e.ipv4().isEmpty();
    Optional<AddressSet> network = AddressSet.parse(v6 ? e.ipv6() : e.ipv4());
    boolean rightFamily =
        network.isPresent()
            && (v6 ? AddressSet.ANY_V6 : AddressSet.ANY_V4).containsAll(network.get());
    Services.Service service = services.ofAcl(e, v6);
    List<Condition> doubts = new ArrayList<>();
    if (!service.certain()) {
      doubts.add(notUnderstood(id, e, service.doubt()));
    }
    if (!rightFamily) {
      doubts.add(notUnderstood(id, e, "its network is not understood: " + e.ipv4() + e.ipv6()));
    }
    if (e.number() < 0) {
      doubts.add(notUnderstood(id, e, "its rule number is not understood"));
    }
    AddressSet far = rightFamily ? network.get() : AddressSet.ANY;
    PacketSet packets =
        (e.egress() ? PacketSet.to(far) : PacketSet.from(far)).and(service.packets());
    Rule.Builder rule =
        Rule.builder(id, e.span())
            .label(star ? "*" : aclName)
            .words(words(list, e))
            .kind(star ? Rule.Kind.DEFAULT : Rule.Kind.WRITTEN)
            .show(e.egress() ? Rule.Column.DESTINATION : Rule.Column.SOURCE, e.ipv4() + e.ipv6())
            .show(Rule.Column.SERVICE, service.shown())
            .show(Rule.Column.ACTION, e.action());
    if (!packets.isEmpty()) {
      rule.match(
          doubts.isEmpty() ? Match.of(packets) : Match.uncertain(packets, PacketSet.NONE, doubts));
    }
    return rule.then(action(id, e)).build();
  }

  private static String words(String list, NetworkAcl.Entry e) {
    return String.join(
        " ",
        list,
        e.action(),
        e.protocol(),
        e.from() + "-" + e.to(),
        e.type() + "/" + e.code(),
        e.ipv4() + e.ipv6());
  }

  private Action action(String id, NetworkAcl.Entry e) {
    return switch (e.action().toLowerCase(Locale.ROOT)) {
      case "allow" -> Action.PERMIT;
      case "deny" -> Action.DENY;
      default ->
          Action.undecided(notUnderstood(id, e, "its action is not understood: " + e.action()));
    };
  }

  private Condition notUnderstood(String id, NetworkAcl.Entry e, String why) {
    problems.add(Problem.warning(e.span(), id + ": " + why));
    Optional.ofNullable(account.lines().get(e.span().file()))
        .ifPresent(l -> l.enter(e.span().line(), e.lastLine(), Use.NOT_UNDERSTOOD));
    return Condition.of(
        Condition.Kind.NOT_UNDERSTOOD,
        id + ": " + why,
        "look at the entry in the console",
        e.span());
  }

  /**
   * The same list as answers meet it. An answer goes to the port that the client has chosen; where
   * the flow does not state it, and the list lets answers to a usual range of clients through but
   * not all, what it denies is undecided.
   */
  RuleList forAnswers(RuleList list) {
    String name = list.name() + " for answers";
    List<Rule> rules = new ArrayList<>();
    PacketSet usual = lettingUsualClientsThrough(list);
    if (!usual.isEmpty()) {
      Condition c =
          Condition.of(
              Condition.Kind.PACKET_FIELD,
              list.name()
                  + " lets answers through to some client ports only, among them a usual range"
                  + " (32768-60999 or 49152-65535)",
              "state source_ports in the flow list");
      rules.add(
          Rule.builder(name + ":client-ports", list.end().span())
              .kind(Rule.Kind.DERIVED)
              .match(Match.of(usual, Guard.isNot(SOURCE_PORTS_STATED, "yes")))
              .then(Action.undecided(c))
              .build());
    }
    rules.add(
        Rule.builder(name + ":list", list.end().span())
            .kind(Rule.Kind.DERIVED)
            .match(Match.ALL)
            .then(new Action.GoTo(list.name()))
            .build());
    return new RuleList(
        name,
        RuleList.Kind.FIRST_MATCH,
        rules,
        Rule.byDefault(name, Action.DENY, list.end().span()),
        false,
        List.of());
  }

  /** What the list denies of packets to whose hosts it permits a whole usual range of ports. */
  private static PacketSet lettingUsualClientsThrough(RuleList list) {
    PacketSet denied = notCertainlyPermitted(list);
    PacketSet usual = PacketSet.NONE;
    for (PortSet range : USUAL) {
      usual = usual.or(permittedTo(range, denied));
    }
    return usual.and(denied);
  }

  /** Of TCP and UDP, what a list does not certainly permit. */
  static PacketSet notCertainlyPermitted(RuleList list) {
    PacketSet denied = PORTED;
    PacketSet decided = PacketSet.NONE;
    for (Rule r : list.rules()) {
      PacketSet mine =
          PacketSet.union(
              r.matches().stream().map(r.permits() ? Match::certain : Match::packets).toList());
      if (r.permits()) {
        denied = denied.minus(mine.minus(decided));
      }
      decided = decided.or(mine.and(PORTED));
    }
    return denied;
  }

  /** Packets of TCP and UDP, to any port, whose hosts are denied none of the ports. */
  static PacketSet permittedTo(PortSet ports, PacketSet denied) {
    return PORTED.minus(anyPort(denied.and(toPorts(ports))));
  }

  private static PacketSet toPorts(PortSet ports) {
    return PacketSet.tcp(ports).or(PacketSet.udp(ports));
  }

  /** The same packets, to any port. */
  private static PacketSet anyPort(PacketSet packets) {
    List<PacketSet> out = new ArrayList<>();
    for (PacketSet box : packets.products()) {
      for (int protocol : box.protocols()) {
        out.add(
            PacketSet.between(box.sources(), box.destinations())
                .and(PacketSet.ports(protocol, box.sourcePorts(protocol), PortSet.ANY)));
      }
    }
    return PacketSet.union(out);
  }
}

package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes rules of permissions, and the list of each group and direction of them. */
final class GroupRules {
  /** Characters of a description that are quoted with a rule's name. */
  private static final int QUOTED = 60;

  /** The networks by which a permission is open to everybody. */
  private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

  private static final String IN_USE = "default group, in use";

  private final Account account;
  private final FarEnds farEnds;
  private final Set<String> inUse = new HashSet<>();
  private final Services services = new Services();
  private final Map<String, List<Rule>> rules = new HashMap<>();
  private final Map<String, List<Problem>> problems = new HashMap<>();
  private final SharedPackets shared = new SharedPackets();

  GroupRules(Account account, FarEnds farEnds) {
    this.account = account;
    this.farEnds = farEnds;
    account.attachments().forEach(a -> inUse.addAll(a.groups()));
  }

  /** {@code sg-0ab1 ingress}. */
  static String listName(String group, boolean egress) {
    return group + (egress ? " egress" : " ingress");
  }

  /** What was not understood in a group. */
  List<Problem> problems(String group) {
    return problems.getOrDefault(group, List.of());
  }

  /** The rules of one group and direction, made once. */
  List<Rule> rules(SecurityGroup group, boolean egress) {
    return rules.computeIfAbsent(
        listName(group.id(), egress),
        n -> {
          String title = group.title();
          List<Permission> permissions = group.permissions(egress);
          List<Rule> out = new ArrayList<>(permissions.size());
          for (Permission p : permissions) {
            out.add(rule(p, group, title));
          }
          return out;
        });
  }

  /**
   * The list of one group and direction.
   *
   * @param members the addresses of the interfaces that have the group, as far as they are known
   * @param behind where the others may be
   */
  RuleList list(
      SecurityGroup group,
      boolean egress,
      List<String> bindings,
      AddressSet members,
      AddressSet behind) {
    String name = listName(group.id(), egress);
    return new RuleList(
        name,
        RuleList.Kind.UNION,
        rules(group, egress),
        end(name, List.of(group), List.of(), egress, bindings.isEmpty()),
        true,
        bindings,
        sided(!egress, behind),
        Optional.of(
            new RuleList.Own(
                egress ? RuleList.Own.End.SOURCE : RuleList.Own.End.DESTINATION, members)));
  }

  /**
   * The permissions of several groups as one set: what an interface with all of them lets pass.
   *
   * @param absent groups that no export has
   */
  RuleList together(String name, List<SecurityGroup> groups, List<String> absent, boolean egress) {
    List<Rule> all = new ArrayList<>();
    groups.forEach(g -> all.addAll(rules(g, egress)));
    return new RuleList(
        name, RuleList.Kind.UNION, all, end(name, groups, absent, egress, false), false, List.of());
  }

  private static Rule end(
      String name,
      List<SecurityGroup> groups,
      List<String> absent,
      boolean egress,
      boolean unattached) {
    String file = groups.isEmpty() ? "" : groups.get(0).span().file();
    SourceSpan span =
        SourceSpan.implicit(file, name + ": what no permission names is denied (implicit)");
    List<String> open = new ArrayList<>(absent);
    groups.stream().filter(g -> !g.whole(egress)).forEach(g -> open.add(g.id()));
    if (open.isEmpty()) {
      return unattached
          ? Rule.byDefault(
              name,
              Action.DENY,
              span,
              "no network interface of the export has security group " + groups.get(0).title())
          : Rule.byDefault(name, Action.DENY, span);
    }
    Condition c =
        Condition.of(
            Condition.Kind.MISSING_POLICY,
            (egress ? "egress" : "ingress")
                + " permissions of "
                + String.join(", ", open)
                + " are not, or not all, in the export",
            "add describe-security-groups with all pages and all groups");
    return Rule.byDefault(name, Action.undecided(c), span);
  }

  private Rule rule(Permission p, SecurityGroup group, String title) {
    FarEnds.FarEnd far = farEnds.of(p);
    Services.Service service = services.ofGroup(p.protocol(), p.from(), p.to());
    Rule.Builder rule =
        Rule.builder(p.path(), p.span())
            .label(label(p, group))
            .words(p.words())
            .comment(p.description())
            .show(p.egress() ? Rule.Column.SOURCE : Rule.Column.DESTINATION, title)
            .show(p.egress() ? Rule.Column.DESTINATION : Rule.Column.SOURCE, far.shown())
            .show(Rule.Column.SERVICE, service.shown())
            .show(Rule.Column.ACTION, "permit");
    far.use().ifPresent(rule::uses);
    List<Condition> common = new ArrayList<>(1);
    if (!service.certain()) {
      common.add(notUnderstood(p, service.doubt()));
    }
    boolean open = !common.isEmpty();
    for (FarEnds.Part part : far.parts()) {
      PacketSet packets = packets(p, part.addresses(), service);
      if (!packets.isEmpty()) {
        List<Condition> doubts = new ArrayList<>(common);
        part.doubt().ifPresent(doubts::add);
        open |= !doubts.isEmpty();
        rule.match(
            doubts.isEmpty()
                ? Match.of(packets)
                : Match.uncertain(packets, PacketSet.NONE, doubts));
      }
    }
    if (!p.strange().isEmpty()) {
      Condition.Kind kind = Condition.Kind.MISSING_POLICY;
      rule.condition(
          Condition.of(
              kind,
              p.path() + ": " + p.strange(),
              "export the groups again, all at once",
              p.span()));
      open = true;
    }
    if (p.peer().kind() == Peer.Kind.UNKNOWN) {
      notUnderstood(p, "the far end \"" + p.peer().value() + "\" is not known");
    }
    if (open) {
      enter(p, Use.CONDITION);
    }
    return far.note().isEmpty()
        ? rule.then(Action.PERMIT).build()
        : rule.then(new Action.Note(far.note()), Action.PERMIT).build();
  }

  /** The rule's own id, its group's name, whether it is open to everybody, its description. */
  private String label(Permission p, SecurityGroup group) {
    String name = group.isDefault() && inUse.contains(group.id()) ? IN_USE : group.name();
    boolean open = EVERYBODY.contains(p.peer().value());
    if (p.ruleId().isEmpty() && p.description().isBlank() && !open) {
      return name;
    }
    StringBuilder out = new StringBuilder(p.ruleId());
    if (!name.isEmpty()) {
      out.append(out.isEmpty() ? "" : ", ").append(name);
    }
    if (open) {
      out.append(out.isEmpty() ? "" : ", ").append("open to ").append(p.peer().value());
    }
    if (!p.description().isBlank()) {
      String text = p.description().strip();
      out.append(out.isEmpty() ? "\"" : ", \"")
          .append(text.length() > QUOTED ? text.substring(0, QUOTED - 1) + "…" : text)
          .append('"');
    }
    return out.toString();
  }

  private Condition notUnderstood(Permission p, String why) {
    problems
        .computeIfAbsent(p.group(), g -> new ArrayList<>())
        .add(Problem.warning(p.span(), p.path() + ": " + why));
    enter(p, Use.NOT_UNDERSTOOD);
    return Condition.of(
        Condition.Kind.NOT_UNDERSTOOD,
        p.path() + ": " + why,
        "look at the permission in the console",
        p.span());
  }

  private void enter(Permission p, Use use) {
    Optional.ofNullable(account.lines().get(p.span().file()))
        .ifPresent(lines -> lines.enter(p.span().line(), p.span().line(), use));
  }

  /** The same far end and service in many groups are one set. */
  private PacketSet packets(Permission p, AddressSet addresses, Services.Service service) {
    if (p.peer().kind() != Peer.Kind.IPV4 && p.peer().kind() != Peer.Kind.IPV6) {
      return sided(p.egress(), addresses).and(service.packets());
    }
    return shared.of(
        p.egress(),
        p.peer().value(),
        service,
        () -> sided(p.egress(), addresses).and(service.packets()));
  }

  private static PacketSet sided(boolean egress, AddressSet far) {
    return egress ? PacketSet.to(far) : PacketSet.from(far);
  }
}

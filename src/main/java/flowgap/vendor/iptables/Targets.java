package flowgap.vendor.iptables;

import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What targets do (iptables-extensions(8)). */
final class Targets {
  private static final Guard WITH_CONNECTION = Guard.isNot(Attribute.STATE, "UNTRACKED", "INVALID");

  private static final Plan ACCEPT = Plan.of(Action.PERMIT);
  private static final Plan DROP = Plan.of(Action.DENY);

  private final Translations translations;

  Targets(Host host) {
    this.translations = new Translations(host);
  }

  /**
   * What a target of iptables itself does; chains are not this class's business.
   *
   * @param target empty where a rule has none: it counts only
   * @param fields the rule's addresses and interfaces
   * @param hooks the built-in chains that lead to the rule
   */
  Plan plan(Optional<Use> target, List<Option> fields, Set<String> hooks) throws BadValue {
    if (target.isEmpty()) {
      return Plan.of();
    }
    Use use = target.get();
    return switch (use.module()) {
      case "ACCEPT" -> ACCEPT;
      case "DROP", "REJECT" -> DROP;
      case "RETURN" -> Plan.of(Action.End.RETURN);
      case "LOG", "NFLOG", "ULOG" -> new Plan(List.of(), Factor.ALWAYS, true, Optional.empty());
      case "MARK" -> mark(use, Attribute.MARK);
      case "CONNMARK" -> connmark(use);
      case "NOTRACK" -> Plan.of(new Action.Set(Attribute.STATE, "UNTRACKED"));
      case "CT" ->
          use.has("--notrack") ? Plan.of(new Action.Set(Attribute.STATE, "UNTRACKED")) : Plan.of();
      case "SET" -> use.has("--map-mark") ? Plan.of(new Action.Forget(Attribute.MARK)) : Plan.of();
      case "HMARK" -> Plan.of(new Action.Forget(Attribute.MARK));
      case "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "DNPT", "SNPT" ->
          translations.plan(use, fields, hooks);
      case "NFQUEUE", "QUEUE", "SYNPROXY", "TPROXY" ->
          Plan.oneOf(
              Conditions.feature(text(use) + ": a program of the machine decides"),
              List.of(List.of(Action.PERMIT), List.of(Action.DENY)));
      case "CLUSTERIP" ->
          Plan.oneOf(
              Conditions.feature("CLUSTERIP drops what another node owns"),
              List.of(List.of(), List.of(Action.DENY)));
      default -> other(use);
    };
  }

  private static Plan other(Use use) {
    if (Extensions.target(use.module()).equals(Optional.of(Extensions.Ending.GOES_ON))) {
      return Plan.of();
    }
    return unknown(Conditions.notUnderstood("unknown target " + text(use)));
  }

  /** Every course that a target can take. */
  static Plan unknown(Condition why) {
    return Plan.oneOf(
        why,
        List.of(
            List.of(), List.of(Action.PERMIT), List.of(Action.DENY), List.of(Action.End.RETURN)));
  }

  private static String text(Use use) {
    List<String> words = new ArrayList<>();
    words.add("-j " + use.module());
    use.options().forEach(o -> words.add(o.text()));
    return String.join(" ", words);
  }

  /** {@code mark = (mark & ~mask) ^ value}; saves show --set-xmark only. */
  private static Plan mark(Use use, String attribute) throws BadValue {
    List<Action> actions = new ArrayList<>();
    for (Option o : use.options()) {
      long[] m = Marks.valueAndMask(o, o.value());
      long value = m[0];
      actions.add(
          switch (o.name()) {
            case "--set-xmark" -> new Action.SetBits(attribute, m[1], value);
            case "--set-mark" -> new Action.SetBits(attribute, value | m[1], value);
            case "--and-mark" -> new Action.SetBits(attribute, ~value & Marks.ALL, 0);
            case "--or-mark" -> new Action.SetBits(attribute, value, value);
            case "--xor-mark" -> new Action.SetBits(attribute, 0, value);
            default -> throw new BadValue(o, "'" + o.name() + "' is no option of MARK");
          });
    }
    return Plan.of(actions);
  }

  /** Without a connection the target does nothing. */
  private static Plan connmark(Use use) throws BadValue {
    long ctMask = Marks.ALL;
    long nfMask = Marks.ALL;
    for (Option o : use.options()) {
      switch (o.name()) {
        case "--ctmask" -> ctMask = Marks.number(o, o.value());
        case "--nfmask" -> nfMask = Marks.number(o, o.value());
        case "--mask" -> {
          ctMask = Marks.number(o, o.value());
          nfMask = ctMask;
        }
        default -> {}
      }
    }
    List<Action> actions = new ArrayList<>();
    for (Option o : use.options()) {
      switch (o.name()) {
        case "--ctmask", "--nfmask", "--mask" -> {}
        case "--save-mark" ->
            actions.add(new Action.CopyBits(Attribute.CONNMARK, Attribute.MARK, ctMask, nfMask));
        case "--restore-mark" ->
            actions.add(new Action.CopyBits(Attribute.MARK, Attribute.CONNMARK, nfMask, ctMask));
        default ->
            actions.addAll(mark(new Use(use.module(), List.of(o)), Attribute.CONNMARK).actions());
      }
    }
    return new Plan(
        actions, Factor.of(WITH_CONNECTION).and(Factor.of(PacketSet.ALL)), false, Optional.empty());
  }
}

package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.Precedence;
import flowgap.packet.PrecedenceBuilder;
import flowgap.packet.PrecedenceBuilder.Role;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one list as ordered sets of packets, with the rules of called lists at the place of
 * the call. A rule takes for certain only what it matches and ends for certain; whatever hinges on
 * something takes nothing for certain, and keeps all that it may match.
 */
final class Layers {
  private static final int DEPTH = 16;

  /** Positions that calls may add. */
  private static final int CALLED = 200_000;

  private final Firewall firewall;
  private final RuleList list;
  private final Dimensions dimensions;
  private final PrecedenceBuilder builder;
  private final Map<Object, Integer> actions = new HashMap<>();
  private final List<Rule> at = new ArrayList<>();
  private final List<Integer> actionAt = new ArrayList<>();
  private final int[] positions;
  private final Precedence precedence;
  private int called;

  private Layers(Firewall firewall, RuleList list) {
    this.firewall = firewall;
    this.list = list;
    this.dimensions = Dimensions.of(firewall, list);
    this.builder = new PrecedenceBuilder(dimensions.sizes());
    this.positions = new int[list.rules().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = add(list.rules().get(i));
    }
    this.precedence = builder.build();
  }

  /** Empty where packets may look different further down in the list. */
  static Optional<Layers> of(Firewall firewall, RuleList list) {
    boolean rewrites =
        list.rules().stream().filter(Rule::enabled).anyMatch(r -> goesOnChanged(r.actions()));
    return rewrites ? Optional.empty() : Optional.of(new Layers(firewall, list));
  }

  private static boolean goesOnChanged(List<Action> actions) {
    return !ends(actions)
        && actions.stream()
            .anyMatch(a -> a instanceof Action.Translate || a instanceof Action.Tracked);
  }

  Precedence precedence() {
    return precedence;
  }

  /** The position of a rule by its place in the list; -1 where it matches nothing. */
  int position(int rule) {
    return positions[rule];
  }

  /** The rule of a position: of this list or of a called one. */
  Rule rule(int position) {
    return at.get(position);
  }

  boolean sameAction(int position, int other) {
    return actionAt.get(position).equals(actionAt.get(other));
  }

  /** Whether the rule's last word is known and ends the list. */
  static boolean ends(List<Action> some) {
    for (Action a : some) {
      if (a instanceof Action.End || a instanceof Action.GoTo) {
        return true;
      }
      if (a instanceof Action.OneOf o && o.courses().stream().allMatch(Layers::ends)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a rule changes nothing that later rules could see. */
  private static boolean isSilent(List<Action> some) {
    return some.stream().allMatch(a -> a instanceof Action.Note);
  }

  private int add(Rule rule) {
    if (rule.enabled() && rule.besideFlows() && !isSilent(rule.actions())) {
      opaque(rule, new Context(PacketSet.ALL, PacketSet.NONE, dimensions.nothing()));
    }
    if (!rule.enabled() || RuleRows.isEmpty(rule)) {
      return -1;
    }
    boolean ends = ends(rule.actions());
    boolean plainCall = rule.actions().size() == 1 && rule.actions().get(0) instanceof Action.Call;
    int position = open(rule, rule.isWritten() ? action(rule.actions()) : newAction());
    Role may = ends || !(isSilent(rule.actions()) || plainCall) ? Role.MAY_TAKE : Role.MATCHES;
    for (Match m : rule.matches()) {
      Dimensions.Extras extras = dimensions.of(rule, m);
      if (extras.sets() == null) {
        continue;
      }
      boolean sure = ends && extras.exact() && isSure(rule);
      if (sure && m.packets() == m.certain()) {
        builder.add(m.packets(), extras.sets(), Role.MATCHES_AND_TAKES);
      } else {
        builder.add(m.packets(), extras.sets(), may);
        if (sure) {
          builder.add(m.certain(), extras.sets(), Role.TAKES);
        }
      }
    }
    if (plainCall) {
      for (Match m : rule.matches()) {
        Dimensions.Extras extras = dimensions.of(rule, m);
        if (extras.sets() != null) {
          boolean sure = extras.exact() && isSure(rule);
          PacketSet certain = sure ? m.certain() : PacketSet.NONE;
          inline(
              ((Action.Call) rule.actions().get(0)).list(),
              new Context(m.packets(), certain, extras),
              1);
        }
      }
    }
    return position;
  }

  private boolean isSure(Rule rule) {
    return rule.conditions().isEmpty() && !rule.besideFlows();
  }

  /** What comes by a called list. */
  private record Context(PacketSet may, PacketSet must, Dimensions.Extras extras) {
    boolean meets(Context o) {
      return Dimensions.meet(extras, o.extras) && may.intersects(o.may);
    }
  }

  private void inline(String name, Context context, int depth) {
    RuleList target = firewall.lists().get(name);
    if (target == null
        || depth > DEPTH
        || called + target.rules().size() > CALLED
        || target.end().actions().size() != 1
        || target.end().actions().get(0) != Action.End.RETURN) {
      opaque(target == null ? list.end() : target.end(), context);
      return;
    }
    called += target.rules().size();
    List<Context> gone = new ArrayList<>();
    for (Rule r : target.rules()) {
      if (r.enabled() && !isSilent(r.actions())) {
        if (r.besideFlows()) {
          opaque(r, context);
        }
        for (Match m : r.matches()) {
          Dimensions.Extras extras = Dimensions.and(context.extras, dimensions.of(r, m));
          PacketSet may = context.may.and(m.packets());
          if (extras.sets() != null && !may.isEmpty()) {
            boolean sure = extras.exact() && isSure(r);
            PacketSet must = sure ? context.must.and(m.certain()) : PacketSet.NONE;
            inline(r, new Context(may, must, extras), gone, depth);
          }
        }
      }
    }
  }

  private void inline(Rule r, Context c, List<Context> gone, int depth) {
    Action first = r.actions().get(0);
    boolean single = r.actions().size() == 1;
    if (single && first == Action.End.RETURN) {
      gone.add(c);
    } else if (single && first instanceof Action.Call call) {
      boolean sure = gone.stream().noneMatch(c::meets);
      inline(call.list(), sure ? c : new Context(c.may, PacketSet.NONE, c.extras), depth + 1);
    } else if (single && (first == Action.PERMIT || first == Action.DENY)) {
      open(r, action(r.actions()));
      builder.add(c.may, c.extras.sets(), Role.MAY_TAKE_UNOWNED);
      if (!c.must.isEmpty() && gone.stream().noneMatch(c::meets)) {
        builder.add(c.must, c.extras.sets(), Role.TAKES);
      }
    } else {
      opaque(r, c);
      gone.add(c);
    }
  }

  /** What becomes of these packets is not followed. */
  private void opaque(Rule rule, Context c) {
    open(rule, newAction());
    builder.add(c.may, c.extras.sets(), Role.MAY_TAKE_UNOWNED);
  }

  private int open(Rule rule, int action) {
    at.add(rule);
    actionAt.add(action);
    return builder.next(action);
  }

  private int newAction() {
    return action(new Object());
  }

  private int action(List<Action> some) {
    List<Action> told = some.stream().filter(a -> !(a instanceof Action.Note)).toList();
    boolean open = told.stream().anyMatch(a -> a instanceof Action.OneOf);
    return open ? newAction() : action((Object) told);
  }

  private int action(Object key) {
    return actions.computeIfAbsent(key, k -> actions.size());
  }
}

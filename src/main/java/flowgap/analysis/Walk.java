package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.View;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
import flowgap.policy.Condition;
import flowgap.policy.Firewall;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Leads packets through the stages of one firewall, all of them at once, rule by rule. Where the
 * export does not say what happens, both courses are followed.
 */
final class Walk {
  /** Ways that packets may take at the same time. */
  private static final int COHORTS = 20_000;

  /** Rules asked for one question, each for each cohort. */
  private static final long STEPS = 50_000_000;

  private static final int DEPTH = 256;

  private final Firewall firewall;
  private final Map<String, RuleIndex> indexes = new ConcurrentHashMap<>();
  private final Map<String, Boolean> rewriting = new ConcurrentHashMap<>();

  Walk(Firewall firewall) {
    this.firewall = firewall;
  }

  RuleList list(Stage stage) {
    return firewall.list(stage.list());
  }

  /** Receives what happens on the way; for traces. */
  interface Listener {
    Listener SILENT = new Listener() {};

    default void enters(Stage stage, Cohort cohort) {}

    /**
     * Packets come to a list, that of a stage or a called one, whether a rule of it is asked or
     * not.
     */
    default void comesTo(RuleList list, Cohort cohort) {}

    /**
     * @param matched what of the cohort the rule takes: may match at the most
     */
    default void asks(
        RuleList list, Rule rule, Cohort cohort, PacketSet matched, boolean certain) {}
  }

  /** Cohorts at the end of their way. */
  static final class Ends {
    final List<Cohort> permitted = new ArrayList<>();
    final List<Cohort> denied = new ArrayList<>();
    final List<Cohort> left = new ArrayList<>();
  }

  /** The walk of one question. */
  private final class Course {
    final Situation situation;
    final Listener listener;
    final Ends ends = new Ends();
    long steps;
    Stage stage;
    List<Cohort> passed;

    Course(Situation situation, Listener listener) {
      this.situation = situation;
      this.listener = listener;
    }

    List<Cohort> through(List<Stage> stages, List<Cohort> cohorts) {
      List<Cohort> now = cohorts;
      for (Stage s : stages) {
        if (now.isEmpty()) {
          break;
        }
        stage = s;
        passed = new ArrayList<>();
        RuleList list = firewall.list(s.list());
        for (Cohort c : now) {
          listener.enters(s, c);
          List<Cohort> rest = ask(list, c, 0);
          finish(list.end(), rest, new ArrayList<>(), 0);
        }
        now = Cohort.merged(passed);
        check(now.size());
      }
      return now;
    }

    /** Carries out the end rule; what it returns goes to {@code back}. */
    private void finish(Rule end, List<Cohort> cohorts, List<Cohort> back, int depth) {
      for (Cohort c : cohorts) {
        List<Cohort> fallen = new ArrayList<>();
        carryOut(end, end.actions(), 0, c, fallen, back, depth);
        back.addAll(fallen);
      }
    }

    /** Asks a list; the cohorts that come out at its end or by a return. */
    private List<Cohort> ask(RuleList list, Cohort incoming, int depth) {
      listener.comesTo(list, incoming);
      List<Cohort> returned = new ArrayList<>();
      List<Cohort> active = List.of(incoming);
      int[] positions = candidates(list, incoming);
      for (int at : positions) {
        Rule rule = list.rules().get(at);
        if (!rule.enabled() || rule.actions().isEmpty()) {
          continue;
        }
        List<Cohort> next = new ArrayList<>(active.size() + 1);
        boolean touched = false;
        for (Cohort c : active) {
          touched |= meet(list, rule, c, next, returned, depth);
        }
        if (touched) {
          active = Cohort.merged(next);
          check(active.size());
        }
        if (active.isEmpty()) {
          break;
        }
      }
      if (returned.isEmpty()) {
        return active;
      }
      returned.addAll(active);
      return Cohort.merged(returned);
    }

    /** Whether the rule takes anything of the cohort. */
    private boolean meet(
        RuleList list, Rule rule, Cohort c, List<Cohort> next, List<Cohort> returned, int depth) {
      if (++steps > STEPS) {
        throw new NotDecided("more than " + STEPS + " steps");
      }
      Meeting m = meeting(rule, c, situation);
      listener.asks(list, rule, c, m.may, m.reasons.isEmpty());
      if (m.may.isEmpty()) {
        next.add(c);
        return false;
      }
      if (!m.must.isEmpty()) {
        carryOut(rule, rule.actions(), 0, c.only(m.must), next, returned, depth);
      }
      PacketSet doubtful = m.must.isEmpty() ? m.may : m.may.minus(m.must);
      if (!doubtful.isEmpty()) {
        Cohort forked = c.only(doubtful).because(m.reasons);
        carryOut(rule, rule.actions(), 0, forked, next, returned, depth);
        next.add(forked);
      }
      PacketSet rest = c.sent().minus(m.may);
      if (!rest.isEmpty()) {
        next.add(c.only(rest));
      }
      return true;
    }

    private void carryOut(
        Rule rule,
        List<Action> actions,
        int from,
        Cohort cohort,
        List<Cohort> next,
        List<Cohort> returned,
        int depth) {
      Cohort c = cohort;
      for (int i = from; i < actions.size(); i++) {
        Action action = actions.get(i);
        if (action instanceof Action.End end) {
          end(rule, end, c, returned);
          return;
        } else if (action instanceof Action.Call call) {
          List<Cohort> back = called(call.list(), c, depth);
          for (Cohort b : back) {
            carryOut(rule, actions, i + 1, b, next, returned, depth);
          }
          return;
        } else if (action instanceof Action.GoTo go) {
          returned.addAll(called(go.list(), c, depth));
          return;
        } else if (action instanceof Action.OneOf oneOf) {
          boolean sure = situation.assumptions().hold(oneOf.why()) || oneOf.courses().size() == 1;
          Cohort forked = sure ? c : c.because(List.of(oneOf.why()));
          for (List<Action> course : oneOf.courses()) {
            List<Action> all = new ArrayList<>(course);
            all.addAll(actions.subList(i + 1, actions.size()));
            carryOut(rule, all, 0, forked, next, returned, depth);
          }
          return;
        } else {
          c = changed(rule, action, c);
        }
      }
      next.add(c);
    }

    private List<Cohort> called(String name, Cohort c, int depth) {
      if (depth > DEPTH) {
        throw new NotDecided("lists call each other more than " + DEPTH + " deep");
      }
      RuleList list = firewall.list(name);
      List<Cohort> back = new ArrayList<>();
      List<Cohort> out = ask(list, c, depth + 1);
      if (isPlainReturn(list.end())) {
        return out;
      }
      finish(list.end(), out, back, depth + 1);
      return back;
    }

    private void end(Rule rule, Action.End end, Cohort c, List<Cohort> returned) {
      boolean evidence = stage.kind() == Stage.Kind.FILTER;
      switch (end) {
        case PERMIT ->
            passed.add(
                evidence
                    ? c.after(new Hit(rule, stage, "permit", c.leg(), c.view(), c.trail()))
                    : c);
        case DENY ->
            ends.denied.add(c.after(new Hit(rule, stage, "deny", c.leg(), c.view(), c.trail())));
        case LEAVE ->
            ends.left.add(c.after(new Hit(rule, stage, "leave", c.leg(), c.view(), c.trail())));
        case RETURN -> returned.add(c);
      }
    }

    private Cohort changed(Rule rule, Action action, Cohort c) {
      if (action instanceof Action.Set s) {
        return c.with(s.attribute(), s.value());
      }
      if (action instanceof Action.Forget f) {
        return c.with(f.attribute(), null);
      }
      if (action instanceof Action.Copy copy) {
        return c.with(copy.to(), c.attributes().get(copy.from()));
      }
      if (action instanceof Action.SetBits s) {
        String old = c.attributes().get(s.attribute());
        String value =
            old == null && (~s.clear() & 0xFFFF_FFFFL) != 0
                ? null
                : bits((old == null ? 0 : Long.parseLong(old)) & ~s.clear() ^ s.xor());
        return c.with(s.attribute(), value);
      }
      if (action instanceof Action.CopyBits b) {
        String from = c.attributes().get(b.from());
        String to = c.attributes().get(b.to());
        boolean known = from != null && (to != null || (~b.toMask() & 0xFFFF_FFFFL) == 0);
        return c.with(
            b.to(),
            known
                ? bits(
                    (to == null ? 0 : Long.parseLong(to)) & ~b.toMask()
                        ^ Long.parseLong(from) & b.fromMask())
                : null);
      }
      if (action instanceof Action.Translate t) {
        return c.seen(c.view().then(t.field(), t.rewrite()))
            .after(new Hit(rule, stage, t.shown(), c.leg(), c.view(), c.trail()));
      }
      if (action instanceof Action.Tracked t) {
        return c.seen(tracked(c, t.side()));
      }
      return c.noting(((Action.Note) action).text());
    }

    private static String bits(long value) {
      return Long.toString(value & 0xFFFF_FFFFL);
    }

    private void check(int cohorts) {
      if (cohorts > COHORTS) {
        throw new NotDecided("more than " + COHORTS + " different ways");
      }
    }
  }

  private static boolean isPlainReturn(Rule end) {
    return end.actions().size() == 1 && end.actions().get(0) == Action.End.RETURN;
  }

  private static View tracked(Cohort c, Guard.Side side) {
    if (c.opener() == null) {
      return c.view();
    }
    boolean answer = "answer".equals(c.attributes().get(Attribute.LEG));
    View known = answer ? c.entry().answered() : c.opener().view();
    return side == Guard.Side.SOURCE
        ? c.view().withSourceOf(known)
        : c.view().withDestinationOf(known);
  }

  /** What of a cohort a rule takes. */
  record Meeting(PacketSet must, PacketSet may, List<Condition> reasons) {
    static final Meeting NONE = new Meeting(PacketSet.NONE, PacketSet.NONE, List.of());
  }

  static Meeting meeting(Rule rule, Cohort c, Situation situation) {
    if (!rule.enabled()) {
      return Meeting.NONE;
    }
    Assumptions assumptions = situation.assumptions().of(rule);
    List<Condition> always = new ArrayList<>(0);
    for (Condition condition : rule.conditions()) {
      if (!assumptions.hold(condition)) {
        always.add(rule.denies() ? condition.reversed() : condition);
      }
    }
    if (rule.schedule().isPresent()) {
      if (situation.time().isEmpty()) {
        Condition time =
            Condition.of(
                Condition.Kind.SCHEDULE,
                "schedule " + rule.schedule().get().name(),
                "give the window of the migration (--window)",
                rule.schedule().get().span());
        always.add(rule.denies() ? time.or("time outside " + time.text()).reversed() : time);
      } else if (!rule.schedule().get().isActiveAt(situation.time().get())) {
        return Meeting.NONE;
      }
    }
    Meeting sum = Meeting.NONE;
    for (Match match : rule.matches()) {
      sum = plus(sum, meeting(match, c, assumptions, always, rule.denies()));
    }
    return sum;
  }

  private static Meeting plus(Meeting a, Meeting b) {
    if (b.may.isEmpty()) {
      return a;
    }
    if (a.may.isEmpty()) {
      return b;
    }
    List<Condition> reasons = new ArrayList<>(a.reasons);
    b.reasons.stream().filter(r -> !reasons.contains(r)).forEach(reasons::add);
    return new Meeting(a.must.or(b.must), a.may.or(b.may), reasons);
  }

  private static Meeting meeting(
      Match match, Cohort c, Assumptions assumptions, List<Condition> always, boolean denies) {
    List<Condition> reasons = new ArrayList<>(always);
    PacketSet sent = c.sent();
    for (Guard guard : match.guards()) {
      switch (GuardTest.test(guard, c, assumptions)) {
        case YES -> {
          if (guard instanceof Guard.Sent s) {
            View.Split split = c.entry().preimage(sent, s.packets());
            sent = s.negated() ? sent.minus(split.must()) : split.may();
          }
        }
        case NO -> {
          return Meeting.NONE;
        }
        case UNKNOWN -> reasons.add(GuardTest.reason(guard, c, denies));
      }
    }
    View.Split may = c.view().preimage(sent, match.packets());
    if (may.may().isEmpty()) {
      return Meeting.NONE;
    }
    boolean doubts = !match.doubts().stream().allMatch(assumptions::hold);
    if (!reasons.isEmpty()) {
      if (doubts) {
        addAll(reasons, match.doubts(), denies);
      }
      return new Meeting(PacketSet.NONE, may.may(), reasons);
    }
    PacketSet must;
    if (match.packets() == match.certain() || !doubts) {
      must = may.must();
    } else {
      must = c.view().preimage(sent, match.certain()).must();
      addAll(reasons, match.doubts(), denies);
    }
    if (may.must() != may.may() && !may.must().containsAll(may.may())) {
      reasons.add(severalAddresses(c));
    }
    return new Meeting(must, may.may(), reasons);
  }

  /** A flow passes a rule that denies where what the rule asks for does not hold. */
  private static void addAll(List<Condition> to, List<Condition> doubts, boolean denies) {
    doubts.forEach(d -> to.add(denies ? d.reversed() : d));
  }

  /** Why it is not known which address a packet bears. */
  private static Condition severalAddresses(Cohort c) {
    String name = c.attributes().get(FirewallJudge.HOST_NAME);
    return name != null
        ? Condition.of(
            Condition.Kind.HOST_NAME,
            "the addresses of " + name + " are not known",
            "bind the name in the site file")
        : Condition.of(
            Condition.Kind.TRANSLATION,
            "the translated address or port is one of several, or not known",
            "look at the translation");
  }

  private int[] candidates(RuleList list, Cohort c) {
    int n = list.rules().size();
    if (n <= 8 || rewrites(list.name())) {
      return IntStream.range(0, n).toArray();
    }
    return index(list).candidates(c.view().image(c.sent()));
  }

  RuleIndex index(RuleList list) {
    return indexes.computeIfAbsent(list.name(), name -> new RuleIndex(list));
  }

  /**
   * Whether packets may look different further down in the same list. Several threads may ask: what
   * is kept is the answer, never a guess on the way to it.
   */
  private boolean rewrites(String name) {
    Boolean known = rewriting.get(name);
    if (known == null) {
      known = rewrites(name, new HashSet<>());
      rewriting.put(name, known);
    }
    return known;
  }

  private boolean rewrites(String name, Set<String> seen) {
    return seen.add(name)
        && firewall.list(name).rules().stream().anyMatch(r -> rewrites(r.actions(), seen));
  }

  private boolean rewrites(List<Action> actions, Set<String> seen) {
    boolean ends = !actions.isEmpty() && actions.get(actions.size() - 1) instanceof Action.End;
    for (Action a : actions) {
      if (a instanceof Action.OneOf o) {
        if (o.courses().stream().anyMatch(c -> rewrites(c, seen))) {
          return true;
        }
      } else if (a instanceof Action.Call call && rewrites(call.list(), seen)) {
        return true;
      } else if (!ends && (a instanceof Action.Translate || a instanceof Action.Tracked)) {
        return true;
      }
    }
    return false;
  }

  /** Leads openers, their answers, and what follows them through the firewall. */
  Ends walk(Cohort opener, Situation situation, Listener listener) {
    Course course = new Course(situation, listener);
    List<Cohort> opened = course.through(firewall.opening(), List.of(opener));
    if (firewall.answer().isEmpty()) {
      course.ends.permitted.addAll(opened);
      return course.ends;
    }
    List<Cohort> answers = new ArrayList<>();
    for (Cohort c : opened) {
      PacketSet answerable = View.answerable(c.sent());
      PacketSet oneWay = c.sent().minus(answerable);
      if (!oneWay.isEmpty()) {
        course.ends.permitted.add(c.only(oneWay));
      }
      if (!answerable.isEmpty()) {
        answers.add(c.only(answerable).answered());
      }
    }
    List<Cohort> answered = course.through(firewall.answer(), answers);
    if (firewall.follower().isEmpty()) {
      course.ends.permitted.addAll(answered.stream().map(Walk::asOpener).toList());
      return course.ends;
    }
    List<Cohort> followers = answered.stream().map(Cohort::followed).toList();
    List<Cohort> followed = course.through(firewall.follower(), followers);
    course.ends.permitted.addAll(followed.stream().map(Walk::asOpener).toList());
    return course.ends;
  }

  /** The opener as it left the firewall, with what its answers have added. */
  private static Cohort asOpener(Cohort c) {
    Cohort o = c.opener();
    return new Cohort(
        c.sent(), o.entry(), o.view(), null, o.attributes(), c.reasons(), c.notes(), c.trail());
  }
}

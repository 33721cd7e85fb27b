package flowgap.cli;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallAuditor;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.RuleFindingOptions;
import flowgap.change.OnePort;
import flowgap.change.Opening;
import flowgap.change.Openings;
import flowgap.change.Reviews;
import flowgap.change.Trial;
import flowgap.cli.Estate.Member;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.policy.Firewall;
import flowgap.policy.Window;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Audits an estate: each firewall by itself, then the flows as a whole. */
final class Audit {
  private final Estate estate;
  private final List<Flow> flows;
  private final Optional<Windows> window;
  private final Circumstances circumstances;
  private final RuleFindingOptions options;
  private final Workers workers;

  /**
   * @param circumstances with the window in UTC
   */
  Audit(
      Estate estate,
      List<Flow> flows,
      Optional<Windows> window,
      Circumstances circumstances,
      RuleFindingOptions options,
      Workers workers) {
    this.estate = estate;
    this.flows = flows;
    this.window = window;
    this.circumstances = circumstances;
    this.options = options;
    this.workers = workers;
  }

  /**
   * What the audits of firewalls leave.
   *
   * @param keeper where it is kept, too; empty = nowhere
   * @param resume whether what is kept already is taken instead of judging again
   * @param key check value of all that it hinges on besides the firewall's files
   */
  List<Share> shares(List<Member> members, Optional<Keeper> keeper, boolean resume, String key) {
    return workers.all(
        members,
        Member::name,
        member -> {
          String own = keeper.isEmpty() ? "" : RunKey.of(key, member);
          Optional<Share> kept =
              resume ? keeper.flatMap(k -> k.kept(member.name(), own)) : Optional.empty();
          if (kept.isPresent()) {
            return kept.get();
          }
          Share.Fresh share = share(member);
          estate.release(member);
          return keeper.isEmpty() ? share : keeper.get().keep(own, share);
        });
  }

  /**
   * What becomes of flows along ordered paths through these firewalls, by flow id. Flows with the
   * same path are judged together, so that no more firewalls than those of a few paths are in
   * memory.
   */
  Map<String, List<Judged>> along(List<Member> members) {
    Map<String, Member> byName = new HashMap<>();
    members.forEach(m -> byName.put(m.name(), m));
    FlowRun run = run(circumstances);
    Map<List<String>, List<Flow>> paths = new LinkedHashMap<>();
    for (Flow flow : flows) {
      boolean here = flow.path().firewalls().stream().anyMatch(byName::containsKey);
      if (here && flow.path() instanceof FlowPath.Ordered && run.notJudged(flow).isEmpty()) {
        paths.computeIfAbsent(flow.path().firewalls(), p -> new ArrayList<>()).add(flow);
      }
    }
    Map<String, List<Judged>> out = new TreeMap<>();
    workers
        .all(
            List.copyOf(paths.keySet()),
            path -> String.join(" > ", path),
            path -> along(path, paths.get(path), byName))
        .forEach(out::putAll);
    return out;
  }

  private Map<String, List<Judged>> along(
      List<String> path, List<Flow> together, Map<String, Member> members) {
    Map<String, FirewallJudge> judges = new HashMap<>();
    Map<String, Window> own = new HashMap<>();
    for (String name : path) {
      Member m = members.get(name);
      if (m != null) {
        try {
          Firewall firewall = estate.firewall(m);
          judges.put(name, new FirewallJudge(firewall));
          ownWindow(firewall).ifPresent(w -> own.put(name, w));
        } catch (InputFailure | IOException e) {
          // its share has failed, too, and says why
          judges.remove(name);
        }
      }
    }
    Circumstances there =
        new Circumstances(circumstances.window(), circumstances.assumptions(), own);
    Map<String, List<Judged>> out = new HashMap<>();
    for (Flow flow : together) {
      out.put(flow.id(), run(there).along(flow, judges));
    }
    return out;
  }

  private FlowRun run(Circumstances own) {
    return new FlowRun(flows, own, estate.members().size() + estate.failed().size() == 1);
  }

  /** The window as the firewall's own clock shows it, where it was given without offset. */
  private Optional<Window> ownWindow(Firewall firewall) {
    return window.filter(Windows::isLocal).map(w -> w.in(Windows.zone(firewall)));
  }

  private FlowRun runFor(Firewall firewall) {
    Map<String, Window> own = new HashMap<>();
    ownWindow(firewall).ifPresent(w -> own.put(firewall.name(), w));
    return run(new Circumstances(circumstances.window(), circumstances.assumptions(), own));
  }

  private Share.Fresh share(Member member) {
    try {
      Firewall firewall = withClock(estate.firewall(member));
      FlowRun run = runFor(firewall);
      FirewallJudge judge = new FirewallJudge(firewall);
      Map<String, List<Judged>> judged = run.at(judge);
      Supplier<Openings> openings = workers.beside(() -> safeOpenings(member, judge, run, judged));
      FirewallAuditor.Audited a =
          FirewallAuditor.audit(
              judge, judged, EstateReader.audited(member.files()), member.twins(), run, options);
      Supplier<Reviews> narrow =
          workers.beside(() -> safeReviews(Reviews::narrowing, member, judge, run, a));
      Reviews remove = safeReviews(Reviews::removing, member, judge, run, a);
      Reviews reviews = narrow.get().and(remove);
      return new Share.Fresh(
          a.audit().withChanges(reviews.byFinding()),
          a.judged(),
          openings.get().each(),
          changes(member, openings.get(), reviews));
    } catch (InputFailure e) {
      return failed(member, e.problems());
    } catch (IOException e) {
      return failed(member, List.of(problem(member, "it cannot be read: " + e.getMessage())));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return failed(member, List.of(problem(member, Mishap.sentence(e))));
    }
  }

  /** A change that cannot be written takes nothing from the audit. */
  private Openings safeOpenings(
      Member member, FirewallJudge judge, FlowRun run, Map<String, List<Judged>> judged) {
    try {
      return openings(member, judge, run, judged);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      Mishap.sentence(e);
      return Openings.NONE;
    }
  }

  /** Proves changes for review. */
  private interface Reviewing {
    Reviews of(Trial trial, FirewallJudge judge, FlowRun run, FirewallAuditor.Audited audited)
        throws IOException;
  }

  private Reviews safeReviews(
      Reviewing which,
      Member member,
      FirewallJudge judge,
      FlowRun run,
      FirewallAuditor.Audited audited) {
    try {
      return which.of(trial(member, judge.firewall()), judge, run, audited);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      Mishap.sentence(e);
      return Reviews.NONE;
    }
  }

  private Trial trial(Member member, Firewall firewall) {
    return new Trial(
        member.bundle().vendor(),
        firewall,
        member.files(),
        member.bundle().name(),
        member.ownName(),
        member.facts(),
        name -> called(member, name));
  }

  /** What another firewall of the same exports is called in this run. */
  private String called(Member member, String name) {
    return estate.members().stream()
        .filter(m -> m.bundle() == member.bundle() && m.ownName().equals(name))
        .map(Member::name)
        .findFirst()
        .orElse(name);
  }

  /** What opens the flows that a firewall denies; nothing where its commands cannot be written. */
  private Openings openings(
      Member member, FirewallJudge judge, FlowRun run, Map<String, List<Judged>> judged)
      throws IOException {
    List<Flow> denied = new ArrayList<>();
    for (Flow flow : flows) {
      if (Openings.isWanted(flow) && run.notJudged(flow).isEmpty()) {
        List<Judged> here =
            flow.path() instanceof FlowPath.Ordered
                    && flow.path().firewalls().contains(judge.firewall().name())
                ? judge.judge(flow, run.circumstances(), true)
                : judged.getOrDefault(flow.id(), List.of());
        if (Openings.isDenied(here)) {
          denied.add(isAlone(flow, judge.firewall()) ? OnePort.of(flow, here) : flow);
        }
      }
    }
    Opening opening = new Opening(trial(member, judge.firewall()), judge, run);
    return Openings.of(opening, denied, member.rules());
  }

  /** Whether the flow passes no other firewall, as far as is known. */
  private boolean isAlone(Flow flow, Firewall firewall) {
    List<String> path = flow.path().firewalls();
    return path.isEmpty()
        ? estate.members().size() + estate.failed().size() == 1
        : path.equals(List.of(firewall.name()));
  }

  /** Says in which time zone a window without offset was taken. */
  private Firewall withClock(Firewall firewall) {
    if (window.isEmpty() || !window.get().isLocal()) {
      return firewall;
    }
    java.time.ZoneId zone = Windows.zone(firewall);
    String text = firewall.files().isEmpty() ? firewall.name() : firewall.files().get(0);
    String said = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    return firewall.withProblems(
        List.of(
            Problem.info(
                SourceSpan.implicit(text, ""),
                "the window has no offset; here it is taken in the time zone " + said)));
  }

  private static Problem problem(Member member, String message) {
    return Problem.error(SourceSpan.implicit(member.bundle().first().name(), ""), message);
  }

  private static FirewallChanges changes(Member m, Openings open, Reviews reviews) {
    return new FirewallChanges(
        m.name(),
        m.bundle().vendor().comment(),
        m.bundle().vendor().entering(),
        open.all(),
        open.patch(),
        reviews.narrow(),
        reviews.remove());
  }

  private static Share.Fresh failed(Member m, List<Problem> problems) {
    return new Share.Fresh(
        FirewallAuditor.failed(
            m.name(), m.bundle().vendor().format(), EstateReader.audited(m.files()), problems),
        Map.of(),
        Map.of(),
        changes(m, Openings.NONE, Reviews.NONE));
  }
}

package flowgap.cli;

import flowgap.analysis.Circumstances;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallAuditor;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowFindings;
import flowgap.analysis.FlowResult;
import flowgap.analysis.FlowRun;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.RuleFindingOptions;
import flowgap.change.Opening;
import flowgap.change.Openings;
import flowgap.cli.Estate.Failed;
import flowgap.cli.Estate.Member;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import flowgap.policy.Firewall;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Audits an estate: each firewall by itself, then the flows as a whole. */
final class Audit {
  /**
   * What the audit of one firewall leaves.
   *
   * @param judged what it does with the flows that it judges by itself, by flow id
   * @param openings what opens those that it denies
   * @param comment what opens a comment line among its commands
   */
  record Share(
      FirewallAudit audit, Map<String, List<Judged>> judged, Openings openings, String comment) {}

  /** What an audit found of firewalls and flows. */
  record Outcome(
      List<FirewallAudit> firewalls,
      List<FlowResult> flows,
      List<Finding> flowFindings,
      List<FirewallChanges> changes) {}

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

  Outcome run() {
    FlowRun run = run(circumstances);
    List<Share> shares = workers.all(estate.members(), Member::name, this::share);
    Map<String, List<Judged>> byFlow = new HashMap<>();
    List<FirewallAudit> audits = new ArrayList<>();
    List<FirewallChanges> changes = new ArrayList<>();
    Map<String, Openings> openings = new HashMap<>();
    Set<String> unreadable = new TreeSet<>();
    estate.failed().forEach(f -> unreadable.add(f.name()));
    for (Share s : shares) {
      audits.add(s.audit());
      openings.put(s.audit().name(), s.openings());
      if (s.openings().all().isPresent()) {
        changes.add(
            new FirewallChanges(
                s.audit().name(), s.comment(), s.openings().all(), List.of(), List.of()));
      }
      if (s.audit().failed()) {
        unreadable.add(s.audit().name());
      }
      s.judged().forEach((id, j) -> byFlow.computeIfAbsent(id, i -> new ArrayList<>()).addAll(j));
    }
    estate.failed().stream().map(Failed::audit).forEach(audits::add);
    audits.sort(Comparator.comparing(FirewallAudit::name));
    Map<String, FirewallJudge> together = together(run, unreadable);
    List<FlowResult> results = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    FindingIds ids = new FindingIds();
    for (Flow flow : flows) {
      boolean ordered = flow.path() instanceof FlowPath.Ordered && run.notJudged(flow).isEmpty();
      List<Judged> at =
          ordered ? run.along(flow, together) : byFlow.getOrDefault(flow.id(), List.of());
      FlowResult result = run.whole(flow, at, unreadable);
      results.add(result);
      for (Finding f : FlowFindings.of(result, ids)) {
        findings.add(withChange(f, openings.getOrDefault(f.firewall(), Openings.NONE)));
      }
    }
    changes.sort(Comparator.comparing(FirewallChanges::firewall));
    return new Outcome(audits, results, findings, changes);
  }

  private static Finding withChange(Finding finding, Openings openings) {
    boolean closes =
        finding.type() == FindingType.BLOCKED_FLOW || finding.type() == FindingType.PARTIAL_FLOW;
    ProposedChange change =
        finding.flows().isEmpty() ? null : openings.each().get(finding.flows().get(0));
    return closes && change != null ? finding.with(change) : finding;
  }

  private FlowRun run(Circumstances own) {
    return new FlowRun(flows, own, estate.members().size() + estate.failed().size() == 1);
  }

  /** The window as the firewall's own clock shows it. */
  private FlowRun runFor(Firewall firewall) {
    if (window.isEmpty() || !window.get().isLocal()) {
      return run(circumstances);
    }
    return run(
        new Circumstances(
            Optional.of(window.get().in(Windows.zone(firewall))), circumstances.assumptions()));
  }

  private Share share(Member member) {
    try {
      Firewall firewall = estate.firewall(member);
      FirewallJudge judge = new FirewallJudge(withClock(firewall));
      FlowRun run = runFor(firewall);
      FirewallAuditor.Audited a =
          FirewallAuditor.audit(
              judge, EstateReader.audited(member.files()), member.twins(), run, options);
      return new Share(
          a.audit(),
          a.judged(),
          openings(member, judge, run, a.judged()),
          member.bundle().vendor().comment());
    } catch (InputFailure e) {
      return failed(member, e.problems());
    } catch (IOException e) {
      return failed(member, List.of(problem(member, "it cannot be read: " + e.getMessage())));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return failed(member, List.of(problem(member, Mishap.sentence(e))));
    }
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
          denied.add(flow);
        }
      }
    }
    Opening opening =
        new Opening(
            member.bundle().vendor(),
            judge,
            member.files(),
            member.bundle().name(),
            member.ownName(),
            member.facts(),
            run.circumstances());
    return Openings.of(opening, denied, member.rules());
  }

  /** Says in which time zone a window without offset was taken. */
  private Firewall withClock(Firewall firewall) {
    boolean scheduled =
        firewall.lists().values().stream()
            .anyMatch(l -> l.rules().stream().anyMatch(r -> r.schedule().isPresent()));
    if (window.isEmpty() || !window.get().isLocal() || !scheduled) {
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

  private static Share failed(Member m, List<Problem> problems) {
    return new Share(
        FirewallAuditor.failed(
            m.name(), m.bundle().vendor().format(), EstateReader.audited(m.files()), problems),
        Map.of(),
        Openings.NONE,
        m.bundle().vendor().comment());
  }

  private Map<String, FirewallJudge> together(FlowRun run, Set<String> unreadable) {
    Map<String, FirewallJudge> out = new HashMap<>();
    Set<String> wanted = run.together();
    for (Member m : estate.members()) {
      if (wanted.contains(m.name())) {
        try {
          out.put(m.name(), new FirewallJudge(estate.firewall(m)));
        } catch (InputFailure | IOException e) {
          unreadable.add(m.name());
        }
      }
    }
    return out;
  }
}

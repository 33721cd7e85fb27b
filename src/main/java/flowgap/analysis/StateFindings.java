package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.Schedule;
import flowgap.policy.Window;
import flowgap.source.SourceSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What rules, lists and objects say of themselves: switched off, out of their time, never hit,
 * matching nothing, bound to nothing, used by nothing.
 */
final class StateFindings {
  private final Firewall firewall;
  private final Set<String> attached;
  private final Instant now;
  private final Optional<Window> window;
  private final FindingIds ids;
  private final OtherWays ways;

  StateFindings(
      Firewall firewall,
      Set<String> attached,
      Instant now,
      Optional<Window> window,
      FindingIds ids) {
    this.firewall = firewall;
    this.attached = attached;
    this.now = now;
    this.window = window;
    this.ids = ids;
    this.ways = new OtherWays(firewall);
  }

  /** Of one rule, those that hold. */
  List<Finding> of(RuleList list, Rule rule) {
    List<Finding> out = new ArrayList<>(0);
    if (!rule.enabled()) {
      out.add(about(list, rule, FindingType.DISABLED).says("is switched off").finding(ids));
      return out;
    }
    if (RuleRows.isEmpty(rule)) {
      if (rule.besideFlows()) {
        return out;
      }
      out.add(
          about(list, rule, FindingType.INOPERATIVE)
              .says("matches no packet by itself")
              .finding(ids));
      return out;
    }
    ways.of(rule)
        .map(
            zones ->
                about(list, rule, FindingType.INOPERATIVE)
                    .says(
                        "matches no packet: by the routes of the export its destinations lie"
                            + " behind "
                            + String.join(", ", zones)
                            + ", and it asks for another zone")
                    .detail("destinations lie behind", String.join(", ", zones))
                    .finding(ids))
        .ifPresent(out::add);
    rule.schedule().flatMap(s -> over(list, rule, s)).ifPresent(out::add);
    if (rule.hits().isPresent() && rule.hits().getAsLong() == 0 && attached.contains(list.name())) {
      String since = firewall.facts().getOrDefault("counting since", "");
      out.add(
          about(list, rule, FindingType.NEVER_HIT)
              .says(
                  "has not been hit once"
                      + (since.isEmpty()
                          ? " while its counter ran (since when is not known)"
                          : " since " + since))
              .detail("hits", "0")
              .detail("counting since", since.isEmpty() ? "not known" : since)
              .finding(ids));
    }
    return out;
  }

  private AboutRule about(RuleList list, Rule rule, FindingType type) {
    return new AboutRule(firewall, list, rule, type).severity(Severity.LOW);
  }

  private Optional<Finding> over(RuleList list, Rule rule, Schedule schedule) {
    String named = "its schedule " + schedule.name() + " (" + schedule.span().where() + ") ";
    String when;
    if (schedule.isOver(now)) {
      when = "has expired: " + named + "is over for good";
    } else if (window.isPresent() && !isActiveIn(schedule, window.get())) {
      when = "is not active in the window: " + named + "leaves it out";
    } else {
      return Optional.empty();
    }
    return Optional.of(
        about(list, rule, FindingType.EXPIRED)
            .says(when)
            .detail("schedule", schedule.name())
            .finding(ids));
  }

  private static boolean isActiveIn(Schedule schedule, Window window) {
    SortedSet<Instant> times = new TreeSet<>(schedule.changes(window));
    times.add(window.start());
    return times.stream().anyMatch(schedule::isActiveAt);
  }

  /** The list that nothing asks, where that is so. */
  Optional<Finding> unattached(RuleList list) {
    if (attached.contains(list.name())) {
      return Optional.empty();
    }
    SourceSpan span = list.rules().isEmpty() ? list.end().span() : list.rules().get(0).span();
    long rules = list.rules().stream().filter(Rule::isWritten).count();
    return Optional.of(
        new Finding(
            ids.next(FindingType.UNATTACHED, firewall.name(), list.name(), "", ""),
            FindingType.UNATTACHED,
            Severity.LOW,
            firewall.name(),
            list.name(),
            span,
            "List %s (%d rules) is bound to nothing: %s"
                .formatted(
                    list.name(),
                    rules,
                    list.end().comment().isEmpty() ? "it decides no packet" : list.end().comment()),
            List.of(),
            List.of(),
            "",
            Map.of("rules", Long.toString(rules)),
            Optional.empty()));
  }

  /** The objects that nothing refers to. */
  List<Finding> unusedObjects() {
    List<Finding> out = new ArrayList<>();
    for (NamedObject o : firewall.objects()) {
      if (!o.used()) {
        String name = o.kind() + " " + o.name();
        out.add(
            new Finding(
                ids.next(FindingType.UNUSED_OBJECT, firewall.name(), "", name, ""),
                FindingType.UNUSED_OBJECT,
                Severity.LOW,
                firewall.name(),
                o.name(),
                o.span(),
                "No rule or translation refers to " + name,
                List.of(),
                List.of(),
                "",
                Map.of("kind", o.kind()),
                Optional.empty()));
      }
    }
    return out;
  }
}

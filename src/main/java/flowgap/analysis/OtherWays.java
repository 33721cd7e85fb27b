package flowgap.analysis;

import flowgap.packet.View;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.policy.Guard;
import flowgap.policy.Match;
import flowgap.policy.NetworkInterface;
import flowgap.policy.Rule;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that ask for a zone which none of their destinations lies behind, by the routes of the
 * export. Only the way out is looked at: where packets come in is no matter of routes. Where routes
 * leave a choice, every choice counts.
 */
final class OtherWays {
  /** Rules of one firewall that are looked at. */
  private static final int MOST = 5_000;

  private final Firewall firewall;
  private final FirewallJudge places;
  private final Map<Match, Optional<Set<String>>> known = new HashMap<>();
  private int asked;

  OtherWays(Firewall firewall) {
    this.firewall = firewall;
    this.places = new FirewallJudge(untilFirstFilter(firewall));
  }

  /** The firewall as far as it finds out where packets go. */
  private static Firewall untilFirstFilter(Firewall f) {
    List<Stage> stages = new ArrayList<>();
    for (Stage s : f.opening()) {
      if (s.kind() == Stage.Kind.FILTER) {
        break;
      }
      stages.add(s);
    }
    return new Firewall(
        f.name(),
        f.format(),
        f.files(),
        f.exportedAt(),
        f.facts(),
        f.assumptions(),
        f.interfaces(),
        f.own(),
        f.lists(),
        stages,
        List.of(),
        List.of(),
        f.objects(),
        List.of(),
        f.coverage());
  }

  /**
   * The zones that the rule's destinations lie behind, where the rule asks for others.
   *
   * @return empty where the rule may match something, or where it is not certain
   */
  Optional<Set<String>> of(Rule rule) {
    boolean answersPassRules = !firewall.answer().isEmpty() || !firewall.follower().isEmpty();
    if (answersPassRules || rule.matches().isEmpty() || asked >= MOST) {
      return Optional.empty();
    }
    Set<String> all = new TreeSet<>();
    for (Match m : rule.matches()) {
      if (m.packets().isEmpty()) {
        continue;
      }
      // most rules ask for no zone; to look each of them up takes longer than all else
      Optional<Set<String>> zones =
          asked(m, Attribute.OUT_ZONE).isEmpty()
              ? Optional.empty()
              : known.computeIfAbsent(m, this::behind);
      if (zones.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(zones.get());
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private Optional<Set<String>> behind(Match match) {
    Optional<Guard.Is> out = asked(match, Attribute.OUT_ZONE);
    if (out.isEmpty() || !out.get().values().stream().allMatch(this::isRouted)) {
      return Optional.empty();
    }
    asked++;
    Map<String, String> stated = new HashMap<>();
    asked(match, Attribute.IN_ZONE)
        .filter(i -> i.values().size() == 1)
        .ifPresent(i -> stated.put(Attribute.STATED_IN, i.values().iterator().next()));
    Division way = Reach.divide(places, match.packets(), stated, Circumstances.NONE);
    if (!way.undecided().isEmpty() || way.permitted().isEmpty()) {
      return Optional.empty();
    }
    Set<String> zones = new TreeSet<>();
    for (Cohort c : way.permitted()) {
      Cohort opener = c.opener() == null ? c : c.opener();
      String zone = opener.attributes().get(Attribute.OUT_ZONE);
      if (zone == null
          || out.get().values().contains(zone)
          || !opener.view().equals(View.IDENTITY)) {
        return Optional.empty();
      }
      zones.add(zone);
    }
    return Optional.of(zones);
  }

  /** Whether all interfaces of a zone have networks: no routes lead through bridges and wires. */
  private boolean isRouted(String zone) {
    List<NetworkInterface> own =
        firewall.interfaces().stream().filter(i -> i.zone().equals(zone)).toList();
    return !own.isEmpty() && own.stream().noneMatch(i -> i.networks().isEmpty());
  }

  private static Optional<Guard.Is> asked(Match match, String attribute) {
    return match.guards().stream()
        .filter(Guard.Is.class::isInstance)
        .map(Guard.Is.class::cast)
        .filter(g -> g.attribute().equals(attribute) && !g.negated())
        .findFirst();
  }
}

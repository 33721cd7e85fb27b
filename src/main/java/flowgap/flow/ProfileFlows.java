package flowgap.flow;

import flowgap.flow.FlowCondition.State;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings a profile to a site: roles become addresses, parameters and readings are settled. */
public final class ProfileFlows {
  private final Profile profile;
  private final Site site;
  private final Settings settings;
  private final Conditions conditions;
  private final List<Problem> problems = new ArrayList<>();

  private ProfileFlows(Profile profile, Site site, Settings settings) {
    this.profile = profile;
    this.site = site;
    this.settings = settings;
    this.conditions = new Conditions(profile, settings);
  }

  /**
   * The flows of a profile at a site. A flow that the settings rule out stays, as not applicable.
   *
   * @throws InputFailure where a parameter's value makes no service
   */
  public static BoundProfile bind(Profile profile, Site site, Settings settings)
      throws InputFailure {
    return new ProfileFlows(profile, site, settings).bind();
  }

  private BoundProfile bind() throws InputFailure {
    List<Flow> flows = new ArrayList<>();
    for (Profile.Template t : profile.flows()) {
      flow(t).ifPresent(flows::add);
    }
    if (!problems.isEmpty()) {
      throw new InputFailure(problems);
    }
    List<Prerequisite> needed = new ArrayList<>();
    for (Profile.Needed n : profile.prerequisites()) {
      if (conditions.scenario(n.scenario()) != State.FALSE) {
        needed.add(
            new Prerequisite(
                n.id(),
                profile.name(),
                n.text(),
                n.check(),
                Conditions.words(n.scenario()),
                n.citations()));
      }
    }
    return new BoundProfile(
        profile,
        flows,
        needed,
        Scenarios.of(flows),
        profile.notes().stream().map(ProfileFlows::words).toList(),
        profile.notCovered(),
        choices());
  }

  private static String words(Profile.Note note) {
    List<String> lines = note.citations().stream().map(Citation::lines).toList();
    return note.text() + (lines.isEmpty() ? "" : " (line " + String.join(", ", lines) + ")");
  }

  private List<String> choices() {
    List<String> out = new ArrayList<>();
    for (Profile.Parameter p : profile.parameters()) {
      Optional<Set<String>> chosen = settings.values(profile, p.name());
      chosen.ifPresent(v -> out.add(p.name() + "=" + String.join(",", v)));
      if (chosen.isEmpty()) {
        p.preset().ifPresent(v -> out.add(p.name() + "=" + v + " (not set, taken for granted)"));
      }
    }
    for (Profile.ReadingChoice r : profile.readings()) {
      settings.value(profile, r.id()).ifPresent(v -> out.add("reading " + key(r.id(), v)));
    }
    return out;
  }

  private static String key(String reading, String value) {
    return value.isEmpty() ? reading : reading + "=" + value;
  }

  private Optional<Flow> flow(Profile.Template t) {
    List<Reading> readings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Profile.Need need = t.need();
    boolean leftOut = false;
    for (String id : t.readings()) {
      Profile.ReadingChoice choice = profile.reading(id).orElseThrow();
      Optional<String> value = settings.value(profile, id);
      if (!choice.isSwitchable()) {
        readings.add(new Reading(id, choice.text(), choice.reason(), false));
      } else if (value.isEmpty()) {
        notes.add("another reading can be switched on, --reading " + id + ": " + choice.text());
      } else {
        String key = key(id, value.get());
        readings.add(new Reading(key, choice.text(), choice.reason(), true));
        Optional<Profile.Need> variant = t.variants().get(key);
        if (variant != null) {
          need = variant.orElse(need);
          leftOut |= variant.isEmpty();
        }
      }
    }
    Standing standing =
        leftOut
            ? new Standing(
                need.requirement(),
                Optional.of(new FlowCondition(State.FALSE, "the reading leaves this flow out")))
            : standing(t, need);
    Optional<Service> service = service(t, need);
    if (service.isEmpty()) {
      return Optional.empty();
    }
    Side source = side(t.source(), notes);
    Side destination = side(t.destination(), notes);
    Flow flow =
        new Flow(
            t.id(),
            t.name(),
            new Origin(
                profile.name(), Conditions.words(t.scenario()), t.phase(), t.citations(), readings),
            source,
            destination,
            service.get(),
            need.direction(),
            standing.requirement(),
            standing.condition(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            FlowPath.UNSTATED,
            Validity.ALWAYS,
            new Remarks("", "", t.comment(), likely(t), notes),
            t.span());
    checkEmpty(flow);
    return Optional.of(flow);
  }

  /** A flow without any packet would be permitted by every firewall. */
  private void checkEmpty(Flow flow) {
    boolean open = !flow.unboundRoles().isEmpty() || !flow.unresolvedNames().isEmpty();
    if (flow.isApplicable() && !open && flow.forward().isEmpty()) {
      String message = "no packet can be of flow %s: %s and %s share no IP family at this site";
      problems.add(
          Problem.error(
              flow.span(),
              message.formatted(flow.id(), flow.source().text(), flow.destination().text())));
    }
  }

  /** Likely App-IDs are shown, never judged by: nobody has said which one a firewall sees. */
  private static Map<String, String> likely(Profile.Template t) {
    return t.applications().isEmpty()
        ? Map.of()
        : Map.of("likely App-ID", String.join("; ", t.applications()));
  }

  private record Standing(Requirement requirement, Optional<FlowCondition> condition) {}

  /** How much the flow is needed, as the scenario and its condition stand. */
  private Standing standing(Profile.Template t, Profile.Need need) {
    State scenario = conditions.scenario(t.scenario());
    if (scenario == State.FALSE) {
      return new Standing(
          need.requirement(),
          Optional.of(new FlowCondition(State.FALSE, Conditions.text(t.scenario()))));
    }
    boolean conditional = need.requirement() == Requirement.CONDITIONAL;
    State when = State.TRUE;
    if (!need.when().isEmpty()) {
      when = conditions.when(need.when());
    } else if (conditional) {
      when = State.UNKNOWN;
    }
    boolean bare = !conditional && need.when().isEmpty() && need.condition().isEmpty();
    if (bare && scenario == State.TRUE) {
      return new Standing(need.requirement(), Optional.empty());
    }
    State state = when == State.FALSE ? State.FALSE : scenario == State.UNKNOWN ? scenario : when;
    Requirement requirement = need.requirement();
    if (conditional && state == State.TRUE) {
      requirement = Requirement.REQUIRED;
    } else if (requirement == Requirement.REQUIRED && state == State.UNKNOWN) {
      requirement = Requirement.CONDITIONAL;
    }
    return new Standing(requirement, Optional.of(new FlowCondition(state, text(t, need, state))));
  }

  private static String text(Profile.Template t, Profile.Need need, State state) {
    Map<String, List<String>> all = new LinkedHashMap<>(need.when());
    if (conditionalScenario(t, need)) {
      all.putAll(t.scenario());
    }
    String settled = Conditions.text(all);
    String words = need.condition().isEmpty() ? settled : need.condition();
    boolean open = state == State.UNKNOWN && !settled.isEmpty();
    return open ? words + " (settled by --set " + settled + ")" : words;
  }

  private static boolean conditionalScenario(Profile.Template t, Profile.Need need) {
    return need.when().isEmpty() && need.requirement() != Requirement.CONDITIONAL
        || need.condition().isEmpty() && !t.scenario().isEmpty();
  }

  private Optional<Service> service(Profile.Template t, Profile.Need need) {
    ServiceText text =
        new ServiceText(
            conditions.substitute(need.service()),
            "",
            need.sourcePorts(),
            need.portsNeeded().equals("any-one"),
            t.span());
    return text.read(problems);
  }

  private Side side(List<String> words, List<String> notes) {
    List<Endpoint> out = new ArrayList<>();
    for (String word : words) {
      Optional<Profile.Role> role = profile.role(word);
      if (role.isEmpty()) {
        out.addAll(EndpointWords.of(site, word));
        continue;
      }
      out.addAll(EndpointWords.ofRole(site, profile, role.get(), word));
      if (!role.get().addresses().isEmpty()
          && EndpointWords.bound(site, profile, role.get()).isPresent()) {
        notes.add("the site file replaces what the document gives for " + word);
      }
    }
    return new Side(String.join("; ", words), out);
  }
}

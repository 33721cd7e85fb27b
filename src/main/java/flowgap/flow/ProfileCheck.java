package flowgap.flow;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether what a profile's parts say of each other holds together. */
final class ProfileCheck {
  private final Profile profile;
  private final List<Problem> problems;

  ProfileCheck(Profile profile, List<Problem> problems) {
    this.profile = profile;
    this.problems = problems;
  }

  void run() {
    if (!profile.name().matches("[a-z0-9][a-z0-9-]*")) {
      fail(profile.span(), "the name \"" + profile.name() + "\" is not of a-z, 0-9 and hyphens");
    }
    if (profile.flows().isEmpty()) {
      fail(profile.span(), "the profile has no flows");
    }
    unique("role", profile.roleNames());
    unique("parameter", profile.parameters().stream().map(Profile.Parameter::name).toList());
    unique("reading", profile.readings().stream().map(Profile.ReadingChoice::id).toList());
    unique("flow", profile.flows().stream().map(Profile.Template::id).toList());
    unique("prerequisite", profile.prerequisites().stream().map(Profile.Needed::id).toList());
    profile.parameters().forEach(this::parameter);
    profile.roles().forEach(this::role);
    profile.flows().forEach(this::flow);
    profile
        .prerequisites()
        .forEach(n -> scenario(n.scenario(), "prerequisite " + n.id(), profile.span()));
  }

  private void unique(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        fail(profile.span(), "the " + what + " \"" + name + "\" stands twice");
      }
    }
  }

  private void parameter(Profile.Parameter p) {
    String what = "the parameter \"" + p.name() + "\"";
    if (!p.type().equals("value") && !p.type().equals("ports")) {
      fail(profile.span(), what + " has the type \"" + p.type() + "\"; expected value or ports");
    }
    if (p.type().equals("value") == p.values().isEmpty()) {
      fail(profile.span(), what + " needs either values or the type ports");
    }
    if (p.preset().isPresent() && !p.isFree() && !p.values().contains(p.preset().get())) {
      fail(profile.span(), what + " has a default that is not among its values");
    }
    if (p.scenario() && p.isFree()) {
      fail(profile.span(), what + " is a scenario and needs values");
    }
  }

  private void role(Profile.Role role) {
    if (role.name().contains(";") || role.name().contains(",") || role.name().isBlank()) {
      fail(profile.span(), "the role \"" + role.name() + "\" is no name");
    }
    for (String text : role.addresses()) {
      word(text, "the role " + role.name(), profile.span());
    }
  }

  /** A role, an address or a host name. */
  private void word(String text, String where, SourceSpan span) {
    List<AddressWord> words = AddressWord.split(text);
    boolean fine = words.size() == 1 && !(words.get(0) instanceof AddressWord.Wrong);
    if (fine && words.get(0) instanceof AddressWord.Name) {
      fine = profile.role(text).isPresent() || HostNames.isDotted(text);
    }
    if (!fine) {
      fail(
          span,
          "%s: \"%s\" is no role, no address and no host name%s"
              .formatted(where, text, NearMatches.hint(text, profile.roleNames())));
    }
  }

  private void flow(Profile.Template t) {
    String what = "flow " + t.id();
    if (t.source().isEmpty() || t.destination().isEmpty()) {
      fail(t.span(), what + " needs a source and a destination");
    }
    t.source().forEach(w -> word(w, what, t.span()));
    t.destination().forEach(w -> word(w, what, t.span()));
    scenario(t.scenario(), what, t.span());
    need(t.need(), what, t.span());
    for (String id : t.readings()) {
      if (profile.reading(id).isEmpty()) {
        fail(t.span(), what + ": no reading has the id \"" + id + "\"" + hint(id, readingIds()));
      }
    }
    for (Map.Entry<String, Optional<Profile.Need>> variant : t.variants().entrySet()) {
      variant(t, variant.getKey());
      variant.getValue().ifPresent(n -> need(n, what, t.span()));
    }
  }

  private void variant(Profile.Template t, String key) {
    String id = key.contains("=") ? key.substring(0, key.indexOf('=')) : key;
    String value = key.contains("=") ? key.substring(key.indexOf('=') + 1) : "";
    Optional<Profile.ReadingChoice> reading = profile.reading(id);
    boolean listed = t.readings().contains(id);
    boolean switchable = reading.map(Profile.ReadingChoice::isSwitchable).orElse(false);
    boolean known =
        reading
            .map(r -> r.values().isEmpty() ? value.isEmpty() : r.values().contains(value))
            .orElse(false);
    if (!listed || !switchable || !known) {
      fail(
          t.span(),
          "flow %s: the variant \"%s\" is of no switchable reading that the flow lists"
              .formatted(t.id(), key));
    }
  }

  private void need(Profile.Need need, String what, SourceSpan span) {
    boolean conditional = need.requirement() == Requirement.CONDITIONAL;
    if (conditional && need.condition().isEmpty() && need.when().isEmpty()) {
      fail(span, what + " is conditional, but says no condition");
    }
    if (need.requirement() == Requirement.REQUIRED && !need.when().isEmpty()) {
      fail(span, what + " has a condition (when), so its requirement is conditional");
    }
    choices(need.when(), what, span, false);
    String service = need.service();
    for (Profile.Parameter p : profile.parameters()) {
      String mark = "{" + p.name() + "}";
      if (service.contains(mark) && (p.preset().isEmpty() || !p.isFree())) {
        fail(span, what + ": the parameter " + p.name() + " needs the type ports and a default");
      }
      service = service.replace(mark, p.preset().orElse("1"));
    }
    List<Problem> found = new ArrayList<>();
    new ServiceText(service, "", need.sourcePorts(), need.portsNeeded().equals("any-one"), span)
        .read(found);
    found.forEach(p -> fail(span, what + ": " + p.message()));
  }

  private void scenario(Map<String, List<String>> wanted, String what, SourceSpan span) {
    choices(wanted, what, span, true);
  }

  private void choices(
      Map<String, List<String>> wanted, String what, SourceSpan span, boolean scenario) {
    wanted.forEach(
        (name, values) -> {
          Optional<Profile.Parameter> parameter = profile.parameter(name);
          if (parameter.isEmpty()) {
            List<String> known =
                profile.parameters().stream().map(Profile.Parameter::name).toList();
            fail(span, what + ": there is no parameter \"" + name + "\"" + hint(name, known));
            return;
          }
          if (parameter.get().scenario() != scenario) {
            fail(
                span,
                "%s: the parameter %s is %s scenario and belongs in \"%s\""
                    .formatted(what, name, scenario ? "no" : "a", scenario ? "when" : "scenario"));
          }
          for (String value : values) {
            boolean any = value.equals("*") && !scenario;
            if (!any && !parameter.get().values().contains(value)) {
              fail(span, what + ": \"" + value + "\" is no value of " + name);
            }
          }
        });
  }

  private List<String> readingIds() {
    return profile.readings().stream().map(Profile.ReadingChoice::id).toList();
  }

  private static String hint(String word, Collection<String> known) {
    return NearMatches.hint(word, known);
  }

  private void fail(SourceSpan span, String message) {
    problems.add(Problem.error(span, message));
  }
}

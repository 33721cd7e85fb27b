package flowgap.flow;

import flowgap.flow.FlowCondition.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the parameters of a profile, as set, ask for a flow. */
final class Conditions {
  private final Profile profile;
  private final Settings settings;

  Conditions(Profile profile, Settings settings) {
    this.profile = profile;
    this.settings = settings;
  }

  /**
   * Whether the chosen scenario needs it. A scenario that nobody chose is judged like a chosen one;
   * where the vendor takes one for granted, the others count as not known.
   */
  State scenario(Map<String, List<String>> wanted) {
    State out = State.TRUE;
    for (Map.Entry<String, List<String>> e : wanted.entrySet()) {
      Profile.Parameter parameter = profile.parameter(e.getKey()).orElseThrow();
      Optional<Set<String>> chosen = settings.values(profile, parameter.name());
      State state;
      if (chosen.isPresent()) {
        state = meets(chosen.get(), e.getValue()) ? State.TRUE : State.FALSE;
      } else {
        boolean usual = parameter.preset().map(e.getValue()::contains).orElse(true);
        state = usual ? State.TRUE : State.UNKNOWN;
      }
      out = and(out, state);
    }
    return out;
  }

  /** Whether a condition holds; what nobody has set is not known. */
  State when(Map<String, List<String>> wanted) {
    State out = State.TRUE;
    for (Map.Entry<String, List<String>> e : wanted.entrySet()) {
      Profile.Parameter parameter = profile.parameter(e.getKey()).orElseThrow();
      Optional<Set<String>> chosen =
          settings.values(profile, parameter.name()).or(() -> parameter.preset().map(Set::of));
      if (e.getValue().contains("*")) {
        chosen = settings.values(profile, parameter.name());
      }
      State state = State.UNKNOWN;
      if (chosen.isPresent()) {
        state = meets(chosen.get(), e.getValue()) ? State.TRUE : State.FALSE;
      }
      out = and(out, state);
    }
    return out;
  }

  private static boolean meets(Set<String> chosen, List<String> wanted) {
    return wanted.contains("*") || wanted.stream().anyMatch(chosen::contains);
  }

  private static State and(State a, State b) {
    if (a == State.FALSE || b == State.FALSE) {
      return State.FALSE;
    }
    return a == State.UNKNOWN || b == State.UNKNOWN ? State.UNKNOWN : State.TRUE;
  }

  /** {@code mode=active}, one text for each value. */
  static List<String> words(Map<String, List<String>> wanted) {
    List<String> out = new ArrayList<>();
    wanted.forEach((name, values) -> values.forEach(v -> out.add(name + "=" + v)));
    return out;
  }

  /** {@code platform=windows or linux; version=11 (--set platform=…)}. */
  static String text(Map<String, List<String>> wanted) {
    List<String> out = new ArrayList<>();
    wanted.forEach(
        (name, values) ->
            out.add(
                values.contains("*")
                    ? name + " is set"
                    : name + "=" + String.join(" or ", values)));
    return String.join(" and ", out);
  }

  /** The value that stands for {@code {parameter}} in a service. */
  String substitute(String text) {
    String out = text;
    for (Profile.Parameter p : profile.parameters()) {
      String mark = "{" + p.name() + "}";
      if (out.contains(mark)) {
        String value =
            settings
                .values(profile, p.name())
                .map(v -> String.join(",", v))
                .or(p::preset)
                .orElseThrow();
        out = out.replace(mark, value);
      }
    }
    return out;
  }
}

package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user chose of the profiles' parameters and readings.
 *
 * @param parameters values by profile name, then by parameter
 * @param readings value by profile name, then by reading; empty = the reading has no values
 */
public record Settings(
    Map<String, Map<String, Set<String>>> parameters, Map<String, Map<String, String>> readings) {
  /** Nothing chosen. */
  public static final Settings NONE = new Settings(Map.of(), Map.of());

  public Settings {
    parameters = Map.copyOf(parameters);
    readings = Map.copyOf(readings);
  }

  /**
   * Reads {@code --set [PROFILE.]KEY=VALUE} and {@code --reading [PROFILE.]NAME[=VALUE]}.
   *
   * @param chosen the profiles that they are for; without {@code PROFILE.} every one that knows the
   *     key
   * @throws InputFailure for unknown keys and values, near matches named, all at once
   */
  public static Settings parse(List<String> sets, List<String> readings, List<Profile> chosen)
      throws InputFailure {
    List<Problem> problems = new ArrayList<>();
    Map<String, Map<String, Set<String>>> parameters = new LinkedHashMap<>();
    Map<String, Map<String, String>> read = new LinkedHashMap<>();
    for (String text : sets) {
      new Choice("--set", text, problems).parameter(chosen, parameters);
    }
    for (String text : readings) {
      new Choice("--reading", text, problems).reading(chosen, read);
    }
    if (!problems.isEmpty()) {
      throw new InputFailure(problems);
    }
    return new Settings(parameters, read);
  }

  /** The values chosen for a parameter; empty = not chosen. */
  Optional<Set<String>> values(Profile profile, String parameter) {
    return Optional.ofNullable(parameters.getOrDefault(profile.name(), Map.of()).get(parameter));
  }

  /** The value chosen for a reading ("" where it has none); empty = not switched on. */
  Optional<String> value(Profile profile, String reading) {
    return Optional.ofNullable(readings.getOrDefault(profile.name(), Map.of()).get(reading));
  }

  /** One option of the command line. */
  private record Choice(String option, String text, List<Problem> problems) {
    void parameter(List<Profile> chosen, Map<String, Map<String, Set<String>>> out) {
      int equals = text.indexOf('=');
      if (equals <= 0 || equals == text.length() - 1) {
        fail("expected [PROFILE.]KEY=VALUE");
        return;
      }
      String key = text.substring(0, equals).trim();
      String value = text.substring(equals + 1).trim();
      List<String> known = new ArrayList<>();
      boolean found = false;
      for (Profile p : chosen) {
        for (Profile.Parameter parameter : p.parameters()) {
          known.add(parameter.name());
          if (is(key, p.name(), parameter.name())) {
            found = true;
            Set<String> values = values(parameter, value);
            if (!values.isEmpty()) {
              out.computeIfAbsent(p.name(), n -> new LinkedHashMap<>())
                  .merge(parameter.name(), values, (a, b) -> parameter.many() ? union(a, b) : b);
            }
          }
        }
      }
      if (!found) {
        fail(unknown("parameter", key, known, chosen));
      }
    }

    private Set<String> values(Profile.Parameter parameter, String value) {
      Set<String> out = new LinkedHashSet<>();
      if (parameter.isFree()) {
        checkPorts(value);
        out.add(value);
        return out;
      }
      for (String v : parameter.many() ? List.of(value.split(",")) : List.of(value)) {
        String word = v.trim();
        Optional<String> match =
            parameter.values().stream().filter(k -> k.equalsIgnoreCase(word)).findFirst();
        if (match.isEmpty()) {
          fail(
              "\"%s\" is no value of %s; expected %s%s"
                  .formatted(
                      word,
                      parameter.name(),
                      String.join(", ", parameter.values()),
                      NearMatches.hint(word, parameter.values())));
        }
        match.ifPresent(out::add);
      }
      return out;
    }

    private void checkPorts(String value) {
      List<Problem> found = new ArrayList<>();
      new ServiceText("tcp/" + value, "", "", false, SourceSpan.implicit(option, text)).read(found);
      for (Problem p : found) {
        String reason = p.message().substring(p.message().indexOf("\": ") + 3);
        fail("expected ports such as 5000-5100: " + reason);
      }
    }

    void reading(List<Profile> chosen, Map<String, Map<String, String>> out) {
      int equals = text.indexOf('=');
      String key = (equals < 0 ? text : text.substring(0, equals)).trim();
      String value = equals < 0 ? "" : text.substring(equals + 1).trim();
      List<String> known = new ArrayList<>();
      boolean found = false;
      for (Profile p : chosen) {
        for (Profile.ReadingChoice reading : p.readings()) {
          if (!reading.isSwitchable()) {
            continue;
          }
          known.add(reading.id());
          if (is(key, p.name(), reading.id())) {
            found = true;
            if (reading.values().isEmpty() ? !value.isEmpty() : !reading.values().contains(value)) {
              fail(
                  reading.values().isEmpty()
                      ? "the reading " + reading.id() + " takes no value"
                      : "expected %s=%s"
                          .formatted(reading.id(), String.join("|", reading.values())));
            } else {
              out.computeIfAbsent(p.name(), n -> new LinkedHashMap<>()).put(reading.id(), value);
            }
          }
        }
      }
      if (!found) {
        fail(unknown("reading", key, known, chosen));
      }
    }

    private static boolean is(String key, String profile, String name) {
      return key.equalsIgnoreCase(name) || key.equalsIgnoreCase(profile + "." + name);
    }

    private static String unknown(
        String what, String key, Collection<String> known, List<Profile> chosen) {
      if (chosen.isEmpty()) {
        return "no profile is chosen that has the " + what + " \"" + key + "\"";
      }
      List<String> distinct = known.stream().distinct().sorted().toList();
      String hint = NearMatches.hint(key, distinct);
      String all = distinct.isEmpty() ? "there is none" : "known: " + String.join(", ", distinct);
      return "no chosen profile has the %s \"%s\"%s (%s)".formatted(what, key, hint, all);
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
      Set<String> out = new LinkedHashSet<>(a);
      out.addAll(b);
      return out;
    }

    private void fail(String message) {
      problems.add(Problem.error(SourceSpan.implicit(option + " " + text, text), message));
    }
  }
}

package flowgap.flow;

import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the members of a JSON object apart and enters what is missing, unknown or of a wrong kind.
 */
final class JsonFields {
  private final Json object;
  private final String what;
  private final List<Problem> problems;

  /**
   * Reads an object.
   *
   * @param what the object in words, for messages
   * @param known the members that it may have
   */
  JsonFields(Json object, String what, List<Problem> problems, String... known) {
    this.object = object.isObject() ? object : new Json(Map.of(), object.span());
    this.what = what;
    this.problems = problems;
    if (!object.isObject()) {
      problems.add(Problem.error(object.span(), what + " is an object in braces"));
    }
    List<String> names = Arrays.asList(known);
    for (Map.Entry<String, Json> member : this.object.members().entrySet()) {
      if (!names.contains(member.getKey())) {
        problems.add(
            Problem.error(
                member.getValue().span(),
                "%s has no member \"%s\"%s"
                    .formatted(what, member.getKey(), NearMatches.hint(member.getKey(), names))));
      }
    }
  }

  Json json() {
    return object;
  }

  Optional<Json> get(String name) {
    return Optional.ofNullable(object.members().get(name));
  }

  /** A text that must be there and not be empty. */
  String text(String name) {
    Optional<Json> member = get(name);
    if (member.isEmpty()) {
      problems.add(Problem.error(object.span(), what + " needs the member \"" + name + "\""));
      return "";
    }
    return text(name, "");
  }

  /** A text that may be absent. */
  String text(String name, String otherwise) {
    Optional<Json> member = get(name);
    if (member.isEmpty()) {
      return otherwise;
    }
    if (!member.get().isText()) {
      problems.add(Problem.error(member.get().span(), name + " is a text in quotation marks"));
      return otherwise;
    }
    return member.get().text();
  }

  boolean flag(String name) {
    Optional<Json> member = get(name);
    if (member.isPresent() && !(member.get().value() instanceof Boolean)) {
      problems.add(Problem.error(member.get().span(), name + " is true or false"));
    }
    return member.isPresent() && Boolean.TRUE.equals(member.get().value());
  }

  /** The elements of a list that may be absent. */
  List<Json> list(String name) {
    Optional<Json> member = get(name);
    if (member.isEmpty()) {
      return List.of();
    }
    if (!member.get().isList()) {
      problems.add(Problem.error(member.get().span(), name + " is a list in square brackets"));
      return List.of();
    }
    return member.get().elements();
  }

  /** A list of texts; one text alone counts as a list of one. */
  List<String> texts(String name) {
    Optional<Json> member = get(name);
    return member.map(m -> texts(m, name)).orElse(List.of());
  }

  private List<String> texts(Json json, String name) {
    if (json.isText()) {
      return List.of(json.text());
    }
    List<String> out = new ArrayList<>();
    boolean wrong = !json.isList();
    if (!wrong) {
      for (Json element : json.elements()) {
        if (element.isText()) {
          out.add(element.text());
        } else {
          wrong = true;
        }
      }
    }
    if (wrong) {
      problems.add(Problem.error(json.span(), name + " is a list of texts"));
    }
    return out;
  }

  /** An object whose members are lists of texts. */
  Map<String, List<String>> choices(String name) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    Optional<Json> member = get(name);
    if (member.isPresent() && !member.get().isObject()) {
      problems.add(Problem.error(member.get().span(), name + " is an object in braces"));
    } else if (member.isPresent()) {
      member.get().members().forEach((key, value) -> out.put(key, texts(value, name + "." + key)));
    }
    return out;
  }
}

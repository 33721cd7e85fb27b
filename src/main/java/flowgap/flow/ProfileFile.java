package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a profile; {@code profile-schema.json} beside the bundled ones says what it looks like. */
final class ProfileFile {
  static final String FORMAT = "flowgap-profile/1";

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Profile.Document> documents = new LinkedHashMap<>();

  private ProfileFile() {}

  /**
   * Reads and checks a profile.
   *
   * @throws InputFailure with every error of the file, each with line and column
   */
  static Profile read(InputFile file) throws InputFailure, IOException {
    ProfileFile reader = new ProfileFile();
    Profile profile = reader.profile(Json.read(file));
    if (reader.problems.isEmpty()) {
      new ProfileCheck(profile, reader.problems).run();
    }
    if (!reader.problems.isEmpty()) {
      throw new InputFailure(reader.problems.stream().sorted().distinct().toList());
    }
    return profile;
  }

  private Profile profile(Json root) {
    JsonFields f =
        new JsonFields(
            root,
            "the profile",
            problems,
            "$schema",
            "format",
            "name",
            "product",
            "publisher",
            "edition",
            "documents",
            "roles",
            "parameters",
            "readings",
            "flows",
            "prerequisites",
            "notes",
            "not_covered");
    if (!f.text("format").equals(FORMAT)) {
      problems.add(
          Problem.error(
              f.get("format").orElse(root).span(), "expected \"format\": \"" + FORMAT + "\""));
    }
    List<Profile.Document> given = f.list("documents").stream().map(this::document).toList();
    given.forEach(d -> documents.put(d.id(), d));
    return new Profile(
        f.text("name"),
        f.text("product"),
        f.text("publisher"),
        f.text("edition", ""),
        given,
        f.list("roles").stream().map(this::role).toList(),
        f.list("parameters").stream().map(this::parameter).toList(),
        f.list("readings").stream().map(this::reading).toList(),
        f.list("flows").stream().map(this::flow).toList(),
        f.list("prerequisites").stream().map(this::needed).toList(),
        f.list("notes").stream().map(this::note).toList(),
        f.texts("not_covered"),
        root.span());
  }

  private Profile.Document document(Json json) {
    JsonFields f =
        new JsonFields(
            json, "a document", problems, "id", "title", "publisher", "reference", "sha256");
    return new Profile.Document(
        f.text("id"),
        f.text("title"),
        f.text("publisher"),
        f.text("reference", ""),
        f.text("sha256", ""));
  }

  private Profile.Role role(Json json) {
    JsonFields f = new JsonFields(json, "a role", problems, "name", "what", "addresses");
    return new Profile.Role(f.text("name"), f.text("what"), f.texts("addresses"));
  }

  private Profile.Parameter parameter(Json json) {
    JsonFields f =
        new JsonFields(
            json,
            "a parameter",
            problems,
            "name",
            "what",
            "values",
            "type",
            "many",
            "scenario",
            "default");
    Optional<String> preset =
        f.get("default").isEmpty() ? Optional.empty() : Optional.of(f.text("default"));
    return new Profile.Parameter(
        f.text("name"),
        f.text("what"),
        f.texts("values"),
        f.text("type", "value"),
        f.flag("many"),
        f.flag("scenario"),
        preset);
  }

  private Profile.ReadingChoice reading(Json json) {
    JsonFields f =
        new JsonFields(json, "a reading", problems, "id", "text", "reason", "values", "switchable");
    return new Profile.ReadingChoice(
        f.text("id"), f.text("text"), f.text("reason"), f.texts("values"), f.flag("switchable"));
  }

  private Profile.Template flow(Json json) {
    JsonFields f =
        new JsonFields(
            json,
            "a flow",
            problems,
            "id",
            "name",
            "phase",
            "scenario",
            "source",
            "destination",
            "service",
            "source_ports",
            "ports_needed",
            "direction",
            "requirement",
            "when",
            "condition",
            "applications",
            "citations",
            "readings",
            "variants",
            "comment");
    Profile.Need need = need(f, Optional.empty());
    Map<String, Optional<Profile.Need>> variants = new LinkedHashMap<>();
    f.get("variants")
        .filter(Json::isObject)
        .ifPresent(v -> v.members().forEach((key, j) -> variants.put(key, variant(j, need))));
    return new Profile.Template(
        f.text("id"),
        f.text("name"),
        f.text("phase", ""),
        f.choices("scenario"),
        f.texts("source"),
        f.texts("destination"),
        need,
        f.texts("applications"),
        citations(f),
        f.texts("readings"),
        variants,
        f.text("comment", ""),
        json.span().at(f.text("id", "")));
  }

  private Optional<Profile.Need> variant(Json json, Profile.Need need) {
    JsonFields f =
        new JsonFields(
            json,
            "a variant",
            problems,
            "service",
            "source_ports",
            "ports_needed",
            "direction",
            "requirement",
            "when",
            "condition",
            "left_out");
    return f.flag("left_out") ? Optional.empty() : Optional.of(need(f, Optional.of(need)));
  }

  private Profile.Need need(JsonFields f, Optional<Profile.Need> base) {
    String requirement =
        base.map(b -> f.text("requirement", b.requirement().word()))
            .orElseGet(() -> f.text("requirement"));
    Optional<Requirement> known = Requirement.of(requirement);
    if (known.isEmpty() && f.get("requirement").isPresent()) {
      problems.add(
          Problem.error(
              f.get("requirement").orElse(f.json()).span(),
              "\"%s\" is no requirement; expected %s"
                  .formatted(requirement, String.join(", ", Requirement.words()))));
    }
    String direction =
        choice(
            f,
            "direction",
            base.map(b -> b.direction().word()).orElse("forward"),
            "forward",
            "both");
    return new Profile.Need(
        base.map(b -> f.text("service", b.service())).orElseGet(() -> f.text("service")),
        f.text("source_ports", base.map(Profile.Need::sourcePorts).orElse("")),
        choice(
            f, "ports_needed", base.map(Profile.Need::portsNeeded).orElse("all"), "all", "any-one"),
        direction.equals("both") ? Direction.BOTH : Direction.FORWARD,
        known.orElse(Requirement.REQUIRED),
        f.get("when").isPresent() || base.isEmpty() ? f.choices("when") : base.get().when(),
        f.text("condition", base.map(Profile.Need::condition).orElse("")));
  }

  private String choice(JsonFields f, String name, String otherwise, String... known) {
    String word = f.text(name, otherwise);
    if (!Arrays.asList(known).contains(word)) {
      problems.add(
          Problem.error(
              f.get(name).orElse(f.json()).span(),
              "%s is %s, not \"%s\"".formatted(name, String.join(" or ", known), word)));
    }
    return word;
  }

  private Profile.Needed needed(Json json) {
    JsonFields f =
        new JsonFields(
            json, "a prerequisite", problems, "id", "text", "check", "scenario", "citations");
    return new Profile.Needed(
        f.text("id"), f.text("text"), f.text("check", ""), f.choices("scenario"), citations(f));
  }

  private Profile.Note note(Json json) {
    JsonFields f = new JsonFields(json, "a note", problems, "text", "citations");
    return new Profile.Note(f.text("text"), citations(f));
  }

  private List<Citation> citations(JsonFields owner) {
    List<Citation> out = new ArrayList<>();
    for (Json json : owner.list("citations")) {
      JsonFields f = new JsonFields(json, "a citation", problems, "document", "place", "lines");
      String id = f.text("document");
      Profile.Document document = documents.get(id);
      if (document == null) {
        problems.add(
            Problem.error(
                json.span(),
                "no document has the id \"%s\"%s"
                    .formatted(id, NearMatches.hint(id, documents.keySet()))));
      } else {
        out.add(
            new Citation(
                document.title(),
                document.publisher(),
                f.text("place"),
                f.text("lines", ""),
                document.sha256()));
      }
    }
    return out;
  }
}

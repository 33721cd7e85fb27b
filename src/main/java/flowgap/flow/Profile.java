package flowgap.flow;

import flowgap.source.SourceSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The port requirements of one product, as its vendor's documents give them, in roles instead of
 * addresses.
 *
 * @param name by which it is chosen, such as {@code rivermeadow}
 * @param edition which release or state of the documents it holds
 * @param notes errors and doubts of the documents, each with the reading used
 * @param notCovered what the documents do not cover
 */
public record Profile(
    String name,
    String product,
    String publisher,
    String edition,
    List<Document> documents,
    List<Role> roles,
    List<Parameter> parameters,
    List<ReadingChoice> readings,
    List<Template> flows,
    List<Needed> prerequisites,
    List<Note> notes,
    List<String> notCovered,
    SourceSpan span) {

  /**
   * A document that flows cite.
   *
   * @param id by which citations name it
   * @param reference where its publisher keeps it, in words
   * @param sha256 check value of the plain text that the cited lines count in; may be empty
   */
  public record Document(
      String id, String title, String publisher, String reference, String sha256) {}

  /**
   * What a site binds to addresses.
   *
   * @param addresses what the document itself gives: addresses or host names; a site row of the
   *     same name replaces them
   */
  public record Role(String name, String what, List<String> addresses) {
    public Role {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * What differs from site to site and that no address tells.
   *
   * @param values the values it may have; empty where {@code type} says what they look like
   * @param type {@code value}, or {@code ports} for port numbers and ranges
   * @param many whether several values may hold at one site
   * @param scenario whether its values are ways to do the job, of which one suffices
   * @param preset the value that the document or its vendor takes for granted; empty where none
   */
  public record Parameter(
      String name,
      String what,
      List<String> values,
      String type,
      boolean many,
      boolean scenario,
      Optional<String> preset) {
    public Parameter {
      values = List.copyOf(values);
    }

    /** Whether any port or range may be its value. */
    boolean isFree() {
      return type.equals("ports");
    }
  }

  /**
   * A reading of a doubtful passage.
   *
   * @param values the values it is switched on with; empty where it has none
   * @param isSwitchable whether it takes the user to switch it on; else it is how the profile reads
   *     the passage
   */
  public record ReadingChoice(
      String id, String text, String reason, List<String> values, boolean isSwitchable) {
    public ReadingChoice {
      values = List.copyOf(values);
    }
  }

  /**
   * Needs of a flow that readings may change.
   *
   * @param service notation of flow lists; {@code {parameter}} stands for a parameter's value
   * @param sourcePorts as in flow lists; empty = the protocol's own
   * @param portsNeeded {@code all} or {@code any-one}
   * @param when values of parameters under which it is needed; the values of one parameter are
   *     alternatives, {@code *} = the user has set it
   * @param condition the same in words, empty where there is none
   */
  public record Need(
      String service,
      String sourcePorts,
      String portsNeeded,
      Direction direction,
      Requirement requirement,
      Map<String, List<String>> when,
      String condition) {
    public Need {
      when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    }
  }

  /**
   * One flow between roles.
   *
   * @param scenario the scenarios that need it: values by scenario parameter; empty = all
   * @param source roles, host names or addresses
   * @param readings ids of readings that it hinges on
   * @param variants what a reading makes of it, by {@code id} or {@code id=value}; empty value =
   *     left out
   */
  public record Template(
      String id,
      String name,
      String phase,
      Map<String, List<String>> scenario,
      List<String> source,
      List<String> destination,
      Need need,
      List<String> applications,
      List<Citation> citations,
      List<String> readings,
      Map<String, Optional<Need>> variants,
      String comment,
      SourceSpan span) {
    public Template {
      scenario = Collections.unmodifiableMap(new LinkedHashMap<>(scenario));
      source = List.copyOf(source);
      destination = List.copyOf(destination);
      applications = List.copyOf(applications);
      citations = List.copyOf(citations);
      readings = List.copyOf(readings);
      variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }
  }

  /** A prerequisite that no configuration shows. */
  public record Needed(
      String id,
      String text,
      String check,
      Map<String, List<String>> scenario,
      List<Citation> citations) {
    public Needed {
      scenario = Collections.unmodifiableMap(new LinkedHashMap<>(scenario));
      citations = List.copyOf(citations);
    }
  }

  /** An error or a doubt of a document, and how it is read. */
  public record Note(String text, List<Citation> citations) {
    public Note {
      citations = List.copyOf(citations);
    }
  }

  public Profile {
    Objects.requireNonNull(name);
    documents = List.copyOf(documents);
    roles = List.copyOf(roles);
    parameters = List.copyOf(parameters);
    readings = List.copyOf(readings);
    flows = List.copyOf(flows);
    prerequisites = List.copyOf(prerequisites);
    notes = List.copyOf(notes);
    notCovered = List.copyOf(notCovered);
    Objects.requireNonNull(span);
  }

  /** Names of the roles, in their order. */
  public List<String> roleNames() {
    return roles.stream().map(Role::name).toList();
  }

  /** The role that a word names, plain or as {@code profile.role}. */
  Optional<Role> role(String word) {
    String key = Site.key(word);
    return roles.stream()
        .filter(r -> Site.key(r.name()).equals(key) || Site.key(name + "." + r.name()).equals(key))
        .findFirst();
  }

  Optional<Parameter> parameter(String parameter) {
    return parameters.stream().filter(p -> p.name().equals(parameter)).findFirst();
  }

  Optional<ReadingChoice> reading(String id) {
    return readings.stream().filter(r -> r.id().equals(id)).findFirst();
  }
}

package flowgap.flow;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the words of a flow's source or destination. */
public final class EndpointWords {
  private final Site site;
  private final Collection<Profile> profiles;

  /** What words led to; lists name the same few again and again. */
  private final Map<String, Optional<List<Endpoint>>> found = new HashMap<>();

  EndpointWords(Site site, Collection<Profile> profiles) {
    this.site = site;
    this.profiles = profiles;
  }

  /**
   * Reads addresses, roles and host names, as they may stand in a flow list.
   *
   * @throws InputFailure where a word is none of them, all words at once
   */
  public static Side read(String text, Site site, Collection<Profile> profiles, SourceSpan span)
      throws InputFailure {
    List<Problem> errors = new ArrayList<>();
    Side side = new EndpointWords(site, profiles).read(text, span, errors, new ArrayList<>());
    if (!errors.isEmpty()) {
      throw new InputFailure(errors);
    }
    return side;
  }

  /** The same, with errors and notes handed out. */
  Side read(String text, SourceSpan span, List<Problem> errors, List<String> notes) {
    List<Endpoint> out = new ArrayList<>();
    for (AddressWord word : AddressWord.split(text)) {
      if (word instanceof AddressWord.Literal literal) {
        out.add(literal(literal));
        if (!literal.note().isEmpty()) {
          notes.add(literal.note());
        }
      } else if (word instanceof AddressWord.Wrong wrong) {
        errors.add(Problem.error(span, "\"" + wrong.word() + "\" " + wrong.reason()));
      } else {
        Optional<List<Endpoint>> known = found.computeIfAbsent(word.word(), this::known);
        known.ifPresent(out::addAll);
        if (known.isEmpty()) {
          errors.add(Problem.error(span, unknown(word.word())));
        }
      }
    }
    return new Side(text, out);
  }

  private static Endpoint literal(AddressWord.Literal word) {
    return new Endpoint(word.word(), word.word(), Endpoint.Kind.ADDRESS, word.addresses());
  }

  private Optional<List<Endpoint>> known(String word) {
    for (Profile p : profiles) {
      Optional<Profile.Role> role = p.role(word);
      if (role.isPresent()) {
        return Optional.of(ofRole(site, p, role.get(), word));
      }
    }
    Optional<List<Endpoint>> bound = site.endpoints(word);
    if (bound.isPresent()) {
      return bound;
    }
    return HostNames.isDotted(word) ? Optional.of(of(site, word)) : Optional.empty();
  }

  /**
   * What the site file binds a role to ({@code profile.role} before the plain name), else what the
   * document itself gives, else an unbound endpoint.
   */
  static List<Endpoint> ofRole(Site site, Profile profile, Profile.Role role, String word) {
    Optional<List<Endpoint>> bound = bound(site, profile, role);
    if (bound.isEmpty() && role.addresses().isEmpty()) {
      return List.of(new Endpoint(word, role.name(), Endpoint.Kind.UNBOUND, AddressSet.NONE));
    }
    List<Endpoint> found =
        bound.orElseGet(
            () -> role.addresses().stream().flatMap(a -> of(site, a).stream()).toList());
    String qualified = Site.key(profile.name() + "." + role.name());
    return found.stream()
        .map(
            e -> {
              String name = Site.key(e.name()).equals(qualified) ? word : e.name();
              return new Endpoint(word, name, e.kind(), e.addresses());
            })
        .toList();
  }

  /** What rows of the site file give for a role; empty where they are missing or not filled in. */
  static Optional<List<Endpoint>> bound(Site site, Profile profile, Profile.Role role) {
    return filled(site, profile.name() + "." + role.name()).or(() -> filled(site, role.name()));
  }

  private static Optional<List<Endpoint>> filled(Site site, String name) {
    return site.endpoints(name)
        .filter(
            all ->
                all.stream()
                    .anyMatch(e -> e.isKnown() || !Site.key(e.name()).equals(Site.key(name))));
  }

  /** An address, or a host name that the site may resolve. */
  static List<Endpoint> of(Site site, String word) {
    List<AddressWord> words = AddressWord.split(word);
    if (words.size() == 1 && words.get(0) instanceof AddressWord.Literal literal) {
      return List.of(literal(literal));
    }
    return site.endpoints(word)
        .orElse(
            List.of(
                new Endpoint(
                    word,
                    word,
                    HostNames.isDotted(word) ? Endpoint.Kind.UNRESOLVED : Endpoint.Kind.UNBOUND,
                    AddressSet.NONE)));
  }

  private String unknown(String word) {
    List<String> names = new ArrayList<>(site.roles());
    profiles.forEach(p -> names.addAll(p.roleNames()));
    String hint = NearMatches.hint(word, names);
    return "\"%s\" is no address, no role or name of the site file%s%s"
        .formatted(word, profiles.isEmpty() ? "" : " and no role of a chosen profile", hint);
  }
}

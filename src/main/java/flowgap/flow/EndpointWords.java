package flowgap.flow;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the words of a flow's source or destination. */
public final class EndpointWords {
  private final Site site;
  private final Collection<Profile> profiles;

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
        Optional<List<Endpoint>> known = known(word.word());
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
    Optional<List<Endpoint>> bound = site.endpoints(word);
    if (bound.isPresent()) {
      return bound;
    }
    for (Profile p : profiles) {
      Optional<Profile.Role> role = p.role(word);
      if (role.isPresent()) {
        return Optional.of(ofRole(p, role.get(), word));
      }
    }
    return HostNames.isDotted(word) ? Optional.of(of(site, word)) : Optional.empty();
  }

  private List<Endpoint> ofRole(Profile profile, Profile.Role role, String word) {
    Optional<List<Endpoint>> bound =
        site.endpoints(profile.name() + "." + role.name()).or(() -> site.endpoints(role.name()));
    if (bound.isPresent()) {
      return bound.get();
    }
    if (role.addresses().isEmpty()) {
      return List.of(new Endpoint(word, word, Endpoint.Kind.UNBOUND, AddressSet.NONE));
    }
    return role.addresses().stream().flatMap(a -> of(site, a).stream()).toList();
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

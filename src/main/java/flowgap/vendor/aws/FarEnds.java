package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.policy.Condition;
import flowgap.policy.SiteFacts;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which addresses the far end of a permission stands for. */
final class FarEnds {
  /**
   * A part of a far end.
   *
   * @param doubt why the addresses may not belong to it; empty = they do
   */
  record Part(AddressSet addresses, Optional<Condition> doubt) {}

  /**
   * A far end.
   *
   * @param parts none = it stands for nothing
   * @param shown in the reader's words
   * @param note what a permit by it takes for granted, empty as a rule
   */
  record FarEnd(List<Part> parts, String shown, String note, Optional<SourceSpan> use) {}

  /** What lists that AWS manages hold: the services' own addresses, none of a private network. */
  private static final AddressSet NOT_PRIVATE =
      AddressSet.ANY.minus(Places.PRIVATE.and(AddressSet.ANY_V4));

  private final Account account;
  private final Places places;
  private final SiteFacts facts;

  FarEnds(Account account, Places places, SiteFacts facts) {
    this.account = account;
    this.places = places;
    this.facts = facts;
  }

  FarEnd of(Permission p) {
    return switch (p.peer().kind()) {
      case IPV4 -> network(p, AddressSet.ANY_V4);
      case IPV6 -> network(p, AddressSet.ANY_V6);
      case PREFIX_LIST -> prefixList(p);
      case GROUP -> group(p);
      case NONE -> plain(List.of(), "nothing");
      case UNKNOWN ->
          doubtful(
              AddressSet.ANY,
              Condition.Kind.NOT_UNDERSTOOD,
              p.path() + " names a far end that is not understood: " + p.peer().value(),
              "write it as a CIDR, a prefix list or a group",
              p,
              p.peer().value());
    };
  }

  private static FarEnd plain(List<Part> parts, String shown) {
    return new FarEnd(parts, shown, "", Optional.empty());
  }

  private static FarEnd doubtful(
      AddressSet addresses,
      Condition.Kind kind,
      String text,
      String settledBy,
      Permission p,
      String shown) {
    Condition c = Condition.of(kind, text, settledBy, p.span());
    return plain(List.of(new Part(addresses, Optional.of(c))), shown);
  }

  private static FarEnd network(Permission p, AddressSet family) {
    String text = p.peer().value();
    Optional<AddressSet> read = AddressSet.parse(text.strip());
    if (read.isEmpty() || !family.containsAll(read.get())) {
      return doubtful(
          family,
          Condition.Kind.NOT_UNDERSTOOD,
          p.path() + " names a network that is not understood: " + text,
          "write it as a CIDR",
          p,
          text);
    }
    return plain(List.of(new Part(read.get(), Optional.empty())), text);
  }

  private FarEnd prefixList(Permission p) {
    String id = p.peer().value();
    PrefixList list = account.prefixLists().get(id);
    String shown = list == null || list.name().isEmpty() ? id : id + " (" + list.name() + ")";
    Optional<AddressSet> entries = list == null ? Optional.empty() : list.entries();
    if (entries.isEmpty()) {
      entries = Optional.ofNullable(facts.hostNames().get(id.toLowerCase(Locale.ROOT)));
    }
    List<Part> parts = new ArrayList<>();
    entries.ifPresent(e -> parts.add(new Part(e, Optional.empty())));
    boolean whole = entries.isPresent() && (list == null || list.whole());
    if (!whole) {
      Condition c =
          Condition.of(
              Condition.Kind.MEMBERSHIP,
              "the entries of prefix list " + shown + " are not in the export",
              "add get-managed-prefix-list-entries as " + id + ".json",
              p.span());
      AddressSet may = list != null && list.isManagedByAws() ? NOT_PRIVATE : AddressSet.ANY;
      parts.add(new Part(entries.map(may::minus).orElse(may), Optional.of(c)));
    }
    Optional<SourceSpan> use =
        list == null || list.span().isImplicit() ? Optional.empty() : Optional.of(list.span());
    return new FarEnd(parts, shown, whole ? "prefix list " + shown + " as of the export" : "", use);
  }

  private FarEnd group(Permission p) {
    Peer peer = p.peer();
    SecurityGroup named = account.groups().get(peer.value());
    String shown = named == null ? peer.value() : named.title();
    if (!peer.peeringStatus().isEmpty() && !peer.peeringStatus().equals("active")) {
      return plain(List.of(), shown + " (stale: its peering is " + peer.peeringStatus() + ")");
    }
    Optional<SourceSpan> use = named == null ? Optional.empty() : Optional.of(named.span());
    String note =
        "a permit for members of "
            + shown
            + " assumes a direct route between them: through an appliance it fails";
    List<Part> parts = new ArrayList<>();
    AddressSet members = places.members(peer.value());
    Optional<Condition> reach = reach(p, named);
    if (!members.isEmpty()) {
      parts.add(new Part(members, reach));
    }
    boolean foreign = named == null && members.isEmpty();
    AddressSet perhaps = places.perhapsMembers(peer.value()).minus(members);
    if (!perhaps.isEmpty()) {
      String whose = foreign && !peer.account().isEmpty() ? " of account " + peer.account() : "";
      Condition c =
          Condition.of(
              Condition.Kind.MEMBERSHIP,
              "which addresses are members of " + shown + whose + " is not in the export",
              "add describe-network-interfaces, or state security_group in the site file",
              p.span());
      parts.add(new Part(perhaps, Optional.of(c)));
    }
    return new FarEnd(parts, shown, note, use);
  }

  /** Why a reference to a group of another VPC may not work; empty where it does. */
  private Optional<Condition> reach(Permission p, SecurityGroup named) {
    if (p.peer().peeringStatus().equals("active")) {
      return Optional.empty();
    }
    String other = named != null && !named.vpc().isEmpty() ? named.vpc() : p.peer().vpc();
    SecurityGroup holder = account.groups().get(p.group());
    boolean same =
        other.isEmpty()
            || holder == null
            || holder.vpc().isEmpty()
            || holder.vpc().equals(other)
            || places.vpcs(p.peer().value()).contains(holder.vpc());
    return same
        ? Optional.empty()
        : Optional.of(
            Condition.of(
                Condition.Kind.MEMBERSHIP,
                p.path()
                    + " refers to a group of "
                    + other
                    + ": that works over an active peering, or into a VPC over a transit gateway"
                    + " that is set to it",
                "look at the peering or the transit gateway's attachment",
                p.span()));
  }
}

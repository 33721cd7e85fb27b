package flowgap.vendor.panos;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.SiteFacts;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words in {@code source} and {@code destination} stand for: objects, static and dynamic
 * groups, regions, lists and literals. An object goes before a literal of the same text.
 */
final class AddressBook {
  private static final int DEEPEST = 64;

  private final Names names;
  private final SiteFacts facts;
  private final Map<String, String> variables;
  private final Map<String, Extent> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private static final String ANY = "any";
  private static final int ANY_HASH = ANY.hashCode();

  private List<Tagged> tagged;

  /** An object with tags. */
  private record Tagged(String name, Set<String> tags) {}

  AddressBook(Names names, SiteFacts facts, Map<String, String> variables) {
    this.names = names;
    this.facts = facts;
    this.variables = variables;
  }

  /** What a field's words stand for together. */
  Extent of(List<String> words, SourceSpan span) {
    if (words.size() == 1 && !isAny(words.get(0))) {
      return of(words.get(0), span);
    }
    for (String w : words) {
      if (isAny(w)) {
        return Extent.ANY;
      }
    }
    List<Extent> parts = new ArrayList<>(words.size());
    for (String w : words) {
      parts.add(of(w, span));
    }
    return parts.isEmpty() ? Extent.NONE : Extent.union(parts);
  }

  /** Compares what a looked up word has at hand before its letters. */
  private static boolean isAny(String word) {
    return word.hashCode() == ANY_HASH && word.equals(ANY);
  }

  /** What one word stands for; {@code span} is the rule that uses it. */
  Extent of(String word, SourceSpan span) {
    Extent there = known.get(word);
    if (there != null) {
      return there;
    }
    if (open.size() > DEEPEST || !open.add(word)) {
      return Extent.unknown(
          Condition.of(
              Kind.NOT_UNDERSTOOD,
              "address group '" + word + "' contains itself",
              "mend the group",
              span));
    }
    Extent found = look(word, span);
    open.remove(word);
    known.put(word, found);
    return found;
  }

  private Extent look(String word, SourceSpan span) {
    Names.Found f = names.find(word, "address", "address-group", "region", "external-list");
    if (f != null) {
      return (f.twice() ? either(f) : object(f)).using(f.node());
    }
    Optional<AddressSet> literal = literal(word);
    if (literal.isPresent()) {
      return Extent.certain(literal.get());
    }
    if (word.startsWith("$") && variables.containsKey(word)) {
      return literal(variables.get(word))
          .map(Extent::certain)
          .orElseGet(() -> hostName(variables.get(word), span));
    }
    if (word.startsWith("$")) {
      return membership("variable '" + word + "' has no value in the export", span);
    }
    if (word.startsWith("panw-") && word.endsWith("-ip-list")) {
      return learned("list", word, "built-in list '" + word + "'", span);
    }
    if (word.matches("[A-Z]{2}|Unknown")) {
      return learned("region", word, "region '" + word + "'", span);
    }
    if (word.matches("[A-Za-z0-9*_-]+(\\.[A-Za-z0-9_-]+)+\\.?(/\\d+)?")) {
      return hostName(word, span);
    }
    return membership("address '" + word + "' is not in the export", span);
  }

  /** One of two objects of a name, nobody knows which. */
  private Extent either(Names.Found f) {
    Extent near = object(f.alone());
    Extent far = object(f.rivals().get(0));
    List<Condition> doubts = new ArrayList<>(List.of(f.doubt()));
    doubts.addAll(near.doubts());
    doubts.addAll(far.doubts());
    return new Extent(
        near.may().or(far.may()), near.must().and(far.must()), doubts, List.of(f.node()));
  }

  private static Extent membership(String text, SourceSpan span) {
    return Extent.unknown(
        Condition.of(Kind.MEMBERSHIP, text, "hand in where it is defined, or its members", span));
  }

  /** Members that the device fetches or learns; the site file may say which. */
  private Extent learned(String kind, String name, String text, SourceSpan span) {
    String row = kind + ":" + name;
    AddressSet bound = facts.hostNames().get(row.toLowerCase(Locale.ROOT));
    return bound != null
        ? Extent.certain(bound)
        : Extent.unknown(
            Condition.of(
                    Kind.MEMBERSHIP,
                    text,
                    "give its members in the site file (role " + row + ")",
                    span)
                .or("addresses outside " + text));
  }

  private Extent hostName(String name, SourceSpan span) {
    AddressSet bound = facts.hostNames().get(name.toLowerCase(Locale.ROOT));
    return bound != null
        ? Extent.certain(bound)
        : Extent.unknown(
            Condition.of(
                    Kind.HOST_NAME, "host name " + name, "bind the name in the site file", span)
                .or("addresses other than those of host name " + name));
  }

  private Extent object(Names.Found f) {
    Node n = f.node();
    SourceSpan span = n.span(f.scope().file);
    if (n.has("ip-netmask") || n.has("ip-range")) {
      String text = n.value("ip-netmask").or(() -> n.value("ip-range")).orElse("");
      String value = text.startsWith("$") ? variables.getOrDefault(text, text) : text;
      return literal(value)
          .map(Extent::certain)
          .orElseGet(
              () ->
                  value.matches("[0-9a-fA-F.:/-]+") || value.startsWith("$") || value.isEmpty()
                      ? membership("address '" + n.word + "' has no readable value: " + value, span)
                      : hostName(value, span));
    }
    if (n.has("ip-wildcard")) {
      return wildcard(n.value("ip-wildcard").orElse(""), n, span);
    }
    if (n.has("fqdn")) {
      return hostName(n.value("fqdn").orElse(n.word), span);
    }
    if (n.has("dynamic")) {
      return dynamic(n, span);
    }
    if (n.has("type")) {
      return list(n, span);
    }
    if (n.has("address")) {
      return Extent.union(literals(n.words("address"), span));
    }
    List<String> members = new ArrayList<>(n.has("static") ? n.words("static") : n.words());
    members.removeAll(
        n.has("static") ? Set.of() : Set.of("tag", "description", "disable-override"));
    if (members.isEmpty()) {
      return membership("'" + n.word + "' has no value or members in the export", span);
    }
    return of(members, span);
  }

  private List<Extent> literals(List<String> words, SourceSpan span) {
    List<Extent> out = new ArrayList<>();
    for (String w : words) {
      out.add(literal(w).map(Extent::certain).orElseGet(() -> of(w, span)));
    }
    return out.isEmpty() ? List.of(membership("a region without addresses", span)) : out;
  }

  /**
   * An external list: its entries are not in the export, but what it excludes is out for certain.
   */
  private Extent list(Node n, SourceSpan span) {
    List<AddressSet> out = new ArrayList<>();
    for (Node type : n.under("type")) {
      type.words("exception-list").forEach(w -> literal(w).ifPresent(out::add));
    }
    return learned("list", n.word, "external list '" + n.word + "'", span)
        .without(AddressSet.union(out));
  }

  /** {@code 10.20.1.0/0.0.248.255}: bits that are 1 in the mask are ignored. */
  private static Extent wildcard(String text, Node n, SourceSpan span) {
    int slash = text.indexOf('/');
    Optional<IpAddress> base = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    Optional<IpAddress> mask =
        slash < 0 ? Optional.empty() : IpAddress.parse(text.substring(slash + 1));
    if (base.isPresent() && mask.isPresent() && !base.get().v6() && !mask.get().v6()) {
      IpAddress kept =
          IpAddress.parse(
                  java.util.stream.Stream.of(mask.get().toString().split("\\."))
                      .map(p -> String.valueOf(255 - Integer.parseInt(p)))
                      .collect(java.util.stream.Collectors.joining(".")))
              .orElseThrow();
      Optional<AddressSet> set = AddressSet.masked(base.get(), kept);
      if (set.isPresent()) {
        return Extent.certain(set.get());
      }
    }
    return membership("wildcard address '" + n.word + "' is not readable: " + text, span);
  }

  /**
   * Objects whose tags meet the filter are members; registered addresses, which the export does not
   * have, may be.
   */
  private Extent dynamic(Node group, SourceSpan span) {
    String filter = String.join(" ", group.words("dynamic", "filter"));
    Optional<TagFilter> parsed = TagFilter.parse(filter);
    Extent anything =
        learned(
            "group", group.word, "dynamic group '" + group.word + "': registered addresses", span);
    if (parsed.isEmpty()) {
      return membership(
          "dynamic group '" + group.word + "': filter not understood: " + filter, span);
    }
    List<Extent> members = new ArrayList<>();
    for (Tagged t : tagged()) {
      if (!t.name.equals(group.word) && parsed.get().holds(t.tags)) {
        members.add(of(t.name, span));
      }
    }
    members.add(anything);
    return Extent.union(members);
  }

  private List<Tagged> tagged() {
    if (tagged == null) {
      tagged = new ArrayList<>();
      for (String kind : new String[] {"address", "address-group"}) {
        names
            .visible(kind)
            .forEach(
                (name, f) -> {
                  List<String> tags = f.node().words("tag");
                  if (!tags.isEmpty()) {
                    tagged.add(new Tagged(name, Set.copyOf(tags)));
                  }
                });
      }
    }
    return tagged;
  }

  /**
   * A literal. IPv4 is a part of IPv6 here: {@code a.b.c.d} is matched by IPv6 prefixes as {@code
   * ::a.b.c.d}, so {@code ::/0} means every address of both families, {@code 0.0.0.0/0} IPv4 alone
   * (PAN-OS Networking Administrator's Guide, "NAT Policy Overview").
   */
  static Optional<AddressSet> literal(String text) {
    return AddressSet.parse(text.strip()).map(AddressBook::withMapped);
  }

  private static AddressSet withMapped(AddressSet set) {
    AddressSet low = set.and(COMPATIBLE);
    if (low.isEmpty()) {
      return set;
    }
    List<AddressSet> out = new ArrayList<>();
    out.add(set);
    for (IpAddress[] r : low.intervals()) {
      out.add(
          AddressSet.range(new IpAddress(false, 0, r[0].lo()), new IpAddress(false, 0, r[1].lo())));
    }
    return AddressSet.union(out);
  }

  private static final AddressSet COMPATIBLE = AddressSet.prefix(new IpAddress(true, 0, 0), 96);
}

package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.policy.SiteFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The security groups that the site file binds addresses to, VPC by VPC. A group that no export has
 * stays, as one whose permissions are not known; where rows differ on an address, either may hold.
 */
final class SiteBindings {
  /** Rows whose words stand for more groups than this are too open to follow. */
  private static final int READINGS = 16;

  /**
   * What rows bind some addresses to, in one VPC.
   *
   * @param readings the sets of groups, one of which it is; none = groups of another VPC
   * @param stated whether the rows leave no doubt that the addresses lie in this VPC
   */
  record Bound(AddressSet addresses, Set<List<String>> readings, boolean stated) {
    boolean names(String group) {
      return readings.stream().anyMatch(r -> r.contains(group));
    }
  }

  private final Account account;
  private final Places places;
  private final SiteFacts facts;
  private final Map<String, List<Bound>> byVpc = new HashMap<>();
  private final Set<String> unknown = new TreeSet<>();

  SiteBindings(Account account, Places places, SiteFacts facts) {
    this.account = account;
    this.places = places;
    this.facts = facts;
    for (SiteFacts.Binding b : facts.bindings()) {
      words(b).stream().filter(w -> ids(w).isEmpty()).forEach(unknown::add);
    }
    for (String vpc : places.allVpcs()) {
      byVpc.put(vpc, of(vpc, facts.bindings()));
    }
  }

  /** What the site file names as security groups and no export has. */
  Set<String> unknownGroups() {
    return unknown;
  }

  /** No two of them share an address. */
  List<Bound> of(String vpc) {
    return byVpc.getOrDefault(vpc, List.of());
  }

  /** Addresses that are certainly at interfaces with the groups of one reading, by group. */
  Map<String, AddressSet> members() {
    Map<String, AddressSet> out = new HashMap<>();
    byVpc.values().stream()
        .flatMap(List::stream)
        .filter(b -> b.stated() && b.readings().size() == 1)
        .forEach(
            b ->
                b.readings().iterator().next().stream()
                    .filter(account.groups()::containsKey)
                    .forEach(g -> out.merge(g, b.addresses(), AddressSet::or)));
    return out;
  }

  /** Group names may have spaces; ids are told apart by them, too. */
  private List<String> words(SiteFacts.Binding b) {
    List<String> out = new ArrayList<>();
    for (String word : b.securityGroup()) {
      if (ids(word).isEmpty()) {
        out.addAll(List.of(word.strip().split("\\s+")));
      } else {
        out.add(word);
      }
    }
    return out;
  }

  private List<String> ids(String word) {
    if (!places.vpcs(word).isEmpty() || account.groups().containsKey(word)) {
      return List.of(word);
    }
    return account.allGroups().stream()
        .filter(g -> g.name().equals(word))
        .map(SecurityGroup::id)
        .toList();
  }

  private List<Bound> of(String vpc, List<SiteFacts.Binding> rows) {
    Map<Set<List<String>>, AddressSet> here = new LinkedHashMap<>();
    AddressSet own = places.networks(vpc).minus(places.otherNetworks(vpc));
    AddressSet seen = AddressSet.NONE;
    AddressSet doubted = AddressSet.NONE;
    List<AddressSet> elsewhere = new ArrayList<>();
    for (SiteFacts.Binding row : rows) {
      boolean about = row.firewall().map(f -> places.vpcsNamed(f).contains(vpc)).orElse(true);
      if (!about || row.securityGroup().isEmpty()) {
        continue;
      }
      List<String> words = words(row);
      boolean certain = row.firewall().isPresent() || isCertain(vpc, words);
      Set<List<String>> readings = readings(vpc, words);
      AddressSet addresses = certain ? row.addresses() : possible(vpc, row.addresses());
      if (readings.isEmpty()) {
        elsewhere.add(row.addresses());
      } else if (!addresses.isEmpty()) {
        add(here, addresses, readings, addresses.intersects(seen));
        seen = seen.or(addresses);
        doubted = certain ? doubted : doubted.or(addresses.minus(own));
      }
    }
    List<Bound> out = new ArrayList<>();
    for (Map.Entry<Set<List<String>>, AddressSet> e : here.entrySet()) {
      AddressSet certain = e.getValue().minus(doubted);
      AddressSet perhaps = e.getValue().and(doubted);
      out.add(new Bound(certain, e.getKey(), true));
      out.add(new Bound(perhaps, e.getKey(), false));
    }
    out.add(new Bound(AddressSet.union(elsewhere).minus(seen), Set.of(), true));
    out.removeIf(b -> b.addresses().isEmpty());
    return out;
  }

  /** Adds to pieces that share no address. */
  private static void add(
      Map<Set<List<String>>, AddressSet> pieces,
      AddressSet addresses,
      Set<List<String>> readings,
      boolean shares) {
    AddressSet rest = addresses;
    if (shares) {
      for (Map.Entry<Set<List<String>>, AddressSet> e : List.copyOf(pieces.entrySet())) {
        AddressSet both = e.getValue().and(addresses);
        if (!both.isEmpty() && !e.getKey().equals(readings)) {
          Set<List<String>> either = new LinkedHashSet<>(e.getKey());
          either.addAll(readings);
          pieces.merge(e.getKey(), both, AddressSet::minus);
          pieces.merge(either, both, AddressSet::or);
          rest = rest.minus(both);
        }
      }
    }
    pieces.merge(readings, rest, AddressSet::or);
  }

  /** Whether every word means groups of this VPC alone. */
  private boolean isCertain(String vpc, List<String> words) {
    return words.stream()
        .allMatch(
            w ->
                !ids(w).isEmpty()
                    && ids(w).stream()
                        .allMatch(id -> places.vpcs(id).equals(Set.of(vpc)) || vpc.isEmpty()));
  }

  /** Of some addresses, those that may lie in a VPC: in its networks, else in no other's. */
  private AddressSet possible(String vpc, AddressSet addresses) {
    AddressSet networks = places.networks(vpc);
    AddressSet inside = networks.isEmpty() ? AddressSet.ANY : networks.or(Places.PUBLIC);
    return addresses.and(inside).minus(places.otherNetworks(vpc).minus(networks));
  }

  /** The sets of groups that words may mean in a VPC; none where they mean others' alone. */
  private Set<List<String>> readings(String vpc, List<String> words) {
    List<List<String>> out = List.of(List.of());
    for (String word : words) {
      List<String> ids = ids(word);
      List<String> mine =
          ids.isEmpty() ? List.of(word) : ids.stream().filter(i -> isIn(i, vpc)).toList();
      if (mine.isEmpty() || out.size() * mine.size() > READINGS) {
        continue;
      }
      List<List<String>> next = new ArrayList<>();
      for (List<String> before : out) {
        for (String id : mine) {
          List<String> all = new ArrayList<>(before);
          all.add(id);
          next.add(all.stream().distinct().sorted().toList());
        }
      }
      out = next;
    }
    Set<List<String>> set = new LinkedHashSet<>(out);
    set.remove(List.of());
    return set;
  }

  private boolean isIn(String group, String vpc) {
    Set<String> in = places.vpcs(group);
    return in.contains(vpc) || in.isEmpty() && vpc.isEmpty();
  }
}

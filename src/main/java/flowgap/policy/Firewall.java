package flowgap.policy;

import flowgap.packet.AddressSet;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A firewall as its exports describe it.
 *
 * @param name unique within an audit; the vendor proposes the host name
 * @param format {@code cisco-asa}, {@code palo-alto}, {@code iptables}, {@code aws-security-groups}
 * @param files names of the inputs that it was read from
 * @param exportedAt when the export says that it was made, as written there
 * @param facts what a reader may want to know ({@code version} → {@code 9.12(4)})
 * @param assumptions what was taken for granted, one sentence each
 * @param interfaces in the export's order
 * @param own the firewall's own addresses, and those of broadcasts that it takes itself
 * @param lists all lists by name; those that stages name and all that the export has
 * @param opening what the first packet of a connection passes
 * @param answer what the answer passes; empty where answers return by state alone
 * @param follower what later packets of the opener's direction pass; empty where state lets them
 * @param objects objects and groups with a name
 */
public record Firewall(
    String name,
    String format,
    List<String> files,
    Optional<String> exportedAt,
    Map<String, String> facts,
    List<String> assumptions,
    List<NetworkInterface> interfaces,
    AddressSet own,
    Map<String, RuleList> lists,
    List<Stage> opening,
    List<Stage> answer,
    List<Stage> follower,
    List<NamedObject> objects,
    List<Problem> problems,
    Coverage coverage) {
  /** Name of the fact that says by which clock the device's schedules go. */
  public static final String TIME_ZONE = "time zone";

  public Firewall {
    Objects.requireNonNull(name);
    files = List.copyOf(files);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    assumptions = List.copyOf(assumptions);
    interfaces = List.copyOf(interfaces);
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    opening = List.copyOf(opening);
    answer = List.copyOf(answer);
    follower = List.copyOf(follower);
    objects = List.copyOf(objects);
    problems = problems.stream().sorted().toList();
    for (List<Stage> stages : List.of(opening, answer, follower)) {
      for (Stage s : stages) {
        if (!lists.containsKey(s.list())) {
          throw new IllegalArgumentException("stage " + s.name() + " names no list: " + s.list());
        }
      }
    }
  }

  /** The list of this name. */
  public RuleList list(String listName) {
    RuleList found = lists.get(listName);
    if (found == null) {
      throw new IllegalArgumentException("no list " + listName + " in " + name);
    }
    return found;
  }

  /** The lists that the export has, in its order. */
  public List<RuleList> writtenLists() {
    return lists.values().stream().filter(RuleList::written).toList();
  }

  /** How many rules somebody wrote. */
  public int writtenRules() {
    int sum = 0;
    for (RuleList list : writtenLists()) {
      for (Rule r : list.rules()) {
        sum += r.isWritten() ? 1 : 0;
      }
    }
    return sum;
  }

  /** The same firewall under another name. */
  public Firewall named(String newName) {
    return new Firewall(
        newName,
        format,
        files,
        exportedAt,
        facts,
        assumptions,
        interfaces,
        own,
        lists,
        opening,
        answer,
        follower,
        objects,
        problems,
        coverage);
  }

  /** The same firewall with other lists under the same names. */
  public Firewall withLists(Map<String, RuleList> newLists) {
    return new Firewall(
        name,
        format,
        files,
        exportedAt,
        facts,
        assumptions,
        interfaces,
        own,
        newLists,
        opening,
        answer,
        follower,
        objects,
        problems,
        coverage);
  }

  /** The same firewall with further problems. */
  public Firewall withProblems(Collection<Problem> more) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Firewall(
        name,
        format,
        files,
        exportedAt,
        facts,
        assumptions,
        interfaces,
        own,
        lists,
        opening,
        answer,
        follower,
        objects,
        all,
        coverage);
  }
}

package flowgap.vendor.asa;

import flowgap.policy.Action;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The access lists of the export, and where they are bound. One list is asked per interface,
 * direction and family; a later {@code access-group} for the same place takes the place.
 */
final class Lists {
  private static final java.util.regex.Pattern STANDARD =
      java.util.regex.Pattern.compile(
          "^\\s*access-list\\s+\\S+\\s+(?:line\\s+\\d+\\s+)?standard\\s");

  private final AsaConfig config;
  private final EntryReader entries;
  private final Map<String, AsaConfig.Binding> places = new LinkedHashMap<>();
  private final Map<String, RuleList> lists = new LinkedHashMap<>();
  private AsaConfig.Binding global;

  /** Before 9.0 of IPv6 alone; lists of IPv4 leave IPv6 to the levels. */
  private AsaConfig.Binding globalOfSix;

  Lists(AsaConfig config, EntryReader entries) {
    this.config = config;
    this.entries = entries;
    for (AsaConfig.Binding b : config.bindings) {
      bind(b);
    }
    for (AsaConfig.AccessList l : config.lists.values()) {
      RuleList list = list(l);
      lists.put(list.name(), list);
    }
  }

  private void bind(AsaConfig.Binding b) {
    if (config.etherLists.containsKey(b.list()) && !config.lists.containsKey(b.list())) {
      // "one access list of each type (extended and EtherType)" per interface and direction
      return;
    }
    boolean six = !config.unified() && isSix(b.list());
    if (b.direction().equals("global")) {
      if (six) {
        globalOfSix = b;
      } else {
        global = b;
      }
      return;
    }
    if (b.option().equals("control-plane")) {
      return;
    }
    AsaConfig.Binding before = places.put(place(b.interfaceName(), b.direction(), six), b);
    if (before != null) {
      config.problems.add(
          Problem.warning(
              b.span(),
              "list " + before.list() + " was bound to this place before; the last one counts"));
    }
  }

  private boolean isSix(String name) {
    return !config.lists.containsKey(name) && config.lists.containsKey("ipv6 " + name);
  }

  private String place(String interfaceName, String direction, boolean six) {
    AsaInterface i = config.named(interfaceName);
    return direction + " " + (i == null ? interfaceName : i.name) + (six ? " 6" : "");
  }

  /** The list bound to a place, null where none is. */
  AsaConfig.Binding bound(AsaInterface i, String direction, boolean six) {
    return places.get(direction + " " + i.name + (six ? " 6" : ""));
  }

  /** The global list that a family's packets are asked of, null where there is none. */
  AsaConfig.Binding global(boolean six) {
    return six && !config.unified() ? globalOfSix : global;
  }

  Map<String, RuleList> all() {
    return lists;
  }

  /** The list that a binding names, null where the export has no entry of it. */
  RuleList of(AsaConfig.Binding b) {
    RuleList plain = lists.get(b.list());
    RuleList found = plain != null ? plain : lists.get("ipv6 " + b.list());
    return found == null || found.rules().isEmpty() ? null : found;
  }

  /** Lists that are asked about what comes in. */
  List<RuleList> asked() {
    List<AsaConfig.Binding> all = new ArrayList<>(places.values());
    if (global != null) {
      all.add(global);
    }
    Map<String, RuleList> out = new LinkedHashMap<>();
    for (AsaConfig.Binding b : all) {
      RuleList list = b.direction().equals("out") ? null : of(b);
      if (list != null && !isStandard(b)) {
        out.put(list.name(), list);
      }
    }
    return List.copyOf(out.values());
  }

  /** Whether the list that a binding names holds destination networks alone. */
  boolean isStandard(AsaConfig.Binding b) {
    return isStandard(config, b.list());
  }

  static boolean isStandard(AsaConfig config, String name) {
    AsaConfig.AccessList l = config.lists.get(name);
    return l != null && l.entries().stream().anyMatch(e -> isStandard(e.span().text()));
  }

  private static boolean isStandard(String entry) {
    return entry.contains("standard") && STANDARD.matcher(entry).find();
  }

  private RuleList list(AsaConfig.AccessList l) {
    String name = l.six() ? "ipv6 " + l.name() : l.name();
    List<Rule> rules = new ArrayList<>(l.entries().size());
    for (AsaConfig.Entry e : l.entries()) {
      rules.add(entries.read(l, e, name + ":" + (rules.size() + 1)));
    }
    SourceSpan deny = SourceSpan.implicit(config.file, "implicit deny at the end of " + name);
    Rule end =
        goesOnToGlobal(l)
            ? Rule.builder(
                    name + ":end",
                    SourceSpan.implicit(config.file, "the global list is asked after " + name))
                .kind(Rule.Kind.DERIVED)
                .match(flowgap.policy.Match.ALL)
                .then(Action.End.RETURN)
                .build()
            : Rule.byDefault(name, Action.DENY, deny);
    return new RuleList(name, RuleList.Kind.FIRST_MATCH, rules, end, true, where(l));
  }

  /** Whether a list is asked at an ingress, with the global list behind it. */
  private boolean goesOnToGlobal(AsaConfig.AccessList l) {
    AsaConfig.Binding behind = global(l.six());
    return behind != null
        && !behind.list().equals(l.name())
        && places.values().stream()
            .anyMatch(b -> b.list().equals(l.name()) && b.direction().equals("in"));
  }

  private List<String> where(AsaConfig.AccessList l) {
    List<String> out = new ArrayList<>();
    places.values().stream()
        .filter(b -> b.list().equals(l.name()))
        .forEach(b -> out.add(b.direction() + " on " + b.interfaceName()));
    AsaConfig.Binding everywhere = global(l.six());
    if (everywhere != null && everywhere.list().equals(l.name())) {
      out.add("global");
    }
    for (AsaConfig.Binding b : config.bindings) {
      if (b.option().equals("control-plane") && b.list().equals(l.name())) {
        out.add("control-plane on " + b.interfaceName());
      }
    }
    out.addAll(config.listUses.getOrDefault(l.name(), List.of()));
    return out;
  }
}

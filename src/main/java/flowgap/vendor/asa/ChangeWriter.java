package flowgap.vendor.asa;

import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.PolicyChange;
import flowgap.policy.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes changes as {@code access-list NAME line N extended …} commands and their inverse. Lines
 * count remarks, as the device does; an entry goes by {@code no} and all its words ("enter the no
 * access-list command with the entire command syntax string as it appears in the configuration",
 * Cisco ASA Series CLI Configuration Guide, extended ACLs). A time range ends with its last minute:
 * "if the specified end time is 3:50, because the end time is inclusive, the command is picked up
 * anywhere between 3:51:00 and 3:51:59" (the same, guidelines for ACLs).
 */
final class ChangeWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm dd MMMM yyyy", Locale.ENGLISH);

  static final ChangeScript NOT_THERE =
      ChangeScript.none("the configuration is not among the inputs");

  /** A configuration before any change; several writers may start from it. */
  static final class Before {
    private final AsaConfig config;
    private final EntryWriter writer;
    private final Map<String, Boolean> stating = new HashMap<>();

    Before(AsaConfig config) {
      this.config = config;
      this.writer = new EntryWriter(config);
    }

    /** Whether entries of a list state their lines, which a running configuration does not. */
    private boolean statesLines(AsaConfig.AccessList list) {
      return stating.computeIfAbsent(
          list.name(), n -> list.entries().stream().anyMatch(e -> statesItsLine(n, e)));
    }
  }

  private final Before start;
  private final AsaConfig config;
  private final EntryWriter writer;
  private final Map<String, LinePlaces> places = new HashMap<>();
  private final List<String> commands = new ArrayList<>();
  private final List<String> rollback = new ArrayList<>();

  /** What has been added to each list. */
  private final Map<String, Set<String>> added = new HashMap<>();

  private final Set<String> timeRanges = new HashSet<>();

  ChangeWriter(Before start) {
    this.start = start;
    this.config = start.config;
    this.writer = start.writer;
  }

  ChangeScript script(List<PolicyChange> changes) {
    for (PolicyChange change : changes) {
      Optional<String> why = add(change);
      if (why.isPresent()) {
        return ChangeScript.none(why.get());
      }
    }
    Collections.reverse(rollback);
    return new ChangeScript(commands, rollback, "");
  }

  private Optional<String> add(PolicyChange change) {
    AsaConfig.AccessList list = config.lists.get(change.list());
    if (list == null || list.six() || list.entries().isEmpty()) {
      return Optional.of(
          change.list().startsWith("~")
              ? "no access list is bound there: a first list would also replace what the security levels permit"
              : "list " + change.list() + " is not in the export");
    }
    if (start.statesLines(list)) {
      return Optional.of("the entries state their lines: this is no running configuration");
    }
    LinePlaces its = places.computeIfAbsent(list.name(), k -> new LinePlaces(list));
    boolean atEnd =
        change.anchor().equals(list.name() + ":default")
            || change.anchor().equals(list.name() + ":end");
    int index = atEnd ? its.end() : its.of(change.anchor());
    if (index < 0 || atEnd && change.kind() != PolicyChange.Kind.INSERT_BEFORE) {
      return Optional.of("rule " + change.anchor() + " is not in list " + list.name());
    }
    Optional<String> why =
        change.rule().isPresent()
            ? insert(list, its, index, change.rule().get())
            : Optional.empty();
    if (why.isEmpty() && change.kind() != PolicyChange.Kind.INSERT_BEFORE) {
      remove(list, its, change.anchor());
    }
    return why;
  }

  /** Takes an entry out, after what replaces it has been put in: a list without any is none. */
  private void remove(AsaConfig.AccessList list, LinePlaces its, String id) {
    int index = its.of(id);
    String words = words(list.name(), its.entry(id));
    commands.add("no access-list " + list.name() + " " + words);
    rollback.add("access-list " + list.name() + " line " + (index + 1) + " " + words);
    its.remove(id);
  }

  private Optional<String> insert(
      AsaConfig.AccessList list, LinePlaces its, int index, PolicyChange.NewRule rule) {
    Optional<List<String>> entries = writer.entries(rule.packets());
    if (entries.isEmpty()) {
      return Optional.of(
          "the change needs too many entries, or ICMP codes that this version cannot write");
    }
    String tail = "";
    if (rule.window().isPresent()) {
      Optional<ZoneId> zone = TimeRanges.zone(config.timeZone, config.summerTime);
      if (zone.isEmpty()) {
        return Optional.of(
            "the device's summer time is not known here: write the time range by hand");
      }
      tail = " time-range " + timeRange(rule, zone.get());
    }
    String action = rule.action() == Action.End.PERMIT ? "permit " : "deny ";
    int line = index;
    for (String e : entries.get()) {
      String words = "extended " + action + e + tail;
      if (!added.computeIfAbsent(list.name(), k -> new HashSet<>()).add(words)) {
        continue;
      }
      commands.add("access-list " + list.name() + " line " + (line + 1) + " " + words);
      rollback.add("no access-list " + list.name() + " " + words);
      its.insert(line);
      line++;
    }
    return Optional.empty();
  }

  /** Defines a time range for a window, whose last minute is the one before its end. */
  private String timeRange(PolicyChange.NewRule rule, ZoneId zone) {
    Window w = rule.window().orElseThrow();
    String name = rule.name();
    while (config.timeRanges.containsKey(name)) {
      name += "-2";
    }
    if (timeRanges.add(name)) {
      String absolute =
          " absolute start "
              + time(w.start(), zone)
              + " end "
              + time(w.end().minusSeconds(1), zone);
      commands.add("time-range " + name);
      commands.add(absolute);
      rollback.add("no time-range " + name);
    }
    return name;
  }

  private static String time(Instant t, ZoneId zone) {
    return ZonedDateTime.ofInstant(t, zone).format(TIME);
  }

  private static boolean statesItsLine(String list, AsaConfig.Entry e) {
    return e.span().text().strip().startsWith("access-list " + list + " line ");
  }

  private static String words(String list, AsaConfig.Entry e) {
    return e.span().text().strip().substring(("access-list " + list).length()).strip();
  }
}

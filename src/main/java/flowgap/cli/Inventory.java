package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import flowgap.cli.input.Inputs;
import flowgap.source.InputFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the user's inventory says of the exports.
 *
 * @param entries by path
 */
record Inventory(Map<String, Entry> entries) {
  static final Inventory NONE = new Inventory(Map.of());

  /** One row. */
  record Entry(String path, String name, String group, String owner, String zoneMap) {}

  Inventory {
    entries = java.util.Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** The entry of an input: its path as given ends in the path of the row. */
  Optional<Entry> of(String file) {
    Entry best = null;
    for (Entry e : entries.values()) {
      boolean fits = file.equals(e.path()) || file.endsWith("/" + e.path());
      if (fits && (best == null || e.path().length() > best.path().length())) {
        best = e;
      }
    }
    return Optional.ofNullable(best);
  }

  Optional<String> name(String file) {
    return of(file).map(Entry::name).filter(n -> !n.isEmpty());
  }

  /** Its rows, with what became of each. */
  List<AuditReport.Listed> listed(Estate estate) {
    Map<String, Set<String>> firewalls = new HashMap<>();
    Set<String> there = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (Estate.Member m : estate.members()) {
      for (InputFile f : m.files()) {
        of(f.name())
            .ifPresent(
                e -> firewalls.computeIfAbsent(e.path(), k -> new TreeSet<>()).add(m.name()));
      }
    }
    handedIn(estate).forEach(f -> of(f).ifPresent(e -> read.add(e.path())));
    for (Estate.Failed failed : estate.failed()) {
      for (FirewallAudit.AuditedFile f : failed.audit().files()) {
        of(f.file()).ifPresent(e -> there.add(e.path()));
      }
    }
    return entries.values().stream()
        .map(
            e ->
                new AuditReport.Listed(
                    e.path(),
                    e.name(),
                    e.group(),
                    e.owner(),
                    e.zoneMap(),
                    there.contains(e.path())
                        ? "not readable"
                        : read.contains(e.path()) ? "handed in" : "missing",
                    List.copyOf(firewalls.getOrDefault(e.path(), Set.of()))))
        .toList();
  }

  /** All files of exports, those that were read once for several included. */
  private static Stream<String> handedIn(Estate estate) {
    Inputs inputs = estate.inputs();
    return Stream.concat(
            inputs.bundles().stream(), inputs.copies().values().stream().flatMap(List::stream))
        .flatMap(b -> b.files().stream())
        .map(InputFile::name);
  }

  /** How many of the exports that it lists were handed in, and which are missing. */
  Optional<String> scope(Estate estate) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    List<AuditReport.Listed> all = listed(estate);
    List<String> missing = paths(all, "missing");
    List<String> unreadable = paths(all, "not readable");
    return Optional.of(
        (all.size() - missing.size())
            + " of "
            + all.size()
            + " exports handed in"
            + (unreadable.isEmpty() ? "" : ", not readable: " + some(unreadable))
            + (missing.isEmpty() ? "" : ", missing: " + some(missing)));
  }

  private static List<String> paths(List<AuditReport.Listed> all, String state) {
    return all.stream().filter(l -> l.state().equals(state)).map(AuditReport.Listed::path).toList();
  }

  private static String some(List<String> paths) {
    int most = 20;
    String shown = String.join(", ", paths.subList(0, Math.min(most, paths.size())));
    return paths.size() <= most ? shown : shown + " and " + (paths.size() - most) + " more";
  }
}

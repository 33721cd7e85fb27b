package flowgap.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** How many of the exports that it lists were handed in, with those that say their age. */
  Optional<String> scope(Estate estate) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    java.util.Set<String> seen = new java.util.TreeSet<>();
    estate
        .members()
        .forEach(m -> m.files().forEach(f -> of(f.name()).ifPresent(e -> seen.add(e.path()))));
    estate.failed().stream()
        .flatMap(f -> f.audit().files().stream())
        .forEach(f -> of(f.file()).ifPresent(e -> seen.add(e.path())));
    java.util.List<String> missing =
        entries.keySet().stream().filter(p -> !seen.contains(p)).limit(20).toList();
    java.util.List<String> ages =
        estate.members().stream()
            .filter(m -> m.exportedAt().isPresent())
            .map(m -> m.exportedAt().get())
            .sorted()
            .toList();
    String age =
        ages.isEmpty()
            ? "; none says when it was made"
            : "; " + ages.size() + " say when they were made";
    return Optional.of(
        "%d of %d exports handed in%s%s"
            .formatted(
                seen.size(),
                entries.size(),
                missing.isEmpty() ? "" : ", missing: " + String.join(", ", missing),
                age));
  }
}

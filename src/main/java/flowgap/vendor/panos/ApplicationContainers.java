package flowgap.vendor.panos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Applications that stand for others: a rule that names a container matches its functions (PAN-OS
 * Administrator's Guide, "Application-Level Gateways" and "Use Application Objects in Policy").
 */
final class ApplicationContainers {
  static final ApplicationContainers BUNDLED = load();

  private final Map<String, Set<String>> functions;
  private final Map<String, Set<String>> perhaps;
  private final Map<String, Set<String>> holders = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /**
   * @param functions by container
   * @param perhaps what only some versions of the content count among a container's functions
   */
  ApplicationContainers(Map<String, Set<String>> functions, Map<String, Set<String>> perhaps) {
    this.functions = Map.copyOf(functions);
    this.perhaps = Map.copyOf(perhaps);
    names.addAll(functions.keySet());
    for (Map<String, Set<String>> map : List.of(this.functions, this.perhaps)) {
      map.forEach(
          (container, of) -> {
            names.addAll(of);
            of.forEach(f -> holders.computeIfAbsent(f, k -> new HashSet<>()).add(container));
          });
    }
  }

  private static ApplicationContainers load() {
    Map<String, Set<String>> functions = new TreeMap<>();
    Map<String, Set<String>> perhaps = new TreeMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ApplicationContainers.class.getResourceAsStream("application-containers.csv"),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> f = CsvLine.fields(line);
        functions.put(f.get(0), Set.of(f.get(1).split(";")));
        if (!f.get(2).isEmpty()) {
          perhaps.put(f.get(0), Set.of(f.get(2).split(";")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ApplicationContainers(functions, perhaps);
  }

  /** These and others; what the others say of a container goes before. */
  ApplicationContainers with(ApplicationContainers others) {
    Map<String, Set<String>> all = new TreeMap<>(functions);
    all.putAll(others.functions);
    Map<String, Set<String>> doubtful = new TreeMap<>(perhaps);
    doubtful.keySet().removeAll(others.functions.keySet());
    return new ApplicationContainers(all, doubtful);
  }

  boolean has(String application) {
    return functions.containsKey(application);
  }

  Set<String> of(String container) {
    return functions.getOrDefault(container, Set.of());
  }

  /** What may be a function of one of these besides. */
  Set<String> perhapsOf(Set<String> containers) {
    Set<String> out = new TreeSet<>();
    containers.forEach(c -> out.addAll(perhaps.getOrDefault(c, Set.of())));
    out.removeAll(containers);
    return out;
  }

  /** Containers that hold, or may hold, one of these, and are none of these. */
  Set<String> holding(Set<String> applications) {
    Set<String> out = new TreeSet<>();
    applications.forEach(a -> out.addAll(holders.getOrDefault(a, Set.of())));
    out.removeAll(applications);
    return out;
  }

  /** Everything that is a container or a function of one. */
  Set<String> names() {
    return Collections.unmodifiableSet(names);
  }
}

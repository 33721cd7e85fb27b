package flowgap.cli.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells firewalls of equal names apart by the shortest distinguishing part of where they lie. */
public final class FirewallNames {
  /**
   * A firewall before names are settled.
   *
   * @param name as the export or its file gives it
   * @param place folders from the outside in, and the file's stem
   */
  public record Proposed(String name, List<String> place) {
    public Proposed {
      place = List.copyOf(place);
    }
  }

  private FirewallNames() {}

  /** The names, in the order of the proposals; none depends on that order. */
  public static List<String> settle(List<Proposed> proposed) {
    Map<String, List<Integer>> byName = new TreeMap<>();
    for (int i = 0; i < proposed.size(); i++) {
      byName.computeIfAbsent(proposed.get(i).name(), n -> new ArrayList<>()).add(i);
    }
    String[] out = new String[proposed.size()];
    byName.forEach(
        (name, all) -> {
          if (all.size() == 1) {
            out[all.get(0)] = name;
          } else {
            apart(name, all, proposed, out);
          }
        });
    return List.of(out);
  }

  private static void apart(String name, List<Integer> all, List<Proposed> proposed, String[] out) {
    for (boolean withFile : new boolean[] {false, true}) {
      for (int length = 1; length <= deepest(all, proposed); length++) {
        Set<String> seen = new HashSet<>();
        for (int i : all) {
          out[i] = prefixed(name, proposed.get(i).place(), length, withFile);
          seen.add(out[i]);
        }
        if (seen.size() == all.size()) {
          return;
        }
      }
    }
    int n = 0;
    for (int i : all) {
      n++;
      out[i] = n == 1 ? name : name + "#" + n;
    }
  }

  private static int deepest(List<Integer> all, List<Proposed> proposed) {
    return all.stream().mapToInt(i -> proposed.get(i).place().size()).max().orElse(1);
  }

  private static String prefixed(String name, List<String> place, int length, boolean withFile) {
    List<String> usable = withFile ? place : place.subList(0, place.size() - 1);
    List<String> tail = usable.subList(Math.max(0, usable.size() - length), usable.size());
    return tail.isEmpty() ? name : String.join("/", tail) + "/" + name;
  }
}

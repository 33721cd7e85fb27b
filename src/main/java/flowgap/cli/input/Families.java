package flowgap.cli.input;

import flowgap.cli.input.Bundler.Group;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins exports that are parts of one firewall: its IPv4 and its IPv6 dump, of one name or alone in
 * a folder.
 */
final class Families {
  List<Group> join(List<Recognised> primaries) {
    List<Group> out = new ArrayList<>();
    Map<String, List<Recognised>> folders = new TreeMap<>();
    for (Recognised p : primaries) {
      if (p.recognition().part().isEmpty()) {
        out.add(new Group(p));
      } else {
        folders.computeIfAbsent(p.folder(), f -> new ArrayList<>()).add(p);
      }
    }
    folders.forEach((folder, parts) -> join(parts, aloneIn(folder, primaries), out));
    return out;
  }

  private static boolean aloneIn(String folder, List<Recognised> primaries) {
    return primaries.stream()
        .filter(p -> p.folder().equals(folder))
        .noneMatch(p -> p.recognition().part().isEmpty());
  }

  private static void join(List<Recognised> parts, boolean alone, List<Group> out) {
    if (alone && fit(parts)) {
      out.add(group(parts));
      return;
    }
    List<Recognised> left = new ArrayList<>(parts);
    while (!left.isEmpty()) {
      Recognised first = left.remove(0);
      List<Recognised> own = new ArrayList<>(List.of(first));
      int nearest = 0;
      for (Recognised other : left) {
        nearest = Math.max(nearest, Names.shared(first.name(), other.name()));
      }
      for (Recognised other : left) {
        boolean sameStem = nearest > 0 && Names.shared(first.name(), other.name()) == nearest;
        String host = first.recognition().hostName();
        boolean sameHost = !host.isEmpty() && host.equals(other.recognition().hostName());
        if (sameStem || sameHost) {
          own.add(other);
        }
      }
      if (!fit(own)) {
        own = List.of(first);
      }
      left.removeAll(own);
      out.add(group(own));
    }
  }

  /** Whether no two are the same part, and no two name different hosts. */
  private static boolean fit(List<Recognised> parts) {
    Set<String> seen = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    for (Recognised p : parts) {
      if (!seen.add(p.recognition().part())) {
        return false;
      }
      hosts.add(p.recognition().hostName());
    }
    hosts.remove("");
    return hosts.size() <= 1;
  }

  private static Group group(List<Recognised> parts) {
    Group g = new Group(parts.get(0));
    g.primaries.addAll(parts.subList(1, parts.size()));
    return g;
  }
}

package flowgap.cli.input;

import flowgap.policy.Recognition.Kind;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Puts exports and their companions together. A companion joins the export (1) whose file name it
 * shares up to the first differing suffix, else (2) whose host name stands in it, else (3) that is
 * the only one of its folder; where there is no export at all, it may stand for itself.
 */
final class Bundler {
  /** An export with what belongs to it. */
  static final class Group {
    final List<Recognised> primaries = new ArrayList<>();
    final List<Recognised> companions = new ArrayList<>();

    Group(Recognised primary) {
      primaries.add(primary);
    }

    Vendor vendor() {
      return primaries.get(0).vendor();
    }

    String folder() {
      return primaries.get(0).folder();
    }

    String hostName() {
      return primaries.stream()
          .map(p -> p.recognition().hostName())
          .filter(h -> !h.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  private final List<Problem> problems;

  Bundler(List<Problem> problems) {
    this.problems = problems;
  }

  List<Bundle> bundle(List<Recognised> files) {
    List<Bundle> out = new ArrayList<>();
    Map<String, List<Recognised>> byVendor = new TreeMap<>();
    for (Recognised r : files.stream().sorted(Comparator.comparing(Recognised::name)).toList()) {
      byVendor.computeIfAbsent(r.vendor().format(), v -> new ArrayList<>()).add(r);
    }
    for (List<Recognised> own : byVendor.values()) {
      // a vendor whose exports are folders has no other ones
      boolean folders = own.stream().anyMatch(r -> r.is(Kind.FOLDER_MEMBER));
      List<Group> groups = folders ? folders(own) : new Families().join(primaries(own));
      if (!folders) {
        together(own, groups);
      }
      List<Group> alone = groups.isEmpty() ? alone(own) : List.of();
      groups.addAll(alone);
      for (Recognised r : own) {
        if (r.is(Kind.COMPANION) && alone.stream().noneMatch(g -> g.primaries.contains(r))) {
          companion(r, groups);
        }
      }
      groups.forEach(g -> out.add(bundle(g, folders)));
    }
    out.sort(Comparator.comparing(b -> b.first().name()));
    return out;
  }

  /** Makes one group of exports that hold parts of each other's policy. */
  private void together(List<Recognised> files, List<Group> groups) {
    List<Set<InputFile>> parts;
    try {
      parts = files.get(0).vendor().together(files.stream().map(Recognised::file).toList());
    } catch (IOException e) {
      problems.add(
          Problem.warning(
              SourceSpan.implicit(files.get(0).name(), ""),
              "whether exports belong together was not found out: " + e.getMessage()));
      return;
    }
    for (Set<InputFile> part : parts) {
      List<Group> some =
          groups.stream()
              .filter(g -> g.primaries.stream().anyMatch(p -> part.contains(p.file())))
              .toList();
      for (Group g : some.subList(Math.min(1, some.size()), some.size())) {
        some.get(0).primaries.addAll(g.primaries);
        groups.remove(g);
      }
    }
  }

  /** Companions that are audited by themselves. */
  private static List<Group> alone(List<Recognised> files) {
    return files.stream()
        .filter(r -> r.is(Kind.COMPANION) && r.vendor().standsAlone(r.recognition()))
        .map(Group::new)
        .toList();
  }

  private static List<Recognised> primaries(List<Recognised> files) {
    return files.stream().filter(r -> r.is(Kind.PRIMARY)).toList();
  }

  /** Every folder that holds a primary is one input, with all below it that has no nearer one. */
  private List<Group> folders(List<Recognised> files) {
    Map<String, Group> roots = new LinkedHashMap<>();
    for (Recognised p : files) {
      if (!makesAnInput(p)) {
        continue;
      }
      Group known = roots.get(p.folder());
      if (known == null) {
        roots.put(p.folder(), new Group(p));
      } else {
        known.primaries.add(p);
      }
    }
    for (Recognised r : files) {
      if (!makesAnInput(r)) {
        String folder = r.folder();
        while (!roots.containsKey(folder) && !folder.isEmpty()) {
          folder = Names.folder(folder);
        }
        Group root = roots.get(folder);
        if (root != null) {
          root.companions.add(r);
        } else {
          homeless(r, "expected an export of the security groups in its folder or above");
        }
      }
    }
    return new ArrayList<>(roots.values());
  }

  private static boolean makesAnInput(Recognised r) {
    return r.is(Kind.PRIMARY) || r.is(Kind.FOLDER_MEMBER) && !r.recognition().part().isEmpty();
  }

  private void companion(Recognised r, List<Group> groups) {
    Optional<Group> home = byFileName(r, groups);
    if (home.isEmpty()) {
      home = byHostName(r, groups);
    }
    if (home.isEmpty()) {
      List<Group> same = groups.stream().filter(g -> g.folder().equals(r.folder())).toList();
      home = same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }
    if (home.isPresent()) {
      home.get().companions.add(r);
    } else {
      String like =
          groups.isEmpty() ? "edge-1.cfg" : groups.get(0).primaries.get(0).file().baseName();
      String stem = Names.stem(like);
      homeless(
          r,
          "name it like its export (%s.%s beside %s), or join it with --with %s=FILE"
              .formatted(stem, suffix(r), like, stem));
    }
  }

  private static String suffix(Recognised r) {
    return r.recognition().what().replaceAll("[^A-Za-z0-9]+", "-") + ".txt";
  }

  private void homeless(Recognised r, String what) {
    problems.add(
        Problem.warning(
            SourceSpan.implicit(r.name(), ""),
            "this %s belongs to no export and was not used; %s"
                .formatted(r.recognition().what(), what)));
  }

  private static Optional<Group> byFileName(Recognised r, List<Group> groups) {
    List<Group> best = new ArrayList<>();
    int most = 0;
    for (boolean here : new boolean[] {true, false}) {
      for (Group g : groups) {
        int shared = 0;
        for (Recognised p : g.primaries) {
          if (!here || p.folder().equals(r.folder())) {
            shared = Math.max(shared, Names.shared(p.name(), r.name()));
          }
        }
        if (shared > most) {
          best.clear();
          most = shared;
        }
        if (shared == most && shared > 0) {
          best.add(g);
        }
      }
      if (best.size() == 1) {
        return Optional.of(best.get(0));
      }
      if (best.size() > 1) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Group> byHostName(Recognised r, List<Group> groups) {
    String own = r.recognition().hostName();
    List<Group> found = new ArrayList<>();
    for (Group g : groups) {
      for (Recognised p : g.primaries) {
        String host = p.recognition().hostName();
        boolean here = own.isEmpty() ? standsIn(host, r.file()) : own.equalsIgnoreCase(host);
        if (!host.isEmpty() && here && !found.contains(g)) {
          found.add(g);
        }
      }
    }
    if (found.size() > 1) {
      found.removeIf(g -> !g.folder().equals(r.folder()));
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean standsIn(String host, InputFile file) {
    if (host.length() < 3) {
      return false;
    }
    try {
      return Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + "(?![\\w-]|\\.\\w)")
          .matcher(file.headText())
          .find();
    } catch (IOException e) {
      return false;
    }
  }

  private static Bundle bundle(Group g, boolean folder) {
    List<InputFile> files = new ArrayList<>();
    g.primaries.stream().map(Recognised::file).forEach(files::add);
    g.companions.stream()
        .sorted(Comparator.comparing(Recognised::name))
        .map(Recognised::file)
        .forEach(files::add);
    return new Bundle(g.vendor(), files, name(g, folder), g.hostName(), g.primaries.size());
  }

  private static String name(Group g, boolean folder) {
    String first = g.primaries.get(0).name();
    if (first.equals("-")) {
      return "stdin";
    }
    List<String> folders = Names.folders(first);
    if (folder && !folders.isEmpty()) {
      return folders.get(folders.size() - 1);
    }
    if (g.primaries.size() > 1) {
      String shared = Names.sharedStem(first, g.primaries.get(1).name());
      if (!shared.isEmpty()) {
        return shared;
      }
    }
    return Names.stem(first);
  }
}

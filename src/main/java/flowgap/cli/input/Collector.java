package flowgap.cli.input;

import flowgap.cli.input.Collected.Found;
import flowgap.cli.input.Collected.Unreadable;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files that the arguments of a command name: files, folders, globs, archives, stdin. */
public final class Collector {
  private static final int DEEPEST = 64;

  private final Limits limits;
  private final Workplace workplace;
  private final InputStream standardInput;
  private final Set<Path> notExports;
  private final Map<String, Found> files = new HashMap<>();
  private final Map<Path, String> seen = new HashMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  /**
   * @param notExports files and folders that the command was given for another purpose (flow lists,
   *     the output folder): passed over where a folder holds them
   */
  public Collector(
      Limits limits, Workplace workplace, InputStream standardInput, Set<Path> notExports) {
    this.limits = limits;
    this.workplace = workplace;
    this.standardInput = standardInput;
    this.notExports = new HashSet<>();
    notExports.forEach(p -> this.notExports.add(absolute(p)));
  }

  private static Path absolute(Path p) {
    try {
      return p.toRealPath();
    } catch (IOException e) {
      return p.toAbsolutePath().normalize();
    }
  }

  public Collected collect(List<String> arguments) {
    for (String argument : arguments.stream().sorted().distinct().toList()) {
      argument(argument);
    }
    List<InputFile> all = files.values().stream().map(Found::file).toList();
    OwnOutput own = new OwnOutput(all);
    List<Found> left = new ArrayList<>();
    for (Found f : files.values()) {
      if (!f.named() && own.holds(f.file())) {
        skipped.add(f.file().name() + ": flowgap's own output");
      } else {
        left.add(f);
      }
    }
    left.sort(Comparator.comparing(f -> f.file().name()));
    skipped.sort(Comparator.naturalOrder());
    unreadable.sort(Comparator.comparing(Unreadable::name));
    return new Collected(left, skipped.stream().distinct().toList(), unreadable);
  }

  private void argument(String argument) {
    if (argument.equals("-")) {
      standardInput();
      return;
    }
    Path path;
    try {
      path = Path.of(argument);
    } catch (InvalidPathException e) {
      unreadable.add(new Unreadable(argument, "it is no path"));
      return;
    }
    if (Files.isDirectory(path)) {
      folder(path, path, 0);
    } else if (Files.exists(path) || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      file(path, shown(path), true);
    } else if (argument.matches(".*[*?\\[{].*")) {
      glob(argument);
    } else {
      unreadable.add(new Unreadable(argument, "there is no such file or folder"));
    }
  }

  private void standardInput() {
    try {
      Path copy = workplace.newFile();
      try (OutputStream out = Files.newOutputStream(copy)) {
        standardInput.transferTo(out);
      }
      if (Files.size(copy) == 0) {
        unreadable.add(new Unreadable("-", "standard input is empty"));
      } else {
        take(InputFile.of("-", copy), true);
      }
    } catch (IOException e) {
      unreadable.add(new Unreadable("-", "standard input cannot be read: " + e.getMessage()));
    }
  }

  private void glob(String pattern) {
    int first = 0;
    while ("*?[{".indexOf(pattern.charAt(first)) < 0) {
      first++;
    }
    String start = Names.folder(pattern.substring(0, first));
    Path root = Path.of(start.isEmpty() ? (pattern.startsWith("/") ? "/" : "") : start);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    List<Path> matching = new ArrayList<>();
    int depth = pattern.contains("**") ? DEEPEST : pattern.split("/", -1).length;
    try (Stream<Path> walk = Files.walk(root.toString().isEmpty() ? Path.of(".") : root, depth)) {
      walk.map(p -> p.startsWith(".") && p.getNameCount() > 1 ? p.subpath(1, p.getNameCount()) : p)
          .filter(matcher::matches)
          .sorted()
          .forEach(matching::add);
    } catch (IOException | UncheckedIOException e) {
      unreadable.add(new Unreadable(pattern, "the folder " + root + " cannot be read"));
      return;
    }
    List<Path> visible =
        matching.stream()
            .filter(p -> Passing.byName(p.getFileName().toString()).isEmpty())
            .toList();
    if (visible.isEmpty()) {
      unreadable.add(new Unreadable(pattern, "no file matches"));
    }
    for (Path p : visible) {
      if (Files.isDirectory(p)) {
        folder(p, p, 0);
      } else {
        file(p, shown(p), false);
      }
    }
  }

  private void folder(Path root, Path folder, int depth) {
    if (depth > DEEPEST) {
      skipped.add(shown(folder) + ": more than " + DEEPEST + " folders deep");
      return;
    }
    List<Path> members;
    try (Stream<Path> list = Files.list(folder)) {
      members = list.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      unreadable.add(new Unreadable(shown(folder), "the folder cannot be read"));
      return;
    }
    if (depth == 0 && members.isEmpty()) {
      unreadable.add(new Unreadable(shown(folder), "the folder is empty"));
    }
    Optional<Path> running = SupportArchive.unpacked(folder);
    running.ifPresent(r -> file(r, shown(r), false));
    for (Path p : members) {
      if (running.isEmpty() || !Files.isDirectory(p)) {
        member(root, p, depth);
      }
    }
    if (running.isPresent()) {
      skipped.add(
          shown(folder)
              + ": an unpacked support archive, of which only the running configuration is read");
    }
  }

  private void member(Path root, Path p, int depth) {
    Optional<String> hidden = Passing.byName(p.getFileName().toString());
    if (hidden.isPresent()) {
      skipped.add(shown(p) + ": " + hidden.get());
    } else if (notExports.contains(absolute(p))) {
      skipped.add(shown(p) + ": given for another purpose");
    } else if (Files.isSymbolicLink(p) && !staysWithin(root, p)) {
      skipped.add(shown(p) + ": a symbolic link that leads out of the folder");
    } else if (Files.isSymbolicLink(p) && Files.isDirectory(p)) {
      skipped.add(shown(p) + ": a symbolic link to a folder");
    } else if (Files.isDirectory(p)) {
      folder(root, p, depth + 1);
    } else {
      file(p, shown(p), false);
    }
  }

  private static boolean staysWithin(Path root, Path link) {
    try {
      return link.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static String shown(Path path) {
    String text = path.normalize().toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }

  private void file(Path path, String name, boolean named) {
    try {
      if (!Files.isRegularFile(path)) {
        boolean there = Files.exists(path);
        unreadable.add(
            new Unreadable(
                name,
                there
                    ? "it is a device or pipe, no file; for a pipe give -"
                    : "the link leads nowhere"));
        return;
      }
      if (!Files.isReadable(path)) {
        unreadable.add(new Unreadable(name, "permission denied"));
        return;
      }
      String before = seen.putIfAbsent(path.toRealPath(), name);
      if (before != null && !before.equals(name)) {
        if (named && files.containsKey(before)) {
          files.put(before, new Found(files.get(before).file(), true));
        }
        return;
      }
      take(InputFile.of(name, path), named);
    } catch (IOException e) {
      unreadable.add(new Unreadable(name, "it cannot be read: " + e.getMessage()));
    }
  }

  private void take(InputFile file, boolean named) throws IOException {
    if (Archives.Kind.of(file) == Archives.Kind.NONE || Passing.byContent(file).isPresent()) {
      Found before = files.get(file.name());
      files.put(file.name(), new Found(file, named || before != null && before.named()));
      return;
    }
    new Archives(limits, workplace, skipped, unreadable).unpack(file, this::member);
  }

  private void member(InputFile file) {
    if (files.putIfAbsent(file.name(), new Found(file, false)) != null) {
      unreadable.add(new Unreadable(file.name(), "the archive has two members of this name"));
    }
  }
}

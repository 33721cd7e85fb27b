package flowgap.cli;

import flowgap.analysis.Judged;
import flowgap.cli.Audit.Share;
import flowgap.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Keeps what is finished of a run in {@code DIR/firewalls}, so that an interrupted run can go on
 * and shards can be merged.
 */
final class Keeper {
  /** What is kept of a firewall, with the check value of all that it hinges on. */
  record Kept(String key, Share share) {}

  /** What is kept of flows along ordered paths. */
  record KeptPaths(Map<String, List<Judged>> along) {}

  private static final String RUN = "run.json";
  private static final String PATHS = "paths.json";

  private final Path folder;
  private final AtomicInteger done = new AtomicInteger();

  Keeper(Path out) {
    this.folder = out.resolve("firewalls");
  }

  int done() {
    return done.get();
  }

  Path folder() {
    return folder;
  }

  private static String file(String firewall) {
    return "fw-" + Reports.folder(firewall) + ".json";
  }

  void run(RunRecord record) throws IOException {
    write(RUN, record);
  }

  Optional<RunRecord> run() throws IOException {
    Path path = folder.resolve(RUN);
    return Files.isRegularFile(path)
        ? Optional.of(RecordText.MAPPER.readValue(path.toFile(), RunRecord.class))
        : Optional.empty();
  }

  void keep(Kept kept) {
    try {
      Share s = kept.share();
      Share slim =
          new Share(s.audit(), withoutRules(s.judged()), s.openings(), s.reviews(), s.comment());
      write(file(s.audit().name()), new Kept(kept.key(), slim));
      done.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is kept of a firewall, if it was judged from the same inputs. */
  Optional<Share> kept(String firewall, String key) {
    Path path = folder.resolve(file(firewall));
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      Kept kept = RecordText.MAPPER.readValue(path.toFile(), Kept.class);
      boolean same = kept.key().equals(key) && kept.share().audit().name().equals(firewall);
      return same ? Optional.of(kept.share()) : Optional.empty();
    } catch (IOException e) {
      // half written or of another version: it is judged again
      return Optional.empty();
    }
  }

  /** All that is kept, in any order. */
  List<Share> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> own =
          files.filter(p -> p.getFileName().toString().startsWith("fw-")).sorted().toList();
      List<Share> out = new java.util.ArrayList<>();
      for (Path p : own) {
        out.add(RecordText.MAPPER.readValue(p.toFile(), Kept.class).share());
      }
      return out;
    }
  }

  void paths(Map<String, List<Judged>> along) throws IOException {
    write(PATHS, new KeptPaths(withoutRules(along)));
  }

  /** Which rules decide what is part of the firewall's own audit already. */
  private static Map<String, List<Judged>> withoutRules(Map<String, List<Judged>> judged) {
    Map<String, List<Judged>> out = new TreeMap<>();
    judged.forEach(
        (id, all) ->
            out.put(
                id,
                all.stream()
                    .map(
                        j ->
                            new Judged(
                                j.shown(),
                                j.needed(),
                                j.passes(),
                                j.mayPass(),
                                j.denied(),
                                j.left(),
                                j.placeCertain()))
                    .toList()));
    return out;
  }

  Map<String, List<Judged>> paths() throws IOException {
    Path path = folder.resolve(PATHS);
    return Files.isRegularFile(path)
        ? RecordText.MAPPER.readValue(path.toFile(), KeptPaths.class).along()
        : Map.of();
  }

  private void write(String name, Object value) throws IOException {
    Files.createDirectories(folder);
    Path aside = folder.resolve(name + ".tmp");
    RecordText.MAPPER.writeValue(aside.toFile(), value);
    Files.move(aside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was kept; nothing else that may stand in the folder. */
  void clear() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        String name = p.getFileName().toString();
        if (name.endsWith(".json") || name.endsWith(".json.tmp")) {
          Files.delete(p);
        }
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }
}

package flowgap.cli;

import flowgap.analysis.Judged;
import flowgap.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Keeps what the audit of a firewall leaves, and lets go of it in memory. */
  Share keep(String key, Share.Fresh share) {
    try {
      Share kept = KeptShare.write(folder.resolve(file(share.audit().name())), key, share);
      done.incrementAndGet();
      return kept;
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
      KeptShare kept = KeptShare.read(path);
      if (kept.key().equals(key) && kept.audit().name().equals(firewall)) {
        done.incrementAndGet();
        return Optional.of(kept);
      }
    } catch (IOException | UncheckedIOException e) {
      // half written or of another version: it is judged again
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** All that is kept, in any order. */
  List<Share> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> own =
          files.filter(p -> p.getFileName().toString().matches("fw-.*\\.json")).sorted().toList();
      List<Share> out = new java.util.ArrayList<>();
      for (Path p : own) {
        out.add(KeptShare.read(p));
      }
      return out;
    }
  }

  /** Where the flows of a report stand while it is written. */
  FlowSpool flows() throws IOException {
    return new FlowSpool(folder.resolve("flows.json"));
  }

  void paths(Map<String, List<Judged>> along) throws IOException {
    Map<String, List<Judged>> slim = new TreeMap<>();
    along.forEach((id, all) -> slim.put(id, withoutRules(all)));
    write(PATHS, new KeptPaths(slim));
  }

  /** Which rules decide what is part of the firewall's own audit already. */
  static List<Judged> withoutRules(List<Judged> judged) {
    return judged.stream()
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
        .toList();
  }

  Map<String, List<Judged>> paths() throws IOException {
    Path path = folder.resolve(PATHS);
    return Files.isRegularFile(path)
        ? RecordText.MAPPER.readValue(path.toFile(), KeptPaths.class).along()
        : Map.of();
  }

  private void write(String name, Object value) throws IOException {
    try (LineWriter out = new LineWriter(folder.resolve(name))) {
      out.line(value);
      out.finish();
    }
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

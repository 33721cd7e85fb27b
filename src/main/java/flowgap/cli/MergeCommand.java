package flowgap.cli;

import flowgap.analysis.Judged;
import flowgap.report.Format;
import flowgap.report.Reports;
import flowgap.report.UnreadableWorkbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the parts of a run together. */
@Command(name = "merge", description = "Puts the reports of shards together into one.")
final class MergeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "folders that audit --shard I/N --out DIR has left")
  List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "where the report goes")
  Path out;

  @Mixin ReportOptions reports;
  @Mixin CommonOptions common;

  private final Console console;

  MergeCommand(Console console) {
    this.console = console;
  }

  @Override
  @SuppressWarnings("try") // the hold on the folder is let go of, never asked
  public Integer call() throws UsageFailure {
    Workers workers = common.workers(console);
    Set<Format> formats = reports.formats();
    try {
      Reports.check(out, formats, reports.settings());
    } catch (UnreadableWorkbook e) {
      throw new UsageFailure(e.getMessage());
    }
    RunRecord record = null;
    Map<String, Share> shares = new TreeMap<>();
    Map<String, List<Judged>> along = new TreeMap<>();
    for (Path folder : folders) {
      Keeper keeper = new Keeper(folder);
      try {
        Optional<RunRecord> own = keeper.run();
        if (own.isEmpty()) {
          throw new UsageFailure(folder + " holds no part of a run; expected " + keeper.folder());
        }
        if (record != null && !RecordText.of(record).equals(RecordText.of(own.get()))) {
          throw new UsageFailure(
              folder
                  + " is part of another run than "
                  + folders.get(0)
                  + ": inputs, options or clock differ");
        }
        record = own.get();
        keeper.all().forEach(s -> shares.put(s.audit().name(), s));
        along.putAll(keeper.paths());
      } catch (IOException e) {
        throw new UsageFailure(folder + " cannot be read: " + e.getMessage());
      }
    }
    Set<String> missing = new TreeSet<>(record.members());
    missing.removeAll(shares.keySet());
    if (!missing.isEmpty()) {
      throw new UsageFailure(
          "%s in none of the parts, such as %s"
              .formatted(
                  missing.size() == 1 ? "1 firewall is" : missing.size() + " firewalls are",
                  missing.iterator().next()));
    }
    FailOn failOn = FailOn.parse(record.options().getOrDefault("fail-on", FailOn.USUAL));
    try (Hold hold = Hold.of(out);
        FlowSpool spool = new Keeper(out).flows()) {
      Assembly assembly = new Assembly(record, List.copyOf(shares.values()), along);
      return Finish.write(
          assembly.spooled(spool, workers),
          out,
          formats,
          reports.settings(),
          record.window().isPresent(),
          failOn,
          common.jobs,
          console);
    } catch (IOException | UncheckedIOException e) {
      throw new UsageFailure("--out: " + out + " cannot be written: " + Finish.reason(e));
    }
  }
}

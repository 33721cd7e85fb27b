package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Circumstances;
import flowgap.analysis.Judged;
import flowgap.analysis.RuleFindingOptions;
import flowgap.cli.Estate.Failed;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.flow.Flow;
import flowgap.report.Format;
import flowgap.report.Reports;
import flowgap.report.UnreadableWorkbook;
import flowgap.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares what is needed with what firewalls permit, and writes the gap report. */
@Command(
    name = "audit",
    sortOptions = false,
    description = "Compares required flows with configurations and writes the gap report.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:nothing was found that --fail-on names",
      "1:something was found",
      "2:wrong usage, or flows, site, profile or every configuration unreadable",
      "3:the audit ran, but at least one configuration could not be read",
      "4:internal error",
      "130:interrupted"
    })
final class AuditCommand implements Callable<Integer> {
  @Mixin ConfigOptions configs;
  @Mixin FlowOptions flows;
  @Mixin AuditOptions options;
  @Mixin ReportOptions reports;
  @Mixin CommonOptions common;

  private final Console console;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  @SuppressWarnings("try") // the hold on the folder is let go of, never asked
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    Workers workers = common.workers(console);
    Set<Format> formats = reports.formats();
    FailOn failOn = FailOn.parse(options.failOn);
    Shard shard = Shard.parse(options.shard);
    readable(formats);
    Keeper keeper = new Keeper(options.out);
    Optional<RunRecord> before = options.resume ? before(keeper, messages) : Optional.empty();
    Instant at =
        options.at == null && before.isPresent()
            ? before.get().at()
            : Clock.at(options.at, console);
    if (options.at == null
        && before.isEmpty()
        && !console.environment().containsKey("SOURCE_DATE_EPOCH")) {
      messages.say("the audit's clock is " + at + " (fix it with --at)");
    }
    Optional<Windows> window =
        options.window == null ? Optional.empty() : Optional.of(Windows.parse(options.window));
    Circumstances circumstances =
        new Circumstances(
            window.map(w -> w.in(ZoneOffset.UTC)), AssumptionWords.parse(options.assume));
    Map<String, AuditReport.Accepted> accepted =
        options.baseline == null ? Map.of() : Baseline.read(options.baseline, at);
    Needs needs = NeedsReader.read(flows, configs.site);
    messages.problems(needs.problems());
    Inventory inventory = InventoryReader.read(configs.inventory);
    try (Hold hold = Hold.of(options.out);
        Workplace workplace = new Workplace()) {
      Estate estate =
          new EstateReader(console, workplace, workers, Vendors.ALL)
              .read(configs, needs.facts(), others(), inventory);
      messages.unread(estate);
      messages.problems(estate.inputs().problems());
      List<Flow> placed = Placed.flows(needs.flows(), estate);
      RuleFindingOptions rules =
          new RuleFindingOptions(
              options.broadRatio, options.unneeded == AuditOptions.Unneeded.all, at);
      List<Member> own = shard.of(estate.members(), placed);
      boolean keeps = own.size() > 1 || !shard.isAll() || options.resume;
      String key = keeps ? key(needs, placed, estate, at) : "";
      RunRecord record = record(key, needs, placed, estate, at, circumstances, inventory, accepted);
      Audit audit = new Audit(estate, placed, window, circumstances, rules, workers);
      Optional<Keeper> keeping = keeps ? Optional.of(keeper) : Optional.empty();
      List<Share> shares;
      Map<String, List<Judged>> along;
      try (Interruption hook = new Interruption(console, keeping, own.size(), options.out)) {
        hook.watch();
        if (keeps) {
          if (!options.resume) {
            keeper.clear();
          }
          keeper.run(record);
        }
        shares = audit.shares(own, keeping, options.resume, record.key());
        shares.forEach(s -> messages.partly(s.audit()));
        along = audit.along(own);
        if (!shard.isAll()) {
          keeper.paths(along);
          console
              .out()
              .println(
                  "part %d of %d: %d of %d firewalls are in %s; flowgap merge puts the parts together"
                      .formatted(
                          shard.index(),
                          shard.count(),
                          own.size(),
                          estate.members().size(),
                          options.out.toString().replace('\\', '/')));
          return Finish.incomplete(shares) ? Status.INCOMPLETE : Status.FINE;
        }
        Assembly assembly = new Assembly(record, shares, along);
        if (!keeps) {
          return finish(assembly.inMemory(), formats, window.isPresent(), failOn);
        }
        int status;
        try (FlowSpool spool = keeper.flows()) {
          status = finish(assembly.spooled(spool, workers), formats, window.isPresent(), failOn);
        }
        keeper.clear();
        return status;
      } catch (IOException | UncheckedIOException e) {
        throw new UsageFailure(
            "--out: %s cannot be written: %s; %d of %d firewalls are kept, go on with the same command and --resume"
                .formatted(keeper.folder(), Finish.reason(e), keeper.done(), own.size()));
      }
    }
  }

  private int finish(Assembly.Whole whole, Set<Format> formats, boolean windowed, FailOn failOn)
      throws UsageFailure {
    return Finish.write(
        whole, options.out, formats, reports.settings(), windowed, failOn, common.jobs, console);
  }

  private static Optional<RunRecord> before(Keeper keeper, Messages messages) {
    try {
      Optional<RunRecord> out = keeper.run();
      if (out.isEmpty()) {
        messages.say("there is nothing to go on with in " + keeper.folder() + "; starting anew");
      }
      return out;
    } catch (IOException e) {
      messages.say("what is in " + keeper.folder() + " cannot be read; starting anew");
      return Optional.empty();
    }
  }

  private void readable(Set<Format> formats) throws UsageFailure {
    try {
      Reports.check(options.out, formats, reports.settings());
    } catch (UnreadableWorkbook e) {
      throw new UsageFailure(e.getMessage());
    }
  }

  private List<Path> others() {
    List<Path> out = new ArrayList<>(flows.flows);
    out.add(options.out);
    if (options.baseline != null) {
      out.add(options.baseline);
    }
    return out;
  }

  /** Loads what writes JSON of any kind, which the audit of a single firewall does not need. */
  private String key(Needs needs, List<Flow> placed, Estate estate, Instant at) {
    return RunKey.of(
        String.join(
            "\n",
            FlowgapCommand.Version.number(),
            at.toString(),
            given().toString(),
            RecordText.of(placed),
            needs.facts().toString(),
            Boolean.toString(estate.members().size() + estate.failed().size() == 1)));
  }

  private RunRecord record(
      String key,
      Needs needs,
      List<Flow> placed,
      Estate estate,
      Instant at,
      Circumstances circumstances,
      Inventory inventory,
      Map<String, AuditReport.Accepted> accepted) {
    List<String> headers = new ArrayList<>(AssumptionWords.headers(options.assume));
    headers.addAll(needs.headers());
    List<Problem> problems = new ArrayList<>(needs.problems());
    problems.addAll(estate.inputs().problems());
    List<String> members = estate.members().stream().map(Member::name).toList();
    return new RunRecord(
        key,
        FlowgapCommand.Version.number(),
        at,
        given(),
        headers,
        placed,
        circumstances.window(),
        needs.prerequisites(),
        problems,
        estate.inputs().skipped(),
        inventory.scope(estate),
        inventory.listed(estate),
        members,
        estate.failed().stream().map(Failed::audit).toList(),
        accepted);
  }

  /** The options as given that change what the report says. */
  private Map<String, String> given() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("flows", String.join(", ", flows.flows.stream().map(Path::toString).toList()));
    out.put("profile", String.join(", ", flows.profiles));
    out.put("set", String.join(", ", flows.settings));
    out.put("reading", String.join(", ", flows.readings));
    out.put("site", configs.site == null ? "" : configs.site.toString());
    out.put("assume", String.join(", ", options.assume));
    out.put("window", options.window == null ? "" : options.window);
    out.put("baseline", options.baseline == null ? "" : options.baseline.toString());
    out.put("inventory", configs.inventory == null ? "" : configs.inventory.toString());
    out.put("with", String.join(", ", configs.with));
    out.put("input-format", configs.inputFormat == null ? "" : configs.inputFormat);
    out.put("broad-ratio", Long.toString(options.broadRatio));
    out.put("unneeded", options.unneeded.name());
    out.put("fail-on", options.failOn);
    out.values().removeIf(String::isEmpty);
    return out;
  }
}

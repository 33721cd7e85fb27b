package flowgap.cli;

import flowgap.analysis.RuleRow;
import flowgap.analysis.RuleRows;
import flowgap.analysis.Witnesses;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.policy.Firewall;
import flowgap.source.InputFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the rules of configurations in one form, whatever the vendor. */
@Command(name = "rules", description = "Shows the normalised rule set.")
final class RulesCommand implements Callable<Integer> {
  @Mixin ConfigOptions configs;
  @Mixin CommonOptions common;

  @Option(names = "--format", paramLabel = "NAME", description = "table (default), csv or json")
  RuleTable.Format format = RuleTable.Format.table;

  private final Console console;

  RulesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    try (Workplace workplace = new Workplace()) {
      Workers workers = common.workers(console);
      Estate estate =
          new EstateReader(console, workplace, workers, Vendors.ALL)
              .read(
                  configs,
                  SiteWords.facts(NeedsReader.site(configs.site)),
                  List.of(),
                  Inventory.NONE);
      messages.unread(estate);
      messages.problems(estate.inputs().problems());
      RuleTable table = new RuleTable(format, console.out());
      boolean complete = estate.failed().isEmpty();
      table.begin();
      for (Member m : estate.members()) {
        try {
          Firewall f = estate.firewall(m);
          List<RuleRow> rows =
              RuleRows.of(
                  f, Map.of(), format == RuleTable.Format.json ? Witnesses.of(f) : Map.of());
          table.firewall(f, rows);
        } catch (InputFailure e) {
          e.problems().forEach(p -> messages.error(p.sentence()));
          complete = false;
        }
      }
      table.end();
      return complete ? Status.FINE : Status.INCOMPLETE;
    }
  }
}

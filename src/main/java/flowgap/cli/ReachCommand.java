package flowgap.cli;

import flowgap.analysis.Circumstances;
import flowgap.analysis.Evidence;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.Judged;
import flowgap.analysis.Reason;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.flow.Flow;
import flowgap.flow.Site;
import flowgap.source.InputFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what passes between sets of addresses. */
@Command(
    name = "reach",
    sortOptions = false,
    description = "Shows what is permitted between two sets of addresses, with the rules.")
final class ReachCommand implements Callable<Integer> {
  @Mixin ConfigOptions configs;

  @Option(names = "--from", paramLabel = "SET", description = "as in flow lists (default: any)")
  String from = "any";

  @Option(names = "--to", paramLabel = "SET", description = "as in flow lists (default: any)")
  String to = "any";

  @Option(names = "--service", paramLabel = "S", description = "as in flow lists (default: any)")
  String service = "any";

  @Mixin CommonOptions common;

  private final Console console;

  ReachCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    Workers workers = common.workers(console);
    Site site = NeedsReader.site(configs.site);
    Flow flow = FlowWords.read("reach", from, to, service, site);
    try (Workplace workplace = new Workplace()) {
      Estate estate =
          new EstateReader(console, workplace, workers, Vendors.ALL)
              .read(configs, SiteWords.facts(site), java.util.List.of(), Inventory.NONE);
      messages.unread(estate);
      messages.problems(estate.inputs().problems());
      boolean complete = estate.failed().isEmpty();
      for (Member m : estate.members()) {
        try {
          FirewallJudge judge = new FirewallJudge(estate.firewall(m));
          for (Judged j : judge.judge(flow, Circumstances.NONE, true)) {
            show(j.shown(), console.out());
          }
        } catch (InputFailure e) {
          e.problems().forEach(p -> messages.error(p.sentence()));
          complete = false;
        }
      }
      console.out().flush();
      return complete ? Status.FINE : Status.INCOMPLETE;
    }
  }

  private static void show(FlowAtFirewall at, PrintStream out) {
    out.println(at.firewall() + ": " + at.verdict().word());
    at.passes().forEach(p -> out.println("  permitted  " + p));
    at.mayPass().forEach(p -> out.println("  may pass   " + p));
    for (Evidence e : at.decidedBy()) {
      if (e.action().equals("permit") && e.leg().equals("opening")) {
        out.println(
            "  by         "
                + e.rule()
                + (e.label().isEmpty() ? "" : " " + e.label())
                + " ("
                + e.span().where()
                + ") "
                + TextTable.plain(e.span().text().strip())
                + (e.part().isEmpty() ? "" : ": " + e.part()));
      }
    }
    if (at.decidedByMore() > 0) {
      out.println("  and " + at.decidedByMore() + " more rules");
    }
    for (Reason r : at.undecidedBecause()) {
      out.println("  hinges on  " + r.text());
    }
    out.println();
  }
}

package flowgap.cli;

import flowgap.analysis.Circumstances;
import flowgap.analysis.Decider;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Reach;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.flow.Flow;
import flowgap.flow.Site;
import flowgap.source.InputFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
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

  /** Parts of one firewall that are shown, the largest first. */
  private static final int PARTS = 2_000;

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
              .read(configs, SiteWords.facts(site), List.of(), Inventory.NONE);
      messages.unread(estate);
      messages.problems(estate.inputs().problems());
      boolean complete = estate.failed().isEmpty();
      for (Member m : estate.members()) {
        try {
          FirewallJudge judge = new FirewallJudge(estate.firewall(m));
          show(Reach.of(judge, flow.packets(), Map.of(), Circumstances.NONE), console.out());
        } catch (InputFailure e) {
          e.problems().forEach(p -> messages.error(p.sentence()));
          complete = false;
        }
      }
      console.out().flush();
      return complete ? Status.FINE : Status.INCOMPLETE;
    }
  }

  private static void show(Reach reach, PrintStream out) {
    out.println(reach.firewall() + (reach.parts().isEmpty() ? ": nothing passes" : " lets pass"));
    int more = reach.parts().size() - PARTS;
    for (Reach.Part part : more > 0 ? reach.parts().subList(0, PARTS) : reach.parts()) {
      String place =
          part.in().isEmpty() && part.out().isEmpty()
              ? ""
              : " (" + part.in() + " to " + part.out() + ")";
      String word = part.certain() ? "permitted  " : "may pass   ";
      part.words().forEach(w -> out.println("  " + word + w + place));
      part.rules().stream()
          .map(ReachCommand::words)
          .distinct()
          .forEach(w -> out.println("    by " + w));
      part.because().forEach(b -> out.println("    hinges on " + b));
    }
    if (more > 0) {
      out.println(
          "  and " + more + " more parts: ask for fewer addresses or services to see them all");
    }
    reach.notes().forEach(n -> out.println("  note: " + n));
    out.println();
  }

  /** {@code permit inside_in:3 (edge.cfg:12) access-list …}. */
  static String words(Decider d) {
    return d.action()
        + " "
        + d.rule()
        + (d.leg().equals("answer") ? " for answers" : "")
        + " ("
        + d.span().where()
        + ") "
        + TextTable.plain(d.span().text().strip());
  }
}

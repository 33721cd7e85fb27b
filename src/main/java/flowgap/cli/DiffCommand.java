package flowgap.cli;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import flowgap.analysis.Circumstances;
import flowgap.analysis.Decider;
import flowgap.analysis.Difference;
import flowgap.analysis.FirewallJudge;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.policy.Firewall;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what traffic a new configuration treats otherwise than an old one. */
@Command(
    name = "diff",
    sortOptions = false,
    description = "Shows what traffic changes from one configuration to another, with the rules.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the same traffic passes",
      "1:different",
      "2:they cannot be compared",
      "3:they differ only where something is uncertain"
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "the old configuration")
  String before;

  @Parameters(index = "1", paramLabel = "NEW", description = "the new configuration")
  String after;

  @Option(
      names = "--map",
      paramLabel = "OLD=NEW",
      description = "an interface or zone of OLD corresponds to this one of NEW; may be repeated")
  List<String> maps = new ArrayList<>();

  @Option(names = "--format", paramLabel = "NAME", description = "table (default) or json")
  Form format = Form.table;

  @Mixin CommonOptions common;

  /** The forms, named as on the command line. */
  enum Form {
    table,
    json
  }

  private final Console console;
  private final List<List<String>> contents = new ArrayList<>();

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    List<Difference.InterfacePair> pairs = pairs();
    try (Workplace workplace = new Workplace()) {
      Firewall old = one(before, workplace, messages);
      Firewall now = one(after, workplace, messages);
      // what an export does not say hinges on the same things if the exports are the same
      boolean identical = pairs.isEmpty() && contents.get(0).equals(contents.get(1));
      Difference difference =
          identical
              ? new Difference(old.name(), now.name(), List.of(), List.of(), "")
              : Difference.of(
                  new FirewallJudge(old), new FirewallJudge(now), pairs, Circumstances.NONE);
      if (format == Form.json) {
        json(difference);
      } else {
        table(difference);
      }
      console.out().flush();
      return switch (difference.outcome()) {
        case SAME -> 0;
        case DIFFERENT -> 1;
        case UNCERTAIN -> 3;
      };
    }
  }

  private List<Difference.InterfacePair> pairs() throws UsageFailure {
    List<Difference.InterfacePair> out = new ArrayList<>();
    for (String m : maps) {
      out.add(
          Difference.InterfacePair.parse(m)
              .orElseThrow(
                  () ->
                      new UsageFailure(
                          "--map: '"
                              + m
                              + "' is no pair; expected OLD=NEW, such as inside=trust")));
    }
    return out;
  }

  private Firewall one(String config, Workplace workplace, Messages messages)
      throws UsageFailure, IOException {
    ConfigOptions options = new ConfigOptions();
    options.configs.add(config);
    Estate estate =
        new EstateReader(console, workplace, common.workers(console), Vendors.ALL)
            .read(options, flowgap.policy.SiteFacts.NONE, List.of(), Inventory.NONE);
    messages.unread(estate);
    if (estate.members().size() != 1) {
      throw new UsageFailure(
          "%s holds %d firewalls; diff compares one with one: %s"
              .formatted(
                  config,
                  estate.members().size(),
                  String.join(
                      ", ", estate.members().stream().map(Member::name).limit(10).toList())));
    }
    List<String> hashes = new ArrayList<>();
    for (InputFile f : estate.members().get(0).files()) {
      hashes.add(f.sha256());
    }
    contents.add(hashes.stream().sorted().toList());
    try {
      return estate.firewall(estate.members().get(0));
    } catch (InputFailure e) {
      throw UsageFailure.of(e);
    }
  }

  private void table(Difference difference) {
    PrintStream out = console.out();
    if (difference.outcome() == Difference.Outcome.SAME) {
      out.println(
          difference.before() + " and " + difference.after() + " let the same traffic pass");
    }
    for (Difference.Change c : difference.changes()) {
      out.println(word(c.kind()) + (c.way().isEmpty() ? "" : ", " + c.way()));
      c.words().forEach(p -> out.println("  " + p));
      out.println("  example " + c.example());
      c.decidedBefore().forEach(d -> out.println("    before: " + ReachCommand.words(d)));
      c.decidedAfter().forEach(d -> out.println("    after:  " + ReachCommand.words(d)));
    }
    difference.notes().forEach(out::println);
    if (!difference.leftOut().isEmpty()) {
      out.println(difference.leftOut());
    }
  }

  private static String word(Difference.Kind kind) {
    return switch (kind) {
      case PERMITTED_NOW -> "opened";
      case DENIED_NOW -> "closed";
      case UNCERTAIN -> "uncertain";
    };
  }

  /** One change for programs. */
  private record Row(
      String kind,
      String way,
      List<String> packets,
      String example,
      List<Decider> before,
      List<Decider> after) {}

  private void json(Difference difference) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    List<Row> rows =
        difference.changes().stream()
            .map(
                c ->
                    new Row(
                        word(c.kind()),
                        c.way(),
                        c.words(),
                        c.example(),
                        c.decidedBefore(),
                        c.decidedAfter()))
            .toList();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("before", difference.before());
    all.put("after", difference.after());
    all.put("outcome", difference.outcome().name().toLowerCase(java.util.Locale.ROOT));
    all.put("changes", rows);
    all.put("notes", difference.notes());
    all.put("left_out", difference.leftOut());
    console.out().println(RecordText.MAPPER.writer(printer).writeValueAsString(all));
  }
}

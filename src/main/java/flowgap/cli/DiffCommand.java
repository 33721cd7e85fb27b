package flowgap.cli;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.flow.Flow;
import flowgap.flow.Site;
import flowgap.policy.Firewall;
import flowgap.source.InputFailure;
import java.io.IOException;
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

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    Flow everything = FlowWords.read("diff", "any", "any", "any", Site.NONE);
    try (Workplace workplace = new Workplace()) {
      Firewall old = one(before, workplace, messages);
      Firewall now = one(after, workplace, messages);
      Difference difference = new Difference(old, now, map(), everything);
      List<String> unmatched = difference.unmatched();
      if (!unmatched.isEmpty()) {
        throw new UsageFailure(unmatched);
      }
      List<Difference.Change> changes = difference.changes();
      if (format == Form.json) {
        json(changes);
      } else {
        table(old, now, changes);
      }
      console.out().flush();
      if (changes.isEmpty()) {
        return 0;
      }
      return changes.stream().allMatch(c -> c.kind().equals("uncertain")) ? 3 : 1;
    }
  }

  private Map<String, String> map() throws UsageFailure {
    Map<String, String> out = new LinkedHashMap<>();
    for (String m : maps) {
      int at = m.indexOf('=');
      if (at <= 0 || at == m.length() - 1) {
        throw new UsageFailure(
            "--map: '" + m + "' is no pair; expected OLD=NEW, such as inside=trust");
      }
      out.put(m.substring(0, at), m.substring(at + 1));
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
    try {
      return estate.firewall(estate.members().get(0));
    } catch (InputFailure e) {
      throw UsageFailure.of(e);
    }
  }

  private void table(Firewall old, Firewall now, List<Difference.Change> changes) {
    if (changes.isEmpty()) {
      console.out().println(old.name() + " and " + now.name() + " let the same traffic pass");
    }
    for (Difference.Change c : changes) {
      String place = c.in().isEmpty() ? "" : " from " + c.in() + " to " + c.out();
      console.out().println(c.kind() + place);
      c.packets().forEach(p -> console.out().println("  " + p));
      console.out().println("  example " + c.example());
      console.out().println("    before: " + c.oldRule());
      console.out().println("    after:  " + c.newRule());
    }
  }

  private void json(List<Difference.Change> changes) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    console.out().println(RecordText.MAPPER.writer(printer).writeValueAsString(changes));
  }
}

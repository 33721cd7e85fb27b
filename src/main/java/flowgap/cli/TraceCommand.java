package flowgap.cli;

import flowgap.analysis.Assumptions;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Situation;
import flowgap.analysis.Trace;
import flowgap.cli.Estate.Member;
import flowgap.cli.input.Workplace;
import flowgap.flow.EndpointWords;
import flowgap.flow.Service;
import flowgap.flow.ServiceNotation;
import flowgap.flow.Side;
import flowgap.flow.Site;
import flowgap.packet.AddressSet;
import flowgap.packet.Packet;
import flowgap.packet.PacketSet;
import flowgap.policy.Attribute;
import flowgap.policy.Firewall;
import flowgap.source.InputFailure;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the way of a packet through firewalls, step by step. */
@Command(
    name = "trace",
    sortOptions = false,
    description =
        "Shows the way of a packet through each firewall: interface, translation, each rule that was"
            + " asked and the field that did not match, the rule that decides.")
final class TraceCommand implements Callable<Integer> {
  @Mixin ConfigOptions configs;

  @Option(names = "--from", paramLabel = "ADDR", required = true, description = "source address")
  String from;

  @Option(names = "--to", paramLabel = "ADDR", required = true, description = "destination address")
  String to;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      required = true,
      description = "as in flow lists: tcp/443, udp/53, icmp, esp …")
  String service;

  @Option(names = "--in-zone", paramLabel = "Z", description = "zone or interface of entry")
  String inZone;

  @Option(names = "--out-zone", paramLabel = "Z", description = "zone or interface of exit")
  String outZone;

  @Option(names = "--application", paramLabel = "A", description = "application (App-ID)")
  String application;

  @Option(
      names = "--window",
      paramLabel = "W",
      description = "START/END; schedules are decided at its start")
  String window;

  @Option(names = "--json", description = "writes JSON")
  boolean json;

  @Mixin CommonOptions common;

  private final Console console;

  TraceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageFailure, IOException {
    Messages messages = new Messages(console, common.quiet);
    Workers workers = common.workers(console);
    Optional<Windows> times =
        window == null ? Optional.empty() : Optional.of(Windows.parse(window));
    Site site = NeedsReader.site(configs.site);
    Packet packet = packet(site);
    try (Workplace workplace = new Workplace()) {
      Estate estate =
          new EstateReader(console, workplace, workers, Vendors.ALL)
              .read(configs, SiteWords.facts(site), List.of(), Inventory.NONE);
      messages.unread(estate);
      messages.problems(estate.inputs().problems());
      List<Trace> traces = new ArrayList<>();
      boolean complete = estate.failed().isEmpty();
      for (Member m : estate.members()) {
        try {
          Firewall firewall = estate.firewall(m);
          Optional<Instant> time = times.map(t -> t.in(Windows.zone(firewall)).start());
          Situation situation =
              new Situation(time, Optional.ofNullable(application), Assumptions.NONE);
          traces.add(Trace.of(new FirewallJudge(firewall), packet, stated(), situation));
        } catch (InputFailure e) {
          e.problems().forEach(p -> messages.error(p.sentence()));
          complete = false;
        }
      }
      if (json) {
        TraceJson.write(traces, console.out());
      } else {
        TraceText.write(traces, console.out());
      }
      return complete ? Status.FINE : Status.INCOMPLETE;
    }
  }

  private Map<String, String> stated() {
    Map<String, String> out = new HashMap<>();
    if (inZone != null) {
      out.put(Attribute.STATED_IN, inZone);
    }
    if (outZone != null) {
      out.put(Attribute.STATED_OUT, outZone);
    }
    return out;
  }

  /** The first packet of the flow that the options describe. */
  private Packet packet(Site site) throws UsageFailure {
    AddressSet source = addresses("--from", from, site);
    AddressSet destination = addresses("--to", to, site);
    Service wanted;
    try {
      wanted = ServiceNotation.parse(service, SourceSpan.implicit("--service " + service, service));
    } catch (InputFailure e) {
      throw UsageFailure.of(e);
    }
    PacketSet all = PacketSet.between(source, destination).and(wanted.packets());
    return all.example()
        .orElseThrow(
            () ->
                new UsageFailure(
                    "there is no packet of %s from %s to %s: the addresses are of different families"
                        .formatted(service, from, to)));
  }

  private static AddressSet addresses(String option, String words, Site site) throws UsageFailure {
    try {
      SourceSpan span = SourceSpan.implicit(option + " " + words, words);
      Side side = EndpointWords.read(words, site, List.of(), span);
      AddressSet all = side.addresses();
      if (all.isEmpty()) {
        throw new UsageFailure(
            option + ": the address of '" + words + "' is not known; bind it with --site");
      }
      return all;
    } catch (InputFailure e) {
      throw UsageFailure.of(e);
    }
  }
}

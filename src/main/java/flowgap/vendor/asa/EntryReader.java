package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.policy.Match;
import flowgap.policy.Rule;
import flowgap.policy.Schedule;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads an entry of an access list into a rule, once all objects and groups are known. What is not
 * understood in it makes the rule uncertain, never wider or narrower.
 */
final class EntryReader {
  private final AsaConfig config;
  private final EntryOperands operands;
  private final TimeRanges timeRanges;
  private final Counters counters;
  private final boolean unified;
  private final PlainEntry plain;
  private final StatementParser parser = new StatementParser();
  private final Map<PacketSet, Map<Ports, PacketSet>> portServices = new IdentityHashMap<>();

  EntryReader(
      AsaConfig config,
      Addresses addresses,
      Services services,
      TimeRanges timeRanges,
      Counters counters) {
    this.config = config;
    this.operands = new EntryOperands(config, addresses, services);
    this.timeRanges = timeRanges;
    this.counters = counters;
    this.unified = config.unified();
    this.plain = new PlainEntry(config, addresses, services, operands);
  }

  /** The rule of an entry; {@code id} is the list's name and the entry's 1-based position. */
  Rule read(AsaConfig.AccessList list, AsaConfig.Entry entry, String id) {
    SourceSpan span = entry.span();
    String text = span.text().strip();
    Rule.Builder rule = Rule.builder(id, span).comment(entry.comment());
    OptionalLong hits = counters.hits(list.name(), entry.line(), text);
    if (hits.isPresent()) {
      rule.hits(hits.getAsLong());
    }
    if (!config.cutLines.isEmpty() && config.cutLines.contains(span.line())) {
      return broken(rule, span, "the entry was cut", text.length());
    }
    if (plain.read(text, list.six(), span)) {
      return plain(list, rule);
    }
    try {
      AsaParser.AccessListContext c = parser.parse(text, AsaParser::accessList);
      if (c.body instanceof AsaParser.ListLineContext l) {
        if (l.entry instanceof AsaParser.ExtendedEntryContext e) {
          return extended(list, e, rule, span);
        }
        if (l.entry instanceof AsaParser.StandardEntryContext s) {
          return standard(s, rule, span);
        }
      }
      return broken(rule, span, "this kind of entry was not expected here", 1);
    } catch (StatementParser.NotUnderstood e) {
      return broken(rule, span, e.getMessage(), e.column);
    }
  }

  /** The rule of an entry that {@link #plain} has read. */
  private Rule plain(AsaConfig.AccessList list, Rule.Builder rule) {
    EntryOperands.Parts parts = plain.parts;
    rule.usesOnly(parts.uses());
    parts.conditions.forEach(rule::condition);
    PacketSet service = plain.plainService();
    return rule.match(service == null ? match(list, parts) : match(list, parts, service, service))
        .log(plain.log)
        .enabled(!plain.inactive)
        .show(plain.columns)
        .then(plain.permit ? Action.PERMIT : Action.DENY)
        .build();
  }

  /** An entry that is not understood may match anything; its action is kept where it is plain. */
  private Rule broken(Rule.Builder rule, SourceSpan span, String message, int column) {
    config.problems.add(
        Problem.error(
            new SourceSpan(span.file(), span.line(), span.column() + column - 1, span.text(), ""),
            message + "; verdicts that reach this entry are uncertain"));
    config.ledger.enter(span.line(), Use.NOT_UNDERSTOOD);
    Condition why =
        Condition.of(Kind.NOT_UNDERSTOOD, "entry not understood: " + span.text().strip(), "", span);
    String padded = " " + span.text() + " ";
    Action action =
        padded.contains(" permit ") == padded.contains(" deny ")
            ? Action.undecided(why)
            : padded.contains(" permit ") ? Action.PERMIT : Action.DENY;
    return rule.match(Match.uncertain(PacketSet.ALL, PacketSet.NONE, List.of(why)))
        .show(
            Rule.Column.ACTION,
            action == Action.PERMIT ? "permit" : action == Action.DENY ? "deny" : "?")
        .then(action)
        .build();
  }

  /**
   * A standard entry matches destination networks of routes or tunnels; it never filters
   * interfaces.
   */
  private Rule standard(AsaParser.StandardEntryContext c, Rule.Builder rule, SourceSpan span) {
    EntryOperands.Cursor cursor = new EntryOperands.Cursor(c.parts, parser);
    EntryOperands.Parts parts = new EntryOperands.Parts();
    AddressOperand network = operands.address(cursor, parts, span);
    if (network == null || cursor.hasNext()) {
      return broken(rule, span, "an address and its mask were expected", 1);
    }
    rule.usesAll(parts.uses());
    PacketSet may = PacketSet.to(network.may());
    return rule.match(
            new Match(may, network.isCertain() ? may : PacketSet.NONE, List.of(), network.doubts()))
        .show(Rule.Column.DESTINATION, network.may().toString())
        .show(Rule.Column.ACTION, c.action.getText())
        .then(c.action.getType() == AsaParser.PERMIT ? Action.PERMIT : Action.DENY)
        .build();
  }

  private Rule extended(
      AsaConfig.AccessList list,
      AsaParser.ExtendedEntryContext c,
      Rule.Builder rule,
      SourceSpan span) {
    EntryOperands.Parts parts = new EntryOperands.Parts();
    parts.six = list.six();
    operands.protocol(c.protocol, parts, span);
    EntryOperands.Cursor cursor = new EntryOperands.Cursor(c.parts, parser);
    int from = 0;
    operands.identities(cursor, parts, span);
    parts.source = operands.address(cursor, parts, span);
    String source = cursor.words(from);
    if (parts.source != null) {
      operands.sourcePorts(cursor, parts, span);
      operands.identities(cursor, parts, span);
      from = cursor.at;
      parts.destination = operands.destination(cursor, parts, span);
    }
    if (parts.destination == null) {
      return broken(rule, span, "source and destination were expected", 1);
    }
    String destination = cursor.words(from);
    from = cursor.at;
    operands.destinationPorts(cursor, parts, span);
    String last = cursor.words(from);
    if (cursor.hasNext()) {
      operands.notUnderstood(parts, span, cursor.words(cursor.at, c.parts.size()));
    }
    tail(c.tails, rule, parts, span);
    boolean permit = c.action.getType() == AsaParser.PERMIT;
    rule.usesAll(parts.uses());
    parts.conditions.forEach(rule::condition);
    rule.match(match(list, parts));
    String service =
        EntryOperands.serviceWords(c.protocol)
            + (parts.ports.isEmpty() ? "" : " " + parts.ports)
            + (last.isEmpty() ? "" : " " + last);
    return rule.show(Rule.Column.SOURCE, source)
        .show(Rule.Column.DESTINATION, destination)
        .show(Rule.Column.SERVICE, parser.shared(service))
        .show(Rule.Column.ACTION, permit ? "permit" : "deny")
        .then(permit ? Action.PERMIT : Action.DENY)
        .build();
  }

  private Match match(AsaConfig.AccessList list, EntryOperands.Parts p) {
    PacketSet may = p.service.may();
    PacketSet must = p.service.must();
    if (p.ported) {
      may = ported(p, may);
      must = must == p.service.may() ? may : ported(p, must);
    }
    if (p.icmp != null) {
      may = may.and(p.icmp);
      must = must.and(p.icmp);
    }
    return match(list, p, may, must);
  }

  /** What the entry matches of a service. */
  private Match match(
      AsaConfig.AccessList list, EntryOperands.Parts p, PacketSet may, PacketSet must) {
    AddressSet sources = p.source.may();
    AddressSet destinations = p.destination.may();
    if (!unified) {
      // before 9.0 each family has lists of its own
      AddressSet family = list.six() ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
      sources = family.containsAll(sources) ? sources : sources.and(family);
      destinations = family.containsAll(destinations) ? destinations : destinations.and(family);
    }
    PacketSet all = PacketSet.between(sources, destinations, may);
    boolean certain =
        p.service.doubts().isEmpty() && p.source.isCertain() && p.destination.isCertain();
    if (certain && !p.doubtful) {
      return new Match(all, all, List.of(), List.of());
    }
    List<Condition> doubts = new ArrayList<>(p.service.doubts());
    doubts.addAll(p.source.doubts());
    doubts.addAll(p.destination.doubts());
    PacketSet sure =
        p.doubtful
            ? PacketSet.NONE
            : PacketSet.between(p.source.must(), p.destination.must(), must).and(all);
    if (doubts.isEmpty()) {
      doubts.addAll(p.conditions);
    }
    return new Match(all, sure, List.of(), doubts.stream().distinct().toList());
  }

  /** Ports of an entry; equal ones of one service give the same set. */
  private record Ports(PortSet sources, PortSet destinations, boolean tcp, boolean udp) {}

  private PacketSet ported(EntryOperands.Parts p, PacketSet service) {
    return portServices
        .computeIfAbsent(service, s -> new HashMap<>())
        .computeIfAbsent(
            new Ports(p.sourcePorts, p.destinationPorts, p.tcp, p.udp), k -> ported(service, k));
  }

  private static PacketSet ported(PacketSet service, Ports p) {
    PacketSet some = service;
    if (!p.tcp() || !p.udp()) {
      some = some.and(PacketSet.protocol(p.tcp() ? Protocols.TCP : Protocols.UDP));
    }
    return Services.withPorts(some, p.sources(), p.destinations());
  }

  private void tail(
      List<AsaParser.TailContext> tails,
      Rule.Builder rule,
      EntryOperands.Parts parts,
      SourceSpan span) {
    for (AsaParser.TailContext t : tails) {
      List<AsaParser.PlainContext> extra;
      if (t instanceof AsaParser.LogContext l) {
        boolean disabled = !l.words.isEmpty() && l.words.get(0).text.getType() == AsaParser.DISABLE;
        rule.log(!disabled);
        boolean known = !l.words.isEmpty() && isLogWord(l.words.get(0));
        extra = known ? l.words.subList(1, l.words.size()) : l.words;
      } else if (t instanceof AsaParser.LogIntervalContext i) {
        extra = i.words;
      } else if (t instanceof AsaParser.InactiveContext i) {
        rule.enabled(false);
        extra = i.words;
      } else {
        AsaParser.TimeRangeContext r = (AsaParser.TimeRangeContext) t;
        timeRange(r.named.text.getText(), rule, parts, span);
        extra = r.words;
      }
      if (!extra.isEmpty()) {
        List<String> words = new ArrayList<>();
        extra.forEach(w -> words.add(w.text.getText()));
        operands.notUnderstood(parts, span, String.join(" ", words));
      }
    }
  }

  private static boolean isLogWord(AsaParser.PlainContext w) {
    int type = w.text.getType();
    return type == AsaParser.DISABLE
        || type == AsaParser.DEFAULT
        || Names.isLogLevel(w.text.getText());
  }

  private void timeRange(
      String name, Rule.Builder rule, EntryOperands.Parts parts, SourceSpan span) {
    rule.show(Rule.Column.SCHEDULE, name);
    TimeRanges.Read read = timeRanges.named(name, span);
    if (read.condition() != null) {
      parts.doubt(read.condition());
    } else {
      Schedule s = read.schedule();
      rule.schedule(s);
      rule.uses(s.span());
    }
  }
}

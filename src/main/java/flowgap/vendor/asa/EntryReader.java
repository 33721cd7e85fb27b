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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads an entry of an access list into a rule, once all objects and groups are known. What is not
 * understood in it makes the rule uncertain, never wider or narrower.
 */
final class EntryReader {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final TimeRanges timeRanges;
  private final Counters counters;
  private final StatementParser parser = new StatementParser();
  private final Map<String, PacketSet> portServices = new HashMap<>();

  EntryReader(
      AsaConfig config,
      Addresses addresses,
      Services services,
      TimeRanges timeRanges,
      Counters counters) {
    this.config = config;
    this.addresses = addresses;
    this.services = services;
    this.timeRanges = timeRanges;
    this.counters = counters;
  }

  /** What an entry says, before it is a rule. */
  private static final class Parts {
    final List<Condition> conditions = new ArrayList<>(0);
    final Set<SourceSpan> uses = new LinkedHashSet<>(4);
    ServiceOperand service;
    AddressOperand source;
    AddressOperand destination;
    PortSet sourcePorts = PortSet.ANY;
    PortSet destinationPorts = PortSet.ANY;
    boolean tcp = true;
    boolean udp = true;
    boolean ported;
    boolean six;
    boolean doubtful;
    PacketSet icmp;
    String ports = "";

    void doubt(Condition c) {
      conditions.add(c);
    }
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
    Cursor cursor = new Cursor(c.parts);
    Parts parts = new Parts();
    AddressOperand network = address(cursor, parts, span);
    if (network == null || cursor.hasNext()) {
      return broken(rule, span, "an address and its mask were expected", 1);
    }
    parts.uses.forEach(rule::uses);
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
    Parts parts = new Parts();
    parts.six = list.six();
    protocol(c.protocol, parts, span);
    Cursor cursor = new Cursor(c.parts);
    int from = 0;
    identities(cursor, parts, span);
    parts.source = address(cursor, parts, span);
    String source = cursor.words(from);
    if (parts.source != null) {
      sourcePorts(cursor, parts, span);
      identities(cursor, parts, span);
      from = cursor.at;
      parts.destination = destination(cursor, parts, span);
    }
    if (parts.destination == null) {
      return broken(rule, span, "source and destination were expected", 1);
    }
    String destination = cursor.words(from);
    from = cursor.at;
    destinationPorts(cursor, parts, span);
    String last = cursor.words(from);
    if (cursor.hasNext()) {
      notUnderstood(parts, span, cursor.words(cursor.at, c.parts.size()));
    }
    tail(c.tails, rule, parts, span);
    boolean permit = c.action.getType() == AsaParser.PERMIT;
    parts.uses.forEach(rule::uses);
    parts.conditions.forEach(rule::condition);
    rule.match(match(list, parts));
    String service =
        serviceWords(c.protocol)
            + (parts.ports.isEmpty() ? "" : " " + parts.ports)
            + (last.isEmpty() ? "" : " " + last);
    return rule.show(Rule.Column.SOURCE, source)
        .show(Rule.Column.DESTINATION, destination)
        .show(Rule.Column.SERVICE, service)
        .show(Rule.Column.ACTION, permit ? "permit" : "deny")
        .then(permit ? Action.PERMIT : Action.DENY)
        .build();
  }

  private Match match(AsaConfig.AccessList list, Parts p) {
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
    AddressSet sources = p.source.may();
    AddressSet destinations = p.destination.may();
    if (!config.unified()) {
      // before 9.0 each family has lists of its own
      AddressSet family = list.six() ? AddressSet.ANY_V6 : AddressSet.ANY_V4;
      sources = family.containsAll(sources) ? sources : sources.and(family);
      destinations = family.containsAll(destinations) ? destinations : destinations.and(family);
    }
    PacketSet all = PacketSet.between(sources, destinations).and(may);
    List<Condition> doubts = new ArrayList<>(0);
    doubts.addAll(p.service.doubts());
    doubts.addAll(p.source.doubts());
    doubts.addAll(p.destination.doubts());
    if (doubts.isEmpty() && !p.doubtful) {
      return new Match(all, all, List.of(), List.of());
    }
    PacketSet sure =
        p.doubtful
            ? PacketSet.NONE
            : PacketSet.between(p.source.must(), p.destination.must()).and(must).and(all);
    if (doubts.isEmpty()) {
      doubts.addAll(p.conditions);
    }
    return new Match(all, sure, List.of(), doubts.stream().distinct().toList());
  }

  private PacketSet ported(Parts p, PacketSet service) {
    String key =
        p.sourcePorts + ">" + p.destinationPorts + p.tcp + p.udp + System.identityHashCode(service);
    return portServices.computeIfAbsent(
        key,
        k -> {
          PacketSet some = service;
          if (!p.tcp || !p.udp) {
            some = some.and(PacketSet.protocol(p.tcp ? Protocols.TCP : Protocols.UDP));
          }
          return Services.withPorts(some, p.sourcePorts, p.destinationPorts);
        });
  }

  private static String serviceWords(AsaParser.ServiceContext c) {
    if (c instanceof AsaParser.ServiceObjectContext o) {
      return "object " + o.named.text.getText();
    }
    if (c instanceof AsaParser.ServiceGroupContext g) {
      return "object-group " + g.named.text.getText();
    }
    return ((AsaParser.ProtocolNameContext) c).word.getText();
  }

  private void protocol(AsaParser.ServiceContext c, Parts parts, SourceSpan span) {
    if (c instanceof AsaParser.ServiceObjectContext o) {
      parts.service = services.object(o.named.text.getText(), span);
    } else if (c instanceof AsaParser.ServiceGroupContext g) {
      parts.service = services.group(g.named.text.getText(), span);
    } else {
      parts.service = services.protocol(((AsaParser.ProtocolNameContext) c).word.getText(), span);
    }
    parts.uses.addAll(parts.service.uses());
  }

  /** Users and security groups stand before the address that they narrow. */
  private void identities(Cursor cursor, Parts parts, SourceSpan span) {
    while (cursor.hasNext()) {
      AsaParser.OperandContext o = cursor.peek();
      if (o instanceof AsaParser.IdentityContext i) {
        if (i.kind.getType() == AsaParser.OBJECT_GROUP_NETWORK_SERVICE) {
          return;
        }
        services.used.add(i.value.text.getText());
        parts.doubt(
            Condition.of(
                Kind.USER,
                i.kind.getText() + " " + i.value.text.getText(),
                "judge the flow for a named user",
                span));
      } else if (o instanceof AsaParser.SecurityGroupContext s) {
        parts.doubt(
            Condition.of(
                Kind.USER,
                "security-group " + s.by.getText() + " " + s.value.text.getText(),
                "hand in which addresses bear the tag",
                span));
      } else {
        return;
      }
      cursor.next();
    }
  }

  private AddressOperand destination(Cursor cursor, Parts parts, SourceSpan span) {
    if (cursor.hasNext()
        && cursor.peek() instanceof AsaParser.IdentityContext i
        && i.kind.getType() == AsaParser.OBJECT_GROUP_NETWORK_SERVICE) {
      cursor.next();
      services.used.add(i.value.text.getText());
      return AddressOperand.unknown(
          AddressSet.ANY,
          Condition.of(
              Kind.HOST_NAME,
              "network-service group " + i.value.text.getText(),
              "the device finds its addresses out",
              span));
    }
    return address(cursor, parts, span);
  }

  /** An address operand, null where none stands here. */
  private AddressOperand address(Cursor cursor, Parts parts, SourceSpan span) {
    if (!cursor.hasNext()) {
      return null;
    }
    AsaParser.OperandContext o = cursor.next();
    AddressOperand found = null;
    if (o instanceof AsaParser.AnyAddressContext a) {
      found = addresses.any(a.kind.getText(), parts.six);
    } else if (o instanceof AsaParser.HostAddressContext h) {
      found = addresses.host(h.value.text.getText(), span);
    } else if (o instanceof AsaParser.ObjectOperandContext b) {
      found = addresses.object(b.value.text.getText(), span);
    } else if (o instanceof AsaParser.GroupOperandContext g) {
      found = addresses.group(g.value.text.getText(), span);
    } else if (o instanceof AsaParser.InterfaceAddressContext i) {
      found = addresses.interfaceAddress(i.value.text.getText(), span);
    } else if (o instanceof AsaParser.PortRangeContext r) {
      found = addresses.range(r.low.text.getText(), r.high.text.getText(), span);
    } else if (o instanceof AsaParser.HostNameOperandContext n) {
      found = addresses.hostName(n.value.text.getText(), "", span);
    } else if (o instanceof AsaParser.WordContext w) {
      String word = w.value.text.getText();
      String text = config.names.getOrDefault(word, word);
      if (text.indexOf(':') >= 0) {
        found = addresses.subnet(word, "", span);
      } else if (cursor.hasNext() && cursor.peek() instanceof AsaParser.WordContext mask) {
        cursor.next();
        found = addresses.subnet(word, mask.value.text.getText(), span);
      }
    }
    if (found != null) {
      parts.uses.addAll(found.uses());
    }
    return found;
  }

  private void sourcePorts(Cursor cursor, Parts parts, SourceSpan span) {
    if (!cursor.hasNext()) {
      return;
    }
    int from = cursor.at;
    AsaParser.OperandContext o = cursor.peek();
    if (o instanceof AsaParser.GroupOperandContext g) {
      String name = g.value.text.getText();
      boolean undefined = !config.groups.containsKey(name);
      if (services.isPortGroup(name) || undefined && cursor.addressFollows()) {
        cursor.next();
        parts.sourcePorts = portGroup(name, parts, span);
        parts.ports = "source " + cursor.words(from);
      }
    } else if (isPorts(o) && !isAddressRange(o)) {
      parts.sourcePorts = portTest(cursor, parts, span);
      parts.ports = "source " + cursor.words(from);
    }
  }

  private void destinationPorts(Cursor cursor, Parts parts, SourceSpan span) {
    if (!cursor.hasNext()) {
      return;
    }
    AsaParser.OperandContext o = cursor.peek();
    if (o instanceof AsaParser.GroupOperandContext g) {
      String name = g.value.text.getText();
      AsaConfig.Group group = config.groups.get(name);
      cursor.next();
      if (group != null && group.type().equals("icmp-type")) {
        ServiceOperand types = services.group(name, span);
        parts.uses.addAll(types.uses());
        icmpGroup(parts, types);
      } else {
        parts.destinationPorts = portGroup(name, parts, span);
      }
    } else if (isPorts(o)) {
      parts.destinationPorts = portTest(cursor, parts, span);
    } else if (o instanceof AsaParser.WordContext && isIcmp(parts)) {
      List<String> words = new ArrayList<>(2);
      while (cursor.hasNext()
          && cursor.peek() instanceof AsaParser.WordContext w
          && words.size() < 2) {
        cursor.next();
        words.add(w.value.text.getText());
      }
      boolean six = parts.service.may().equals(PacketSet.icmp6(-1, -1));
      PacketSet types = Services.icmp(words, six);
      if (types == null) {
        notUnderstood(parts, span, String.join(" ", words));
      } else {
        parts.icmp = types;
      }
    }
  }

  private void icmpGroup(Parts parts, ServiceOperand types) {
    List<Condition> doubts = new ArrayList<>(parts.service.doubts());
    doubts.addAll(types.doubts());
    parts.service =
        new ServiceOperand(
            parts.service.may().and(types.may()),
            parts.service.must().and(types.must()),
            doubts,
            parts.service.uses());
  }

  private static boolean isIcmp(Parts parts) {
    PacketSet may = parts.service.may();
    return !may.isEmpty()
        && (PacketSet.icmp(-1, -1).containsAll(may) || PacketSet.icmp6(-1, -1).containsAll(may));
  }

  private static boolean isAddressRange(AsaParser.OperandContext o) {
    return o instanceof AsaParser.PortRangeContext r
        && flowgap.packet.IpAddress.parse(r.low.text.getText()).isPresent();
  }

  private static boolean isPorts(AsaParser.OperandContext o) {
    return o instanceof AsaParser.PortOperatorContext || o instanceof AsaParser.PortRangeContext;
  }

  private PortSet portTest(Cursor cursor, Parts parts, SourceSpan span) {
    int from = cursor.at;
    AsaParser.OperandContext o = cursor.next();
    PortSet ports;
    if (o instanceof AsaParser.PortOperatorContext p) {
      ports = Names.ports(p.operator.getText(), p.value.text.getText());
    } else {
      AsaParser.PortRangeContext r = (AsaParser.PortRangeContext) o;
      ports = Names.range(r.low.text.getText(), r.high.text.getText());
    }
    if (ports == null || !Services.hasPorts(parts.service.may())) {
      notUnderstood(parts, span, cursor.words(from));
      return PortSet.ANY;
    }
    parts.ported = true;
    return ports;
  }

  private PortSet portGroup(String name, Parts parts, SourceSpan span) {
    Services.Ports ports = services.portGroup(name, span);
    parts.uses.addAll(ports.uses());
    if (!ports.doubts().isEmpty() || !Services.hasPorts(parts.service.may())) {
      ports.doubts().forEach(parts::doubt);
      if (ports.doubts().isEmpty()) {
        notUnderstood(parts, span, "object-group " + name);
      }
      parts.doubtful = true;
      return PortSet.ANY;
    }
    parts.ported = true;
    parts.tcp &= ports.tcp();
    parts.udp &= ports.udp();
    return ports.ports();
  }

  private void notUnderstood(Parts parts, SourceSpan span, String words) {
    config.problems.add(
        Problem.error(
            span, "a part of the entry was not understood: " + words + "; it is uncertain"));
    config.ledger.enter(span.line(), Use.CONDITION);
    parts.doubtful = true;
    parts.doubt(Condition.of(Kind.NOT_UNDERSTOOD, "not understood: " + words, "", span));
  }

  private void tail(
      List<AsaParser.TailContext> tails, Rule.Builder rule, Parts parts, SourceSpan span) {
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
        notUnderstood(parts, span, String.join(" ", words));
      }
    }
  }

  private static boolean isLogWord(AsaParser.PlainContext w) {
    int type = w.text.getType();
    return type == AsaParser.DISABLE
        || type == AsaParser.DEFAULT
        || Names.isLogLevel(w.text.getText());
  }

  private void timeRange(String name, Rule.Builder rule, Parts parts, SourceSpan span) {
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

  /** Walks through the operands of an entry. */
  private static final class Cursor {
    private final List<AsaParser.OperandContext> operands;
    private int at;

    Cursor(List<AsaParser.OperandContext> operands) {
      this.operands = operands;
    }

    boolean hasNext() {
      return at < operands.size();
    }

    AsaParser.OperandContext peek() {
      return operands.get(at);
    }

    AsaParser.OperandContext next() {
      return operands.get(at++);
    }

    /** Whether the operand after the next one can begin an address. */
    boolean addressFollows() {
      return at + 1 < operands.size() && !isPorts(operands.get(at + 1));
    }

    String words(int from) {
      return words(from, at);
    }

    String words(int from, int to) {
      StringBuilder out = new StringBuilder();
      for (int i = from; i < to; i++) {
        AsaParser.OperandContext o = operands.get(i);
        out.append(out.isEmpty() ? "" : " ").append(o.start.getText());
        if (o instanceof AsaParser.WordContext || o instanceof AsaParser.AnyAddressContext) {
          continue;
        }
        if (o instanceof AsaParser.PortRangeContext r) {
          out.append(' ').append(r.low.text.getText()).append(' ').append(r.high.text.getText());
        } else {
          out.append(' ').append(o.stop.getText());
        }
      }
      return out.toString();
    }
  }
}

package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.policy.Condition;
import flowgap.policy.Condition.Kind;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the operands of an entry: which of them is a source, a port, a destination hangs on the
 * kinds of the groups that they name.
 */
final class EntryOperands {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;

  EntryOperands(AsaConfig config, Addresses addresses, Services services) {
    this.config = config;
    this.addresses = addresses;
    this.services = services;
  }

  /** What an entry says, before it is a rule. */
  static final class Parts {
    final List<Condition> conditions = new ArrayList<>(0);
    private List<SourceSpan> uses = List.of();
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

    /** The lines of an object or a group; rules that use no other share them. */
    void use(List<SourceSpan> lines) {
      if (uses.isEmpty()) {
        uses = lines;
      } else if (!lines.isEmpty()) {
        Set<SourceSpan> all = new LinkedHashSet<>(uses);
        all.addAll(lines);
        uses = List.copyOf(all);
      }
    }

    List<SourceSpan> uses() {
      return uses;
    }

    void doubt(Condition c) {
      conditions.add(c);
    }
  }

  static String serviceWords(AsaParser.ServiceContext c) {
    if (c instanceof AsaParser.ServiceObjectContext o) {
      return "object " + o.named.text.getText();
    }
    if (c instanceof AsaParser.ServiceGroupContext g) {
      return "object-group " + g.named.text.getText();
    }
    return ((AsaParser.ProtocolNameContext) c).word.getText();
  }

  void protocol(AsaParser.ServiceContext c, Parts parts, SourceSpan span) {
    if (c instanceof AsaParser.ServiceObjectContext o) {
      parts.service = services.object(o.named.text.getText(), span);
    } else if (c instanceof AsaParser.ServiceGroupContext g) {
      parts.service = services.group(g.named.text.getText(), span);
    } else {
      parts.service = services.protocol(((AsaParser.ProtocolNameContext) c).word.getText(), span);
    }
    parts.use(parts.service.uses());
  }

  /** Users and security groups stand before the address that they narrow. */
  void identities(Cursor cursor, Parts parts, SourceSpan span) {
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
                    span)
                .or(i.kind.getText() + " other than " + i.value.text.getText()));
      } else if (o instanceof AsaParser.SecurityGroupContext s) {
        parts.doubt(
            Condition.of(
                    Kind.USER,
                    "security-group " + s.by.getText() + " " + s.value.text.getText(),
                    "hand in which addresses bear the tag",
                    span)
                .or("security-group other than " + s.by.getText() + " " + s.value.text.getText()));
      } else {
        return;
      }
      cursor.next();
    }
  }

  AddressOperand destination(Cursor cursor, Parts parts, SourceSpan span) {
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
                  span)
              .or("addresses outside network-service group " + i.value.text.getText()));
    }
    return address(cursor, parts, span);
  }

  /** An address operand, null where none stands here. */
  AddressOperand address(Cursor cursor, Parts parts, SourceSpan span) {
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
      parts.use(found.uses());
    }
    return found;
  }

  void sourcePorts(Cursor cursor, Parts parts, SourceSpan span) {
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

  void destinationPorts(Cursor cursor, Parts parts, SourceSpan span) {
    if (!cursor.hasNext()) {
      return;
    }
    AsaParser.OperandContext o = cursor.peek();
    if (o instanceof AsaParser.GroupOperandContext g) {
      String name = g.value.text.getText();
      AsaConfig.Group group = config.groups.get(name);
      cursor.next();
      boolean old = group != null && group.type().equals("icmp-type");
      boolean untyped = group != null && group.type().equals("service") && group.ports().isEmpty();
      if (old || untyped && isIcmp(parts)) {
        icmpGroup(name, old, parts, span);
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
      boolean six = parts.service.may().equals(Services.ICMP6);
      PacketSet types = Services.icmp(words, six);
      if (types == null) {
        notUnderstood(parts, span, String.join(" ", words));
      } else {
        parts.icmp = types;
      }
    }
  }

  /**
   * "An object group for ICMP/ICMP6 created using the object-group service or (deprecated)
   * object-group icmp command" ("Add an Extended ACE for ICMP-Based Matching" in the CLI guides).
   */
  private void icmpGroup(String name, boolean old, Parts parts, SourceSpan span) {
    ServiceOperand types = services.group(name, span);
    parts.use(types.uses());
    if (old && parts.service.may().equals(Services.ICMP6)) {
      // whether a group's echo is 8 or 128 here is not documented
      parts.doubt(
          Condition.of(
              Kind.NOT_UNDERSTOOD,
              "which types group " + name + " has beside icmp6",
              "look at show access-list",
              span));
      parts.doubtful = true;
      return;
    }
    List<Condition> doubts = new ArrayList<>(parts.service.doubts());
    doubts.addAll(types.doubts());
    parts.service =
        new ServiceOperand(
            parts.service.may().and(types.may()),
            parts.service.must().and(types.must()),
            doubts,
            parts.service.uses());
  }

  static boolean isIcmp(Parts parts) {
    PacketSet may = parts.service.may();
    return !may.isEmpty() && (Services.ICMP.containsAll(may) || Services.ICMP6.containsAll(may));
  }

  static boolean isAddressRange(AsaParser.OperandContext o) {
    return o instanceof AsaParser.PortRangeContext r
        && IpAddress.parse(r.low.text.getText()).isPresent();
  }

  static boolean isPorts(AsaParser.OperandContext o) {
    return o instanceof AsaParser.PortOperatorContext || o instanceof AsaParser.PortRangeContext;
  }

  PortSet portTest(Cursor cursor, Parts parts, SourceSpan span) {
    int from = cursor.at;
    AsaParser.OperandContext o = cursor.next();
    PortSet ports;
    if (o instanceof AsaParser.PortOperatorContext p) {
      ports = Names.ports(p.operator.getText(), p.value.text.getText());
    } else {
      AsaParser.PortRangeContext r = (AsaParser.PortRangeContext) o;
      ports = Names.range(r.low.text.getText(), r.high.text.getText());
    }
    if (ports == null || !parts.service.may().haveAllPorts()) {
      notUnderstood(parts, span, cursor.words(from));
      return PortSet.ANY;
    }
    parts.ported = true;
    return ports;
  }

  PortSet portGroup(String name, Parts parts, SourceSpan span) {
    Services.Ports ports = services.portGroup(name, span);
    parts.use(ports.uses());
    if (!ports.doubts().isEmpty() || !parts.service.may().haveAllPorts()) {
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

  void notUnderstood(Parts parts, SourceSpan span, String words) {
    config.problems.add(
        Problem.error(
            span, "a part of the entry was not understood: " + words + "; it is uncertain"));
    config.ledger.enter(span.line(), Use.CONDITION);
    parts.doubtful = true;
    parts.doubt(Condition.of(Kind.NOT_UNDERSTOOD, "not understood: " + words, "", span));
  }

  /** Walks through the operands of an entry. */
  static final class Cursor {
    private final List<AsaParser.OperandContext> operands;
    private final StatementParser parser;
    int at;

    Cursor(List<AsaParser.OperandContext> operands, StatementParser parser) {
      this.operands = operands;
      this.parser = parser;
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
      return from == to ? "" : parser.words(operands.get(from).start, operands.get(to - 1).stop);
    }
  }
}

package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.source.LineLedger.Use;
import flowgap.source.SourceSpan;
import flowgap.vendor.asa.AsaConfig.AddressKind;
import flowgap.vendor.asa.AsaConfig.Member;
import flowgap.vendor.asa.AsaConfig.PortTest;
import flowgap.vendor.asa.AsaConfig.ServiceWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The commands of objects, object groups and time ranges. */
final class ObjectCommands {
  private final ConfigReader reader;
  private final AsaConfig config;
  private String object = "";
  private AsaConfig.Group group;
  private AsaConfig.TimeRange timeRange;

  ObjectCommands(ConfigReader reader) {
    this.reader = reader;
    this.config = reader.config;
  }

  /** {@code object network NAME}; a second block of the same name adds to the first one. */
  Use open(SourceSpan span, String[] w) {
    object = w.length > 2 ? w[2] : "";
    if (w.length > 2 && (w[1].equals("network") || w[1].equals("service"))) {
      if (config.groups.containsKey(object)) {
        reader.error(
            span, "an object group of this name exists: objects and groups share their names");
      }
      return Use.MODELLED;
    }
    return Use.IGNORED;
  }

  Use networkObject(SourceSpan span, String[] w, String command) {
    if (w[0].equals("nat")) {
      config.newNatSeen = true;
      config.objectNat.add(new AsaConfig.ObjectNat(object, span));
      return Use.MODELLED;
    }
    try {
      AsaParser.NetworkObjectLineContext c =
          reader.parser.parse(command, AsaParser::networkObjectLine);
      AsaConfig.NetworkObject o;
      if (c instanceof AsaParser.ObjectHostContext h) {
        o = object(AddressKind.HOST, h.address.text.getText(), "", span);
      } else if (c instanceof AsaParser.ObjectSubnetContext s) {
        o =
            object(
                AddressKind.SUBNET,
                s.address.text.getText(),
                s.mask == null ? "" : s.mask.text.getText(),
                span);
      } else if (c instanceof AsaParser.ObjectRangeContext r) {
        o = object(AddressKind.RANGE, r.low.text.getText(), r.high.text.getText(), span);
      } else {
        List<AsaParser.AnyContext> words = ((AsaParser.ObjectFqdnContext) c).words;
        String family = words.size() > 1 ? words.get(0).text.getText() : "";
        o = object(AddressKind.FQDN, words.get(words.size() - 1).text.getText(), family, span);
      }
      AsaConfig.NetworkObject before = config.networkObjects.put(object, o);
      if (before != null) {
        reader.warning(span, "object " + object + " had an address before; the last one counts");
      }
      return o.kind() == AddressKind.FQDN ? Use.CONDITION : Use.MODELLED;
    } catch (StatementParser.NotUnderstood e) {
      config.networkObjects.put(object, object(AddressKind.NOT_UNDERSTOOD, "", "", span));
      return reader.notUnderstood(span, e, "what uses this object is uncertain");
    }
  }

  private static AsaConfig.NetworkObject object(
      AddressKind kind, String a, String b, SourceSpan span) {
    return new AsaConfig.NetworkObject(kind, a, b, span);
  }

  Use serviceObject(SourceSpan span, String command) {
    try {
      AsaParser.ServiceObjectLineContext c =
          reader.parser.parse(command, AsaParser::serviceObjectLine);
      config.serviceObjects.put(object, words(c.protocol.text.getText(), c.ports, span));
      return Use.MODELLED;
    } catch (StatementParser.NotUnderstood e) {
      config.serviceObjects.put(object, notUnderstood(span));
      return reader.notUnderstood(span, e, "what uses this object is uncertain");
    }
  }

  /** The words of a service that nothing is known of. */
  static ServiceWords notUnderstood(SourceSpan span) {
    return new ServiceWords("", List.of(), List.of(), List.of(), span);
  }

  private static ServiceWords words(
      String protocol, List<AsaParser.PortPartContext> parts, SourceSpan span) {
    List<PortTest> sources = new ArrayList<>(1);
    List<PortTest> destinations = new ArrayList<>(1);
    List<String> icmp = new ArrayList<>(0);
    for (AsaParser.PortPartContext p : parts) {
      if (p instanceof AsaParser.SourcePortsContext s) {
        sources.add(test(s.test));
      } else if (p instanceof AsaParser.DestinationPortsContext d) {
        destinations.add(test(d.test));
      } else if (p instanceof AsaParser.ImpliedDestinationPortsContext d) {
        destinations.add(test(d.test));
      } else {
        icmp.add(((AsaParser.IcmpValueContext) p).value.getText());
      }
    }
    return new ServiceWords(protocol, sources, destinations, icmp, span);
  }

  private static PortTest test(AsaParser.PortTestContext c) {
    if (c instanceof AsaParser.OneValueContext v) {
      return new PortTest(v.operator.getText(), v.value.text.getText(), "");
    }
    AsaParser.ValueRangeContext r = (AsaParser.ValueRangeContext) c;
    return new PortTest("range", r.low.text.getText(), r.high.text.getText());
  }

  /** {@code object-group service NAME tcp}. */
  Use openGroup(SourceSpan span, String[] words) {
    // object-group group network NAME: a group of groups, written so by some versions
    boolean nested = words.length > 3 && words[1].equals("group");
    String[] w = nested ? Arrays.copyOfRange(words, 1, words.length) : words;
    if (w.length < 3) {
      group = null;
      reader.error(span, "a kind of object group and its name were expected");
      return Use.NOT_UNDERSTOOD;
    }
    String ports = w.length > 3 && w[1].equals("service") ? w[3] : "";
    AsaConfig.Group known = config.groups.get(w[2]);
    if (known != null && (!known.type().equals(w[1]) || !known.ports().equals(ports))) {
      reader.error(
          span, "an object group of this name and another kind exists; members join that one");
    }
    if (config.networkObjects.containsKey(w[2]) || config.serviceObjects.containsKey(w[2])) {
      reader.error(span, "an object of this name exists: objects and groups share their names");
    }
    group = known != null ? known : new AsaConfig.Group(w[2], w[1], ports, new ArrayList<>(), span);
    config.groups.put(w[2], group);
    return Use.MODELLED;
  }

  Use groupMember(SourceSpan span, String[] w, String command) {
    if (group == null) {
      return Use.NOT_UNDERSTOOD;
    }
    try {
      Member member;
      switch (group.type()) {
        case "network" -> member = networkMember(span, command);
        case "service", "protocol", "icmp-type" -> member = serviceMember(span, command);
        default -> {
          group.members().add(new Member.Unknown(true, span));
          return Use.CONDITION;
        }
      }
      group.members().add(member);
      return Use.MODELLED;
    } catch (StatementParser.NotUnderstood e) {
      group.members().add(new Member.Unknown(false, span));
      return reader.notUnderstood(span, e, "what uses group " + group.name() + " is uncertain");
    }
  }

  private Member networkMember(SourceSpan span, String command)
      throws StatementParser.NotUnderstood {
    AsaParser.NetworkGroupLineContext c = reader.parser.parse(command, AsaParser::networkGroupLine);
    if (c instanceof AsaParser.MemberGroupContext g) {
      return new Member.GroupName(g.named.text.getText(), span);
    }
    AsaParser.NetworkMemberContext part = ((AsaParser.MemberNetworkContext) c).part;
    if (part instanceof AsaParser.MemberHostContext h) {
      return new Member.Address(AddressKind.HOST, h.address.text.getText(), "", span);
    }
    if (part instanceof AsaParser.MemberObjectContext o) {
      return new Member.ObjectName(o.named.text.getText(), span);
    }
    AsaParser.MemberSubnetContext s = (AsaParser.MemberSubnetContext) part;
    return new Member.Address(
        AddressKind.SUBNET,
        s.address.text.getText(),
        s.mask == null ? "" : s.mask.text.getText(),
        span);
  }

  private Member serviceMember(SourceSpan span, String command)
      throws StatementParser.NotUnderstood {
    AsaParser.ServiceGroupLineContext c = reader.parser.parse(command, AsaParser::serviceGroupLine);
    if (c instanceof AsaParser.MemberServiceContext s) {
      if (s.part instanceof AsaParser.MemberServiceObjectContext o) {
        return new Member.ObjectName(o.named.text.getText(), span);
      }
      AsaParser.MemberServiceInlineContext i = (AsaParser.MemberServiceInlineContext) s.part;
      return new Member.Service(words(i.protocol.text.getText(), i.ports, span), span);
    }
    if (c instanceof AsaParser.MemberPortContext p) {
      return new Member.Port(test(p.test), span);
    }
    if (c instanceof AsaParser.MemberProtocolContext p) {
      return new Member.Protocol(p.protocol.text.getText(), span);
    }
    if (c instanceof AsaParser.MemberIcmpContext i) {
      return new Member.Icmp(i.value.text.getText(), span);
    }
    return new Member.GroupName(
        ((AsaParser.MemberServiceGroupContext) c).named.text.getText(), span);
  }

  Use openTimeRange(SourceSpan span, String[] w) {
    String name = w.length > 1 ? w[1] : "";
    timeRange =
        config.timeRanges.computeIfAbsent(
            name, n -> new AsaConfig.TimeRange(n, new ArrayList<>(), span));
    return Use.MODELLED;
  }

  Use timeRange(SourceSpan span) {
    timeRange.lines().add(span);
    return Use.MODELLED;
  }
}

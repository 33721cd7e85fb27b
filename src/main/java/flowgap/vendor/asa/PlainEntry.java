package flowgap.vendor.asa;

import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.policy.Quoted;
import flowgap.policy.Rule;
import flowgap.source.SourceSpan;
import flowgap.source.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads entries of the ordinary form where they stand, without the grammar and without a string for
 * each word: nearly all entries of a long list are such. All others are left to the grammar, and
 * both agree on what both read. One object serves all entries in turn.
 */
final class PlainEntry {
  private static final List<String> COLUMNS =
      List.of(Rule.Column.ACTION, Rule.Column.DESTINATION, Rule.Column.SERVICE, Rule.Column.SOURCE);

  /**
   * What stands in the place of the protocol.
   *
   * @param number of a protocol with ports that is named as such, else -1
   */
  private record Asked(
      ServiceOperand operand, int number, boolean ports, Quoted.Form permits, Quoted.Form denies) {}

  private enum Kind {
    ANY,
    NUMBERS,
    HOST,
    OBJECT,
    GROUP
  }

  private enum Ports {
    NONE,
    ONE,
    RANGE,
    GROUP
  }

  /** An address operand as it stands in the line. */
  private static final class Operand {
    private Kind kind;
    private int from;
    private int nameFrom;
    private int to;
    private long number;
    private long mask;
  }

  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final EntryOperands operands;
  private final boolean hasNames;
  private final Words words = new Words();
  private final PortServices portServices = new PortServices();
  private final Map<String, Asked> askedOf = new HashMap<>();
  private final Map<String, AddressOperand> networks = new HashMap<>();

  private String line;
  private int at;

  /** Where the last word begins and ends. */
  private int from;

  private int to;

  private boolean object;
  private boolean group;
  private int serviceFrom;
  private int nameFrom;
  private int serviceTo;
  private Asked asked;
  private final Operand source = new Operand();
  private final Operand destination = new Operand();
  private Ports ports;
  private int portsFrom;
  private int portsTo;
  private int low;
  private int high;

  /** What the entry says. */
  EntryOperands.Parts parts;

  boolean permit;
  boolean log;
  boolean inactive;

  /** Its columns, as the grammar's reading has them. */
  Quoted columns;

  PlainEntry(AsaConfig config, Addresses addresses, Services services, EntryOperands operands) {
    this.config = config;
    this.addresses = addresses;
    this.services = services;
    this.operands = operands;
    this.hasNames = !config.names.isEmpty() || !config.nameSpans.isEmpty();
  }

  /**
   * The packets of its service, ports and all, where they are plain; otherwise null, and {@link
   * #parts} says it.
   */
  PacketSet plainService() {
    return low < 0 || asked.number < 0 ? null : portServices.of(asked.number, low, high);
  }

  /** Reads an entry; whether it is an ordinary one. */
  boolean read(String text, boolean six, SourceSpan span) {
    if (text.length() >= Quoted.LONGEST || !text.startsWith("access-list ")) {
      return false;
    }
    line = text;
    at = 12;
    low = -1;
    high = -1;
    log = false;
    inactive = false;
    parts = new EntryOperands.Parts();
    parts.six = six;
    return next()
        && next()
        && (!is("extended") || next())
        && action()
        && service()
        && operand(source)
        && operand(destination)
        && rest()
        && resolve(span);
  }

  private boolean action() {
    permit = is("permit");
    return (permit || is("deny")) && next();
  }

  /** Goes over what stands in the place of the protocol; whether it is ordinary. */
  private boolean service() {
    serviceFrom = from;
    object = is("object");
    group = !object && is("object-group");
    boolean named = object || group;
    if (named && !next()) {
      return false;
    }
    nameFrom = from;
    serviceTo = to;
    return named || is("ip") || is("tcp") || is("udp") || is("icmp");
  }

  /** Goes over ports and what follows them; whether it is ordinary, up to the end. */
  private boolean rest() {
    ports = Ports.NONE;
    portsTo = to;
    boolean more = next();
    if (more && !is("log") && !is("inactive")) {
      ports =
          is("object-group")
              ? Ports.GROUP
              : is("eq") ? Ports.ONE : is("range") ? Ports.RANGE : Ports.NONE;
      if (ports == Ports.NONE || !next()) {
        return false;
      }
      portsFrom = from;
      if (ports == Ports.RANGE) {
        low = port();
        if (!next()) {
          return false;
        }
        high = port();
      } else if (ports == Ports.ONE) {
        low = port();
        high = low;
      }
      if (ports != Ports.GROUP && (low < 0 || high < low)) {
        return false;
      }
      portsTo = to;
      more = next();
    }
    if (more) {
      log = is("log");
      inactive = is("inactive");
      if (!log && !inactive) {
        return false;
      }
    }
    return at == line.length();
  }

  /** Resolves the operands in their order; whether they are what they seem to be. */
  private boolean resolve(SourceSpan span) {
    asked = asked(span);
    parts.service = asked.operand;
    parts.use(asked.operand.uses());
    parts.source = address(source, span);
    if (parts.source == null) {
      return false;
    }
    parts.destination = address(destination, span);
    if (parts.destination == null || ports != Ports.NONE && !asked.ports) {
      return false;
    }
    switch (ports) {
      case NONE -> {}
      case GROUP -> {
        String name = words.of(line, portsFrom, portsTo);
        if (!services.isPortGroup(name)) {
          return false;
        }
        parts.destinationPorts = operands.portGroup(name, parts, span);
      }
      case ONE, RANGE -> {
        parts.ported = true;
        if (asked.number < 0) {
          parts.destinationPorts = PortSet.range(low, high);
        }
      }
    }
    columns =
        new Quoted(
            permit ? asked.permits : asked.denies,
            line,
            Quoted.place(1, destination.from, destination.to)
                | Quoted.place(2, destination.to, portsTo)
                | Quoted.place(3, source.from, source.to));
    return true;
  }

  private Asked asked(SourceSpan span) {
    String text = words.of(line, serviceFrom, serviceTo);
    Asked known = askedOf.get(text);
    if (known == null) {
      String name = line.substring(nameFrom, serviceTo);
      ServiceOperand found =
          object
              ? services.object(name, span)
              : group ? services.group(name, span) : services.protocol(name, span);
      int number = text.equals("tcp") ? Protocols.TCP : text.equals("udp") ? Protocols.UDP : -1;
      known =
          new Asked(
              found,
              number,
              found.may().haveAllPorts(),
              new Quoted.Form(COLUMNS, List.of("permit", "", text, "")),
              new Quoted.Form(COLUMNS, List.of("deny", "", text, "")));
      askedOf.put(text, known);
    }
    return known;
  }

  /** Goes over an address operand; whether it is an ordinary one. */
  private boolean operand(Operand o) {
    if (!next()) {
      return false;
    }
    o.from = from;
    char first = line.charAt(from);
    if (first >= '0' && first <= '9') {
      o.kind = Kind.NUMBERS;
      o.number = hasNames ? -1 : IpAddress.v4(line, from, to);
      if (o.number < 0 || !next()) {
        return false;
      }
      o.mask = IpAddress.v4(line, from, to);
      o.to = to;
      return o.mask >= 0 && Hosts.isPrefix(o.mask);
    }
    if (is("any") || is("any4") || is("any6")) {
      o.kind = Kind.ANY;
      o.to = to;
      return true;
    }
    o.kind = is("host") ? Kind.HOST : is("object-group") ? Kind.GROUP : Kind.OBJECT;
    if (o.kind == Kind.OBJECT && !is("object") || !next()) {
      return false;
    }
    o.nameFrom = from;
    o.to = to;
    if (o.kind == Kind.HOST && !hasNames) {
      o.number = IpAddress.v4(line, from, to);
      o.mask = 0xFFFF_FFFFL;
      o.kind = o.number < 0 ? Kind.HOST : Kind.NUMBERS;
    }
    return true;
  }

  /** The addresses of an operand; null where the grammar has to read it. */
  private AddressOperand address(Operand o, SourceSpan span) {
    AddressOperand found =
        switch (o.kind) {
          case NUMBERS -> addresses.prefix(o.number, o.mask);
          case ANY -> addresses.any(words.of(line, o.from, o.to), parts.six);
          case HOST -> addresses.host(words.of(line, o.nameFrom, o.to), span);
          case OBJECT -> addresses.object(words.of(line, o.nameFrom, o.to), span);
          case GROUP -> networks(words.of(line, o.nameFrom, o.to), span);
        };
    if (found != null) {
      parts.use(found.uses());
    }
    return found;
  }

  /** In the place of an address a group of ports may stand, too: null for that. */
  private AddressOperand networks(String name, SourceSpan span) {
    AddressOperand found = networks.get(name);
    if (found == null) {
      AsaConfig.Group g = config.groups.get(name);
      if (g == null || !g.type().equals("network")) {
        return null;
      }
      found = addresses.group(name, span);
      networks.put(name, found);
    }
    return found;
  }

  private boolean is(String keyword) {
    return to - from == keyword.length() && line.startsWith(keyword, from);
  }

  /** The port that the word names, -1 where it names none. */
  private int port() {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9 || to - from > 5) {
        return Names.port(words.of(line, from, to)).orElse(-1);
      }
      value = value * 10 + digit;
    }
    return value <= 65535 ? value : -1;
  }

  /** Goes to the next word; false at the end, and where more than one blank stands between. */
  private boolean next() {
    int end = line.length();
    if (at >= end) {
      return false;
    }
    int i = at;
    while (i < end && line.charAt(i) != ' ') {
      if (line.charAt(i) == '\t') {
        return false;
      }
      i++;
    }
    if (i == at || line.charAt(at) == '!') {
      return false;
    }
    from = at;
    to = i;
    at = Math.min(i + 1, end);
    return true;
  }
}

package flowgap.vendor.iptables;

import com.fasterxml.jackson.databind.JsonNode;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of ip addr: as it is, each address on a line ({@code -o}), an interface on a
 * line ({@code -br}) and JSON ({@code -j}); ip-address(8).
 */
final class DeviceReader {
  private static final Pattern DEVICE =
      Pattern.compile("[0-9]+:\\s+([^:@\\s]+)(?:@[^:]*)?:\\s+<.*");
  private static final Pattern MASTER = Pattern.compile(".*\\smaster\\s+(\\S+).*");
  private static final Pattern ONE_LINE =
      Pattern.compile("[0-9]+:\\s+([^:@\\s]+)(?:@\\S+)?\\s+(inet6?\\s.*)");
  private static final Pattern BRIEF = Pattern.compile("([^:@\\s]+)(?:@\\S+)?\\s+[A-Z]+(\\s.*)?");

  private final Map<String, Machine.Device> devices = new LinkedHashMap<>();
  private final Set<String> masters = new HashSet<>();
  private final List<Problem> problems;
  private boolean given;
  private boolean unread;
  private boolean shortened;

  DeviceReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** What all the files that were read say together. */
  Machine.Devices devices() {
    Map<String, Machine.Device> out = new LinkedHashMap<>();
    AddressSet own = AddressSet.NONE;
    boolean bare = false;
    for (Machine.Device d : devices.values()) {
      out.put(d.name(), masters.contains(d.name()) ? d.bridged() : d);
      own = own.or(d.own());
      bare |= d.own().isEmpty();
    }
    boolean four = !own.and(AddressSet.ANY_V4).isEmpty();
    boolean six = !own.and(AddressSet.ANY_V6).isEmpty();
    // -4 and -6 leave out the other family, and interfaces that have no address of their own
    boolean whole = given && !unread && !shortened && (bare || four && six);
    boolean both = given && !shortened && bare;
    return new Machine.Devices(out, (four || both) && !unread, (six || both) && !unread, whole);
  }

  /** {@code ip addr}, {@code ip -o addr}. */
  void lines(InputFile file, LineLedger ledger) throws IOException {
    given = true;
    String device = null;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        SourceSpan span = SourceSpan.of(file.name(), lines.number(), text);
        Matcher head = DEVICE.matcher(text);
        Matcher whole = ONE_LINE.matcher(text);
        LineLedger.Use use = LineLedger.Use.IGNORED;
        if (head.matches()) {
          device = head.group(1);
          Matcher master = MASTER.matcher(text);
          if (master.matches()) {
            masters.add(master.group(1));
          }
          device(device, span);
          use = LineLedger.Use.MODELLED;
        } else if (whole.matches()) {
          shortened = true;
          device(whole.group(1), span);
          use = use(address(whole.group(1), whole.group(2), span));
        } else if (device != null && text.matches("inet6?\\s.*")) {
          use = use(address(device, text, span));
        }
        ledger.enter(lines.number(), use);
      }
    }
  }

  private static LineLedger.Use use(boolean sure) {
    return sure ? LineLedger.Use.MODELLED : LineLedger.Use.NOT_UNDERSTOOD;
  }

  /** {@code inet 10.9.0.1 peer 10.9.0.2/32 brd …}. */
  private boolean address(String device, String text, SourceSpan span) {
    String[] words = text.split("[\\s\\\\]+");
    boolean peer = words.length > 3 && words[2].equals("peer");
    int brd = Arrays.asList(words).indexOf("brd");
    return address(
        device,
        words[1],
        peer ? words[3] : words[1],
        brd > 0 && brd + 1 < words.length ? words[brd + 1] : null,
        span);
  }

  /** {@code ip -br addr}. */
  void brief(InputFile file, LineLedger ledger) throws IOException {
    given = true;
    shortened = true;
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        SourceSpan span = SourceSpan.of(file.name(), lines.number(), text);
        Matcher brief = BRIEF.matcher(text);
        if (!brief.matches()) {
          unread = true;
          problems.add(Problem.warning(span, "is no line of ip -br addr"));
          ledger.enter(lines.number(), LineLedger.Use.NOT_UNDERSTOOD);
          continue;
        }
        device(brief.group(1), span);
        boolean sure = true;
        String[] words =
            brief.group(2) == null ? new String[0] : brief.group(2).strip().split(" +");
        for (int i = 0; i < words.length && !words[i].isEmpty(); i++) {
          if (words[i].equals("metric")) {
            i++;
            continue;
          }
          boolean peer = i + 2 < words.length && words[i + 1].equals("peer");
          sure &= address(brief.group(1), words[i], peer ? words[i + 2] : words[i], null, span);
          i += peer ? 2 : 0;
        }
        ledger.enter(lines.number(), use(sure));
      }
    }
  }

  private void device(String name, SourceSpan span) {
    devices.computeIfAbsent(
        name,
        n -> new Machine.Device(n, AddressSet.NONE, AddressSet.NONE, AddressSet.NONE, false, span));
  }

  private boolean address(
      String device, String own, String network, String broadcast, SourceSpan span) {
    int slash = own.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? own : own.substring(0, slash));
    Optional<AddressSet> net = AddressSet.parse(network);
    if (address.isEmpty() || net.isEmpty()) {
      problems.add(Problem.warning(span, "'" + own + "' is no address"));
      unread = true;
      return false;
    }
    AddressSet named =
        broadcast == null ? AddressSet.NONE : AddressSet.parse(broadcast).orElse(AddressSet.NONE);
    AddressSet all = named.or(last(network, net.get()));
    devices.compute(device, (name, d) -> d.plus(AddressSet.of(address.get()), net.get(), all));
    return true;
  }

  /**
   * The last address of an IPv4 network with more than two: the kernel takes it for a broadcast,
   * named or not (fib_add_ifaddr in Linux' net/ipv4/fib_frontend.c).
   */
  private static AddressSet last(String network, AddressSet set) {
    int slash = network.indexOf('/');
    boolean wide = slash >= 0 && network.substring(slash + 1).matches("[0-9]|[12][0-9]|30");
    return wide && set.hasV4() ? AddressSet.of(set.intervals().get(0)[1]) : AddressSet.NONE;
  }

  /** {@code ip -j addr}. */
  void json(InputFile file, LineLedger ledger) throws IOException {
    SourceSpan span = SourceSpan.of(file.name(), 1, "");
    for (JsonNode d : JsonLines.read(file, ledger)) {
      String name = d.path("ifname").asText("");
      if (name.isEmpty()) {
        continue;
      }
      device(name, span.at(name));
      if (d.hasNonNull("master")) {
        masters.add(d.get("master").asText());
      }
      if (d.path("linkinfo").path("info_kind").asText("").equals("bridge")) {
        masters.add(name);
      }
      for (JsonNode a : d.path("addr_info")) {
        String own = a.path("local").asText("");
        String other = a.path("address").asText(own);
        String broadcast = a.hasNonNull("broadcast") ? a.get("broadcast").asText() : null;
        if (!own.isEmpty()) {
          address(name, own, other + "/" + a.path("prefixlen").asInt(), broadcast, span.at(name));
        }
      }
    }
    given = true;
  }
}

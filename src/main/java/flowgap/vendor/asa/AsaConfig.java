package flowgap.vendor.asa;

import flowgap.packet.AddressSet;
import flowgap.packet.PacketSet;
import flowgap.source.LineLedger;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one configuration says, in its own words, names unresolved; filled line by line. */
final class AsaConfig {
  /** An address of an object, or what it is instead. */
  enum AddressKind {
    HOST,
    SUBNET,
    RANGE,
    FQDN,
    NOT_UNDERSTOOD
  }

  /** {@code object network}: {@code first} and {@code second} are its words. */
  record NetworkObject(AddressKind kind, String first, String second, SourceSpan span) {}

  /** One test of ports: operator ({@code range} too) and its words. */
  record PortTest(String operator, String first, String second) {}

  /**
   * {@code service tcp source eq 1 destination range 2 3}.
   *
   * @param icmp words of ICMP type and code
   */
  record ServiceWords(
      String protocol,
      List<PortTest> sources,
      List<PortTest> destinations,
      List<String> icmp,
      SourceSpan span) {}

  /** A line of a group: a kind of member, and its words. */
  sealed interface Member {
    SourceSpan span();

    record Address(AddressKind kind, String first, String second, SourceSpan span)
        implements Member {}

    record ObjectName(String name, SourceSpan span) implements Member {}

    record GroupName(String name, SourceSpan span) implements Member {}

    record Service(ServiceWords words, SourceSpan span) implements Member {}

    record Port(PortTest test, SourceSpan span) implements Member {}

    record Protocol(String word, SourceSpan span) implements Member {}

    record Icmp(String word, SourceSpan span) implements Member {}

    /** A member that only the device can tell, or that was not understood. */
    record Unknown(boolean understood, SourceSpan span) implements Member {}
  }

  /**
   * An object group.
   *
   * @param type {@code network}, {@code service}, {@code protocol}, {@code icmp-type}, {@code user}
   *     …
   * @param ports {@code tcp}, {@code udp}, {@code tcp-udp} for a group of ports, else empty
   */
  record Group(String name, String type, String ports, List<Member> members, SourceSpan span) {}

  /**
   * An entry of a list, not read yet, with the remarks before it.
   *
   * @param line its 1-based number in the list, remarks counted, as {@code show access-list} has it
   */
  record Entry(SourceSpan span, String comment, int line) {}

  /** A list in the export's order; {@code six}: of {@code ipv6 access-list}. */
  record AccessList(String name, boolean six, List<Entry> entries, int[] lines, SourceSpan first) {
    /**
     * Makes room for one more line and gives its number: that of the end, or the {@code stated}
     * one, where later lines move down ("Cisco ASA Series Command Reference", access-list
     * extended).
     */
    int place(int stated) {
      int end = ++lines[0];
      if (stated <= 0 || stated >= end) {
        return end;
      }
      entries.replaceAll(e -> e.line() < stated ? e : new Entry(e.span, e.comment, e.line + 1));
      return stated;
    }
  }

  /**
   * {@code access-group}.
   *
   * @param direction {@code in}, {@code out} or {@code global}
   */
  record Binding(
      String list, String direction, String interfaceName, String option, SourceSpan span) {}

  /** A command kept with its words, to be read when names are known. */
  record Command(List<String> words, SourceSpan span) {}

  /** A translation that stands with an object. */
  record ObjectNat(String object, SourceSpan span) {}

  /** {@code time-range} with its lines. */
  record TimeRange(String name, List<SourceSpan> lines, SourceSpan span) {}

  /** What a class of an applied policy does: {@code match} of its class map, its actions. */
  record PolicyClass(String policy, String classMap, List<SourceSpan> actions) {}

  final String file;
  String context = "";
  String hostName = "";

  /** {@code ASA}, {@code PIX}, {@code FWSM}; empty where no line says it. */
  String product = "";

  String version = "";
  SourceSpan versionSpan;

  /** The version whose numbers are kept, because every rule asks for them. */
  private String numbered = "";

  private int[] number = {};
  String exportedAt = "";
  boolean systemSpace;
  boolean threatDefense;
  boolean transparent;
  boolean natControl;
  boolean sameInter;
  boolean sameIntra;
  boolean forwardReference;
  boolean permitVpn = true;
  SourceSpan permitVpnSpan;
  SourceSpan dynamicRouting;
  SourceSpan multicast;
  SourceSpan timeZone;
  SourceSpan summerTime;

  /** Whether object NAT and twice NAT are seen; no version line then means 9.0 or later. */
  boolean newNatSeen;

  boolean oldNatSeen;
  final Map<String, String> names = new LinkedHashMap<>();
  final Map<String, SourceSpan> nameSpans = new LinkedHashMap<>();
  final Map<String, AsaInterface> interfaces = new LinkedHashMap<>();
  final Map<String, NetworkObject> networkObjects = new LinkedHashMap<>();
  final Map<String, ServiceWords> serviceObjects = new LinkedHashMap<>();
  final Map<String, Group> groups = new LinkedHashMap<>();
  final Map<String, AccessList> lists = new LinkedHashMap<>();

  /** Lists of EtherTypes, which an interface has besides those of IP. */
  final Map<String, List<SourceSpan>> etherLists = new LinkedHashMap<>();

  final List<Binding> bindings = new ArrayList<>();
  final Map<String, TimeRange> timeRanges = new LinkedHashMap<>();
  final List<Command> routes = new ArrayList<>();
  final List<SourceSpan> twiceNat = new ArrayList<>();
  final List<ObjectNat> objectNat = new ArrayList<>();
  final List<Command> oldNat = new ArrayList<>();
  final List<Command> pools = new ArrayList<>();
  final List<Command> cryptoMaps = new ArrayList<>();

  /** Interfaces at which VPNs of users may end, as written. */
  final Set<String> tunnelEnds = new TreeSet<>();

  final List<SourceSpan> vpnFilters = new ArrayList<>();
  final Map<String, List<SourceSpan>> classMaps = new LinkedHashMap<>();
  final List<PolicyClass> policyClasses = new ArrayList<>();

  /** Lines of {@code tcp-map NAME}. */
  final Map<String, List<SourceSpan>> tcpMaps = new LinkedHashMap<>();

  /** Lines of {@code policy-map type inspect KIND NAME}. */
  final Map<String, List<SourceSpan>> inspectionMaps = new LinkedHashMap<>();

  final Map<String, SourceSpan> servicePolicies = new LinkedHashMap<>();

  /** Statements by which more may happen to a packet than the lists say. */
  final List<SourceSpan> features = new ArrayList<>();

  /** Limits of connections that stand with translations, and the packets that they may drop. */
  final Map<SourceSpan, PacketSet> limits = new LinkedHashMap<>();

  /** Statements that were not understood and may change verdicts. */
  final List<Taint> taints = new ArrayList<>();

  /** Where lists are used besides {@code access-group}: list → words. */
  final Map<String, List<String>> listUses = new TreeMap<>();

  /** Numbers of lines that a terminal may have cut. */
  final Set<Integer> cutLines = new HashSet<>();

  final List<String> contexts = new ArrayList<>();

  /** What contexts are allotted: context → interface as the context names it → hardware. */
  final Map<String, Map<String, String>> allotted = new LinkedHashMap<>();

  /** In a context: interfaces that other contexts have as well, by their hardware names. */
  final Map<String, SourceSpan> sharedInterfaces = new TreeMap<>();

  final Map<String, SourceSpan> allotments = new TreeMap<>();
  boolean hardwareAddresses;

  /** Addresses of the links between the units of a failover pair. */
  AddressSet failoverLinks = AddressSet.NONE;

  /** Addresses that the site file calls this firewall's own. */
  AddressSet boundOwn = AddressSet.NONE;

  final List<Problem> problems = new ArrayList<>();
  final LineLedger ledger = new LineLedger();

  AsaConfig(String file) {
    this.file = file;
  }

  /** The interface of this {@code nameif}; names are compared as written, else without case. */
  AsaInterface named(String name) {
    AsaInterface loose = null;
    for (AsaInterface i : interfaces.values()) {
      if (i.name.equals(name)) {
        return i;
      }
      if (i.name.equalsIgnoreCase(name)) {
        loose = i;
      }
    }
    return loose;
  }

  /**
   * The firewall's own addresses: those of its interfaces and failover links, and what the site
   * file adds.
   */
  AddressSet own() {
    return AddressSet.union(interfaces.values().stream().map(AsaInterface::own).toList())
        .or(failoverLinks)
        .or(boundOwn);
  }

  /** Whether the version is at least this one; unknown counts as newer. */
  boolean atLeast(int major, int minor) {
    if (version.isEmpty()) {
      return product.isEmpty() && !(oldNatSeen && !newNatSeen) || product.equals("ASA");
    }
    if (product.equals("FWSM")) {
      return false;
    }
    if (!version.equals(numbered)) {
      numbered = version;
      number = number(version);
    }
    return number[0] > major || number[0] == major && number[1] >= minor;
  }

  /** The first two numbers of a version; unknown ones count as newer. */
  private static int[] number(String version) {
    String[] parts = version.split("[.(]");
    try {
      int b = parts.length > 1 ? Integer.parseInt(parts[1].replaceAll("\\D.*", "")) : 0;
      return new int[] {Integer.parseInt(parts[0]), b};
    } catch (NumberFormatException e) {
      return new int[] {Integer.MAX_VALUE, 0};
    }
  }

  /** Whether translations are those of 8.3 and later. */
  boolean newNat() {
    return atLeast(8, 3);
  }

  /** Since 8.4(2) identity translation chooses the egress interface, too. */
  boolean atLeast842() {
    boolean early = version.startsWith("8.3") || version.startsWith("8.4(1");
    return newNat() && !early;
  }

  /**
   * Whether one list holds both families and {@code any} is both (9.0 and later): without a version
   * line, where no list of IPv6 alone is there.
   */
  boolean unified() {
    return atLeast(9, 0)
        && !(version.isEmpty() && lists.values().stream().anyMatch(AccessList::six));
  }

  void use(String list, String where) {
    listUses.computeIfAbsent(list, k -> new ArrayList<>()).add(where);
  }
}

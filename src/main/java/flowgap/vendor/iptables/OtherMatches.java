package flowgap.vendor.iptables;

import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;
import flowgap.policy.Condition;
import java.util.List;
import java.util.Set;

/**
 * Matches of which a header decides a part only, or nothing: they make a rule uncertain
 * (iptables-extensions(8)).
 */
final class OtherMatches {
  private static final Set<String> LIMITS = Set.of("limit", "hashlimit", "quota", "dstlimit");
  private static final Set<String> HISTORY =
      Set.of(
          "recent",
          "connlimit",
          "connbytes",
          "connlabel",
          "statistic",
          "nth",
          "random",
          "rateest",
          "quota2",
          "account",
          "pknock",
          "psd",
          "fuzzy",
          "nfacct",
          "cluster");
  private static final Set<String> FEATURES =
      Set.of("policy", "socket", "cgroup", "ipvs", "realm", "condition", "cpu", "devgroup", "osf");

  private final Host host;

  OtherMatches(Host host) {
    this.host = host;
  }

  Factor factor(Use use, int protocol) throws BadValue {
    return switch (use.module()) {
      case "comment" -> Factor.ALWAYS;
      case "icmp", "icmp6" -> icmp(use);
      case "recent" -> recent(use);
      case "statistic" ->
          use.options().stream().anyMatch(OtherMatches::isEveryPacket)
              ? Factor.ALWAYS
              : Factor.when(Conditions.state(use.text()));
      // a flow belongs to no other connection
      case "helper" -> Factor.of(use.options().stream().allMatch(Option::negated));
      // a flow is unfragmented, and without extension headers
      case "frag", "rt", "dst", "srh" -> Factor.NEVER;
      case "hbh" ->
          Factor.between(PacketSet.NONE, multicastListener(), Conditions.field(use.text()));
      case "ipv6header" ->
          use.has("--soft") && use.options().stream().noneMatch(Option::negated)
              ? Factor.NEVER
              : Factor.when(Conditions.field(use.text()));
      case "esp", "ah" -> securityIndex(use, protocol);
      case "mh" ->
          use.options().isEmpty()
              ? Factor.of(PacketSet.protocol(135))
              : Factor.of(PacketSet.protocol(135)).and(Factor.when(Conditions.field(use.text())));
      case "policy" ->
          use.option("--pol").filter(o -> o.value().equals("none") && !o.negated()).isPresent()
              ? Factor.ALWAYS
              : Factor.when(Conditions.feature(use.text()));
      case "limit", "hashlimit", "quota", "dstlimit" -> Factor.when(limit(use));
      default -> Factor.when(condition(use));
    };
  }

  private Factor icmp(Use use) throws BadValue {
    boolean v6 = use.module().equals("icmp6");
    Factor out = Factor.of(PacketSet.protocol(v6 ? Protocols.ICMP6 : Protocols.ICMP));
    for (Option o : use.options()) {
      int[] type = Vocabulary.icmp(o.value(), v6);
      if (type == null) {
        throw new BadValue(
            o, "'" + o.value() + "' is no ICMP type; expected type, type/code or a name");
      }
      if (v6 != host.v6()) {
        // ICMP of one family in packets of the other: the kernel looks at the same bytes
        return out.and(Factor.when(Conditions.field(o.text())));
      }
      PacketSet some = v6 ? PacketSet.icmp6(type[0], type[1]) : PacketSet.icmp(type[0], type[1]);
      out = out.and(Factor.of(o.negated() ? PacketSet.ALL.minus(some) : some));
    }
    return out;
  }

  /** {@code --set} always holds, and marks the source as seen. */
  private static Factor recent(Use use) {
    Option set = use.option("--set").orElse(null);
    return set != null ? Factor.of(!set.negated()) : Factor.when(Conditions.state(use.text()));
  }

  private static boolean isEveryPacket(Option o) {
    return !o.negated()
        && (o.name().equals("--probability") && o.value().matches("1(\\.0*)?")
            || o.name().equals("--every") && o.value().equals("1"));
  }

  private static PacketSet multicastListener() {
    return PacketSet.union(
        List.of(
            PacketSet.icmp6(130, -1),
            PacketSet.icmp6(131, -1),
            PacketSet.icmp6(132, -1),
            PacketSet.icmp6(143, -1)));
  }

  private static Factor securityIndex(Use use, int protocol) throws BadValue {
    int own = use.module().equals("esp") ? Protocols.ESP : Protocols.AH;
    Factor out = Factor.of(PacketSet.protocol(own));
    for (Option o : use.options()) {
      boolean all = o.value().equals("0:4294967295") && !o.negated();
      out = all ? out : out.and(Factor.when(Conditions.field(o.text())));
    }
    if (protocol != own) {
      throw new BadValue(
          use.options().isEmpty()
              ? new Option("--match", false, List.of(use.module()), 1)
              : use.options().get(0),
          use.module() + " without -p " + use.module());
    }
    return out;
  }

  /** Only a limit that is kept makes its rule match: --assume must not turn the others round. */
  private static Condition limit(Use use) {
    boolean above =
        use.options().stream().anyMatch(o -> o.negated() || o.name().endsWith("-above"));
    return above ? Conditions.state(use.text()) : Conditions.rateLimit(use.text());
  }

  private static Condition condition(Use use) {
    if (LIMITS.contains(use.module())) {
      return limit(use);
    }
    if (HISTORY.contains(use.module())) {
      return Conditions.state(use.text());
    }
    if (FEATURES.contains(use.module())) {
      return Conditions.feature(use.text());
    }
    return Extensions.isMatch(use.module())
        ? Conditions.field(use.text())
        : Conditions.notUnderstood("unknown match " + use.text());
  }
}

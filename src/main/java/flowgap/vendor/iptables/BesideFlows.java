package flowgap.vendor.iptables;

import java.util.Locale;
import java.util.Set;

/**
 * Rules that tell packets apart which no flow stands for, or that remember their packets for other
 * rules (iptables(8), iptables-extensions(8)). The model decides them for the packets of flows
 * only; what they do to others is not known.
 */
final class BesideFlows {
  /** Matches that ask for fragments, extension headers, kinds of frames, helpers, or remember. */
  private static final Set<String> MATCHES =
      Set.of(
          "frag",
          "rt",
          "hbh",
          "dst",
          "mh",
          "srh",
          "ipv6header",
          "eui64",
          "socket",
          "helper",
          "tcpmss",
          "rpfilter",
          "recent",
          "pkttype");

  /** Options of other matches that do so. */
  private static final Set<String> OPTIONS =
      Set.of("--tcp-flags", "--syn", "--tcp-option", "--ctstatus", "--ctdir", "--ctexpire");

  private static final Set<String> STATES = Set.of("RELATED", "INVALID", "UNTRACKED");

  private static final Set<String> REMEMBERING = Set.of("--add-set", "--del-set", "--map-set");

  private BesideFlows() {}

  static boolean isSo(RuleParts parts) {
    return parts.fields().stream().anyMatch(o -> o.name().equals(Option.FRAGMENT))
        || parts.uses().stream().anyMatch(BesideFlows::isSo)
        || parts.target().stream()
            .flatMap(t -> t.options().stream())
            .anyMatch(o -> REMEMBERING.contains(o.name()));
  }

  private static boolean isSo(Use use) {
    return MATCHES.contains(use.module())
        || use.options().stream()
            .anyMatch(o -> OPTIONS.contains(o.name()) || isState(o) && namesStates(o));
  }

  private static boolean isState(Option o) {
    return o.name().equals("--ctstate") || o.name().equals("--state");
  }

  private static boolean namesStates(Option o) {
    for (String word : o.value().toUpperCase(Locale.ROOT).split(",")) {
      if (STATES.contains(word)) {
        return true;
      }
    }
    return false;
  }
}

package flowgap.analysis;

import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import java.util.regex.Pattern;

/**
 * Rules that tell packets apart which no flow stands for: fragments, unusual TCP flags, extension
 * headers, related and invalid packets, senders that routes lead elsewhere; or that remember their
 * packets for other rules. The model decides such rules for the packets of flows only; what they do
 * to others is not known here, so they are never called dead, and never make others so.
 */
final class BesideFlows {
  private static final Pattern IPTABLES =
      Pattern.compile(
          "RELATED|INVALID|UNTRACKED|--ctstatus|--ctdir|--tcp-flags|--syn\\b|--tcp-option"
              + "|\\s-f\\s|--fragment|--pkt-type|--helper|--ctexpire"
              + "|-m (frag|rt|hbh|dst|mh|srh|ipv6header|eui64|socket|helper|tcpmss"
              + "|rpfilter|recent)\\b|--(add|del)-set\\b");

  private BesideFlows() {}

  static boolean isAbout(Firewall firewall, Rule rule) {
    return firewall.format().equals("iptables") && IPTABLES.matcher(rule.span().text()).find();
  }
}

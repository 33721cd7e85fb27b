package flowgap.vendor.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a rule asks besides addresses, protocol, ports and interfaces: a narrower rule in its place
 * asks the same (connection state, limits, sets, marks).
 */
final class KeptWords {
  /** Options that a new rule says itself, each with one value. */
  private static final Set<String> OWN =
      Set.of(
          "-s",
          "-d",
          "-p",
          "-i",
          "-o",
          "-j",
          "--sport",
          "--dport",
          "--sports",
          "--dports",
          "--ports",
          "--src-range",
          "--dst-range",
          "--icmp-type",
          "--icmpv6-type",
          "--comment");

  private static final Set<String> OWN_MATCHES =
      Set.of(
          "tcp",
          "udp",
          "udplite",
          "sctp",
          "dccp",
          "icmp",
          "icmp6",
          "multiport",
          "iprange",
          "comment");

  private KeptWords() {}

  /** Of a specification as the export writes it; empty where it asks for nothing else. */
  static String of(String specification) {
    List<String> out = new ArrayList<>();
    List<String> words = words(specification);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int option = word.equals("!") ? i + 1 : i;
      String name = option < words.size() ? words.get(option) : "";
      String value = option + 1 < words.size() ? words.get(option + 1) : "";
      if (OWN.contains(name) || name.equals("-m") && OWN_MATCHES.contains(value)) {
        i = option + 1;
      } else {
        out.add(word);
      }
    }
    return String.join(" ", out);
  }

  /** A new specification with them before its target. */
  static String added(String specification, String kept) {
    int target = specification.lastIndexOf("-j ");
    return kept.isEmpty() || target < 0
        ? specification
        : specification.substring(0, target) + kept + " " + specification.substring(target);
  }

  /** Words as the shell tells them apart, with their quotation marks. */
  private static List<String> words(String text) {
    List<String> out = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(c).append(text.charAt(++i));
      } else if (c == ' ' && !quoted) {
        if (word.length() > 0) {
          out.add(word.toString());
        }
        word.setLength(0);
      } else {
        quoted ^= c == '"';
        word.append(c);
      }
    }
    if (word.length() > 0) {
      out.add(word.toString());
    }
    return out;
  }
}

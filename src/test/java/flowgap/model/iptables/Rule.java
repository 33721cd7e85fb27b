package flowgap.model.iptables;

import flowgap.model.Choices;
import flowgap.model.Ip;
import flowgap.model.Probe;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One rule, read word by word for one packet. */
final class Rule {
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("tcp", 6, "udp", 17, "icmp", 1, "ipv6-icmp", 58, "gre", 47, "esp", 50, "sctp", 132);

  private static final Set<String> TRACKED =
      Set.of(
          "--match-set",
          "--ctstate",
          "--state",
          "--ctdir",
          "--ctproto",
          "--ctorigdst",
          "--ctorigsrc",
          "--ctstatus");

  private static final Set<String> PASSED_OVER =
      Set.of(
          "",
          "LOG",
          "ULOG",
          "NFLOG",
          "TRACE",
          "TCPMSS",
          "CLASSIFY",
          "TOS",
          "DSCP",
          "CHECKSUM",
          "TTL",
          "SET",
          "AUDIT");

  private final Choices c;
  private final List<String> words;
  private final Machine.Passage p;
  private final String id;
  private int at;
  private String target = "";
  private boolean goesTo;
  private int options;

  /** Something of it this evaluator does not know. */
  private boolean unsure;

  private final boolean addressesMatter;

  Rule(Choices c, List<String> words, Machine.Passage p, String id, boolean addressesMatter) {
    this.addressesMatter = addressesMatter;
    this.c = c;
    this.words = words;
    this.p = p;
    this.id = id;
  }

  String target() {
    return target;
  }

  boolean goesTo() {
    return goesTo;
  }

  boolean matches() {
    boolean all = true;
    String module = "";
    while (at < words.size()) {
      String word = words.get(at++);
      boolean not = word.equals("!");
      word = not ? words.get(at++) : word;
      if (word.equals("-m")) {
        module = words.get(at++);
      } else if (word.equals("-j") || word.equals("-g")) {
        target = words.get(at++);
        goesTo = word.equals("-g");
        options = at;
        break;
      } else {
        all = one(module, word, not) != not && all;
      }
    }
    return all && (!unsure || c.whether("rule " + id));
  }

  /** Passes over an option that is not known; whether the rule matches is asked at its end. */
  private boolean unknown(boolean not) {
    while (at < words.size() && !words.get(at).startsWith("-") && !words.get(at).equals("!")) {
      at++;
    }
    unsure = true;
    return !not;
  }

  private String next() {
    return words.get(at++);
  }

  private boolean one(String module, String word, boolean not) {
    Probe q = p.now;
    switch (word) {
      case "-s":
        return address(next(), q.source(), not);
      case "-d":
        return address(next(), q.destination(), not);
      case "-i":
        return named(next(), p.in);
      case "-o":
        return named(next(), p.out);
      case "-p":
        String protocol = next();
        if (protocol.equals("all") || protocol.equals("0")) {
          return true;
        }
        Integer number =
            protocol.matches("\\d+") ? Integer.valueOf(protocol) : PROTOCOLS.get(protocol);
        return number == null ? unknown(not) : number == q.protocol();
      case "-f":
        return false;
      case "--dport":
        return ports(next(), not, q.second());
      case "--sport":
        return ports(next(), not, q.first());
      case "--dports":
        return ports(next(), not, q.second());
      case "--sports":
        return ports(next(), not, q.first());
      case "--ports":
        String list = next();
        return ports(list, not, q.first()) || ports(list, not, q.second());
      case "--syn":
        return p.flags.equals("SYN");
      case "--tcp-flags":
        Set<String> mask = flags(next());
        Set<String> wanted = flags(next());
        Set<String> have = Set.of(p.flags.split(","));
        return mask.stream().allMatch(f -> have.contains(f) == wanted.contains(f));
      case "--src-range":
        return range(next(), q.source());
      case "--dst-range":
        return range(next(), q.destination());
      case "--icmp-type", "--icmpv6-type":
        String type = next();
        // 255 is any in IPv4 (libxt_icmp).
        return type.equals("any")
            || type.equals("255") && word.equals("--icmp-type")
            || (type.matches("[\\d/]+") ? icmp(type.split("/")) : unknown(not));
      case "--comment":
        next();
        return true;
      case "--mark":
        return mark(next(), module.equals("mark") ? p.mark : p.connection[0]);
      case "--pkt-type", "--dst-type":
        return next().equals("UNICAST") || module.equals("pkttype") || unknown(not);
      default:
        return tracked(word, not);
    }
  }

  /** Options of conntrack; of an untracked packet only its state is known. */
  private boolean tracked(String word, boolean not) {
    if (!TRACKED.contains(word)) {
      return unknown(not);
    }
    String value = next();
    boolean stated = word.equals("--ctstate") || word.equals("--state");
    if (word.equals("--match-set")) {
      next();
      return c.whether("set " + id) != not;
    }
    if (stated) {
      return List.of(value.split(",")).contains(p.state)
          || value.contains("DNAT") && !isUnknown() && p.translatedDestination
          || value.contains("SNAT") && !isUnknown() && p.translatedSource;
    }
    if (isUnknown()) {
      // xt_conntrack.c: without a connection the state alone is looked at.
      return words.contains("--ctstate") != not;
    }
    return switch (word) {
      case "--ctdir" -> value.equals("REPLY") == p.leg.equals("answer");
      case "--ctproto" -> Integer.parseInt(value) == p.original.protocol();
      case "--ctorigdst" -> within(value, p.original.destination());
      case "--ctorigsrc" -> within(value, p.original.source());
      case "--ctstatus" -> p.confirmed;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private boolean isUnknown() {
    return p.state.equals("UNTRACKED") || p.state.equals("INVALID") || p.state.equals("NONE");
  }

  private boolean address(String text, Ip a, boolean not) {
    return text.matches("[0-9a-f.:]+(/\\d+)?") ? within(text, a) : unknown(not);
  }

  private static boolean within(String text, Ip a) {
    String[] net = text.split("/");
    if (Ip.parse(net[0]) == null) {
      throw new Machine.NotFollowed();
    }
    return a.within(Ip.parse(net[0]), net.length > 1 ? Integer.parseInt(net[1]) : a.bits());
  }

  private static Set<String> flags(String list) {
    return switch (list) {
      case "ALL" -> Set.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");
      case "NONE" -> Set.of();
      default -> Set.of(list.split(","));
    };
  }

  private static boolean named(String name, String there) {
    return name.endsWith("+")
        ? there.startsWith(name.substring(0, name.length() - 1))
        : name.equals(there);
  }

  private boolean ports(String list, boolean not, int port) {
    if (!list.matches("[\\d:,]+")) {
      return unknown(not);
    }
    for (String one : list.split(",")) {
      String[] ends = one.split(":", -1);
      ends[0] = ends[0].isEmpty() ? "0" : ends[0];
      ends[ends.length - 1] = ends[ends.length - 1].isEmpty() ? "65535" : ends[ends.length - 1];
      if (Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  private static boolean range(String text, Ip a) {
    String[] ends = text.split("-");
    return a.between(Ip.parse(ends[0]), Ip.parse(ends[1]));
  }

  private boolean icmp(String[] type) {
    return p.now.first() == Integer.parseInt(type[0])
        && (type.length == 1 || p.now.second() == Integer.parseInt(type[1]));
  }

  private static int number(String text) {
    return Long.decode(text).intValue();
  }

  private static boolean mark(String text, int mark) {
    String[] parts = text.split("/");
    int mask = parts.length > 1 ? number(parts[1]) : -1;
    return (mark & mask) == number(parts[0]);
  }

  /** Whether the target ends the table; if not, what it does is done. */
  boolean ends() {
    String option = options < words.size() ? words.get(options) : "";
    String value = options + 1 < words.size() ? words.get(options + 1) : "";
    switch (target) {
      case "ACCEPT", "DROP", "REJECT", "RETURN":
        return true;
      case "MARK":
        p.mark = marked(option, value, p.mark);
        return false;
      case "CONNMARK":
        connectionMark(option, value);
        return false;
      case "CT":
        if (!option.equals("--notrack")) {
          throw new Machine.NotFollowed();
        }
        p.state = "UNTRACKED";
        return false;
      case "NOTRACK":
        p.state = "UNTRACKED";
        return false;
      case "DNAT":
        if (!value.matches("[0-9.]+(:\\d+)?|[0-9a-f:]+|\\[[0-9a-f:]+\\]:\\d+")) {
          throw new Machine.NotFollowed();
        }
        destination(value);
        return true;
      case "SNAT":
        if (!value.matches("[0-9.]+|[0-9a-f:]+")) {
          throw new Machine.NotFollowed();
        }
        p.now = p.now.from(Ip.parse(value));
        p.translatedSource = true;
        return true;
      case "MASQUERADE":
        if (addressesMatter && !p.in.equals("eth0")) {
          throw new Machine.NotFollowed();
        }
        p.now = p.now.from(Ip.parse(p.now.source().six() ? "2001:db8:ffff:1::1" : "192.0.2.2"));
        p.translatedSource = true;
        return true;
      default:
        if (!PASSED_OVER.contains(target)) {
          throw new Machine.NotFollowed();
        }
        return false;
    }
  }

  String verdict() {
    return switch (target) {
      case "DROP", "REJECT" -> "DROP";
      case "RETURN" -> "RETURN";
      default -> "ACCEPT";
    };
  }

  private static int marked(String option, String text, int mark) {
    String[] parts = text.split("/");
    int value = number(parts[0]);
    int mask = parts.length > 1 ? number(parts[1]) : -1;
    return switch (option) {
      case "--set-xmark" -> (mark & ~mask) ^ value;
      case "--set-mark" -> (mark & ~(parts.length > 1 ? mask | value : -1)) | value;
      case "--or-mark" -> mark | value;
      case "--and-mark" -> mark & value;
      case "--xor-mark" -> mark ^ value;
      default -> throw new IllegalArgumentException(option);
    };
  }

  private int option(String name) {
    int place = words.indexOf(name);
    return place < 0 ? -1 : number(words.get(place + 1));
  }

  private void connectionMark(String option, String text) {
    if (isUnknown()) {
      return;
    }
    int nf = option("--nfmask");
    int ct = option("--ctmask");
    if (option.equals("--save-mark")) {
      p.connection[0] = (p.connection[0] & ~ct) ^ (p.mark & nf);
    } else if (option.equals("--restore-mark")) {
      p.mark = (p.mark & ~nf) ^ (p.connection[0] & ct);
    } else {
      p.connection[0] = marked(option, text, p.connection[0]);
    }
  }

  private void destination(String to) {
    String address = to;
    String port = "";
    if (to.startsWith("[")) {
      address = to.substring(1, to.indexOf(']'));
      port = to.substring(to.indexOf(']') + 2);
    } else if (to.contains(".") && to.contains(":")) {
      address = to.substring(0, to.indexOf(':'));
      port = to.substring(to.indexOf(':') + 1);
    }
    Ip a = Ip.parse(address);
    p.translatedDestination |= !a.equals(p.now.destination()) || !port.isEmpty();
    p.now = p.now.to(a);
    p.now = port.isEmpty() ? p.now : p.now.toPort(Integer.parseInt(port));
  }
}

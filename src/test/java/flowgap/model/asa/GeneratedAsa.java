package flowgap.model.asa;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random configurations of an ASA, over few addresses and ports so that rules meet packets. */
public final class GeneratedAsa {
  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private final boolean six;
  private final boolean unified;
  private final List<String> names = new ArrayList<>();
  private int networkObjects;
  private int networkGroups;

  public GeneratedAsa(long seed) {
    random = new Random(seed);
    unified = random.nextInt(5) > 0;
    six = random.nextInt(3) == 0;
    lines.add("ASA Version " + (unified ? pick("9.12(4)", "9.1(2)", "9.16(1)") : "8.6(1)"));
    lines.add("hostname edge-1");
    interfaces();
    objects();
    services();
    lists();
    routes();
    nat();
    extras();
    lines.add(": end");
  }

  /** The configuration, line by line. */
  public List<String> lines() {
    return lines;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void interfaces() {
    String[] all = {"outside", "inside", "dmz", "lab"};
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      names.add(all[i]);
      lines.add("interface GigabitEthernet0/" + i);
      lines.add(" nameif " + all[i]);
      lines.add(" security-level " + (i == 0 ? 0 : i == 1 ? 100 : pick2(50, 0, 100)));
      lines.add(" ip address 10." + i + ".0.1 255.255.255.0");
      if (six) {
        lines.add(" ipv6 address 2001:db8:" + i + "::1/64");
      }
      if (i == 3 && random.nextInt(4) == 0) {
        lines.add(" shutdown");
      }
    }
  }

  private int pick2(int... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }

  private boolean v6() {
    return six && unified && random.nextInt(4) == 0;
  }

  private String host(boolean six6) {
    int net = random.nextInt(5);
    return six6
        ? "2001:db8:" + net + "::" + Integer.toHexString(2 + random.nextInt(12))
        : "10." + net + ".0." + (2 + random.nextInt(14));
  }

  /** A network as an ASA writes it. */
  private String network(boolean six6) {
    int net = random.nextInt(5);
    if (six6) {
      return "2001:db8:" + net + "::" + pick("/64", "/125", "/124");
    }
    return pick(
        "10." + net + ".0.0 255.255.255.0",
        "10." + net + ".0.8 255.255.255.248",
        "10." + net + ".0.4 255.255.255.252",
        "10.0.0.0 255.248.0.0");
  }

  private void objects() {
    networkObjects = 2 + random.nextInt(4);
    for (int i = 0; i < networkObjects; i++) {
      boolean v6 = v6();
      lines.add("object network N" + i);
      int low = 2 + random.nextInt(6);
      String base = v6 ? "2001:db8:1::" : "10.1.0.";
      lines.add(
          switch (random.nextInt(3)) {
            case 0 -> " host " + host(v6);
            case 1 -> " range " + base + low + " " + base + (low + random.nextInt(4));
            default -> " subnet " + network(v6);
          });
    }
    networkGroups = 1 + random.nextInt(3);
    for (int i = 0; i < networkGroups; i++) {
      lines.add("object-group network G" + i);
      for (int m = random.nextInt(3); m >= 0; m--) {
        boolean v6 = v6();
        lines.add(
            switch (random.nextInt(i == 0 ? 3 : 4)) {
              case 0 -> " network-object host " + host(v6);
              case 1 -> " network-object " + network(v6);
              case 2 -> " network-object object N" + random.nextInt(networkObjects);
              default -> " group-object G" + random.nextInt(i);
            });
      }
    }
  }

  private String ports() {
    int low = 20 + random.nextInt(8);
    return switch (random.nextInt(7)) {
      case 0 -> "range " + low + " " + (low + 1 + random.nextInt(4));
      case 1 -> "gt " + low;
      case 2 -> "lt " + low;
      case 3 -> "neq " + low;
      case 4 -> "eq " + pick("ssh", "www", "https", "domain", "telnet", "smtp");
      default -> "eq " + low;
    };
  }

  private void services() {
    for (int i = 0; i < 2; i++) {
      lines.add("object service S" + i);
      lines.add(
          pick(
              " service tcp destination " + ports(),
              " service udp source " + ports() + " destination " + ports(),
              " service icmp echo",
              " service tcp source " + ports()));
    }
    lines.add("object-group service P0 " + pick("tcp", "udp", "tcp-udp"));
    lines.add(" port-object eq " + (20 + random.nextInt(8)));
    lines.add(" port-object range 24 " + (25 + random.nextInt(3)));
    lines.add("object-group service P1 tcp");
    lines.add(" port-object eq " + (20 + random.nextInt(8)));
    if (random.nextBoolean()) {
      lines.add(" port-object eq 443");
    }
    lines.add("object-group service U0");
    lines.add(" service-object " + pick("tcp", "udp", "tcp-udp") + " destination " + ports());
    lines.add(" service-object object S" + random.nextInt(2));
    lines.add("object-group service U1");
    lines.add(" service-object " + pick("esp", "gre", "icmp echo", "tcp source " + ports()));
    lines.add(" group-object U0");
    lines.add("object-group protocol Q0");
    lines.add(" protocol-object tcp");
    lines.add(" protocol-object " + pick("udp", "icmp", "gre"));
    lines.add("object-group icmp-type I0");
    lines.add(" icmp-object " + pick("echo", "unreachable", "echo-reply"));
    lines.add(" icmp-object " + pick("echo", "time-exceeded"));
  }

  private String address(boolean v6) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> "any";
      case 2 -> "host " + host(v6);
      case 3 -> network(v6);
      case 4 -> "object N" + random.nextInt(networkObjects);
      case 5, 6 -> "object-group G" + random.nextInt(networkGroups);
      case 7 -> unified ? pick("any4", v6 ? "any6" : "any") : "any";
      default -> "10." + random.nextInt(3) + ".0.0 255.255.255." + pick("0", "240", "1");
    };
  }

  private void lists() {
    for (String name : List.of("first", "second", "third")) {
      for (int i = 1 + random.nextInt(7); i > 0; i--) {
        if (random.nextInt(6) == 0) {
          lines.add("access-list " + name + " remark permit ip any any");
        }
        lines.add("access-list " + name + " extended " + entry());
      }
      if (random.nextInt(3) > 0) {
        lines.add(
            "access-list " + name + " extended permit " + pick("ip", "tcp", "udp") + " any any");
      }
    }
    for (String side : List.of("in", "out")) {
      for (String i : names) {
        if (random.nextInt(side.equals("in") ? 3 : 6) < (side.equals("in") ? 2 : 1)) {
          String list = pick("first", "second", "third");
          lines.add("access-group " + list + " " + side + " interface " + i);
        }
      }
    }
    if (random.nextInt(5) == 0) {
      lines.add("access-group third global");
    }
  }

  private String entry() {
    boolean v6 = v6();
    String action = random.nextInt(3) == 0 ? "deny " : "permit ";
    String from = address(v6) + " ";
    String to = address(v6);
    String tail = pick("", "", "", "", " log", " log 4 interval 60", " log disable", " inactive");
    return action
        + switch (random.nextInt(12)) {
          case 0, 1, 2 -> "tcp " + from + to + " " + ports();
          case 3 -> "tcp " + from + ports() + " " + to;
          case 4 -> "udp " + from + to + " " + ports();
          case 5 -> "ip " + from + to;
          case 6 -> pick("tcp ", "udp ") + from + to + " object-group P0";
          case 7 -> "tcp " + from + "object-group P1 " + to + pick("", " object-group P0");
          case 8 ->
              pick("object-group U0 ", "object-group U1 ", "object S0 ", "object S1 ") + from + to;
          case 9 -> "object-group Q0 " + from + to;
          case 10 ->
              "icmp " + from + to + pick("", " echo", " echo-reply", " object-group I0", " 3");
          default -> pick("esp ", "gre ", "47 ", "ip ") + from + to;
        }
        + tail;
  }

  private void routes() {
    if (random.nextInt(6) > 0) {
      lines.add("route outside 0.0.0.0 0.0.0.0 10.0.0.254 1");
      if (six) {
        lines.add("ipv6 route outside ::/0 2001:db8:0::fe");
      }
    }
    lines.add(
        "route "
            + pick(names.get(names.size() - 1), "inside")
            + " 10.4.0.0 255.255.0.0 10.1.0.254 1");
    if (random.nextInt(3) == 0) {
      lines.add("route inside 10.4.0.8 255.255.255.248 10.1.0.253 " + pick("1", "5"));
    }
  }

  private String pair() {
    return random.nextInt(6) == 0
        ? "(any,any)"
        : "(" + pick("inside", names.get(names.size() - 1)) + ",outside)";
  }

  private void nat() {
    if (random.nextInt(3) == 0) {
      return;
    }
    int objects = 1 + random.nextInt(3);
    for (int i = 0; i < objects; i++) {
      lines.add("object network H" + i);
      boolean net = random.nextInt(3) == 0;
      lines.add(
          net ? " subnet 10.1.0.8 255.255.255.248" : " host 10.1.0." + (2 + random.nextInt(10)));
      String mapped = "10.3.0." + (net ? 8 * (1 + i) : 40 + i);
      String service =
          !net && random.nextInt(3) == 0 ? " service tcp " + (20 + random.nextInt(4)) + " 80" : "";
      lines.add(
          " nat "
              + pair()
              + " "
              + (random.nextInt(4) == 0
                  ? "dynamic " + pick("interface", "10.3.0.60").replace("interface", "10.3.0.61")
                  : "static " + mapped + service));
    }
    if (random.nextBoolean()) {
      lines.add("object network REAL");
      lines.add(" host 10.1.0." + (2 + random.nextInt(10)));
      lines.add("object network SHOWN");
      lines.add(" host 10.3.0.77");
      lines.add("object network FAR");
      lines.add(" subnet 10.4.0.8 255.255.255.248");
      lines.add("object network FAR_SHOWN");
      lines.add(" subnet 10.3.0.128 255.255.255.248");
      String destination =
          pick("", " destination static FAR FAR", " destination static FAR_SHOWN FAR");
      lines.add(
          "nat "
              + pair()
              + pick(" ", " ", " after-auto ")
              + "source "
              + pick("static REAL SHOWN", "static REAL REAL", "dynamic REAL SHOWN")
              + destination
              + pick("", "", " route-lookup").repeat(destination.isEmpty() ? 0 : 1));
    }
    if (random.nextBoolean()) {
      lines.add("nat (inside,outside) after-auto source dynamic any interface");
    }
  }

  private void extras() {
    if (random.nextBoolean()) {
      lines.add("same-security-traffic permit inter-interface");
    }
    if (random.nextInt(3) == 0) {
      lines.add("same-security-traffic permit intra-interface");
    }
    if (random.nextInt(4) == 0) {
      lines.add("ip verify reverse-path interface " + names.get(random.nextInt(names.size())));
    }
    if (random.nextInt(4) == 0) {
      lines.addAll(
          List.of(
              "class-map inspection_default",
              " match default-inspection-traffic",
              "policy-map global_policy",
              " class inspection_default",
              "  inspect icmp",
              "service-policy global_policy global"));
    }
  }

  /** Several configurations. */
  public static List<List<String>> some(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(s -> new GeneratedAsa(s).lines())
        .collect(Collectors.toList());
  }
}

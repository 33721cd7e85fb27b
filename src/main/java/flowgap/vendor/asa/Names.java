package flowgap.vendor.asa;

import flowgap.packet.PortSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Names of ports, protocols and ICMP types as the ASA knows them ("Addresses, Protocols, and Ports"
 * in the configuration guides). They are not IANA's: {@code kerberos} is 750, {@code radius} 1645.
 */
final class Names {
  private static final Map<String, Integer> PORTS = numbers("asa-ports.csv", 1);
  private static final Map<String, Integer> PROTOCOLS = numbers("asa-protocols.csv", 1);
  private static final Map<String, int[]> ICMP = icmp("asa-icmp.csv");
  private static final Map<String, int[]> ICMP6 = icmp("asa-icmp6.csv");
  private static final Map<String, Integer> LOG_LEVELS = numbers("asa-log-levels.csv", 1);

  private Names() {}

  /** A port by name or number; empty where it is none. */
  static OptionalInt port(String word) {
    OptionalInt number = number(word, 65535);
    return number.isPresent() ? number : of(PORTS.get(word));
  }

  /** A protocol by name or number; {@code ip} is none. */
  static OptionalInt protocol(String word) {
    OptionalInt number = number(word, 255);
    return number.isPresent() ? number : of(PROTOCOLS.get(word));
  }

  /** {type, code} of ICMP or ICMPv6 by name or type number, code -1 = every one; null = unknown. */
  static int[] icmp(String word, boolean six) {
    OptionalInt number = number(word, 255);
    if (number.isPresent()) {
      return new int[] {number.getAsInt(), -1};
    }
    return (six ? ICMP6 : ICMP).get(word);
  }

  static boolean isLogLevel(String word) {
    return LOG_LEVELS.containsKey(word) || number(word, 7).isPresent();
  }

  /** A whole number from 0 to {@code most}, without sign. */
  static OptionalInt number(String word, int most) {
    int n = word.length();
    if (n == 0 || n > 6) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < n; i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + c - '0';
    }
    return value <= most ? OptionalInt.of(value) : OptionalInt.empty();
  }

  /** Ports by operator ({@code lt} and {@code gt} leave the named port out); null = unknown. */
  static PortSet ports(String operator, String word) {
    OptionalInt port = port(word);
    if (port.isEmpty()) {
      return null;
    }
    int p = port.getAsInt();
    return switch (operator) {
      case "eq" -> PortSet.of(p);
      case "neq" -> PortSet.of(p).complement();
      case "lt" -> p == 0 ? PortSet.NONE : PortSet.range(0, p - 1);
      case "gt" -> p == 65535 ? PortSet.NONE : PortSet.range(p + 1, 65535);
      default -> null;
    };
  }

  /** Ports from {@code low} to {@code high}, inclusive; null where they are unknown or descend. */
  static PortSet range(String low, String high) {
    OptionalInt a = port(low);
    OptionalInt b = port(high);
    return a.isEmpty() || b.isEmpty() || a.getAsInt() > b.getAsInt()
        ? null
        : PortSet.range(a.getAsInt(), b.getAsInt());
  }

  private static OptionalInt of(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Map<String, Integer> numbers(String resource, int column) {
    Map<String, Integer> out = new HashMap<>();
    for (String[] f : rows(resource)) {
      if (!f[column].isEmpty()
          && Character.isDigit(f[column].charAt(0))
          && !f[column].contains("+")) {
        out.putIfAbsent(f[0], Integer.valueOf(f[column]));
      }
    }
    return out;
  }

  private static Map<String, int[]> icmp(String resource) {
    Map<String, int[]> out = new HashMap<>();
    for (String[] f : rows(resource)) {
      int code = f.length > 2 && !f[2].isEmpty() ? Integer.parseInt(f[2]) : -1;
      out.putIfAbsent(f[0], new int[] {Integer.parseInt(f[1]), code});
    }
    return out;
  }

  /** The lines of a table of this package, without its heading. */
  static List<String[]> rows(String resource) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Names.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return in.lines().skip(1).filter(l -> !l.isBlank()).map(l -> l.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package flowgap.vendor.iptables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The matches and targets of iptables 1.8.9 and of the usual add-ons (iptables-extensions(8)), by
 * name: which of them a packet's header decides, which targets end a chain.
 */
final class Extensions {
  /** Whether a target lets the packet go on to the next rule. */
  enum Ending {
    GOES_ON,
    ENDS,
    UNKNOWN
  }

  private static final Set<String> MATCHES = new HashSet<>();
  private static final Map<String, Ending> TARGETS = new HashMap<>();

  static {
    load();
  }

  private Extensions() {}

  static boolean isMatch(String name) {
    return MATCHES.contains(name);
  }

  /** How a target of this name ends, where there is one. */
  static Optional<Ending> target(String name) {
    return Optional.ofNullable(TARGETS.get(name));
  }

  private static void load() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Extensions.class.getResourceAsStream("extensions.csv"), StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> fields = fields(line);
        for (String name : fields.get(1).split(" ")) {
          if (fields.get(0).equals("match")) {
            MATCHES.add(name);
          } else {
            TARGETS.put(name, ending(fields.get(5)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ending ending(String word) {
    return switch (word) {
      case "no" -> Ending.GOES_ON;
      case "yes" -> Ending.ENDS;
      default -> Ending.UNKNOWN;
    };
  }

  /** Fields of a line of CSV; quotation marks do not occur within quoted fields. */
  private static List<String> fields(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        out.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    out.add(field.toString());
    return out;
  }
}

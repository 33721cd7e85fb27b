package flowgap.packet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Port numbers by the service names of the IANA registry that Linux systems know ({@code
 * /etc/services} of Debian's netbase). Vendors whose names differ have tables of their own.
 */
public final class ServiceNames {
  private static final Map<String, Integer> PORTS = load();

  private ServiceNames() {}

  /** The port of a service, where the name is known for this protocol. */
  public static OptionalInt port(String name, int protocol) {
    Integer port = PORTS.get(name.toLowerCase(Locale.ROOT) + "/" + Protocols.name(protocol, false));
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  private static Map<String, Integer> load() {
    Map<String, Integer> out = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ServiceNames.class.getResourceAsStream("services.csv"), StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] f = line.split(",");
        out.put(f[0] + "/" + f[1], Integer.valueOf(f[2]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }
}

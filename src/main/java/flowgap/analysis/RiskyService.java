package flowgap.analysis;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that should not be open to many.
 *
 * @param packets its opening packets, between any addresses
 * @param kind {@code insecure} (no protection of its own) or {@code administrative}
 * @param why in a few words
 */
record RiskyService(String name, String ports, PacketSet packets, String kind, String why) {
  /** The bundled table {@code risky-services.csv}, in its order. */
  static final List<RiskyService> ALL = read();

  boolean isInsecure() {
    return kind.equals("insecure");
  }

  private static List<RiskyService> read() {
    List<RiskyService> out = new ArrayList<>();
    try (InputStream in = RiskyService.class.getResourceAsStream("risky-services.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] f = line.split(",", 5);
        int dash = f[2].indexOf('-');
        int low = Integer.parseInt(dash < 0 ? f[2] : f[2].substring(0, dash));
        int high = Integer.parseInt(f[2].substring(dash + 1));
        int protocol = f[1].equals("tcp") ? Protocols.TCP : Protocols.UDP;
        PacketSet packets = PacketSet.ports(protocol, PortSet.ANY, PortSet.range(low, high));
        out.add(new RiskyService(f[0], f[1] + "/" + f[2], packets, f[3], f[4].replace("\"", "")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(out);
  }
}

package flowgap.analysis;

import flowgap.flow.AnyOne;
import flowgap.packet.PacketSet;
import flowgap.packet.PacketSetTooLarge;
import flowgap.packet.PortSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Of ports of which one is enough, the one that has to be opened in the fewest places. */
public final class CheapestPort {
  /** Ports that are weighed up at the most; between two of them nothing changes. */
  private static final int CANDIDATES = 512;

  private CheapestPort() {}

  /** What a port lacks: firewalls first, then address pairs. */
  private record Lack(int port, List<String> firewalls, BigInteger pairs) {}

  /**
   * The port itself; empty where no port is certainly denied.
   *
   * @param at what all firewalls do that the port has to pass
   */
  public static Optional<Integer> of(List<Judged> at, AnyOne anyOne) {
    return cheapest(at, anyOne).map(Lack::port);
  }

  private static Optional<Lack> cheapest(List<Judged> at, AnyOne anyOne) {
    try {
      return candidates(at, anyOne).stream()
          .limit(CANDIDATES)
          .map(p -> lack(at, anyOne.protocol(), p))
          .filter(l -> !l.firewalls().isEmpty())
          .min(
              Comparator.comparingInt((Lack l) -> l.firewalls().size())
                  .thenComparing(Lack::pairs)
                  .thenComparingInt(Lack::port));
    } catch (PacketSetTooLarge e) {
      return Optional.empty();
    }
  }

  /** In words, with the firewalls that deny it; empty where no port is certainly denied. */
  static Optional<String> words(List<Judged> at, AnyOne anyOne) {
    return cheapest(at, anyOne)
        .map(
            l ->
                String.format(
                    Locale.ROOT,
                    "one port is enough: %d needs the fewest changes (denied on %s for %,d"
                        + " address %s)",
                    l.port(),
                    String.join(", ", l.firewalls()),
                    l.pairs(),
                    l.pairs().equals(BigInteger.ONE) ? "pair" : "pairs"));
  }

  /** The ports at which the answer can change. */
  private static TreeSet<Integer> candidates(List<Judged> at, AnyOne anyOne) {
    TreeSet<Integer> out = new TreeSet<>();
    anyOne.ports().intervals().forEach(i -> out.add(i[0]));
    for (Judged j : at) {
      for (PacketSet box : j.denied().products()) {
        for (int[] i : box.destinationPorts(anyOne.protocol()).intervals()) {
          out.add(i[0]);
          out.add(i[1] + 1);
        }
      }
    }
    out.removeIf(p -> !anyOne.ports().contains(p));
    return out;
  }

  private static Lack lack(List<Judged> at, int protocol, int port) {
    PacketSet one = PacketSet.ports(protocol, PortSet.ANY, PortSet.of(port));
    List<String> firewalls = new ArrayList<>();
    BigInteger pairs = BigInteger.ZERO;
    for (Judged j : at) {
      PacketSet denied = j.denied().and(one);
      if (!denied.isEmpty()) {
        pairs = pairs.add(denied.pairs());
        if (!firewalls.contains(j.shown().firewall())) {
          firewalls.add(j.shown().firewall());
        }
      }
    }
    return new Lack(port, firewalls, pairs);
  }
}

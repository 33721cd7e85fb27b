package flowgap.vendor.aws;

import flowgap.packet.PacketSet;
import java.util.function.Supplier;

/** Keeps the packets of far ends and services that many groups permit once; it forgets old ones. */
final class SharedPackets {
  /** Places; a power of two. */
  private static final int PLACES = 1 << 13;

  private record Known(boolean egress, String network, Services.Service service, PacketSet set) {}

  private final Known[] known = new Known[PLACES];

  /** The packets between a side's network and everything, of one service. */
  PacketSet of(
      boolean egress, String network, Services.Service service, Supplier<PacketSet> making) {
    int hash = network.hashCode() * 31 + System.identityHashCode(service);
    int place = ((hash ^ hash >>> 13) + (egress ? 1 : 0)) & (PLACES - 1);
    Known old = known[place];
    if (old != null
        && old.egress() == egress
        && old.service() == service
        && old.network().equals(network)) {
      return old.set();
    }
    PacketSet made = making.get();
    known[place] = new Known(egress, network, service, made);
    return made;
  }
}

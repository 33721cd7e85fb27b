package flowgap.vendor.iptables;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What several options ask for together, worked out once: the rules of a long dump ask for few
 * different things besides their addresses.
 */
final class Products {
  /** So many are kept. */
  private static final int MOST = 50_000;

  private final Map<Factor, Map<Factor, Factor>> known = new IdentityHashMap<>();
  private int size;

  /** What rules begin with. */
  Products(Factor first) {
    known.put(first, new IdentityHashMap<>());
  }

  /**
   * Both together.
   *
   * @param again one object for what is asked again and again
   */
  Factor of(Factor so, Factor again) {
    Map<Factor, Factor> with = known.get(so);
    if (with == null || size >= MOST) {
      return so.and(again);
    }
    Factor both = with.get(again);
    if (both == null) {
      both = so.and(again);
      with.put(again, both);
      known.putIfAbsent(both, new IdentityHashMap<>(4));
      size++;
    }
    return both;
  }
}

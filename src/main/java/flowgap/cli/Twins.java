package flowgap.cli;

import flowgap.cli.EstateReader.Naming.Claim;
import flowgap.policy.Firewall;
import flowgap.policy.SamePolicy;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Firewalls with the same policy, such as failover pairs, which are counted once. */
final class Twins {
  private Twins() {}

  /**
   * The claims that stand for others of the same policy, with these. Of two with counters, which
   * only the members of a pair can have in common, the one that has counted more stands for both: a
   * standby member counts nothing.
   */
  static Map<Claim, List<Claim>> of(List<Claim> claims, SiteFacts facts) {
    Map<String, List<Claim>> alike = new TreeMap<>();
    for (Claim c : claims) {
      if (c.firewall() != null) {
        alike.computeIfAbsent(signature(c), k -> new ArrayList<>()).add(c);
      }
    }
    Map<Claim, List<Claim>> out = new IdentityHashMap<>();
    for (List<Claim> same : alike.values()) {
      if (same.size() > 1) {
        same.sort(
            Comparator.comparing((Claim c) -> -c.firewall().counted().orElse(0L))
                .thenComparing(c -> c.reading().bundle().first().name()));
        gather(same, facts, out);
      }
    }
    return out;
  }

  /** Firewalls that have counted are twins only of those with their own name. */
  private static String signature(Claim c) {
    boolean counts = c.firewall().counted().isPresent();
    return c.firewall().signature() + (counts ? c.firewall().name() : "");
  }

  private static void gather(List<Claim> alike, SiteFacts facts, Map<Claim, List<Claim>> out) {
    Map<Claim, Firewall> first = new IdentityHashMap<>();
    List<Claim> leaders = new ArrayList<>();
    for (Claim c : alike) {
      Firewall own = read(c, facts);
      Claim leader = null;
      for (Claim l : leaders) {
        if (own != null && leader == null && SamePolicy.of(first.get(l), own)) {
          leader = l;
        }
      }
      if (leader != null) {
        out.computeIfAbsent(leader, k -> new ArrayList<>()).add(c);
      } else if (own != null) {
        leaders.add(c);
        first.put(c, own);
      }
    }
  }

  private static Firewall read(Claim c, SiteFacts facts) {
    if (c.firewall().kept().isPresent()) {
      return c.firewall().kept().get();
    }
    var bundle = c.reading().bundle();
    try {
      return bundle.vendor().read(bundle.files(), bundle.name(), facts).stream()
          .filter(f -> f.name().equals(c.firewall().name()))
          .findFirst()
          .orElse(null);
    } catch (InputFailure | IOException | RuntimeException e) {
      // it is audited by itself, which says what is wrong with it
      return null;
    }
  }
}

package flowgap.policy;

import flowgap.source.SourceSpan;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether two firewalls, such as the members of a failover pair, do the same with every
 * packet for the same reasons, wherever their lines stand and whatever they have counted.
 */
public final class SamePolicy {
  /**
   * What does not belong to the policy: where and when it was read, and counters. Words of written
   * rules are compared by their signature; those of defaults hold counters.
   */
  private static final Set<String> BESIDE =
      Set.of(
          "Firewall.name",
          "Firewall.files",
          "Firewall.exportedAt",
          "Firewall.facts",
          "Firewall.assumptions",
          "Firewall.coverage",
          "Rule.words",
          "Rule.hits");

  private SamePolicy() {}

  /** Words that two firewalls of one policy have in common; most others differ in them. */
  public static String signature(Firewall f) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    add(digest, f.format());
    f.interfaces().forEach(i -> add(digest, i.name() + " " + i.zone() + " " + i.own()));
    for (RuleList list : f.lists().values()) {
      add(digest, list.name());
      list.rules().forEach(r -> add(digest, r.words()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String words) {
    digest.update(words.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /** Whether nothing but places, times and counters tells the two apart. */
  public static boolean of(Firewall a, Firewall b) {
    return signature(a).equals(signature(b)) && same(a, b);
  }

  /** How much the firewall's rules have counted; empty where the export has no counters. */
  public static Optional<Long> counted(Firewall f) {
    boolean any = false;
    long sum = 0;
    for (RuleList list : f.writtenLists()) {
      for (Rule r : list.rules()) {
        any |= r.hits().isPresent();
        sum += r.hits().orElse(0);
      }
    }
    return any ? Optional.of(sum) : Optional.empty();
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof SourceSpan && b instanceof SourceSpan) {
      return true;
    }
    if (a instanceof Record r && b instanceof Record s && r.getClass() == s.getClass()) {
      return sameRecords(r, s);
    }
    if (a instanceof Optional<?> o && b instanceof Optional<?> p) {
      return same(o.orElse(null), p.orElse(null));
    }
    if (a instanceof List<?> l && b instanceof List<?> m) {
      return l.size() == m.size() && sameInOrder(l.iterator(), m.iterator());
    }
    if (a instanceof Map<?, ?> m && b instanceof Map<?, ?> n) {
      return m.size() == n.size()
          && sameInOrder(m.keySet().iterator(), n.keySet().iterator())
          && sameInOrder(m.values().iterator(), n.values().iterator());
    }
    return java.util.Objects.equals(a, b);
  }

  private static boolean sameInOrder(Iterator<?> a, Iterator<?> b) {
    while (a.hasNext()) {
      if (!same(a.next(), b.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRecords(Record a, Record b) {
    String type = a.getClass().getSimpleName();
    for (RecordComponent c : a.getClass().getRecordComponents()) {
      boolean places = type.equals("Rule") && c.getName().equals("uses");
      if (places || BESIDE.contains(type + "." + c.getName())) {
        continue;
      }
      try {
        c.getAccessor().setAccessible(true);
        if (!same(c.getAccessor().invoke(a), c.getAccessor().invoke(b))) {
          return false;
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }
}

package flowgap.vendor.aws;

import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Brings together what {@code describe-security-groups} and {@code describe-security-group-rules}
 * say of the same groups. Where two exports differ, the permissions that only one of them has are
 * kept, in doubt.
 */
final class GroupJoin {
  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
  private final Map<String, List<Permission>> rules = new LinkedHashMap<>();
  private final Map<String, String> owners = new LinkedHashMap<>();

  void add(SecurityGroup group, List<Problem> problems) {
    SecurityGroup old = groups.putIfAbsent(group.id(), group);
    if (old == null) {
      return;
    }
    String why = "only one of two exports of " + group.id() + " has it";
    List<Permission> all = new ArrayList<>();
    boolean differ = false;
    for (boolean egress : new boolean[] {false, true}) {
      List<Permission> one = old.permissions(egress);
      List<Permission> other = group.permissions(egress);
      Set<String> before = keys(one);
      Set<String> now = keys(other);
      // an export that says nothing of a direction contradicts nothing
      boolean both = old.whole(egress) && group.whole(egress);
      for (Permission p : one) {
        all.add(!both || now.contains(key(p)) ? p : p.doubted(why));
      }
      for (Permission p : other) {
        if (!before.contains(key(p))) {
          all.add(both ? again(p).doubted(why) : again(p));
        }
      }
      differ |= both && !before.equals(now);
    }
    if (differ) {
      problems.add(differ(group.span(), group.id()));
    }
    groups.put(
        old.id(),
        with(
            old,
            all,
            old.wholeIngress() || group.wholeIngress(),
            old.wholeEgress() || group.wholeEgress()));
  }

  private static Permission again(Permission p) {
    String path = p.path() + " (second export)";
    return new Permission(
        p.group(),
        p.egress(),
        path,
        p.ruleId(),
        p.protocol(),
        p.from(),
        p.to(),
        p.peer(),
        p.description(),
        p.strange(),
        p.span().at(path),
        p.lastLine());
  }

  private static Problem differ(SourceSpan span, String group) {
    return Problem.warning(
        span,
        "two exports say different things of "
            + group
            + ": the permissions that only one of them has are uncertain");
  }

  void add(Permission rule, String owner) {
    rules.computeIfAbsent(rule.group(), g -> new ArrayList<>()).add(rule);
    owners.putIfAbsent(rule.group(), owner);
  }

  /**
   * All groups.
   *
   * @param rulesWhole whether the exports of rules have no further pages
   * @param groupsGiven whether groups were exported besides rules
   */
  Map<String, SecurityGroup> joined(
      boolean rulesWhole, boolean groupsGiven, List<Problem> problems) {
    rules.forEach(
        (id, list) -> {
          SecurityGroup group = groups.get(id);
          groups.put(
              id,
              group == null
                  ? ofRules(id, list, rulesWhole)
                  : joined(group, list, rulesWhole, problems));
        });
    return groups;
  }

  private SecurityGroup ofRules(String id, List<Permission> list, boolean whole) {
    Map<String, Permission> once = new LinkedHashMap<>();
    for (Permission p : list) {
      once.putIfAbsent(p.ruleId().isEmpty() ? p.path() : p.ruleId(), p);
    }
    return new SecurityGroup(
        id,
        "",
        "",
        "",
        owners.get(id),
        List.copyOf(once.values()),
        whole,
        whole,
        list.get(0).span().at(id));
  }

  private static SecurityGroup joined(
      SecurityGroup group, List<Permission> list, boolean whole, List<Problem> problems) {
    Map<String, Permission> byKey = new LinkedHashMap<>();
    list.forEach(p -> byKey.putIfAbsent(key(p), p));
    Set<String> met = new HashSet<>();
    String why = "only one of two exports of " + group.id() + " has it";
    List<Permission> all = new ArrayList<>();
    boolean differ = false;
    for (Permission p : group.permissions()) {
      Permission rule = byKey.get(key(p));
      if (rule != null) {
        all.add(p.withRuleId(rule.ruleId()));
        met.add(key(p));
      } else if (whole && p.peer().kind() != Peer.Kind.NONE) {
        all.add(p.doubted(why));
        differ = true;
      } else {
        all.add(p);
      }
    }
    for (Map.Entry<String, Permission> e : byKey.entrySet()) {
      Permission p = e.getValue();
      if (!met.contains(e.getKey())) {
        boolean contradicts = group.whole(p.egress());
        all.add(contradicts ? again(p).doubted(why) : p);
        differ |= contradicts;
      }
    }
    if (differ) {
      problems.add(differ(group.span(), group.id()));
    }
    return with(group, all, group.wholeIngress() || whole, group.wholeEgress() || whole);
  }

  private static SecurityGroup with(
      SecurityGroup group, List<Permission> permissions, boolean ingress, boolean egress) {
    return new SecurityGroup(
        group.id(),
        group.name(),
        group.description(),
        group.vpc(),
        group.owner(),
        permissions,
        ingress,
        egress,
        group.span());
  }

  private static Set<String> keys(List<Permission> permissions) {
    Set<String> out = new LinkedHashSet<>();
    permissions.forEach(p -> out.add(key(p)));
    return out;
  }

  /** What makes two permissions the same, however the export writes them. */
  static String key(Permission p) {
    String protocol =
        switch (p.protocol().toLowerCase(Locale.ROOT)) {
          case "6" -> "tcp";
          case "17" -> "udp";
          case "1" -> "icmp";
          case "58" -> "icmpv6";
          default -> p.protocol().toLowerCase(Locale.ROOT);
        };
    boolean ports = List.of("tcp", "udp", "icmp", "icmpv6").contains(protocol);
    return (p.egress() ? "e " : "i ")
        + protocol
        + " "
        + (ports ? p.from() + "-" + p.to() : "")
        + " "
        + p.peer().kind()
        + " "
        + p.peer().value();
  }
}

package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.policy.Action;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes changes to network ACLs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cli/latest/reference/ec2/create-network-acl-entry.html">
 *     create-network-acl-entry</a>
 */
final class AclCommands {
  /** The highest rule number that a user may give. */
  private static final int HIGHEST = 32766;

  private final Firewall firewall;
  private final ExportPatch patch;
  private final List<String> commands;
  private final List<String> rollback;
  private final Map<String, TreeSet<Integer>> taken = new HashMap<>();

  AclCommands(Firewall firewall, ExportPatch patch, List<String> commands, List<String> rollback) {
    this.firewall = firewall;
    this.patch = patch;
    this.commands = commands;
    this.rollback = rollback;
  }

  /** Why the change is advice only; empty where it is written. */
  String change(PolicyChange change) {
    int space = change.list().indexOf(' ');
    String id = change.list().substring(0, space);
    boolean egress = change.list().endsWith(" egress");
    List<ExportPatch.Place> found = patch.find("NetworkAclId", id, "Entries");
    if (found.isEmpty()) {
      return id + " is not in the export";
    }
    JsonNode acl = found.get(0).element();
    TreeSet<Integer> numbers = taken.computeIfAbsent(change.list(), l -> numbers(firewall.list(l)));
    if (change.rule().isPresent()) {
      PolicyChange.NewRule rule = change.rule().get();
      Optional<List<NewPermission>> wanted = NewPermission.of(rule.packets(), egress);
      if (wanted.isEmpty()) {
        return "it would take too many entries";
      }
      int before = number(change.anchor());
      List<Integer> free = free(numbers, before, wanted.get().size());
      if (free.isEmpty()) {
        return "there are not enough free rule numbers before " + change.anchor();
      }
      for (int i = 0; i < free.size(); i++) {
        numbers.add(free.get(i));
        add(id, entry(wanted.get().get(i), free.get(i), egress, rule.action()));
      }
    }
    if (change.kind() != PolicyChange.Kind.INSERT_BEFORE) {
      return remove(id, acl, egress, number(change.anchor()));
    }
    return "";
  }

  private static TreeSet<Integer> numbers(RuleList list) {
    TreeSet<Integer> out = new TreeSet<>();
    for (Rule r : list.rules()) {
      out.add(number(r.id()));
    }
    out.remove(HIGHEST + 1);
    return out;
  }

  /** The number of an entry by its rule's id; the default's comes after all others. */
  private static int number(String ruleId) {
    int n = GroupElements.number(ruleId.substring(ruleId.lastIndexOf(':') + 1));
    return n < 0 ? HIGHEST + 1 : n;
  }

  /** Free numbers before one, as high as possible but ten apart where there is room at the end. */
  private static List<Integer> free(TreeSet<Integer> taken, int before, int wanted) {
    Integer lower = taken.lower(before);
    int first = lower == null ? 0 : lower;
    int gap = before - first - 1;
    if (gap < wanted) {
      return List.of();
    }
    int step = Math.max(1, Math.min(10, gap / (wanted + 1)));
    List<Integer> out = new java.util.ArrayList<>();
    for (int i = 1; i <= wanted; i++) {
      out.add(first + i * step);
    }
    return out;
  }

  private static ObjectNode entry(NewPermission p, int number, boolean egress, Action.End action) {
    ObjectNode e = ExportPatch.mapper().createObjectNode();
    e.put(p.isV6() ? "Ipv6CidrBlock" : "CidrBlock", p.cidr());
    e.put("Egress", egress);
    if (p.isIcmp()) {
      e.putObject("IcmpTypeCode").put("Code", p.to()).put("Type", p.from());
    } else if (p.hasPorts()) {
      e.putObject("PortRange").put("From", p.from()).put("To", p.to());
    }
    e.put("Protocol", "" + p.protocol());
    e.put("RuleAction", action == Action.End.PERMIT ? "allow" : "deny");
    e.put("RuleNumber", number);
    return e;
  }

  private void add(String id, ObjectNode entry) {
    commands.add(create(id, entry));
    rollback.add(delete(id, entry));
  }

  private String remove(String id, JsonNode acl, boolean egress, int number) {
    for (JsonNode e : acl.path("Entries")) {
      if (e.path("Egress").asBoolean() == egress && e.path("RuleNumber").asInt() == number) {
        commands.add(delete(id, e));
        rollback.add(create(id, e));
        return "";
      }
    }
    return "rule " + number + " of " + id + " is not in the export";
  }

  private static String side(JsonNode entry) {
    return entry.path("Egress").asBoolean() ? "--egress" : "--ingress";
  }

  private static String delete(String id, JsonNode entry) {
    return "aws ec2 delete-network-acl-entry --network-acl-id "
        + id
        + " "
        + side(entry)
        + " --rule-number "
        + entry.path("RuleNumber").asText();
  }

  private static String create(String id, JsonNode entry) {
    StringBuilder out = new StringBuilder("aws ec2 create-network-acl-entry --network-acl-id ");
    out.append(id).append(' ').append(side(entry));
    out.append(" --rule-number ").append(entry.path("RuleNumber").asText());
    out.append(" --protocol ").append(entry.path("Protocol").asText());
    if (entry.hasNonNull("PortRange")) {
      JsonNode range = entry.get("PortRange");
      out.append(" --port-range From=").append(range.path("From").asText());
      out.append(",To=").append(range.path("To").asText());
    }
    if (entry.hasNonNull("IcmpTypeCode")) {
      JsonNode icmp = entry.get("IcmpTypeCode");
      out.append(" --icmp-type-code Code=").append(icmp.path("Code").asText());
      out.append(",Type=").append(icmp.path("Type").asText());
    }
    boolean v6 = entry.hasNonNull("Ipv6CidrBlock");
    out.append(v6 ? " --ipv6-cidr-block " : " --cidr-block ");
    out.append(entry.path(v6 ? "Ipv6CidrBlock" : "CidrBlock").asText());
    out.append(" --rule-action ").append(entry.path("RuleAction").asText());
    return out.toString();
  }
}

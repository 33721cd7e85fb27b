package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes changes as commands of the AWS CLI, with their exact inverse: what is revoked by its
 * properties "must match the existing rule's values exactly"; "if the security group rule has a
 * description, you do not need to specify the description to revoke the rule"
 * (RevokeSecurityGroupIngress, Amazon EC2 API Reference).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cli/latest/reference/ec2/authorize-security-group-ingress.html">
 *     authorize-security-group-ingress</a>
 */
final class AwsCommands {
  private static final Pattern LIST = Pattern.compile("(\\S+) (ingress|egress)");
  private static final Pattern RULE_ID = Pattern.compile("sgr-[0-9A-Za-z]+");
  private static final Pattern PATH = Pattern.compile(".*gress\\[(\\d+)\\]\\.(\\w+)\\[(\\d+)\\]");

  /** Bytes of exports that changes are tried on: their trees take many times as many. */
  private static final long LARGEST = 64L << 20;

  /** The first word of the list of all groups of a VPC together. */
  private static final String ANY = "any";

  private static final String TOO_LARGE = "the export is too large to try the change on it";

  private final Firewall firewall;
  private final ExportPatch patch;
  private final List<String> commands = new ArrayList<>();
  private final List<String> rollback = new ArrayList<>();
  private final AclCommands acls;
  private final Set<String> authorized = new HashSet<>();

  private AwsCommands(Firewall firewall, ExportPatch patch) {
    this.firewall = firewall;
    this.patch = patch;
    this.acls = new AclCommands(firewall, patch, commands, rollback);
  }

  static ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException {
    return writeEach(firewall, files, List.of(changes)).get(0);
  }

  /** The commands of several changes, each as if it were the only one. */
  static List<ChangeScript> writeEach(
      Firewall firewall, List<InputFile> files, List<List<PolicyChange>> each) throws IOException {
    Set<String> concerned = new HashSet<>();
    each.forEach(
        changes ->
            changes.forEach(
                c -> concerned.addAll(List.of(c.list().split(" ", 2)[0].split("\\+")))));
    ExportPatch patch =
        new ExportPatch(files, id -> concerned.contains(id) || concerned.contains(ANY));
    boolean large = files.stream().mapToLong(InputFile::size).sum() > LARGEST;
    List<ChangeScript> out = new ArrayList<>();
    for (List<PolicyChange> changes : each) {
      AwsCommands writer = new AwsCommands(firewall, patch);
      String advice = writer.changes(changes);
      out.add(writer.script(advice.isEmpty() && large ? TOO_LARGE : advice));
    }
    return out;
  }

  private String changes(List<PolicyChange> changes) throws IOException {
    String advice = unknownGroup(changes);
    for (PolicyChange c : changes) {
      String why = c.list().startsWith("acl-") ? acls.change(c) : group(c);
      advice = advice.isEmpty() ? why : advice;
    }
    return advice;
  }

  private ChangeScript script(String advice) {
    List<String> back = new ArrayList<>(rollback);
    java.util.Collections.reverse(back);
    return new ChangeScript(commands, back, advice);
  }

  /**
   * Why no group is opened: where no export says which one an end has, each of them denies, and to
   * open all of them would open far more than the flow.
   */
  private String unknownGroup(List<PolicyChange> changes) {
    for (boolean egress : new boolean[] {false, true}) {
      long groups =
          changes.stream()
              .filter(c -> c.kind() == PolicyChange.Kind.INSERT_BEFORE)
              .map(PolicyChange::list)
              .distinct()
              .filter(l -> l.endsWith(egress ? " egress" : " ingress"))
              .filter(firewall.lists()::containsKey)
              .filter(l -> firewall.list(l).bindings().equals(List.of(VpcPolicy.IF_ATTACHED)))
              .count();
      if (groups > 1) {
        return whichGroup(egress ? End.SOURCE : End.DESTINATION);
      }
    }
    return "";
  }

  private static String whichGroup(End end) {
    return "which security group the " + end.word() + " is attached to is not in the export";
  }

  /** Why the change is advice only; empty where it is written. */
  private String group(PolicyChange change) throws IOException {
    Matcher list = LIST.matcher(change.list());
    if (!list.matches()) {
      return whichGroup(change.list().contains("source") ? End.SOURCE : End.DESTINATION);
    }
    boolean egress = list.group(2).equals("egress");
    String id = narrowest(list.group(1), egress);
    if (change.rule().isPresent()) {
      PolicyChange.NewRule rule = change.rule().get();
      if (rule.action() != Action.End.PERMIT) {
        return "security groups have permits only: a denial takes a network ACL";
      }
      String why = authorize(id, egress, rule.packets(), rule.name());
      if (!why.isEmpty()) {
        return why;
      }
    }
    return change.kind() == PolicyChange.Kind.INSERT_BEFORE
        ? ""
        : revoke(id, egress, change.anchor());
  }

  /** Of several groups of one interface, the one that the fewest addresses have. */
  private String narrowest(String groups, boolean egress) {
    return Stream.of(groups.split("\\+"))
        .filter(g -> firewall.lists().containsKey(GroupRules.listName(g, egress)))
        .min(
            Comparator.comparing(
                    (String g) -> firewall.list(GroupRules.listName(g, egress)).arriving().pairs())
                .thenComparing(Comparator.naturalOrder()))
        .orElse(groups);
  }

  private String authorize(String id, boolean egress, PacketSet packets, String name)
      throws IOException {
    Optional<List<NewPermission>> wanted = NewPermission.of(packets, egress);
    if (wanted.isEmpty()) {
      return "it would take too many permissions";
    }
    List<ExportPatch.Place> groups = patch.find("GroupId", id, "IpPermissions");
    List<ExportPatch.Place> rules = patch.find("GroupId", id, "IsEgress");
    if (groups.isEmpty() && rules.isEmpty()) {
      return id + " is not in the export";
    }
    for (NewPermission p : wanted.get()) {
      if (authorized.add(id + egress + p)) {
        add(id, egress, permission(p, name));
      }
    }
    return "";
  }

  private void add(String id, boolean egress, JsonNode permission) {
    commands.add(command("authorize", id, egress, permission));
    rollback.add(command("revoke", id, egress, permission));
  }

  private static String command(String verb, String id, boolean egress, JsonNode permission) {
    String json = "[" + permission + "]";
    return "aws ec2 "
        + verb
        + "-security-group-"
        + (egress ? "egress" : "ingress")
        + " --group-id "
        + id
        + " --ip-permissions '"
        + json.replace("'", "'\\''")
        + "'";
  }

  private static ObjectNode permission(NewPermission p, String name) {
    ObjectNode out = ExportPatch.mapper().createObjectNode();
    out.put("IpProtocol", p.word());
    if (p.hasPorts() || p.isIcmp()) {
      out.put("FromPort", p.from());
      out.put("ToPort", p.to());
    }
    ObjectNode range = out.putArray(p.isV6() ? "Ipv6Ranges" : "IpRanges").addObject();
    range.put(p.isV6() ? "CidrIpv6" : "CidrIp", p.cidr());
    range.put("Description", name);
    return out;
  }

  private String revoke(String id, boolean egress, String anchor) {
    String label =
        firewall.list(GroupRules.listName(id, egress)).rules().stream()
            .filter(r -> r.id().equals(anchor))
            .map(r -> RULE_ID.matcher(r.label()))
            .filter(Matcher::lookingAt)
            .map(Matcher::group)
            .findFirst()
            .orElse("");
    Matcher path = PATH.matcher(anchor);
    boolean done = false;
    if (path.matches()) {
      for (ExportPatch.Place g : patch.find("GroupId", id, "IpPermissions")) {
        String list = egress ? "IpPermissionsEgress" : "IpPermissions";
        Optional<ExportPatch.Place> permission =
            ExportPatch.at(g.element(), list, Integer.parseInt(path.group(1)));
        Optional<ExportPatch.Place> item =
            permission.flatMap(
                p -> ExportPatch.at(p.element(), path.group(2), Integer.parseInt(path.group(3))));
        if (item.isEmpty()) {
          return anchor + " is not in the export";
        }
        if (!done) {
          remove(
              id, egress, alone(permission.get().element(), path.group(2), item.get().element()));
        }
        done = true;
      }
    }
    for (ExportPatch.Place r :
        label.isEmpty()
            ? List.<ExportPatch.Place>of()
            : patch.find("SecurityGroupRuleId", label, "SecurityGroupRuleId")) {
      if (!done) {
        remove(id, egress, grouped(r.element()));
      }
      done = true;
    }
    return done ? "" : anchor + " cannot be told apart in the export";
  }

  private void remove(String id, boolean egress, JsonNode permission) {
    commands.add(command("revoke", id, egress, permission));
    rollback.add(command("authorize", id, egress, permission));
  }

  /** The permission with one far end alone. */
  private static ObjectNode alone(JsonNode permission, String list, JsonNode item) {
    ObjectNode out = head(permission);
    out.putArray(list).add(item.deepCopy());
    return out;
  }

  private static ObjectNode head(JsonNode permission) {
    ObjectNode out = ExportPatch.mapper().createObjectNode();
    for (String key : List.of("IpProtocol", "FromPort", "ToPort")) {
      if (permission.hasNonNull(key)) {
        out.set(key, permission.get(key));
      }
    }
    return out;
  }

  /** A rule of its own, written as a permission. */
  static ObjectNode grouped(JsonNode rule) {
    ObjectNode out = head(rule);
    String list;
    ObjectNode item = ExportPatch.mapper().createObjectNode();
    if (rule.hasNonNull("CidrIpv4")) {
      list = "IpRanges";
      item.set("CidrIp", rule.get("CidrIpv4"));
    } else if (rule.hasNonNull("CidrIpv6")) {
      list = "Ipv6Ranges";
      item.set("CidrIpv6", rule.get("CidrIpv6"));
    } else if (rule.hasNonNull("PrefixListId")) {
      list = "PrefixListIds";
      item.set("PrefixListId", rule.get("PrefixListId"));
    } else {
      list = "UserIdGroupPairs";
      for (String key : List.of("GroupId", "UserId", "VpcId", "VpcPeeringConnectionId")) {
        if (rule.path("ReferencedGroupInfo").hasNonNull(key)) {
          item.set(key, rule.path("ReferencedGroupInfo").get(key));
        }
      }
    }
    if (rule.hasNonNull("Description")) {
      item.set("Description", rule.get("Description"));
    }
    out.putArray(list).add(item);
    return out;
  }
}

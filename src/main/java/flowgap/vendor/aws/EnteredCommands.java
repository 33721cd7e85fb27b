package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.policy.CommandsRefused;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exports as they would be after commands of the AWS CLI. As in the service, a permission that is
 * there cannot be authorized again, one that is not there cannot be revoked, and an ACL has each
 * rule number once in each direction.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html">
 *     AuthorizeSecurityGroupIngress</a>
 */
final class EnteredCommands {
  private static final List<String> FAR_ENDS =
      List.of("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs");

  private final ExportPatch exports;

  private EnteredCommands(List<InputFile> files) throws IOException {
    this.exports = new ExportPatch(files);
  }

  static List<InputFile> in(List<InputFile> files, List<String> commands)
      throws IOException, InputFailure {
    EnteredCommands e = new EnteredCommands(files);
    CommandsRefused.Collected refused = new CommandsRefused.Collected();
    for (int i = 0; i < commands.size(); i++) {
      String why = e.enter(commands.get(i));
      if (!why.isEmpty()) {
        String said = "'" + commands.get(i) + "' is refused: " + why;
        refused.add(i, Problem.error(SourceSpan.implicit(files.get(0).name(), ""), said));
      }
    }
    refused.check();
    return e.exports.files();
  }

  /** Why it is refused; empty where it is not. */
  private String enter(String command) throws IOException {
    List<String> words = words(command);
    Map<String, String> options = new HashMap<>();
    for (int i = 3; i < words.size(); i++) {
      boolean value = i + 1 < words.size() && !words.get(i + 1).startsWith("--");
      options.put(words.get(i), value ? words.get(++i) : "");
    }
    String verb = words.get(2);
    return switch (verb) {
      case "authorize-security-group-ingress", "authorize-security-group-egress" ->
          group(options, verb.endsWith("egress"), true);
      case "revoke-security-group-ingress", "revoke-security-group-egress" ->
          group(options, verb.endsWith("egress"), false);
      case "create-network-acl-entry" -> acl(options, true);
      case "delete-network-acl-entry" -> acl(options, false);
      default -> "no such command is known here";
    };
  }

  /** The words of a command; within quotation marks of the shell, a word may have blanks. */
  private static List<String> words(String command) {
    List<String> out = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '\\' && !quoted) {
        word.append(command.charAt(++i));
      } else if (c == ' ' && !quoted) {
        out.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    out.add(word.toString());
    return out;
  }

  private String group(Map<String, String> options, boolean egress, boolean authorize)
      throws IOException {
    String id = options.get("--group-id");
    List<ExportPatch.Place> groups = exports.find("GroupId", id, "IpPermissions");
    Optional<ExportPatch.Place> rules = exports.rulesOf(id);
    String list = egress ? "IpPermissionsEgress" : "IpPermissions";
    for (JsonNode permission : ExportPatch.mapper().readTree(options.get("--ip-permissions"))) {
      for (String kind : FAR_ENDS) {
        for (JsonNode far : permission.path(kind)) {
          boolean met = false;
          for (ExportPatch.Place g : groups) {
            met |= grouped(g.element(), list, permission, kind, far, authorize);
          }
          if (rules.isPresent()) {
            met |= alone(id, egress, permission, kind, far, authorize);
          }
          if (met == authorize) {
            return authorize ? "the group has this permission" : "the group has no such permission";
          }
        }
      }
    }
    return groups.isEmpty() && rules.isEmpty() ? "there is no such group" : "";
  }

  /** Changes a group with its permissions; whether it had this one. */
  private boolean grouped(
      JsonNode group, String list, JsonNode permission, String kind, JsonNode far, boolean add) {
    for (JsonNode p : group.path(list)) {
      for (JsonNode f : p.path(kind)) {
        if (same(p, permission) && identity(f, kind).equals(identity(far, kind))) {
          if (!add) {
            exports.remove(group, new ExportPatch.Place((ArrayNode) p.get(kind), f));
            if (FAR_ENDS.stream().allMatch(k -> p.path(k).isEmpty())) {
              exports.remove(group, new ExportPatch.Place((ArrayNode) group.get(list), p));
            }
          }
          return true;
        }
      }
    }
    if (add) {
      ObjectNode one = permission.deepCopy();
      one.remove(FAR_ENDS);
      one.putArray(kind).add(far);
      exports.add(group, list, one);
    }
    return false;
  }

  /** Changes rules that stand each by itself; whether there was this one. */
  private boolean alone(
      String id, boolean egress, JsonNode permission, String kind, JsonNode far, boolean add) {
    for (ExportPatch.Place r : exports.find("GroupId", id, "IsEgress")) {
      JsonNode own = AwsCommands.grouped(r.element());
      if (r.element().path("IsEgress").asBoolean() == egress
          && same(own, permission)
          && own.path(kind).size() == 1
          && identity(own.path(kind).get(0), kind).equals(identity(far, kind))) {
        if (!add) {
          exports.remove(r.element(), r);
        }
        return true;
      }
    }
    if (add) {
      ExportPatch.Place beside = exports.rulesOf(id).orElseThrow();
      exports.addBeside(beside, flat(id, egress, permission, kind, far));
    }
    return false;
  }

  private static ObjectNode flat(
      String id, boolean egress, JsonNode permission, String kind, JsonNode far) {
    ObjectNode out = ExportPatch.mapper().createObjectNode();
    out.put("GroupId", id);
    out.put("IsEgress", egress);
    out.set("IpProtocol", permission.get("IpProtocol"));
    out.put("FromPort", permission.path("FromPort").asInt(-1));
    out.put("ToPort", permission.path("ToPort").asInt(-1));
    switch (kind) {
      case "IpRanges" -> out.set("CidrIpv4", far.get("CidrIp"));
      case "Ipv6Ranges" -> out.set("CidrIpv6", far.get("CidrIpv6"));
      case "PrefixListIds" -> out.set("PrefixListId", far.get("PrefixListId"));
      default -> out.set("ReferencedGroupInfo", far.deepCopy());
    }
    if (far.hasNonNull("Description")) {
      out.set("Description", far.get("Description"));
    }
    return out;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return a.path("IpProtocol").asText().equals(b.path("IpProtocol").asText())
        && a.path("FromPort").asInt(-1) == b.path("FromPort").asInt(-1)
        && a.path("ToPort").asInt(-1) == b.path("ToPort").asInt(-1);
  }

  /** What tells a far end from others: its description does not. */
  private static String identity(JsonNode far, String kind) {
    return switch (kind) {
      case "IpRanges" -> far.path("CidrIp").asText();
      case "Ipv6Ranges" -> far.path("CidrIpv6").asText();
      case "PrefixListIds" -> far.path("PrefixListId").asText();
      default -> far.path("GroupId").asText();
    };
  }

  private String acl(Map<String, String> options, boolean create) {
    String id = options.get("--network-acl-id");
    boolean egress = options.containsKey("--egress");
    int number = Integer.parseInt(options.get("--rule-number"));
    List<ExportPatch.Place> acls = exports.find("NetworkAclId", id, "Entries");
    for (ExportPatch.Place acl : acls) {
      ArrayNode entries = (ArrayNode) acl.element().get("Entries");
      JsonNode there = null;
      for (JsonNode e : entries) {
        boolean its =
            e.path("Egress").asBoolean() == egress && e.path("RuleNumber").asInt() == number;
        there = its ? e : there;
      }
      if (create == (there != null)) {
        return create ? "the number is taken" : "there is no entry of this number";
      }
      if (create) {
        exports.add(acl.element(), "Entries", entry(options, egress, number));
      } else {
        exports.remove(acl.element(), new ExportPatch.Place(entries, there));
      }
    }
    return acls.isEmpty() ? "there is no such ACL" : "";
  }

  private static ObjectNode entry(Map<String, String> options, boolean egress, int number) {
    ObjectNode out = ExportPatch.mapper().createObjectNode();
    boolean v6 = options.containsKey("--ipv6-cidr-block");
    out.put(
        v6 ? "Ipv6CidrBlock" : "CidrBlock", options.get(v6 ? "--ipv6-cidr-block" : "--cidr-block"));
    out.put("Egress", egress);
    pairs(out, "IcmpTypeCode", options.get("--icmp-type-code"));
    pairs(out, "PortRange", options.get("--port-range"));
    out.put("Protocol", options.get("--protocol"));
    out.put("RuleAction", options.get("--rule-action"));
    out.put("RuleNumber", number);
    return out;
  }

  /** Numbers in the command line's short form: {@code From=22,To=22}. */
  private static void pairs(ObjectNode into, String name, String text) {
    if (text != null) {
      ObjectNode out = into.putObject(name);
      for (String pair : text.split(",")) {
        String[] parts = pair.split("=", 2);
        out.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
  }
}

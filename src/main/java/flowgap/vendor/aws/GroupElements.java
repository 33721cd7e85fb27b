package flowgap.vendor.aws;

import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes security groups and network ACLs of what a file says. */
final class GroupElements {
  /** Characters of a permission that are quoted. */
  private static final int QUOTED = 300;

  private static final Set<String> KNOWN_MEMBERS =
      Set.of(
          "IpProtocol",
          "FromPort",
          "ToPort",
          "IpRanges",
          "Ipv6Ranges",
          "PrefixListIds",
          "UserIdGroupPairs");

  private static final List<String> HEAD = List.of("IpProtocol", "FromPort", "ToPort");

  /** Members that the service writes as numbers. */
  private static final Set<String> NUMBERS =
      Set.of("FromPort", "ToPort", "From", "To", "Type", "Code", "RuleNumber");

  private final String file;

  /** Where quotations are put together. */
  private final StringBuilder quotation = new StringBuilder(2 * QUOTED);

  GroupElements(String file) {
    this.file = file;
  }

  SecurityGroup group(Json json) {
    String id = json.get("GroupId").text();
    List<Permission> permissions = new ArrayList<>();
    permissions(id, false, json.get("IpPermissions").items(), permissions);
    permissions(id, true, json.get("IpPermissionsEgress").items(), permissions);
    return new SecurityGroup(
        id,
        json.get("GroupName").text(),
        json.get("Description").text(),
        json.get("VpcId").text(),
        json.get("OwnerId").text(),
        permissions,
        json.has("IpPermissions"),
        json.has("IpPermissionsEgress"),
        new SourceSpan(file, json.line(), json.column(), "security group " + id, id));
  }

  private void permissions(String group, boolean egress, List<Json> list, List<Permission> out) {
    int index = 0;
    for (Json json : list) {
      String path = group + (egress ? " egress[" : " ingress[") + index++ + "]";
      int before = out.size();
      peers(group, egress, path, json, "IpRanges", Peer.Kind.IPV4, out);
      peers(group, egress, path, json, "Ipv6Ranges", Peer.Kind.IPV6, out);
      peers(group, egress, path, json, "PrefixListIds", Peer.Kind.PREFIX_LIST, out);
      peers(group, egress, path, json, "UserIdGroupPairs", Peer.Kind.GROUP, out);
      String strange = strange(json);
      if (!strange.isEmpty()) {
        out.add(
            permission(
                group,
                egress,
                path + "." + strange,
                json,
                json.get(strange),
                "",
                Peer.of(Peer.Kind.UNKNOWN, strange)));
      } else if (out.size() == before) {
        out.add(permission(group, egress, path, json, json, "", Peer.of(Peer.Kind.NONE, "")));
      }
    }
  }

  private static String strange(Json permission) {
    for (Map.Entry<String, Json> e : permission.members().entrySet()) {
      if (!KNOWN_MEMBERS.contains(e.getKey()) && !e.getValue().isBlank()) {
        return e.getKey();
      }
    }
    return "";
  }

  private void peers(
      String group,
      boolean egress,
      String path,
      Json permission,
      String list,
      Peer.Kind kind,
      List<Permission> out) {
    int index = 0;
    for (Json item : permission.get(list).items()) {
      Json value = item.isObject() ? item.get(kind.key()) : item;
      Peer peer;
      if (value.text().isEmpty()) {
        peer = Peer.of(Peer.Kind.UNKNOWN, compact(item));
      } else if (kind == Peer.Kind.GROUP) {
        peer =
            new Peer(
                kind,
                value.text(),
                item.get("UserId").text(),
                item.get("VpcId").text(),
                item.get("VpcPeeringConnectionId").text(),
                item.get("PeeringStatus").text());
      } else {
        peer = Peer.of(kind, value.text());
      }
      String place = path + "." + list + "[" + index++ + "]";
      out.add(permission(group, egress, place, permission, item, list, peer));
    }
  }

  private Permission permission(
      String group,
      boolean egress,
      String path,
      Json permission,
      Json item,
      String list,
      Peer peer) {
    Json at =
        item.isObject() && item.get(peer.kind().key()).line() > 0
            ? item.get(peer.kind().key())
            : item;
    String text = quoted(permission, list, item);
    return new Permission(
        group,
        egress,
        path,
        "",
        permission.get("IpProtocol").text(),
        permission.get("FromPort").text(),
        permission.get("ToPort").text(),
        peer,
        item.get("Description").text(),
        "",
        new SourceSpan(file, at.line(), at.column(), text, path),
        permission.lastLine());
  }

  private StringBuilder empty() {
    quotation.setLength(0);
    return quotation;
  }

  /** The permission with this one far end alone, as compact JSON. */
  private String quoted(Json permission, String list, Json item) {
    StringBuilder out = empty().append('{');
    for (String key : HEAD) {
      if (!permission.get(key).isBlank()) {
        out.append('"').append(key).append("\":");
        value(permission.get(key), key.equals("IpProtocol"), out);
        out.append(',');
      }
    }
    if (list.isEmpty()) {
      if (item != permission) {
        value(item, true, out);
      } else if (out.length() > 1) {
        out.setLength(out.length() - 1);
      }
    } else {
      out.append('"').append(list).append("\":[");
      value(item, true, out);
      out.append(']');
    }
    return cut(out.append('}'));
  }

  private String compact(Json json) {
    StringBuilder out = empty();
    value(json, true, out);
    return cut(out);
  }

  private static String cut(StringBuilder text) {
    return text.length() <= QUOTED ? text.toString() : text.substring(0, QUOTED - 1) + "…";
  }

  private static void value(Json json, boolean quote, StringBuilder out) {
    if (json.value() == null) {
      out.append("null");
    } else if (json.isObject()) {
      out.append('{');
      for (Map.Entry<String, Json> e : json.members().entrySet()) {
        if (!e.getValue().isBlank() && out.length() < QUOTED) {
          out.append(out.charAt(out.length() - 1) == '{' ? "\"" : ",\"")
              .append(e.getKey())
              .append("\":");
          value(e.getValue(), !NUMBERS.contains(e.getKey()), out);
        }
      }
      out.append('}');
    } else if (json.value() instanceof List<?>) {
      out.append('[');
      for (Json item : json.items()) {
        out.append(out.charAt(out.length() - 1) == '[' ? "" : ",");
        value(item, quote, out);
      }
      out.append(']');
    } else if (json.value() instanceof Boolean || !quote) {
      out.append(json.text());
    } else {
      out.append('"');
      String text = json.text();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          out.append('\\');
        }
        out.append(c < ' ' ? ' ' : c);
      }
      out.append('"');
    }
  }

  /**
   * A rule of {@code describe-security-group-rules}; {@code index} counts those of its direction.
   */
  Permission rule(Json json, int index) {
    String group = json.get("GroupId").text();
    boolean egress = json.get("IsEgress").isTrue();
    String path = group + (egress ? " egress[" : " ingress[") + index + "]";
    Peer peer;
    Json at;
    Json reference = json.get("ReferencedGroupInfo");
    if (!json.get("CidrIpv4").isBlank()) {
      at = json.get("CidrIpv4");
      peer = Peer.of(Peer.Kind.IPV4, at.text());
    } else if (!json.get("CidrIpv6").isBlank()) {
      at = json.get("CidrIpv6");
      peer = Peer.of(Peer.Kind.IPV6, at.text());
    } else if (!json.get("PrefixListId").isBlank()) {
      at = json.get("PrefixListId");
      peer = Peer.of(Peer.Kind.PREFIX_LIST, at.text());
    } else if (!reference.get("GroupId").isBlank()) {
      at = reference.get("GroupId");
      peer =
          new Peer(
              Peer.Kind.GROUP,
              at.text(),
              reference.get("UserId").text(),
              reference.get("VpcId").text(),
              reference.get("VpcPeeringConnectionId").text(),
              reference.get("PeeringStatus").text());
    } else {
      at = json;
      peer = Peer.of(Peer.Kind.UNKNOWN, "no far end that is known");
    }
    String known = json.has("IsEgress") ? "" : "it does not say its direction";
    return new Permission(
        group,
        egress,
        path,
        json.get("SecurityGroupRuleId").text(),
        json.get("IpProtocol").text(),
        json.get("FromPort").text(),
        json.get("ToPort").text(),
        peer,
        json.get("Description").text(),
        known,
        new SourceSpan(file, at.line(), at.column(), compact(json), path),
        json.lastLine());
  }

  NetworkAcl acl(Json json) {
    String id = json.get("NetworkAclId").text();
    List<String> subnets = new ArrayList<>();
    for (Json a : json.get("Associations").items()) {
      if (!a.get("SubnetId").isBlank()) {
        subnets.add(a.get("SubnetId").text());
      }
    }
    List<NetworkAcl.Entry> entries = new ArrayList<>();
    int index = 0;
    for (Json e : json.get("Entries").items()) {
      boolean egress = e.get("Egress").isTrue();
      String path = id + (egress ? " egress" : " ingress") + " Entries[" + index++ + "]";
      entries.add(
          new NetworkAcl.Entry(
              egress,
              number(e.get("RuleNumber").text()),
              e.get("RuleAction").text(),
              e.get("Protocol").text(),
              e.get("PortRange").get("From").text(),
              e.get("PortRange").get("To").text(),
              e.get("IcmpTypeCode").get("Type").text(),
              e.get("IcmpTypeCode").get("Code").text(),
              e.get("CidrBlock").text(),
              e.get("Ipv6CidrBlock").text(),
              new SourceSpan(file, e.line(), e.column(), compact(e), path),
              e.lastLine()));
    }
    return new NetworkAcl(
        id,
        Elements.name(json),
        json.get("VpcId").text(),
        json.get("IsDefault").isTrue(),
        subnets,
        json.has("Associations"),
        entries,
        !json.has("Entries"),
        new SourceSpan(file, json.line(), json.column(), "network ACL " + id, id));
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

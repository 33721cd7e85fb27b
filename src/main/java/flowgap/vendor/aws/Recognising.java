package flowgap.vendor.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import flowgap.policy.Recognition;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the JSON of {@code aws ec2 describe-…} from other JSON, by the first part of a file. */
final class Recognising {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final String INSTEAD = "; hand in the JSON of aws ec2 describe-security-groups";

  private static final Pattern YAML =
      Pattern.compile("(?m)\\A\\s*(SecurityGroups|SecurityGroupRules|NetworkAcls):\\s*$");
  private static final Pattern TEXT =
      Pattern.compile("\\A(SECURITYGROUPS|SECURITYGROUPRULES|NETWORKACLS|IPPERMISSIONS)\\t");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\A\\s*-{10,}\\s*\\|\\s*Describe(SecurityGroups|SecurityGroupRules|NetworkAcls)\\s*\\|");
  private static final Pattern XML =
      Pattern.compile("\\A\\s*(<\\?xml[^>]*>\\s*)?<Describe(SecurityGroups|NetworkAcls)Response");
  private static final Pattern CLOUD_FORMATION_YAML =
      Pattern.compile("(?m)^AWSTemplateFormatVersion:|^\\s+Type:\\s+['\"]?AWS::EC2::SecurityGroup");

  private Recognising() {}

  static Recognition of(InputFile file) throws IOException {
    String head = file.headText().stripLeading();
    if (head.startsWith("{") || head.startsWith("[")) {
      return json(head);
    }
    if (YAML.matcher(head).find()) {
      return Recognition.refused("this is output of the AWS CLI as YAML" + INSTEAD);
    }
    if (TEXT.matcher(head).find()) {
      return Recognition.refused("this is output of the AWS CLI as text" + INSTEAD);
    }
    if (TABLE.matcher(head).find()) {
      return Recognition.refused("this is output of the AWS CLI as a table" + INSTEAD);
    }
    if (XML.matcher(head).find()) {
      return Recognition.refused("this is the EC2 service's XML" + INSTEAD);
    }
    if (CLOUD_FORMATION_YAML.matcher(head).find()) {
      return Recognition.refused("this is a CloudFormation template" + INSTEAD);
    }
    return Recognition.UNKNOWN;
  }

  private static Recognition json(String head) {
    Set<String> names = new HashSet<>();
    Set<String> lists = new HashSet<>();
    Set<String> first = new HashSet<>();
    names(head, names, lists, first);
    Optional<String> refused = refused(names, head);
    if (refused.isPresent()) {
      return Recognition.refused(refused.get() + INSTEAD);
    }
    Optional<Element> itself = Element.ofMembers(first);
    if (itself.isPresent()) {
      return member(itself.get().command());
    }
    String known = "";
    for (String list : lists) {
      Optional<Element> kind = Element.ofList(list);
      if (kind.isPresent() && (kind.get() != Element.PREFIX_ENTRY || names.contains("Cidr"))) {
        boolean groups = kind.get() == Element.GROUP || kind.get() == Element.GROUP_RULE;
        known = known.isEmpty() || groups ? kind.get().command() : known;
      }
    }
    if (!known.isEmpty()) {
      return member(known);
    }
    return lists.stream()
        .filter(Element::isIgnoredList)
        .sorted()
        .findFirst()
        .map(name -> member("AWS " + name + " (not needed)"))
        .orElse(Recognition.UNKNOWN);
  }

  /** Files with security groups make their folder an input; all others belong to such a folder. */
  private static Recognition member(String what) {
    String part = what.startsWith("describe-security-group") ? what : "";
    return new Recognition(Recognition.Kind.FOLDER_MEMBER, what, part, "");
  }

  private static Optional<String> refused(Set<String> names, String head) {
    if (names.contains("configurationItemVersion")
        || names.contains("configurationItems")
        || names.contains("resourceType") && head.contains("AWS::EC2::")) {
      return Optional.of("this is an AWS Config item");
    }
    if (names.contains("terraform_version")
        || names.contains("format_version") && names.contains("values")) {
      return Optional.of("this is Terraform's state or plan");
    }
    if (names.contains("AWSTemplateFormatVersion")
        || names.contains("Resources") && head.contains("AWS::")) {
      return Optional.of("this is a CloudFormation template");
    }
    if (names.contains("AwsEc2SecurityGroup") || names.contains("AwsEc2NetworkAcl")) {
      return Optional.of("this is a Security Hub finding");
    }
    if (names.contains("SecurityGroupPolicySet")) {
      return Optional.of("this is no export of AWS");
    }
    if (names.contains("ip_permissions") || names.contains("ip_permissions_egress")) {
      return Optional.of("this is a report of another tool");
    }
    return Optional.empty();
  }

  /** Collects the names of members, of lists outside of lists, and of the first object. */
  private static void names(String head, Set<String> names, Set<String> lists, Set<String> first) {
    Deque<Boolean> inList = new ArrayDeque<>();
    int listDepth = 0;
    boolean firstDone = false;
    try (JsonParser parser = FACTORY.createParser(head)) {
      String name = "";
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        switch (t) {
          case FIELD_NAME -> {
            name = parser.currentName();
            names.add(name);
            int objects = inList.size() - listDepth;
            if (!firstDone && objects == 1) {
              first.add(name);
            }
          }
          case START_ARRAY -> {
            if (listDepth == 0 && !inList.isEmpty()) {
              lists.add(name);
            }
            inList.push(true);
            listDepth++;
          }
          case END_ARRAY -> {
            inList.pop();
            listDepth--;
          }
          case START_OBJECT -> inList.push(false);
          case END_OBJECT -> {
            inList.pop();
            firstDone |= inList.size() == listDepth;
          }
          case VALUE_NULL -> {
            if (listDepth == 0 && !inList.isEmpty() && Element.ofList(name).isPresent()) {
              lists.add(name);
            }
          }
          case VALUE_STRING,
              VALUE_NUMBER_INT,
              VALUE_NUMBER_FLOAT,
              VALUE_TRUE,
              VALUE_FALSE,
              VALUE_EMBEDDED_OBJECT,
              NOT_AVAILABLE -> {}
        }
      }
    } catch (IOException e) {
      // the first part of a file ends anywhere; what was found up to there tells the kind
    }
  }
}

package flowgap.vendor.aws;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the files of one account and region. */
final class AccountReader {
  private final GroupJoin groups = new GroupJoin();
  private final Map<String, NetworkAcl> acls = new LinkedHashMap<>();
  private final Map<String, Attachment> attachments = new LinkedHashMap<>();

  /** Interfaces of which two exports say different things. */
  private final Set<String> contradicted = new TreeSet<>();

  private final Map<String, Subnet> subnets = new LinkedHashMap<>();
  private final Map<String, Vpc> vpcs = new LinkedHashMap<>();
  private final Map<String, PrefixList> prefixLists = new LinkedHashMap<>();
  private final Map<String, List<AddressSet>> entries = new LinkedHashMap<>();
  private final Set<String> partEntries = new TreeSet<>();
  private final Map<String, Set<String>> associations = new TreeMap<>();
  private static final List<String> ARNS =
      List.of("SecurityGroupArn", "SecurityGroupRuleArn", "SubnetArn");
  private static final String OPEN = "; what hinges on the rest of it stays undecided";

  private final Set<Element> broken = EnumSet.noneOf(Element.class);
  private final Listings listings = new Listings();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, UsedLines> lines = new LinkedHashMap<>();
  private final Owners owners = new Owners();
  private final Map<String, int[]> ruleIndexes = new HashMap<>();

  static Account read(List<InputFile> files) throws IOException, InputFailure {
    AccountReader reader = new AccountReader();
    List<Problem> failures = new ArrayList<>();
    for (InputFile file : files) {
      try {
        reader.file(file);
      } catch (InputFailure e) {
        reader.brokenOff(file);
        failures.addAll(e.problems());
      }
    }
    if (reader.broken.contains(Element.GROUP) || reader.broken.contains(Element.GROUP_RULE)) {
      throw new InputFailure(failures);
    }
    failures.forEach(p -> reader.problems.add(Problem.error(p.span(), p.message() + OPEN)));
    return reader.account();
  }

  /** What a file would have said is not known: of its kind the export is incomplete. */
  private void brokenOff(InputFile file) throws IOException {
    String what = Recognising.of(file).what();
    for (Element kind : Element.values()) {
      if (kind.command().equals(what)) {
        broken.add(kind);
      }
    }
    String list = Documents.prefixList(file.baseName());
    if (!list.isEmpty()) {
      partEntries.add(list);
    }
  }

  private void file(InputFile file) throws IOException, InputFailure {
    UsedLines used = new UsedLines();
    lines.put(file.name(), used);
    Documents.read(file, used, new InFile(file.name(), used));
  }

  /** Takes in what one file holds. */
  private final class InFile implements Documents.Receiver {
    private final String file;
    private final UsedLines used;
    private final Elements elements;
    private final GroupElements groupElements;
    private final Set<String> passedOver = new TreeSet<>();
    private String list = "";
    private boolean unnamed;

    InFile(String file, UsedLines used) {
      this.file = file;
      this.used = used;
      this.elements = new Elements(file);
      this.groupElements = new GroupElements(file);
    }

    @Override
    public void element(Element kind, Json json, String context) {
      if (!json.isObject()) {
        if (json.value() != null) {
          notUnderstood(json, "an element of " + kind.command() + " is an object");
        }
        return;
      }
      isOf(kind, json);
      used.own(json.line(), json.lastLine(), owner(kind, json));
      switch (kind) {
        case GROUP -> group(json);
        case GROUP_RULE -> rule(json);
        case ACL -> acl(json);
        case INTERFACE -> attachment(elements.attachment(json, "", ""), json);
        case INSTANCE -> instance(json);
        case RESERVATION -> json.get("Instances").items().forEach(this::instance);
        case SUBNET -> {
          Subnet s = elements.subnet(json);
          subnets.put(s.id(), s);
          modelled(json);
        }
        case VPC -> {
          Vpc v = elements.vpc(json);
          vpcs.put(v.id(), v);
          modelled(json);
        }
        case PREFIX_LIST -> {
          PrefixList p = elements.prefixList(json);
          prefixLists.merge(p.id(), p, (old, now) -> now.entries().isPresent() ? now : old);
          modelled(json);
        }
        case PREFIX_ENTRY -> entry(json, context);
        case ASSOCIATION -> {
          if (json.get("State").text().equals("associated")) {
            associations
                .computeIfAbsent(json.get("GroupId").text(), g -> new TreeSet<>())
                .add(json.get("VpcId").text());
          }
          modelled(json);
        }
      }
    }

    private void isOf(Element kind, Json json) {
      String arn = "";
      for (String name : ARNS) {
        arn = arn.isEmpty() ? json.get(name).text() : arn;
      }
      String zone = json.get("AvailabilityZone").text();
      String owner = json.get("OwnerId").text();
      listings.element(
          kind,
          arn,
          zone.isEmpty() ? json.get("Placement").get("AvailabilityZone").text() : zone,
          owner.isEmpty() ? json.get("GroupOwnerId").text() : owner,
          json.get("VpcId").text());
    }

    private int owner(Element kind, Json json) {
      if (kind == Element.GROUP_RULE) {
        return owners.of("group " + json.get("GroupId").text());
      }
      String vpc = json.get("VpcId").text();
      if (kind == Element.RESERVATION) {
        for (Json instance : json.get("Instances").items()) {
          vpc = instance.get("VpcId").text();
        }
      }
      return owners.of(vpc);
    }

    private void modelled(Json json) {
      used.enter(json.line(), json.lastLine(), Use.MODELLED);
    }

    private void notUnderstood(Json json, String why) {
      used.enter(json.line(), json.lastLine(), Use.NOT_UNDERSTOOD);
      problems.add(Problem.error(elements.span(json, ""), why));
    }

    private void group(Json json) {
      if (json.get("GroupId").text().isEmpty()) {
        notUnderstood(json, "a security group has a GroupId");
        return;
      }
      SecurityGroup group = groupElements.group(json);
      for (Permission p : group.permissions()) {
        used.enter(p.span().line(), p.lastLine(), Use.MODELLED);
      }
      for (String list : List.of("IpPermissions", "IpPermissionsEgress")) {
        json.get(list).items().forEach(this::modelled);
      }
      for (String name : List.of("GroupId", "GroupName", "VpcId")) {
        modelled(json.get(name));
      }
      groups.add(group, problems);
    }

    private void rule(Json json) {
      String group = json.get("GroupId").text();
      if (group.isEmpty()) {
        notUnderstood(json, "a security group rule has a GroupId");
        return;
      }
      int[] next = ruleIndexes.computeIfAbsent(group, g -> new int[2]);
      Permission p = groupElements.rule(json, next[json.get("IsEgress").isTrue() ? 1 : 0]++);
      modelled(json);
      groups.add(p, json.get("GroupOwnerId").text());
    }

    private void acl(Json json) {
      NetworkAcl acl = groupElements.acl(json);
      json.get("Entries").items().forEach(this::modelled);
      json.get("Associations").items().forEach(this::modelled);
      NetworkAcl old = acls.putIfAbsent(acl.id(), acl);
      if (old != null && !old.saysTheSame(acl)) {
        acls.put(acl.id(), old.contradicted(acl));
        problems.add(contradiction(acl.span(), "network ACL " + acl.id()));
      }
    }

    private void instance(Json json) {
      used.own(json.line(), json.lastLine(), owners.of(json.get("VpcId").text()));
      for (Attachment a : elements.attachments(json)) {
        Attachment old = attachments.putIfAbsent(a.id(), a);
        compare(old, a);
      }
      modelled(json.get("NetworkInterfaces"));
    }

    private void attachment(Attachment attachment, Json json) {
      for (String name :
          List.of("PrivateIpAddresses", "Ipv6Addresses", "Groups", "Association", "SubnetId")) {
        modelled(json.get(name));
      }
      compare(attachments.put(attachment.id(), attachment), attachment);
    }

    private void compare(Attachment old, Attachment now) {
      if (old != null && !old.saysTheSame(now) && contradicted.add(now.id())) {
        problems.add(contradiction(now.span(), "network interface " + now.id()));
      }
    }

    /** Which of two exports is the newer one, none of them says. */
    private Problem contradiction(SourceSpan span, String what) {
      return Problem.error(
          span, "two exports say different things of " + what + ": neither of them is taken");
    }

    private void entry(Json json, String context) {
      Optional<AddressSet> network = AddressSet.parse(json.get("Cidr").text());
      if (context.isEmpty()) {
        unnamed = true;
      } else if (network.isEmpty()) {
        notUnderstood(json, "an entry of a prefix list has a Cidr");
        partEntries.add(context);
      } else {
        entries.computeIfAbsent(context, c -> new ArrayList<>()).add(network.get());
        list = context;
        modelled(json);
      }
    }

    @Override
    public void page(Element kind, boolean more) {
      listings.page(kind, file, more);
      if (kind == Element.PREFIX_ENTRY) {
        if (more && !list.isEmpty()) {
          partEntries.add(list);
        }
        if (unnamed) {
          problems.add(
              Problem.warning(
                  SourceSpan.implicit(file, ""),
                  "the entries of a prefix list do not say which list they are of: put its id into"
                      + " the file's name (pl-….json)"));
        }
      } else if (more) {
        problems.add(
            Problem.warning(
                SourceSpan.implicit(file, ""),
                "the export says that there are further pages (NextToken): what absence would"
                    + " decide stays undecided unless they are handed in, too"));
      }
    }

    @Override
    public void passedOver(String name, boolean known) {
      if (!known && passedOver.add(name)) {
        problems.add(
            Problem.info(
                SourceSpan.implicit(file, ""),
                "not read: " + name + " says nothing that this program knows of security groups"));
      }
    }
  }

  private Account account() {
    Set<Element> given = listings.given();
    Set<Element> incomplete = listings.incomplete();
    given.addAll(broken);
    incomplete.addAll(broken);
    AttachedOnce once = new AttachedOnce(problems);
    List<Attachment> attached = once.of(attached());
    if (!contradicted.isEmpty() || once.differ()) {
      incomplete.add(Element.INTERFACE);
    }
    entries.forEach(
        (id, networks) -> {
          PrefixList old = prefixLists.get(id);
          prefixLists.put(
              id,
              new PrefixList(
                  id,
                  old == null ? "" : old.name(),
                  Optional.of(AddressSet.union(networks)),
                  !partEntries.contains(id),
                  old == null ? SourceSpan.implicit("", id) : old.span()));
        });
    Map<String, SecurityGroup> joined =
        groups.joined(
            !incomplete.contains(Element.GROUP_RULE), given.contains(Element.GROUP), problems);
    return new Account(
        joined,
        List.copyOf(acls.values()),
        attached,
        subnets,
        vpcs,
        prefixLists,
        associations,
        given,
        incomplete,
        listings,
        problems,
        lines,
        owners);
  }

  /** Interfaces of known VPCs; what says no groups or no VPC is as if it were missing. */
  private List<Attachment> attached() {
    List<Attachment> out = new ArrayList<>();
    for (Attachment a : attachments.values()) {
      String vpc = a.vpc().isEmpty() ? vpcOf(a) : a.vpc();
      if (contradicted.contains(a.id())) {
        continue;
      }
      if (vpc.isEmpty() || !a.saysGroups()) {
        contradicted.add(a.id());
        problems.add(
            Problem.warning(
                a.span(),
                a.id()
                    + " does not say its "
                    + (vpc.isEmpty() ? "VPC" : "security groups")
                    + ": what hinges on it stays undecided"));
      } else {
        out.add(vpc.equals(a.vpc()) ? a : a.in(vpc));
      }
    }
    return out;
  }

  private String vpcOf(Attachment a) {
    Subnet subnet = subnets.get(a.subnet());
    return subnet == null ? "" : subnet.vpc();
  }
}

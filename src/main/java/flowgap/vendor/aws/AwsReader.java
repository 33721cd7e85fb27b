package flowgap.vendor.aws;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** AWS security groups and network ACLs, from the JSON of {@code aws ec2 describe-…}. */
public final class AwsReader implements Vendor {
  @Override
  public String format() {
    return VpcPolicy.FORMAT;
  }

  @Override
  public Recognition recognise(InputFile file) throws IOException {
    return Recognising.of(file);
  }

  @Override
  public List<Firewall> read(List<InputFile> files, String name, SiteFacts facts)
      throws InputFailure, IOException {
    Account account = AccountReader.read(files);
    Places places = new Places(account, facts, name);
    if (account.groups().isEmpty()) {
      throw new InputFailure(
          Problem.error(
              SourceSpan.implicit(files.isEmpty() ? name : files.get(0).name(), ""),
              "no security group is in the export; hand in the JSON of aws ec2"
                  + " describe-security-groups"));
    }
    GroupRules rules = new GroupRules(account, new FarEnds(account, places, facts));
    List<Firewall> out = new ArrayList<>();
    List<String> vpcs = List.copyOf(places.allVpcs());
    for (String vpc : vpcs) {
      VpcScope scope = new VpcScope(account, places, vpc);
      out.add(new VpcPolicy(scope, rules, name).firewall(vpc.equals(vpcs.get(0))));
    }
    return out;
  }

  @Override
  public List<Firewall> readAfter(
      Firewall firewall, List<InputFile> files, List<String> commands, String name, SiteFacts facts)
      throws InputFailure, IOException {
    return read(EnteredCommands.in(files, commands), name, facts);
  }

  @Override
  public String entering() {
    return "with the AWS CLI in the account and region of the export; they hold at once.";
  }

  @Override
  public ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException {
    return AwsCommands.write(firewall, files, changes);
  }

  @Override
  public List<ChangeScript> writeEach(
      Firewall firewall, List<InputFile> files, List<List<PolicyChange>> each) throws IOException {
    return AwsCommands.writeEach(firewall, files, each);
  }
}

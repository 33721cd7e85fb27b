package flowgap.change;

import flowgap.analysis.FirewallJudge;
import flowgap.analysis.ProposedChange;
import flowgap.packet.PacketSet;
import flowgap.policy.Action;
import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes that narrow or remove rules; proved on the export read again, and for review only. */
public final class Review {
  private final Vendor vendor;
  private final Firewall firewall;
  private final List<InputFile> files;
  private final SiteFacts facts;

  public Review(Vendor vendor, FirewallJudge judge, List<InputFile> files, SiteFacts facts) {
    this.vendor = vendor;
    this.firewall = judge.firewall();
    this.files = List.copyOf(files);
    this.facts = facts;
  }

  /** Removes rules, all of them together. */
  public ProposedChange removal(List<String> rules) throws IOException {
    List<PolicyChange> changes = new ArrayList<>();
    for (RuleList list : firewall.writtenLists()) {
      for (Rule r : list.rules()) {
        if (rules.contains(r.id())) {
          changes.add(
              new PolicyChange(PolicyChange.Kind.REMOVE, list.name(), r.id(), Optional.empty()));
        }
      }
    }
    return proved(changes, "applied to the export, read again: only these rules are gone");
  }

  /**
   * Replaces a permit rule by one that permits less.
   *
   * @param needed what is to be permitted still; a part of what the rule matches
   */
  public ProposedChange narrowing(String list, Rule rule, PacketSet needed, String name)
      throws IOException {
    PolicyChange.NewRule narrow =
        new PolicyChange.NewRule(
            Action.End.PERMIT,
            needed,
            Optional.ofNullable(rule.shown().get(Rule.Column.IN)),
            Optional.ofNullable(rule.shown().get(Rule.Column.OUT)),
            Optional.ofNullable(rule.shown().get(Rule.Column.APPLICATION)),
            name,
            Optional.empty());
    PolicyChange change =
        new PolicyChange(PolicyChange.Kind.REPLACE, list, rule.id(), Optional.of(narrow));
    return proved(
        List.of(change),
        "applied to the export, read again: the new rules permit no more than the flows need, no other rule has changed");
  }

  private ProposedChange proved(List<PolicyChange> changes, String words) throws IOException {
    ChangeScript script = vendor.write(firewall, files, changes);
    String doubt = script.advice();
    if (doubt.isEmpty()) {
      doubt = script.files().isEmpty() ? "it was not tried on the export" : doubt(script, changes);
    }
    return new ProposedChange(
        script.commands(), script.rollback(), doubt.isEmpty(), doubt.isEmpty() ? words : doubt);
  }

  private String doubt(ChangeScript script, List<PolicyChange> changes) throws IOException {
    try {
      for (Firewall after : vendor.read(script.files(), firewall.name(), facts)) {
        if (after.name().equals(firewall.name())) {
          return Proof.onlyAsMeant(firewall, after, changes).orElse("");
        }
      }
      return "the changed export names the firewall otherwise";
    } catch (InputFailure e) {
      return "the changed export could not be read again";
    }
  }
}

package flowgap.change;

import flowgap.analysis.Circumstances;
import flowgap.analysis.FirewallJudge;
import flowgap.analysis.Gap;
import flowgap.analysis.Gaps;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Verdict;
import flowgap.flow.Flow;
import flowgap.packet.PacketSet;
import flowgap.packet.Protocols;
import flowgap.policy.Action;
import flowgap.policy.Attribute;
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
import java.util.Locale;
import java.util.Optional;

/**
 * Opens what flows need on one firewall: the smallest rules that permit exactly what is denied,
 * before the rule that denies it. Each change is made to the export, read again and judged again
 * before it is called proved.
 */
public final class Opening {
  /** Lists that one flow may have to be opened in, one after the other. */
  private static final int ROUNDS = 6;

  /** Ports beyond which an opening is called overly permissive. */
  private static final int WIDE = 1_024;

  private final Vendor vendor;
  private final FirewallJudge judge;
  private final List<InputFile> files;
  private final String fallbackName;
  private final String ownName;
  private final SiteFacts facts;
  private final Circumstances circumstances;

  /**
   * @param files the inputs that the firewall was read from
   * @param fallbackName the name that the reader is given for exports that give none
   * @param ownName the name that the reader gives the firewall
   */
  public Opening(
      Vendor vendor,
      FirewallJudge judge,
      List<InputFile> files,
      String fallbackName,
      String ownName,
      SiteFacts facts,
      Circumstances circumstances) {
    this.vendor = vendor;
    this.judge = judge;
    this.files = List.copyOf(files);
    this.fallbackName = fallbackName;
    this.ownName = ownName;
    this.facts = facts;
    this.circumstances = circumstances;
  }

  /**
   * What opens the flows, all of them together.
   *
   * @return empty where no list denies any of them
   */
  public Optional<ProposedChange> of(List<Flow> flows) throws IOException {
    List<PolicyChange> changes = new ArrayList<>();
    FirewallJudge now = judge;
    ChangeScript script = null;
    String doubt = "";
    for (int round = 0; round < ROUNDS; round++) {
      List<PolicyChange> more = missing(now, flows);
      if (more.isEmpty()) {
        break;
      }
      changes.addAll(more);
      script = vendor.write(judge.firewall(), files, changes);
      if (!script.advice().isEmpty() || script.files().isEmpty()) {
        doubt = script.advice().isEmpty() ? "it was not tried on the export" : script.advice();
        break;
      }
      Optional<Firewall> after = readAgain(script.files());
      if (after.isEmpty()) {
        doubt = "the changed export could not be read again";
        break;
      }
      now = new FirewallJudge(after.get());
    }
    if (script == null) {
      return Optional.empty();
    }
    String words = "applied to the export, read again: the flow passes, no other rule has changed";
    int wide = changes.stream().mapToInt(Opening::ports).max().orElse(0);
    if (wide > WIDE) {
      words += "; overly permissive: it opens " + wide + " ports";
    }
    for (Flow flow : flows) {
      words += flow.service().anyOne().isPresent() ? "; " + OnePort.remark(flow) : "";
    }
    if (doubt.isEmpty()) {
      doubt = passing(now, flows);
      String beyond = doubt.isEmpty() ? beyond(now, changes) : "";
      if (!beyond.isEmpty() && isWiderBySourcePorts(now, flows, changes)) {
        words += "; the new rules hold for any source port, which these rules cannot restrict";
      } else if (!beyond.isEmpty()) {
        Optional<String> wider = Widening.of(judge.firewall(), now.firewall(), changes);
        doubt = wider.isEmpty() ? beyond : "";
        words += wider.map(w -> "; " + w).orElse("");
      }
    }
    return Optional.of(
        new ProposedChange(
            script.commands(),
            script.rollback(),
            doubt.isEmpty(),
            doubt.isEmpty()
                ? words
                : wide > WIDE
                    ? doubt + "; overly permissive: it opens " + wide + " ports"
                    : doubt));
  }

  /** Why the flows do not all pass; empty where they do. */
  private String passing(FirewallJudge after, List<Flow> flows) {
    for (Flow flow : flows) {
      for (Judged j : after.judge(flow, circumstances, true)) {
        Verdict v = j.shown().verdict();
        if (v != Verdict.PERMITTED && v != Verdict.NOT_ON_PATH) {
          String why =
              j.shown().undecidedBecause().isEmpty()
                  ? ""
                  : ": " + j.shown().undecidedBecause().get(0).text();
          return "with it flow " + flow.id() + " is still " + v.word() + why;
        }
      }
    }
    return "";
  }

  /** What has changed besides the missing part; empty where nothing has. */
  private String beyond(FirewallJudge after, List<PolicyChange> changes) {
    return Proof.onlyAsMeant(judge.firewall(), after.firewall(), changes).orElse("");
  }

  /** Whether the new rules go beyond the missing part in their source ports alone. */
  private boolean isWiderBySourcePorts(
      FirewallJudge after, List<Flow> flows, List<PolicyChange> changes) {
    return flows.stream().noneMatch(f -> f.service().sourcePortsStated())
        && Proof.onlyAsMeant(
                judge.firewall(),
                after.firewall(),
                changes.stream().map(Opening::withAnySourcePort).toList())
            .isEmpty();
  }

  private static PolicyChange withAnySourcePort(PolicyChange change) {
    return new PolicyChange(
        change.kind(),
        change.list(),
        change.anchor(),
        change
            .rule()
            .map(
                r ->
                    new PolicyChange.NewRule(
                        r.action(),
                        r.packets().withAnySourcePort(),
                        r.in(),
                        r.out(),
                        r.application(),
                        r.name(),
                        r.window())));
  }

  private List<PolicyChange> missing(FirewallJudge now, List<Flow> flows) {
    Gaps gaps = new Gaps(now);
    List<PolicyChange> out = new ArrayList<>();
    for (Flow flow : flows) {
      for (Gap gap : gaps.of(flow, circumstances)) {
        PolicyChange.NewRule rule =
            new PolicyChange.NewRule(
                Action.End.PERMIT,
                gap.seen(),
                place(gap, Attribute.IN_ZONE, Attribute.IN),
                place(gap, Attribute.OUT_ZONE, Attribute.OUT),
                Optional.ofNullable(gap.attributes().get(Attribute.APPLICATION)),
                name(flow.id()),
                circumstances.window());
        PolicyChange change =
            new PolicyChange(
                PolicyChange.Kind.INSERT_BEFORE,
                gap.list(),
                asFirstRead(now.firewall(), gap),
                Optional.of(rule));
        if (!out.contains(change)) {
          out.add(change);
        }
      }
    }
    return out;
  }

  /** The id that the anchor had before any change: positions move when rules are inserted. */
  private String asFirstRead(Firewall changed, Gap gap) {
    RuleList old = judge.firewall().list(gap.list());
    if (changed == judge.firewall()) {
      return gap.anchor();
    }
    String words = anchorWords(changed, gap);
    int equals = 0;
    for (Rule r : changed.list(gap.list()).rules()) {
      if (r.id().equals(gap.anchor())) {
        break;
      }
      equals += r.words().equals(words) ? 1 : 0;
    }
    for (Rule r : old.rules()) {
      if (r.words().equals(words) && equals-- == 0) {
        return r.id();
      }
    }
    return old.end().id();
  }

  private static String anchorWords(Firewall changed, Gap gap) {
    for (Rule r : changed.list(gap.list()).rules()) {
      if (r.id().equals(gap.anchor())) {
        return r.words();
      }
    }
    return "";
  }

  private static Optional<String> place(Gap gap, String zone, String networkInterface) {
    return Optional.ofNullable(gap.attributes().get(zone))
        .or(() -> Optional.ofNullable(gap.attributes().get(networkInterface)))
        .filter(p -> !p.isEmpty());
  }

  /** The most destination ports of one protocol that a change opens. */
  private static int ports(PolicyChange change) {
    PacketSet packets = change.rule().map(PolicyChange.NewRule::packets).orElse(PacketSet.NONE);
    return packets.protocols().stream()
        .filter(Protocols::hasPorts)
        .mapToInt(p -> packets.destinationPorts(p).size())
        .max()
        .orElse(0);
  }

  /** A rule name of letters, digits and hyphens. */
  static String name(String flow) {
    String clean = flow.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    return "flowgap-" + clean.substring(0, Math.min(40, clean.length()));
  }

  private Optional<Firewall> readAgain(List<InputFile> changed) throws IOException {
    try {
      return vendor.read(changed, fallbackName, facts).stream()
          .filter(f -> f.name().equals(ownName))
          .findFirst();
    } catch (InputFailure e) {
      return Optional.empty();
    }
  }
}

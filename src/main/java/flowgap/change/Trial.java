package flowgap.change;

import flowgap.analysis.FirewallJudge;
import flowgap.analysis.FlowRun;
import flowgap.policy.ChangeScript;
import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Makes changes to the export of a firewall and reads it again; not for several threads. */
public final class Trial {
  private final Vendor vendor;
  private final Firewall firewall;
  private final List<InputFile> files;
  private final String fallbackName;
  private final String ownName;
  private final SiteFacts facts;
  private final UnaryOperator<String> called;
  private final Terminal terminal;

  /**
   * What comes of changes.
   *
   * @param after the firewall as read again; null where there is a doubt
   * @param all all firewalls of the exports as read again, by the vendor's names
   * @param doubt why nothing can be proved of them; empty where it can
   * @param refused which commands the device would not carry out, 0-based, the inverse's behind
   *     those that it undoes
   * @param read whether the exports were read again for it
   */
  record Outcome(
      Firewall after,
      Map<String, Firewall> all,
      String doubt,
      List<Integer> refused,
      boolean read) {
    Outcome(Firewall after, String doubt) {
      this(after, Map.of(), doubt, List.of(), true);
    }

    Outcome(String doubt, List<Integer> refused, boolean read) {
      this(null, Map.of(), doubt, refused, read);
    }
  }

  /**
   * @param firewall as it was read
   * @param files the inputs that it was read from
   * @param fallbackName the name that the reader is given for exports that give none
   * @param ownName the name that the reader gives the firewall
   * @param called what the run calls a firewall to which the reader gives a name
   */
  public Trial(
      Vendor vendor,
      Firewall firewall,
      List<InputFile> files,
      String fallbackName,
      String ownName,
      SiteFacts facts,
      UnaryOperator<String> called) {
    this.vendor = vendor;
    this.firewall = firewall.named(ownName);
    this.files = List.copyOf(files);
    this.fallbackName = fallbackName;
    this.ownName = ownName;
    this.facts = facts;
    this.called = called;
    this.terminal = vendor.terminal(this.firewall, this.files, fallbackName, facts);
  }

  /** Those that the commands of a firewall may reach besides. */
  Siblings siblings(FirewallJudge own, FlowRun run) {
    return new Siblings(this, own, run, called);
  }

  /** All firewalls of the exports, by the vendor's names. */
  Map<String, Firewall> asExported() throws IOException {
    Map<String, Firewall> out = new HashMap<>();
    try {
      vendor.read(files, fallbackName, facts).forEach(f -> out.put(f.name(), f));
    } catch (InputFailure e) {
      throw new IOException(e.getMessage(), e);
    }
    return out;
  }

  /** The commands of each by itself, without trying them. */
  List<ChangeScript> writtenEach(List<List<PolicyChange>> each) throws IOException {
    return vendor.writeEach(firewall, files, each);
  }

  /** The commands of changes together, without trying them. */
  ChangeScript written(List<PolicyChange> changes) throws IOException {
    return vendor.write(firewall, files, changes);
  }

  /**
   * Enters commands and reads again, and enters their inverse behind them and reads again.
   *
   * @return a doubt also where the policy is then not the one that it was
   */
  Outcome of(List<String> commands, List<String> rollback) throws IOException {
    boolean restored;
    try {
      restored = terminal.restores(commands, rollback);
    } catch (CommandsRefused e) {
      boolean inverse = e.places().get(0) >= commands.size();
      String doubt = inverse ? notRestored(e.getMessage()) : e.getMessage();
      return new Outcome(doubt, e.places(), false);
    }
    Outcome outcome = after(commands);
    if (!outcome.doubt().isEmpty() || restored) {
      return outcome;
    }
    Outcome back = back(commands, rollback);
    return back.doubt().isEmpty() ? outcome : back;
  }

  /** Why commands with their inverse behind them do not leave the policy as it was; else empty. */
  String undone(List<String> commands, List<String> rollback) throws IOException {
    try {
      return terminal.restores(commands, rollback) ? "" : back(commands, rollback).doubt();
    } catch (CommandsRefused e) {
      return notRestored(e.getMessage());
    }
  }

  private Outcome back(List<String> commands, List<String> rollback) throws IOException {
    List<String> all = Stream.concat(commands.stream(), rollback.stream()).toList();
    Outcome back = after(all);
    Optional<String> why =
        back.doubt().isEmpty()
            ? Restored.otherwise(firewall, back.after())
            : Optional.of(back.doubt());
    String doubt = why.map(Trial::notRestored).orElse("");
    return new Outcome(back.after(), back.all(), doubt, back.refused(), true);
  }

  private static String notRestored(String why) {
    return "the inverse does not restore the policy: " + why;
  }

  /**
   * Insertions as a patch of the file that the device loads, read again to be what they make.
   *
   * @param after the firewall when the commands have been entered
   * @return none where there is no such file, or it would be another policy
   */
  List<String> patch(List<String> commands, Firewall after) throws IOException {
    List<InputFile> now = vendor.loadable(files, commands);
    if (now.isEmpty()) {
      return List.of();
    }
    try {
      for (Firewall f : vendor.read(now, fallbackName, facts)) {
        if (f.name().equals(ownName) && Restored.otherwise(after, f).isEmpty()) {
          return FilePatch.of(files, now);
        }
      }
    } catch (InputFailure e) {
      return List.of();
    }
    return List.of();
  }

  /** The firewall when commands have been entered. */
  Outcome after(List<String> commands) throws IOException {
    try {
      Map<String, Firewall> all = new HashMap<>();
      terminal.readAfter(commands).forEach(f -> all.put(f.name(), f));
      return all.containsKey(ownName)
          ? new Outcome(all.get(ownName), all, "", List.of(), true)
          : new Outcome(null, "the changed export names the firewall otherwise");
    } catch (CommandsRefused e) {
      return new Outcome(e.getMessage(), e.places(), true);
    } catch (InputFailure e) {
      return new Outcome(null, e.getMessage());
    }
  }
}

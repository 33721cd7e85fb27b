package flowgap.change;

import flowgap.policy.ChangeScript;
import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes changes to the export of a firewall and reads it again.
 *
 * @param firewall as it was read
 * @param files the inputs that it was read from
 * @param fallbackName the name that the reader is given for exports that give none
 * @param ownName the name that the reader gives the firewall
 */
public record Trial(
    Vendor vendor,
    Firewall firewall,
    List<InputFile> files,
    String fallbackName,
    String ownName,
    SiteFacts facts) {
  /**
   * What comes of changes.
   *
   * @param after the firewall as read again; null where there is a doubt
   * @param doubt why nothing can be proved of them; empty where it can
   * @param refused which commands the device would not carry out, 0-based, the inverse's behind
   *     those that it undoes
   */
  record Outcome(Firewall after, String doubt, List<Integer> refused) {
    Outcome(Firewall after, String doubt) {
      this(after, doubt, List.of());
    }
  }

  public Trial {
    files = List.copyOf(files);
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
    Outcome outcome = after(commands);
    if (!outcome.doubt().isEmpty()) {
      return outcome;
    }
    Outcome back = back(commands, rollback);
    return back.doubt().isEmpty() ? outcome : back;
  }

  /** Why commands with their inverse behind them do not leave the policy as it was; else empty. */
  String undone(List<String> commands, List<String> rollback) throws IOException {
    return back(commands, rollback).doubt();
  }

  private Outcome back(List<String> commands, List<String> rollback) throws IOException {
    Outcome back = after(Stream.concat(commands.stream(), rollback.stream()).toList());
    Optional<String> why =
        back.doubt().isEmpty()
            ? Restored.otherwise(firewall, back.after())
            : Optional.of(back.doubt());
    String doubt = why.map(w -> "the inverse does not restore the policy: " + w).orElse("");
    return new Outcome(back.after(), doubt, back.refused());
  }

  /** The firewall when commands have been entered. */
  Outcome after(List<String> commands) throws IOException {
    try {
      for (Firewall f : vendor.readAfter(firewall, files, commands, fallbackName, facts)) {
        if (f.name().equals(ownName)) {
          return new Outcome(f, "");
        }
      }
      return new Outcome(null, "the changed export names the firewall otherwise");
    } catch (CommandsRefused e) {
      return new Outcome(null, e.getMessage(), e.places());
    } catch (InputFailure e) {
      return new Outcome(null, e.getMessage());
    }
  }
}

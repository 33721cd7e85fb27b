package flowgap.change;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.List;

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
   */
  record Outcome(ChangeScript script, Firewall after, String doubt) {}

  public Trial {
    files = List.copyOf(files);
  }

  /** The commands of each by itself, without trying them. */
  List<ChangeScript> writtenEach(List<List<PolicyChange>> each) throws IOException {
    return vendor.writeEach(firewall, files, each);
  }

  Outcome of(List<PolicyChange> changes) throws IOException {
    ChangeScript script = vendor.write(firewall, files, changes);
    if (!script.advice().isEmpty()) {
      return new Outcome(script, null, script.advice());
    }
    if (script.files().isEmpty()) {
      return new Outcome(script, null, "it was not tried on the export");
    }
    try {
      for (Firewall f : vendor.read(script.files(), fallbackName, facts)) {
        if (f.name().equals(ownName)) {
          return new Outcome(script, f, "");
        }
      }
      return new Outcome(script, null, "the changed export names the firewall otherwise");
    } catch (InputFailure e) {
      return new Outcome(script, null, "the changed export could not be read again");
    }
  }
}

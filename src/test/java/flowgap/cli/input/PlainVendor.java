package flowgap.cli.input;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.PolicyChange;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.List;

/**
 * Knows files whose first line says what they are: {@code primary HOST PART}, {@code companion}.
 */
final class PlainVendor implements Vendor {
  @Override
  public String format() {
    return "plain";
  }

  @Override
  public Recognition recognise(InputFile file) throws IOException {
    String[] words = file.headText().lines().findFirst().orElse("").split(" ", -1);
    String host = words.length > 1 ? words[1] : "";
    String part = words.length > 2 ? words[2] : "";
    return switch (words[0]) {
      case "primary" -> new Recognition(Recognition.Kind.PRIMARY, "export", part, host);
      case "lists" -> new Recognition(Recognition.Kind.COMPANION, "lists", part, host);
      case "companion" -> new Recognition(Recognition.Kind.COMPANION, "show route", part, host);
      case "member" -> new Recognition(Recognition.Kind.FOLDER_MEMBER, "member", part, host);
      case "refused" -> Recognition.refused("the format cannot be audited");
      default -> Recognition.UNKNOWN;
    };
  }

  @Override
  public boolean standsAlone(Recognition companion) {
    return companion.what().equals("lists");
  }

  @Override
  public List<Firewall> read(List<InputFile> files, String name, SiteFacts facts) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Firewall> readAfter(
      Firewall firewall,
      List<InputFile> files,
      List<String> commands,
      String name,
      SiteFacts facts) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String entering() {
    return "nowhere.";
  }
}

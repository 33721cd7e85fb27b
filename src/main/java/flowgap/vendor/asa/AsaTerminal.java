package flowgap.vendor.asa;

import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.List;

/** Enters commands into one configuration, whose lines are looked through once. */
final class AsaTerminal implements Terminal {
  private final AsaReader reader;
  private final Firewall firewall;
  private final List<InputFile> files;
  private final String name;
  private final SiteFacts facts;
  private EnteredCommands entered;

  /** The parameters are those of {@link AsaReader#readAfter}. */
  AsaTerminal(
      AsaReader reader, Firewall firewall, List<InputFile> files, String name, SiteFacts facts) {
    this.reader = reader;
    this.firewall = firewall;
    this.files = List.copyOf(files);
    this.name = name;
    this.facts = facts;
  }

  @Override
  public List<Firewall> readAfter(List<String> commands) throws InputFailure, IOException {
    return reader.read(entered().in(files, commands), name, facts);
  }

  @Override
  public boolean restores(List<String> commands, List<String> inverse)
      throws CommandsRefused, IOException {
    try {
      return entered().restores(commands, inverse);
    } catch (CommandsRefused e) {
      throw e;
    } catch (InputFailure e) {
      return false;
    }
  }

  private EnteredCommands entered() throws InputFailure, IOException {
    if (entered == null) {
      entered = EnteredCommands.of(files, firewall.name());
    }
    return entered;
  }
}

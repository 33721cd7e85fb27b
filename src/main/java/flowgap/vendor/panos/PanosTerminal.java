package flowgap.vendor.panos;

import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Enters commands into one export, on a copy of its words; the files are read once. */
final class PanosTerminal implements Terminal {
  /** Commands that are kept as parsed. */
  private static final int KEPT = 10_000;

  private final String entered;
  private final List<InputFile> files;
  private final String name;
  private final SiteFacts facts;
  private final Map<InputFile, Export> exports = new HashMap<>();
  private final Map<InputFile, Companions> companions = new HashMap<>();

  /** Commands that have been entered: they are entered again, and in other company. */
  private final Map<String, SetTree.Statement> parsed = new HashMap<>();

  /**
   * @param entered name of the export that commands are entered into
   */
  PanosTerminal(String entered, List<InputFile> files, String name, SiteFacts facts) {
    this.entered = entered;
    this.files = List.copyOf(files);
    this.name = name;
    this.facts = facts;
  }

  @Override
  public List<Firewall> readAfter(List<String> commands) throws InputFailure, IOException {
    return PanosReader.read(
        files, name, facts, (primary, beside) -> after(commands, primary, beside));
  }

  private Reading.Loaded after(List<String> commands, InputFile primary, List<InputFile> beside)
      throws InputFailure, IOException {
    Export copy = export(primary).copied();
    if (copy.file.equals(entered)) {
      enter(copy, commands, 0);
    }
    Companions its = companions.get(primary);
    if (its == null) {
      its = Companions.read(beside);
      companions.put(primary, its);
    }
    return new Reading.Loaded(copy, its);
  }

  private Export export(InputFile primary) throws InputFailure, IOException {
    Export first = exports.get(primary);
    if (first == null) {
      first = Reading.Loaded.export(primary);
      exports.put(primary, first);
    }
    return first;
  }

  private void enter(Export export, List<String> commands, int first) throws CommandsRefused {
    if (parsed.size() > KEPT) {
      parsed.clear();
    }
    EnteredCommands.on(export, commands, first, parsed);
  }

  /**
   * Whether the same words stand below each other as in the export. What reads them is a function
   * of nothing else, but for the lines and identifiers that are quoted.
   */
  @Override
  public boolean restores(List<String> commands, List<String> inverse)
      throws CommandsRefused, IOException {
    for (InputFile f : files) {
      if (f.name().equals(entered)) {
        try {
          Export first = export(f);
          Export copy = first.copied();
          enter(copy, commands, 0);
          enter(copy, inverse, commands.size());
          return SameWords.are(first.root, copy.root);
        } catch (CommandsRefused e) {
          throw e;
        } catch (InputFailure e) {
          return false; // reading will say why
        }
      }
    }
    return false;
  }
}

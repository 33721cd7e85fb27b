package flowgap.policy;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One vendor: recognises and reads its exports, writes changes in its own commands. */
public interface Vendor {
  /** The format's name in {@code report.json} and for {@code --input-format}. */
  String format();

  /** What this vendor makes of a file, by its content, never by its name. */
  Recognition recognise(InputFile file) throws IOException;

  /**
   * Reads files that belong together: one primary export (or the two of a firewall's families, or a
   * folder's members) and its companions, as {@link #recognise} told them apart.
   *
   * @param name the firewall's name where the export itself gives none (made of the file name)
   * @return one firewall or several (contexts, virtual systems, device groups, VPCs), each named by
   *     the host name that the export gives, else by {@code name}; several have {@code /context}
   *     behind it
   * @throws InputFailure where nothing can be read; the problems say why
   */
  List<Firewall> read(List<InputFile> files, String name, SiteFacts facts)
      throws InputFailure, IOException;

  /**
   * Reads exports as they would be shown after commands of {@link #write} had been entered one
   * after the other.
   *
   * @param firewall whose commands they are, as it was read from the same files
   * @throws CommandsRefused where the device would not carry commands out
   * @throws InputFailure where the exports cannot be read with them
   */
  List<Firewall> readAfter(
      Firewall firewall, List<InputFile> files, List<String> commands, String name, SiteFacts facts)
      throws InputFailure, IOException;

  /** For many trials of commands on the same exports; the parameters are those of readAfter. */
  default Terminal terminal(
      Firewall firewall, List<InputFile> files, String name, SiteFacts facts) {
    return commands -> readAfter(firewall, files, commands, name, facts);
  }

  /**
   * Writes changes to a firewall as commands.
   *
   * @param files the inputs that the firewall was read from
   * @param changes all of one firewall, in the order in which they are to be made
   */
  ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException;

  /**
   * Which exports have to be read together, because one holds a part of the others' policy. Those
   * that stand for themselves need not be named.
   *
   * @param files all exports and companions of this vendor
   */
  default List<Set<InputFile>> together(List<InputFile> files) throws IOException {
    return List.of();
  }

  /**
   * The exports as files that the device itself loads, with what commands of {@link #write} insert.
   *
   * @return the same files in the same order; none where no device loads such a file, or the
   *     commands do more than to insert
   */
  default List<InputFile> loadable(List<InputFile> files, List<String> commands)
      throws IOException {
    return List.of();
  }

  /** Writes the commands of several changes, each as if it were the only one. */
  default List<ChangeScript> writeEach(
      Firewall firewall, List<InputFile> files, List<List<PolicyChange>> each) throws IOException {
    List<ChangeScript> out = new ArrayList<>();
    for (List<PolicyChange> changes : each) {
      out.add(write(firewall, files, changes));
    }
    return out;
  }

  /**
   * Whether a companion says enough to be audited by itself, where no export of this vendor is
   * there that it could belong to.
   */
  default boolean standsAlone(Recognition companion) {
    return false;
  }

  /** How commands are entered and made to last, in one sentence for whoever has to do it. */
  String entering();

  /** What opens a comment line among this vendor's commands. */
  default String comment() {
    return "#";
  }
}

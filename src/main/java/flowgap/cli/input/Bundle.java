package flowgap.cli.input;

import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import java.util.List;
import java.util.Objects;

/**
 * The files that one vendor reads together: an export and its companions.
 *
 * @param files primaries first, each group by name
 * @param name the firewall's name where the export gives none
 * @param hostName the host name that the export gives, may be empty
 * @param primaries how many of the files are exports of their own
 */
public record Bundle(
    Vendor vendor, List<InputFile> files, String name, String hostName, int primaries) {
  public Bundle {
    Objects.requireNonNull(vendor);
    Objects.requireNonNull(name);
    Objects.requireNonNull(hostName);
    files = List.copyOf(files);
  }

  /** The file that the firewall is known by. */
  public InputFile first() {
    return files.get(0);
  }

  /**
   * Where it lies: folders from the outside in, and the file's own stem, to tell equal names apart.
   */
  public List<String> place() {
    List<String> out = new java.util.ArrayList<>(Names.folders(first().name()));
    out.add(Names.stem(first().name()));
    return out;
  }
}

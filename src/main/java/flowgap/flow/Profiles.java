package flowgap.flow;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The bundled profiles, and profiles that users write. */
public final class Profiles {
  private static final List<String> NAMES =
      List.of(
          "ibm-live-migration",
          "netapp-snapmirror-active-sync",
          "platespin",
          "rivermeadow",
          "sangfor-scmt");

  private Profiles() {}

  /** Names of the bundled profiles, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /** All bundled profiles, in alphabetical order of their names. */
  public static List<Profile> bundled() {
    return NAMES.stream().map(n -> bundled(n).orElseThrow()).toList();
  }

  /** The bundled profile of this name. */
  public static Optional<Profile> bundled(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    String file = "profiles/" + name + ".json";
    try (InputStream in = Profiles.class.getResourceAsStream(file)) {
      return Optional.of(load(InputFile.of("flowgap/" + file, in.readAllBytes())));
    } catch (InputFailure e) {
      throw new IllegalStateException(e.problems().toString(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A profile that a user wrote.
   *
   * @throws InputFailure with every error of the file, each with line and column
   */
  public static Profile load(InputFile file) throws InputFailure, IOException {
    return ProfileFile.read(file);
  }
}

package flowgap.vendor.panos;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.PolicyChange;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Palo Alto Networks firewalls and Panorama. */
public final class PanosReader implements Vendor {
  static final String FORMAT = "palo-alto";

  private static final ChangeScript NOT_FOUND =
      ChangeScript.none("the firewall was not found in its export");

  private static final String[] OBJECT_KINDS = {
    "address",
    "address-group",
    "service",
    "service-group",
    "application",
    "application-group",
    "application-filter",
    "schedule",
    "region",
    "external-list"
  };

  static boolean isObjectKind(String word) {
    return List.of(OBJECT_KINDS).contains(word);
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Recognition recognise(InputFile file) throws IOException {
    return Recogniser.recognise(file);
  }

  @Override
  public List<Firewall> read(List<InputFile> files, String name, SiteFacts facts)
      throws InputFailure, IOException {
    return read(files, name, facts, Reading.Loaded::of);
  }

  @Override
  public List<Firewall> readAfter(
      Firewall firewall, List<InputFile> files, List<String> commands, String name, SiteFacts facts)
      throws InputFailure, IOException {
    return terminal(firewall, files, name, facts).readAfter(commands);
  }

  @Override
  public Terminal terminal(Firewall firewall, List<InputFile> files, String name, SiteFacts facts) {
    return new PanosTerminal(firewall.files().get(0), files, name, facts);
  }

  static List<Firewall> read(
      List<InputFile> files, String name, SiteFacts facts, Reading.Loading loading)
      throws InputFailure, IOException {
    List<InputFile> primaries = new ArrayList<>();
    List<InputFile> others = new ArrayList<>();
    for (InputFile f : files) {
      (Recogniser.known(f).kind() == Recognition.Kind.PRIMARY ? primaries : others).add(f);
    }
    if (primaries.isEmpty()) {
      String file = files.isEmpty() ? name : files.get(0).name();
      throw new InputFailure(
          Problem.error(
              SourceSpan.implicit(file, ""), "no configuration was found among the files"));
    }
    return Reading.of(primaries, others, name, facts, loading).firewalls();
  }

  @Override
  public List<Set<InputFile>> together(List<InputFile> files) throws IOException {
    return ManagedDevices.together(files);
  }

  /** The objects of scopes that no earlier firewall has listed. */
  static List<NamedObject> objects(Vantage v, Set<Scope> listed, Set<Node> used) {
    List<NamedObject> out = new ArrayList<>();
    for (Scope s : v.names().scopes()) {
      if (listed.add(s)) {
        for (String kind : OBJECT_KINDS) {
          for (Node n : s.node.under(kind)) {
            boolean isUsed = used.contains(n) || s.export.words.mentions(n.word);
            out.add(new NamedObject(kind, n.word, isUsed, n.span(s.file)));
          }
        }
      }
    }
    return out;
  }

  static Export export(InputFile file) throws InputFailure, IOException {
    return switch (Recogniser.shape(file)) {
      case XML -> XmlExport.read(file);
      case SET -> SetExport.read(file);
      case BRACES -> BraceExport.read(file);
    };
  }

  @Override
  public String entering() {
    return "in configuration mode (configure); nothing holds before commit, and of a Panorama before"
        + " commit-all has pushed it to the devices.";
  }

  @Override
  public ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException {
    try {
      Optional<Seen> seen = seen(firewall, files);
      return seen.isEmpty() ? NOT_FOUND : seen.get().commands().script(changes);
    } catch (InputFailure e) {
      return ChangeScript.none(e.getMessage());
    }
  }

  @Override
  public List<ChangeScript> writeEach(
      Firewall firewall, List<InputFile> files, List<List<PolicyChange>> each) throws IOException {
    List<ChangeScript> out = new ArrayList<>();
    try {
      Optional<Seen> seen = seen(firewall, files);
      Commands start = seen.isEmpty() ? null : seen.get().commands();
      for (List<PolicyChange> changes : each) {
        out.add(start == null ? NOT_FOUND : start.anew().script(changes));
      }
    } catch (InputFailure e) {
      each.forEach(c -> out.add(ChangeScript.none(e.getMessage())));
    }
    return out;
  }

  /** A firewall in the export that it was read from. */
  private record Seen(Vantage vantage, List<Vantage> all, InputFile file) {
    Commands commands() throws IOException {
      return new Commands(vantage, all, file);
    }
  }

  private Optional<Seen> seen(Firewall firewall, List<InputFile> files)
      throws InputFailure, IOException {
    List<InputFile> primaries = new ArrayList<>();
    for (InputFile f : files) {
      if (Recogniser.known(f).kind() == Recognition.Kind.PRIMARY) {
        primaries.add(f);
      }
    }
    List<InputFile> others = files.stream().filter(f -> !primaries.contains(f)).toList();
    Reading reading = Reading.of(primaries, others, firewall.name(), SiteFacts.NONE);
    for (Vantage v : reading.vantages()) {
      if (v.name().equals(firewall.name())) {
        for (InputFile f : primaries) {
          if (f.name().equals(v.firstFile())) {
            return Optional.of(new Seen(v, reading.vantages(), f));
          }
        }
      }
    }
    return Optional.empty();
  }
}

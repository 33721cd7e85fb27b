package flowgap.vendor.panos;

import flowgap.policy.ChangeScript;
import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.PolicyChange;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Palo Alto Networks firewalls and Panorama. */
public final class PanosReader implements Vendor {
  static final String FORMAT = "palo-alto";

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
    Companions companions = Companions.read(others);
    List<Firewall> out = new ArrayList<>();
    for (InputFile p : primaries) {
      out.addAll(read(p, others, name, facts, companions));
    }
    return out;
  }

  private static List<Firewall> read(
      InputFile primary,
      List<InputFile> others,
      String name,
      SiteFacts facts,
      Companions companions)
      throws InputFailure, IOException {
    Export export = export(primary);
    export.root = Shapes.whole(export.root);
    Set<Problem> problems = new LinkedHashSet<>();
    Estate estate = new Estate(export, name, facts, companions, problems::add);
    List<Vantage> vantages = estate.vantages();
    List<Program> programs = new ArrayList<>();
    for (Vantage v : vantages) {
      programs.add(Program.of(v, problems::add));
    }
    List<String> names = new ArrayList<>();
    names.add(primary.name());
    others.forEach(f -> names.add(f.name()));
    Map<String, String> about = new LinkedHashMap<>();
    if (!export.version.isEmpty()) {
      about.put("version", export.version);
    }
    about.put("export", export.form);
    companions.countingSince().ifPresent(t -> about.put("counting since", t));
    problems.addAll(export.problems);
    problems.addAll(companions.problems());
    List<Firewall> out = new ArrayList<>();
    Set<Scope> listed = new LinkedHashSet<>();
    for (int i = 0; i < programs.size(); i++) {
      Map<String, String> own = new LinkedHashMap<>(about);
      vantages.get(i).zone().ifPresent(z -> own.put(Firewall.TIME_ZONE, z.getId()));
      List<NamedObject> objects = objects(vantages.get(i), listed, estate.used(), export);
      out.add(
          programs
              .get(i)
              .firewall(names, own, objects, List.copyOf(problems), export.ledger.coverage()));
    }
    return out;
  }

  /** The objects of scopes that no earlier firewall has listed. */
  private static List<NamedObject> objects(
      Vantage v, Set<Scope> listed, Set<Node> used, Export export) {
    List<NamedObject> out = new ArrayList<>();
    for (Scope s : v.names().scopes()) {
      if (listed.add(s)) {
        for (String kind : OBJECT_KINDS) {
          for (Node n : s.node.under(kind)) {
            boolean isUsed = used.contains(n) || export.words.mentions(n.word);
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
  public ChangeScript write(Firewall firewall, List<InputFile> files, List<PolicyChange> changes)
      throws IOException {
    try {
      for (InputFile f : files) {
        if (Recogniser.known(f).kind() == Recognition.Kind.PRIMARY) {
          Export export = export(f);
          export.root = Shapes.whole(export.root);
          Companions none = Companions.read(List.of());
          Estate estate = new Estate(export, firewall.name(), SiteFacts.NONE, none, p -> {});
          for (Vantage v : estate.vantages()) {
            if (v.name().equals(firewall.name())) {
              return new Commands(v, f).script(files, changes);
            }
          }
        }
      }
      return new ChangeScript(
          List.of(), List.of(), List.of(), "the firewall was not found in its export");
    } catch (InputFailure e) {
      return new ChangeScript(List.of(), List.of(), List.of(), e.getMessage());
    }
  }
}

package flowgap.vendor.panos;

import flowgap.policy.Firewall;
import flowgap.policy.NamedObject;
import flowgap.policy.SiteFacts;
import flowgap.source.Coverage;
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

/** Exports that are read together: one, or a Panorama's and those of firewalls that it manages. */
final class Reading {
  /** One export with what was handed in beside it. */
  private record One(InputFile file, Estate estate, Companions companions, List<String> beside) {}

  /** An export, with what its companions add. */
  record Loaded(Export export, Companions companions) {
    static Loaded of(InputFile primary, List<InputFile> beside) throws InputFailure, IOException {
      return new Loaded(export(primary), Companions.read(beside));
    }

    /** A whole configuration, whatever part of one the file holds. */
    static Export export(InputFile primary) throws InputFailure, IOException {
      Export export = PanosReader.export(primary);
      export.singleRules = Shapes.areSingleRules(export.root);
      export.root = Shapes.whole(export.root);
      return export;
    }
  }

  /** Reads an export and what belongs to it. */
  interface Loading {
    Loaded of(InputFile primary, List<InputFile> beside) throws InputFailure, IOException;
  }

  private final List<One> all = new ArrayList<>();
  private final Set<Node> used = Names.identities();
  private final List<Vantage> vantages = new ArrayList<>();

  private Reading() {}

  static Reading of(List<InputFile> primaries, List<InputFile> others, String name, SiteFacts facts)
      throws InputFailure, IOException {
    return of(primaries, others, name, facts, Loaded::of);
  }

  /**
   * @param loading how each export is read
   */
  static Reading of(
      List<InputFile> primaries,
      List<InputFile> others,
      String name,
      SiteFacts facts,
      Loading loading)
      throws InputFailure, IOException {
    Reading r = new Reading();
    ManagedDevices devices = new ManagedDevices();
    for (InputFile f : others) {
      if (Recogniser.known(f).what().equals(Recogniser.DEVICES)) {
        devices.read(f);
      }
    }
    for (InputFile p : primaries) {
      List<InputFile> own = primaries.size() == 1 ? others : beside(p, primaries, others);
      Loaded loaded = loading.of(p, own);
      String called = primaries.size() == 1 ? name : stem(p);
      Estate estate = new Estate(loaded.export(), called, facts, loaded.companions(), r.used);
      r.all.add(
          new One(p, estate, loaded.companions(), own.stream().map(InputFile::name).toList()));
    }
    r.homeless(others);
    r.look(devices);
    return r;
  }

  private void look(ManagedDevices devices) {
    Map<String, Estate> locals = new LinkedHashMap<>();
    Set<String> twice = new LinkedHashSet<>();
    for (One o : all) {
      if (!o.estate.isPanorama() && all.size() > 1) {
        for (String serial : devices.serials(o.file, o.estate.name())) {
          if (locals.putIfAbsent(serial, o.estate) != null) {
            twice.add(serial);
          }
        }
      }
    }
    locals.keySet().removeAll(twice);
    for (boolean panorama : new boolean[] {true, false}) {
      for (One o : all) {
        if (o.estate.isPanorama() == panorama) {
          vantages.addAll(o.estate.vantages(panorama ? locals : Map.of()));
        }
      }
    }
  }

  List<Vantage> vantages() {
    return vantages;
  }

  List<Firewall> firewalls() {
    List<Program> programs = new ArrayList<>();
    for (Vantage v : vantages) {
      programs.add(Program.of(v, v.exports().get(0).problems::add));
    }
    List<Firewall> out = new ArrayList<>();
    Set<Scope> listed = new LinkedHashSet<>();
    for (int i = 0; i < programs.size(); i++) {
      Vantage v = vantages.get(i);
      List<String> files = new ArrayList<>();
      Set<Problem> problems = new LinkedHashSet<>();
      Coverage coverage = Coverage.NONE;
      Map<String, String> about = new LinkedHashMap<>();
      for (Export e : v.exports()) {
        One o = of(e);
        files.add(o.file.name());
        files.addAll(o.beside);
        problems.addAll(e.problems);
        problems.addAll(o.companions.problems());
        coverage = coverage.plus(e.ledger.coverage());
        if (!e.version.isEmpty()) {
          about.putIfAbsent("version", e.version);
        }
        about.putIfAbsent("export", e.form);
        o.companions.countingSince().ifPresent(t -> about.putIfAbsent("counting since", t));
      }
      v.zone().ifPresent(z -> about.put(Firewall.TIME_ZONE, z.getId()));
      List<NamedObject> objects = PanosReader.objects(v, listed, used);
      out.add(programs.get(i).firewall(files, about, objects, List.copyOf(problems), coverage));
    }
    return out;
  }

  private One of(Export export) {
    return all.stream().filter(o -> o.estate.export() == export).findFirst().orElseThrow();
  }

  /** What belongs to one of several exports: files that are named like it, or that fit all. */
  private static List<InputFile> beside(
      InputFile primary, List<InputFile> primaries, List<InputFile> others) throws IOException {
    List<InputFile> out = new ArrayList<>();
    for (InputFile f : others) {
      String what = Recogniser.known(f).what();
      boolean forAll = what.equals(Recogniser.PREDEFINED) || what.equals(Recogniser.DEVICES);
      if (forAll || nearest(f, primaries) == primary) {
        out.add(f);
      }
    }
    return out;
  }

  /** The export with the longest name that begins the other file's; null where there is none. */
  private static InputFile nearest(InputFile other, List<InputFile> primaries) {
    InputFile best = null;
    for (InputFile p : primaries) {
      boolean begins = other.name().startsWith(p.name().replaceFirst("\\.[^./]*$", ""));
      if (begins && (best == null || stem(p).length() > stem(best).length())) {
        best = p;
      }
    }
    return best;
  }

  private void homeless(List<InputFile> others) {
    for (InputFile f : others) {
      if (all.stream().noneMatch(o -> o.beside.contains(f.name()))) {
        all.get(0)
            .companions
            .problems()
            .add(
                Problem.warning(
                    SourceSpan.implicit(f.name(), ""),
                    "several exports are read together, and this file is named like none of them;"
                        + " it was not used"));
      }
    }
  }

  private static String stem(InputFile file) {
    return file.baseName().replaceFirst("\\.[^.]*$", "");
  }
}

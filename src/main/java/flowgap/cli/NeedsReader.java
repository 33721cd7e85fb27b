package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.flow.BoundProfile;
import flowgap.flow.Citation;
import flowgap.flow.Flow;
import flowgap.flow.FlowFile;
import flowgap.flow.FlowList;
import flowgap.flow.NearMatches;
import flowgap.flow.Prerequisite;
import flowgap.flow.Profile;
import flowgap.flow.ProfileFlows;
import flowgap.flow.Profiles;
import flowgap.flow.Settings;
import flowgap.flow.Site;
import flowgap.flow.SiteFile;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads flow lists, profiles and the site file of a command. */
final class NeedsReader {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private NeedsReader() {}

  /** The site file alone; roles of profiles are no errors in it. */
  static Site site(Path file) throws UsageFailure {
    NeedsReader reader = new NeedsReader();
    Site site = reader.site(file, List.of());
    reader.stopOnErrors();
    return site;
  }

  /** All that was asked for; errors of all files at once. */
  static Needs read(FlowOptions options, Path siteFile) throws UsageFailure {
    return new NeedsReader().readAll(options, siteFile);
  }

  private Needs readAll(FlowOptions options, Path siteFile) throws UsageFailure {
    List<Profile> profiles = new ArrayList<>();
    for (String name : options.profiles.stream().distinct().toList()) {
      profile(name).ifPresent(profiles::add);
    }
    stopOnErrors();
    Site site = site(siteFile, profiles);
    List<Flow> flows = new ArrayList<>();
    for (Path file : options.flows) {
      flows(file, site, profiles).ifPresent(l -> flows.addAll(l.flows()));
    }
    List<AuditReport.Prerequisite> prerequisites = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    try {
      Settings settings = Settings.parse(options.settings, options.readings, profiles);
      for (Profile p : profiles) {
        BoundProfile bound = ProfileFlows.bind(p, site, settings);
        flows.addAll(bound.flows());
        bound.prerequisites().forEach(q -> prerequisites.add(shown(q)));
        headers.addAll(said(bound));
      }
    } catch (InputFailure e) {
      fail(e);
    }
    FlowFile.duplicates(flows).forEach(p -> errors.add(p.sentence()));
    stopOnErrors();
    problems.addAll(site.problems());
    if (siteFile != null) {
      problems.addAll(site.overlapping());
      if (!flows.isEmpty()) {
        problems.addAll(site.unused(flows));
      }
    }
    return new Needs(
        flows,
        SiteWords.facts(site),
        prerequisites,
        problems.stream().sorted().distinct().toList(),
        headers);
  }

  /** A bundled profile by its name, or one that the user wrote by its file. */
  private Optional<Profile> profile(String name) throws UsageFailure {
    Optional<Profile> bundled = Profiles.bundled(name);
    if (bundled.isPresent()) {
      return bundled;
    }
    if (name.endsWith(".json")) {
      try {
        return Optional.of(Profiles.load(open("--profile", Path.of(name))));
      } catch (InputFailure e) {
        fail(e);
        return Optional.empty();
      } catch (IOException e) {
        throw new UsageFailure("--profile: " + name + " cannot be read: " + e.getMessage());
      }
    }
    errors.add(
        "--profile: no profile is called '%s'%s; there are %s, and files ending in .json"
            .formatted(
                name,
                NearMatches.hint(name, Profiles.names()),
                String.join(", ", Profiles.names())));
    return Optional.empty();
  }

  private Site site(Path file, List<Profile> profiles) throws UsageFailure {
    if (file == null) {
      return Site.NONE;
    }
    try {
      return SiteFile.read(open("--site", file), profiles);
    } catch (InputFailure e) {
      fail(e);
      return Site.NONE;
    } catch (IOException e) {
      throw new UsageFailure("--site: " + shown(file) + " cannot be read: " + e.getMessage());
    }
  }

  private Optional<FlowList> flows(Path file, Site site, List<Profile> profiles)
      throws UsageFailure {
    try {
      FlowList list = FlowFile.read(open("--flows", file), site, profiles);
      problems.addAll(list.problems());
      return Optional.of(list);
    } catch (InputFailure e) {
      fail(e);
      return Optional.empty();
    } catch (IOException e) {
      throw new UsageFailure("--flows: " + shown(file) + " cannot be read: " + e.getMessage());
    }
  }

  private static InputFile open(String option, Path file) throws UsageFailure, IOException {
    if (!Files.exists(file)) {
      throw new UsageFailure(option + ": there is no file " + shown(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageFailure(option + ": " + shown(file) + " is no file");
    }
    return InputFile.of(shown(file), file);
  }

  private static String shown(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static AuditReport.Prerequisite shown(Prerequisite p) {
    return new AuditReport.Prerequisite(
        p.profile(),
        p.id(),
        p.text(),
        p.citations().stream().map(Citation::toString).collect(Collectors.joining("; ")),
        p.check());
  }

  private static List<String> said(BoundProfile bound) {
    String name = bound.profile().name();
    List<String> out = new ArrayList<>();
    out.add(
        "Profile %s: %s, %s".formatted(name, bound.profile().product(), bound.profile().edition()));
    bound.choices().forEach(c -> out.add("Profile " + name + ": " + c));
    bound.notes().forEach(n -> out.add("Profile " + name + ": " + n));
    bound.notCovered().forEach(n -> out.add("Profile " + name + " does not cover: " + n));
    return out;
  }

  private void fail(InputFailure failure) {
    failure.problems().forEach(p -> errors.add(p.sentence()));
  }

  private void stopOnErrors() throws UsageFailure {
    if (!errors.isEmpty()) {
      throw new UsageFailure(errors.stream().distinct().toList());
    }
  }
}

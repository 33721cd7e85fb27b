package flowgap.cli;

import flowgap.flow.NearMatches;
import flowgap.flow.Profile;
import flowgap.flow.Profiles;
import flowgap.flow.SiteTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The bundled port requirements. */
@Command(name = "profiles", description = "The bundled port requirements of products.")
final class ProfilesCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  private final Console console;

  ProfilesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a word is missing: list, show or export");
  }

  @Command(name = "list", description = "Lists the bundled profiles.")
  int list() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Profile p : Profiles.bundled()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("profile", p.name());
      row.put("flows", Integer.toString(p.flows().size()));
      row.put("roles", Integer.toString(p.roles().size()));
      row.put("product", p.product() + ", " + p.edition());
      rows.add(row);
    }
    console.out().print(TextTable.of(List.of("profile", "flows", "roles", "product"), rows));
    console.out().flush();
    return Status.FINE;
  }

  @Command(name = "show", description = "Shows a profile: flows, roles, parameters, readings.")
  int show(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--json", description = "writes the profile as JSON") boolean json)
      throws UsageFailure, IOException {
    Profile profile = named(name);
    if (json) {
      source(profile);
    } else {
      console.out().print(ProfileText.of(profile));
      console.out().flush();
    }
    return Status.FINE;
  }

  @Command(
      name = "export",
      description = "Writes a profile as a file to change and hand in with --profile FILE.json.")
  int export(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--site-template",
              description = "writes a site file to fill in instead: a row for each role")
          boolean template)
      throws UsageFailure, IOException {
    Profile profile = named(name);
    if (template) {
      Writer out = new OutputStreamWriter(console.out(), StandardCharsets.UTF_8);
      SiteTemplate.write(List.of(profile), out);
      out.flush();
    } else {
      source(profile);
    }
    return Status.FINE;
  }

  private void source(Profile profile) throws IOException {
    try (InputStream in =
        Profiles.class.getResourceAsStream("profiles/" + profile.name() + ".json")) {
      in.transferTo(console.out());
      console.out().flush();
    }
  }

  private static Profile named(String name) throws UsageFailure {
    return Profiles.bundled(name)
        .orElseThrow(
            () ->
                new UsageFailure(
                    "no profile is called '%s'%s; there are %s"
                        .formatted(
                            name,
                            NearMatches.hint(name, Profiles.names()),
                            String.join(", ", Profiles.names()))));
  }
}

package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = Profiles.class.getResourceAsStream("profiles/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void fiveProductsAreBundled() {
    assertThat(Profiles.names())
        .containsExactly(
            "ibm-live-migration",
            "netapp-snapmirror-active-sync",
            "platespin",
            "rivermeadow",
            "sangfor-scmt");
    assertThat(Profiles.bundled()).extracting(Profile::name).isEqualTo(Profiles.names());
    assertThat(Profiles.bundled("nosuch")).isEmpty();
  }

  @Test
  void everyFlowIsCitedAndEveryIdIsItsOwn() {
    Set<String> ids = new HashSet<>();
    for (Profile p : Profiles.bundled()) {
      for (Profile.Template t : p.flows()) {
        assertThat(ids.add(t.id())).as(t.id()).isTrue();
        assertThat(t.citations()).as(t.id()).isNotEmpty();
      }
    }
    assertThat(ids).hasSizeGreaterThan(60);
  }

  @Test
  void everyRoleParameterAndReadingIsUsed() {
    for (Profile p : Profiles.bundled()) {
      Set<String> words = new TreeSet<>();
      for (Profile.Template t : p.flows()) {
        words.addAll(t.source());
        words.addAll(t.destination());
        words.addAll(t.readings());
        words.addAll(t.scenario().keySet());
        words.addAll(t.need().when().keySet());
        t.variants().values().forEach(v -> v.ifPresent(n -> words.addAll(n.when().keySet())));
        for (Profile.Parameter parameter : p.parameters()) {
          if (t.need().service().contains("{" + parameter.name() + "}")) {
            words.add(parameter.name());
          }
        }
      }
      Set<String> named = new TreeSet<>(p.roleNames());
      p.parameters().forEach(x -> named.add(x.name()));
      p.readings().forEach(x -> named.add(x.id()));
      assertThat(words).as(p.name()).containsExactlyElementsOf(named);
    }
  }

  @Test
  void theSchemaHoldsForEveryBundledProfile() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(resource("profile-schema.json"), InputFormat.JSON);
    for (String name : Profiles.names()) {
      assertThat(schema.validate(resource(name + ".json"), InputFormat.JSON)).as(name).isEmpty();
    }
    String bad = "{\"format\": \"flowgap-profile/1\", \"name\": \"X\"}";
    assertThat(schema.validate(bad, InputFormat.JSON)).isNotEmpty();
    assertThat(schema.validate(MINE, InputFormat.JSON)).isEmpty();
  }

  private static List<String> errors(String json) {
    InputFailure failure =
        catchThrowableOfType(
            InputFailure.class, () -> Profiles.load(InputFile.of("mine.json", json)));
    return failure.problems().stream().map(Problem::sentence).toList();
  }

  private static final String MINE =
      """
      {
        "format": "flowgap-profile/1",
        "name": "mine", "product": "Mine", "publisher": "Us",
        "documents": [{"id": "doc", "title": "Ports", "publisher": "Us"}],
        "roles": [{"name": "app", "what": "the servers"}, {"name": "db", "what": "the database"}],
        "parameters": [{"name": "tier", "what": "size", "values": ["small", "large"]}],
        "flows": [
          {"id": "M-1", "name": "SQL", "source": "app", "destination": "db",
           "service": "tcp/5432", "requirement": "required",
           "citations": [{"document": "doc", "place": "table 1"}]}
        ]
      }
      """;

  @Test
  void usersWriteTheirOwn() throws Exception {
    Profile mine = Profiles.load(InputFile.of("mine.json", MINE));

    assertThat(mine.flows()).hasSize(1);
    assertThat(mine.flows().get(0).span().line()).isEqualTo(8);
  }

  @Test
  void theExampleOfTheDocumentationIsAProfile() throws Exception {
    String text = Files.readString(Path.of("docs", "profiles.md"));
    int start = text.indexOf("```json") + "```json".length();
    String json = text.substring(start, text.indexOf("```", start));

    Profile example = Profiles.load(InputFile.of("example.json", json));

    assertThat(ProfileFlows.bind(example, Site.NONE, Settings.NONE).flows())
        .extracting(Flow::id)
        .containsExactly("BK-01", "BK-02");
    for (String name : Profiles.names()) {
      assertThat(text).contains("| `" + name + "` |");
    }
  }

  @Test
  void mistakesOfAProfileAreSaidWithLineAndColumn() {
    assertThat(errors(MINE.replace("\"requirement\"", "\"requirment\"")))
        .containsExactly(
            "mine.json:8:5: a flow needs the member \"requirement\"",
            "mine.json:9:43: a flow has no member \"requirment\"; did you mean \"requirement\"?");
    assertThat(errors(MINE.replace("\"destination\": \"db\"", "\"destination\": \"dbs\"")))
        .containsExactly(
            "mine.json:8:5: flow M-1: \"dbs\" is no role, no address and no host name; did you mean \"db\"?");
    assertThat(errors(MINE.replace("tcp/5432", "tcp/99999")))
        .containsExactly(
            "mine.json:8:5: flow M-1: service \"tcp/99999\": 99999 is no port; expected 0 to 65535");
    assertThat(errors(MINE.replace("\"document\": \"doc\"", "\"document\": \"dco\"")))
        .containsExactly("mine.json:10:20: no document has the id \"dco\"; did you mean \"doc\"?");
    assertThat(
            errors(
                MINE.replace("\"required\",", "\"conditional\", \"when\": {\"tier\": \"big\"},")))
        .containsExactly("mine.json:8:5: flow M-1: \"big\" is no value of tier");
    assertThat(errors(MINE.replace("\"flows\": [", "\"flows\": {")))
        .hasSize(1)
        .allMatch(e -> e.startsWith("mine.json:8:5: this is no JSON: "));
    assertThat(errors(""))
        .containsExactly("mine.json: the file is empty; expected a profile in JSON");
    assertThat(errors("[]")).contains("mine.json:1:1: the profile is an object in braces");
  }

  @Test
  void aSiteFileToFillIn() throws Exception {
    List<Profile> two =
        List.of(
            Profiles.bundled("sangfor-scmt").orElseThrow(),
            Profiles.bundled("netapp-snapmirror-active-sync").orElseThrow());
    StringBuilder out = new StringBuilder();
    SiteTemplate.write(two, out);

    assertThat(out.toString().lines())
        .startsWith(
            "role,addresses,firewall,zone,security_group,comment",
            "admin-pc,,,,,Sangfor SCMT: computer from which the migration is managed");
    Site site = SiteFile.read(InputFile.of("site.csv", out.toString()), two);
    List<String> roles = new ArrayList<>();
    two.forEach(p -> roles.addAll(p.roleNames()));
    assertThat(site.unbound()).isEqualTo(roles);
    for (Profile p : two) {
      assertThat(ProfileFlows.bind(p, site, Settings.NONE).flows())
          .allMatch(f -> !f.unboundRoles().isEmpty());
    }
  }

  @Test
  void rolesThatTwoProfilesShareAreToldApartInTheTemplate() throws Exception {
    List<Profile> two =
        List.of(
            Profiles.bundled("sangfor-scmt").orElseThrow(),
            Profiles.bundled("platespin").orElseThrow());
    StringBuilder out = new StringBuilder();
    SiteTemplate.write(two, out);

    assertThat(out.toString()).contains("\nsangfor-scmt.source,,").contains("\nplatespin.source,,");
    Site site = SiteFile.read(InputFile.of("site.csv", out.toString()), two);
    assertThat(ProfileFlows.bind(two.get(0), site, Settings.NONE).flows())
        .allMatch(f -> !f.unboundRoles().isEmpty() && f.unresolvedNames().isEmpty());
  }
}

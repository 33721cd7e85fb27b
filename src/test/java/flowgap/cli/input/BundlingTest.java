package flowgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.cli.input.Collected.Found;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundlingTest {
  private final List<Found> files = new ArrayList<>();

  private BundlingTest given(String name, String content) {
    files.add(new Found(InputFile.of(name, content + "\n" + name), false));
    return this;
  }

  private Inputs survey() {
    return Surveyor.survey(
        new Collected(files, List.of(), List.of()), List.of(new PlainVendor()), List.of());
  }

  private static List<String> shown(Inputs inputs) {
    return inputs.bundles().stream()
        .map(
            b ->
                b.name()
                    + ": "
                    + String.join(" ", b.files().stream().map(InputFile::name).toList()))
        .toList();
  }

  @Test
  void aCompanionJoinsTheExportWhoseFileNameItShares() {
    given("d/edge-1.cfg", "primary").given("d/edge-2.cfg", "primary");
    given("d/edge-1.acl.txt", "companion").given("d/edge-2.routes.txt", "companion");
    assertThat(shown(survey()))
        .containsExactly(
            "edge-1: d/edge-1.cfg d/edge-1.acl.txt", "edge-2: d/edge-2.cfg d/edge-2.routes.txt");
  }

  @Test
  void theFileNameGoesBeforeTheHostName() {
    given("d/edge-1.cfg", "primary alpha").given("d/edge-2.cfg", "primary beta");
    given("d/edge-1.acl.txt", "companion beta");
    assertThat(shown(survey()))
        .containsExactly("edge-1: d/edge-1.cfg d/edge-1.acl.txt", "edge-2: d/edge-2.cfg");
  }

  @Test
  void aCompanionJoinsTheExportWhoseHostNameStandsInIt() {
    given("d/one.cfg", "primary alpha").given("d/two.cfg", "primary beta");
    given("d/routes.txt", "companion beta")
        .given("d/acl.txt", "companion\nalpha# show access-list");
    assertThat(shown(survey()))
        .containsExactly("one: d/one.cfg d/acl.txt", "two: d/two.cfg d/routes.txt");
  }

  @Test
  void aCompanionJoinsTheOnlyExportOfItsFolder() {
    given("north/run.cfg", "primary").given("south/run.cfg", "primary");
    given("south/table.txt", "companion");
    assertThat(shown(survey()))
        .containsExactly("run: north/run.cfg", "run: south/run.cfg south/table.txt");
  }

  @Test
  void aCompanionWithoutExportIsAProblemThatSaysHowToNameIt() {
    given("d/one.cfg", "primary").given("d/two.cfg", "primary").given("d/table.txt", "companion");
    assertThat(survey().problems().stream().map(Problem::sentence))
        .containsExactly(
            "d/table.txt: this show route belongs to no export and was not used; name it like its"
                + " export (one.show-route.txt beside one.cfg), or join it with --with one=FILE");
  }

  @Test
  void aCompanionThatSaysEnoughStandsForItselfWhereNoExportIsThere() {
    given("d/edge-1.acl.txt", "lists").given("d/edge-2.acl.txt", "lists");
    given("e/table.txt", "companion");
    Inputs inputs = survey();
    assertThat(shown(inputs))
        .containsExactly("edge-1.acl: d/edge-1.acl.txt", "edge-2.acl: d/edge-2.acl.txt");
    assertThat(inputs.problems()).hasSize(1);
    given("f/run.cfg", "primary").given("f/table.txt", "lists");
    assertThat(shown(survey())).containsExactly("run: f/run.cfg f/table.txt");
  }

  @Test
  void theFamiliesOfOneNameAreOneFirewall() {
    given("d/web.v4.rules", "primary  v4").given("d/web.v6.rules", "primary  v6");
    given("d/db.rules", "primary  v4").given("d/db.v6.rules", "primary  v6");
    assertThat(shown(survey()))
        .containsExactly("db: d/db.rules d/db.v6.rules", "web: d/web.v4.rules d/web.v6.rules");
  }

  @Test
  void theFamiliesAloneInAFolderAreOneFirewall() {
    given("host/iptables.txt", "primary  v4").given("host/ip6tables.txt", "primary  v6");
    given("other/iptables.txt", "primary  v4");
    assertThat(survey().bundles().stream().map(b -> b.primaries()).toList()).containsExactly(2, 1);
  }

  @Test
  void dumpsOfTheSameFamilyAreDifferentFirewalls() {
    given("d/a.rules", "primary  v4").given("d/b.rules", "primary  v4");
    assertThat(shown(survey())).containsExactly("a: d/a.rules", "b: d/b.rules");
  }

  @Test
  void aFolderWithAMemberThatItNeedsIsOneInput() {
    given("acct/eu/groups.json", "member  groups").given("acct/eu/net/subnets.json", "member");
    given("acct/us/groups.json", "member  groups").given("acct/vpcs.json", "member");
    Inputs inputs = survey();
    assertThat(shown(inputs))
        .containsExactly(
            "eu: acct/eu/groups.json acct/eu/net/subnets.json", "us: acct/us/groups.json");
    assertThat(inputs.problems()).hasSize(1);
  }

  @Test
  void theSameContentTwiceIsReadOnce() {
    files.add(new Found(InputFile.of("a/edge.cfg", "primary alpha"), false));
    files.add(new Found(InputFile.of("b/copy.cfg", "primary alpha"), false));
    Inputs inputs = survey();
    assertThat(shown(inputs)).containsExactly("edge: a/edge.cfg");
    assertThat(inputs.skipped()).containsExactly("b/copy.cfg: the same content as a/edge.cfg");
    assertThat(inputs.copies()).containsOnlyKeys("a/edge.cfg");
  }

  @Test
  void equalDumpsOfHostsWithoutNamesStayApartIfTheirCompanionsDiffer() {
    files.add(new Found(InputFile.of("a/web.rules", "primary"), false));
    files.add(new Found(InputFile.of("b/db.rules", "primary"), false));
    given("b/db.sets", "companion");
    assertThat(shown(survey())).containsExactly("web: a/web.rules", "db: b/db.rules b/db.sets");
  }

  @Test
  void theOrderOfTheFilesDoesNotMatter() {
    given("d/edge-1.cfg", "primary alpha").given("d/edge-2.cfg", "primary beta");
    given("d/x.txt", "companion beta")
        .given("d/w.v4", "primary  v4")
        .given("d/w.v6", "primary  v6");
    List<String> first = shown(survey());
    Collections.reverse(files);
    assertThat(shown(survey())).isEqualTo(first);
  }

  @Test
  void whatNoVendorKnowsIsUnreadableAndSaysWhy() {
    given("d/notes.txt", "something else").given("d/x.txt", "refused");
    files.add(new Found(InputFile.of("d/empty.cfg", new byte[0]), false));
    files.add(new Found(InputFile.of("d/binary.bin", new byte[] {0, 1, 2, 3}), false));
    files.add(new Found(InputFile.of("d/blank.cfg", "\n \n"), false));
    assertThat(survey().unreadable().stream().map(u -> u.name() + ": " + u.reason()))
        .containsExactly(
            "d/binary.bin: it is a binary file; expected plain",
            "d/blank.cfg: the file has nothing but blank lines; expected plain",
            "d/empty.cfg: the file is empty",
            "d/notes.txt: the format is unknown; expected plain",
            "d/x.txt: the format cannot be audited");
  }
}

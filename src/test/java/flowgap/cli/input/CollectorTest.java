package flowgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flowgap.source.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Limits SMALL = new Limits(20, 1 << 20, 250, 2);

  @TempDir Path folder;
  private final Workplace workplace = new Workplace();

  @AfterEach
  void cleanUp() {
    workplace.close();
  }

  private Collected collect(Limits limits, String standardInput, String... arguments) {
    List<String> all =
        List.of(arguments).stream().map(a -> a.equals("-") ? a : folder + "/" + a).toList();
    return new Collector(
            limits,
            workplace,
            new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
            Set.of())
        .collect(all);
  }

  private Collected collect(String... arguments) {
    return collect(SMALL, "", arguments);
  }

  private Path write(String name, String content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private List<String> names(Collected c) {
    return c.files().stream().map(f -> relative(f.file().name())).toList();
  }

  private String relative(String text) {
    return text.replace(folder.toString().replace('\\', '/') + "/", "");
  }

  private List<String> skipped(Collected c) {
    return c.skipped().stream().map(this::relative).toList();
  }

  private List<String> unreadable(Collected c) {
    return c.unreadable().stream().map(u -> relative(u.name()) + ": " + u.reason()).toList();
  }

  @Test
  void foldersAreSearchedAndHiddenFilesPassedOver() throws IOException {
    write("in/a.cfg", "x");
    write("in/sub/b.cfg", "y");
    write("in/.git/config", "z");
    write("in/~$plan.xlsx", "z");
    Collected c = collect("in");
    assertThat(names(c)).containsExactly("in/a.cfg", "in/sub/b.cfg");
    assertThat(skipped(c)).containsExactly("in/.git: hidden file", "in/~$plan.xlsx: hidden file");
  }

  @Test
  void aFileReachedTwiceIsReadOnceWhateverTheOrder() throws IOException {
    write("in/a.cfg", "x");
    assertThat(names(collect("in", "in/a.cfg"))).containsExactly("in/a.cfg");
    assertThat(names(collect("in/a.cfg", "in/*.cfg", "in"))).containsExactly("in/a.cfg");
  }

  @Test
  void globsAreExpanded() throws IOException {
    write("in/a.cfg", "x");
    write("in/b.txt", "x");
    write("in/sub/c.cfg", "x");
    assertThat(names(collect("in/*.cfg"))).containsExactly("in/a.cfg");
    assertThat(names(collect("in/**.cfg"))).containsExactly("in/a.cfg", "in/sub/c.cfg");
    assertThat(unreadable(collect("in/*.xml"))).containsExactly("in/*.xml: no file matches");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    assertThat(unreadable(collect("none.cfg", "empty")))
        .containsExactly("empty: the folder is empty", "none.cfg: there is no such file or folder");
  }

  @Test
  void standardInputIsAFile() throws IOException {
    Collected c = collect(SMALL, "hello", "-");
    assertThat(names(c)).containsExactly("-");
    assertThat(c.files().get(0).file().headText()).isEqualTo("hello");
    assertThat(unreadable(collect(SMALL, "", "-"))).containsExactly("-: standard input is empty");
  }

  @Test
  void ownReportsArePassedOver() throws IOException {
    write("in/a.cfg", "x");
    write("in/out/report.json", "{\"schema\": \"flowgap-report/1\"}");
    write("in/out/findings.csv", "id,type");
    write("in/out/changes/edge/open.txt", "access-list");
    Collected c = collect("in");
    assertThat(names(c)).containsExactly("in/a.cfg");
    assertThat(skipped(c)).hasSize(3).allMatch(s -> s.endsWith(": flowgap's own output"));
  }

  @Test
  void linksOutOfTheFolderAreNotFollowed() throws IOException {
    write("outside/secret.cfg", "x");
    write("in/a.cfg", "x");
    link("in/out.cfg", folder.resolve("outside/secret.cfg"));
    link("in/inside.cfg", folder.resolve("in/a.cfg"));
    link("in/gone.cfg", folder.resolve("in/nothing.cfg"));
    link("in/loop", folder.resolve("in"));
    Collected c = collect("in");
    assertThat(names(c)).containsExactly("in/a.cfg");
    assertThat(skipped(c))
        .containsExactly(
            "in/gone.cfg: a symbolic link that leads out of the folder",
            "in/loop: a symbolic link to a folder",
            "in/out.cfg: a symbolic link that leads out of the folder");
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), target);
  }

  @Test
  void devicesAreNotRead() {
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    Collected c =
        new Collector(SMALL, workplace, new ByteArrayInputStream(new byte[0]), Set.of())
            .collect(List.of("/dev/zero"));
    assertThat(c.unreadable().get(0).reason())
        .isEqualTo("it is a device or pipe, no file; for a pipe give -");
  }

  @Test
  void archivesAreFolders() throws IOException {
    zip("in/a.zip", "x/edge.cfg", "one", "x/.hidden", "two", "plan.docx", office());
    tarGz("in/b.tar.gz", "core.xml", "three");
    Collected c = collect("in");
    assertThat(names(c))
        .containsExactly("in/a.zip!/plan.docx", "in/a.zip!/x/edge.cfg", "in/b.tar.gz!/core.xml");
    assertThat(skipped(c)).containsExactly("in/a.zip!/x/.hidden: hidden file");
    assertThat(c.files().get(1).file().headText()).isEqualTo("one");
    assertThat(c.files().get(1).file().headText()).isEqualTo("one");
  }

  private static String office() {
    return "PK\u0003\u0004............[Content_Types].xml";
  }

  @Test
  void archivesWithinArchivesAreRead() throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    zip(inner, "edge.cfg", "deep");
    Files.createDirectories(folder.resolve("in"));
    try (ZipOutputStream z =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("in/o.zip")))) {
      z.putNextEntry(new ZipEntry("i.zip"));
      z.write(inner.toByteArray());
      z.closeEntry();
    }
    assertThat(names(collect("in/o.zip"))).containsExactly("in/o.zip!/i.zip!/edge.cfg");
    assertThat(unreadable(collect(new Limits(20, 1 << 20, 250, 1), "", "in/o.zip")))
        .containsExactly(
            "in/o.zip: the archive cannot be read: archives lie more than 1 deep in each other");
  }

  @Test
  void ofASupportArchiveOnlyTheConfigurationInForceIsRead() throws IOException {
    String saved = "opt/pancfg/mgmt/saved-configs/";
    zip(
        "in/local.zip",
        saved + "running-config.xml",
        "<config/>",
        saved + ".ha-remote-rc.xml",
        "<config/>",
        saved + "techsupport-saved-currcfg.xml",
        "<config/>",
        "tmp/cli/techsupport_1.txt",
        "> show system info",
        "etc/anything",
        "x",
        "var/log/pan/ms.log",
        "x");
    zip(
        "in/managed.zip",
        "./" + saved + "running-config.xml",
        "<config/>",
        "./" + saved + ".merged-running-config.xml",
        "<config/>");
    Collected c = collect("in");
    assertThat(names(c))
        .containsExactly(
            "in/local.zip!/" + saved + "running-config.xml",
            "in/managed.zip!/" + saved + ".merged-running-config.xml");
    String why =
        ": a support or device state archive, of which only the running configuration is read; members"
            + " passed over: ";
    assertThat(skipped(c)).containsExactly("in/local.zip" + why + 5, "in/managed.zip" + why + 1);
    assertThat(unreadable(c)).isEmpty();
  }

  @Test
  void ofAnUnpackedSupportArchiveTheSame() throws IOException {
    String saved = "opt/pancfg/mgmt/saved-configs/";
    write("in/one/" + saved + "running-config.xml", "<config/>");
    write("in/one/" + saved + "techsupport-saved-currcfg.xml", "<config/>");
    write("in/one/var/log/pan/ms.log", "x");
    write("in/one/etc/anything", "x");
    write("in/two/" + saved + "running-config.xml", "<config/>");
    write("in/two/" + saved + ".merged-running-config.xml", "<config/>");
    write("in/edge.cfg", "x");
    Collected c = collect("in");
    assertThat(names(c))
        .containsExactly(
            "in/edge.cfg",
            "in/one/" + saved + "running-config.xml",
            "in/two/" + saved + ".merged-running-config.xml");
    String why = ": an unpacked support archive, of which only the running configuration is read";
    assertThat(skipped(c)).containsExactly("in/one" + why, "in/two" + why);
  }

  @Test
  void ofADeviceStateOnlyTheConfigurationInForceIsRead() throws IOException {
    zip(
        "in/edge-1_device_state_cfg.tgz",
        "running-config.xml",
        "<config/>",
        "pushed/template.xml",
        "<config/>",
        "pushed/policy.xml",
        "<policy/>");
    zip("in/exports.zip", "running-config.xml", "<config/>", "other.xml", "<config/>");
    Collected c = collect("in");
    assertThat(names(c))
        .containsExactly(
            "in/edge-1_device_state_cfg.tgz!/running-config.xml",
            "in/exports.zip!/other.xml",
            "in/exports.zip!/running-config.xml");
    assertThat(skipped(c))
        .containsExactly(
            "in/edge-1_device_state_cfg.tgz: a support or device state archive, of which only the"
                + " running configuration is read; members passed over: 2");
  }

  @Test
  void namesThatLeadOutOfAnArchiveLeadNowhere() throws IOException {
    zip("in/slip.zip", "../../../tmp/flowgap-slip.cfg", "x", "/etc/flowgap-slip.cfg", "y");
    Collected c = collect("in/slip.zip");
    assertThat(names(c))
        .containsExactly("in/slip.zip!/etc/flowgap-slip.cfg", "in/slip.zip!/tmp/flowgap-slip.cfg");
    assertThat(Path.of("/etc/flowgap-slip.cfg")).doesNotExist();
    assertThat(Path.of("/tmp/flowgap-slip.cfg")).doesNotExist();
  }

  @Test
  void bombsAreRefused() throws IOException {
    zip("in/big.zip", "a.cfg", "0".repeat(2 << 20));
    assertThat(unreadable(collect("in/big.zip")))
        .containsExactly("in/big.zip: the archive cannot be read: it unpacks to more than 1 MiB");
    String[] many = new String[60];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "f" + i;
      many[i + 1] = "x";
    }
    zip("in/many.zip", many);
    assertThat(unreadable(collect("in/many.zip")))
        .containsExactly("in/many.zip: the archive cannot be read: it has more than 20 members");
    zip("in/dense.zip", "a.cfg", "0".repeat(70 << 20));
    assertThat(unreadable(collect(new Limits(20, 1 << 30, 250, 2), "", "in/dense.zip")))
        .containsExactly(
            "in/dense.zip: the archive cannot be read: it unpacks to more than 250 times its size");
  }

  @Test
  void damagedArchivesAreSaid() throws IOException {
    Path zip = zip("in/cut.zip", "a.cfg", "something that is long enough to be cut");
    byte[] all = Files.readAllBytes(zip);
    Files.write(zip, java.util.Arrays.copyOf(all, 45));
    assertThat(unreadable(collect("in/cut.zip")))
        .singleElement()
        .asString()
        .startsWith("in/cut.zip: the archive cannot be read: ");
  }

  @Test
  void linksInArchivesArePassedOver() throws IOException {
    Path path = folder.resolve("l.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(path))) {
      TarArchiveEntry link = new TarArchiveEntry("passwd.cfg", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    Collected c = collect("l.tar");
    assertThat(names(c)).isEmpty();
    assertThat(skipped(c)).containsExactly("l.tar!/passwd.cfg: a link or device in an archive");
  }

  @Test
  void nothingOfAnArchiveIsLeftBehind() throws IOException {
    zip("in/a.zip", "edge.cfg", "one");
    InputFile file = collect("in/a.zip").files().get(0).file();
    assertThat(file.headText()).isEqualTo("one");
    workplace.close();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(file::open))
        .isInstanceOf(IOException.class);
  }

  private Path zip(String name, String... members) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    try (OutputStream out = Files.newOutputStream(path)) {
      zip(out, members);
    }
    return path;
  }

  private static void zip(OutputStream out, String... members) throws IOException {
    ZipOutputStream z = new ZipOutputStream(out);
    for (int i = 0; i < members.length; i += 2) {
      z.putNextEntry(new ZipEntry(members[i]));
      z.write(members[i + 1].getBytes(StandardCharsets.ISO_8859_1));
      z.closeEntry();
    }
    z.finish();
  }

  private void tarGz(String name, String member, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
      TarArchiveEntry e = new TarArchiveEntry(member);
      e.setSize(bytes.length);
      tar.putArchiveEntry(e);
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
  }
}

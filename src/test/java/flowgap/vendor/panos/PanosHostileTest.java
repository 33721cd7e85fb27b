package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import flowgap.policy.Firewall;
import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile and broken files end in one sentence; secrets stay where they are. */
class PanosHostileTest {
  private static final String HEAD = "<config version=\"11.0.0\" urldb=\"paloaltonetworks\">";

  private static String failure(InputFile file) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThrows(
                    InputFailure.class,
                    () -> new PanosReader().read(List.of(file), "x", SiteFacts.NONE))
                .problems()
                .get(0)
                .sentence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE config [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><config urldb="p"><shared>&b;</shared></config> | x.xml:1:1: a document type (<!DOCTYPE …>) was found; PAN-OS writes none, so nothing is read
          <!DOCTYPE config SYSTEM "file:///etc/passwd"><config urldb="p"/>                                      | x.xml:1:1: a document type (<!DOCTYPE …>) was found; PAN-OS writes none, so nothing is read
          <config urldb="p"><shared>&x;</shared></config>                                                       | x.xml:1:27: an entity was found that PAN-OS does not write; nothing is read
          <config urldb="p"><shared><address>                                                                   | x.xml:1:36: the file is cut off: it ends inside an element
          <config urldb="p"><shared></config>                                                                   | x.xml:1:27: this is no well-formed XML: Unexpected close tag </config>; expected </shared>.
          """)
  void oneSentence(String text, String sentence) {
    assertThat(failure(InputFile.of("x.xml", text.strip()))).isEqualTo(sentence.strip());
  }

  @Test
  void deepNestingEndsInOneSentence() {
    String text = HEAD + "<shared>" + "<a>".repeat(100_000);
    assertThat(failure(InputFile.of("x.xml", text)))
        .contains("elements are nested more than 120 deep");
  }

  @Test
  void endlessAttributesNamesAndTextsAreBounded() {
    assertThat(failure(endless(HEAD + "<shared><address><entry name=\"")))
        .contains("an attribute is longer than 65536 characters");
    assertThat(failure(endless(HEAD + "<shared><address><")))
        .contains("a single word goes on for more than 16 MiB");
    assertThat(failure(endless(HEAD + "<shared><address><entry name=\"a\"><fqdn>")))
        .contains("a single word goes on for more than 16 MiB");
  }

  /** A start, and then one letter without end. */
  private static InputFile endless(String start) {
    return new InputFile(
        "x.xml",
        -1,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                  private long left = 1L << 30;

                  @Override
                  public int read() {
                    return left-- > 0 ? 'x' : -1;
                  }

                  @Override
                  public int read(byte[] b, int off, int len) throws IOException {
                    int n = (int) Math.min(len, left);
                    java.util.Arrays.fill(b, off, off + Math.max(n, 0), (byte) 'x');
                    left -= n;
                    return n > 0 ? n : -1;
                  }
                }));
  }

  @Test
  void wrongEncodingEndsInOneSentence() {
    byte[] latin =
        (HEAD + "<shared><address><entry name=\"M\u00fcnchen\"/></address></shared></config>")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(failure(InputFile.of("x.xml", latin)))
        .contains("the file is not in the encoding that it claims");
  }

  @Test
  void prismaIsRefusedByName() throws Exception {
    Recognition r =
        new PanosReader()
            .recognise(
                InputFile.of(
                    "x",
                    "<config fawkes-config-version=\"3\" version=\"10.0.0\"><devices/></config>"));
    assertThat(r.kind()).isEqualTo(Recognition.Kind.REFUSED);
    assertThat(r.what()).contains("Prisma Access");
  }

  @Test
  void secretsNeverLeave() throws Exception {
    String xml =
        HEAD
            + """

            <mgt-config><users><entry name="admin"><phash>$1$hidden$hash</phash></entry></users></mgt-config>
            <devices><entry name="localhost.localdomain"><network><interface><ethernet>
            <entry name="ethernet1/1"><layer3><pppoe><password>-AQ==topsecret</password></pppoe></layer3></entry>
            </ethernet></interface></network><vsys><entry name="vsys1">
            <external-list><entry name="l"><type><ip><auth><password>topsecret2</password></auth></ip></type></entry></external-list>
            <rulebase><security><rules><entry name="r"><action>allow</action><api-key>topsecret3</api-key></entry></rules></security></rulebase>
            <strange><secret>topsecret4</secret></strange>
            </entry></vsys></entry></devices></config>
            """;
    String set =
        """
        set deviceconfig system hostname edge
        set network interface ethernet ethernet1/1 layer3 pppoe password topsecret1
        set rulebase security rules r action allow
        set rulebase security rules r api-key topsecret2
        set strange thing password topsecret3
        set strange other -AQ==topsecret4
        """;
    for (String text : new String[] {xml, set}) {
      StringBuilder all = new StringBuilder();
      for (Firewall f :
          new PanosReader().read(List.of(InputFile.of("x", text)), "fw", SiteFacts.NONE)) {
        all.append(f);
      }
      assertThat(all.toString()).contains("api-key").doesNotContain("topsecret", "hidden$hash");
    }
  }
}

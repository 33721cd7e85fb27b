package flowgap.vendor.panos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import flowgap.policy.Recognition;
import flowgap.policy.SiteFacts;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever hands in a hostile or broken file is told what is wrong with it, whether or not its first
 * words look like a firewall's.
 */
class PanosAttacksTest {
  /** What a user is told of a file: why it is refused, or why it cannot be read. */
  private static String said(InputFile file) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Recognition r = new PanosReader().recognise(file);
          return switch (r.kind()) {
            case REFUSED -> r.what();
            case PRIMARY ->
                assertThrows(
                        InputFailure.class,
                        () -> new PanosReader().read(List.of(file), "x", SiteFacts.NONE))
                    .problems()
                    .get(0)
                    .message();
            case UNKNOWN, COMPANION, FOLDER_MEMBER -> "(" + r.kind() + ")";
          };
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><lolz>&b;</lolz>                  | XML with a document type of its own (<!DOCTYPE …>), which no export has; nothing of it is read
          <!DOCTYPE lolz [<!ENTITY a "ha">]><config version="10.1.0"><shared>&a;</shared></config> | a document type (<!DOCTYPE …>) was found; PAN-OS writes none, so nothing is read
          <!DOCTYPE foo SYSTEM "http://192.0.2.1/x.dtd"><foo/>                                     | XML with a document type of its own (<!DOCTYPE …>), which no export has; nothing of it is read
          <!DOCTYPE html><html><body>log in</body></html>                                          | (UNKNOWN)
          <config version="10.1.0"><shared><address>                                               | the file is cut off: it ends inside an element
          <config version="10.1.0"><shared></sha                                                   | the file is cut off: it ends inside an element
          <config version="10.1.0" url                                                             | the file is cut off: it ends inside an element
          <?xml version="1.0"?>                                                                    | the file is cut off: it ends before its first element
          <response status="error" code="403"><result><msg>Invalid Credential</msg></result></response> | the answer of a device that did not give its configuration: Invalid Credential
          """)
  void oneSentenceNamesTheCause(String text, String sentence) {
    assertThat(said(InputFile.of("x.xml", text.strip()))).isEqualTo(sentence.strip());
  }

  @Test
  void deepNestingFromTheFirstElementOn() {
    String deep = "<config version=\"10.1.0\">" + "<shared>".repeat(1_000_000);
    assertThat(said(InputFile.of("x.xml", deep)))
        .isEqualTo("elements are nested more than 120 deep; PAN-OS nests far less");
  }

  @Test
  void gigabyteAttributes() {
    String sentence =
        "an attribute is longer than 65536 characters, or an element has more than 64 of them";
    String one = "<config version=\"1" + "1".repeat(40_000_000) + "\"/>";
    assertThat(said(InputFile.of("x.xml", one))).isEqualTo(sentence);
    String blanks = "<config version=\"10.1.0\"><shared a=\"" + "1 ".repeat(20_000_000) + "\"/>";
    assertThat(said(InputFile.of("x.xml", blanks))).isEqualTo(sentence);
    StringBuilder many = new StringBuilder("<config version=\"10.1.0\"><shared");
    for (int i = 0; i < 10_000; i++) {
      many.append(" a").append(i).append("='1'");
    }
    assertThat(said(InputFile.of("x.xml", many.append("/></config>").toString())))
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTF-8   | Invalid UTF-8
          UTF-16  | Declared encoding 'UTF-16' uses 2 bytes per character
          KLINGON | Unsupported encoding
          """)
  void wrongEncodings(String claimed, String cause) {
    String text =
        "<?xml version=\"1.0\" encoding=\"%s\"?><config version=\"10.1.0\"><shared a=\"M\u00fcnchen\"/></config>"
            .formatted(claimed);
    assertThat(said(InputFile.of("x.xml", text.getBytes(StandardCharsets.ISO_8859_1))))
        .startsWith("the file is not in the encoding that it claims")
        .contains(cause);
  }

  /** The name stands behind the objects of a large export, and templates name other devices. */
  @Test
  void hostNameIsFoundBehindTheFirstPart() throws Exception {
    String objects = "<entry name=\"x\"><fqdn>host.example</fqdn></entry>".repeat(4_000);
    String template =
        "<template><entry name=\"t\"><config><devices><entry name=\"localhost.localdomain\">"
            + "<deviceconfig><system><hostname>other</hostname></system></deviceconfig>"
            + "</entry></devices></config></entry></template>";
    String xml =
        "<config version=\"10.1.0\"><!-- don't > --><shared><address>"
            + objects
            + "</address></shared><devices><entry name='localhost.localdomain'>"
            + template
            + "<empty/><deviceconfig><system><hostname>edge-1</hostname></system></deviceconfig>"
            + "</entry></devices></config>";
    assertThat(host(xml)).isEqualTo("edge-1");
    assertThat(host("<response status=\"success\"><result>" + xml + "</result></response>"))
        .isEqualTo("edge-1");
    String set =
        "set shared address x fqdn host.example\n".repeat(4_000)
            + "set deviceconfig system hostname edge-2\n";
    assertThat(host(set)).isEqualTo("edge-2");
  }

  private static String host(String text) throws Exception {
    return new PanosReader().recognise(InputFile.of("x", text)).hostName();
  }
}

package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import flowgap.analysis.AuditReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class MachineFormatsTest {
  /** One of the writers. */
  @FunctionalInterface
  private interface Writer {
    void write(AuditReport report, OutputStream out) throws IOException;
  }

  @Test
  void sarifIsValidByItsSchema() throws IOException {
    assertThat(sarifErrors(text(SarifReport::write, SampleReport.whole()))).isEmpty();
    assertThat(sarifErrors(text(SarifReport::write, HostileReport.whole()))).isEmpty();
    assertThat(
            sarifErrors(
                text(SarifReport::write, SampleReport.report(List.of(), List.of(), List.of()))))
        .isEmpty();
  }

  @Test
  void sarifPointsAtTheLineOfTheConfiguration() throws IOException {
    JsonNode run = new ObjectMapper().readTree(text(SarifReport::write, SampleReport.whole()));
    JsonNode result = run.at("/runs/0/results/1");
    assertThat(result.get("ruleId").asText()).isEqualTo("partial-flow");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("exports/edge-1.cfg");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(124);
    assertThat(result.at("/partialFingerprints/flowgapFindingId~1v1").asText())
        .isEqualTo("5b1d00aa94c2");
    long suppressed = run.at("/runs/0/results").findParents("suppressions").size();
    assertThat(suppressed).as("accepted and not expired").isEqualTo(1);
  }

  @Test
  void junitHasOneCaseForEachFlow() throws Exception {
    Element suite = suite(SampleReport.whole());
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(8);
    assertThat(suite.getAttribute("tests")).isEqualTo("8");
    assertThat(suite.getAttribute("failures"))
        .as("two blocked, one partial, one forbidden")
        .isEqualTo("4");
    assertThat(suite.getAttribute("errors")).as("undecided").isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).as("unbound, not on path").isEqualTo("2");
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .contains("deny tcp 10.1.0.0/24 -> 192.0.2.10:8443 by outside_in:default");
  }

  @Test
  void junitOfHostileNamesIsStillXml() throws Exception {
    assertThat(suite(HostileReport.whole()).getElementsByTagName("testcase").getLength())
        .isEqualTo(HostileReport.NAMES.size());
  }

  @Test
  void markdownBeginsWithTheAnswer() throws IOException {
    assertThat(text(MarkdownReport::write, SampleReport.whole()))
        .startsWith(
            "# Firewall gap report\n\n**Not ready:** 1 of 5 required flows is blocked on edge-1, 1 is"
                + " permitted only in part on edge-1; 1 proved change opens RM-02"
                + " (changes/edge-1/open.txt), none opens RM-03.\n\n- 1 is")
        .contains("| high | blocked-flow `3f2a9c10be77` | RM-02 | edge-1 |")
        .contains("```\naccess-list outside\\_in".replace("\\", ""));
  }

  @Test
  void markdownOfHostileNamesHasNoMarkup() throws IOException {
    String text = text(MarkdownReport::write, HostileReport.whole());
    assertThat(text).doesNotContain("<script", "<img", "\u202E", "\u0007");
    assertThat(text).doesNotContainPattern("[^\\\\]]\\(javascript");
    for (String line : text.split("\n")) {
      if (line.startsWith("| high")) {
        assertThat(line.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(7);
      }
    }
  }

  private static Element suite(AuditReport report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    byte[] bytes = text(JunitReport::write, report).getBytes(StandardCharsets.UTF_8);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    return (Element) document.getElementsByTagName("testsuite").item(0);
  }

  private static String text(Writer writer, AuditReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> sarifErrors(String json) throws IOException {
    try (InputStream in =
        MachineFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }
}

package flowgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import flowgap.analysis.AuditReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void theReportIsValidByItsPublishedSchema() throws IOException {
    assertThat(errors(json(SampleReport.whole()))).isEmpty();
  }

  @Test
  void theReportOfAnEmptyAuditIsValidToo() throws IOException {
    assertThat(errors(json(SampleReport.report(List.of(), List.of(), List.of())))).isEmpty();
  }

  @Test
  void hostileNamesStayValidAndCannotActOnATerminal() throws IOException {
    String json = json(HostileReport.whole());
    assertThat(errors(json)).isEmpty();
    assertThat(json).doesNotContain("\u202E", "\u0007", "\u2028", "\u0000", "\r");
    JsonNode flow = MAPPER.readTree(json).at("/flows/0/name");
    assertThat(flow.asText()).isEqualTo(HostileReport.NAMES.get(0));
  }

  @Test
  void theSchemaRefusesAVerdictThatThereIsNot() throws IOException {
    String json =
        json(SampleReport.whole()).replace("\"verdict\":\"blocked\"", "\"verdict\":\"bad\"");
    assertThat(errors(json)).isNotEmpty();
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    assertThat(json(SampleReport.whole())).isEqualTo(json(SampleReport.whole()));
  }

  @Test
  void theSummaryCountsRequiredFlowsAlone() throws IOException {
    JsonNode summary = MAPPER.readTree(json(SampleReport.whole())).get("summary");
    assertThat(summary.at("/flows/permitted").asInt()).isEqualTo(1);
    assertThat(summary.at("/flows/blocked").asInt()).isEqualTo(1);
    assertThat(summary.at("/flows/not-on-path").asInt()).isZero();
    assertThat(summary.at("/by_requirement/conditional/blocked").asInt()).isEqualTo(1);
    assertThat(summary.at("/findings/blocked-flow").asInt()).isEqualTo(1);
    assertThat(summary.at("/accepted").asInt()).isEqualTo(1);
  }

  @Test
  void anImplicitDefaultHasNoLine() throws IOException {
    JsonNode at = MAPPER.readTree(json(SampleReport.whole())).at("/flows/1/at/0/decided_by/0");
    assertThat(at.get("rule").asText()).isEqualTo("outside_in:default");
    assertThat(at.get("line").isNull()).isTrue();
  }

  static String json(AuditReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> errors(String json) throws IOException {
    try (InputStream in = Reports.class.getResourceAsStream("report.schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }
}

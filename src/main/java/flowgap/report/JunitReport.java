package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Reason;
import flowgap.analysis.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code junit.xml}: one test case for each flow. A gap is a failure, undecided an error,
 * what was not judged is skipped.
 */
final class JunitReport {
  /** What a flow is as a test. */
  private enum Outcome {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  private JunitReport() {}

  static void write(AuditReport report, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      suite(report, xml);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(AuditReport report, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "flowgap");
    xml.writeAttribute("tests", Integer.toString(report.flows().size()));
    xml.writeAttribute("failures", count(report, Outcome.FAILURE));
    xml.writeAttribute("errors", count(report, Outcome.ERROR));
    xml.writeAttribute("skipped", count(report, Outcome.SKIPPED));
    xml.writeAttribute("time", "0");
    xml.writeAttribute("timestamp", text(report.generated()));
    headers(report, xml);
    for (FlowResult f : report.flows()) {
      testCase(f, xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void headers(AuditReport report, XMLStreamWriter xml) throws XMLStreamException {
    if (report.headers().isEmpty()) {
      return;
    }
    xml.writeCharacters("\n");
    xml.writeStartElement("properties");
    for (String header : report.headers()) {
      xml.writeEmptyElement("property");
      xml.writeAttribute("name", "header");
      xml.writeAttribute("value", text(header));
    }
    xml.writeEndElement();
  }

  private static String count(AuditReport report, Outcome outcome) {
    return Long.toString(report.flows().stream().filter(f -> outcome(f) == outcome).count());
  }

  private static Outcome outcome(FlowResult f) {
    if (f.prohibition().isPresent()) {
      return switch (f.prohibition().get()) {
        case BROKEN -> Outcome.FAILURE;
        case UNCERTAIN -> Outcome.ERROR;
        case KEPT -> Outcome.PASSED;
      };
    }
    return switch (f.verdict()) {
      case PERMITTED -> Outcome.PASSED;
      case BLOCKED, PARTIAL -> Outcome.FAILURE;
      case UNDECIDED -> Outcome.ERROR;
      case UNBOUND, NOT_APPLICABLE, NOT_ON_PATH -> Outcome.SKIPPED;
    };
  }

  private static void testCase(FlowResult f, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testcase");
    String profile = f.flow().profile().isEmpty() ? "flow list" : f.flow().profile();
    xml.writeAttribute("classname", text(profile + "." + f.flow().requirement().word()));
    xml.writeAttribute("name", text(f.flow().id() + " " + f.flow().name()));
    xml.writeAttribute("time", "0");
    Outcome outcome = outcome(f);
    if (outcome != Outcome.PASSED) {
      xml.writeStartElement(
          switch (outcome) {
            case FAILURE -> "failure";
            case ERROR -> "error";
            case SKIPPED, PASSED -> "skipped";
          });
      xml.writeAttribute("message", text(message(f)));
      if (outcome != Outcome.SKIPPED) {
        xml.writeAttribute("type", f.verdict().word());
        xml.writeCharacters(text(evidence(f)));
      }
      xml.writeEndElement();
    } else if (!provided(f).isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(text(provided(f)));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String provided(FlowResult f) {
    return f.at().stream()
        .flatMap(a -> a.provided().stream().map(n -> a.firewall() + ": " + n + '\n'))
        .distinct()
        .collect(Collectors.joining());
  }

  private static String message(FlowResult f) {
    Set<String> where = new TreeSet<>();
    f.places().stream()
        .filter(a -> a.verdict() == f.verdict())
        .forEach(a -> where.add(a.firewall()));
    return f.flow().requirement().word()
        + " flow is "
        + f.verdict().word()
        + (where.isEmpty() ? "" : " on " + Headline.names(where));
  }

  private static String evidence(FlowResult f) {
    StringBuilder out = new StringBuilder();
    for (FlowAtFirewall a : f.at()) {
      out.append(a.firewall()).append(": ").append(a.verdict().word()).append('\n');
      for (Evidence e : a.decidedBy()) {
        out.append("  ")
            .append(e.action())
            .append(' ')
            .append(e.part())
            .append(" by ")
            .append(e.rule())
            .append(", ")
            .append(e.span().where())
            .append(": ")
            .append(e.span().text())
            .append('\n');
      }
      String reasons =
          a.undecidedBecause().stream().map(Reason::text).collect(Collectors.joining("; "));
      if (!reasons.isEmpty() && a.verdict() == Verdict.UNDECIDED) {
        out.append("  hinges on ").append(reasons).append('\n');
      }
      a.provided().forEach(n -> out.append("  ").append(n).append('\n'));
    }
    return out.toString();
  }

  private static String text(String text) {
    return Plain.text(text);
  }
}

package flowgap.cli;

import flowgap.flow.Flow;
import flowgap.flow.FlowFile;
import flowgap.flow.Site;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.List;

/** A flow made of words of the command line, read as a flow list would be. */
final class FlowWords {
  private FlowWords() {}

  static Flow read(String id, String from, String to, String service, Site site)
      throws UsageFailure {
    String list =
        "id,source,destination,service,source_ports,requirement\n"
            + String.join(
                ",", id, quoted(from), quoted(to), quoted(service), ports(service), "required")
            + "\n";
    try {
      List<Flow> flows = FlowFile.read(InputFile.of("command line", list), site).flows();
      return flows.get(0);
    } catch (InputFailure e) {
      throw UsageFailure.of(e);
    } catch (IOException e) {
      throw new UsageFailure("the command line cannot be read as a flow: " + e.getMessage());
    }
  }

  /** All source ports where the service has ports; flow lists take those of clients. */
  private static String ports(String service) {
    return service.matches("(?i)any|(tcp|udp|sctp)/.*") ? "0-65535" : "";
  }

  private static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }
}

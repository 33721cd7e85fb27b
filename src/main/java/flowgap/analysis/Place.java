package flowgap.analysis;

import java.util.List;

/**
 * What is known of a flow at a firewall without reading all of it.
 *
 * @param direction {@code forward} or {@code reverse}
 * @param kinds the sorts of reasons why parts of it may pass, each once
 */
public record Place(String firewall, String direction, Verdict verdict, List<String> kinds) {
  public Place {
    kinds = List.copyOf(kinds);
  }

  public static Place of(FlowAtFirewall at) {
    return new Place(
        at.firewall(),
        at.direction(),
        at.verdict(),
        at.undecidedBecause().stream().map(Reason::kind).distinct().toList());
  }
}

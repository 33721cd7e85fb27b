package flowgap.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What stands beside a flow and decides nothing.
 *
 * @param columns columns of the flow list that flowgap does not know, in their order
 * @param notes what reading it has to say, such as host bits that were cut off
 */
public record Remarks(
    String owner, String ticket, String comment, Map<String, String> columns, List<String> notes) {
  public static final Remarks NONE = new Remarks("", "", "", Map.of(), List.of());

  public Remarks {
    Objects.requireNonNull(owner);
    Objects.requireNonNull(ticket);
    Objects.requireNonNull(comment);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    notes = List.copyOf(notes);
  }
}

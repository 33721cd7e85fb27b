package flowgap.vendor.iptables;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the lists of a firewall stand in its dumps. */
final class ChainPlaces {
  /** Where a list stands in the inputs. */
  record Place(InputFile file, Table table, String chain) {
    /** {@code iptables -t nat}; the table filter needs no {@code -t}. */
    String program() {
      String name = table.v6() ? "ip6tables" : "iptables";
      return table.name().equals("filter") ? name : name + " -t " + table.name();
    }
  }

  private final Map<String, Place> places = new LinkedHashMap<>();

  ChainPlaces(List<InputFile> files) throws IOException, InputFailure {
    List<Place> found = new ArrayList<>();
    Set<Boolean> families = new TreeSet<>();
    for (InputFile file : files) {
      if (ExportKind.of(file).isPrimary()) {
        Dump dump = new DumpReader(file, new LineLedger(), new ArrayList<>()).read();
        families.addAll(dump.families());
        for (Table t : dump.tables()) {
          t.chains().keySet().forEach(c -> found.add(new Place(file, t, c)));
        }
      }
    }
    for (Place p : found) {
      String suffix = p.table().v6() && families.size() > 1 ? " (v6)" : "";
      places.put(ChainLists.listName(p.table().name(), p.chain(), suffix), p);
    }
  }

  /** Where a chain of the table that a program changes stands. */
  Optional<Place> of(String program, String chain) {
    return places.values().stream()
        .filter(p -> p.chain().equals(chain) && p.program().equals(program))
        .reduce((earlier, later) -> later);
  }

  Optional<Place> of(String list) {
    return Optional.ofNullable(places.get(list));
  }
}

package flowgap.cli;

import flowgap.cli.Inventory.Entry;
import flowgap.source.Encoding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the inventory: {@code path,name,group,owner,zone_map}. */
final class InventoryReader {
  private InventoryReader() {}

  static Inventory read(Path file) throws UsageFailure {
    if (file == null) {
      return Inventory.NONE;
    }
    String name = file.toString().replace('\\', '/');
    Map<String, Entry> out = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreHeaderCase(true)
            .get();
    try (CSVParser rows =
        CSVParser.parse(new StringReader(Encoding.decode(Files.readAllBytes(file))), format)) {
      if (rows.getHeaderNames().stream().noneMatch("path"::equalsIgnoreCase)) {
        throw new UsageFailure(
            name
                + ":1:1: the inventory has no column 'path'; expected path,name,group,owner,zone_map");
      }
      for (CSVRecord row : rows) {
        String path = cell(row, "path").replace('\\', '/');
        if (path.isEmpty()) {
          errors.add(name + ":" + rows.getCurrentLineNumber() + ":1: the row has no path");
          continue;
        }
        Entry e =
            new Entry(
                path,
                cell(row, "name"),
                cell(row, "group"),
                cell(row, "owner"),
                cell(row, "zone_map"));
        if (out.putIfAbsent(path, e) != null) {
          errors.add(
              name
                  + ":"
                  + rows.getCurrentLineNumber()
                  + ":1: the path '"
                  + path
                  + "' stands twice");
        }
      }
    } catch (NoSuchFileException e) {
      throw new UsageFailure("--inventory: there is no file " + name);
    } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
      throw new UsageFailure("--inventory: " + name + " cannot be read: " + e.getMessage());
    }
    if (!errors.isEmpty()) {
      throw new UsageFailure(errors);
    }
    return new Inventory(out);
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
  }
}

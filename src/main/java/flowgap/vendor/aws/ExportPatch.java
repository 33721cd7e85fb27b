package flowgap.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The exports of an account as trees, to be changed as the service would change them. */
final class ExportPatch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** An element of a list, by the list that holds it. */
  record Place(ArrayNode list, JsonNode element) {
    void remove() {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) == element) {
          list.remove(i);
          return;
        }
      }
    }
  }

  private final Map<InputFile, List<JsonNode>> documents = new LinkedHashMap<>();
  private final Set<InputFile> changed =
      new TreeSet<>(java.util.Comparator.comparing(InputFile::name));
  private final Map<JsonNode, InputFile> homes = new java.util.IdentityHashMap<>();

  ExportPatch(List<InputFile> files) throws IOException {
    for (InputFile file : files) {
      List<JsonNode> all = new ArrayList<>();
      try (Reader reader = Documents.open(file);
          MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(reader)) {
        while (values.hasNextValue()) {
          all.add(values.nextValue());
        }
      }
      documents.put(file, all);
    }
  }

  static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Elements of lists that have these members. */
  List<Place> find(Map<String, String> members) {
    List<Place> out = new ArrayList<>();
    documents.forEach((file, all) -> all.forEach(d -> find(d, members, out, file)));
    return out;
  }

  private void find(JsonNode node, Map<String, String> members, List<Place> out, InputFile file) {
    if (node instanceof ArrayNode list) {
      for (JsonNode element : list) {
        boolean all =
            members.entrySet().stream()
                .allMatch(
                    m ->
                        m.getValue().isEmpty()
                            ? element.has(m.getKey())
                            : element.path(m.getKey()).asText().equals(m.getValue()));
        if (all) {
          out.add(new Place(list, element));
          homes.put(element, file);
        } else {
          find(element, members, out, file);
        }
      }
    } else {
      node.forEach(child -> find(child, members, out, file));
    }
  }

  /** Says that an element's file is another one now. */
  void touch(JsonNode element) {
    changed.add(homes.get(element));
  }

  /** The list of this name in an object, made where it is missing. */
  static ArrayNode list(JsonNode object, String name) {
    return object.path(name) instanceof ArrayNode list
        ? list
        : ((ObjectNode) object).putArray(name);
  }

  /** The files as they would be exported now. */
  List<InputFile> files() throws IOException {
    List<InputFile> out = new ArrayList<>();
    for (Map.Entry<InputFile, List<JsonNode>> e : documents.entrySet()) {
      if (!changed.contains(e.getKey())) {
        out.add(e.getKey());
        continue;
      }
      StringBuilder text = new StringBuilder();
      for (JsonNode document : e.getValue()) {
        text.append(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document))
            .append('\n');
      }
      out.add(InputFile.of(e.getKey().name(), text.toString().getBytes(StandardCharsets.UTF_8)));
    }
    return out;
  }

  /** The permission with this one far end alone; empty where the path leads nowhere. */
  static Optional<Place> at(JsonNode object, String list, int index) {
    if (object.path(list) instanceof ArrayNode array && index < array.size()) {
      return Optional.of(new Place(array, array.get(index)));
    }
    return Optional.empty();
  }
}

package flowgap.vendor.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The exports of an account as trees, which can be changed as the service would change them. */
final class ExportPatch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> IDS = List.of("GroupId", "SecurityGroupRuleId", "NetworkAclId");

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

  /** Elements of lists by their ids. */
  private final Map<String, List<Place>> byId = new HashMap<>();

  /** A rule that stands by itself, of each group that has or had such rules. */
  private final Map<String, Place> rules = new HashMap<>();

  ExportPatch(List<InputFile> files) throws IOException {
    this(files, id -> true);
  }

  /**
   * @param wanted of groups and ACLs, only those whose ids these are, are kept
   */
  ExportPatch(List<InputFile> files, Predicate<String> wanted) throws IOException {
    for (InputFile file : files) {
      List<JsonNode> all = new ArrayList<>();
      try (Reader reader = Documents.open(file);
          JsonParser parser = MAPPER.createParser(reader)) {
        while (parser.nextToken() != null) {
          all.add(read(parser, wanted));
        }
      }
      documents.put(file, all);
      all.forEach(d -> index(d, file));
    }
  }

  /** The value that begins at the parser's token. */
  private static JsonNode read(JsonParser parser, Predicate<String> wanted) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode out = MAPPER.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        out.set(name, read(parser, wanted));
      }
      return out;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode out = MAPPER.createArrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode element = parser.readValueAsTree();
        if (wanted.test(element.path("GroupId").asText(element.path("NetworkAclId").asText()))) {
          out.add(element);
        }
      }
      return out;
    }
    return parser.readValueAsTree();
  }

  private void index(JsonNode node, InputFile file) {
    if (node instanceof ArrayNode list) {
      for (JsonNode element : list) {
        if (element.has("IsEgress")) {
          rules.putIfAbsent(element.path("GroupId").asText(), new Place(list, element));
        }
        for (String key : IDS) {
          JsonNode id = element.get(key);
          if (id != null) {
            byId.computeIfAbsent(id.asText(), i -> new ArrayList<>()).add(new Place(list, element));
            homes.put(element, file);
          }
        }
      }
    }
    if (node.isContainerNode()) {
      node.forEach(child -> index(child, file));
    }
  }

  static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Elements of lists by an id.
   *
   * @param key what the id is the value of
   * @param member what else they have
   */
  List<Place> find(String key, String id, String member) {
    return byId.getOrDefault(id, List.of()).stream()
        .filter(p -> p.element().path(key).asText().equals(id) && p.element().has(member))
        .toList();
  }

  /** Where rules of a group stand each by itself; empty where they do not. */
  Optional<Place> rulesOf(String group) {
    return Optional.ofNullable(rules.get(group));
  }

  /** Adds to the list of this name in an element. */
  void add(JsonNode element, String name, JsonNode added) {
    list(element, name).add(added);
    changed.add(homes.get(element));
  }

  /** Adds to the list that an element stands in. */
  void addBeside(Place place, JsonNode added) {
    place.list().add(added);
    changed.add(homes.get(place.element()));
    homes.put(added, homes.get(place.element()));
    byId.get(added.path("GroupId").asText()).add(new Place(place.list(), added));
  }

  /**
   * Takes something out.
   *
   * @param element the element of a list that it is a part of
   */
  void remove(JsonNode element, Place place) {
    place.remove();
    changed.add(homes.get(element));
    for (String key : IDS) {
      byId.getOrDefault(place.element().path(key).asText(), new ArrayList<>())
          .removeIf(p -> p.element() == place.element());
    }
  }

  /** The list of this name in an object, made where it is missing. */
  private static ArrayNode list(JsonNode object, String name) {
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

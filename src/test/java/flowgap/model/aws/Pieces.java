package flowgap.model.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.source.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account as pieces that can be left out one by one: what {@code describe-…} lists, and the
 * rules of groups and ACLs by themselves.
 */
final class Pieces {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, List<String>> INNER =
      Map.of(
          "SecurityGroups", List.of("IpPermissions", "IpPermissionsEgress"),
          "NetworkAcls", List.of("Entries"));

  /**
   * @param kind {@code SecurityGroups} and the like
   * @param of the id of the group or ACL that a rule belongs to, empty for an element itself
   * @param list the name of the rule's list
   */
  record Piece(String kind, String of, String list, JsonNode json) {}

  private Pieces() {}

  static Piece element(String kind, String json) {
    return new Piece(kind, "", "", parse(json));
  }

  static Piece rule(String kind, String of, String list, String json) {
    return new Piece(kind, of, list, parse(json));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** The pieces of exports. */
  static List<Piece> of(List<InputFile> files) throws IOException {
    List<Piece> out = new ArrayList<>();
    for (InputFile f : files) {
      try (var in = f.open();
          MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(in)) {
        while (documents.hasNext()) {
          add(out, documents.next());
        }
      }
    }
    return out;
  }

  private static void add(List<Piece> out, JsonNode document) {
    document
        .properties()
        .forEach(
            e -> {
              if (!e.getValue().isArray()) {
                out.add(new Piece("~" + e.getKey(), "", "", e.getValue()));
              }
              for (JsonNode element :
                  e.getValue().isArray() ? e.getValue() : JSON.createArrayNode()) {
                taken(out, e.getKey(), element.deepCopy());
              }
            });
  }

  private static void taken(List<Piece> out, String kind, JsonNode element) {
    Piece whole = new Piece(kind, "", "", element);
    out.add(whole);
    for (String list : INNER.getOrDefault(kind, List.of())) {
      if (element.get(list) instanceof ArrayNode rules) {
        rules.forEach(r -> out.add(new Piece(kind, id(element), list, r)));
        ((ObjectNode) element).putArray(list);
      }
    }
  }

  static String id(JsonNode element) {
    for (String key : List.of("GroupId", "NetworkAclId")) {
      if (element.has(key)) {
        return element.get(key).asText();
      }
    }
    return "";
  }

  /** The exports again, one for each kind. */
  static Map<String, ArrayNode> assembled(List<Piece> pieces) {
    Map<String, ArrayNode> out = new LinkedHashMap<>();
    for (Piece p : pieces) {
      if (p.of.isEmpty() && !p.kind.startsWith("~")) {
        out.computeIfAbsent(p.kind, k -> JSON.createArrayNode()).add(p.json.deepCopy());
      }
    }
    for (Piece p : pieces) {
      for (JsonNode e :
          p.of.isEmpty() ? List.<JsonNode>of() : out.getOrDefault(p.kind, JSON.createArrayNode())) {
        if (id(e).equals(p.of)) {
          ((ObjectNode) e).withArray(p.list).add(p.json);
        }
      }
    }
    return out;
  }

  static List<InputFile> files(List<Piece> pieces) {
    List<InputFile> out = new ArrayList<>();
    assembled(pieces)
        .forEach(
            (kind, all) ->
                out.add(
                    InputFile.of(
                        kind + ".json",
                        JSON.createObjectNode().<ObjectNode>set(kind, all).toPrettyString())));
    return out;
  }

  static String text(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece p : pieces) {
      out.append(p.kind).append(' ').append(p.of).append(' ').append(p.list).append(' ');
      out.append(p.json).append('\n');
    }
    return out.toString();
  }
}

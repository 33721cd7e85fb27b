package flowgap.model.panos;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A configuration as a tree of names: entries, members and texts alike are children. */
final class Tree {
  /** Words that take one value, or a list in brackets; what follows stands beside them. */
  private static final Set<String> LEAVES =
      Set.of(
          "from",
          "to",
          "source",
          "destination",
          "application",
          "service",
          "action",
          "negate-source",
          "negate-destination",
          "rule-type",
          "disabled",
          "schedule",
          "translated-address",
          "translated-port",
          "bi-directional",
          "interface",
          "ip-address",
          "metric",
          "port",
          "source-port",
          "description",
          "tag",
          "log-setting",
          "log-end",
          "log-start",
          "category",
          "source-user",
          "hip-profiles",
          "to-interface",
          "nat-type",
          "next-vr",
          "ident-by-ip-protocol");

  private final Map<String, Tree> children = new LinkedHashMap<>();

  Map<String, Tree> children() {
    return children;
  }

  Tree at(String... path) {
    Tree now = this;
    for (String p : path) {
      now = now.children.getOrDefault(p, new Tree());
    }
    return now;
  }

  boolean has(String name) {
    return children.containsKey(name);
  }

  List<String> names() {
    return List.copyOf(children.keySet());
  }

  /** The only child's name, or another word. */
  String value(String otherwise) {
    return children.isEmpty() ? otherwise : children.keySet().iterator().next();
  }

  private Tree child(String name) {
    return children.computeIfAbsent(name, n -> new Tree());
  }

  /** From {@code set} lines; everything below the only virtual system stands at the top. */
  static Tree ofSets(List<String> lines) {
    Tree root = new Tree();
    for (String line : lines) {
      List<String> words = words(line);
      if (!words.isEmpty() && words.get(0).equals("set")) {
        root.add(words.subList(1, words.size()));
      }
    }
    return root;
  }

  private static List<String> words(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean open = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        open = true;
      } else if (c == ' ' && !quoted) {
        if (open) {
          out.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    return out;
  }

  private void add(List<String> words) {
    Tree now = this;
    for (int i = 0; i < words.size(); i++) {
      String w = words.get(i);
      boolean list = i + 1 < words.size() && words.get(i + 1).equals("[");
      if (list) {
        Tree leaf = now.child(w);
        int close = words.subList(i, words.size()).indexOf("]");
        int end = close < 0 ? words.size() : close + i;
        words.subList(i + 2, end).forEach(leaf::child);
        i = end;
      } else if (isLeaf(words, i)) {
        now.child(w).child(words.get(++i));
      } else {
        now = now.child(w);
      }
    }
  }

  /** Services and applications are objects of their own, except in a rule. */
  private static boolean isLeaf(List<String> words, int at) {
    String word = words.get(at);
    boolean object = word.matches("service|application|schedule|tag");
    return LEAVES.contains(word)
        && at + 1 < words.size()
        && at > 1
        && (!object || words.subList(0, at).contains("rules"));
  }

  /** From an XML export. */
  static Tree ofXml(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Tree root = new Tree();
      root.addAll(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)))
              .getDocumentElement());
      return root;
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void addAll(Element element) {
    boolean elements = false;
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e) {
        elements = true;
        if (e.getTagName().equals("member")) {
          child(e.getTextContent().strip());
        } else {
          String name = e.getTagName().equals("entry") ? e.getAttribute("name") : e.getTagName();
          child(name).addAll(e);
        }
      }
    }
    String text = element.getTextContent().strip();
    if (!elements && !text.isEmpty()) {
      child(text);
    }
  }
}

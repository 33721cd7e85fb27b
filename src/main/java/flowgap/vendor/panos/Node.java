package flowgap.vendor.panos;

import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One word of a configuration path, with what stands below it: {@code <from><member>trust</member>
 * </from>}, {@code set … from trust} and {@code from trust;} are all {@code from} above {@code
 * trust}. Only what bears on filtering is kept, so a tree is much smaller than its file.
 */
final class Node {
  /** How a word was written in an XML file; decides how it is quoted. */
  enum Form {
    ELEMENT,
    ENTRY,
    TEXT,
    LINE
  }

  private static final Node[] NONE = {};

  final String word;
  final Form form;
  final int line;
  final int column;

  /** UUID of a rule or the line as written, empty where there is none. */
  private String extra = "";

  /** Where an entry stands, once somebody has asked: every rule that uses it quotes it. */
  private SourceSpan span;

  /** The file of an object that a rule has named; null where none has. */
  private String file;

  private Node[] children = NONE;
  private int size;

  Node(String word, Form form, int line, int column) {
    this.word = word;
    this.form = form;
    this.line = line;
    this.column = column;
  }

  void add(Node child) {
    if (size == children.length) {
      children = Arrays.copyOf(children, size == 0 ? 1 : size < 4 ? size + 1 : size * 2);
    }
    children[size++] = child;
  }

  void insert(int index, Node child) {
    add(child);
    System.arraycopy(children, index, children, index + 1, size - 1 - index);
    children[index] = child;
  }

  boolean remove(Node child) {
    for (int i = 0; i < size; i++) {
      if (children[i] == child) {
        System.arraycopy(children, i + 1, children, i, size - i - 1);
        children[--size] = null;
        return true;
      }
    }
    return false;
  }

  /** The same subtree under another word. */
  Node renamed(String newWord) {
    Node out = new Node(newWord, form, line, column);
    out.extra = extra;
    out.children = children;
    out.size = size;
    return out;
  }

  /** Another of the same, with all that stands below. */
  Node copied(String newWord) {
    Node out = new Node(newWord, form, line, column);
    out.extra = extra;
    for (Node c : children()) {
      out.add(c.copied(c.word));
    }
    return out;
  }

  /** Leaves nothing below it. */
  void clear() {
    children = NONE;
    size = 0;
  }

  Node extra(String text) {
    extra = text;
    span = null;
    return this;
  }

  String extra() {
    return extra;
  }

  List<Node> children() {
    return Arrays.asList(children).subList(0, size);
  }

  boolean isLeaf() {
    return size == 0;
  }

  /** The child under this word, null where there is none. */
  Node child(String name) {
    for (int i = 0; i < size; i++) {
      if (children[i].word.equals(name)) {
        return children[i];
      }
    }
    return null;
  }

  int indexOf(Node child) {
    return children().indexOf(child);
  }

  /** The node under these words one below the other, null where there is none. */
  Node at(String... path) {
    Node now = this;
    for (int i = 0; now != null && i < path.length; i++) {
      now = now.child(path[i]);
    }
    return now;
  }

  boolean has(String name) {
    return child(name) != null;
  }

  List<String> words(String name) {
    return words(child(name));
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(last(child(name)));
  }

  boolean isYes(String name) {
    return "yes".equals(last(child(name)));
  }

  /** Whether the path is there. */
  boolean has(String... path) {
    return at(path) != null;
  }

  /** The children of the node at the path; none where it is not there. */
  List<Node> under(String... path) {
    Node found = at(path);
    return found == null ? List.of() : found.children();
  }

  /** The words of the children at the path. */
  List<String> words(String... path) {
    return words(at(path));
  }

  private static List<String> words(Node found) {
    if (found == null || found.size == 0) {
      return List.of();
    }
    if (found.size == 1) {
      return List.of(found.children[0].word);
    }
    List<String> out = new ArrayList<>(found.size);
    for (int i = 0; i < found.size; i++) {
      out.add(found.children[i].word);
    }
    return out;
  }

  /** The words of the children under a word, with commas between them. */
  String joined(String name) {
    Node found = child(name);
    if (found == null || found.size == 0) {
      return "";
    }
    return found.size == 1 ? found.children[0].word : String.join(", ", found.words());
  }

  /** The value at the path: its only word; of several {@code set} lines the last one holds. */
  Optional<String> value(String... path) {
    return Optional.ofNullable(last(at(path)));
  }

  boolean isYes(String... path) {
    return "yes".equals(last(at(path)));
  }

  private static String last(Node found) {
    return found == null || found.size == 0 ? null : found.children[found.size - 1].word;
  }

  /** Notes that a rule names it, and which file it stands in. */
  void foundIn(String itsFile) {
    file = itsFile;
  }

  /** Where an object stands that a rule has named, quoted; null where none has. */
  SourceSpan spanOfUse() {
    return file == null ? null : span(file);
  }

  /** Where it stands, quoted. */
  SourceSpan span(String file) {
    if (span != null && span.file().equals(file)) {
      return span;
    }
    SourceSpan now = new SourceSpan(file, line, column, quoted(), "");
    if (form == Form.ENTRY) {
      span = now;
    }
    return now;
  }

  private String quoted() {
    if (form == Form.LINE) {
      return extra;
    }
    if (form == Form.ENTRY) {
      return "<entry name=\""
          + word
          + "\""
          + (extra.isEmpty() ? "" : " uuid=\"" + extra + "\"")
          + ">";
    }
    if (form == Form.TEXT) {
      return word;
    }
    if (size == 1 && children[0].form == Form.TEXT) {
      return "<" + word + ">" + children[0].word + "</" + word + ">";
    }
    return "<" + word + ">";
  }

  @Override
  public String toString() {
    return size == 0 ? word : word + children();
  }
}

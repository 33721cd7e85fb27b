package flowgap.vendor.panos;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.LineLedger.Use;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads an XML export event by event and keeps the words that bear on filtering. Without document
 * type and external entities, and with limits on depth, attributes and runs of characters: a
 * hostile file ends in one sentence, in bounded time and memory.
 */
final class XmlExport {
  private static final int DEEPEST = 120;

  /** Characters of one text that are kept; no name or value is as long. */
  private static final int LONGEST_TEXT = 1 << 20;

  /** Names of objects have 63 characters at the most. */
  private static final int LONGEST_NAME = 64;

  /** One open element: its node (null where it is left out) and what stands below it. */
  private record Open(Node node, Bearing bearing, String word) {}

  private final Export export;
  private final XMLStreamReader2 in;
  private final Deque<Open> open = new ArrayDeque<>();

  /** The last member: those of one bearing are the same. */
  private Open member;

  /** The text of the element that is open, so far. */
  private char[] text = new char[256];

  private int textLength;

  /**
   * Line that the text so far has reached (it comes in pieces); 0 = no text yet, or one that stands
   * in the line of what comes next.
   */
  private int textLine;

  /** Whether there is text that has not left its line, which nobody has asked for. */
  private boolean textPending;

  private boolean textBlank;

  private XmlExport(Export export, XMLStreamReader2 in) {
    this.export = export;
    this.in = in;
  }

  static Export read(InputFile file) throws InputFailure, IOException {
    Export export = new Export(file, "XML");
    WstxInputFactory factory = factory();
    try (InputStream bytes = new RunawayGuard(file.open())) {
      XMLStreamReader2 reader = (XMLStreamReader2) factory.createXMLStreamReader(bytes);
      XmlExport x = new XmlExport(export, reader);
      try {
        x.read();
      } catch (XMLStreamException e) {
        throw x.failure(e);
      } catch (WstxLazyException e) {
        throw x.failure(checked(e));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new InputFailure(Problem.error(new SourceSpan(file.name(), 1, 1, "", ""), sentence(e)));
    }
    export.readingIsOver();
    return export;
  }

  static WstxInputFactory factory() {
    WstxInputFactory f = new WstxInputFactory();
    f.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    f.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    f.setProperty(XMLInputFactory.IS_COALESCING, false);
    f.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    f.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    f.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 64);
    f.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 65_536);
    f.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1);
    f.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, 1);
    return f;
  }

  private void read() throws XMLStreamException, InputFailure {
    if (in.getVersion() != null) {
      // the declaration is no event; it stands on the first line
      export.ledger.enter(1, Use.IGNORED);
    }
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          pendingText();
          textLine = 0;
          start();
        }
        case XMLStreamConstants.END_ELEMENT -> {
          // pending text stands in the end's line and bears on the same
          textPending = false;
          textLine = 0;
          end();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
        case XMLStreamConstants.DTD ->
            throw failure(
                "a document type (<!DOCTYPE …>) was found; PAN-OS writes none, so nothing is read");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw failure("an undeclared entity was found; PAN-OS writes none, so nothing is read");
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {
          pendingText();
          export.ledger.enter(line(), Use.IGNORED);
        }
        default -> {
          // white space and the like say nothing
        }
      }
    }
    if (export.root == null) {
      throw failure("no configuration was found");
    }
  }

  private int line() {
    return in.getLocationInfo().getStartLocation().getLineNumber();
  }

  private void start() {
    Location at = in.getLocationInfo().getStartLocation();
    String name = in.getLocalName();
    boolean entry = name.equals("entry");
    textLength = 0;
    Open parent = open.peek();
    if (export.root == null && (name.equals("response") || name.equals("result"))) {
      export.ledger.enter(at.getLineNumber(), Use.IGNORED);
      open.push(new Open(null, null, name));
      return;
    }
    String word = entry ? named(parent) : name;
    if (parent == null || parent.bearing == null) {
      startRoot(name, word, entry, at);
      return;
    }
    if (name.equals("member") && parent.bearing != Bearing.IGNORE) {
      enter(at.getLineNumber(), parent.bearing);
      if (member == null || member.bearing != parent.bearing) {
        member = new Open(null, parent.bearing, "member");
      }
      open.push(member);
      return;
    }
    Bearing bearing = parent.bearing.of(word);
    // Nothing stands below a member.
    boolean misplaced = parent.node == null && bearing != Bearing.IGNORE;
    if (misplaced || bearing == Bearing.UNKNOWN) {
      export.unknown(
          at.getLineNumber(),
          at.getColumnNumber(),
          "<" + name + ">",
          "<" + name + "> is not known here and is left out");
      bearing = Bearing.IGNORE;
    }
    push(parent.node, word, entry, bearing, at);
  }

  /** The name of an entry; those of rules stand there once, and need not be one string. */
  private String named(Open parent) {
    String word = attribute("name", "entry");
    return parent != null && "rules".equals(parent.word) ? word : export.words.of(word);
  }

  private void startRoot(String name, String word, boolean entry, Location at) {
    if (name.equals("config")) {
      export.root = new Node("config", Node.Form.ELEMENT, at.getLineNumber(), at.getColumnNumber());
      export.version = attribute("version", "");
      export.ledger.enter(at.getLineNumber(), Use.MODELLED);
      open.push(new Open(export.root, Bearing.config(), "config"));
      return;
    }
    if (export.root == null) {
      export.root = new Node(Shapes.FRAGMENT, Node.Form.ELEMENT, at.getLineNumber(), 1);
      export.part = true;
    }
    Bearing all = Bearing.fragment();
    Bearing bearing = entry ? all : all.of(name);
    push(export.root, word, entry, bearing == Bearing.UNKNOWN ? all : bearing, at);
  }

  private void push(Node parent, String word, boolean entry, Bearing bearing, Location at) {
    enter(at.getLineNumber(), bearing);
    if (bearing == Bearing.IGNORE) {
      if (entry) {
        mention(word);
      }
      open.push(new Open(null, bearing, word));
      return;
    }
    // what stands twice in a place is one
    Node there = bearing.isContainer() || !entry ? parent.child(word) : null;
    if (there != null && there.form != Node.Form.TEXT) {
      open.push(new Open(there, bearing, word));
      return;
    }
    Node node =
        new Node(
            word,
            entry ? Node.Form.ENTRY : Node.Form.ELEMENT,
            at.getLineNumber(),
            at.getColumnNumber());
    if (entry) {
      node.extra(attribute("uuid", ""));
    }
    parent.add(node);
    open.push(new Open(node, bearing, word));
  }

  /** Keeps the text, and accounts for each of its lines that is not blank. */
  private void characters() {
    char[] chars = in.getTextCharacters();
    int from = in.getTextStart();
    int length = in.getTextLength();
    if (textLine == 0 && isBlank(chars, from, from + length)) {
      return;
    }
    if (textLength < LONGEST_TEXT) {
      if (textLength + length > text.length) {
        text = Arrays.copyOf(text, 2 * (textLength + length));
      }
      System.arraycopy(chars, from, text, textLength, length);
      textLength += length;
    }
    if (textLine == 0 && !hasNewline(chars, from, from + length)) {
      textPending = true;
      return;
    }
    Bearing bearing = open.isEmpty() ? null : open.peek().bearing;
    if (textLine == 0) {
      pendingText();
      textLine = line();
      textBlank = true;
    }
    for (int i = from; i < from + length; i++) {
      if (chars[i] == '\n') {
        textLine++;
        textBlank = true;
      } else if (textBlank && chars[i] > ' ') {
        textBlank = false;
        enter(textLine, bearing == null ? Bearing.IGNORE : bearing);
      }
    }
  }

  /** Accounts for the line of a text that the next event ends, which begins in the same line. */
  private void pendingText() {
    if (textPending) {
      textPending = false;
      Bearing bearing = open.isEmpty() ? null : open.peek().bearing;
      enter(line(), bearing == null ? Bearing.IGNORE : bearing);
    }
  }

  private static boolean hasNewline(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private void end() {
    Open o = open.pop();
    Location at = in.getLocationInfo().getStartLocation();
    if (o.bearing == null) {
      export.ledger.enter(at.getLineNumber(), Use.IGNORED);
      return;
    }
    enter(at.getLineNumber(), o.bearing);
    int from = 0;
    int to = textLength;
    textLength = 0;
    while (from < to && text[from] <= ' ') {
      from++;
    }
    while (to > from && text[to - 1] <= ' ') {
      to--;
    }
    if (from == to) {
      return;
    }
    Open holder = o.word.equals("member") && o.node == null ? open.peek() : o;
    if (o.bearing == Bearing.IGNORE) {
      if (to - from < LONGEST_NAME) {
        export.words.mention(text, from, to);
      }
    } else if (holder != null && holder.node != null) {
      String value =
          holder.word.equals("description")
              ? new String(text, from, to - from)
              : export.words.of(text, from, to);
      String word = Secrets.clean(holder.word, value);
      holder.node.add(new Node(word, Node.Form.TEXT, at.getLineNumber(), at.getColumnNumber()));
    }
  }

  private static boolean isBlank(char[] chars, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (chars[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private void mention(String word) {
    if (word.length() < LONGEST_NAME) {
      export.words.mention(word);
    }
  }

  private void enter(int line, Bearing bearing) {
    export.ledger.enter(line, bearing == Bearing.IGNORE ? Use.IGNORED : Use.MODELLED);
  }

  private String attribute(String name, String otherwise) {
    String value = in.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  /** What is found wrong only when a text is looked at comes unchecked. */
  static XMLStreamException checked(WstxLazyException e) {
    return e.getCause() instanceof XMLStreamException x ? x : new XMLStreamException(e);
  }

  private InputFailure failure(XMLStreamException e) {
    return failure(sentence(e));
  }

  static String sentence(XMLStreamException e) {
    if (e.getNestedException() instanceof RunawayGuard.Runaway r) {
      return r.getMessage();
    }
    String m = String.valueOf(e.getMessage());
    if (m.contains("Unexpected EOF") || m.contains("end-of-input") || m.contains("end of input")) {
      return "the file is cut off: it ends inside an element";
    }
    if (m.contains("UTF-8") || m.contains("encoding") || m.contains("Invalid byte")) {
      return "the file is not in the encoding that it claims (" + firstLine(m) + ")";
    }
    if (m.contains("Depth limit")) {
      return "elements are nested more than " + DEEPEST + " deep; PAN-OS nests far less";
    }
    if (m.contains("ttribute") && m.contains("limit")) {
      return "an attribute is longer than 65536 characters, or an element has more than 64 of them";
    }
    if (m.contains("ntity")) {
      return "an entity was found that PAN-OS does not write; nothing is read";
    }
    return "this is no well-formed XML: " + firstLine(m);
  }

  private static String firstLine(String m) {
    String line = m.lines().findFirst().orElse("").strip();
    return line.length() > 160 ? line.substring(0, 160) + "…" : line;
  }

  private InputFailure failure(String message) {
    Location at = in.getLocation();
    String where = open.isEmpty() ? "" : "<" + open.peek().word + ">";
    return new InputFailure(
        Problem.error(
            new SourceSpan(
                export.file,
                Math.max(1, at.getLineNumber()),
                Math.max(1, at.getColumnNumber()),
                where,
                ""),
            message));
  }
}

package flowgap.vendor.panos;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Puts elements into the text of an export and takes them out, and leaves every other character as
 * it is. Places are words from {@code config} down, entries by their names.
 */
final class XmlPatch {
  /** Offsets of an element; {@code inner} is where its end tag begins. */
  private record Place(int start, int inner, int end, boolean empty) {}

  private record Edit(int at, int length, String text) {}

  private final String text;
  private final Map<List<String>, Place> places = new HashMap<>();
  private final List<Edit> edits = new ArrayList<>();
  private final Map<List<String>, StringBuilder> appended = new LinkedHashMap<>();

  XmlPatch(String text) throws XMLStreamException {
    this.text = text;
    locate();
  }

  private void locate() throws XMLStreamException {
    XMLStreamReader2 in =
        (XMLStreamReader2) XmlExport.factory().createXMLStreamReader(new StringReader(text));
    List<String> path = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Boolean> empty = new ArrayList<>();
    while (in.hasNext()) {
      int event = in.next();
      int at = (int) in.getLocationInfo().getStartingCharOffset();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = in.getAttributeValue(null, "name");
        boolean entry = in.getLocalName().equals("entry") && name != null;
        boolean root = path.isEmpty() && in.getLocalName().equals("config");
        boolean wrapped =
            in.getLocalName().equals("response") || in.getLocalName().equals("result");
        path.add(entry ? name : root || wrapped ? "" : in.getLocalName());
        starts.add(at);
        empty.add(in.isEmptyElement());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        int last = path.size() - 1;
        int end = (int) in.getLocationInfo().getEndingCharOffset();
        List<String> key = path.stream().filter(p -> !p.isEmpty() && !p.equals("config")).toList();
        boolean none = empty.remove(last);
        places.putIfAbsent(key, new Place(starts.remove(last), at, none ? endOf(at) : end, none));
        path.remove(last);
      }
    }
  }

  /** The end of the tag that begins, or stands, at the offset. */
  private int endOf(int at) {
    int close = text.indexOf('>', Math.max(0, at - 1));
    return close < 0 ? text.length() : close + 1;
  }

  boolean has(List<String> path) {
    return places.containsKey(path);
  }

  void insertBefore(List<String> entry, String xml) {
    edits.add(new Edit(places.get(entry).start(), 0, xml));
  }

  void remove(List<String> entry) {
    Place p = places.get(entry);
    edits.add(new Edit(p.start(), p.end() - p.start(), ""));
  }

  /** Adds to the end of an element, which is made where it is not there. */
  void append(List<String> path, String xml) {
    appended.computeIfAbsent(path, p -> new StringBuilder()).append(xml);
  }

  /** The changed text; empty where a place is not there. */
  Optional<String> result() {
    Map<List<String>, StringBuilder> byPlace = new LinkedHashMap<>();
    for (Map.Entry<List<String>, StringBuilder> a : appended.entrySet()) {
      List<String> there = a.getKey();
      String inner = a.getValue().toString();
      while (!places.containsKey(there)) {
        if (there.isEmpty()) {
          return Optional.empty();
        }
        String name = there.get(there.size() - 1);
        inner = "<" + name + ">" + inner + "</" + name + ">";
        there = there.subList(0, there.size() - 1);
      }
      byPlace.computeIfAbsent(there, p -> new StringBuilder()).append(inner);
    }
    List<Edit> all = new ArrayList<>(edits);
    byPlace.forEach(
        (path, xml) -> {
          Place p = places.get(path);
          if (p.empty()) {
            String tag = text.substring(p.start(), p.end());
            String name = tag.substring(1).split("[\\s/>]")[0];
            String open = tag.substring(0, tag.length() - 2).stripTrailing() + ">";
            all.add(new Edit(p.start(), tag.length(), open + xml + "</" + name + ">"));
          } else {
            all.add(new Edit(p.inner(), 0, xml.toString()));
          }
        });
    all.sort(Comparator.comparingInt(Edit::at));
    StringBuilder out = new StringBuilder(text.length() + 4_096);
    int from = 0;
    for (Edit e : all) {
      out.append(text, from, e.at()).append(e.text());
      from = e.at() + e.length();
    }
    return Optional.of(out.append(text, from, text.length()).toString());
  }

  static String escaped(String word) {
    return word.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

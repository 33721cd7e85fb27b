package flowgap.vendor.panos;

import com.ctc.wstx.exc.WstxLazyException;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads small answers of a device: each text with the words above it, entries by their names. */
final class XmlPaths {
  private XmlPaths() {}

  /** Calls {@code each} at the end of every element that holds text alone, or nothing. */
  static void read(InputFile file, BiConsumer<List<String>, String> each)
      throws IOException, InputFailure {
    try (InputStream bytes = new RunawayGuard(file.open())) {
      XMLStreamReader in = XmlExport.factory().createXMLStreamReader(bytes);
      List<String> path = new ArrayList<>();
      List<String> shown = Collections.unmodifiableList(path);
      StringBuilder text = new StringBuilder();
      boolean leaf = false;
      while (in.hasNext()) {
        switch (in.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            String name = in.getAttributeValue(null, "name");
            boolean entry = in.getLocalName().equals("entry") && name != null;
            path.add(entry ? name : in.getLocalName());
            text.setLength(0);
            leaf = true;
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (text.length() < 1 << 16) {
              text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            if (leaf) {
              each.accept(shown, text.toString().strip());
            }
            leaf = false;
            path.remove(path.size() - 1);
          }
          default -> {
            // the rest says nothing
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new InputFailure(
          Problem.error(SourceSpan.of(file.name(), 1, ""), XmlExport.sentence(e)));
    } catch (WstxLazyException e) {
      throw new InputFailure(
          Problem.error(
              SourceSpan.of(file.name(), 1, ""), XmlExport.sentence(XmlExport.checked(e))));
    }
  }
}

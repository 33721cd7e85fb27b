package flowgap.vendor.panos;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Finds the device's own name, which stands far behind the rules of a large export: {@code
 * config/devices/entry/deviceconfig/system/hostname}. Names that templates give to other devices
 * stand deeper.
 */
final class HostName {
  private static final String[] PATH = {
    "config", "devices", "entry", "deviceconfig", "system", "hostname"
  };

  private static final String SET = "set deviceconfig system hostname ";

  /** Characters of a tag that are kept. */
  private static final int LONGEST = 80;

  private final byte[] tag = new byte[LONGEST];
  private int length;
  private boolean inTag;
  private char quote;
  private char before;

  /** Open elements, and how many of them, from the outside, are those of the path. */
  private int depth;

  private int onPath;
  private StringBuilder name;

  private HostName() {}

  /** Empty where the file says none. */
  static String in(InputFile file) throws IOException {
    boolean xml = file.headText().stripLeading().startsWith("<");
    return xml ? new HostName().xml(file) : lines(file);
  }

  private static String lines(InputFile file) throws IOException {
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        int at = line.indexOf(SET);
        String text = line.strip();
        if (at >= 0) {
          return line.substring(at + SET.length()).replace("\"", "").strip();
        }
        if (text.startsWith("hostname ") && text.endsWith(";")) {
          return text.substring(9, text.length() - 1).replace("\"", "").strip();
        }
      }
    }
    return "";
  }

  private String xml(InputFile file) throws IOException {
    byte[] head = file.head();
    if (head.length > 1 && (head[0] == 0 || head[1] == 0 || (head[0] & 0xFF) >= 0xFE)) {
      return "";
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = file.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          if (step((char) (buffer[i] & 0xFF))) {
            byte[] bytes = name.toString().getBytes(StandardCharsets.ISO_8859_1);
            return new String(bytes, StandardCharsets.UTF_8).strip();
          }
        }
      }
    }
    return "";
  }

  /** Takes one character; whether the name is complete. */
  private boolean step(char c) {
    if (!inTag) {
      if (c == '<') {
        if (name != null) {
          return true;
        }
        inTag = true;
        length = 0;
        quote = 0;
      } else if (name != null && name.length() < 256) {
        name.append(c);
      }
    } else if (quote != 0) {
      quote = c == quote ? 0 : quote;
    } else if (c == '>') {
      inTag = false;
      tag(before == '/');
    } else if ((c == '"' || c == '\'') && tag[0] != '!') {
      quote = c;
    } else if (length < LONGEST) {
      tag[length++] = (byte) c;
    }
    before = c;
    return false;
  }

  private void tag(boolean closed) {
    if (length == 0 || tag[0] == '?' || tag[0] == '!') {
      return;
    }
    if (tag[0] == '/') {
      // a wrapper is not counted, and a file that is no XML may close what it never opened
      depth = Math.max(0, depth - 1);
      onPath = Math.min(onPath, depth);
      return;
    }
    boolean wrapper = depth == 0 && (is("response") || is("result"));
    if (closed || wrapper) {
      return;
    }
    if (onPath == depth && onPath < PATH.length && is(PATH[onPath])) {
      onPath++;
      name = onPath == PATH.length ? new StringBuilder() : null;
    }
    depth++;
  }

  private boolean is(String word) {
    if (length < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (tag[i] != word.charAt(i)) {
        return false;
      }
    }
    return length == word.length() || tag[word.length()] <= ' ';
  }
}

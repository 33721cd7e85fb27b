package flowgap.vendor.asa;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a terminal session: takes out pagers and prompts, and says which command's
 * output each line is. A line is as long as the terminal showed it.
 */
final class Capture {
  /** What lines are the output of. */
  enum Kind {
    CONFIG,
    ACCESS_LIST,
    ROUTE,
    OTHER
  }

  /** Receives the lines in order. */
  interface Consumer {
    /**
     * @param context name of the context that the session was in, empty where none was changed to
     * @param number 1-based in the file
     */
    void line(Kind kind, String context, int number, String text);
  }

  private static final Pattern PROMPT =
      Pattern.compile("^([A-Za-z0-9][\\w.-]*)((?:/[\\w.-]+)*)(?:\\(config[^)]*\\))?[#>] ?(.*)$");
  private static final Pattern SECTION = Pattern.compile("^-{5,} (show .*?|.*?) -{5,}$");
  private static final Pattern ROUTE_CODES = Pattern.compile("^Codes: .*(?:static|connected).*$");
  private static final String PAGER = "<--- More --->";

  private Kind kind;
  private String context = "";
  private boolean inContextByPrompt;

  /** Host name of the prompts, empty where there is none. */
  String promptHost = "";

  private Capture(Kind first) {
    this.kind = first;
  }

  /** The kind of output that a text without prompts is, by its first lines. */
  static Kind kindOf(String head) {
    boolean entries = false;
    for (String line : head.lines().limit(2_000).toList()) {
      String t = line.strip();
      if (ROUTE_CODES.matcher(t).matches() || t.startsWith("Gateway of last resort")) {
        return Kind.ROUTE;
      }
      if (t.startsWith("access-list cached ACL")
          || t.matches("access-list \\S+; \\d+ elements.*")) {
        return Kind.ACCESS_LIST;
      }
      entries |= t.matches("access-list \\S+ line \\d+ .*");
      if (t.matches(
          "(ASA|PIX|FWSM|NGFW) Version .*|hostname \\S+|interface \\S+|object-group \\S+ \\S+.*|access-group .*")) {
        return Kind.CONFIG;
      }
    }
    return entries ? Kind.ACCESS_LIST : Kind.CONFIG;
  }

  static Capture read(InputFile file, Consumer consumer) throws IOException {
    String head = file.headText();
    Capture capture = new Capture(kindOf(head));
    int width = Wrapping.width(head);
    try (TextLines lines = TextLines.open(file)) {
      String held = null;
      int heldNumber = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (held != null) {
          if (Wrapping.continues(held, line)) {
            consumer.line(Kind.OTHER, capture.context, lines.number(), line);
            held += line;
            if (line.length() < width) {
              capture.take(heldNumber, held, consumer);
              held = null;
            }
            continue;
          }
          capture.take(heldNumber, held, consumer);
          held = null;
        }
        if (width > 0 && line.length() == width) {
          held = line;
          heldNumber = lines.number();
        } else {
          capture.take(lines.number(), line, consumer);
        }
      }
      if (held != null) {
        capture.take(heldNumber, held, consumer);
      }
    }
    return capture;
  }

  private void take(int number, String raw, Consumer consumer) {
    String line = shown(raw);
    int at = 0;
    while (at < line.length() && line.charAt(at) == '-') {
      at++;
    }
    if (at >= 5) {
      Matcher section = SECTION.matcher(line.strip());
      if (section.matches()) {
        command(section.group(1));
        consumer.line(Kind.OTHER, context, number, line);
        return;
      }
    }
    if (line.indexOf('#') > 0 || line.indexOf('>') > 0) {
      Matcher prompt = PROMPT.matcher(line);
      if (prompt.matches() && isPrompt(prompt)) {
        promptHost = prompt.group(1);
        String named = contextOf(prompt.group(2));
        if (!named.isEmpty()) {
          context = named;
          inContextByPrompt = true;
        } else if (inContextByPrompt) {
          context = "";
          inContextByPrompt = false;
        }
        command(prompt.group(3).strip());
        consumer.line(Kind.OTHER, context, number, line);
        return;
      }
    }
    if (line.startsWith("changeto ")) {
      command(line.strip());
      consumer.line(Kind.OTHER, context, number, line);
      return;
    }
    consumer.line(kind, context, number, line);
  }

  /** The context in a prompt; the unit's place in a failover pair may stand there, too. */
  private static String contextOf(String parts) {
    for (String part : parts.split("/")) {
      boolean unit =
          part.matches("pri|sec|act\\w*|stby\\w*|master|slave|control|data|unit-\\S+|NoFailover");
      if (!part.isEmpty() && !unit) {
        return part;
      }
    }
    return "";
  }

  /** A prompt is empty or has a command behind it that shows or changes something. */
  private static boolean isPrompt(Matcher m) {
    String command = m.group(3).strip();
    return command.isEmpty()
        || command.matches(
            "(sh(o(w)?)?|wr(ite)?|more|changeto|term(inal)?|exit|quit|logout|en(able)?|conf(igure)?|no|pager|end|dir|copy|clear|ping)\\b.*");
  }

  private void command(String command) {
    String c = command.replaceAll("\\s+", " ");
    if (c.startsWith("changeto context ")) {
      context = c.substring("changeto context ".length()).strip();
      kind = Kind.OTHER;
    } else if (c.equals("changeto system")) {
      context = "";
      kind = Kind.OTHER;
    } else if (c.matches(
        "sh(o(w)?)? run(\\S*)?( all)?|wr(ite)? term(inal)?|more system:running-config|sh(o(w)?)? (startup-config|tech.*|conf(ig)?)")) {
      kind = Kind.CONFIG;
    } else if (c.matches("sh(o(w)?)? run\\S* .*")) {
      kind = Kind.CONFIG;
    } else if (c.matches("sh(o(w)?)? access-l\\S*.*")) {
      kind = Kind.ACCESS_LIST;
    } else if (c.matches("sh(o(w)?)? (ipv6 )?route.*")) {
      kind = Kind.ROUTE;
    } else if (!c.isEmpty()) {
      kind = Kind.OTHER;
    }
  }

  /** What a terminal shows of a line: carriage returns and backspaces are carried out. */
  static String shown(String raw) {
    String line = raw;
    if (line.indexOf('\r') >= 0 || line.indexOf('\b') >= 0) {
      StringBuilder out = new StringBuilder();
      int column = 0;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '\r') {
          column = 0;
        } else if (c == '\b') {
          column = Math.max(0, column - 1);
        } else {
          if (column < out.length()) {
            out.setCharAt(column, c);
          } else {
            out.append(c);
          }
          column++;
        }
      }
      line = out.toString().stripTrailing();
    }
    int pager = line.indexOf(PAGER);
    if (pager >= 0) {
      line = (line.substring(0, pager) + line.substring(pager + PAGER.length())).strip();
    }
    return line;
  }
}

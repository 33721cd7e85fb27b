package flowgap.vendor.asa;

import flowgap.grammar.asa.AsaParser;
import flowgap.source.LineLedger.Use;
import flowgap.source.SourceSpan;

/** Collects the entries of access lists, unread, and reads where lists are bound. */
final class ListCommands {
  private final ConfigReader reader;
  private final AsaConfig config;
  private final StringBuilder remarks = new StringBuilder();
  private String remarksOf = "";
  private AsaConfig.AccessList last;

  ListCommands(ConfigReader reader) {
    this.reader = reader;
    this.config = reader.config;
  }

  /** {@code access-list NAME …} or {@code ipv6 access-list NAME …}. */
  Use entry(SourceSpan span, String command) {
    boolean six = command.startsWith("ipv6 ");
    int from = wordStart(command, command.indexOf("access-list") + 12);
    int to = wordEnd(command, from);
    String name = command.substring(from, to);
    int next = wordStart(command, to);
    String second = command.substring(next, wordEnd(command, next));
    if (name.equals("alert-interval") || name.equals("deny-flow-max") || name.equals("cached")) {
      return Use.IGNORED;
    }
    if (second.equals("ethertype")) {
      config.etherLists.computeIfAbsent(name, k -> new java.util.ArrayList<>()).add(span);
      return Use.MODELLED;
    }
    if (second.equals("webtype")) {
      return Use.IGNORED;
    }
    int stated = 0;
    if (second.equals("line")) {
      int number = wordStart(command, next + 4);
      stated =
          Names.number(command.substring(number, wordEnd(command, number)), Integer.MAX_VALUE)
              .orElse(0);
      next = wordStart(command, wordEnd(command, number));
      second = command.substring(next, wordEnd(command, next));
    }
    if (second.equals("remark")) {
      if (!remarksOf.equals(name)) {
        remarks.setLength(0);
        remarksOf = name;
      }
      int at = command.indexOf("remark") + 7;
      remarks
          .append(remarks.isEmpty() ? "" : " / ")
          .append(at < command.length() ? command.substring(at) : "");
      list(name, six, span).place(stated);
      return Use.IGNORED;
    }
    String comment = "";
    if (!remarks.isEmpty()) {
      comment = remarksOf.equals(name) ? remarks.toString() : "";
      remarks.setLength(0);
    }
    AsaConfig.AccessList list = list(name, six, span);
    int line = list.place(stated);
    int before =
        line == list.lines()[0]
            ? list.entries().size()
            : (int) list.entries().stream().filter(e -> e.line() < line).count();
    list.entries().add(before, new AsaConfig.Entry(span, comment, line));
    return Use.MODELLED;
  }

  private AsaConfig.AccessList list(String name, boolean six, SourceSpan span) {
    if (last == null || last.six() != six || !last.name().equals(name)) {
      String key = six ? "ipv6 " + name : name;
      last =
          config.lists.computeIfAbsent(
              key,
              k ->
                  new AsaConfig.AccessList(
                      name, six, new java.util.ArrayList<>(), new int[1], span));
    }
    return last;
  }

  private static int wordStart(String text, int from) {
    int at = Math.min(from, text.length());
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static int wordEnd(String text, int from) {
    int at = text.indexOf(' ', from);
    return at < 0 ? text.length() : at;
  }

  /** {@code access-group NAME in interface outside}; for one place the last one counts. */
  Use binding(SourceSpan span, String command) {
    try {
      AsaParser.AccessGroupContext c = reader.parser.parse(command, AsaParser::accessGroup);
      AsaConfig.Binding b;
      if (c.place instanceof AsaParser.InterfaceGroupContext i) {
        String option = i.option == null ? "" : i.option.getText();
        b =
            new AsaConfig.Binding(
                c.list.text.getText(),
                i.direction.getText(),
                i.interfaceName.text.getText(),
                option,
                span);
      } else {
        b = new AsaConfig.Binding(c.list.text.getText(), "global", "", "", span);
      }
      config.bindings.add(b);
      return Use.MODELLED;
    } catch (StatementParser.NotUnderstood e) {
      config.taints.add(Taint.of(span));
      return reader.notUnderstood(span, e, "every verdict may hang on it");
    }
  }
}

package flowgap.cli;

import flowgap.analysis.Evidence;
import flowgap.analysis.Reason;
import flowgap.analysis.Trace;
import java.io.PrintStream;
import java.util.List;

/** A trace for reading. */
final class TraceText {
  private TraceText() {}

  static void write(List<Trace> traces, PrintStream out) {
    for (Trace t : traces) {
      out.println(t.firewall() + ": " + t.packet() + " is " + t.verdict().word());
      String leg = "";
      for (Trace.Step s : t.steps()) {
        if (!s.leg().equals(leg)) {
          leg = s.leg();
          out.println("  " + leg);
        }
        out.println(line(s));
      }
      for (Evidence e : t.summary().decidedBy()) {
        out.println(
            "  decided by "
                + e.rule()
                + (e.label().isEmpty() ? "" : " " + e.label())
                + ", "
                + e.action()
                + (e.certain() ? "" : " (may)")
                + ", "
                + e.leg()
                + ", "
                + e.span().where()
                + (e.span().text().isBlank()
                    ? ""
                    : ": " + TextTable.plain(e.span().text().strip())));
      }
      for (Reason r : t.summary().undecidedBecause()) {
        out.println("  undecided because: " + r.text() + "; " + r.settledBy());
      }
      t.summary().notes().forEach(n -> out.println("  note: " + n));
      out.println();
    }
    out.flush();
  }

  private static String line(Trace.Step s) {
    if (s.rule().isEmpty()) {
      return "    " + s.stage() + ": " + s.packet() + (s.why().isEmpty() ? "" : ", " + s.why());
    }
    String what =
        switch (s.matched()) {
          case "no" -> "does not match: " + s.why();
          case "may" -> "may match: " + s.why();
          default -> "matches: " + s.why();
        };
    return "      "
        + s.rule()
        + " "
        + what
        + (s.where().isEmpty() ? "" : "  [" + s.where() + "]")
        + (s.text().isBlank() ? "" : " " + TextTable.plain(s.text().strip()));
  }
}

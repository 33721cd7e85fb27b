package flowgap.change;

import flowgap.source.InputFile;
import flowgap.source.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has to be inserted into files, in the form that {@code patch} takes (unified diff). */
final class FilePatch {
  /** Lines that are shown around an insertion. */
  private static final int AROUND = 3;

  private FilePatch() {}

  /**
   * @param after the same files, with lines inserted
   */
  static List<String> of(List<InputFile> before, List<InputFile> after) throws IOException {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        out.add("--- " + before.get(i).name());
        out.add("+++ " + after.get(i).name());
        hunks(lines(before.get(i)), lines(after.get(i)), out);
      }
    }
    return out;
  }

  private static void hunks(List<String> old, List<String> now, List<String> out) {
    boolean[] added = new boolean[now.size()];
    int known = 0;
    for (int i = 0; i < now.size(); i++) {
      added[i] = known >= old.size() || !old.get(known).equals(now.get(i));
      known += added[i] ? 0 : 1;
    }
    int end = 0;
    int before = 0; // inserted lines above
    for (int i = 0; i < now.size(); i++) {
      if (!added[i] || i < end) {
        continue;
      }
      int start = Math.max(end, i - AROUND);
      int last = i;
      for (int n = i; n < now.size() && n <= last + 2 * AROUND; n++) {
        last = added[n] ? n : last;
      }
      end = Math.min(now.size(), last + 1 + AROUND);
      int inserted = 0;
      List<String> body = new ArrayList<>();
      for (int n = start; n < end; n++) {
        inserted += added[n] ? 1 : 0;
        body.add((added[n] ? "+" : " ") + now.get(n));
      }
      int length = end - start;
      out.add(
          "@@ -%d,%d +%d,%d @@"
              .formatted(start + 1 - before, length - inserted, start + 1, length));
      out.addAll(body);
      before += inserted;
    }
  }

  private static List<String> lines(InputFile file) throws IOException {
    List<String> out = new ArrayList<>();
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        out.add(line);
      }
    }
    return out;
  }
}

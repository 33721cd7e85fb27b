package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinesTest {
  @TempDir Path folder;

  /** Lines shorter and longer than what is read at a time, and some that end where it does. */
  @Test
  void linesOfAnyLengthAreReadAsTheyWereWritten() throws IOException {
    Random random = new Random(7);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int length =
          switch (i % 10) {
            case 0 -> random.nextInt(200_000);
            case 1 -> (1 << 16) - 3;
            case 2 -> 0;
            default -> random.nextInt(3_000);
          };
      values.add(Character.toString('a' + i % 26).repeat(length));
    }
    Path file = folder.resolve("values.json");
    Stretch stretch;
    List<Long> starts = new ArrayList<>();
    try (LineWriter out = new LineWriter(file)) {
      out.line("before");
      long from = out.at();
      for (String v : values) {
        starts.add(out.at());
        out.line(v);
      }
      starts.add(out.at());
      stretch = new Stretch(from, out.at(), values.size());
      out.line("after");
      out.finish();
    }
    List<String> list = stretch.list(file, String.class);
    Iterator<String> passed = list.iterator();
    for (String v : values) {
      assertThat(passed.next()).isEqualTo(v);
    }
    assertThat(passed).isExhausted();
    assertThat(list.get(0)).isEqualTo(values.get(0));
    assertThat(list.get(299)).isEqualTo(values.get(299));
    Lines anyOrder = new Lines(file);
    for (int i = 0; i < 2_000; i++) {
      int at = i % 3 == 0 ? random.nextInt(300) : i % 300;
      assertThat(anyOrder.value(starts.get(at), starts.get(at + 1), String.class))
          .isEqualTo(values.get(at));
    }
  }
}

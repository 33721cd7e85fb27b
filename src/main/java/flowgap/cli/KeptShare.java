package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FirewallChanges;
import flowgap.analysis.Judged;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.RuleRow;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the audit of a firewall leaves, in a file: the details are read again whenever they are
 * asked for.
 */
final class KeptShare implements Share {
  /** Digits of the last line, which says where the table of contents stands. */
  private static final int OFFSET = 19;

  /** What is kept of a flow at a firewall. */
  record Line(List<Judged> all) {}

  /**
   * The table of contents.
   *
   * @param key check value of all that the audit hinges on
   * @param head the audit without what stands in the file
   * @param flows ids of the flows that it judges, in order
   * @param judged where what it does with them begins, and where the last one ends
   * @param opened ids of the flows that something opens
   * @param openings where that begins, and where the last one ends
   */
  record Contents(
      String key,
      FirewallAudit head,
      Stretch problems,
      Stretch rules,
      Stretch findings,
      Marks marks,
      Stretch changes,
      List<String> flows,
      long[] judged,
      List<String> opened,
      long[] openings) {}

  private final Path file;
  private final Contents contents;

  private KeptShare(Path file, Contents contents) {
    this.file = file;
    this.contents = contents;
  }

  /** Writes one that is in memory. */
  static KeptShare write(Path file, String key, Share.Fresh share) throws IOException {
    FirewallAudit a = share.audit();
    try (LineWriter out = new LineWriter(file)) {
      Map<String, List<Judged>> judged = new TreeMap<>(share.judged());
      long[] at = new long[judged.size() + 1];
      int i = 0;
      for (List<Judged> j : judged.values()) {
        at[i++] = out.at();
        out.line(new Line(Keeper.withoutRules(j)));
      }
      at[i] = out.at();
      Map<String, ProposedChange> opened = new TreeMap<>(share.openings());
      long[] openings = new long[opened.size() + 1];
      i = 0;
      for (ProposedChange c : opened.values()) {
        openings[i++] = out.at();
        out.line(c);
      }
      openings[i] = out.at();
      Contents contents =
          new Contents(
              key,
              with(a, List.of(), List.of(), List.of()),
              out.lines(a.problems()),
              out.lines(a.allRules()),
              out.lines(a.findings()),
              Marks.of(a.name(), a.findings()),
              out.lines(List.of(share.changes())),
              List.copyOf(judged.keySet()),
              at,
              List.copyOf(opened.keySet()),
              openings);
      long begins = out.at();
      out.line(contents);
      out.line(String.format(java.util.Locale.ROOT, "%0" + OFFSET + "d", begins));
      out.finish();
      return new KeptShare(file, contents);
    }
  }

  /**
   * Reads one that was written.
   *
   * @throws IOException also where it is half written or of another version
   */
  static KeptShare read(Path file) throws IOException {
    long size;
    long begins;
    int last = OFFSET + 3;
    try (FileChannel in = FileChannel.open(file)) {
      size = in.size();
      ByteBuffer tail = ByteBuffer.allocate(last);
      if (size < last || in.read(tail, size - last) < last) {
        throw new IOException(file + " is half written");
      }
      String words = new String(tail.array(), StandardCharsets.US_ASCII);
      if (!words.matches("\"[0-9]{" + OFFSET + "}\"\n")) {
        throw new IOException(file + " is half written");
      }
      begins = Long.parseLong(words.substring(1, 1 + OFFSET));
    }
    byte[] text = new Lines(file).bytes(begins, size - last);
    Contents contents = RecordText.MAPPER.readValue(text, Contents.class);
    if (contents.marks().said() == null) {
      throw new IOException(file + " is of another version");
    }
    return new KeptShare(file, contents);
  }

  String key() {
    return contents.key();
  }

  @Override
  public FirewallAudit audit() {
    List<Finding> findings = contents.findings().findings(file, contents.marks());
    return with(
        contents.head(),
        contents.problems().list(file, Problem.class),
        contents.rules().list(file, RuleRow.class),
        findings);
  }

  @Override
  public List<Judged> judged(String flow) {
    return value(contents.flows(), contents.judged(), flow, Line.class)
        .map(Line::all)
        .orElse(List.of());
  }

  @Override
  public Optional<ProposedChange> opening(String flow) {
    return value(contents.opened(), contents.openings(), flow, ProposedChange.class);
  }

  @Override
  public FirewallChanges changes() {
    return contents.changes().list(file, FirewallChanges.class).get(0);
  }

  private <T> Optional<T> value(List<String> ids, long[] at, String flow, Class<T> type) {
    int i = java.util.Collections.binarySearch(ids, flow);
    return i < 0 ? Optional.empty() : Optional.of(new Lines(file).value(at[i], at[i + 1], type));
  }

  private static FirewallAudit with(
      FirewallAudit a, List<Problem> problems, List<RuleRow> rules, List<Finding> findings) {
    return new FirewallAudit(
        a.name(),
        a.format(),
        a.files(),
        a.failed(),
        a.rules(),
        a.exportedAt(),
        a.facts(),
        a.assumptions(),
        a.usage(),
        a.twins(),
        a.coverage(),
        problems,
        rules,
        findings);
  }
}

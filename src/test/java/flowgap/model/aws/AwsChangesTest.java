package flowgap.model.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import flowgap.model.Boundaries;
import flowgap.model.change.Same;
import flowgap.source.InputFile;
import flowgap.vendor.aws.AwsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Order, tags, other ids, ranges and networks in halves: every verdict stays. */
class AwsChangesTest {
  private static final int CONFIGURATIONS = Integer.getInteger("flowgap.model.configurations", 8);

  @Test
  void verdictsStay() throws Exception {
    Same same = new Same(new AwsReader());
    for (int seed = 1; seed <= CONFIGURATIONS; seed++) {
      changed(same, new GeneratedAws(seed).pieces());
    }
    try (Stream<Path> folders = Files.list(Path.of("fixtures", "aws"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        List<InputFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
          for (Path p : all.filter(f -> f.toString().endsWith("s.json")).sorted().toList()) {
            files.add(InputFile.of(p.getFileName().toString(), p));
          }
        }
        List<Pieces.Piece> pieces = Pieces.of(files);
        pieces.removeIf(p -> p.kind().startsWith("~") || p.kind().equals("Entries"));
        changed(same, pieces);
      }
    }
    same.assertSame(80);
  }

  private static void changed(Same same, List<Pieces.Piece> pieces) throws Exception {
    one(same, "other order", pieces, AwsChangesTest::shuffled);
    one(same, "tags", pieces, AwsChangesTest::described);
    one(same, "ranges in halves", pieces, AwsChangesTest::portsSplit);
    one(same, "networks in halves", pieces, AwsChangesTest::networksSplit);
    List<InputFile> lines = new ArrayList<>();
    for (InputFile f : Pieces.files(pieces)) {
      String text = new String(f.open().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      lines.add(InputFile.of(f.name(), "\uFEFF" + text.replace("\n", "\r\n")));
    }
    same.files("line ends", Pieces.files(pieces), lines, boundaries(pieces));
  }

  private static Boundaries boundaries(List<Pieces.Piece> pieces) {
    return new Boundaries(Pieces.text(pieces), a -> false);
  }

  private static void one(
      Same same, String what, List<Pieces.Piece> pieces, UnaryOperator<List<Pieces.Piece>> change)
      throws Exception {
    List<Pieces.Piece> after = change.apply(pieces);
    if (!after.equals(pieces)) {
      same.files(what, Pieces.files(pieces), Pieces.files(after), boundaries(pieces));
    }
  }

  /** Groups are unions, entries go by number: nothing goes by its place. */
  private static List<Pieces.Piece> shuffled(List<Pieces.Piece> pieces) {
    List<Pieces.Piece> out = new ArrayList<>(pieces);
    Collections.shuffle(out, new Random(7));
    return out;
  }

  private static List<Pieces.Piece> described(List<Pieces.Piece> pieces) {
    List<Pieces.Piece> out = new ArrayList<>();
    for (Pieces.Piece p : pieces) {
      JsonNode json = p.json().deepCopy();
      json.path("IpRanges").forEach(r -> ((ObjectNode) r).put("Description", "0.0.0.0/0"));
      if (p.of().isEmpty() && json instanceof ObjectNode o && !o.has("Tags")) {
        o.putArray("Tags").addObject().put("Key", "CidrBlock").put("Value", "0.0.0.0/0");
      }
      out.add(new Pieces.Piece(p.kind(), p.of(), p.list(), json));
    }
    return out;
  }

  private static List<Pieces.Piece> portsSplit(List<Pieces.Piece> pieces) {
    List<Pieces.Piece> out = new ArrayList<>();
    for (Pieces.Piece p : pieces) {
      int low = p.json().path("FromPort").asInt(-1);
      int high = p.json().path("ToPort").asInt(-1);
      boolean ports = p.json().path("IpProtocol").asText().matches("tcp|udp|6|17");
      if (!ports || low < 0 || low >= high || p.of().isEmpty()) {
        out.add(p);
        continue;
      }
      int half = (low + high) / 2;
      ObjectNode first = p.json().deepCopy();
      ObjectNode second = p.json().deepCopy();
      out.add(new Pieces.Piece(p.kind(), p.of(), p.list(), first.put("ToPort", half)));
      out.add(new Pieces.Piece(p.kind(), p.of(), p.list(), second.put("FromPort", half + 1)));
    }
    return out;
  }

  /** Entries for any address as one for each half of the addresses, one number behind the other. */
  private static List<Pieces.Piece> networksSplit(List<Pieces.Piece> pieces) {
    List<Pieces.Piece> out = new ArrayList<>();
    for (Pieces.Piece p : pieces) {
      int own = p.json().path("RuleNumber").asInt();
      // What a NAT gateway makes of the ports is followed as one piece only.
      if (own > 3000 && own < 32767
          || p.json().path("InterfaceType").asText().equals("nat_gateway")) {
        return pieces;
      }
    }
    for (Pieces.Piece p : pieces) {
      int number = p.json().path("RuleNumber").asInt();
      if (!p.list().equals("Entries") || number > 3000) {
        out.add(p);
        continue;
      }
      ObjectNode first = p.json().deepCopy();
      first.put("RuleNumber", number * 10);
      if (first.path("CidrBlock").asText().equals("0.0.0.0/0")) {
        ObjectNode second = first.deepCopy();
        second.put("RuleNumber", number * 10 + 1).put("CidrBlock", "128.0.0.0/1");
        out.add(new Pieces.Piece(p.kind(), p.of(), p.list(), second));
        first.put("CidrBlock", "0.0.0.0/1");
      }
      out.add(new Pieces.Piece(p.kind(), p.of(), p.list(), first));
    }
    return out;
  }
}

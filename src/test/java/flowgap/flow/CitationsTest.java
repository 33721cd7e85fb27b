package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flowgap.packet.Protocols;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the lines that flows cite hold their ports and protocols. Needs the plain texts of the
 * documents, which are no part of this project, in the folder that {@code FLOWGAP_SOURCES} names.
 */
@Tag("corpus")
class CitationsTest {
  /** Lines around the cited ones that count as near: a table's heading, a cell further down. */
  private static final int NEAR = 4;

  /** Ports that a document means and does not write: the reading of an impossible number. */
  private static final Map<String, String> WRITTEN = Map.of("10025", "100025");

  /** Citations that hold the ports, while the protocol is a reading, with the reason. */
  private static final Map<String, String> PROTOCOL_IS_READ =
      Map.of(
          "SCMT-01 tcp/443 at 15", "the sentence names no protocol",
          "PS-17 udp/137,138 at 51", "the row says TCP for services that are UDP");

  private static Map<String, List<String>> texts() throws Exception {
    String folder = System.getProperty("FLOWGAP_SOURCES", System.getenv("FLOWGAP_SOURCES"));
    assumeTrue(folder != null, "FLOWGAP_SOURCES is not set");
    Map<String, List<String>> out = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        out.put(sha, new String(bytes, StandardCharsets.UTF_8).lines().toList());
      }
    }
    return out;
  }

  @Test
  void portAndProtocolStandAtOrNearTheCitedLines() throws Exception {
    Map<String, List<String>> texts = texts();
    List<String> missing = new ArrayList<>();
    int flows = 0;
    int citations = 0;
    int atTheLine = 0;
    for (Profile p : Profiles.bundled()) {
      BoundProfile bound = ProfileFlows.bind(p, Site.NONE, Settings.NONE);
      for (Flow f : bound.flows()) {
        boolean cited = false;
        for (Citation c : f.origin().citations()) {
          if (c.lines().isEmpty()) {
            continue;
          }
          assertThat(texts).as(f.id() + " " + c.document()).containsKey(c.sha256());
          citations++;
          cited = true;
          List<String> text = texts.get(c.sha256());
          String name = f.id() + " " + f.service().text() + " at " + c.lines();
          boolean read = PROTOCOL_IS_READ.containsKey(name);
          if (holds(text, c.lines(), f, 0, read)) {
            atTheLine++;
          } else if (!holds(text, c.lines(), f, NEAR, read)) {
            missing.add(name);
          }
        }
        flows += cited ? 1 : 0;
      }
    }
    System.out.printf(
        "%d flows, %d citations: %d hold port and protocol in the cited lines, %d within %d lines, %d not%n",
        flows, citations, atTheLine, citations - atTheLine - missing.size(), NEAR, missing.size());
    assertThat(missing).isEmpty();
    assertThat(flows).isGreaterThan(60);
  }

  private static boolean holds(
      List<String> text, String lines, Flow flow, int near, boolean protocolIsRead) {
    StringBuilder cited = new StringBuilder();
    for (String part : lines.split(",")) {
      String[] ends = part.split("-");
      int first = Math.max(1, Integer.parseInt(ends[0]) - near);
      int last = Math.min(text.size(), Integer.parseInt(ends[ends.length - 1]) + near);
      for (int line = first; line <= last; line++) {
        cited.append(text.get(line - 1)).append('\n');
      }
    }
    String words = cited.toString().toLowerCase(Locale.ROOT);
    for (int protocol : flow.service().packets().protocols()) {
      if (!Protocols.hasPorts(protocol)) {
        return words.contains("icmp");
      }
      for (int[] range : flow.service().packets().destinationPorts(protocol).intervals()) {
        if (!number(words, range[0], flow) || !number(words, range[1], flow)) {
          return false;
        }
      }
    }
    return protocolIsRead || protocols(words, flow);
  }

  private static boolean protocols(String words, Flow flow) {
    for (int protocol : flow.service().packets().protocols()) {
      // the storage account's and the cloud's rows name hosts under a heading for TCP 443
      if (!words.contains(Protocols.name(protocol, false))) {
        return false;
      }
    }
    return true;
  }

  /** A port, as written; one in the middle of a range such as 137-139 counts with its range. */
  private static boolean number(String words, int port, Flow flow) {
    String written = WRITTEN.getOrDefault(String.valueOf(port), String.valueOf(port));
    if (port == 80 && words.contains("http://")) {
      return true;
    }
    if (port == 1025 || port == 65535) {
      // "above 1024"
      return words.contains("above 1024");
    }
    boolean inRange = port == 138 && words.contains("137-139");
    return inRange || Pattern.compile("(?<![0-9])" + written + "(?![0-9])").matcher(words).find();
  }
}

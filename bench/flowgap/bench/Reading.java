package flowgap.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import flowgap.packet.Clock;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one large export into a policy, and beside it counts its bytes and, for XML and JSON, its
 * tokens, in the same program.
 */
public final class Reading {
  private Reading() {}

  /**
   * Format, file, a small file to warm up with, and how often the file is read (3). Says the speed
   * of the first reading by all of the program's threads, compiler and collector included, and of
   * the quickest by the reading thread, without and with the collector.
   */
  public static void main(String[] words) throws Exception {
    Vendor vendor =
        switch (words[0]) {
          case "asa" -> new AsaReader();
          case "iptables" -> new IptablesReader();
          case "panos" -> new PanosReader();
          default -> new AwsReader();
        };
    Path file = Path.of(words[1]);
    double million = Files.size(file) / 1e6;
    Clock.say("MB", million);
    scan(file);
    long from = Clock.thread();
    long lines = scan(file);
    Clock.say("scan MB/s", million / (Clock.thread() - from) * 1e9);
    Clock.say("lines", lines);
    if (words[0].equals("panos") || words[0].equals("aws")) {
      tokens(words[0], file);
      from = Clock.thread();
      Clock.say("tokens", tokens(words[0], file));
      Clock.say("tokenizer MB/s", million / (Clock.thread() - from) * 1e9);
    }
    vendor.read(List.of(InputFile.of("warm", Path.of(words[2]))), "warm", SiteFacts.NONE);
    int times = words.length > 3 ? Integer.parseInt(words[3]) : 3;
    long least = Long.MAX_VALUE;
    long leastCollected = 0;
    for (int i = 0; i < times; i++) {
      System.gc();
      long whole = Clock.process();
      long collected = Clock.collector();
      from = Clock.thread();
      List<Firewall> read =
          vendor.read(List.of(InputFile.of("export", file)), "export", SiteFacts.NONE);
      long thread = Clock.thread() - from;
      collected = Clock.collector() - collected;
      whole = Clock.process() - whole;
      if (i == 0) {
        Clock.say("first MB/s", million / whole * 1e9);
        Clock.say("rules", read.stream().mapToInt(Firewall::writtenRules).sum());
        Clock.say("heap", Clock.peakHeap());
        Clock.say("held", Clock.liveHeap(read));
      }
      if (thread < least) {
        least = thread;
        leastCollected = collected;
      }
    }
    Clock.say("thread MB/s", million / least * 1e9);
    Clock.say("with collector MB/s", million / (least + leastCollected) * 1e9);
  }

  private static long scan(Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private static long tokens(String format, Path file) throws IOException, XMLStreamException {
    long count = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      if (format.equals("aws")) {
        try (JsonParser parser = new JsonFactory().createParser(in)) {
          while (parser.nextToken() != null) {
            count++;
          }
        }
      } else {
        XMLStreamReader reader = new com.ctc.wstx.stax.WstxInputFactory().createXMLStreamReader(in);
        while (reader.hasNext()) {
          reader.next();
          count++;
        }
      }
    }
    return count;
  }
}

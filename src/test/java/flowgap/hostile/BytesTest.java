package flowgap.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.fuzz.Reading;
import flowgap.policy.Firewall;
import flowgap.policy.SiteFacts;
import flowgap.policy.Vendor;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.vendor.asa.AsaReader;
import flowgap.vendor.aws.AwsReader;
import flowgap.vendor.iptables.IptablesReader;
import flowgap.vendor.panos.PanosReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged and strangely encoded exports of every format. */
class BytesTest {
  /** A format and its small example. */
  enum Format {
    ASA(new AsaReader(), "asa/object-groups/config.cfg"),
    IPTABLES(new IptablesReader(), "iptables/goto-return/edge.rules"),
    PANOS(new PanosReader(), "panos-forms/edge/edge.xml"),
    PANOS_SET(new PanosReader(), "panos/addresses/edge.set"),
    AWS(new AwsReader(), "aws/acl-answers/security-groups.json");

    private final Vendor vendor;
    private final Path example;

    Format(Vendor vendor, String example) {
      this.vendor = vendor;
      this.example = Path.of("fixtures").resolve(example);
    }

    byte[] bytes() throws IOException {
      byte[] all = Files.readAllBytes(example);
      return all.length <= 4000 ? all : Arrays.copyOf(all, 4000);
    }

    List<Firewall> read(byte[] bytes) throws IOException, InputFailure {
      return vendor.read(List.of(InputFile.of("x", bytes)), "x", SiteFacts.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutAtEveryByte(Format format) throws IOException {
    byte[] all = format.bytes();
    for (int length = 0; length <= all.length; length++) {
      byte[] cut = Arrays.copyOf(all, length);
      Reading.bounded(() -> format.read(cut));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneByteIsNulOrNoUtf8(Format format) throws IOException {
    byte[] all = format.bytes();
    for (int at = 0; at < all.length; at += 3) {
      byte[] damaged = all.clone();
      damaged[at] = (byte) (at % 2 == 0 ? 0 : 0xC3);
      Reading.bounded(() -> format.read(damaged));
    }
  }

  /** Windows tools write UTF-16 with a byte order mark, and UTF-8 with one. */
  @ParameterizedTest
  @EnumSource
  void encodingsMakeNoDifference(Format format) throws Exception {
    String text = Files.readString(format.example);
    String plain = rules(format.read(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(plain).isNotEmpty();
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write("\uFEFF".getBytes(charset));
      // An XML declaration states the encoding that the file then has.
      out.write(text.replace("\"utf-8\"", "\"" + charset + "\"").getBytes(charset));
      assertThat(rules(format.read(out.toByteArray()))).as("%s", charset).isEqualTo(plain);
    }
  }

  /** Every list with the words and packets of its rules. */
  private static String rules(List<Firewall> firewalls) {
    List<String> out = new ArrayList<>();
    for (Firewall f : firewalls) {
      new TreeMap<>(f.lists())
          .forEach(
              (name, list) ->
                  list.rules()
                      .forEach(
                          r ->
                              out.add(
                                  name + " " + r.id() + " " + r.matches() + " " + r.actions())));
    }
    return String.join("\n", out);
  }
}

package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files are read, or refused in sentences; nothing else comes out. Seeded. */
class NastyInputTest {
  private static final String FLOWS =
      """
      id,source,destination,service,requirement,source_ports,firewalls,valid_from
      F1,10.0.0.0/24;app,"2001:db8::1-2001:db8::9",tcp/20000-20047 (any one),required,1024-65535,a>b,2026-03-01
      F2,app,db.example.net,"135/445 TCP; UDP 137,UDP 138",conditional,,a;b,2026-03-01T10:00+01:00
      F3,any,10.9.0.1,icmp/8/0;esp;proto/47;https,optional,,,
      """;

  private static final String SITE =
      """
      role,addresses,firewall,zone,security_group
      app,10.0.0.1-10.0.0.9;db.example.net,edge,self,sg-1
      db.example.net,192.0.2.1
      both,app;db.example.net
      """;

  private static final String PROFILE =
      """
      {"format": "flowgap-profile/1", "name": "p", "product": "P", "publisher": "U",
       "documents": [{"id": "d", "title": "T", "publisher": "U"}],
       "roles": [{"name": "app", "what": "a", "addresses": ["10.0.0.1"]}],
       "parameters": [{"name": "m", "what": "w", "values": ["x", "y"], "scenario": true}],
       "readings": [{"id": "s", "text": "t", "reason": "r", "switchable": true}],
       "flows": [{"id": "1", "name": "n", "source": "app", "destination": "h.example.net",
         "scenario": {"m": "x"}, "service": "tcp/1-5", "ports_needed": "any-one",
         "requirement": "required", "readings": ["s"], "variants": {"s": {"ports_needed": "all"}},
         "citations": [{"document": "d", "place": "p", "lines": "1-2"}]}]}
      """;

  private static final String PIECES = ",;\"\n\t/-–:.()[]{}019aeE#%\u00A0\uFEFF\u0000";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void isReadOrRefused(int seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      refused += reads(() -> FlowFile.read(file(FLOWS, random), Site.NONE)) ? 0 : 1;
      refused += reads(() -> SiteFile.read(file(SITE, random))) ? 0 : 1;
      refused +=
          reads(
                  () ->
                      ProfileFlows.bind(
                          Profiles.load(file(PROFILE, random)), Site.NONE, Settings.NONE))
              ? 0
              : 1;
    }
    assertThat(refused).isBetween(1, 599);
  }

  private interface Read {
    Object read() throws InputFailure, IOException;
  }

  private static boolean reads(Read read) throws IOException {
    try {
      read.read();
      return true;
    } catch (InputFailure e) {
      assertThat(e.problems()).isNotEmpty();
      List<String> messages = e.problems().stream().map(Problem::message).toList();
      assertThat(messages).noneMatch(String::isBlank);
      return false;
    }
  }

  private static InputFile file(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int n = random.nextInt(4); n >= 0 && out.length() > 2; n--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> out.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
        default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 30)));
      }
    }
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    return InputFile.of("nasty", bytes);
  }
}

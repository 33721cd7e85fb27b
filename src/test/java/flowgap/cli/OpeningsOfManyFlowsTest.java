package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Openings proved together say of each flow what it would be told alone. */
class OpeningsOfManyFlowsTest {
  private static final String HEAD = "id,source,destination,service,requirement";

  /** Two lists; the dmz has none, so that its level decides, and no rule can be proposed there. */
  private static final String ASA =
      """
      ASA Version 9.16(4)
      hostname edge
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 198.51.100.1 255.255.255.0
      interface GigabitEthernet0/1
       nameif inside
       security-level 100
       ip address 10.1.0.1 255.255.255.0
      interface GigabitEthernet0/2
       nameif dmz
       security-level 50
       ip address 10.2.0.1 255.255.255.0
      access-list outside_in remark first
      access-list outside_in extended deny tcp any host 10.1.0.7 eq 22
      access-list outside_in extended permit tcp any host 10.1.0.8 eq 443
      access-list inside_in extended permit udp any any eq 53
      access-group outside_in in interface outside
      access-group inside_in in interface inside
      """;

  private static final String[] FLOWS = {
    "A,198.51.100.9,10.1.0.7,tcp/22,required,",
    "B,198.51.100.0/28,10.1.0.0/28,tcp/443,required,",
    "C,10.1.0.9,198.51.100.7,tcp/25,required,",
    "D,10.2.0.9,10.1.0.9,tcp/25,required,",
    "E,198.51.100.9,10.1.0.7,tcp/22;tcp/23,required,",
  };

  @TempDir Path folder;

  @Test
  void eachFlowIsProposedWhatItWouldBeAlone() throws IOException {
    Map<String, JsonNode> together = changes("all", ASA, FLOWS);
    assertThat(together).containsOnlyKeys("A", "B", "C", "D", "E");
    for (String flow : FLOWS) {
      String id = flow.substring(0, 1);
      JsonNode alone = changes(id, ASA, flow).get(id);
      JsonNode among = together.get(id);
      for (String key : new String[] {"commands", "rollback", "proved"}) {
        assertThat(among.get(key)).as(id + " " + key).isEqualTo(alone.get(key));
      }
      assertThat(among.get("proved").asBoolean()).as(id).isEqualTo(!id.equals("D"));
    }
  }

  /** One list on the way in and one on the way out, which both deny what comes from inside. */
  private static final String TWO_LISTS_IN_A_ROW =
      ASA.replace(
              "access-group inside_in",
              "access-group outside_out out interface outside\n"
                  + "access-group dmz_in in interface dmz\naccess-group inside_in")
          .replace(
              "access-list inside_in",
              "access-list outside_out extended permit udp any any eq 53\n"
                  + "access-list dmz_in extended permit ip any any\naccess-list inside_in");

  /**
   * B comes by the dmz, so that only the list on the way out denies it at first; what opens B there
   * lets A through as well. By itself A needs both.
   */
  @Test
  void whatAnotherFlowsChangeOpensIsNotTakenForOnesOwn() throws IOException {
    String a = "A,10.1.0.9,198.51.100.7,tcp/443,required,";
    String b = "B,10.1.0.9,198.51.100.7,tcp/443,required,dmz";
    JsonNode among = changes("both", TWO_LISTS_IN_A_ROW, a, b).get("A");
    JsonNode alone = changes("one", TWO_LISTS_IN_A_ROW, a).get("A");
    assertThat(alone.get("commands")).hasSize(2);
    assertThat(among.get("commands")).isEqualTo(alone.get("commands"));
    assertThat(among.get("proved").asBoolean()).isTrue();
  }

  private Map<String, JsonNode> changes(String name, String config, String... flows)
      throws IOException {
    String json =
        new Auditing(folder.resolve(name))
            .export("edge.cfg", config)
            .flows(HEAD + ",in_zone", flows)
            .report();
    Map<String, JsonNode> out = new TreeMap<>();
    for (JsonNode f : new ObjectMapper().readTree(json).get("findings")) {
      if (f.path("change").has("commands") && !f.get("flows").isEmpty()) {
        out.put(f.get("flows").get(0).asText(), f.get("change"));
      }
    }
    return out;
  }
}

package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flowgap.policy.CommandsRefused;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.SiteFacts;
import flowgap.policy.Terminal;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the device makes of commands for lists, and what it does not carry out. */
class EnteredCommandsTest {
  private static final String CONFIG =
      """
      ASA Version 9.12(4)
      access-list a remark servers
      access-list a extended permit tcp any host 10.1.0.5 eq 80
      access-list b extended permit tcp any host 10.1.0.7 eq 25
      access-list a extended permit tcp any host 10.1.0.6 eq 443 inactive
      access-list a extended deny ip any any log
      """;

  private static List<String> after(String... commands) throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge-1.cfg", CONFIG));
    Firewall f = new AsaReader().read(files, "x", SiteFacts.NONE).get(0);
    return new AsaReader()
            .readAfter(f, files, List.of(commands), "x", SiteFacts.NONE)
            .get(0)
            .list("a")
            .rules()
            .stream()
            .map(Rule::words)
            .map(w -> w.replaceFirst("access-list a (extended )?", ""))
            .toList();
  }

  /** Lines count the list's own entries and remarks, whatever stands between them. */
  @Test
  void anEntryStandsWhereItsLineSays() throws Exception {
    assertThat(after("access-list a line 3 extended permit udp any any eq 53"))
        .containsExactly(
            "permit tcp any host 10.1.0.5 eq 80",
            "permit udp any any eq 53",
            "permit tcp any host 10.1.0.6 eq 443 inactive",
            "deny ip any any log");
    assertThat(after("access-list a line 5 extended permit udp any any eq 53"))
        .endsWith("permit udp any any eq 53");
    assertThat(
            after(
                "access-list a line 3 extended permit udp any any eq 53",
                "no access-list a extended permit udp any any eq 53"))
        .isEqualTo(after());
  }

  /**
   * Command reference, access-list extended, inactive: "To reenable it, enter the entire ACE
   * without the inactive keyword": the entry that is there is changed, and no other one made.
   */
  @Test
  void anEntryThatIsThereIsNotMadeAgain() {
    refused("access-list a line 1 extended permit tcp any host 10.1.0.5 eq 80", "already");
    refused("access-list a line 1 extended permit tcp any host 10.1.0.6 eq 443", "already");
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused("access-list a line 6 extended permit udp any any eq 53", "no such line");
    refused("access-list c line 1 extended permit udp any any eq 53", "no such line");
    refused("no access-list a extended permit udp any any eq 53", "no such entry");
    refused("no time-range x", "it is not there");
  }

  /** A list without entries is none, and neither is what bound it. */
  @Test
  void theLastEntryIsNotTakenOut() {
    refused("no access-list b extended permit tcp any host 10.1.0.7 eq 25", "would be gone");
  }

  /** Each trial begins with what was exported, whatever was entered or refused before. */
  @Test
  void commandsOfOneTrialAreNotThereInTheNext() throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge-1.cfg", CONFIG));
    AsaReader reader = new AsaReader();
    Firewall f = reader.read(files, "x", SiteFacts.NONE).get(0);
    Terminal terminal = reader.terminal(f, files, "x", SiteFacts.NONE);
    List<String> first =
        List.of(
            "time-range late",
            " absolute start 00:00 01 January 2030",
            "no access-list a extended permit tcp any host 10.1.0.5 eq 80",
            "access-list a line 2 extended permit udp any any eq 53 time-range late",
            "no access-list a extended deny ip any any log");
    List<String> asExported = words(f);
    List<String> changed = words(terminal.readAfter(first).get(0));
    assertThat(changed)
        .containsExactly(
            "permit udp any any eq 53 time-range late",
            "permit tcp any host 10.1.0.6 eq 443 inactive");
    assertThatThrownBy(
            () ->
                terminal.restores(
                    List.of("no access-list a extended deny ip any any log", "no x"), List.of()))
        .isInstanceOf(CommandsRefused.class)
        .extracting(e -> ((CommandsRefused) e).places())
        .isEqualTo(List.of(1));
    assertThat(words(terminal.readAfter(List.of()).get(0))).isEqualTo(asExported);
    assertThat(words(terminal.readAfter(first).get(0))).isEqualTo(changed);
  }

  /** Where every line is shown as before, the policy is what it was; elsewhere it is read again. */
  @Test
  void onlyWhatIsShownWordForWordAsBeforeChangesNothing() throws Exception {
    List<InputFile> files = List.of(InputFile.of("edge-1.cfg", CONFIG));
    AsaReader reader = new AsaReader();
    Firewall f = reader.read(files, "x", SiteFacts.NONE).get(0);
    Terminal terminal = reader.terminal(f, files, "x", SiteFacts.NONE);
    String gone = "no access-list a extended permit tcp any host 10.1.0.6 eq 443 inactive";
    String back = " extended permit tcp any host 10.1.0.6 eq 443 inactive";
    assertThat(terminal.restores(List.of(), List.of())).isTrue();
    assertThat(terminal.restores(List.of(gone), List.of("access-list a line 3" + back))).isTrue();
    assertThat(terminal.restores(List.of(gone), List.of("access-list a line 2" + back))).isFalse();
    assertThat(terminal.restores(List.of(gone), List.of())).isFalse();
    assertThat(terminal.restores(List.of("time-range x"), List.of())).isFalse();
    assertThat(terminal.restores(List.of("time-range x"), List.of("no time-range x"))).isTrue();
  }

  private static List<String> words(Firewall firewall) {
    return firewall.list("a").rules().stream()
        .map(Rule::words)
        .map(w -> w.replaceFirst("access-list a (extended )?", ""))
        .toList();
  }

  private static void refused(String command, String why) {
    assertThatThrownBy(() -> after(command))
        .isInstanceOf(InputFailure.class)
        .hasMessageContaining("'" + command + "' is refused")
        .hasMessageContaining(why);
  }
}

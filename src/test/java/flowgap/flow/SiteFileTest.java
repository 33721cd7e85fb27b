package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import flowgap.packet.AddressSet;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteFileTest {
  private static final String HEADER = "role,addresses,firewall,zone,security_group,comment\n";

  private static Site read(String rows) throws InputFailure, IOException {
    return SiteFile.read(InputFile.of("site.csv", HEADER + rows));
  }

  private static List<String> errors(String rows) {
    InputFailure failure = catchThrowableOfType(InputFailure.class, () -> read(rows));
    return failure.problems().stream().map(Problem::sentence).toList();
  }

  private static AddressSet set(String text) {
    return AddressSet.parse(text).orElseThrow();
  }

  private static Side side(String text, Site site) throws InputFailure {
    return EndpointWords.read(text, site, List.of(), SourceSpan.of("f", 1, ""));
  }

  @Test
  void rolesOfSeveralRowsAndOfOtherRoles() throws Exception {
    Site site =
        read(
            """
            source,windows;linux
            windows,10.0.0.1-10.0.0.9
            windows,2001:db8::/64
            linux,"10.0.1.0/24;
            host.example.net"
            host.example.net,192.0.2.7
            """);

    assertThat(side("Source", site).addresses())
        .isEqualTo(
            set("10.0.0.1-10.0.0.9")
                .or(set("2001:db8::/64"))
                .or(set("10.0.1.0/24"))
                .or(set("192.0.2.7")));
    assertThat(side("HOST.example.net.", site).addresses()).isEqualTo(set("192.0.2.7"));
    assertThat(site.hostNames()).containsOnlyKeys("host.example.net");
  }

  @Test
  void whatARoleLeavesOpen() throws Exception {
    Site site = read("app,10.0.0.1;db.example.net\nempty,\nboth,app;empty\n");

    assertThat(side("app", site).unresolvedNames()).containsExactly("db.example.net");
    assertThat(side("app", site).addresses()).isEqualTo(set("10.0.0.1"));
    assertThat(side("empty", site).unboundRoles()).containsExactly("empty");
    assertThat(side("both", site).unboundRoles()).containsExactly("empty");
    assertThat(site.unbound()).containsExactly("empty", "both");
  }

  @Test
  void rowsSayWhereAddressesLie() throws Exception {
    Site site =
        read(
            """
            fw,192.0.2.1,edge-1,SELF
            app,10.0.0.0/24,edge-1,inside
            web,10.1.0.1,,,sg-1;sg-2
            plain,10.2.0.1
            ancestors_first,yes
            """);

    assertThat(site.bindings())
        .containsExactly(
            new Site.Binding(
                set("192.0.2.1"), Optional.of("edge-1"), Optional.of("self"), List.of()),
            new Site.Binding(
                set("10.0.0.0/24"), Optional.of("edge-1"), Optional.of("inside"), List.of()),
            new Site.Binding(
                set("10.1.0.1"), Optional.empty(), Optional.empty(), List.of("sg-1", "sg-2")));
    assertThat(site.settings()).containsExactly(java.util.Map.entry("ancestors_first", "true"));
  }

  @Test
  void allErrorsAtOnce() {
    assertThat(
            errors(
                """
                a,b
                b,c;10.0.0.1
                c,a
                d,10.0.0.0/40
                ,10.0.0.1
                10.0.0.1,10.0.0.2
                e,nosuch
                f,10.0.0.1,,self
                ancestors_first,perhaps
                windows,10.0.0.1
                g,windws
                """))
        .containsExactly(
            "site.csv:2:1: roles refer to each other in a circle: a > b > c > a",
            "site.csv:5:2: column addresses: \"10.0.0.0/40\" has no valid prefix length; expected /0 to /32",
            "site.csv:6:1: column role: the role is empty",
            "site.csv:7:1: column role: \"10.0.0.1\" is no name; expected a role or a host name",
            "site.csv:8:1: column addresses: \"nosuch\" is no address and no role or name of this file",
            "site.csv:9:4: column zone: self needs the name of the firewall in column firewall",
            "site.csv:10:2: column addresses: ancestors_first is yes or no, not \"perhaps\"",
            "site.csv:12:1: column addresses: \"windws\" is no address and no role or name of this file; did you mean \"windows\"?");
  }

  @Test
  void bindingsThatNoFlowUsesAndThatOverlap() throws Exception {
    Site site = read("a,10.0.0.0/24\nb,10.0.0.5;c\nc,10.1.0.1\nd,10.9.0.1\n");
    List<Flow> flows =
        FlowFile.read(
                InputFile.of(
                    "f.csv", "source,destination,service,requirement\nb,10.3.0.1,esp,required\n"),
                site)
            .flows();

    assertThat(site.unused(flows))
        .extracting(Problem::sentence)
        .containsExactly("site.csv:2:1: no flow uses \"a\"", "site.csv:5:1: no flow uses \"d\"");
    assertThat(site.overlapping())
        .extracting(Problem::sentence)
        .containsExactly("site.csv:3:1: \"a\" and \"b\" share 10.0.0.5");
  }

  @Test
  void aRoleThatIsAnyAddress() throws Exception {
    assertThat(side("world", read("world,any\n")).addresses()).isEqualTo(AddressSet.ANY);
  }
}

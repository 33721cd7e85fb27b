package flowgap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import flowgap.packet.Protocols;
import flowgap.source.InputFailure;
import flowgap.source.SourceSpan;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNotationTest {
  private static final SourceSpan SPAN = SourceSpan.of("flows.csv", 2, "");

  private static Service parse(String text) throws InputFailure {
    return ServiceNotation.parse(text, SPAN);
  }

  /** Every notation of ports, with the destination ports that it means by protocol. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcp/443                          | 443         |
          443/TCP                          | 443         |
          tcp 443                          | 443         |
          TCP:443                          | 443         |
          443 tcp                          | 443         |
          135/445 TCP                      | 135,445     |
          135/445/tcp                      | 135,445     |
          137-139/445 TCP                  | 137-139,445 |
          tcp/135/445                      | 135,445     |
          11104 (TCP) and 11105 (TCP)      | 11104-11105 |
          443 (TCP/HTTPS)                  | 443         |
          tcp/20000-20047                  | 20000-20047 |
          tcp/20000–20047                  | 20000-20047 |
          tcp/20000:20047                  | 20000-20047 |
          20000 to 20047 tcp               | 20000-20047 |
          udp/137,138                      |             | 137-138
          UDP 137,UDP 138                  |             | 137-138
          TCP 139, TCP 445, UDP 137,UDP 138 | 139,445    | 137-138
          SMB (TCP 139, TCP 445, UDP 137,UDP 138) | 139,445 | 137-138
          tcp/22;udp/53                    | 22          | 53
          tcp/22; tcp/80,443 ; udp/53      | 22,80,443   | 53
          22, 80 and 443 TCP               | 22,80,443   |
          tcp/22, 53/udp                   | 22          | 53
          tcp/udp 53                       | 53          | 53
          53/tcp+udp                       | 53          | 53
          tcp-udp/53                       | 53          | 53
          tcp                              | any         |
          tcp/any                          | any         |
          udp/0-65535                      |             | any
          tcp/https                        | 443         |
          https                            | 443         |
          ssh                              | 22          |
          tcp/ssh,https                    | 22,443      |
          udp/snmp                         |             | 161
          tcp/443.0                        | 443         |
          """)
  void readsPorts(String text, String tcp, String udp) throws InputFailure {
    Service service = parse(text);

    assertThat(ports(service, Protocols.TCP)).isEqualTo(tcp);
    assertThat(ports(service, Protocols.UDP)).isEqualTo(udp);
    assertThat(service.anyOne()).isEmpty();
    assertThat(service.sourcePortsStated()).isFalse();
  }

  private static String ports(Service service, int protocol) {
    PortSet ports = service.packets().destinationPorts(protocol);
    return ports.isEmpty() ? null : ports.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcp/20000-20047 (any one)
          20000-20047 (any one) TCP
          20000-20047(any one) tcp
          tcp 20000-20047 (anyone)
          TCP/20000-20047 any one
          20000-20047/tcp (any-one)
          """)
  void anyOneOfARange(String text) throws InputFailure {
    assertThat(parse(text).anyOne())
        .isEqualTo(Optional.of(new AnyOne(Protocols.TCP, PortSet.range(20000, 20047))));
  }

  @Test
  void aProtocolColumnServesPortsThatNameNone() {
    ServiceText text = new ServiceText("20000-20047 (any one)", "TCP", "", false, SPAN);

    Service service = text.read(new java.util.ArrayList<>()).orElseThrow();

    assertThat(service.anyOne())
        .isEqualTo(Optional.of(new AnyOne(Protocols.TCP, PortSet.range(20000, 20047))));
  }

  @Test
  void icmpAloneIsTheEchoRequest() throws InputFailure {
    assertThat(parse("icmp").packets()).isEqualTo(PacketSet.icmp(8, 0));
    assertThat(parse("ping").packets()).isEqualTo(PacketSet.icmp(8, 0));
    assertThat(parse("icmp/any").packets()).isEqualTo(PacketSet.icmp(-1, -1));
    assertThat(parse("icmp/8/0").packets()).isEqualTo(PacketSet.icmp(8, 0));
    assertThat(parse("icmp/3").packets()).isEqualTo(PacketSet.icmp(3, -1));
    assertThat(parse("icmp/echo-reply/0").packets()).isEqualTo(PacketSet.icmp(0, 0));
    assertThat(parse("icmp6/128/0").packets()).isEqualTo(PacketSet.icmp6(128, 0));
    assertThat(parse("icmpv6").packets()).isEqualTo(PacketSet.icmp6(128, 0));
  }

  @Test
  void protocolsWithoutPorts() throws InputFailure {
    assertThat(parse("esp").packets()).isEqualTo(PacketSet.protocol(50));
    assertThat(parse("proto/47").packets()).isEqualTo(PacketSet.protocol(47));
    assertThat(parse("gre; ah").packets())
        .isEqualTo(PacketSet.protocol(47).or(PacketSet.protocol(51)));
    assertThat(parse("proto/6").packets()).isEqualTo(parse("tcp").packets());
  }

  @Test
  void clientsOfTcpAndSctpUsePortsFrom1024AndThoseOfUdpAny() throws InputFailure {
    PortSet clients = PortSet.range(1024, 65535);
    assertThat(parse("tcp/443").packets())
        .isEqualTo(PacketSet.ports(Protocols.TCP, clients, PortSet.of(443)));
    assertThat(parse("sctp/3868").packets())
        .isEqualTo(PacketSet.ports(Protocols.SCTP, clients, PortSet.of(3868)));
    assertThat(parse("udp/53").packets()).isEqualTo(PacketSet.udp(PortSet.of(53)));
    PacketSet lowTcp = PacketSet.ports(Protocols.TCP, PortSet.range(0, 1023), PortSet.ANY);
    PacketSet lowSctp = PacketSet.ports(Protocols.SCTP, PortSet.range(0, 1023), PortSet.ANY);
    assertThat(parse("any").packets()).isEqualTo(PacketSet.ALL.minus(lowTcp).minus(lowSctp));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          443                  | "443" has no protocol; expected tcp/443 or udp/443
          tcp/10000-100025     | 100025 is no port; expected 0 to 65535
          tcp/99999999999      | 99999999999 is no port; expected 0 to 65535
          tcp/445-135          | the range 445-135 is reversed
          tcp/2E+04            | "2E+04" looks like a number that a spreadsheet has changed; format the cell as text
          tcp/443.5            | "443.5" looks like a number that a spreadsheet has changed; format the cell as text
          tcp/foo              | "foo" is no tcp service known here
          nosuchservice        | "nosuchservice" is no service of the IANA registry known here
          snmp                 | "snmp" is registered for several protocols; expected tcp/snmp or udp/snmp
          tcp/22, 80, 53/udp   | "80" stands between two protocols; write one before it
          icmp/300             | 300 is no ICMP type or code; expected 0 to 255
          proto/300            | 300 is no protocol number; expected 0 to 255
          443 (TCP/SSH)        | 443(TCP/SSH): SSH is not the service of that port
          tcp/443!             | found "!" at character 8; expected a service such as tcp/443
          tcp/                 | the text ends too early; expected a service such as tcp/443
          tcp/1-2-3            | found "-" at character 8; expected a service such as tcp/443
          tcp/22;tcp/5-9 (any one) | any one port of several needs ports of one protocol; split the flow
          tcp/udp 5-9 (any one) | any one port of several needs ports of one protocol; split the flow
          tcp/5-9 (any)        | "(any)" is not clear; expected (any one) or (all)
          """)
  void saysWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> parse(text))
        .asInstanceOf(throwable(InputFailure.class))
        .extracting(e -> e.problems().get(0).message())
        .isEqualTo("service \"" + text + "\": " + reason);
  }
}

package flowgap.vendor.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import flowgap.analysis.Judged;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernel of this machine, asked what becomes of connections through a firewall of two
 * interfaces. A probe is source, destination, protocol, source port, destination port; for ICMP
 * type and code.
 */
final class KernelJudge implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  KernelJudge() throws IOException {
    this("eth0", "eth1");
  }

  /**
   * @param client the firewall's interface towards the clients
   * @param server the firewall's interface towards all others
   */
  KernelJudge(String client, String server) throws IOException {
    Path script = Files.createTempFile("kernel-judge", ".py");
    try (var in = KernelJudge.class.getResourceAsStream("kernel_judge.py")) {
      Files.write(script, in.readAllBytes());
    }
    process =
        new ProcessBuilder("python3", script.toString(), client, server)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * How many of its three packets come through, for each probe, whose sources lie behind the
   * clients' interface and destinations behind the servers'.
   */
  int[] ask(boolean v6, List<String> dump, String sets, List<Object[]> probes) throws IOException {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("v6", v6);
    question.put("restore", String.join("\n", dump) + "\n");
    question.put("ipset", sets);
    question.put("probes", probes);
    question.put("clients", probes.stream().map(p -> p[0]).distinct().toList());
    question.put("servers", probes.stream().map(p -> p[1]).distinct().toList());
    questions.write(JSON.writeValueAsString(question));
    questions.newLine();
    questions.flush();
    String line = answers.readLine();
    assertThat(line)
        .as("the kernel's judge answers: run as root, with iptables, ipset, iproute2, conntrack")
        .isNotNull();
    JsonNode answer = JSON.readTree(line);
    if (answer.has("error")) {
      throw new IOException(answer.get("error").asText());
    }
    int[] out = new int[probes.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = answer.get("passed").get(i).asInt();
    }
    return out;
  }

  /** {@code yes}, {@code no}, {@code may}: whether the connection comes about, as flowgap says. */
  static String ours(Asked asked, Object[] probe, String in, String out) {
    Judged j = asked.sets((String) probe[0], (String) probe[1], service(probe), in, out);
    return !j.passes().isEmpty() ? "yes" : j.mayPass().isEmpty() ? "no" : "may";
  }

  private static PacketSet service(Object[] probe) {
    int protocol = (Integer) probe[2];
    int first = (Integer) probe[3];
    int second = (Integer) probe[4];
    return switch (protocol) {
      case 6, 17 -> PacketSet.ports(protocol, PortSet.of(first), PortSet.of(second));
      case 1 -> PacketSet.icmp(first, second);
      case 58 -> PacketSet.icmp6(first, second);
      default -> PacketSet.protocol(protocol);
    };
  }

  /**
   * The same as the kernel says. To an ICMP error nothing answers: its opener alone has to pass.
   */
  static String kernels(int passed, Object[] probe) {
    int type = (Integer) probe[3];
    boolean icmp = (Integer) probe[2] == 1 || (Integer) probe[2] == 58;
    boolean oneWay = icmp && type != 8 && type != 13 && type != 128;
    return passed >= (oneWay ? 1 : 3) ? "yes" : "no";
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.onExit().join();
  }
}

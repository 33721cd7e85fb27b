package flowgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are planted where each format has them, in good lines and in lines that cannot be read;
 * then every command runs, and everything that it wrote or said is searched for them.
 */
class PlantedSecretsTest {
  /** Each planted secret has a number of its own, so that a leak says where it stood. */
  private static final Pattern SECRET = Pattern.compile("S3cr3t\\d\\d");

  private static final String ASA =
      """
      : Saved
      ASA Version 9.16(4)
      hostname edge-1
      enable password S3cr3t01 pbkdf2
      passwd S3cr3t02 encrypted
      username admin password S3cr3t03 encrypted privilege 15
      interface GigabitEthernet0/0
       nameif outside
       security-level 0
       ip address 192.0.2.1 255.255.255.0
       ospf message-digest-key 1 md5 S3cr3t04
      interface GigabitEthernet0/1
       nameif inside
       security-level 100
       ip address 10.0.0.1 255.255.255.0
       ospf authentication-key S3cr3t05 nonsense behind
      access-list outside_in extended permit tcp any host 10.0.0.5 eq 22
      access-list outside_in extended permit tcp any host 10.0.0.6 eq no-port
      access-group outside_in in interface outside
      route outside 0.0.0.0 0.0.0.0 192.0.2.254
      snmp-server host inside 10.0.0.9 community S3cr3t07 version 2c
      snmp-server community S3cr3t08
      snmp-server user u g v3 auth sha S3cr3t09 priv aes 128 S3cr3t10
      aaa-server RAD (inside) host 10.0.0.9 S3cr3t11 timeout 10
      aaa-server TAC protocol tacacs+
      aaa-server TAC (inside) host 10.0.0.8
       key S3cr3t12
      tunnel-group 198.51.100.1 ipsec-attributes
       ikev1 pre-shared-key S3cr3t13
       ikev2 remote-authentication pre-shared-key S3cr3t14
      failover key S3cr3t15
      ntp authentication-key 1 md5 S3cr3t16
      vpdn username u password S3cr3t17
      router bgp 65000
       neighbor 10.0.0.9 password S3cr3t18
      auto-update server https://user:S3cr3t19@198.51.100.7/x
      unknown-command with password S3cr3t20
      unknown-command with secret S3cr3t21 behind
      username broken password
      crypto isakmp key S3cr3t22 address 203.0.113.1 netmask 255.255.255.255
      : end
      """;

  private static final String PANOS =
      """
      <config version="11.0.0" urldb="paloaltonetworks">
      <mgt-config><users><entry name="admin"><phash>S3cr3t31</phash>
        <public-key>c3NoLXJzYQ==</public-key></entry></users></mgt-config>
      <shared><server-profile><radius><entry name="r"><server><entry name="s">
        <secret>-AQ==S3cr3t32</secret></entry></server></entry></radius></server-profile>
        <certificate><entry name="c"><private-key>S3cr3t33</private-key></entry></certificate>
        <what-is-this><password>S3cr3t34</password></what-is-this></shared>
      <devices><entry name="localhost.localdomain">
      <deviceconfig><system><hostname>pa-1</hostname>
        <snmp-setting><access-setting><version><v2c><snmp-community-string>S3cr3t35</snmp-community-string></v2c></version></access-setting></snmp-setting>
      </system></deviceconfig>
      <network><ike><gateway><entry name="g"><authentication><pre-shared-key><key>-AQ==S3cr3t36</key></pre-shared-key></authentication></entry></gateway></ike>
        <interface><ethernet><entry name="ethernet1/1"><layer3><pppoe><password>-AQ==S3cr3t37</password></pppoe></layer3></entry></ethernet></interface></network>
      <vsys><entry name="vsys1">
      <external-list><entry name="l"><type><ip><auth><username>u</username><password>S3cr3t38</password></auth><url>https://u:S3cr3t39@example.net/l</url></ip></type></entry></external-list>
      <rulebase><security><rules>
        <entry name="allow ssh"><from><member>any</member></from><to><member>any</member></to><source><member>any</member></source>
          <destination><member>10.0.0.5</member></destination><service><member>any</member></service><application><member>any</member></application>
          <action>allow</action><api-key>S3cr3t40</api-key></entry>
        <entry name="broken"><from><member>any</member></from><to><member>any</member></to><source><member>10.0.0.999</member></source>
          <destination><member>l</member></destination><service><member>any</member></service><application><member>any</member></application>
          <action>allow</action><authpwd>S3cr3t41</authpwd></entry>
      </rules></security></rulebase></entry></vsys></entry></devices></config>
      """;

  private static final String PANOS_SET =
      """
      set deviceconfig system hostname pa-2
      set mgt-config users admin phash S3cr3t51
      set network ike gateway g authentication pre-shared-key key -AQ==S3cr3t52
      set shared server-profile radius r server s secret "S3cr3t53 with blanks"
      set rulebase security rules r from any to any source any destination any service any application any action allow
      set rulebase security rules r api-key S3cr3t54
      set what is this password S3cr3t55
      set what is "this password S3cr3t56
      """;

  private static final String IPTABLES =
      """
      # Generated by iptables-save v1.8.9 on Mon Nov  2 21:14:05 2026
      *filter
      :INPUT ACCEPT [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 22 -j ACCEPT
      -A FORWARD -d 10.0.0.6/32 -j MYSTERY --option
      COMMIT
      """;

  private static final String GROUPS =
      """
      {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "Description": "web", "VpcId": "vpc-1",
        "Tags": [{"Key": "db-password", "Value": "S3cr3t71"}],
        "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
           "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}],
        "IpPermissionsEgress": []}]}
      """;

  private static final String INSTANCES =
      """
      {"Reservations": [{"Instances": [{"InstanceId": "i-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.0.5",
        "UserData": "S3cr3t76", "SecurityGroups": [{"GroupId": "sg-1"}],
        "Tags": [{"Key": "password", "Value": "S3cr3t77"}]}]}]}
      """;

  private static final String VPN =
      """
      {"VpnConnections": [{"VpnConnectionId": "vpn-1",
        "CustomerGatewayConfiguration": "<pre_shared_key>S3cr3t74</pre_shared_key>",
        "Options": {"TunnelOptions": [{"PreSharedKey": "S3cr3t75"}]}}]}
      """;

  @TempDir Path folder;

  private final StringBuilder said = new StringBuilder();

  private int run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> all =
        Arrays.stream(words).map(w -> w.replace("@", folder.toString() + "/")).toList();
    int status =
        Main.run(
            all.toArray(String[]::new),
            new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                Map.of("SOURCE_DATE_EPOCH", "1790000000")));
    said.append(out.toString(StandardCharsets.UTF_8));
    return status;
  }

  @Test
  void noOutputHoldsASecret() throws IOException {
    Files.createDirectories(folder.resolve("exports/aws"));
    write("exports/edge-1.cfg", ASA);
    write("exports/pa-1.xml", PANOS);
    write("exports/pa-2.set", PANOS_SET);
    write("exports/gw.rules", IPTABLES);
    write("exports/aws/groups.json", GROUPS);
    write("exports/aws/instances.json", INSTANCES);
    write("exports/aws/vpn.json", VPN);
    write("exports/cut.xml", PANOS.substring(0, PANOS.indexOf("S3cr3t36") + 10));
    write("exports/cut.cfg", ASA.substring(0, ASA.indexOf("S3cr3t14") + 10));
    write("exports/secret.txt", "the password is S3cr3t81\n");
    write(
        "flows.csv",
        """
        id,source,destination,service,requirement
        A,198.51.100.9,10.0.0.5,tcp/22,required
        B,198.51.100.9,10.0.0.6,tcp/443,required
        """);
    run(
        "audit",
        "@exports",
        "--flows",
        "@flows.csv",
        "--out",
        "@out",
        "--format",
        "json,csv,xlsx,html,sarif,junit,md",
        "--debug");
    run("audit", "@exports", "--flows", "@flows.csv", "--out", "@shard", "--shard", "1/1");
    run("merge", "@shard", "--out", "@merged");
    for (String config : List.of("edge-1.cfg", "pa-1.xml", "pa-2.set", "gw.rules", "aws")) {
      String file = "@exports/" + config;
      for (String format : List.of("table", "csv", "json")) {
        run("rules", file, "--format", format);
      }
      run("trace", file, "--from", "198.51.100.9", "--to", "10.0.0.5", "--service", "tcp/22");
      run(
          "trace",
          file,
          "--from",
          "198.51.100.9",
          "--to",
          "10.0.0.6",
          "--service",
          "tcp/443",
          "--json");
      run("reach", file);
      run("diff", file, file, "--format", "json");
    }
    run("diff", "@exports/edge-1.cfg", "@exports/pa-1.xml");

    assertThat(said.toString()).contains("allow ssh", "outside_in");
    TreeSet<String> found = new TreeSet<>();
    search("standard output or error", said.toString().getBytes(StandardCharsets.UTF_8), found);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(p -> !p.startsWith(folder.resolve("exports")))
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path p : files) {
      search(folder.relativize(p).toString(), Files.readAllBytes(p), found);
      if (p.toString().endsWith(".xlsx")) {
        unpack(p, found);
      }
    }
    assertThat(found).isEmpty();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static void search(String where, byte[] bytes, TreeSet<String> found) throws IOException {
    for (String text :
        List.of(
            new String(bytes, StandardCharsets.ISO_8859_1),
            new String(bytes, StandardCharsets.UTF_16LE))) {
      SECRET
          .matcher(text)
          .results()
          .map(MatchResult::group)
          .forEach(s -> found.add(s + " in " + where));
    }
  }

  private static void unpack(Path workbook, TreeSet<String> found) throws IOException {
    try (ZipFile zip = new ZipFile(workbook.toFile())) {
      assertThat(zip.size()).isPositive();
      for (ZipEntry e : zip.stream().toList()) {
        search(
            workbook.getFileName() + "!/" + e.getName(),
            zip.getInputStream(e).readAllBytes(),
            found);
      }
    }
  }
}

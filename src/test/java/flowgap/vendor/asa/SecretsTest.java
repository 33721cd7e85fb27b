package flowgap.vendor.asa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  /** Where secrets stand in configurations; each line holds the secret S3CRET once or twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "enable password S3CRET encrypted",
        "enable password S3CRET level 5 pbkdf2",
        "passwd S3CRET encrypted",
        "password S3CRET encrypted",
        "username admin password S3CRET encrypted privilege 15",
        "username admin password S3CRET mschap",
        " ikev1 pre-shared-key S3CRET",
        " pre-shared-key S3CRET",
        " ikev2 local-authentication pre-shared-key 8 S3CRET",
        " ikev2 remote-authentication pre-shared-key S3CRET",
        "isakmp key S3CRET address 203.0.113.1",
        "crypto isakmp key S3CRET address 203.0.113.1 netmask 255.255.255.255",
        "aaa-server RAD (inside) host 10.0.0.1 S3CRET timeout 10",
        " key S3CRET",
        " key 8 S3CRET",
        " ldap-login-password S3CRET",
        " radius-common-pw S3CRET",
        "snmp-server community S3CRET",
        "snmp-server community 8 S3CRET",
        "snmp-server host inside 10.0.0.1 community S3CRET",
        "snmp-server host inside 10.0.0.1 trap community 0 S3CRET version 2c",
        "snmp-server user u g v3 auth sha S3CRET priv aes 128 S3CRET",
        "snmp-server user u g v3 encrypted auth md5 S3CRET priv 3des S3CRET",
        "failover key S3CRET",
        "failover key hex S3CRET",
        "failover key 8 S3CRET",
        "failover ipsec pre-shared-key S3CRET",
        "ntp authentication-key 1 md5 S3CRET",
        "key config-key password-encryption S3CRET",
        "  key-string S3CRET",
        " ospf authentication-key S3CRET",
        " ospf message-digest-key 1 md5 S3CRET",
        " authentication key eigrp 100 S3CRET key-id 1",
        " neighbor 10.0.0.1 password S3CRET",
        " rip authentication key S3CRET key_id 1",
        "vpdn username u password S3CRET",
        "auto-update server https://user:S3CRET@198.51.100.7/x",
        " config-url ftp://user:S3CRET@198.51.100.7/x;type=an",
        " enrollment url http://user:S3CRET@198.51.100.7:80/x",
        "boot config https://user:S3CRET@198.51.100.7/x",
        "wccp web-cache password S3CRET",
        " policy-server-secret S3CRET",
        " license S3CRET",
        "license smart register idtoken S3CRET",
        "cluster key S3CRET",
        "cts sxp default password S3CRET",
        " isis password S3CRET",
        "failover lan key S3CRET",
        "logging ftp-server 10.0.0.1 /logs user S3CRET",
        "logging ftp-server 10.0.0.1 /logs user 8 S3CRET",
        "boot config ftp://user:S3CRET@S3CRET/S3CRET@198.51.100.7/x",
        "username  admin  password  S3CRET  encrypted",
        "snmp-server\tcommunity\tS3CRET",
        " ikev1  pre-shared-key   S3CRET",
        "failover   key  S3CRET",
        "aaa-server RAD  (inside)  host 10.0.0.1  S3CRET",
      })
  void theSecretIsTakenOutAndTheLineStays(String line) {
    String now = Secrets.remove(line);
    assertThat(now).doesNotContain("S3CRET").contains(Secrets.REMOVED);
    assertThat(now.strip().split("\\s+")[0]).isEqualTo(line.strip().split("\\s+")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username admin nopassword",
        "snmp-server host inside 10.0.0.1 poll version 2c",
        "access-list a extended permit tcp any host 10.0.0.1 eq 80",
        "aaa authentication match AUTH inside LOCAL",
        " description key to the north",
      })
  void otherLinesStayAsTheyAre(String line) {
    assertThat(Secrets.remove(line)).isEqualTo(line);
  }
}

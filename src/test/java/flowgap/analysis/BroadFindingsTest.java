package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BroadFindingsTest {
  @Test
  void numbersThatNobodyCanReadAreGivenAsPowersOfTen() {
    assertThat(BroadFindings.readable(new BigInteger("8388608"), true)).isEqualTo("8,388,608");
    assertThat(BroadFindings.readable(new BigInteger("999999999999999"), false))
        .isEqualTo("at most 999,999,999,999,999");
    // 2^83: any IPv4 address to any, two protocols with 65,536 ports and a few more
    assertThat(BroadFindings.readable(BigInteger.TWO.pow(83), true)).isEqualTo("more than 10^24");
    assertThat(BroadFindings.readable(BigInteger.TWO.pow(83), false)).isEqualTo("less than 10^25");
  }
}

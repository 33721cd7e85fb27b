package flowgap.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
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

  @Test
  void thousandsAreSetApart() {
    for (String n : new String[] {"0", "12", "999", "1000", "65536", "123456", "1234567"}) {
      BigInteger number = new BigInteger(n);
      assertThat(BroadFindings.grouped(number))
          .isEqualTo(String.format(Locale.ROOT, "%,d", number));
    }
    assertThat(BroadFindings.grouped(BigInteger.TWO.pow(64)))
        .isEqualTo("18,446,744,073,709,551,616");
  }
}

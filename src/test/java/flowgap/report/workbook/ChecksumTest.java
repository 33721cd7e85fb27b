package flowgap.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChecksumTest {
  @ParameterizedTest
  @CsvSource({"0,0", "0,5", "5,0", "1,1", "7,64", "1000,65537", "65536,100000"})
  void theCheckValueOfTwoTextsIsThatOfTheWhole(int first, int second) {
    byte[] all = new byte[first + second];
    new Random(first * 31L + second).nextBytes(all);
    long joined = Checksum.joined(crc(all, 0, first), crc(all, first, second), second);
    assertThat(joined).isEqualTo(crc(all, 0, all.length));
  }

  private static long crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return crc.getValue();
  }
}

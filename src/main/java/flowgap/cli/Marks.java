package flowgap.cli;

import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.Said;
import flowgap.analysis.Severity;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Marks of the findings about one firewall's rules, small.
 *
 * @param ids the identifiers as numbers
 * @param kinds type and severity of each, by their ordinals
 * @param said check values of what they say, one after the other
 */
record Marks(String firewall, long[] ids, byte[] kinds, byte[] said) {
  private static final int SEVERITIES = Severity.values().length;

  static Marks of(String firewall, List<Finding> findings) {
    long[] ids = new long[findings.size()];
    byte[] kinds = new byte[findings.size()];
    int at = 0;
    for (Finding f : findings) {
      ids[at] = number(f.id());
      kinds[at++] = kind(f.type(), f.severity());
    }
    return new Marks(firewall, ids, kinds, said(findings));
  }

  /** Check values of what findings say, one after the other. */
  static byte[] said(List<Finding> findings) {
    ByteBuffer out = ByteBuffer.allocate(findings.size() * Said.BYTES);
    for (Finding f : findings) {
      Said said = Said.of(f);
      out.putLong(said.first()).putLong(said.second()).putLong(said.change());
    }
    return out.array();
  }

  /** The check value at this place. */
  static Said said(byte[] all, int place) {
    ByteBuffer in = ByteBuffer.wrap(all, place * Said.BYTES, Said.BYTES);
    return new Said(in.getLong(), in.getLong(), in.getLong());
  }

  /** What each finding says, by its check value. */
  List<Said> saying() {
    return new AbstractList<>() {
      @Override
      public Said get(int i) {
        return said(said, i);
      }

      @Override
      public int size() {
        return ids.length;
      }
    };
  }

  /** An identifier of 12 hexadecimal digits as a number. */
  static long number(String id) {
    return Long.parseLong(id, 16);
  }

  static String id(long number) {
    String digits = Long.toHexString(number);
    return "0".repeat(Math.max(0, 12 - digits.length())) + digits.toLowerCase(Locale.ROOT);
  }

  static byte kind(FindingType type, Severity severity) {
    return (byte) (type.ordinal() * SEVERITIES + severity.ordinal());
  }

  static FindingType type(byte kind) {
    return FindingType.values()[kind / SEVERITIES];
  }

  static Severity severity(byte kind) {
    return Severity.values()[kind % SEVERITIES];
  }

  List<FindingMark> list() {
    return new AbstractList<>() {
      @Override
      public FindingMark get(int i) {
        return new FindingMark(
            id(ids[i]), type(kinds[i]), severity(kinds[i]), firewall, "", Optional.empty());
      }

      @Override
      public int size() {
        return ids.length;
      }
    };
  }
}

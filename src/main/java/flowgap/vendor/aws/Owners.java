package flowgap.vendor.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers for the VPCs that lines of the exports speak of. */
final class Owners {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** The number of a VPC; {@link UsedLines#NOBODY} where none is named. */
  int of(String vpc) {
    return vpc.isEmpty() ? UsedLines.NOBODY : numbers.computeIfAbsent(vpc, v -> numbers.size() + 1);
  }
}

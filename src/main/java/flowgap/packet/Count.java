package flowgap.packet;

import java.math.BigInteger;

/** A number that is known exactly, or within bounds, inclusive, where counting took too long. */
record Count(BigInteger atLeast, BigInteger atMost) {
  boolean isExact() {
    return atLeast.equals(atMost);
  }
}

package flowgap.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encodings that exports come in: UTF-8 (with or without byte order mark), UTF-16 of either
 * order. What is no valid UTF-8 is read as Windows-1252, byte by byte.
 */
public final class Encoding {
  private Encoding() {}

  /** The encoding that the first bytes show; UTF-8 where nothing speaks against it. */
  public static Charset detect(byte[] head) {
    if (startsWith(head, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    int even = 0;
    int odd = 0;
    int sample = Math.min(head.length, 1024) & ~1;
    for (int i = 0; i < sample; i += 2) {
      even += head[i] == 0 ? 1 : 0;
      odd += head[i + 1] == 0 ? 1 : 0;
    }
    if (sample >= 8 && odd > sample * 3 / 8 && even < sample / 16) {
      return StandardCharsets.UTF_16LE;
    }
    if (sample >= 8 && even > sample * 3 / 8 && odd < sample / 16) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /** Decodes a whole text, without its byte order mark. */
  public static String decode(byte[] bytes) {
    Charset charset = detect(bytes);
    String text;
    if (charset.equals(StandardCharsets.UTF_8)) {
      text = decodeUtf8(bytes);
    } else {
      text = new String(bytes, charset);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String decodeUtf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, Charset.forName("windows-1252"));
  }

  /** Whether the first bytes are those of a text: no NUL, hardly any control characters. */
  public static boolean looksLikeText(byte[] head) {
    if (!detect(head).equals(StandardCharsets.UTF_8)) {
      return true;
    }
    int control = 0;
    for (byte b : head) {
      if (b == 0) {
        return false;
      }
      if (b > 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 27
          && b != 8) {
        control++;
      }
    }
    return control * 20 <= head.length;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}

package flowgap.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One input, readable any number of times: a file of the disk, a member of an archive, or standard
 * input kept in memory.
 */
public final class InputFile {
  /** Opens the content anew. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  /** Bytes by which a format is recognised. */
  private static final int HEAD = 64 * 1024;

  private final String name;
  private final long size;
  private final Content content;
  private String sha256;
  private byte[] head;

  /**
   * @param name as given by the user, {@code /}-separated; inside archives {@code a.zip!/x.cfg}
   * @param size bytes, -1 where unknown
   */
  public InputFile(String name, long size, Content content) {
    this.name = Objects.requireNonNull(name);
    this.size = size;
    this.content = Objects.requireNonNull(content);
  }

  /** A file of the disk; reading it fails if it changes from now on. */
  public static InputFile of(String name, Path path) throws IOException {
    SteadyFile file = new SteadyFile(path);
    return new InputFile(name, file.size(), file::open);
  }

  public static InputFile of(String name, byte[] bytes) {
    return new InputFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  public static InputFile of(String name, String text) {
    return of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name;
  }

  /** Bytes, -1 where unknown. */
  public long size() {
    return size;
  }

  /** The part of the name after the last slash. */
  public String baseName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  public InputStream open() throws IOException {
    return content.open();
  }

  /** The first 64 KiB, by which formats are recognised. */
  public synchronized byte[] head() throws IOException {
    if (head == null) {
      try (InputStream in = open()) {
        head = in.readNBytes(HEAD);
      }
    }
    return head.clone();
  }

  /** The first 64 KiB as text, whatever its encoding. */
  public String headText() throws IOException {
    return Encoding.decode(head());
  }

  /** Lower-case hexadecimal SHA-256 of the content. */
  public synchronized String sha256() throws IOException {
    if (sha256 == null) {
      try (InputStream in = open()) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return sha256;
  }

  @Override
  public String toString() {
    return name;
  }
}

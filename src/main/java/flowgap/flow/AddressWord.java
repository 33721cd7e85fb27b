package flowgap.flow;

import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One word of a list of addresses: an address, a name, or neither. */
sealed interface AddressWord {
  /** The word as written. */
  String word();

  /**
   * Addresses as such.
   *
   * @param note what had to be done to read it, empty where nothing
   */
  record Literal(String word, AddressSet addresses, String note) implements AddressWord {}

  /** A role or a host name. */
  record Name(String word) implements AddressWord {}

  /** Neither, with the reason and what was expected. */
  record Wrong(String word, String reason) implements AddressWord {}

  /** Characters of the longest word: a host name has 253. */
  int LONGEST = 300;

  Pattern LIKE_V4 = Pattern.compile("[0-9]+(\\.[0-9]*)+(\\s*[-/].*)?|[0-9./ -]+");
  Pattern LIKE_V6 = Pattern.compile("[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*(\\s*[-/].*)?");

  /** The words of a list: separated by semicolons, commas or line ends. */
  static List<AddressWord> split(String text) {
    List<AddressWord> out = new ArrayList<>();
    for (String piece : text.split("[;,\\r\\n]")) {
      String word = TableText.trim(piece);
      if (!word.isEmpty()) {
        out.add(of(word));
      }
    }
    return out;
  }

  private static AddressWord of(String word) {
    if (word.length() > LONGEST) {
      return new Wrong(word.substring(0, 40) + "…", "is too long for an address or a name");
    }
    if (word.equalsIgnoreCase("any")) {
      return new Literal(word, AddressSet.ANY, "");
    }
    String plain = word.replace('–', '-').replaceAll("\\s*([-/])\\s*", "$1");
    Optional<AddressSet> addresses = AddressSet.parse(plain);
    if (addresses.isPresent()) {
      return new Literal(word, addresses.get(), note(plain, addresses.get()));
    }
    String lower = plain.toLowerCase(Locale.ROOT);
    if (lower.contains("://")) {
      return new Wrong(word, "is a URL; expected an address, a role or a host name");
    }
    if (LIKE_V4.matcher(lower).matches() || LIKE_V6.matcher(lower).matches()) {
      return new Wrong(word, wrongAddress(plain));
    }
    return new Name(word);
  }

  private static String note(String plain, AddressSet addresses) {
    int slash = plain.indexOf('/');
    if (slash < 0) {
      return "";
    }
    Optional<IpAddress> written = IpAddress.parse(plain.substring(0, slash));
    return written.equals(addresses.first())
        ? ""
        : plain + " has host bits set; it was read as " + addresses;
  }

  private static String wrongAddress(String plain) {
    int slash = plain.indexOf('/');
    if (slash >= 0) {
      Optional<IpAddress> address = IpAddress.parse(plain.substring(0, slash));
      if (address.isPresent()) {
        return "has no valid prefix length; expected /0 to /" + address.get().bits();
      }
    }
    int dash = plain.indexOf('-');
    if (dash >= 0) {
      Optional<IpAddress> low = IpAddress.parse(plain.substring(0, dash));
      Optional<IpAddress> high = IpAddress.parse(plain.substring(dash + 1));
      if (low.isPresent() && high.isPresent()) {
        return low.get().v6() != high.get().v6()
            ? "is a range with ends of different families"
            : "is a range whose end is below its start";
      }
      if (low.isPresent()) {
        return "is no range; expected both ends in full, such as 10.0.0.1-10.0.0.9";
      }
    }
    return "is no address; expected an address, a CIDR, a range, a role or a host name";
  }
}

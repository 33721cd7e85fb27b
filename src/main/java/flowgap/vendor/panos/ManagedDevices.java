package flowgap.vendor.panos;

import flowgap.policy.Recognition;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which exports of firewalls belong to which Panorama. A firewall's own export does not hold its
 * serial number, by which a Panorama knows it: the file's name does, or the Panorama's {@code show
 * devices all} says which host name is which number.
 */
final class ManagedDevices {
  private static final Pattern SERIAL =
      Pattern.compile("(?<![0-9A-Za-z])[0-9]{9,18}(?![0-9A-Za-z])");

  private static final byte[] GROUP = "device-group".getBytes(StandardCharsets.ISO_8859_1);

  /** Serial numbers by host name, as {@code show devices} says. */
  private final Map<String, String> byHost = new HashMap<>();

  void read(InputFile showDevices) throws IOException, InputFailure {
    Map<String, String> serials = new HashMap<>();
    XmlPaths.read(
        showDevices,
        (path, text) -> {
          int n = path.size();
          if (n > 2 && path.get(n - 1).equals("serial")) {
            serials.put(path.get(n - 2), text);
          } else if (n > 2 && path.get(n - 1).equals("hostname") && !text.isEmpty()) {
            String entry = path.get(n - 2);
            byHost.put(text.toLowerCase(Locale.ROOT), serials.getOrDefault(entry, entry));
          }
        });
  }

  /** Serial numbers that a firewall's export may have. */
  Set<String> serials(InputFile export, String hostName) {
    Set<String> out = new TreeSet<>();
    Matcher m = SERIAL.matcher(export.baseName());
    while (m.find()) {
      out.add(m.group());
    }
    String known = byHost.get(hostName.toLowerCase(Locale.ROOT));
    if (known != null) {
      out.add(known);
    }
    return out;
  }

  /** Each Panorama's export with those of its devices. */
  static List<Set<InputFile>> together(List<InputFile> files) throws IOException {
    ManagedDevices devices = new ManagedDevices();
    Map<InputFile, String> exports = new LinkedHashMap<>();
    for (InputFile f : files) {
      Recognition r = Recogniser.recognise(f);
      if (r.kind() == Recognition.Kind.PRIMARY) {
        exports.put(f, r.hostName());
      } else if (r.what().equals(Recogniser.DEVICES)) {
        try {
          devices.read(f);
        } catch (InputFailure e) {
          // said where the file is read with its export
        }
      }
    }
    Map<InputFile, Set<String>> serials = new LinkedHashMap<>();
    Set<String> all = new HashSet<>();
    exports.forEach((f, host) -> serials.put(f, devices.serials(f, host)));
    serials.values().forEach(all::addAll);
    if (all.isEmpty() || exports.size() < 2) {
      return List.of();
    }
    List<Set<InputFile>> out = new ArrayList<>();
    for (InputFile panorama : exports.keySet()) {
      Set<String> managed = managed(panorama, all);
      Set<InputFile> one = new LinkedHashSet<>(List.of(panorama));
      serials.forEach(
          (f, own) -> {
            if (own.stream().anyMatch(managed::contains)) {
              one.add(f);
            }
          });
      if (one.size() > 1) {
        out.add(one);
      }
    }
    return out;
  }

  /** Which of the serial numbers stand in an export that has device groups. */
  private static Set<String> managed(InputFile file, Set<String> serials) throws IOException {
    Set<String> found = new HashSet<>();
    StringBuilder digits = new StringBuilder();
    boolean groups = false;
    int matched = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = file.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          byte b = buffer[i];
          matched = b == GROUP[matched] ? matched + 1 : b == GROUP[0] ? 1 : 0;
          if (matched == GROUP.length) {
            groups = true;
            matched = 0;
          }
          if (b >= '0' && b <= '9') {
            digits.append((char) b);
          } else if (digits.length() > 0) {
            if (digits.length() >= 9 && serials.contains(digits.toString())) {
              found.add(digits.toString());
            }
            digits.setLength(0);
          }
        }
      }
    }
    return groups ? found : Set.of();
  }
}

package flowgap.vendor.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A match or target of a rule with its options.
 *
 * @param module its name, as after {@code -m} or {@code -j}
 * @param options in order
 */
record Use(String module, List<Option> options) {
  Use {
    options = List.copyOf(options);
  }

  /** The option of this name, where it is given. */
  Optional<Option> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  boolean has(String name) {
    return option(name).isPresent();
  }

  /** The match as one would type it. */
  String text() {
    List<String> words = new ArrayList<>();
    words.add("-m " + module);
    options.forEach(o -> words.add(o.text()));
    return String.join(" ", words);
  }
}

package flowgap.model.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites ASA configurations without changing what they mean. */
final class AsaChanges {
  private static final Pattern ENTRY =
      Pattern.compile("access-list (\\S+) (?:extended )?(permit|deny) (.*)");
  private static final Pattern RANGE = Pattern.compile("\\brange (\\d+) (\\d+)");

  private AsaChanges() {}

  /** A remark before each entry that looks like an entry itself. */
  static List<String> remarked(List<String> lines) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      Matcher m = ENTRY.matcher(line);
      if (m.matches()) {
        out.add("access-list " + m.group(1) + " remark extended permit ip any any");
      }
      out.add(line);
    }
    return out;
  }

  /** Objects and groups under other names, in the same order of names. */
  static List<String> renamed(List<String> lines) {
    TreeSet<String> names = new TreeSet<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length > 2 && words[0].matches("object|object-group")) {
        names.add(words[2]);
      }
    }
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      StringBuilder now = new StringBuilder();
      for (String word : line.split(" ", -1)) {
        boolean takes = !line.strip().startsWith("description") && !line.contains(" remark ");
        now.append(now.isEmpty() ? "" : " ")
            .append(takes && names.contains(word) ? "q-" + word : word);
      }
      out.add(line.startsWith(" ") ? " " + now.toString().strip() : now.toString());
    }
    return out;
  }

  /** Groups of networks written out, entry by entry. */
  static List<String> inlined(List<String> lines) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    String group = "";
    for (String line : lines) {
      if (line.startsWith("object-group network ")) {
        group = line.split(" ")[2];
        groups.put(group, new ArrayList<>());
      } else if (!line.startsWith(" ")) {
        group = "";
      } else if (!group.isEmpty()) {
        String member = line.strip();
        List<String> inner =
            groups.getOrDefault(member.replaceFirst("group-object ", ""), List.of());
        if (member.startsWith("group-object ") && !inner.isEmpty()) {
          groups.get(group).addAll(inner);
        } else if (member.startsWith("network-object ")) {
          groups.get(group).add(member.replaceFirst("network-object ", ""));
        } else if (!member.startsWith("description ")) {
          return lines;
        }
      }
    }
    List<String> out = new ArrayList<>(lines);
    for (Map.Entry<String, List<String>> g : groups.entrySet()) {
      String word = " object-group " + g.getKey() + " ";
      for (int i = 0; i < out.size(); i++) {
        String line = out.get(i) + " ";
        if (ENTRY.matcher(out.get(i)).matches() && line.contains(word) && !g.getValue().isEmpty()) {
          int at = line.indexOf(word);
          out.remove(i);
          for (int m = g.getValue().size() - 1; m >= 0; m--) {
            String rest = line.substring(at + word.length() - 1);
            out.add(i, (line.substring(0, at) + " " + g.getValue().get(m) + rest).stripTrailing());
          }
          i--;
        }
      }
    }
    return out;
  }

  /** An entry with a range of ports as two with its halves. */
  static List<String> split(List<String> lines) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      Matcher m = RANGE.matcher(line);
      boolean entry = ENTRY.matcher(line).matches();
      if (entry && m.find() && Integer.parseInt(m.group(1)) < Integer.parseInt(m.group(2))) {
        int low = Integer.parseInt(m.group(1));
        int high = Integer.parseInt(m.group(2));
        int half = (low + high) / 2;
        String head = line.substring(0, m.start());
        String tail = line.substring(m.end());
        out.add(head + (low == half ? "eq " + low : "range " + low + " " + half) + tail);
        out.add(
            head + (half + 1 == high ? "eq " + high : "range " + (half + 1) + " " + high) + tail);
      } else {
        out.add(line);
      }
    }
    return out;
  }

  /** Neighbours of one list exchanged that do the same, or that no packet can meet both. */
  static List<String> reordered(List<String> lines) {
    List<String> out = new ArrayList<>(lines);
    for (int i = 0; i + 1 < out.size(); i++) {
      Matcher a = ENTRY.matcher(out.get(i));
      Matcher b = ENTRY.matcher(out.get(i + 1));
      if (a.matches() && b.matches() && a.group(1).equals(b.group(1))) {
        String first = a.group(3).split(" ")[0];
        String second = b.group(3).split(" ")[0];
        boolean disjoint =
            first.matches("tcp|udp|icmp|esp|gre")
                && second.matches("tcp|udp|icmp|esp|gre")
                && !first.equals(second);
        if (disjoint || a.group(2).equals(b.group(2))) {
          out.add(i, out.remove(i + 1));
          i++;
        }
      }
    }
    return out;
  }
}

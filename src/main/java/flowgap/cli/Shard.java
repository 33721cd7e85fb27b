package flowgap.cli;

import flowgap.cli.Estate.Member;
import flowgap.flow.Flow;
import flowgap.flow.FlowPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part of a run: number {@code index} (from 1) of {@code count}. Firewalls that flows pass one
 * after the other are in one part.
 */
record Shard(int index, int count) {
  static final Shard ALL = new Shard(1, 1);

  static Shard parse(String text) throws UsageFailure {
    if (text == null) {
      return ALL;
    }
    if (text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
      int slash = text.indexOf('/');
      int index = Integer.parseInt(text.substring(0, slash));
      int count = Integer.parseInt(text.substring(slash + 1));
      if (index >= 1 && index <= count) {
        return new Shard(index, count);
      }
    }
    throw new UsageFailure(
        "--shard: '" + text + "' is no part of a run; expected I/N, such as 1/4");
  }

  boolean isAll() {
    return count == 1;
  }

  /** The firewalls of this part. */
  List<Member> of(List<Member> members, List<Flow> flows) {
    Map<String, String> leader = new HashMap<>();
    members.forEach(m -> leader.put(m.name(), m.name()));
    for (Flow f : flows) {
      if (f.path() instanceof FlowPath.Ordered) {
        List<String> names = f.path().firewalls().stream().filter(leader::containsKey).toList();
        for (int i = 1; i < names.size(); i++) {
          String a = find(leader, names.get(0));
          String b = find(leader, names.get(i));
          leader.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
        }
      }
    }
    Map<String, List<Member>> groups = new TreeMap<>();
    members.forEach(
        m -> groups.computeIfAbsent(find(leader, m.name()), k -> new ArrayList<>()).add(m));
    List<Member> out = new ArrayList<>();
    int at = 0;
    for (List<Member> group : groups.values()) {
      if (at++ % count == index - 1) {
        out.addAll(group);
      }
    }
    return out;
  }

  private static String find(Map<String, String> leader, String name) {
    String at = name;
    while (!leader.get(at).equals(at)) {
      at = leader.get(at);
    }
    return at;
  }
}

package flowgap.vendor.aws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which answers were handed in, and whether their pages are all there. The pages of one listing are
 * of one region and account and lie in one folder: the last page of another listing does not
 * complete them.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html">
 *     Pagination in the AWS CLI</a>
 */
final class Listings {
  private static final Pattern REGION =
      Pattern.compile("(?<![a-z])([a-z]{2}(?:-[a-z]+){1,2}-\\d)(?!\\d)");
  private static final Pattern ACCOUNT = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
  private static final Pattern ARN = Pattern.compile("arn:[^:]*:[^:]*:([^:]*):(\\d{12}):.*");

  /**
   * A page: what its file's name and its elements say of the place that it is from.
   *
   * @param place folder, and regions and accounts in the file's name
   */
  private record Page(
      Element kind,
      boolean more,
      String place,
      Set<String> regions,
      Set<String> accounts,
      Set<String> vpcs) {}

  private final List<Page> pages = new ArrayList<>();
  private final Map<String, String> regionOfVpc = new HashMap<>();
  private final Map<Element, Page> open = new HashMap<>();

  /** Takes in what an element says of its region, account and VPC; empty where it does not. */
  void element(Element kind, String arn, String zone, String account, String vpc) {
    Page page = open.computeIfAbsent(kind, k -> page(k, false, ""));
    String region = "";
    if (!arn.isEmpty()) {
      Matcher m = ARN.matcher(arn);
      region = m.matches() ? m.group(1) : "";
    } else if (!zone.isEmpty()) {
      Matcher m = REGION.matcher(zone);
      region = m.lookingAt() ? m.group(1) : "";
    }
    if (!region.isEmpty()) {
      page.regions().add(region);
      if (!vpc.isEmpty()) {
        regionOfVpc.put(vpc, region);
      }
    }
    if (!account.isEmpty()) {
      page.accounts().add(account);
    }
    if (!vpc.isEmpty()) {
      page.vpcs().add(vpc);
    }
  }

  /** A page of a file has been read; {@code more} = it says that there are further ones. */
  void page(Element kind, String file, boolean more) {
    Page met = open.remove(kind);
    Page page = page(kind, more, place(file));
    if (met != null) {
      page.regions().addAll(met.regions());
      page.accounts().addAll(met.accounts());
      page.vpcs().addAll(met.vpcs());
    }
    pages.add(page);
  }

  private static Page page(Element kind, boolean more, String place) {
    return new Page(kind, more, place, new HashSet<>(), new HashSet<>(), new HashSet<>());
  }

  private static String place(String file) {
    int slash = file.lastIndexOf('/');
    Set<String> words = new TreeSet<>();
    for (Pattern p : List.of(REGION, ACCOUNT)) {
      Matcher m = p.matcher(file.substring(slash + 1));
      while (m.find()) {
        words.add(m.group());
      }
    }
    return file.substring(0, slash + 1) + words;
  }

  /** The kinds of things that were listed. */
  Set<Element> given() {
    Set<Element> out = EnumSet.noneOf(Element.class);
    pages.forEach(p -> out.add(p.kind()));
    return out;
  }

  /** The kinds of which some listing breaks off. */
  Set<Element> incomplete() {
    Set<Element> out = EnumSet.noneOf(Element.class);
    for (Page p : pages) {
      if (p.more() && pages.stream().noneMatch(last -> completes(last, p))) {
        out.add(p.kind());
      }
    }
    return out;
  }

  private boolean completes(Page last, Page page) {
    return !last.more()
        && last.kind() == page.kind()
        && last.place().equals(page.place())
        && mayBeOne(regions(last), regions(page))
        && mayBeOne(last.accounts(), page.accounts());
  }

  private static boolean mayBeOne(Set<String> a, Set<String> b) {
    return a.isEmpty() || b.isEmpty() || !Collections.disjoint(a, b);
  }

  private Set<String> regions(Page page) {
    Set<String> out = new HashSet<>(page.regions());
    page.vpcs().stream().filter(regionOfVpc::containsKey).map(regionOfVpc::get).forEach(out::add);
    return out;
  }

  /**
   * Whether a listing of this kind is also of the region of a VPC that it has nothing of. Where
   * everything is from one place it is.
   */
  boolean covers(Element kind, String vpc) {
    Set<String> places = new HashSet<>();
    Set<String> regions = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    Set<String> here = new HashSet<>();
    for (Page p : pages) {
      places.add(p.place());
      regions.addAll(regions(p));
      accounts.addAll(p.accounts());
      if (p.kind() == kind) {
        here.addAll(regions(p));
      }
    }
    boolean one = places.size() <= 1 && regions.size() <= 1 && accounts.size() <= 1;
    return one || accounts.size() <= 1 && here.contains(regionOfVpc.getOrDefault(vpc, "?"));
  }
}

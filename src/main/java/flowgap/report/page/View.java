package flowgap.report.page;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Place;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Readinesses;
import flowgap.analysis.RuleRow;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.report.Anchors;
import flowgap.report.Counts;
import flowgap.report.FindingGuide;
import flowgap.report.Guide;
import flowgap.report.Headline;
import flowgap.report.Plain;
import flowgap.report.Undecided;
import flowgap.source.Coverage;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the templates ask of a report. */
public final class View {
  /** What a page shows. */
  public enum Mode {
    /** Everything. */
    WHOLE,
    /** The overview of many firewalls; each has a page of its own. */
    INDEX,
    /** One firewall of many. */
    FIREWALL
  }

  /** Firewalls that the matrix has columns for, and entries of lists on an index. */
  private static final int MATRIX = 30;

  /** Findings and rules that a page shows; the rest is counted. */
  private static final int FINDINGS = 5_000;

  private static final int INDEXED = 300;

  private static final int RULES = 20_000;

  public final AuditReport report;
  public final Mode mode;
  public final String style;
  public final String script;
  public final String policy;
  public final Listing lists;
  public final Counts counts;
  public final Headline headline;
  private final Map<String, Integer> firewalls = new LinkedHashMap<>();
  private final Map<String, FirewallAudit> audits = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> rulePlaces = new HashMap<>();
  private final FindingRows findings;
  private final Few<FlowResult> flows;
  private final Set<String> shownFlows = new HashSet<>();
  private final List<Undecided> undecided;

  View(AuditReport report, Mode mode, Assets assets) {
    this.report = report;
    this.mode = mode;
    this.style = assets.style();
    this.script = assets.script();
    this.policy = assets.policy();
    this.lists = new Listing(report, mode == Mode.INDEX);
    this.counts = Counts.of(report);
    this.headline = Headline.of(report);
    this.findings = new FindingRows(report);
    this.undecided = Undecided.of(report);
    this.flows = lists.gravest(report.flows());
    flows.shown().forEach(f -> shownFlows.add(f.flow().id()));
    for (FirewallAudit f : report.firewalls()) {
      firewalls.put(f.name(), firewalls.size());
      audits.put(f.name(), f);
    }
  }

  /** The flows that the page shows. */
  public Few<FlowResult> flows() {
    return flows;
  }

  public boolean hasFlow(String id) {
    return shownFlows.contains(id);
  }

  public boolean isWhole() {
    return mode == Mode.WHOLE;
  }

  public boolean isIndex() {
    return mode == Mode.INDEX;
  }

  public boolean isOfOneFirewall() {
    return mode == Mode.FIREWALL;
  }

  /** The name of a firewall's page below the index. */
  public String page(String firewall) {
    return Pages.FOLDER + "/" + Anchors.of("firewall", firewall) + ".html";
  }

  /** Whether a firewall has a page of its own. */
  public boolean hasPage(String firewall) {
    return isIndex() && firewalls.containsKey(firewall);
  }

  public String title() {
    return "Firewall gap report"
        + (isOfOneFirewall() ? " of " + Plain.brief(report.firewalls().get(0).name(), 80) : "");
  }

  /** A class name made of a state: {@code s-not-ready}. */
  public String state(String state) {
    return "s-" + state.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  public String brief(String text) {
    return Plain.brief(text, 90);
  }

  /** Whether {@link #brief} leaves something of a text out. */
  public boolean isCut(String text) {
    return !brief(text).equals(text);
  }

  public String anchor(String kind, String id) {
    return Anchors.of(kind, id);
  }

  public String at(FlowAtFirewall a) {
    return at(a.flow(), Place.of(a));
  }

  /** The anchor of what a firewall does with a flow. */
  public String at(String flow, Place p) {
    return Anchors.of(
        "at", flow + "." + p.firewall() + (p.direction().equals("reverse") ? ".reverse" : ""));
  }

  /** Numbers of firewalls, by which the filter finds what belongs to them. */
  public String numbers(FlowResult r) {
    return numbers(r.places().stream().map(Place::firewall));
  }

  public String numbers(FindingRow f) {
    return numbers(f.all().stream().map(FindingMark::firewall));
  }

  public String numbers(AuditReport.Listed export) {
    return export.firewalls().isEmpty() ? "-" : numbers(export.firewalls().stream());
  }

  /** Numbers in their order, neighbours together: {@code 0-17 20}. */
  private String numbers(Stream<String> names) {
    int[] all =
        names.filter(firewalls::containsKey).mapToInt(firewalls::get).sorted().distinct().toArray();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < all.length; i++) {
      boolean begins = i == 0 || all[i - 1] != all[i] - 1;
      boolean ends = i + 1 == all.length || all[i + 1] != all[i] + 1;
      if (begins) {
        out.append(out.length() == 0 ? "" : " ").append(all[i]);
      } else if (ends) {
        out.append('-').append(all[i]);
      }
    }
    return out.toString();
  }

  public String number(String firewall) {
    Integer n = firewalls.get(firewall);
    return n == null ? "-" : n.toString();
  }

  public List<String> requirements() {
    return Stream.of(Requirement.values()).map(Requirement::word).toList();
  }

  public List<Verdict> verdicts() {
    return List.of(Verdict.values());
  }

  public List<String> types() {
    return List.copyOf(
        report.marks().map(f -> f.type().word()).collect(Collectors.toCollection(TreeSet::new)));
  }

  public Few<Undecided> undecided() {
    return lists.listed(undecided);
  }

  /** Readiness, as a whole and firewall by firewall; the second for pages that are not too long. */
  public List<Ready> readiness() {
    List<Ready> out = new ArrayList<>();
    report.readiness().forEach(r -> out.add(new Ready("all", r)));
    if (!isIndex()) {
      Readinesses.byFirewall(report.flows(), report.flowMarks())
          .forEach((firewall, own) -> own.forEach(r -> out.add(new Ready(firewall, r))));
    }
    return out;
  }

  /** How ready a product is at a firewall, or at {@code all}. */
  public record Ready(String firewall, AuditReport.Readiness readiness) {}

  public boolean hasMatrix() {
    return !isIndex() && !report.flows().isEmpty() && report.firewalls().size() <= MATRIX;
  }

  /** What the firewall does with the flow, the graver direction first. */
  public List<FlowAtFirewall> cell(FlowResult r, String firewall) {
    return r.at(firewall).stream()
        .sorted(Comparator.comparingInt(a -> a.verdict().gravity()))
        .toList();
  }

  /**
   * The colour of a flow's verdict: what passes though it must not is shown as blocked ones are.
   */
  public String colour(FlowResult r, Verdict v) {
    boolean forbidden = r.flow().requirement() == Requirement.FORBIDDEN;
    if (forbidden && (v == Verdict.PERMITTED || v == Verdict.PARTIAL)) {
      boolean broken = r.prohibition().filter(p -> p == FlowResult.Prohibition.BROKEN).isPresent();
      return broken ? "v-blocked" : "v-undecided";
    }
    return forbidden && v == Verdict.BLOCKED ? "v-permitted" : "v-" + v.word();
  }

  /** The way of a flow; nothing on an index where too many firewalls carry it for a picture. */
  public List<PathPicture> paths(FlowResult r) {
    return isIndex() && r.places().size() > MATRIX ? List.of() : PathPicture.of(r);
  }

  /** What firewalls do with a flow, the gravest first. */
  public Few<Place> gravest(FlowResult r) {
    return Few.of(
        r.places().stream()
            .filter(p -> p.verdict() != Verdict.NOT_ON_PATH)
            .sorted(Comparator.comparingInt(p -> p.verdict().gravity()))
            .toList(),
        MATRIX);
  }

  public Few<FindingRow> findings(FlowResult r) {
    return findings.of(r.flow().id(), isIndex() ? MATRIX : FINDINGS);
  }

  /** The findings of the page, the gravest first. */
  public Few<FindingRow> findings() {
    return findings.gravest(isIndex() ? INDEXED : FINDINGS);
  }

  /** How many findings there are, where they are more than their rows. */
  public String together() {
    int more = findings.findings() - findings.rows();
    return more == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d findings in %,d rows: what is the same on several firewalls is one row.",
            findings.findings(),
            findings.rows());
  }

  /** Where a finding stands: on an index those of a firewall on its page. */
  public String link(Finding f) {
    String place = "#" + Anchors.of("finding", f.id());
    return isIndex() && !f.firewall().isEmpty() ? page(f.firewall()) + place : place;
  }

  /** What would mend a finding, with the firewalls where; an index leaves it to their pages. */
  public Map<ProposedChange, List<String>> changes(FindingRow f) {
    return isIndex() ? Map.of() : FindingRows.changes(report, f);
  }

  public String names(List<String> firewalls) {
    return firewalls.isEmpty() ? "" : Headline.names(firewalls);
  }

  public Few<RuleRow> rules(FirewallAudit f) {
    return Few.of(f.allRules(), RULES);
  }

  public <T> Few<T> few(List<T> all) {
    return Few.of(all, MATRIX);
  }

  /** How many firewalls give a flow this verdict. */
  public long count(FlowResult r, Verdict v) {
    return r.places().stream()
        .filter(a -> a.verdict() == v)
        .map(Place::firewall)
        .distinct()
        .count();
  }

  /** Some lines of a rule list around a rule that decides. */
  public List<Quoted> quotes(FlowAtFirewall at) {
    FirewallAudit audit = audits.get(at.firewall());
    return audit == null ? Quoted.alone(at) : Quoted.of(audit, places(audit), at);
  }

  /** Whether the page lists a rule. */
  public boolean hasRule(String firewall, String rule) {
    FirewallAudit audit = audits.get(firewall);
    return !isIndex() && audit != null && places(audit).containsKey(rule);
  }

  /** Where rules stand among all rules of a firewall. */
  private Map<String, Integer> places(FirewallAudit audit) {
    return rulePlaces.computeIfAbsent(
        audit.name(),
        name -> {
          Map<String, Integer> places = new HashMap<>();
          for (RuleRow r : rules(audit).shown()) {
            places.putIfAbsent(r.rule(), places.size());
          }
          return places;
        });
  }

  public Optional<AuditReport.Accepted> accepted(Finding f) {
    return Optional.ofNullable(report.accepted().get(f.id()));
  }

  public Map<String, AuditReport.Accepted> exceptions() {
    return new TreeMap<>(report.accepted());
  }

  /** What a finding of this type says. */
  public String meaning(Finding f) {
    return FindingGuide.of(f.type()).summary();
  }

  public List<Guide.Entry> guide() {
    return Guide.ENTRIES;
  }

  /** Headers that say what the user took for granted. */
  public List<String> assumptions() {
    return report.headers().stream().filter(h -> !isProfileNote(h)).toList();
  }

  /** Headers that say how profiles were read, and what they leave out. */
  public List<String> profileNotes() {
    return report.headers().stream().filter(View::isProfileNote).toList();
  }

  private static boolean isProfileNote(String header) {
    return header.startsWith("Profile ");
  }

  public List<String> basis() {
    return Headline.basis(report);
  }

  public String understood(Coverage c) {
    return Counts.understood(c);
  }

  public String hits(RuleRow r) {
    return r.hits().isPresent() ? Long.toString(r.hits().getAsLong()) : "";
  }

  /** Columns of rules in the vendor's words that this firewall's rules have. */
  public List<String> columns(FirewallAudit f) {
    return List.copyOf(
        f.allRules().stream()
            .flatMap(r -> r.shown().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** {@code denies}, {@code may permit}. */
  public String does(Evidence e) {
    String sure = e.action().equals("deny") ? "denies" : e.action() + "s";
    return e.certain() ? sure : "may " + e.action();
  }

  public String where(Evidence e) {
    return e.span().where() + (e.span().path().isEmpty() ? "" : ", " + e.span().path());
  }

  /** Where a line stands: by its number alone where the file is that of another line. */
  public String where(SourceSpan span, SourceSpan other) {
    boolean same = !span.isImplicit() && span.file().equals(other.file());
    return same ? "line " + span.line() : span.where();
  }

  public List<Bars> charts() {
    return ChartData.of(this);
  }
}

package flowgap.vendor.asa;

import flowgap.packet.PacketSet;
import flowgap.policy.RuleList;
import flowgap.policy.SiteFacts;
import flowgap.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stages of a packet's way. Since 8.3 the destination is translated back before the lists and
 * the source behind them, so that every list sees real addresses; before, each list sees what is on
 * the wire of its interface.
 */
final class Program {
  private final AsaConfig config;
  private final Addresses addresses;
  private final Services services;
  private final Lists lists;
  private final Routes routes;
  private final List<SiteFacts.Binding> bindings;

  Program(
      AsaConfig config,
      Addresses addresses,
      Services services,
      Lists lists,
      Routes routes,
      List<SiteFacts.Binding> bindings) {
    this.config = config;
    this.addresses = addresses;
    this.services = services;
    this.lists = lists;
    this.routes = routes;
    this.bindings = bindings;
  }

  void addTo(Map<String, RuleList> all, List<Stage> opening, List<Stage> answer) {
    Members members = new Members(config);
    Tunnels tunnels = new Tunnels(config, routes, lists.all());
    Places places = new Places(config, members, tunnels, routes, bindings);
    Paths paths = new Paths(config);
    Features features = new Features(config, lists.all());
    PolicyActions actions = new PolicyActions(config, lists.all());
    Barriers barriers = new Barriers(config, members.through(), tunnels, features, actions);
    Inspections inspections = new Inspections(config, actions);
    Filters filters =
        new Filters(
            config, lists, members.through(), barriers, inspections, users(features, tunnels));
    Answers answers = new Answers(config, actions);
    List<NatRule> translations =
        config.newNat()
            ? new NewNat(config, addresses, services, routes).rules()
            : new OldNat(config, addresses, lists.all(), members.through()).rules();
    NatProgram nat = new NatProgram(config, translations);
    // a list that only ever permits is no evidence of anything
    Stage.Kind egress = filters.hasEgressLists() ? Stage.Kind.FILTER : Stage.Kind.LOCATE;
    RuleList routed = new RoutedPlace(config, tunnels, routes, bindings).list();
    stage(all, opening, "route", Stage.Kind.LOCATE, routed);
    stage(all, opening, "ingress interface", Stage.Kind.LOCATE, places.ingress());
    if (!config.newNat()) {
      RuleList asSent = paths.pathAsSent(tunnels, translations);
      stage(all, opening, "path as sent", Stage.Kind.LOCATE, asSent);
      stage(all, opening, "ingress list", Stage.Kind.FILTER, filters.oldIngress(translations));
    }
    stage(all, opening, "destination translation", Stage.Kind.TRANSLATE, nat.unNat());
    stage(all, opening, "egress interface", Stage.Kind.LOCATE, places.egress());
    stage(all, opening, "path", Stage.Kind.LOCATE, paths.path(tunnels, translations));
    if (config.newNat()) {
      stage(all, opening, "ingress list", Stage.Kind.FILTER, filters.ingress());
      stage(all, opening, "features", Stage.Kind.LOCATE, barriers.behindTheLists());
      stage(all, opening, "egress list", egress, filters.egress());
      stage(all, opening, "source translation", Stage.Kind.TRANSLATE, nat.sources());
    } else {
      stage(all, opening, "levels", Stage.Kind.FILTER, filters.oldLevels());
      stage(all, opening, "features", Stage.Kind.LOCATE, barriers.behindTheLists());
      stage(all, opening, "source translation", Stage.Kind.TRANSLATE, nat.sources());
      stage(all, opening, "egress list", egress, filters.egress());
    }
    stage(all, opening, "reverse path", Stage.Kind.TRANSLATE, nat.reversePath());
    new Taints(config).addTo(all, opening, 2);
    stage(all, answer, "answer's translation", Stage.Kind.TRANSLATE, answers.untranslate());
    stage(all, answer, "answer's ingress", Stage.Kind.FILTER, answers.list(Answers.IN, Filters.IN));
    if (!config.newNat()) {
      stage(
          all,
          answer,
          "answer's levels",
          Stage.Kind.FILTER,
          answers.list("~answer-levels", Filters.LEVELS));
    }
    stage(
        all, answer, "answer's egress", Stage.Kind.FILTER, answers.list(Answers.OUT, Filters.OUT));
  }

  /** Packets of users who may have lists of their own. */
  private PacketSet users(Features features, Tunnels tunnels) {
    List<PacketSet> all = new ArrayList<>();
    all.add(PacketSet.from(tunnels.pools()));
    config.features.stream()
        .filter(f -> f.text().strip().startsWith("aaa "))
        .forEach(f -> all.add(features.users(f)));
    return PacketSet.union(all);
  }

  private static void stage(
      Map<String, RuleList> all, List<Stage> stages, String name, Stage.Kind kind, RuleList list) {
    all.put(list.name(), list);
    stages.add(new Stage(name, kind, list.name()));
  }
}

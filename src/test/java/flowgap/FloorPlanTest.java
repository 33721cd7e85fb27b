package flowgap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which: arrows point down only, and a vendor never sees another vendor. */
class FloorPlanTest {
  private static final String ANTLR = "org.antlr.v4..";
  private static final String STAX = "javax.xml.stream..";
  private static final String WOODSTOX = "com.ctc.wstx..";
  private static final String STAX2 = "org.codehaus.stax2..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String CSV = "org.apache.commons.csv..";
  private static final String POI = "org.apache.poi..";
  private static final String XML_BEANS = "org.apache.xmlbeans..";
  private static final String OFFICE_SCHEMAS = "org.openxmlformats..";
  private static final String XML_PARSERS = "javax.xml.parsers..";
  private static final String SAX = "org.xml.sax..";
  private static final String ZIP = "org.apache.commons.compress.archivers.zip..";
  private static final String TEMPLATES = "gg.jte..";

  private static final String SOURCE = "flowgap.source..";
  private static final String PACKET = "flowgap.packet..";
  private static final String POLICY = "flowgap.policy..";
  private static final String FLOW = "flowgap.flow..";
  private static final String ANALYSIS = "flowgap.analysis..";
  private static final String VENDOR = "flowgap.vendor.*..";
  private static final String GRAMMAR = "flowgap.grammar..";
  private static final String CHANGE = "flowgap.change..";
  private static final String REPORT = "flowgap.report..";
  private static final String CLI = "flowgap.cli..";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("flowgap");

  /** A package, and what it may use beside the JDK and itself. */
  record Floor(String name, List<String> mayUse) {
    static Floor of(String name, String... mayUse) {
      return new Floor(name, List.of(mayUse));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Floor> floors() {
    return Stream.of(
        Floor.of(SOURCE),
        Floor.of(PACKET),
        Floor.of(POLICY, PACKET, SOURCE),
        Floor.of(GRAMMAR, SOURCE, ANTLR),
        Floor.of(FLOW, PACKET, SOURCE, CSV, POI, JACKSON, GRAMMAR, ANTLR),
        Floor.of(ANALYSIS, FLOW, POLICY, PACKET, SOURCE),
        Floor.of(VENDOR, POLICY, PACKET, SOURCE, GRAMMAR, ANTLR, STAX, WOODSTOX, STAX2, JACKSON),
        Floor.of(CHANGE, ANALYSIS, FLOW, POLICY, PACKET, SOURCE),
        Floor.of(
            REPORT,
            ANALYSIS,
            FLOW,
            POLICY,
            PACKET,
            SOURCE,
            POI,
            XML_BEANS,
            OFFICE_SCHEMAS,
            XML_PARSERS,
            SAX,
            ZIP,
            TEMPLATES,
            JACKSON,
            CSV,
            STAX));
  }

  @ParameterizedTest
  @MethodSource("floors")
  void usesOnlyWhatLiesBelow(Floor floor) {
    String[] below =
        Stream.of(Stream.of("java..", floor.name()), floor.mayUse().stream())
            .flatMap(names -> names)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(floor.name())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(below)
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void everyClassHasAHome() {
    String[] homes =
        Stream.concat(floors().map(Floor::name), Stream.of(CLI)).toArray(String[]::new);
    classes().should().resideInAnyPackage(homes).check(PROGRAM);
  }

  @Test
  void aVendorNeverSeesAnotherVendor() {
    slices()
        .matching("flowgap.vendor.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void aGrammarServesOnlyThePackageOfItsName() {
    classes().should(new UsesOnlyItsOwnGrammar()).check(PROGRAM);
  }

  @Test
  void theProgramWasFound() {
    assertThat(PROGRAM.contain("flowgap.cli.Main")).isTrue();
  }

  /** {@code flowgap.vendor.asa} and {@code flowgap.flow} use the grammars asa and flow alone. */
  private static final class UsesOnlyItsOwnGrammar extends ArchCondition<JavaClass> {
    private static final String GRAMMARS = "flowgap.grammar.";

    UsesOnlyItsOwnGrammar() {
      super("use only the grammar of their own name");
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
      user.getDirectDependenciesFromSelf().stream()
          .filter(use -> use.getTargetClass().getPackageName().startsWith(GRAMMARS))
          .filter(use -> !subject(use.getTargetClass()).equals(subject(user)))
          .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
    }

    private static String subject(JavaClass member) {
      String[] names = member.getPackageName().split("\\.");
      boolean named = names[1].equals("vendor") || names[1].equals("grammar");
      return named && names.length > 2 ? names[2] : names[1];
    }
  }
}

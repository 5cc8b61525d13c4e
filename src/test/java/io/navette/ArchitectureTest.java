package io.navette;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use whom. A failure names the line; docs/architecture.md says why. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.navette");

  @Test
  void higherLayersUseLowerOnesOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.navette..")
        .withOptionalLayers(true)
        .layer("main")
        .definedBy("io.navette")
        .layer("cli")
        .definedBy("io.navette.cli..")
        .layer("surface")
        .definedBy("io.navette.config..", "io.navette.history..", "io.navette.console..")
        .layer("engine")
        .definedBy("io.navette.sync..")
        .layer("systems")
        .definedBy("io.navette.connector.*..", "io.navette.mapping..")
        .layer("connector")
        .definedBy("io.navette.connector")
        .layer("basis")
        .definedBy(
            "io.navette.http..",
            "io.navette.secret..",
            "io.navette.row..",
            "io.navette.failure..",
            "io.navette.yaml..")
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("surface")
        .mayOnlyBeAccessedByLayers("main", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("main", "cli", "surface")
        .whereLayer("systems")
        .mayOnlyBeAccessedByLayers("main", "cli", "surface", "engine")
        .whereLayer("connector")
        .mayOnlyBeAccessedByLayers("main", "cli", "surface", "engine", "systems")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.navette.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void connectorsNeverMeet() {
    for (String family :
        List.of(
            "io.navette.connector.(*)..",
            "io.navette.connector.google.(*)..",
            "io.navette.connector.jdbc.(*)..",
            "io.navette.connector.file.(*)..")) {
      slices()
          .matching(family)
          .should()
          .notDependOnEachOther()
          // What SQL systems share, in whatever protocol they are spoken to.
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.navette.connector.jdbc"))
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.navette.connector.warehouse"))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void engineKnowsNoConnectorAndNoTerminal() {
    noClasses()
        .that()
        .resideInAPackage("io.navette.sync..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.navette.connector.*..", "io.navette.console..")
        .check(CLASSES);
  }

  @Test
  void librariesStayInTheirPackages() {
    confine("org.apache.commons.jexl3..", "io.navette.mapping..");
    confine("picocli..", "io.navette.cli..");
    confine("org.jline..", "io.navette.console..", "io.navette.cli..");
    confine("org.bouncycastle..", "io.navette.secret..");
    confine("org.apache.poi..", "io.navette.connector.file.excel..");
    confine("org.postgresql..", "io.navette.connector.jdbc.postgres..", "io.navette.history..");
    confine("com.microsoft.sqlserver..", "io.navette.connector.jdbc.sqlserver..");
    confine("com.jcraft.jsch..", "io.navette.connector.supplier..");
    confine("com.google.api.client..", "io.navette.connector.google..");
    confine("com.google.auth..", "io.navette.connector.google");
    confine("com.google.api.services.sheets..", "io.navette.connector.google.sheets..");
    confine("com.google.api.services.drive..", "io.navette.connector.google.drive..");
    confine("com.cronutils..", "io.navette.config..");
    confine(
        "okhttp3..", "io.navette.http..", "io.navette.connector..", "io.navette.secret.remote..");
    confine("okio..", "io.navette.http..", "io.navette.secret.remote..");
    confine("com.mongodb..", "io.navette.connector.mongodb..");
    confine("org.bson..", "io.navette.connector.mongodb..");
    confine("dev.failsafe..", "io.navette.http");
    confine("io.github.bucket4j..", "io.navette.http");
  }

  private static void confine(String library, String... homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyConsoleAndMainKnowTheStandardStreams() {
    except("io.navette.console..", "io.navette").accessField(System.class, "out").check(CLASSES);
    except("io.navette.console..", "io.navette").accessField(System.class, "err").check(CLASSES);
  }

  @Test
  void timeAndSleepAreHandedIn() {
    except("io.navette").callMethod(Instant.class, "now").check(CLASSES);
    except("io.navette").callMethod(System.class, "currentTimeMillis").check(CLASSES);
    except("io.navette").callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    except("io.navette").callMethod(Thread.class, "sleep", Duration.class).check(CLASSES);
    except("io.navette").callMethod(Clock.class, "systemUTC").check(CLASSES);
    except("io.navette").callMethod(Clock.class, "systemDefaultZone").check(CLASSES);
    except("io.navette").callMethod(InstantSource.class, "system").check(CLASSES);
  }

  private static ClassesShould except(String... packages) {
    return noClasses().that().resideOutsideOfPackages(packages).should();
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Base)$")
        .check(CLASSES);
  }
}

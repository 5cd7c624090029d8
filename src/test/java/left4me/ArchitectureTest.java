package left4me;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;

/** Who may know whom. The plan of the house, which the build keeps. */
@AnalyzeClasses(packages = "left4me", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> JDK =
      resideInAnyPackage("java..", "javax..", "org.jspecify..");

  @ArchTest
  static final ArchRule INSTANCE_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("left4me.instance..")
          .should()
          .onlyDependOnClassesThat(JDK.or(resideInAPackage("left4me.instance..")));

  @ArchTest
  static final ArchRule LINUX_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("left4me.linux..")
          .should()
          .onlyDependOnClassesThat(JDK.or(resideInAnyPackage("left4me.linux..", "jdk.internal..")));

  @ArchTest
  static final ArchRule WHAT_IS_INSIDE_THE_JDK_IS_KNOWN_TO_ONE_CLASS =
      noClasses()
          .that()
          .haveNameNotMatching("left4me\\.linux\\.BareDowncall(\\$.*)?")
          .should()
          .dependOnClassesThat(resideInAPackage("jdk.internal.."));

  @ArchTest
  static final ArchRule THE_HELPER_KNOWS_INSTANCE_AND_LINUX =
      classes()
          .that()
          .resideInAPackage("left4me.overlay..")
          .should()
          .onlyDependOnClassesThat(
              JDK.or(
                  resideInAnyPackage(
                      "left4me.overlay..", "left4me.instance..", "left4me.linux..")));

  @ArchTest
  static final ArchRule THE_MIGRATION_KNOWS_THE_HELPER_INSTANCE_AND_LINUX =
      classes()
          .that()
          .resideInAPackage("left4me.migration..")
          .should()
          .onlyDependOnClassesThat(
              JDK.or(
                  resideInAnyPackage(
                      "left4me.migration..",
                      "left4me.overlay..",
                      "left4me.instance..",
                      "left4me.linux..")));

  @ArchTest
  static final ArchRule SYSTEMD_KNOWS_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("left4me.systemd..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "left4me.host..", "left4me.cli..", "left4me.overlay..", "left4me.linux.."));

  @ArchTest
  static final ArchRule HOST_KNOWS_SYSTEMD_AND_INSTANCE =
      noClasses()
          .that()
          .resideInAPackage("left4me.host..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "left4me.cli..",
                  "left4me.overlay..",
                  "left4me.linux..",
                  "left4me.systemd.dbus.."));

  @ArchTest
  static final ArchRule NOBODY_KNOWS_CLI_OR_MIGRATION =
      noClasses()
          .that()
          .resideOutsideOfPackages("left4me.cli..", "left4me.migration..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("left4me.cli..", "left4me.migration.."));

  @ArchTest
  static final ArchRule NOBODY_BUT_THE_MIGRATION_KNOWS_THE_HELPER =
      noClasses()
          .that()
          .resideOutsideOfPackages("left4me.overlay..", "left4me.migration..")
          .should()
          .dependOnClassesThat(resideInAPackage("left4me.overlay.."));

  @ArchTest
  static final ArchRule DBUS_LIVES_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("left4me.systemd..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.freedesktop.dbus.."));

  @ArchTest
  static final ArchRule FOREIGN_MEMORY_LIVES_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("left4me.linux..")
          .should()
          .dependOnClassesThat(resideInAPackage("java.lang.foreign.."));

  @ArchTest
  static final ArchRule PICOCLI_LIVES_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("left4me.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage("picocli.."));

  /** Else a disk that fails in the middle of a folder is told by an unchecked exception. */
  @ArchTest
  static final ArchRule FOLDERS_ARE_READ_BY_ONE_CLASS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("left4me.host.Folders")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(target(nameMatching("list|find|walk|walkFileTree|newDirectoryStream"))));

  @ArchTest
  static final ArchRule NO_CIRCLES = slices().matching("left4me.(*)..").should().beFreeOfCycles();
}

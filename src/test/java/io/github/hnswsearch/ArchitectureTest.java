package io.github.hnswsearch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URL;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.NullMarked;

/**
 * The walls between the packages: data flows {@code dataset -> record -> index -> lucene} to build
 * and {@code web|cli -> search -> encoder, lucene} to query.
 */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  static final String BASE = "io.github.hnswsearch";

  @ArchTest
  static final ArchRule recordsNeedTheJdkAlone =
      classes()
          .that(are(resideInAnyPackage(of("record"))))
          .should()
          .onlyDependOnClassesThat(
              // Primitive types have no package.
              resideInAnyPackage("", "java..", "org.jspecify..", of("record")));

  @ArchTest
  static final ArchRule downloadsNeedTheJdkAndRecordsAlone =
      classes()
          .that(are(resideInAnyPackage(of("download"))))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("", "java..", "org.jspecify..", of("download"), of("record")));

  @ArchTest
  static final ArchRule picturesNeedTheJdkDecodersAndRecordsAlone =
      classes()
          .that(are(resideInAnyPackage(of("picture"))))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "",
                  "java..",
                  "javax.imageio..",
                  "com.twelvemonkeys..",
                  "org.jspecify..",
                  of("picture"),
                  of("record")));

  @ArchTest
  static final ArchRule picturesAloneTouchDecoders =
      only("picture").mayUse("com.twelvemonkeys..", "javax.imageio.spi..");

  @ArchTest
  static final ArchRule picturesAloneAreDecoded =
      noClasses()
          .that(are(resideOutsideOfPackages(of("picture"))))
          .should()
          .dependOnClassesThat(are(assignableTo(ImageReader.class)))
          .orShould()
          .callMethodWhere(
              target(owner(type(ImageIO.class)))
                  .and(target(nameMatching("read|getImageReader.*"))));

  @ArchTest
  static final ArchRule descriptorsAndEncoderDescriptionsAloneAreYaml =
      only("descriptor", "encoder").mayUse("com.fasterxml.jackson.dataformat..", "org.yaml..");

  @ArchTest
  static final ArchRule theHdf5ReaderAloneTouchesJhdf = only("dataset.hdf5").mayUse("io.jhdf..");

  @ArchTest static final ArchRule theEncoderAloneTouchesDjl = only("encoder").mayUse("ai.djl..");

  @ArchTest
  static final ArchRule downloadsAndRemotePicturesAloneGoOutIntoTheNetwork =
      only("download", "remote").mayUse("java.net.http..", "org.apache.hc..");

  /** One guard for the addresses that strangers wrote, and no client that could pass by it. */
  @ArchTest
  static final ArchRule remotePicturesAloneTouchTheGuardedClient =
      only("remote").mayUse("org.apache.hc..");

  @ArchTest
  static final ArchRule remotePicturesUseNoOtherClient =
      noClasses()
          .that(are(resideInAnyPackage(of("remote"))))
          .should()
          .dependOnClassesThat(are(resideInAnyPackage("java.net.http..")))
          .orShould()
          .callMethodWhere(
              target(owner(type(URL.class))).and(target(nameMatching("open.*|getContent"))));

  @ArchTest
  static final ArchRule remotePicturesKnowPicturesAndRecordsAlone =
      only("remote", "picture", "record").areSeenBy("remote");

  @ArchTest
  static final ArchRule documentsAloneTouchTheLibrariesThatReadThem =
      only("document")
          .mayUse(
              "org.apache.pdfbox..",
              "org.jsoup..",
              "org.commonmark..",
              "org.mozilla.universalchardet..");

  @ArchTest
  static final ArchRule theBackendAloneTouchesLucene = only("lucene").mayUse("org.apache.lucene..");

  @ArchTest
  static final ArchRule theWebAloneTouchesItsServer =
      only("web")
          .mayUse(
              "io.javalin..",
              "org.eclipse.jetty..",
              "jakarta.servlet..",
              "com.github.mustachejava..",
              "com.aayushatharva..");

  @ArchTest
  static final ArchRule theMetricsOfTheWebAloneTouchMicrometer =
      only("web.metrics").mayUse("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule theCommandLineAloneTouchesPicocliAndTheProgressBar =
      only("cli").mayUse("picocli..", "me.tongfei..");

  @ArchTest
  static final ArchRule benchmarksAloneTouchThePlotter =
      only("eval.bench").mayUse("org.knowm..", "de.erichseifert..");

  @ArchTest
  static final ArchRule theWebKnowsSearchAndWhatComesInAndGoesOutAlone =
      only("web", "search", "citation", "document", "picture", "remote", "record").areSeenBy("web");

  @ArchTest
  static final ArchRule filesNeedTheJdkAlone =
      classes()
          .that(are(resideInAnyPackage(of("files"))))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("", "java..", "org.jspecify..", of("files")));

  @ArchTest
  static final ArchRule theIndexKnowsDescriptorsFilesAndRecordsAlone =
      only("index", "descriptor", "files", "record").areSeenBy("index");

  @ArchTest
  static final ArchRule citationsKnowSearchAndRecordsAlone =
      only("citation", "search", "record").areSeenBy("citation");

  @ArchTest
  static final ArchRule documentsKnowEncodersAndRecordsAlone =
      only("document", "encoder", "record").areSeenBy("document");

  @ArchTest
  static final ArchRule embeddingKnowsInputsEncodersAndEmbeddingFiles =
      only(
              "embedding",
              "dataset",
              "descriptor",
              "document",
              "encoder",
              "files",
              "index",
              "picture",
              "record")
          .areSeenBy("embedding");

  @ArchTest
  static final ArchRule searchKnowsNoBackendNoSourceAndNoFrontEnd =
      only("search", "index", "document", "encoder", "picture", "descriptor", "record")
          .areSeenBy("search");

  @ArchTest
  static final ArchRule theBackendKnowsNoSourceNoEncoderAndNoFrontEnd =
      only("lucene", "search", "index", "descriptor", "record").areSeenBy("lucene");

  @ArchTest
  static final ArchRule dataSetsKnowDescriptorsAndRecordsAlone =
      only("dataset", "descriptor", "record").areSeenBy("dataset");

  @ArchTest
  static final ArchRule encodersKnowPublishedFilesPicturesAndRecordsAlone =
      only("encoder", "download", "picture", "record").areSeenBy("encoder");

  @ArchTest
  static final ArchRule drawingsNeedTheJdkAlone =
      classes()
          .that(are(resideInAnyPackage(of("gallery"))))
          .should()
          .onlyDependOnClassesThat(
              // Primitive types have no package.
              resideInAnyPackage("", "java..", "javax.imageio..", "org.jspecify..", of("gallery")));

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that(are(resideOutsideOfPackages(of("cli"))))
          .should()
          .dependOnClassesThat(are(resideInAnyPackage(of("cli"))));

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageSaysWhatMayBeNull =
      classes().should(resideInANullMarkedPackage());

  @ArchTest
  static final ArchRule theCommandLineAlonePrints =
      noClasses().that(are(resideOutsideOfPackages(of("cli")))).should(ACCESS_STANDARD_STREAMS);

  private static String of(String name) {
    return BASE + "." + name + "..";
  }

  private static Only only(String... names) {
    return new Only(names);
  }

  /** Some packages, as a subject of rules. */
  private record Only(String... names) {
    private String[] packages() {
      String[] packages = new String[names.length];
      for (int i = 0; i < names.length; i++) {
        packages[i] = of(names[i]);
      }
      return packages;
    }

    /** A library that no other package may touch. */
    ArchRule mayUse(String... libraries) {
      return noClasses()
          .that(are(resideOutsideOfPackages(packages())))
          .should()
          .dependOnClassesThat(are(resideInAnyPackage(libraries)));
    }

    /** The project's packages that another one may touch. */
    ArchRule areSeenBy(String name) {
      return noClasses()
          .that(are(resideInAnyPackage(of(name))))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(BASE + "..").and(resideOutsideOfPackages(packages())));
    }
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package annotated with @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                item, marked, item.getName() + (marked ? " is" : " is not") + " null-marked"));
      }
    };
  }
}

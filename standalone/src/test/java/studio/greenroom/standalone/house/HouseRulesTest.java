package studio.greenroom.standalone.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The design's rules about who may know whom. */
@AnalyzeClasses(packages = "studio.greenroom", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String[] DOMAIN = {"studio.greenroom.kernel.artist..", "studio.greenroom.kernel.generation..",
            "studio.greenroom.kernel.event..", "studio.greenroom.kernel.command..", "studio.greenroom.kernel.id.."};

    @ArchTest
    static final ArchRule sidesMeetOnlyInTheSharedKernel = slices()
            .matching("studio.greenroom.(command|query|saga)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theSharedKernelKnowsNoSide = noClasses().that().resideInAPackage("studio.greenroom.kernel..")
            .should().dependOnClassesThat().resideInAnyPackage("studio.greenroom.command..", "studio.greenroom.query..",
                    "studio.greenroom.saga..", "studio.greenroom.standalone..", "studio.greenroom.embedded..");

    @ArchTest
    static final ArchRule noSpringInTheDomain = noClasses().that().resideInAnyPackage(DOMAIN)
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc..");

    @ArchTest
    static final ArchRule timeAndChanceAreInjected = noClasses().that().resideInAnyPackage(
                    "studio.greenroom.kernel.artist..", "studio.greenroom.kernel.generation..", "studio.greenroom.command..",
                    "studio.greenroom.saga..", "studio.greenroom.query..")
            .should().callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC")
            .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(Math.class, "random")
            .orShould().callConstructor(Random.class).orShould().callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule thePictureStudioKnowsNothingOfGreenroom = classes().that().resideInAnyPackage(
                    "studio.greenroom.art..", "studio.greenroom.prose..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.jspecify..", "studio.greenroom.art..",
                    "studio.greenroom.prose..");

    @ArchTest
    static final ArchRule onlyTheRelayTheKernelsStreamAndTheBenchKnowKafka = noClasses().that()
            .resideOutsideOfPackages("studio.greenroom.command.relay..", "studio.greenroom.kernel.stream..", "studio.greenroom.embedded..",
                    "studio.greenroom.standalone.bench..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "reactor.kafka..");

    @ArchTest
    static final ArchRule nobodyBlocksInReactivePackages = noClasses().that().resideInAPackage("studio.greenroom.query..")
            .should().callMethod(Thread.class, "sleep", long.class)
            .orShould().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule featuresOfASideFormNoCircle = slices().matching("studio.greenroom.(command|query|saga).(*)..")
            .should().beFreeOfCycles();
}

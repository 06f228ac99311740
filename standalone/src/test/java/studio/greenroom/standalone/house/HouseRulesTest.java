package studio.greenroom.standalone.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import studio.greenroom.kernel.event.EventType;

/** The design's rules about who may know whom. */
@AnalyzeClasses(packages = "studio.greenroom", importOptions = MainCode.class)
class HouseRulesTest {

    private static final String HOUSE = "studio.greenroom.";
    private static final String KERNEL = HOUSE + "kernel.";
    private static final Set<String> DOMAIN = Set.of("artist", "generation", "event", "command", "id");

    @ArchTest
    static final ArchRule sidesMeetOnlyInTheSharedKernel = slices().matching("studio.greenroom.(command|query|saga)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theSharedKernelKnowsNoSide = noClasses()
            .that()
            .resideInAPackage("studio.greenroom.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "studio.greenroom.command..",
                    "studio.greenroom.query..",
                    "studio.greenroom.saga..",
                    "studio.greenroom.standalone..",
                    "studio.greenroom.embedded..");

    @ArchTest
    static final ArchRule theEmbeddedServersKnowNothingOfGreenroom = noClasses()
            .that()
            .resideInAPackage("studio.greenroom.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("studio.greenroom.kernel..", "studio.greenroom.standalone..", "org.springframework..");

    @ArchTest
    static final ArchRule thePictureStudioKnowsNothingOfGreenroom = classes()
            .that()
            .resideInAnyPackage("studio.greenroom.art..", "studio.greenroom.prose..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "studio.greenroom.art..", "studio.greenroom.prose..");

    @ArchTest
    static final ArchRule onlyTheRelayTheKernelsStreamAndTheBenchKnowKafka = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "studio.greenroom.command.relay..",
                    "studio.greenroom.kernel.stream..",
                    "studio.greenroom.embedded..",
                    "studio.greenroom.standalone.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "reactor.kafka..");

    @ArchTest
    static final ArchRule onlyTheCachesAndTheSignalsKnowRedis = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "studio.greenroom.query.cache..",
                    "studio.greenroom.command.repeat..",
                    "studio.greenroom.kernel.signal..",
                    "studio.greenroom.standalone.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..");

    @ArchTest
    static final ArchRule onlyTheKernelsTraceKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("studio.greenroom.kernel.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule onlyTheProviderItselfKnowsItsClient = noClasses()
            .that()
            .resideOutsideOfPackage("studio.greenroom.saga.provider.openai..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.openai..");

    @ArchTest
    static final ArchRule featuresOfASideFormNoCircle = slices().matching("studio.greenroom.(command|query|saga).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfTheSharedKernelFormNoCircle =
            slices().assignedFrom(new PartsOfTheKernel()).should().beFreeOfCycles();

    /** A thing with events has its name wherever it is decided, led and read. */
    @ArchTest
    static void aFeatureHasOneNameOnEverySide(JavaClasses house) {
        Set<String> features = house.stream()
                .filter(type -> type.isAnnotatedWith(EventType.class))
                .map(type -> type.getPackageName().substring(KERNEL.length()))
                .collect(Collectors.toSet());

        assertThat(features).contains("artist", "generation").allSatisfy(feature -> {
            assertThat(house.containPackage(HOUSE + "command." + feature))
                    .as(feature + " of the command-side")
                    .isTrue();
            assertThat(house.containPackage(HOUSE + "query." + feature))
                    .as(feature + " of the query-side")
                    .isTrue();
        });
    }

    @ArchTest
    static final ArchRule packagesAreFeaturesAndNotLayers = noClasses()
            .should()
            .resideInAnyPackage(
                    "..controller..",
                    "..controllers..",
                    "..dto..",
                    "..entity..",
                    "..helper..",
                    "..impl..",
                    "..model..",
                    "..repository..",
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..misc..");

    @ArchTest
    static final ArchRule everyPackageSaysWhatMayBeNull = classes()
            .should(be(describe(
                    "in a @NullMarked package",
                    (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule whatIsNeededComesThroughTheConstructor =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule sidesSpeakThroughTheLog = noClasses()
            .that()
            .resideOutsideOfPackages("studio.greenroom.standalone..", "studio.greenroom.kernel.process..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    /** The domain is one part: a catalog of events knows all that happens. */
    private static final class PartsOfTheKernel implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith(KERNEL)) {
                return SliceIdentifier.ignore();
            }
            String part = type.getPackageName().substring(KERNEL.length()).replaceFirst("\\..*", "");
            return SliceIdentifier.of(DOMAIN.contains(part) ? "domain" : part);
        }

        @Override
        public String getDescription() {
            return "parts of the shared kernel";
        }
    }
}

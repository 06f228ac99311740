package studio.greenroom.standalone.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** I9: time, randomness and ids come from injected sources; folds are pure. */
@AnalyzeClasses(packages = "studio.greenroom", importOptions = MainCode.class)
class PureRulesTest {

    private static final Set<String> CHANCE =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

    private static final DescribedPredicate<JavaCall<?>> A_SOURCE_OF_ITS_OWN =
            describe("a source of time or chance", call -> {
                String owner = call.getTargetOwner().getName();
                String name = call.getTarget().getName();
                boolean bare = call.getTarget().getRawParameterTypes().isEmpty();
                return owner.startsWith("java.time.")
                                && name.equals("now")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.getName().equals("java.time.Clock"))
                        || owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"))
                        || owner.equals("java.lang.System") && name.equals("currentTimeMillis")
                        || owner.equals("java.util.Date") && name.equals("<init>") && bare
                        || CHANCE.contains(owner) && name.equals("<init>") && bare
                        || owner.equals("java.util.concurrent.ThreadLocalRandom")
                        || owner.equals("java.util.UUID") && name.equals("randomUUID")
                        || owner.matches("java\\.lang\\.(Strict)?Math") && name.equals("random")
                        || owner.equals("java.util.Collections")
                                && name.equals("shuffle")
                                && call.getTarget().getRawParameterTypes().size() == 1;
            });

    /** {@code Kernel} is where the sources come from. */
    @ArchTest
    static final ArchRule timeAndChanceAreInjected = noClasses()
            .that()
            .resideInAnyPackage(
                    "studio.greenroom.kernel..",
                    "studio.greenroom.command..",
                    "studio.greenroom.saga..",
                    "studio.greenroom.query..",
                    "studio.greenroom.art..",
                    "studio.greenroom.prose..")
            .and()
            .doNotHaveFullyQualifiedName("studio.greenroom.kernel.Kernel")
            .should()
            .callCodeUnitWhere(A_SOURCE_OF_ITS_OWN);

    /** Nothing else can be reached from there: no clock, no file, no log, no framework but the annotations that name fields. */
    @ArchTest
    static final ArchRule foldsArePure = classes()
            .that()
            .resideInAnyPackage("studio.greenroom.kernel.artist..", "studio.greenroom.kernel.generation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.time",
                    "org.jspecify.annotations",
                    "com.fasterxml.jackson.annotation",
                    "org.axonframework.modelling.command",
                    "studio.greenroom.kernel.artist..",
                    "studio.greenroom.kernel.generation..",
                    "studio.greenroom.kernel.command..",
                    "studio.greenroom.kernel.event..");

    @ArchTest
    static final ArchRule whatTheDomainSaysCanNotChange = classes()
            .that()
            .resideInAnyPackage("studio.greenroom.kernel.artist..", "studio.greenroom.kernel.generation..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areTopLevelClasses()
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decisions")
            .or()
            .resideInAnyPackage("studio.greenroom.kernel.artist..", "studio.greenroom.kernel.generation..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.time.Clock.class);

    @ArchTest
    static final ArchRule noSpringInTheDomain = noClasses()
            .that()
            .resideInAnyPackage(
                    "studio.greenroom.kernel.artist..",
                    "studio.greenroom.kernel.generation..",
                    "studio.greenroom.kernel.event..",
                    "studio.greenroom.kernel.command..",
                    "studio.greenroom.kernel.id..")
            .or()
            .haveSimpleNameEndingWith("Decisions")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc..", "java.sql..");
}

package studio.greenroom.standalone.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** I7, as far as it can be seen in the code; BlockHound sees the rest. */
@AnalyzeClasses(packages = "studio.greenroom", importOptions = MainCode.class)
class ReactiveRulesTest {

    /** What happens once, on the thread that starts or stops the application. */
    private static final Set<String> START_AND_STOP = Set.of("start", "stop", "close");

    private static final String WAITS = "java\\.lang\\.(Thread|Object|Process)#(sleep|join|wait|waitFor)"
            + "|java\\.util\\.concurrent\\.TimeUnit#(sleep|timedJoin|timedWait)"
            + "|java\\.util\\.concurrent\\.locks\\.LockSupport#park\\w*"
            + "|java\\.util\\.concurrent\\.(Future|CompletableFuture)#(get|join)"
            + "|java\\.util\\.concurrent\\.(CountDownLatch|CyclicBarrier|Phaser)#await\\w*"
            + "|java\\.util\\.concurrent\\.Semaphore#acquire\\w*"
            + "|java\\.util\\.concurrent\\.\\w*BlockingQueue#(take|put)"
            + "|reactor\\.core\\.publisher\\.(Mono|Flux)#(block\\w*|toIterable|toStream|toFuture)";

    private static final DescribedPredicate<JavaCall<?>> A_WAIT = describe(
            "a wait outside start and stop",
            call -> !START_AND_STOP.contains(call.getOrigin().getName())
                    && (call.getTargetOwner().getName() + '#' + call.getTarget().getName()).matches(WAITS));

    @ArchTest
    static final ArchRule nobodyBlocksInReactivePackages = noClasses()
            .that()
            .resideInAnyPackage(
                    "studio.greenroom.query..",
                    "studio.greenroom.kernel.http..",
                    "studio.greenroom.kernel.internal..",
                    "studio.greenroom.kernel.openapi..",
                    "studio.greenroom.kernel.problem..",
                    "studio.greenroom.kernel.signal..")
            .should()
            .callMethodWhere(A_WAIT);

    @ArchTest
    static final ArchRule theQuerySideReadsWithoutJdbc = noClasses()
            .that()
            .resideInAPackage("studio.greenroom.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");
}

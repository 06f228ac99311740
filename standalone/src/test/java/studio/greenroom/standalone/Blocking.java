package studio.greenroom.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * BlockHound's verdicts, gathered instead of thrown: an error in the middle of a library's lock would break the
 * library, and on an event loop it may be swallowed. Allowed is what a JVM does once (loading classes, building a
 * reader), what never waits (the system's random numbers, Lettuce's lock, those of a pool's queue and of Netty's
 * memory, each held for a few instructions) and the log of the tests. So is the lock that Spring takes to hand out its
 * one connection to Redis; making that connection under the lock is not.
 */
public final class Blocking implements BlockHoundIntegration {

    private static final int MANY = 20;
    private static final List<BlockingOperationError> FOUND = new CopyOnWriteArrayList<>();

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                .allowBlockingCallsInside("java.security.SecureRandom", "<init>")
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("java.lang.Class", "getResourceAsStream")
                .allowBlockingCallsInside("java.lang.ClassLoader", "getResources")
                .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "hasNext")
                .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "parse")
                .allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkCallSite")
                .allowBlockingCallsInside("java.util.ResourceBundle", "getBundle")
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "decrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                .blockingMethodCallback(method -> {
                    BlockingOperationError error = new BlockingOperationError(method);
                    if (FOUND.size() < MANY && !isWaitingForTheRedisConnection(error)) {
                        FOUND.add(error);
                        error.printStackTrace();
                    }
                });
    }

    private static boolean isWaitingForTheRedisConnection(BlockingOperationError error) {
        StackTraceElement[] stack = error.getStackTrace();
        return IntStream.range(1, stack.length)
                .anyMatch(at -> stack[at].getMethodName().equals("doInLock")
                        && stack[at].getClassName().endsWith(".LettuceConnectionFactory")
                        && stack[at - 1].getClassName().equals(ReentrantLock.class.getName()));
    }

    static List<BlockingOperationError> found() {
        return FOUND;
    }
}

package studio.greenroom.standalone;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Hears what the system sends to this process. By reflection: {@code sun.misc.Signal} is the only way, and the compiler's
 * warning of it can not be silenced.
 */
final class Signals {

    private Signals() {}

    /** @param receiver is given the signal's number, in a thread of its own */
    static void hear(String name, IntConsumer receiver) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method number = signal.getMethod("getNumber");
            Object hearing = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        receiver.accept((int) number.invoke(arguments[0]));
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), hearing);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM can not hear " + name, e);
        }
    }
}

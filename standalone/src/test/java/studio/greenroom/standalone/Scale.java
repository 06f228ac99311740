package studio.greenroom.standalone;

/** How much a test does: little in every build, the promised numbers with {@code -Pfull}. */
public final class Scale {

    private Scale() {}

    public static int of(int small, int full) {
        return System.getProperty("greenroom.scale", "small").equals("full") ? full : small;
    }
}

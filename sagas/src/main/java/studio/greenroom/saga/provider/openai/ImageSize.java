package studio.greenroom.saga.provider.openai;

/** The size that a model can be asked for, next to the one that is wanted. */
final class ImageSize {

    private static final int STEP = 16;
    private static final int MAX_ASPECT = 3;
    private static final double SQUARE_UP_TO = 1.2;

    private ImageSize() {}

    /** Older models know three sizes; from gpt-image-2 on any multiple of 16 up to an aspect of 3 to 1. */
    static String of(String model, int width, int height) {
        return model.startsWith("gpt-image-1") || model.startsWith("chatgpt-image")
                ? fixed(width, height)
                : free(width, height);
    }

    private static String fixed(int width, int height) {
        double aspect = (double) width / height;
        return aspect > SQUARE_UP_TO ? "1536x1024" : aspect < 1 / SQUARE_UP_TO ? "1024x1536" : "1024x1024";
    }

    private static String free(int width, int height) {
        return side(Math.max(width, height / MAX_ASPECT)) + "x" + side(Math.max(height, width / MAX_ASPECT));
    }

    private static int side(int pixels) {
        return (pixels + STEP - 1) / STEP * STEP;
    }
}

package studio.greenroom.art;

/** A drawing as it stands, small: 256 pixels on its longer side, without grain. */
final class Preview {
    private static final int SIDE = 256;

    private Preview() {}

    static byte[] png(Canvas canvas) {
        double step = Math.max(1, Math.max(canvas.width, canvas.height) / (double) SIDE);
        int width = (int) (canvas.width / step);
        int height = (int) (canvas.height / step);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int n = 0; n < 3; n++) {
                    float light = mean(canvas, (int) (x * step), (int) (y * step), (int) step, n);
                    rgb[(y * width + x) * 3 + n] = (byte) Math.round(Print.encode(light) * 255);
                }
            }
        }
        return Png.of(rgb, width, height, Studio.XMP, Stages.unseen());
    }

    private static float mean(Canvas canvas, int left, int top, int step, int channel) {
        float sum = 0;
        for (int y = top; y < top + step; y++) {
            for (int x = left; x < left + step; x++) {
                sum += canvas.light[(y * canvas.width + x) * 3 + channel];
            }
        }
        return sum / (step * step);
    }
}

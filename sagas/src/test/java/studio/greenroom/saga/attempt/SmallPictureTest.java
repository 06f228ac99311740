package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPictureTest {

    /** Red with a blue square in its middle, as wide as the shorter side. */
    private static byte[] picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        int side = Math.min(width, height);
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect((width - side) / 2, (height - side) / 2, side, side);
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"1024, 1280", "2048, 256", "300, 300", "64, 4096"})
    void showsTheMiddleOfThePictureInThreeHundredPixels(int width, int height) throws IOException {
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(SmallPicture.thumbnail(picture(width, height))));

        assertThat(small.getWidth()).isEqualTo(300);
        assertThat(small.getHeight()).isEqualTo(300);
        for (int[] at : new int[][] {{5, 5}, {294, 5}, {150, 150}, {5, 294}, {294, 294}}) {
            Color colour = new Color(small.getRGB(at[0], at[1]));
            assertThat(colour.getBlue()).isGreaterThan(200);
            assertThat(colour.getRed()).isLessThan(60);
        }
    }

    @Test
    void whatIsNoPictureHasNone() {
        assertThatThrownBy(() -> SmallPicture.thumbnail(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
    }
}

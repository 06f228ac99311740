package studio.greenroom.art;

/** Cuts pictures into leaded panes: a pane is one cell of a jittered lattice within one material. */
final class Glass {
    private Glass() {}

    /** Colour of a pane of this material; the dice are the pane's own. */
    interface Pane {
        Colour of(int material, double x, double y, Dice dice);
    }

    /**
     * Glazes the whole canvas.
     *
     * @param material a small number per pixel; lead runs where it changes
     * @param fine     materials at and above this number are cut into small cells
     */
    static void glaze(Canvas canvas, byte[] material, int fine, Pane pane, Colour lead, Dice dice, Stages stages) {
        int w = canvas.width;
        int h = canvas.height;
        Noise noise = new Noise(dice.next());
        int[] piece = new int[w * h];
        float[] edge = new float[w * h];
        Cells wide = new Cells(noise, 64);
        Cells small = new Cells(noise, 40);
        for (int y = 0; y < h; y++) {
            if (y % 200 == 0) {
                stages.reach(.4 + .25 * y / h);
            }
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                Cells cells = material[i] >= fine ? small : wide;
                cells.find(x / canvas.scale, y / canvas.scale);
                piece[i] = cells.id * 31 + material[i];
                edge[i] = (float) cells.border;
            }
        }
        paint(canvas, material, piece, pane, noise, stages);
        lead(canvas, material, fine, edge, lead, stages);
    }

    /**
     * Nearest lattice point and the distance to the border with the next (Worley, 1996; border by bisector). The 25
     * points around a lattice square are kept while the scan stays in it.
     */
    private static final class Cells {
        private final Noise noise;
        private final double size;
        private final double[] px = new double[25];
        private final double[] py = new double[25];
        private int cx = Integer.MIN_VALUE;
        private int cy;
        double border;
        int id;

        Cells(Noise noise, double size) {
            this.noise = noise;
            this.size = size;
        }

        void find(double x, double y) {
            int u = (int) Math.floor(x / size);
            int v = (int) Math.floor(y / size);
            if (u != cx || v != cy) {
                cx = u;
                cy = v;
                for (int k = 0; k < 25; k++) {
                    int i = u + k % 5 - 2;
                    int j = v + k / 5 - 2;
                    px[k] = (i + .12 + .76 * noise.white(i, j)) * size;
                    py[k] = (j + .12 + .76 * noise.white(i + 911, j - 377)) * size;
                }
            }
            double best = 1e18;
            int at = 0;
            for (int k = 6; k < 19; k++) {
                double d = (px[k] - x) * (px[k] - x) + (py[k] - y) * (py[k] - y);
                if (d < best) {
                    best = d;
                    at = k;
                }
            }
            border = 1e9;
            for (int k = 0; k < 25; k++) {
                double dx = px[k] - px[at];
                double dy = py[k] - py[at];
                double dot = ((px[k] + px[at]) / 2 - x) * dx + ((py[k] + py[at]) / 2 - y) * dy;
                if (k != at && dot < border * Math.abs(dx) + border * Math.abs(dy)) {
                    border = Math.min(border, dot / Math.sqrt(dx * dx + dy * dy));
                }
            }
            id = noise.hash(u + at % 5 - 2, v + at / 5 - 2) & 0xFFFFFF;
        }
    }

    private static void paint(Canvas canvas, byte[] material, int[] piece, Pane pane, Noise noise, Stages stages) {
        java.util.HashMap<Integer, Colour> colours = new java.util.HashMap<>();
        float[] c = new float[3];
        int w = canvas.width;
        for (int i = 0; i < piece.length; i++) {
            double x = (i % w) / canvas.scale;
            int row = i / w;
            double y = row / canvas.scale;
            Colour colour = colours.get(piece[i]);
            if (colour == null) {
                colour = pane.of(material[i], x, y, new Dice(piece[i] * 7919L));
                colours.put(piece[i], colour);
            }
            double seed =
                    1 + .10 * noise.at(x / 14 + piece[i] % 97, y / 5) + .07 * noise.at(x / 60, y / 60 + piece[i] % 31);
            c[0] = (float) (colour.r() * seed);
            c[1] = (float) (colour.g() * seed);
            c[2] = (float) (colour.b() * seed);
            canvas.blend(i * 3, c, 1, Canvas.Blend.OVER);
            if (i % (w * 256) == 0) {
                stages.reach(.66);
            }
        }
    }

    private static void lead(Canvas canvas, byte[] material, int fine, float[] edge, Colour lead, Stages stages) {
        int w = canvas.width;
        int h = canvas.height;
        float[] l = {lead.r(), lead.g(), lead.b()};
        Mask seam = new Mask(0, 0, w, h);
        for (int y = 1; y < h; y++) {
            for (int x = 1; x < w; x++) {
                int i = y * w + x;
                seam.a[i] = material[i] != material[i - 1] || material[i] != material[i - w] ? 1 : 0;
            }
        }
        int r = (int) Math.max(1, 1.5 * canvas.scale);
        Mask soft = seam.blurred(r, w, h);
        double gain = 2.2 * (2 * r + 1) / 1.9;
        stages.reach(.72);
        for (int i = 0; i < edge.length; i++) {
            double half = material[i] >= fine ? 1.0 : 2.1;
            double line = Math.max(0, Math.min(1, (half - edge[i]) * canvas.scale + .5));
            double contour = Math.min(1, Math.max(0, soft.a[i] * gain - .25));
            double rim = material[i] >= fine ? 0 : Math.max(0, Math.min(.35, (7 - edge[i]) * .05));
            canvas.blend(i * 3, l, (float) Math.max(Math.max(line, contour), rim), Canvas.Blend.OVER);
        }
    }
}

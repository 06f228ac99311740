package studio.greenroom.art;

/** What a piece of the sitter is made of, with its tone in the grey map: 0 is black ink, 1 is bare paper. */
enum Part {
    BACK_HAIR(0.10),
    CLOTH(0.34),
    CLOTH_SHADE(0.20),
    COLLAR(0.52),
    COLLAR_SHADE(0.30),
    SKIN(0.94),
    SHADE(0.42),
    BROW(0.08),
    EYE(0.97),
    IRIS(0.05),
    GLINT(1.0),
    LINE(0.06),
    LIP(0.24),
    LIP_LIGHT(0.60),
    HAIR(0.08),
    SHEEN(0.26),
    HAT(0.24),
    HAT_SHADE(0.10),
    GLASS(0.03),
    JEWEL(0.98);

    final float tone;

    Part(double tone) {
        this.tone = (float) tone;
    }

    boolean isSkin() {
        return this == SKIN || this == SHADE;
    }

    boolean isHair() {
        return this == BACK_HAIR || this == HAIR || this == SHEEN;
    }

    boolean isCloth() {
        return this == CLOTH || this == CLOTH_SHADE || this == COLLAR || this == COLLAR_SHADE;
    }

    /** Eyes, brows and mouth: too small to be cut, leaded or screened like the rest. */
    boolean isFeature() {
        return ordinal() >= BROW.ordinal() && ordinal() <= LIP_LIGHT.ordinal() || this == GLASS || this == JEWEL;
    }
}

package studio.greenroom.art;

import java.util.Locale;

/** The genres that have a school of their own for covers and for portraits, each with the names that lead to it. */
enum Genre {
    SYNTHWAVE(
            new SynthwaveCover(),
            new NeonPortrait(),
            "synthwave",
            "retrowave",
            "outrun",
            "vaporwave",
            "darkwave",
            "synthpop",
            "synth-pop",
            "new wave",
            "electropop",
            "chillwave"),
    AMBIENT(
            new RidgesCover(),
            new BrushPortrait(),
            "ambient",
            "drone",
            "new age",
            "post-rock",
            "shoegaze",
            "dream pop",
            "downtempo",
            "chillout",
            "soundscape",
            "meditation"),
    JAZZ(
            new KeysCover(),
            new PaperPortrait(),
            "jazz",
            "bebop",
            "swing",
            "bossa nova",
            "bossa",
            "big band",
            "fusion",
            "latin jazz",
            "salsa",
            "mambo"),
    METAL(
            new EclipseCover(),
            new EngravedPortrait(),
            "metal",
            "doom",
            "black metal",
            "death metal",
            "thrash",
            "heavy metal",
            "sludge",
            "gothic",
            "goth",
            "industrial",
            "hard rock"),
    HIP_HOP(
            new RisoCover(),
            new RisoPortrait(),
            "hip-hop",
            "hip hop",
            "hiphop",
            "rap",
            "trap",
            "drill",
            "grime",
            "boom bap",
            "r&b",
            "rnb",
            "soul",
            "neo-soul",
            "funk",
            "motown",
            "afrobeats"),
    TECHNO(
            new OpArtCover(),
            new NeonPortrait(),
            "techno",
            "acid",
            "minimal",
            "electro",
            "idm",
            "trance",
            "drum and bass",
            "dnb",
            "jungle",
            "breakbeat",
            "electronic",
            "edm",
            "dubstep",
            "hyperpop",
            "glitch"),
    CLASSICAL(
            new HarmonographCover(),
            new EngravedPortrait(),
            "classical",
            "orchestral",
            "opera",
            "baroque",
            "chamber",
            "contemporary classical",
            "neoclassical",
            "piano",
            "choral",
            "symphonic",
            "film score",
            "soundtrack"),
    PUNK(
            new RisoCover(),
            new RisoPortrait(),
            "punk",
            "hardcore",
            "post-punk",
            "garage rock",
            "garage",
            "grunge",
            "noise",
            "emo",
            "ska",
            "riot grrrl",
            "rock"),
    REGGAE(
            new ArcsCover(),
            new PaperPortrait(),
            "reggae",
            "dub",
            "dancehall",
            "roots",
            "afrobeat",
            "calypso",
            "soca",
            "highlife",
            "cumbia",
            "reggaeton",
            "latin",
            "disco"),
    POP(
            new KeysCover(),
            new PaperPortrait(),
            "k-pop",
            "kpop",
            "j-pop",
            "pop",
            "dance pop",
            "bedroom pop",
            "city pop",
            "c-pop"),
    BLUES(
            new NocturneCover(),
            new BrushPortrait(),
            "blues",
            "delta blues",
            "gospel",
            "swamp",
            "torch song",
            "fado",
            "tango",
            "flamenco"),
    LO_FI(new NocturneCover(), new BrushPortrait(), "lo-fi", "lofi", "chillhop", "study beats", "trip hop", "trip-hop"),
    HOUSE(
            new VinylCover(),
            new NeonPortrait(),
            "house",
            "deep house",
            "garage house",
            "uk garage",
            "balearic",
            "nu disco",
            "amapiano",
            "tropical house"),
    INDIE(
            new GlassCover(),
            new GlassPortrait(),
            "indie",
            "indie rock",
            "indie pop",
            "alternative",
            "art rock",
            "math rock",
            "psychedelic",
            "psych",
            "progressive rock",
            "prog",
            "britpop"),
    FOLK(
            new GlassCover(),
            new GlassPortrait(),
            "folk",
            "singer-songwriter",
            "acoustic",
            "celtic",
            "traditional",
            "world",
            "sea shanty",
            "chanson",
            "neofolk"),
    COUNTRY(
            new MesasCover(),
            new PaperPortrait(),
            "country",
            "americana",
            "bluegrass",
            "honky-tonk",
            "western",
            "alt-country",
            "outlaw country");

    final School cover;
    final School portrait;
    private final String[] names;

    Genre(School cover, School portrait, String... names) {
        this.cover = cover;
        this.portrait = portrait;
        this.names = names;
    }

    /** The genre whose longest name stands in the text; an unknown text is given one by its hash. */
    static Genre of(String text) {
        String low = text.toLowerCase(Locale.ROOT).strip();
        Genre best = null;
        int length = 0;
        for (Genre genre : values()) {
            for (String name : genre.names) {
                if (name.length() > length && Words.any(low, name)) {
                    best = genre;
                    length = name.length();
                }
            }
        }
        return best != null ? best : values()[(int) Math.floorMod(Dice.hash(low), (long) values().length)];
    }
}

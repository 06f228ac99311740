package studio.greenroom.art;

import java.util.Locale;

/** A brief as the schools read it: which school, which palette, and the decks and dice to choose with. */
record Commission(Brief brief, Genre genre, boolean cover, School school, Mood mood, Deck deck) {

    static Commission of(Brief brief) {
        Genre genre = Genre.of(brief.genre());
        String words = brief.style() + " " + brief.prompt();
        boolean cover = Words.any(
                        brief.prompt(),
                        "cover",
                        "album",
                        "landscape",
                        "sleeve",
                        "artwork",
                        "scene",
                        "scenery",
                        "poster",
                        "record")
                && !Words.any(brief.prompt(), "portrait", "face", "headshot");
        String owner = genre + "|" + brief.title().strip().toLowerCase(Locale.ROOT) + "|" + cover;
        return new Commission(
                brief, genre, cover, school(words, genre, cover), Mood.of(words), new Deck(owner, brief.seed()));
    }

    private static School school(String words, Genre genre, boolean cover) {
        Genre named = Words.any(
                        words, "engraving", "engraved", "etching", "woodcut", "linocut", "ink drawing", "crosshatch")
                ? Genre.METAL
                : Words.any(
                                words,
                                "riso",
                                "risograph",
                                "halftone",
                                "screenprint",
                                "screen print",
                                "pop art",
                                "zine",
                                "photocopy")
                        ? Genre.HIP_HOP
                        : Words.any(words, "neon", "cyberpunk", "synthwave", "retro-futuristic", "80s")
                                ? Genre.SYNTHWAVE
                                : Words.any(
                                                words,
                                                "paper",
                                                "cut paper",
                                                "cut-out",
                                                "cutout",
                                                "collage",
                                                "flat",
                                                "matisse")
                                        ? Genre.JAZZ
                                        : Words.any(
                                                        words,
                                                        "oil",
                                                        "painterly",
                                                        "painting",
                                                        "brush",
                                                        "brushstrokes",
                                                        "impressionist",
                                                        "watercolour",
                                                        "watercolor",
                                                        "van gogh")
                                                ? Genre.BLUES
                                                : Words.any(words, "stained glass", "mosaic", "glass")
                                                        ? Genre.INDIE
                                                        : Words.any(words, "op art", "op-art", "optical", "geometric")
                                                                        && cover
                                                                ? Genre.TECHNO
                                                                : Words.any(words, "misty", "foggy", "minimalist")
                                                                                && cover
                                                                        ? Genre.AMBIENT
                                                                        : genre;
        return cover ? named.cover : named.portrait;
    }

    /** A fresh source of chance for one purpose, so that a change in one place moves nothing in another. */
    Dice dice(String purpose) {
        return new Dice(Dice.hash(purpose
                        + '|'
                        + brief.title()
                        + '|'
                        + brief.genre()
                        + '|'
                        + brief.style()
                        + '|'
                        + brief.prompt()
                        + '|'
                        + String.join(",", brief.traits()))
                ^ Dice.mix(brief.seed()));
    }

    Colour colour(double l, double c, double h) {
        return mood.colour(l, c, h);
    }

    /** The sitter in the usual place: head a little above the middle, larger on tall sheets. */
    Sitter sitter(Canvas canvas) {
        double k = 1.13 * Math.min(1.32, canvas.h() / 1000);
        double side = canvas.w() > 1250 ? (deck.draw("side", 2) == 0 ? .36 : .64) : .5;
        return new Sitter(this, canvas.w() * side, canvas.h() * .445, k);
    }
}

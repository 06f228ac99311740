package studio.greenroom.prose;

import java.util.Locale;

/** A visual style as something that can be seen; an unknown one is quoted from a brief somebody pinned up. */
final class Looks {
    private static final String[][] KNOWN = {
        {
            "noir monochrome monochromatic black-and-white black",
            "The photographs are lit by one car, from behind, with the engine running.",
            "Sleeves come in black on a slightly blacker black, and the title is found by thumb."
        },
        {
            "pastel pastels soft muted",
            "The sleeves look like sugared almonds left on a windowsill.",
            "Posters are printed in three colours, all of them found in the same paint-shop skip."
        },
        {
            "neon cyberpunk retro-futuristic 80s",
            "The stage is lit by a pharmacy sign on a long lead.",
            "Sleeves glow the pink of a motel vacancy, with the last letters out."
        },
        {
            "paper collage cut-out cutout matisse",
            "Artwork is cut from sugar paper with kitchen scissors, and the offcuts become the backdrop.",
            "Each poster is pasted together on the floor, and some carry a footprint."
        },
        {
            "engraving etching woodcut linocut",
            "The covers are cut into old lino, and a slip of the knife has been left in the moon.",
            "Every sleeve is ruled line by line with a crow-quill pen, including the clouds."
        },
        {
            "riso risograph halftone zine photocopy",
            "Sleeves are run off in two inks on a library machine that never lines up.",
            "The lyric booklet is stapled by hand and smells of toner."
        },
        {
            "painterly oil watercolour watercolor impressionist brush painting",
            "The cover is a nocturne in thick oil, photographed before it dried.",
            "Backdrops are painted on bedsheets, and the wind joins in."
        },
        {
            "glass mosaic stained-glass",
            "The sleeve was laid out in bottle glass on a lightbox, then photographed at noon.",
            "On stage a leaded window leans against the drum riser and throws colours on whoever plays worst."
        },
        {
            "minimal minimalist clean simple geometric",
            "Sleeves are white, with one dot, and the dot has moved since the last record.",
            "The stage holds a chair, a lamp and eight metres of nothing."
        },
        {
            "vintage retro analog analogue nostalgic film",
            "The photographs come off expired film, so everyone looks faintly remembered.",
            "Posters borrow their lettering from a seaside ballroom that closed in 1961."
        },
        {
            "surreal psychedelic abstract dreamlike dreamy",
            "On the cover a staircase leads into a pear, and nobody has asked why.",
            "The videos are filmed through a jar of honey, turned slowly."
        },
        {
            "grunge gritty punk dirty raw",
            "The sleeve is a photocopy of a photocopy of a kicked door.",
            "Posters go up with wallpaper paste at four in the morning, crooked as a rule."
        },
        {
            "gothic baroque ornate victorian dark",
            "The stage is dressed with funeral ribbon and a great many unlit candles.",
            "Sleeves come bordered like mourning cards, with a moth where the logo should be."
        },
        {
            "nature botanical organic earthy pastoral",
            "Leaves from the garden are pressed straight on to the printing plate, aphids included.",
            "The cover shows a hedge, and on the fourth look a person."
        }
    };

    private static final String[] OTHER = {
        "The artwork brief, pinned by the door, says only “{s}”.",
        "When the sleeve designer asked for a direction, the reply was a single line: “{s}”.",
        "The lighting plan for the tour has two words too few and reads “{s}”.",
        "A strip of tape on the camera case says “{s}”, and every photograph since has obeyed it."
    };

    private Looks() {}

    /** One image for the style words; the empty string when there are none. */
    static String of(String style, Chance chance) {
        String low = style.toLowerCase(Locale.ROOT).strip();
        if (low.isEmpty()) {
            return "";
        }
        for (String word : low.split("[^\\p{L}\\p{N}-]+")) {
            for (String[] row : KNOWN) {
                for (String name : row[0].split(" ")) {
                    if (name.equals(word)) {
                        return row[1 + chance.below(row.length - 1)];
                    }
                }
            }
        }
        String s = OTHER[chance.below(OTHER.length)];
        return s.replace(
                        "has two words too few and reads",
                        low.contains(" ") ? "is one line long and reads" : "is one word long and reads")
                .replace("{s}", low);
    }
}

package studio.greenroom.prose;

import java.util.Locale;

/** Character shown by what somebody does: two observations for each known trait, and ways to report an unknown one. */
final class Manners {
    private static final String[][] KNOWN = {
        {
            "shy quiet introverted reserved timid soft-spoken",
            "{They} {soundcheck|soundchecks} facing the wall and {thank|thanks} the room from the doorway.",
            "Interviews are answered by postcard, in pencil, a fortnight late."
        },
        {
            "dreamy whimsical ethereal romantic",
            "{They} {have|has} missed two flights by watching the plane before theirs.",
            "Lyrics get written on bus windows first and copied down only if they survive to the terminus."
        },
        {
            "mysterious enigmatic secretive elusive aloof",
            "{They} {have|has} played four festivals under four names, and the one photograph shows a coat.",
            "Nobody at the label has ever been given the same address twice."
        },
        {
            "energetic wild explosive restless hyper",
            "{They} {rehearse|rehearses} standing up and {have|has} worn a groove in the carpet in front of the amp.",
            "Three chairs did not survive the making of the last record."
        },
        {
            "playful funny witty humorous mischievous quirky cheeky",
            "{They} {hide|hides} the same nine-note joke in every record and {have|has} never been caught.",
            "Set lists are written as shopping lists, and twice the wrong one went on stage."
        },
        {
            "melancholic melancholy sad wistful nostalgic",
            "{They} {keep|keeps} answering-machine tapes from flea markets and {tune|tunes} to the pauses.",
            "A box of other people’s holiday slides sits on the desk, sorted by who is missing."
        },
        {
            "rebellious defiant angry provocative anarchic",
            "{They} turned down a car advert by sending back the contract, folded into a boat.",
            "A fine for playing on a roundabout hangs framed above the mixing desk."
        },
        {
            "confident bold fearless daring brave",
            "{They} {open|opens} with the hardest song, cold, and only then {ask|asks} for the lights.",
            "When the power failed in Turin the set was finished unplugged from the middle of the floor."
        },
        {
            "gentle kind warm caring empathetic tender",
            "{They} {learn|learns} the name of the person on the door before anybody else’s.",
            "Spare strings and plasters travel in the same tin, and both get lent."
        },
        {
            "obsessive perfectionist meticulous precise disciplined",
            "{They} once re-recorded a single hi-hat for eleven days and then used the first one.",
            "Cables are labelled at both ends, in two colours, with the date of their last repair."
        },
        {
            "curious inquisitive experimental inventive eccentric",
            "{They} {take|takes} one unknown instrument apart each winter and mostly {get|gets} it back together.",
            "The notebook on the desk lists the resonant pitch of every lift in town."
        },
        {
            "stubborn determined relentless tenacious",
            "{They} kept a bad take for seven years because it was nearly right, and then it was.",
            "Told twice to drop the long ending, {they} made it longer and put it on side one."
        },
        {
            "ambitious driven hardworking diligent",
            "{They} {book|books} the hall first and {write|writes} the songs to fit the date.",
            "The calendar over the desk is full to the margins, in three colours of ink."
        },
        {
            "calm serene patient meditative zen",
            "{They} {wait|waits} for the refrigerator to stop before pressing record.",
            "A session once began with an hour of nobody playing, and the band still talks about it."
        },
        {
            "sarcastic cynical dry ironic sardonic",
            "{They} {write|writes} a review of each show on the back of the ticket and never {give|gives} more than three stars.",
            "Fan mail is answered with corrections, then kept in a drawer lined with velvet."
        },
        {
            "charismatic charming magnetic flamboyant glamorous",
            "{They} can hold a room by taking off one glove.",
            "The cloakroom staff stay past closing to watch the encore."
        },
        {
            "vulnerable honest open sincere sensitive",
            "{They} {leave|leaves} the wrong notes in when the wrong notes are the true ones.",
            "The second verse usually says what the first was too polite to."
        },
        {
            "philosophical thoughtful intellectual introspective reflective",
            "{They} {footnote|footnotes} their own lyrics, and the footnotes disagree.",
            "Rehearsals stop while somebody looks up a word, and restart an hour after."
        },
        {
            "adventurous nomadic free-spirited wandering spontaneous",
            "{They} {decide|decides} the next town by asking whoever is selling breakfast.",
            "Half the percussion came through customs in a rucksack, declared as kitchenware."
        },
        {
            "loyal humble modest down-to-earth grounded",
            "{They} still {load|loads} the van, and still {know|knows} how to make the back doors shut.",
            "The same four people have played on everything, and split it four ways."
        },
        {
            "dark brooding gloomy intense moody",
            "{They} {rehearse|rehearses} with one bulb, and it is not always on.",
            "Between songs nothing at all is said, for exactly as long as it takes."
        },
        {
            "optimistic joyful happy upbeat cheerful sunny",
            "{They} {start|starts} the day by playing the previous night’s worst mistake as a waltz.",
            "The studio door is painted yellow, on both sides, and is generally open."
        },
        {
            "cool laid-back relaxed easygoing chill",
            "{They} arrived at their own launch by rowing boat, an hour late, with bread.",
            "Deadlines are pinned to the dartboard, and the dartboard is very clean."
        },
        {
            "nerdy geeky technical analytical",
            "{They} {solder|solders} every pedal by hand and {name|names} each after an extinct river.",
            "A spreadsheet predicts which song the crowd will ask for, and is right two nights in three."
        }
    };

    private static final String[] OTHER = {
        "Asked for one word, the drummer offers “{t}” and will not be drawn further.",
        "Someone has written “{t}” on the flight case in marker, and nobody has wiped it off.",
        "The note on the first demo tape just said “{t}”, underlined twice.",
        "A Bremen paper settled on “{t}”, and the cutting is still taped inside the piano lid.",
        "On the list of reasons to be let out of school early, the form teacher had put “{t}”."
    };

    private Manners() {}

    /** One observation for a trait. */
    static String of(String trait, Chance chance) {
        String low = trait.toLowerCase(Locale.ROOT).strip();
        for (String[] row : KNOWN) {
            for (String name : row[0].split(" ")) {
                if (name.equals(low)) {
                    return row[1 + chance.below(row.length - 1)];
                }
            }
        }
        return OTHER[chance.below(OTHER.length)].replace("{t}", low);
    }
}

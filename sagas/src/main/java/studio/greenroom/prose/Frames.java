package studio.greenroom.prose;

/** Sentences that hold a bio together: places, openings, late introductions and endings, each in its own shape. */
final class Frames {
    /** Where the work happens; each fits after a verb. */
    static final String[] PLACES = {
        "above a shuttered tram depot in Lisbon", "in a converted net loft on the Fife coast",
                "two floors below a dental clinic in Antwerp",
        "in the laundry room of a Marseille tower block", "behind a bicycle shop in Utrecht",
                "in a rented church hall outside Tartu",
        "on the top deck of a moored ferry in Gdańsk", "in a garage in Tucson with one working socket",
                "over a bakery in Porto that starts its ovens at three",
        "in the old projection booth of a Leeds cinema", "in a cabin forty minutes from the nearest road in Värmland",
                "under the railway arches in Bristol",
        "in a former tax office in Łódź", "at the back of a piano showroom in Osaka",
                "in a borrowed flat facing the docks at Trieste",
        "in a caravan parked behind a Galway petrol station", "beside the boiler of a Montréal school",
                "in a shipping container on the edge of Accra",
        "in a basement in Belgrade that floods every April", "on the ninth floor of an empty hotel in Ostend"
    };

    /** First sentences: name, genre and a place or an object. */
    static final String[] OPEN = {
        "{N} makes {g} {place}, mostly between midnight and the first bus.",
        "Most of the {g} {N} has released was recorded {place}, with the window open and the street warned.",
        "{N} came to {g} late, after nine years of repairing lifts, and still carries a screwdriver to rehearsals.",
        "The first thing {N} ever sold was a cassette of {g}, copied one by one and wrapped in pages of a tide table.",
        "There are eleven keys on the ring {N} carries, and one of them opens a room {place} where the {g} gets made.",
        "{N} writes {g} at a kitchen table with one short leg, which is why the early demos lean.",
        "Somebody once paid {N} for a set with a crate of lemons, and the {g} that followed is still called the lemon tape.",
        "Before the {g}, {N} drew maps for a bus company, and the songs still know exactly where they turn.",
        "{N} makes {g} {place}; you can hear the building in every take.",
        "It took {N} four winters and three landlords to finish a first record of {g}.",
        "Every {g} record by {N} begins the same way, with someone putting down a cup.",
        "The baker across the yard knows {N} only as the light that stays on, and has opinions about the {g}.",
        "{N} learned {g} from a borrowed record with the label soaked off, so it took years to learn whom to thank.",
        "{N} got into {g} by answering the wrong advertisement, and the drum kit it was for still stands {place}.",
        "A stopped clock, a good chair, a red lamp: that is the room {place} where {N} makes {g}.",
        "{N} has never lived anywhere with a doorbell, and the {g} made {place} is full of knocking.",
        "The {g} that {N} plays was worked out on a ferry, on a guitar with the captain’s initials in it.",
        "When the choir folded, {N} kept the key to the hall and started making {g} there on Tuesdays.",
        "{N} treats {g} as a trade: up at six, tools laid out, a proper lunch.",
        "Ask {N} where the {g} comes from and you get directions instead, to a room {place}."
    };

    /** Sentences that name the artist after the music has already been heard. */
    static final String[] LATE = {
        "This is {N}, who records {place} and calls it {g} only when a form asks.",
        "The person responsible is {N}, and the word on the spine is {g}.",
        "That is how {N} likes {g}: close, a little scuffed, recorded {place}.",
        "{N} has been making {g} like this {place} for six years now.",
        "It belongs to {N}, who found {g} by way of a broken radio and never had it fixed.",
        "{N} puts this kind of {g} together {place}, with two microphones and a borrowed chair.",
        "Behind it is {N}, a {g} obsessive with a bus pass and a very long memory."
    };

    /** First sentences that let the artist speak. */
    static final String[] QUOTE = {
        "“Again, but as if you were carrying something,” {N} told the drummer, and the {g} that followed opens the record.",
        "“I wanted it to sound like the room had already been lived in,” {N} says of {g} recorded {place}.",
        "“Leave the door noise in,” {N} tells every engineer who comes to record {g} {place}.",
        "“It isn’t finished, it’s just dry,” {N} likes to say about {g} made {place}.",
        "“Nobody claps at a kettle either,” {N} said after a silent first show, and kept making {g}."
    };

    static final String[] CLOSE = {
        "The next record is half done and has already outgrown two boxes.",
        "Live, the set runs thirty-eight minutes and ends when the lamp does.",
        "The new songs are shorter, and they stay longer.",
        "On tour the merchandise is one poster, one record and a jar for phone chargers.",
        "A second album is on the shelf by the kettle, labelled only with dates.",
        "Last spring a whole room in Ghent hummed the bridge back, a third too high.",
        "The best place to hear it is the seat over the wheel on a night coach.",
        "Someone in the front row always asks for the one without a title.",
        "The master tapes live in a biscuit tin, alphabetised by weather.",
        "Wherever the van stops, the upright piano in the lobby gets tuned for free.",
        "What comes next is a record about a bridge that was never built.",
        "A live album exists, but only on the hard drive of a caretaker in Gdynia.",
        "The last song on the first side was written in a car wash, and keeps the brushes.",
        "There will be a tour in autumn, by train, with the amplifiers going ahead by post.",
        "Three of the choruses have already been whistled by people who deny it.",
        "For the encore, the microphone is handed to whoever is nearest the exit.",
        "Even the B-sides have been known to stop a dishwasher mid-plate.",
        "So far the records fit on one shelf, between the fuse box and the dictionary."
    };

    static final String[] DARK = {
        "The last track ends on a door, and nobody has ever agreed whether it opens or shuts.",
        "Half the songs were written in the week after a funeral, and the other half avoid mentioning it.",
        "Streetlights go out in these choruses one by one, and nothing comes to replace them.",
        "There is always one voice too many in the final mix, and it is never credited."
    };

    static final String[] WARM = {
        "Shows end with soup, and the recipe is printed on the inner sleeve.",
        "Strangers leave the concerts carrying each other’s coats and talking.",
        "Every record is dedicated to whoever lent the chairs, by name.",
        "Under the last chorus you can hear somebody’s grandmother laughing, and she was paid."
    };

    static final String[] FUNNY = {
        "A goat has been credited on two of the records, once as engineer.",
        "The tour rider asks for a ladder and does not explain.",
        "One single reached number four in Latvia, owing to a clerical error that nobody has corrected.",
        "The official fan club has nine members, and one of them is a locksmith on retainer."
    };

    private Frames() {}
}

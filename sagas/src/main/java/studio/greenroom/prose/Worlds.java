package studio.greenroom.prose;

import java.util.Locale;

/** How a genre sounds, as whole sentences that need no pronoun; the nearest world is found by name. */
enum Worlds {
    SYNTHWAVE(
            "synthwave,retrowave,outrun,vaporwave,synthpop,synth-pop,darkwave,new wave,electropop",
            "An old polysynth warms up for ten minutes before each take, and its slow drift out of tune is left on the record.",
            "The bass lines run on eighth notes like lane markings, with one gated snare for every exit.",
            "Chords hang over the beat the way sodium light hangs over a wet slip road."),
    AMBIENT(
            "ambient,drone,new age,soundscape,meditation,post-rock,shoegaze,dream pop,downtempo,chillout",
            "A single bowed cymbal can take up four minutes, and by the third you notice the rain behind it.",
            "Tape loops of different lengths drift past each other until a tune turns up by accident.",
            "The low notes come from a harmonium with a torn bellows, played so slowly that the breaths become rhythm."),
    JAZZ(
            "jazz,bebop,swing,bossa nova,fusion,big band,latin jazz",
            "The brushes stay low, the bass walks as if it knows a shortcut, and the horn arrives late on purpose.",
            "Tunes start from a standard and leave it at the second bridge, usually by the fire exit.",
            "You can hear valves, fingertips and one cough, since everyone plays facing the same microphone."),
    METAL(
            "metal,doom,thrash,sludge,black metal,death metal,heavy metal,hard rock,industrial,goth,gothic",
            "Two guitars tuned down to B grind against each other while the kick drum counts something out.",
            "The riffs are built like dry stone walls: no mortar, only weight in the right place.",
            "Cymbals are hit until they crack, and the cracked ones are kept for the slow parts."),
    HIPHOP(
            "hip-hop,hip hop,hiphop,rap,trap,drill,grime,boom bap",
            "The drums are chopped from a scratched wedding record, and the kick lands a hair behind where you expect it.",
            "Verses are written on receipts and stacked in the order of the shops.",
            "A sampler from a pawn shop does most of the talking, with one key that only works when leaned on."),
    SOUL(
            "soul,r&b,rnb,neo-soul,funk,motown,gospel",
            "A Rhodes with two dead keys carries the harmony, and the melodies have learned to step around the gaps.",
            "The backing vocals are stacked nine deep, every one sung from a different corner of the stairwell.",
            "The groove sits so far back that the hi-hat seems to be waiting for it at the corner."),
    TECHNO(
            "techno,acid,electro,trance,idm,minimal,drum and bass,dnb,jungle,breakbeat,electronic,edm,dubstep,glitch",
            "One kick drum, one filter and eleven patient minutes: changes come so slowly that dancers notice them with their knees.",
            "The percussion is sampled from the lift machinery, right down to the squeak on the off-beat.",
            "A silver box of acid squelch is run through a guitar pedal until it complains in almost human vowels."),
    CLASSICAL(
            "classical,orchestral,opera,baroque,chamber,neoclassical,choral,symphonic,film score,soundtrack,piano",
            "The piano is recorded so near that the felt can be heard leaving the string.",
            "A cello holds one note while the others change their minds around it.",
            "The scores are ruled by hand, with a margin wide enough for the page-turner’s objections."),
    PUNK(
            "punk,hardcore,post-punk,garage,grunge,noise,emo,ska,rock,riot grrrl",
            "Nothing runs past two minutes ten, and every song is over before the feedback has been introduced.",
            "The guitar has four strings, the amp has a foot through it, and the choruses need neither.",
            "Lyrics are shouted in one breath, so the length of a verse depends on who took the stairs."),
    REGGAE(
            "reggae,dub,dancehall,roots,soca,calypso,afrobeat,highlife,cumbia,reggaeton,afrobeats",
            "The bass does the singing, the guitar chops wood on the off-beat, and an echo unit answers them both.",
            "Horn lines drop out mid-phrase and come back three bars later, sunburnt.",
            "Whole verses vanish into the spring reverb, leaving one rim shot to find its way home."),
    POP(
            "pop,k-pop,kpop,j-pop,c-pop,dance pop,bedroom pop,city pop,hyperpop,disco",
            "The hooks come in pairs, and the second one is always hidden in the bass.",
            "Choruses lift by a semitone that nobody notices until they try to sing along in the car.",
            "Handclaps, glass bells and a double-tracked whisper do the work that a drum fill would do elsewhere."),
    BLUES(
            "blues,delta,swamp,fado,tango,flamenco,torch",
            "A resonator guitar, a stamped foot and a lot of air: most takes stop where the string broke.",
            "The slide is cut from a medicine bottle, and every bent note leaves a little late.",
            "Twelve bars are treated as a suggestion; some verses take thirteen, to let the singer sit down."),
    LOFI(
            "lo-fi,lofi,chillhop,study beats,trip hop,trip-hop",
            "The beats are two bars long and slightly seasick, bounced to cassette and back until the hiss agrees with them.",
            "A muted trumpet turns up for one phrase, apologises, and leaves the vinyl crackle to finish.",
            "Under the drums there is always a kettle, a pencil or somebody else’s television."),
    HOUSE(
            "house,garage house,deep house,uk garage,balearic,nu disco,amapiano",
            "An organ stab and a rolling bass line hold the floor while one clipped vocal keeps changing its question.",
            "The hi-hats swing like a gate, and the piano comes in exactly when the coats come off.",
            "Each mix leaves thirty-two bars empty in the middle, for the room to fill."),
    INDIE(
            "indie,alternative,art rock,math rock,psychedelic,psych,prog,progressive,britpop",
            "Guitars chime slightly out of step, like two clocks in one hallway.",
            "The drums were tracked in a stairwell, the vocals in a wardrobe, and neither quite recovered.",
            "Songs change metre halfway through a sentence, usually on the verb."),
    FOLK(
            "folk,singer-songwriter,acoustic,celtic,traditional,world,sea shanty,chanson,neofolk",
            "A guitar in an open tuning, a squeezebox and a floorboard keep time between them.",
            "The old ballads are kept, but the drowned sailors get surnames and the millers get rent to pay.",
            "Melodies move by step, the way people walk on ice, and then leap once when it matters."),
    COUNTRY(
            "country,americana,bluegrass,honky-tonk,western,alt-country",
            "A pedal steel bends behind the words like heat over a car park.",
            "Each story has a name, a county and a vehicle, and at least one of them breaks down.",
            "Banjo and brushed snare trot side by side until the fiddle opens the gate."),
    ANY(
            "",
            "Small sounds are recorded close and large ones from the next room, so the scale is never quite certain.",
            "The arrangements have three parts at most, and one of them is usually furniture.",
            "Rhythms start as something ordinary, a pump, a stapler, a loose shutter, and are taught to dance.",
            "A tune is allowed to repeat only if something in the room has changed in the meantime.");

    private final String[] names;
    final String[] sounds;

    Worlds(String names, String... sounds) {
        this.names = names.split(",");
        this.sounds = sounds;
    }

    /** The world whose longest known word stands in the genre; the last one when there is none. */
    static Worlds of(String genre) {
        String low = ' ' + genre.toLowerCase(Locale.ROOT).replaceAll("[,/]+", " ") + ' ';
        Worlds best = ANY;
        int length = 2;
        for (Worlds world : values()) {
            for (String name : world.names) {
                if (name.length() > length && low.contains(' ' + name + ' ')) {
                    best = world;
                    length = name.length();
                }
            }
        }
        return best;
    }
}

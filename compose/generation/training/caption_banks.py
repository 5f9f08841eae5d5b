"""The word banks of the captions: tables only. Genre nouns can be counted ("a waltz"), music nouns cannot ("piano music")."""

from .. import words

BUCKET_WORDS: dict[str, tuple[str, ...]] = {
    "sacred choral": ("motet", "mass movement", "sacred choral piece", "kyrie", "church choir piece", "psalm setting",
                      "Latin church anthem", "vespers psalm", "piece of sacred polyphony"),
    words.SONG: ("art song", "lied", "song with piano", "mélodie", "Kunstlied", "song on an old poem", "piano-accompanied song"),
    words.FIDDLE: ("jig", "reel", "hornpipe", "Irish dance tune", "Celtic tune", "fiddle tune", "session tune", "folk dance",
                   "ceilidh tune", "slip jig", "Scottish dance"),
    "romantic piano": ("nocturne", "prelude", "ballade", "étude", "impromptu", "song without words", "character piece", "album leaf",
                       "piano poem", "intermezzo", "romance"),
    "vocal (secular/other)": ("madrigal", "part song", "glee", "secular vocal piece", "chanson", "villanella", "partsong"),
    "chamber / other": ("chamber piece", "trio sonata", "divertimento", "sonata movement", "chamber work", "duo", "consort piece"),
    "orchestral / choral-orchestral": ("symphonic movement", "overture", "orchestral piece", "concerto movement", "symphony movement",
                                       "symphonic poem", "piece for full orchestra"),
    words.SALON: ("mazurka", "polonaise", "krakowiak", "polka", "salon dance", "Polish dance", "oberek", "galop"),
    "organ": ("organ piece", "organ prelude", "chorale prelude", "voluntary", "postlude", "organ verset", "church prelude"),
    "carol": ("carol", "Christmas carol", "noel", "Christmas song", "Advent song", "nativity song"),
    "piano (period unknown)": ("piano piece", "keyboard piece", "piece for piano", "little piano piece"),
    "hymn/chorale": ("hymn", "chorale", "hymn tune", "congregational hymn", "Sunday hymn", "four-part chorale"),
    words.BAROQUE: ("fugue", "invention", "suite movement", "sarabande", "gigue", "two-part invention", "allemande", "toccata", "canon"),
    "parlor/traditional song (SATB)": ("parlour song", "old popular song", "traditional song", "home song", "glee-club song",
                                       "sentimental old song", "part-song for the parlour"),
    "guitar": ("guitar piece", "guitar study", "Spanish guitar piece", "piece for classical guitar", "fingerstyle piece"),
    "string quartet": ("string quartet movement", "quartet", "string quartet", "quartet for strings"),
    "classical piano": ("sonatina", "piano sonata movement", "rondo", "minuet", "sonatina movement", "bagatelle", "piano rondo"),
    "waltz": ("waltz", "valse", "ballroom waltz", "Viennese waltz", "little waltz", "concert waltz"),
    "game music": ("video game track", "level theme", "boss theme", "retro game tune", "overworld theme", "8-bit tune", "chiptune",
                   "menu loop"),
    "opera": ("aria", "opera scene", "operatic number", "opera aria", "stage duet", "operatic solo"),
    "folk (other)": ("folk song", "folk tune", "shanty", "traditional tune", "country song", "village song", "folk melody"),
    "march": ("march", "military march", "parade march", "marching tune", "quick march", "processional march"),
    "solo violin": ("violin solo", "unaccompanied violin piece", "piece for violin alone"),
    "solo cello": ("cello solo", "unaccompanied cello piece", "piece for cello alone"),
    "solo viola": ("viola solo", "unaccompanied viola piece"), "solo flute": ("flute solo", "piece for flute alone"),
    "solo recorder": ("recorder solo", "piece for recorder alone"),
    "modern piano": ("modern piano piece", "impressionist piece", "contemporary piano piece", "impressionist prelude",
                     "twentieth-century piano piece"),
    "lullaby": ("lullaby", "cradle song", "berceuse", "bedtime song", "sleep song", "good-night song"),
    "ragtime": ("rag", "ragtime piece", "cakewalk", "ragtime number", "saloon rag"),
    "blues": ("blues", "12-bar blues", "twelve-bar blues", "blues tune", "shuffle blues", "delta blues"),
    "jazz ballad": ("jazz ballad", "jazz standard", "smoky jazz tune", "late-night jazz piece", "torch song",
                    "jazz tune with a walking bass", "piano bar ballad"),
    "stride": ("stride piano piece", "Harlem stride number", "stride tune", "rent-party piano solo", "stride showpiece"),
    "boogie-woogie": ("boogie-woogie", "boogie", "boogie-woogie number", "barrelhouse boogie", "boogie piano solo"),
    "pop ballad": ("pop ballad", "power ballad", "pop song", "modern love song", "piano pop ballad", "radio ballad"),
    "ambient": ("ambient piece", "ambient soundscape", "minimal ambient track", "drone piece", "new-age piece", "atmospheric pad piece"),
    "lo-fi": ("lo-fi beat", "lofi track", "chillhop loop", "lo-fi study loop", "lo-fi piano loop"),
    "tango": ("tango", "Argentine tango", "milonga", "tango for dancing", "Buenos Aires tango"),
    "bossa nova": ("bossa nova", "bossa", "Brazilian bossa", "samba-canção", "bossa tune"),
    "cinematic": ("film score cue", "cinematic piece", "movie theme", "trailer cue", "epic film theme", "film soundtrack piece"),
    "fanfare": ("fanfare", "brass fanfare", "opening fanfare", "trumpet call", "ceremonial fanfare"),
}
BUCKET_MUSIC: dict[str, tuple[str, ...]] = {
    "sacred choral": ("sacred choral music", "church choir music", "sacred polyphony"), words.SONG: ("lieder music", "art song music"),
    words.FIDDLE: ("Irish dance music", "Celtic music", "fiddle music"), "romantic piano": ("romantic piano music", "salon piano music"),
    "vocal (secular/other)": ("madrigal singing", "secular choir music"), "chamber / other": ("chamber music",),
    "orchestral / choral-orchestral": ("orchestral music", "symphonic music"), words.SALON: ("salon dance music", "Polish dance music"),
    "organ": ("organ music", "church organ music"), "carol": ("Christmas music", "carol music"),
    "piano (period unknown)": ("piano music",), "hymn/chorale": ("hymn music", "congregational music"),
    words.BAROQUE: ("harpsichord music", "baroque counterpoint"), "parlor/traditional song (SATB)": ("parlour music",),
    "guitar": ("classical guitar music", "Spanish guitar music"), "string quartet": ("string quartet music", "quartet music"),
    "classical piano": ("classical piano music", "sonatina music"), "waltz": ("waltz music", "ballroom music"),
    "game music": ("game music", "video game music", "retro game music"), "opera": ("opera music", "operatic singing"),
    "folk (other)": ("folk music",), "march": ("marching music", "parade music", "military music"),
    "solo violin": ("solo violin music",), "solo cello": ("solo cello music",), "solo viola": ("solo viola music",),
    "solo flute": ("solo flute music",), "solo recorder": ("recorder music",),
    "modern piano": ("modern piano music", "impressionist music"), "lullaby": ("lullaby music", "sleepy cradle music"),
    "ragtime": ("ragtime music", "ragtime"), "blues": ("blues", "blues music"), "jazz ballad": ("slow jazz", "jazz ballad music"),
    "stride": ("stride piano", "Harlem stride"), "boogie-woogie": ("boogie-woogie", "boogie music"),
    "pop ballad": ("pop ballad music", "soft pop"), "ambient": ("ambient music", "minimal ambient sound"),
    "lo-fi": ("lo-fi music", "lofi hip hop", "chillhop"), "tango": ("tango music",), "bossa nova": ("bossa nova", "Brazilian lounge music"),
    "cinematic": ("film music", "cinematic music", "soundtrack music"), "fanfare": ("fanfare music", "ceremonial brass music"),
}
PLAIN_WORDS = ("piece", "tune", "composition", "song", "melody", "little piece", "short piece", "piece of music", "number")

PLAYER_WORDS: dict[str, tuple[str, ...]] = {
    "piano": ("for piano", "for solo piano", "on the piano", "for the pianoforte", "for two hands at the piano"),
    "organ": ("for organ", "on the church organ", "for pipe organ"),
    "harpsichord": ("for harpsichord", "on the harpsichord", "for cembalo"),
    "guitar": ("for guitar", "for classical guitar", "for solo guitar", "on an acoustic guitar"),
    "melody": ("as a single melody", "for one solo instrument", "as one melody line", "without accompaniment"),
    "choir": ("for choir", "for SATB choir", "for four voices", "for mixed chorus", "for a cappella choir"),
    "voice+keyboard": ("for voice and piano", "for a singer and a pianist", "for soprano and piano", "for tenor and piano"),
    "strings": ("for string quartet", "for strings", "for string trio", "for a string ensemble"),
    "winds": ("for wind quintet", "for woodwinds", "for brass quartet", "for winds", "for brass"),
    "mixed": ("for chamber ensemble", "for a mixed ensemble", "for a small ensemble", "for mixed instruments"),
}
WHO_WORDS: dict[str, tuple[str, ...]] = {
    "piano": ("piano", "solo piano", "piano only"), "organ": ("organ", "church organ"), "harpsichord": ("harpsichord",),
    "guitar": ("guitar", "classical guitar"), "melody": ("a single melody", "one melodic line", "solo line"),
    "choir": ("choir", "SATB", "four voices", "mixed choir"), "voice+keyboard": ("voice and piano", "singer with piano"),
    "strings": ("string quartet", "strings"), "winds": ("wind quintet", "woodwinds", "brass"),
    "mixed": ("chamber ensemble", "mixed ensemble"),
}
TEMPO_ADJECTIVES: dict[str, tuple[str, ...]] = {
    "<60": ("very slow", "extremely slow", "really slow", "terribly slow"), "60-71": ("slow", "rather slow", "quite slow", "slow-moving"),
    "72-83": ("unhurried", "leisurely", "moderately slow", "a bit slow"), "84-99": ("easy-going", "walking-pace", "not too slow"),
    "100-119": ("moderate", "medium-tempo", "moderately fast", "mid-tempo", "not too fast"),
    "120-139": ("lively", "brisk", "fairly fast", "upbeat", "quick"), "140-167": ("fast", "quick", "speedy", "fast-paced"),
    ">=168": ("very fast", "rapid", "breakneck", "extremely fast", "racing"),
}
ITALIAN = frozenset((
    "larghissimo", "grave", "largo", "lento", "larghetto", "adagissimo", "adagio", "adagietto", "andante", "andantino", "moderato",
    "allegretto", "allegro", "vivo", "vivace", "vivacissimo", "presto", "prestissimo", "tempo", "langsam", "lent", "lebhaft", "schnell",
))
TIME_WORDS: dict[str, tuple[str, ...]] = {
    "2/4": ("2/4", "two-four", "2/4 time", "duple time"), "3/4": ("3/4", "triple time", "three-four", "3/4 time", "three"),
    "4/4": ("4/4", "common time", "four-four", "4/4 time"), "5/4": ("5/4", "five-four", "5/4 time"), "6/4": ("6/4", "six-four"),
    "2/2": ("2/2", "cut time", "alla breve"), "3/2": ("3/2", "three-two"), "3/8": ("3/8", "three-eight"), "5/8": ("5/8", "five-eight"),
    "6/8": ("6/8", "six-eight", "6/8 time"), "7/8": ("7/8", "seven-eight"), "9/8": ("9/8", "nine-eight"), "12/8": ("12/8", "twelve-eight"),
}
DENSITY_WORDS: dict[str, tuple[str, ...]] = {
    "sparse": ("with few notes", "with long notes", "with much space", "with a simple texture", "with lots of rests"),
    "moderate": ("with a flowing line", "with a moderate number of notes", "neither bare nor crowded"),
    "busy": ("with many notes", "with running notes", "full of sixteenths", "with a busy texture", "with semiquavers all over"),
}
THICK_WORDS: dict[str, tuple[str, ...]] = {
    "sparse": ("sparse", "spacious", "uncluttered", "bare"), "moderate": ("flowing", "moderately dense"),
    "busy": ("busy", "dense", "virtuosic", "intricate", "note-heavy"),
}
LEVELS: dict[str, tuple[str, ...]] = {
    "1-3": ("very easy", "grade 1", "easy", "beginner-level", "grade 2", "grade 3", "elementary", "first-year", "not difficult", "simple"),
    "4-5": ("grade 4", "grade 5", "intermediate", "not too difficult", "not too hard", "moderately difficult", "medium-level"),
    "6": ("grade 6", "advanced", "upper-intermediate", "fairly difficult", "demanding"),
    "7-8": ("grade 7", "grade 8", "advanced", "difficult", "very difficult", "challenging", "virtuosic", "concert-level", "diploma-level"),
}
TEXTURE_ADJECTIVES: dict[str, tuple[str, ...]] = {
    "monophonic": ("monophonic", "unaccompanied", "single-line", "one-voice"),
    "chordal": ("chordal", "homophonic", "hymn-like", "chorale-like", "block-chord"),
    "melody and accompaniment": ("accompanied", "tune-and-chords"),
    "broken chords": ("arpeggiated", "rippling", "broken-chord", "harp-like"),
    "polyphonic": ("contrapuntal", "polyphonic", "fugal", "imitative", "canonic"),
}
TEXTURE_WORDS: dict[str, tuple[str, ...]] = {
    "monophonic": ("as a single line", "in one voice only", "with no chords at all", "one note at a time"),
    "chordal": ("in block chords", "with all voices moving together", "in the texture of a hymn", "in full chords"),
    "melody and accompaniment": ("with a melody over an accompaniment", "with a tune above chords", "as an accompanied melody"),
    "broken chords": ("over an Alberti bass", "with an arpeggiated accompaniment", "in broken chords", "over flowing arpeggios"),
    "polyphonic": ("in independent voices", "with voices that imitate each other", "in strict counterpoint",
                   "with a second voice that answers the first"),
}
PERIOD_WORDS: dict[str, tuple[str, ...]] = {
    "renaissance": ("renaissance", "sixteenth-century", "Tudor"), "baroque": ("baroque", "Bach-like", "early eighteenth-century"),
    "classical": ("classical", "Mozart-like", "Viennese classical"),
    "romantic": ("romantic", "nineteenth-century", "late romantic", "early romantic"),
    "modern": ("modern", "early twentieth-century", "Debussy-like"), "contemporary": ("contemporary", "present-day", "new"),
    "traditional": ("traditional", "folk-like", "old traditional"),
}
ERA_WORDS: dict[str, tuple[str, ...]] = {
    "renaissance": ("the renaissance", "the sixteenth century", "the age of the madrigal"),
    "baroque": ("the baroque era", "the time of Bach", "about 1720"), "classical": ("the classical period", "the days of Mozart", "1785"),
    "romantic": ("the romantic era", "the nineteenth century", "the days of Chopin and Schumann", "1850"),
    "modern": ("the early twentieth century", "Paris in 1910", "the age of Debussy"),
    "contemporary": ("our own day", "the twenty-first century"), "traditional": ("the folk tradition", "the villages of long ago"),
}
NOT_ADJECTIVES = frozenset((
    "happily", "happiness", "joy", "celebration", "triumph", "victory", "energy", "dancing", "adventure", "dance like", "hope", "love",
    "romantic mood", "fairy tale", "tenderly", "dolce", "serenity", "peace", "calmly", "gently", "anger", "rage", "agitato", "tension",
    "suspense", "horror", "darkness", "grief", "tragedy", "longing", "yearning", "despair", "heartbreak", "crying", "mystery",
    "minor key mood", "grave mood", "sadly", "sadness", "sorrow", "mourning", "loneliness", "nostalgia", "dream", "sleep", "meditation",
    "spiritual mood", "still", "mad", "chill", "haunted", "moving", "grieving", "light hearted", "cry",
    "cries", "cheer", "menace",
))
MORE_MOODS: dict[tuple[str, str], tuple[str, ...]] = {
    ("mid", "mid"): ("even-tempered", "matter-of-fact", "balanced", "plain-spoken", "steady", "unsentimental", "level-headed", "curious",
                     "ambiguous"),
    ("mid", "high"): ("headstrong", "breathless", "motoric", "wound-up", "pulsing"),
    ("mid", "low"): ("hazy", "half-asleep", "weightless", "inward-looking"), ("low", "mid"): ("shadowy", "foreboding", "bitter", "uneasy"),
    ("low", "low"): ("downcast", "grey", "mourning"), ("low", "high"): ("panicked", "raging", "terrified"),
    ("high", "low"): ("cuddly", "snug", "blissful"), ("high", "mid"): ("good-natured", "light-hearted", "contented", "kind"),
    ("high", "high"): ("cheeky", "jubilant", "sparkling", "exultant"),
}
VAGUE_WORDS = ("nice", "pretty", "cool", "different", "interesting", "good", "special", "unusual", "catchy", "simple but nice")
PUPILS: dict[str, tuple[str, ...]] = {
    "1-3": ("a beginner", "my youngest pupil", "a ten-year-old", "my daughter's first recital", "a first-year pupil"),
    "4-5": ("an adult learner", "my Tuesday pupil", "a shy student", "my Grade 4 class", "one of my students"),
    "6": ("an advanced student", "my Grade 6 pupil", "a keen amateur"),
    "7-8": ("my best student", "a conservatory student", "a pupil who wants to show off", "an advanced player", "a professional"),
}
SKILLS = ("legato playing", "dotted rhythms", "reading ledger lines", "even quavers", "thumb crossings", "playing softly", "counting rests",
          "broken chords", "phrasing", "hand independence", "upbeats", "playing in tune", "syncopation")
HANDS: dict[str, tuple[str, ...]] = {
    "piano": ("hands together", "both hands in five-finger position", "left hand with long notes only", "no stretches over a sixth",
              "hands separately first"),
    "guitar": ("in first position", "open strings in the bass", "no barré chords"),
    "strings": ("in first position", "no shifts", "open strings where possible"), "melody": ("no big leaps", "within an octave"),
}
STRANGERS = ("drums", "electric guitar", "synthesisers", "vocals", "a choir", "a saxophone", "trumpets", "a banjo", "an accordion")
FORM_WORDS = {"A": "one-part", "AB": "binary", "ABA": "ternary", "AABA": "song", "ABACA": "rondo", "AAB": "bar"}

ORCHESTRA = ("orchestra", "full orchestra", "a symphony orchestra")
# Words that say too much of most pieces: only the captions of single words use them.
RARE_MOODS = frozenset(("sexy", "seductive", "sensual", "military", "cool", "crazy", "funky", "groovy", "holy", "traurig",
                        "trauriges", "traurige", "ruhig", "ruhige", "fröhlich", "fröhliche", "lustig", "lustige", "triste", "joyeux",
                        "doux", "giocoso", "lacrimoso", "dolente", "doloroso", "tranquillo", "misterioso", "grazioso"))

SCENES: dict[tuple[str, str], tuple[str, ...]] = {
    ("low", "low"): (
        "a rainy night in an empty city", "an old man looking at photographs", "a grave in the snow", "the last train leaving without me",
        "a house nobody lives in any more", "grey November fog", "a letter that never came", "a widow by the window",
        "an abandoned playground", "ruins in the mist", "a ship lost at sea", "rain at night", "candles burning down in an empty church",
        "a robot left behind on a dead planet", "the last leaf on the tree", "a soldier who does not come home", "a goodbye at the harbour",
    ),
    ("low", "mid"): (
        "a detective following footprints", "a haunted castle", "a spy waiting in the shadows", "clouds gathering over the moor",
        "a dark forest full of eyes", "a cold courtroom", "a poisoned cup", "an old curse", "a wolf at the door", "a broken marriage",
        "a dungeon with dripping walls", "a ghost walking the corridor", "an argument nobody wins", "a witch at her cauldron",
        "a stranger on the stairs", "a city of thieves",
    ),
    ("low", "high"): (
        "a boss fight", "the final battle", "a storm at sea", "a car chase through narrow streets", "a city under attack",
        "a monster breaking down the door", "an avalanche", "the rage of a witch", "a burning house", "running from wolves",
        "an earthquake", "zombies everywhere", "a duel to the death", "the fall of an empire", "a shipwreck", "thunder and lightning",
    ),
    ("mid", "low"): (
        "a quiet library", "fog over the lake", "an astronaut drifting in space", "a monk copying a book", "the moon over the desert",
        "a cat asleep on the windowsill", "deep water", "snow falling at midnight", "slow clouds", "a night train", "an empty museum",
        "someone thinking of long ago", "a temple at dusk", "the last page of a book", "jellyfish in dark water", "a frozen river",
    ),
    ("mid", "mid"): (
        "a walk through the old town", "a caravan crossing the desert", "a market in a foreign country", "a clockmaker's workshop",
        "people waiting at an airport", "an inventor at work", "a city seen from a tram", "a rider on a long road",
        "a museum of strange machines", "pages turning in a diary", "a map being drawn", "the changing of the guard", "a chess game",
        "a procession through the cloister",
    ),
    ("mid", "high"): (
        "a train at full speed", "a factory of robots", "a horse race", "a chase over the rooftops", "the crossing of the rapids",
        "a fencing match", "a swarm of bees", "a countdown to launch", "an army on the move", "heavy machines", "a race against the clock",
        "a heist that nearly fails", "wind on a mountain ridge",
    ),
    ("high", "low"): (
        "a baby falling asleep", "sunrise over a calm lake", "a garden after the rain", "a mother singing by the cradle",
        "two old friends on a bench", "snow outside and a warm fire inside", "a summer evening on the porch", "clouds seen from a meadow",
        "an angel watching over a child", "first light in the mountains", "a cup of tea and a blanket", "a boat on a gentle river",
        "a holy night", "candlelight at Christmas",
    ),
    ("high", "mid"): (
        "a spring morning", "a picnic in the park", "a village fair", "a first dance", "a puppy exploring the house",
        "a walk with grandfather", "a letter with good news", "children building a snowman", "a boat trip on a sunny day",
        "a ballroom full of candles", "coming home at last", "a wedding in the country", "an afternoon in a rose garden",
        "shepherds on a hillside",
    ),
    ("high", "high"): (
        "a carnival parade", "winning the cup", "fireworks over the river", "children running into the sea", "a circus coming to town",
        "a party that never ends", "a village dance in summer", "the return of the hero", "a snowball fight", "the coronation of a queen",
        "a jump-and-run level full of coins", "a gallop home", "a pub full of dancers", "a street full of flags",
    ),
}
USES: dict[tuple[str, str], tuple[str, ...]] = {
    ("low", "low"): ("a memorial service", "a funeral", "the sad part of my short film", "a documentary about a lost village",
                     "the goodbye scene of a school play", "a video about my late grandmother", "an All Souls service"),
    ("low", "mid"): ("a murder mystery podcast", "a Halloween story", "a ghost tour", "the villain in a school play",
                     "a crime documentary", "a mystery game"),
    ("low", "high"): ("a horror game", "the battle level of my game", "a thriller trailer", "the storm scene of a puppet show",
                      "an action film", "a monster movie"),
    ("mid", "low"): ("a yoga class", "a meditation hour", "my study playlist", "a museum audio guide", "a sleep app",
                     "a slow shot of a landscape", "a poetry reading", "a waiting room"),
    ("mid", "mid"): ("a podcast about history", "a video intro", "a documentary", "a music exam", "a school concert", "a quiet café",
                     "the interval of a play", "a product video"),
    ("mid", "high"): ("a science video", "a sports report", "a workout", "a countdown timer", "a driving level", "a news opener",
                      "a coding stream"),
    ("high", "low"): ("a bedtime story", "my daughter's bedtime", "a christening", "a spa", "a slideshow of baby pictures",
                      "a candlelight dinner", "a massage practice"),
    ("high", "mid"): ("a wedding entrance", "a birthday card", "a cooking show", "a garden party", "a school assembly", "a tea dance",
                      "an advertisement for honey", "a children's audio book", "a graduation ceremony"),
    ("high", "high"): ("a birthday party", "a circus school", "a dance class", "a cheerleading routine", "a village fête",
                       "an advertisement for lemonade", "the opening of a sports day", "a New Year's Eve party",
                       "the winning screen of my game"),
}

"""Who plays: instruments, ensembles, and the words beside which neither is meant."""

INSTRUMENT_WORDS: dict[str, str] = {
    "piano": "Piano", "pianos": "Piano", "pianoforte": "Piano", "grand piano": "Piano", "keyboard": "Piano", "upright piano": "Piano",
    "fortepiano": "Piano", "harpsichord": "Harpsichord", "cembalo": "Harpsichord", "clavichord": "Harpsichord", "clavier": "Harpsichord",
    "organ": "Organ", "pipe organ": "Organ", "church organ": "Organ", "harmonium": "Organ", "harp": "Harp", "harps": "Harp",
    "guitar": "Guitar", "guitars": "Guitar", "classical guitar": "Guitar", "acoustic guitar": "Guitar", "spanish guitar": "Guitar",
    "nylon guitar": "Guitar", "lute": "Guitar", "voice": "Voice", "vocal": "Voice", "vocals": "Voice", "singer": "Voice",
    "vocalist": "Voice", "singing voice": "Voice", "soprano": "Soprano", "sopranos": "Soprano", "alto": "Alto", "altos": "Alto",
    "contralto": "Alto", "mezzo soprano": "Alto", "tenor": "Tenor", "tenors": "Tenor", "baritone": "Bass", "bass voice": "Bass",
    "bass singer": "Bass", "violin": "Violin", "violins": "Violin", "viola": "Viola", "violas": "Viola", "cello": "Cello",
    "cellos": "Cello",
    "celli": "Cello", "violoncello": "Cello", "double bass": "Double bass", "double basses": "Double bass", "contrabass": "Double bass",
    "upright bass": "Double bass", "string bass": "Double bass", "fiddle": "Fiddle", "fiddles": "Fiddle", "piccolo": "Piccolo",
    "flute": "Flute", "flutes": "Flute", "alto flute": "Flute", "tin whistle": "Flute", "whistle": "Flute", "pan flute": "Flute",
    "recorder": "Recorder", "recorders": "Recorder", "soprano recorder": "Recorder", "alto recorder": "Recorder",
    "descant recorder": "Recorder", "treble recorder": "Recorder", "oboe": "Oboe", "oboes": "Oboe", "english horn": "English horn",
    "cor anglais": "English horn", "english horns": "English horn", "saxes": "Saxophone",
    "clarinet": "Clarinet", "clarinets": "Clarinet", "bass clarinet": "Clarinet", "bassoon": "Bassoon",
    "bassoons": "Bassoon", "saxophone": "Saxophone", "saxophones": "Saxophone", "sax": "Saxophone", "alto sax": "Saxophone",
    "tenor sax": "Saxophone", "alto saxophone": "Saxophone", "tenor saxophone": "Saxophone", "soprano saxophone": "Saxophone",
    "baritone saxophone": "Saxophone", "soprano sax": "Saxophone", "horn": "Horn", "horns": "Horn", "french horn": "Horn",
    "french horns": "Horn", "trumpet": "Trumpet", "trumpets": "Trumpet", "cornet": "Trumpet", "bugle": "Trumpet", "trombone": "Trombone",
    "trombones": "Trombone", "tuba": "Tuba", "euphonium": "Trombone", "tubas": "Tuba", "piccolos": "Piccolo", "klavier": "Piano",
    "flügel": "Piano", "geige": "Violin", "violine": "Violin", "bratsche": "Viola", "kontrabass": "Double bass", "flöte": "Flute",
    "blockflöte": "Recorder", "klarinette": "Clarinet", "fagott": "Bassoon", "trompete": "Trumpet", "posaune": "Trombone", "orgel": "Organ",
    "gitarre": "Guitar", "harfe": "Harp", "gesang": "Voice", "flûte": "Flute", "hautbois": "Oboe", "clarinette": "Clarinet",
    "violon": "Violin", "violoncelle": "Cello", "contrebasse": "Double bass", "orgue": "Organ", "clavecin": "Harpsichord",
    "guitare": "Guitar", "harpe": "Harp", "trompette": "Trumpet", "voix": "Voice", "violino": "Violin", "flauto": "Flute",
    "organo": "Organ",
    "chitarra": "Guitar", "arpa": "Harp", "oboe d'amore": "Oboe", "flute d'amore": "Flute", "boy soprano": "Soprano",
    "mezzo": "Alto", "mezzosoprano": "Alto", "mezzo sopranos": "Alto", "countertenor": "Alto", "baritones": "Bass", "bass baritone": "Bass",
}

# Of a family that comes in sizes all sizes are written for its commonest member.
SIZES = ("sopranino", "soprano", "descant", "treble", "alto", "tenor", "baritone", "bass", "contrabass", "great bass")
SIZED = {
    "saxophone": "Saxophone", "sax": "Saxophone", "recorder": "Recorder", "clarinet": "Clarinet", "flute": "Flute", "trombone": "Trombone",
    "horn": "Horn", "oboe": "Oboe", "trumpet": "Trumpet",
}  # fmt: skip
INSTRUMENT_WORDS |= {
    f"{size} {name}{ending}": player for size in SIZES for name, player in SIZED.items() for ending in ("", "es" if name == "sax" else "s")
}

SATB = ("Soprano", "Alto", "Tenor", "Bass")

QUARTET = ("Violin", "Violin", "Viola", "Cello")

ENSEMBLE_WORDS: dict[str, tuple[str, ...]] = {
    "choir": SATB, "choirs": SATB, "chorus of voices": SATB, "satb": SATB, "satb choir": SATB, "choir satb": SATB, "mixed choir": SATB,
    "chamber choir": SATB, "four part choir": SATB, "4 part choir": SATB, "church choir": SATB, "a cappella": SATB, "acapella": SATB,
    "a capella": SATB, "four voices": SATB, "4 voices": SATB, "four part vocal": SATB, "vocal quartet": SATB, "four singers": SATB,
    "four part harmony": SATB,
    "men's choir": ("Tenor", "Tenor", "Bass", "Bass"), "male choir": ("Tenor", "Tenor", "Bass", "Bass"),
    "mens choir": ("Tenor", "Tenor", "Bass", "Bass"), "ttbb": ("Tenor", "Tenor", "Bass", "Bass"),
    "barbershop quartet": ("Tenor", "Tenor", "Bass", "Bass"), "women's choir": ("Soprano", "Soprano", "Alto", "Alto"),
    "womens choir": ("Soprano", "Soprano", "Alto", "Alto"), "female choir": ("Soprano", "Soprano", "Alto", "Alto"),
    "ssaa": ("Soprano", "Soprano", "Alto", "Alto"), "ssa": ("Soprano", "Soprano", "Alto"), "sab": ("Soprano", "Alto", "Bass"),
    "children's choir": ("Soprano", "Alto"), "treble choir": ("Soprano", "Soprano", "Alto"), "three voices": ("Soprano", "Alto", "Bass"),
    "two voices": ("Soprano", "Alto"), "three part choir": ("Soprano", "Alto", "Bass"), "vocal duet": ("Soprano", "Alto"),
    "string quartet": QUARTET, "strings quartet": QUARTET, "strings": QUARTET, "string ensemble": QUARTET, "quartet for strings": QUARTET,
    "string trio": ("Violin", "Viola", "Cello"), "string duo": ("Violin", "Cello"), "string quintet": (*QUARTET, "Cello"),
    "string sextet": ("Violin", "Violin", "Viola", "Viola", "Cello", "Cello"), "string orchestra": (*QUARTET, "Double bass"),
    "string section": (*QUARTET, "Double bass"), "piano trio": ("Violin", "Cello", "Piano"),
    "piano quartet": ("Violin", "Viola", "Cello", "Piano"), "piano quintet": (*QUARTET, "Piano"),
    "wind quintet": ("Flute", "Oboe", "Clarinet", "Horn", "Bassoon"), "woodwind quintet": ("Flute", "Oboe", "Clarinet", "Horn", "Bassoon"),
    "wind trio": ("Oboe", "Clarinet", "Bassoon"), "woodwind trio": ("Flute", "Clarinet", "Bassoon"),
    "wind quartet": ("Flute", "Oboe", "Clarinet", "Bassoon"), "woodwind quartet": ("Flute", "Oboe", "Clarinet", "Bassoon"),
    "woodwinds": ("Flute", "Oboe", "Clarinet", "Bassoon"), "winds": ("Flute", "Oboe", "Clarinet", "Bassoon"),
    "brass quintet": ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba"), "brass quartet": ("Trumpet", "Trumpet", "Horn", "Trombone"),
    "brass trio": ("Trumpet", "Horn", "Trombone"), "brass": ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba"),
    "brass band": ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba"), "brass ensemble": ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba"),
    "saxophone quartet": ("Saxophone",) * 4, "sax quartet": ("Saxophone",) * 4, "clarinet quartet": ("Clarinet",) * 4,
    "flute quartet": ("Flute",) * 4, "recorder quartet": ("Recorder",) * 4, "recorder trio": ("Recorder",) * 3,
    "cello quartet": ("Cello",) * 4, "horn quartet": ("Horn",) * 4, "trombone quartet": ("Trombone",) * 4,
    "guitar quartet": ("Guitar",) * 4,
    "guitar duo": ("Guitar",) * 2, "orchestra": ("Flute", "Oboe", "Clarinet", "Horn", "Violin", "Violin", "Viola", "Cello"),
    "full orchestra": ("Flute", "Oboe", "Clarinet", "Horn", "Violin", "Violin", "Viola", "Cello"),
    "symphony orchestra": ("Flute", "Oboe", "Clarinet", "Horn", "Violin", "Violin", "Viola", "Cello"),
    "chamber orchestra": ("Flute", "Oboe", "Horn", "Violin", "Violin", "Viola", "Cello", "Double bass"),
    "two hands": ("Piano",), "both hands": ("Piano",), "piano four hands": ("Piano",), "barbershop": ("Tenor", "Tenor", "Bass", "Bass"),
    "men's voices": ("Tenor", "Tenor", "Bass", "Bass"), "male voices": ("Tenor", "Tenor", "Bass", "Bass"),
    "men's chorus": ("Tenor", "Tenor", "Bass", "Bass"), "male voice choir": ("Tenor", "Tenor", "Bass", "Bass"),
    "male chorus": ("Tenor", "Tenor", "Bass", "Bass"), "women's voices": ("Soprano", "Soprano", "Alto", "Alto"),
    "women's chorus": ("Soprano", "Soprano", "Alto", "Alto"), "female voices": ("Soprano", "Soprano", "Alto", "Alto"),
    "upper voices": ("Soprano", "Soprano", "Alto"), "treble voices": ("Soprano", "Soprano", "Alto"), "children's voices": ("Soprano",
    "Alto"),
    "mixed voices": SATB, "mixed chorus": SATB, "voices": SATB, "streichquartett": QUARTET, "streicher": QUARTET, "chor": SATB,
    "quatuor à cordes": QUARTET, "cordes": QUARTET, "chœur": SATB, "string players": QUARTET, "brass players": ("Trumpet", "Trumpet",
    "Horn",
    "Trombone"), "clarinet trio": ("Clarinet",) * 3,
}

# Where a more exact ensemble or other instruments are named too, these only say what kind it is.
GENERAL_ENSEMBLES = frozenset(("choir", "choirs", "strings", "winds", "woodwinds", "brass", "voices", "orchestra", "church choir",
"a cappella",
                               "acapella", "string ensemble", "brass ensemble", "brass band", "mixed choir", "chamber choir", "chor"))

# "nylon strings" are no players, nor is "the voice of a cello".
NO_PLAYERS = frozenset(("nylon strings", "steel strings", "gut strings", "open strings", "guitar strings", "four strings", "six strings",
                        "voice of", "treble clef", "bass clef", "alto clef", "tenor clef"))

NUMBERED = frozenset(("grade", "level", "year", "opus", "op", "no", "nr", "number", "book", "volume", "lesson", "week"))

VOICE_WORDS = frozenset(("soprano", "sopranos", "alto", "altos", "tenor", "tenors", "mezzo", "baritone", "choir", "voice", "voices", "aria",
                         "song", "opera", "sing", "sings", "singer"))

NO_BASS_BEFORE = frozenset(("bar", "measure", "repeating", "repeated", "walking", "alberti", "drone", "figured", "the", "ground", "murky",
"stride", "low", "rolling", "moving", "in",
                            "boogie", "oom", "thumping", "steady", "simple", "descending", "ostinato", "pedal", "octave", "left"))

NO_BASS_AFTER = frozenset(("line", "lines", "clef", "notes", "note", "drum", "part", "figure", "pattern", "pedal", "ostinato", "octaves",
                           "tones", "moves", "walks", "goes", "is", "stays", "register", "hand"))

# "a fugue in three voices for organ": how many lines it has, not who sings.
VOICE_COUNTS = frozenset(("two voices", "three voices", "four voices", "4 voices", "four part vocal", "voices"))

LINE_WORDS = frozenset(("fugue", "fuge", "fuga", "invention", "canon", "counterpoint", "contrapuntal", "polyphonic", "ricercar",
"imitation",
                        "fugato", "fughetta"))

# A line without an instrument: the flute reads any of them.
MELODY_WORDS = ("melody", "single line", "single melody", "solo melody", "melody line", "lead sheet", "monophonic", "one line",
    "single staff",
                "tune only", "melody only", "unaccompanied melody", "single melodic line")

# What we cannot write for yet, and what is offered instead.
UNSUPPORTED: dict[str, str] = {
    "drums": "drums", "drum": "drums", "drum kit": "drums", "percussion": "percussion", "timpani": "timpani",
    "electric guitar": "electric guitar",
    "distorted guitar": "electric guitar", "bass guitar": "bass guitar", "bass guitars": "bass guitar",
    "electric bass": "bass guitar", "synth": "synthesisers",
    "synths": "synthesisers", "synthesizer": "synthesisers", "synthesiser": "synthesisers", "marimba": "marimba", "xylophone": "xylophone",
    "vibraphone": "vibraphone", "banjo": "banjo", "ukulele": "ukulele", "accordion": "accordion", "bagpipes": "bagpipes", "sitar": "sitar",
    "mandolin": "mandolin", "bandoneon": "bandoneon", "bandoneón": "bandoneon", "harmonica": "harmonica", "concertina": "concertina",
    "didgeridoo": "didgeridoo", "kazoo": "kazoo", "hurdy gurdy": "hurdy-gurdy", "steel drums": "steel drums", "handbells": "handbells",
    "cajon": "percussion", "tambourine": "percussion", "bongos": "percussion", "castanets": "percussion", "beatbox": "beatbox",
    "lap steel": "lap steel", "hammond": "electric organ", "rhodes": "electric piano", "electric piano": "electric piano",
    "celesta": "celesta", "glockenspiel": "glockenspiel", "theremin": "theremin", "808": "drum machines",
    "lyrics": "lyrics", "rap": "rap",
}

GROUP_SIZES = {"duet": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "choir": 4, "consort": 4, "ensemble": 4}

GROUPS = frozenset(("choir", "consort", "ensemble"))

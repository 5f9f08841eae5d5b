"""What kind of music: styles with what they bring along, other words for them, eras."""

from dataclasses import dataclass

FIDDLE = "celtic/fiddle dance tune (melody)"
SALON = "mazurka/polonaise/salon dance"
BAROQUE = "baroque keyboard/counterpoint"
SONG = "art song (voice+piano)"


@dataclass(frozen=True, slots=True)
class Style:
    """What a genre word brings along.

    bucket, period: values of those axes or "". time: its metre; has_metre: the word itself says so (a waltz is in three), otherwise
    only the usual choice. tempo_qpm: range. mode: usual mode or "". ensemble: a name of ENSEMBLES or "". valence, arousal: -1 to 1.
    measure_count, form: usual choice.
    """

    name: str
    bucket: str = ""
    period: str = ""
    time: str = "4/4"
    has_metre: bool = False
    tempo_qpm: tuple[int, int] = (84, 116)
    mode: str = ""
    ensemble: str = "solo piano"
    valence: float = 0.0
    arousal: float = 0.0
    measure_count: int = 16
    form: str = "ABA"


STYLES = {style.name: style for style in (
    Style("waltz", "waltz", "romantic", "3/4", True, (126, 168), "major", "solo piano", .35, .2, 32, "AABA"),
    Style("mazurka", SALON, "romantic", "3/4", True, (116, 144), "", "solo piano", .1, .2, 32, "AABA"),
    Style("polonaise", SALON, "romantic", "3/4", True, (88, 104), "major", "solo piano", .3, .4, 32, "ABA"),
    Style("krakowiak", SALON, "romantic", "2/4", True, (112, 132), "major", "solo piano", .5, .5, 32, "AABB"),
    Style("oberek", SALON, "romantic", "3/8", True, (150, 180), "major", "solo piano", .5, .6, 32, "AABB"),
    Style("polka", SALON, "romantic", "2/4", True, (108, 126), "major", "solo piano", .6, .6, 32, "AABB"),
    Style("galop", SALON, "romantic", "2/4", True, (138, 160), "major", "solo piano", .6, .8, 32, "AABB"),
    Style("ländler", SALON, "classical", "3/4", True, (100, 126), "major", "solo piano", .4, .1, 16, "AABB"),
    Style("contredanse", SALON, "classical", "2/4", True, (100, 120), "major", "solo piano", .5, .4, 16, "AABB"),
    Style("nocturne", "romantic piano", "romantic", "4/4", False, (58, 76), "", "solo piano", -.1, -.5, 32, "ABA"),
    Style("ballade", "romantic piano", "romantic", "6/8", False, (84, 112), "minor", "solo piano", -.2, .1, 32, "ABA"),
    Style("étude", "romantic piano", "romantic", "4/4", False, (108, 144), "", "solo piano", .0, .5, 24, "ABA"),
    Style("prelude", "romantic piano", "", "4/4", False, (72, 108), "", "solo piano", -.05, .0, 16, "AB"),
    Style("impromptu", "romantic piano", "romantic", "4/4", False, (100, 132), "", "solo piano", .1, .2, 32, "ABA"),
    Style("intermezzo", "romantic piano", "romantic", "4/4", False, (66, 92), "", "solo piano", -.1, -.3, 32, "ABA"),
    Style("romance", "romantic piano", "romantic", "4/4", False, (66, 92), "", "solo piano", .1, -.3, 24, "ABA"),
    Style("song without words", "romantic piano", "romantic", "4/4", False, (72, 100), "major", "solo piano", .2, -.2, 24, "ABA"),
    Style("elegy", "romantic piano", "romantic", "4/4", False, (50, 66), "minor", "solo piano", -.7, -.5, 24, "ABA"),
    Style("lament", "romantic piano", "", "4/4", False, (50, 66), "minor", "solo piano", -.7, -.5, 16, "AB"),
    Style("barcarolle", "romantic piano", "romantic", "6/8", True, (72, 100), "", "solo piano", .0, -.3, 32, "ABA"),
    Style("scherzo", "romantic piano", "romantic", "3/4", True, (160, 192), "", "solo piano", .2, .7, 32, "ABA"),
    Style("rhapsody", "romantic piano", "romantic", "4/4", False, (84, 132), "minor", "solo piano", .0, .5, 32, "ABAC"),
    Style("fantasia", "romantic piano", "", "4/4", False, (72, 108), "minor", "solo piano", -.2, .1, 32, "ABC"),
    Style("bagatelle", "classical piano", "classical", "3/4", False, (92, 120), "major", "solo piano", .2, .1, 16, "ABA"),
    Style("album leaf", "romantic piano", "romantic", "3/4", False, (72, 100), "", "solo piano", .1, -.3, 16, "ABA"),
    Style("serenade", "romantic piano", "romantic", "3/4", False, (76, 104), "major", "solo piano", .4, -.2, 24, "ABA"),
    Style("pastorale", "romantic piano", "", "6/8", False, (80, 110), "major", "solo piano", .5, -.4, 24, "ABA"),
    Style("humoresque", "romantic piano", "romantic", "2/4", False, (100, 126), "major", "solo piano", .6, .3, 32, "ABA"),
    Style("arabesque", "romantic piano", "romantic", "4/4", False, (92, 120), "major", "solo piano", .3, .1, 24, "ABA"),
    Style("variations", "classical piano", "classical", "2/4", False, (88, 108), "major", "solo piano", .3, .0, 32, "AABB"),
    Style("sonata", "classical piano", "classical", "4/4", False, (112, 138), "major", "solo piano", .3, .3, 32, "ABA"),
    Style("sonatina", "classical piano", "classical", "4/4", False, (108, 132), "major", "solo piano", .5, .3, 24, "ABA"),
    Style("rondo", "classical piano", "classical", "2/4", False, (112, 138), "major", "solo piano", .5, .4, 40, "ABACA"),
    Style("minuet", "classical piano", "classical", "3/4", True, (100, 126), "major", "solo piano", .4, .0, 16, "AABB"),
    Style("divertimento", "chamber / other", "classical", "4/4", False, (108, 132), "major", "string quartet", .5, .3, 32, "ABA"),
    Style("overture", "orchestral / choral-orchestral", "classical", "4/4", False, (116, 144), "major", "string quartet", .4, .6, 32,
    "ABA"),
    Style("symphony", "orchestral / choral-orchestral", "classical", "4/4", False, (108, 138), "", "string quartet", .2, .5, 32, "ABA"),
    Style("concerto", "orchestral / choral-orchestral", "", "4/4", False, (108, 132), "", "violin and piano", .2, .4, 32, "ABA"),
    Style("cinematic", "cinematic", "contemporary", "4/4", False, (72, 110), "minor", "", -.1, .3, 32, "AABA"),
    Style("fugue", BAROQUE, "baroque", "4/4", False, (72, 96), "minor", "solo harpsichord", -.1, .1, 24, "ABC"),
    Style("canon", BAROQUE, "baroque", "4/4", False, (72, 96), "major", "solo harpsichord", .2, .0, 24, "ABC"),
    Style("invention", BAROQUE, "baroque", "4/4", False, (80, 104), "", "solo harpsichord", .1, .2, 24, "ABA"),
    Style("toccata", BAROQUE, "baroque", "4/4", False, (96, 126), "minor", "solo organ", -.1, .6, 24, "ABC"),
    Style("partita", BAROQUE, "baroque", "4/4", False, (84, 112), "", "solo harpsichord", .1, .2, 24, "AABB"),
    Style("suite", BAROQUE, "baroque", "4/4", False, (84, 112), "", "solo harpsichord", .1, .2, 24, "AABB"),
    Style("allemande", BAROQUE, "baroque", "4/4", True, (66, 84), "", "solo harpsichord", .0, -.1, 24, "AABB"),
    Style("courante", BAROQUE, "baroque", "3/4", True, (108, 132), "", "solo harpsichord", .2, .4, 24, "AABB"),
    Style("sarabande", BAROQUE, "baroque", "3/4", True, (56, 72), "minor", "solo harpsichord", -.3, -.5, 24, "AABB"),
    Style("gigue", BAROQUE, "baroque", "6/8", True, (126, 160), "", "solo harpsichord", .4, .6, 24, "AABB"),
    Style("gavotte", BAROQUE, "baroque", "2/2", True, (120, 144), "major", "solo harpsichord", .4, .3, 16, "AABB"),
    Style("bourrée", BAROQUE, "baroque", "2/2", True, (132, 160), "", "solo harpsichord", .3, .5, 16, "AABB"),
    Style("siciliana", BAROQUE, "baroque", "6/8", True, (66, 90), "minor", "flute and piano", -.2, -.5, 16, "AABB"),
    Style("chaconne", BAROQUE, "baroque", "3/4", True, (60, 80), "minor", "solo harpsichord", -.3, .0, 32, "AABB"),
    Style("passacaglia", BAROQUE, "baroque", "3/4", True, (60, 80), "minor", "solo organ", -.3, .0, 32, "AABB"),
    Style("chorale", "hymn/chorale", "baroque", "4/4", False, (66, 84), "", "choir (SATB)", .0, -.3, 16, "AAB"),
    Style("chorale prelude", "organ", "baroque", "4/4", False, (60, 80), "", "solo organ", -.1, -.2, 24, "ABC"),
    Style("hymn", "hymn/chorale", "", "4/4", False, (80, 100), "major", "choir (SATB)", .4, -.2, 16, "AABA"),
    Style("anthem", "hymn/chorale", "", "4/4", False, (84, 104), "major", "choir (SATB)", .6, .3, 16, "AABA"),
    Style("spiritual", "hymn/chorale", "traditional", "4/4", False, (72, 100), "major", "choir (SATB)", .1, .0, 16, "AABA"),
    Style("gospel", "hymn/chorale", "", "12/8", False, (66, 96), "major", "choir (SATB)", .6, .3, 16, "AABA"),
    Style("carol", "carol", "traditional", "4/4", False, (96, 120), "major", "choir (SATB)", .6, .1, 16, "AABA"),
    Style("motet", "sacred choral", "renaissance", "2/2", False, (88, 112), "", "choir (SATB)", .0, -.3, 32, "ABC"),
    Style("mass", "sacred choral", "", "4/4", False, (72, 100), "", "choir (SATB)", .0, -.2, 32, "ABA"),
    Style("requiem", "sacred choral", "romantic", "4/4", False, (50, 70), "minor", "choir (SATB)", -.7, -.2, 32, "ABA"),
    Style("psalm", "sacred choral", "renaissance", "4/4", False, (76, 100), "", "choir (SATB)", .0, -.3, 16, "AB"),
    Style("chant", "sacred choral", "renaissance", "4/4", False, (72, 96), "minor", "solo voice", -.1, -.6, 16, "ABC"),
    Style("sacred", "sacred choral", "", "4/4", False, (66, 92), "", "choir (SATB)", .1, -.3, 24, "ABA"),
    Style("madrigal", "vocal (secular/other)", "renaissance", "4/4", False, (92, 120), "", "choir (SATB)", .2, .0, 24, "ABC"),
    Style("glee", "vocal (secular/other)", "classical", "4/4", False, (92, 120), "major", "choir (SATB)", .6, .3, 16, "AABA"),
    Style("barbershop", "vocal (secular/other)", "traditional", "4/4", False, (84, 112), "major", "barbershop", .6, .2, 16, "AABA"),
    Style("art song", SONG, "romantic", "4/4", False, (66, 100), "", "voice and piano", .0, -.1, 24, "ABA"),
    Style("parlour song", "parlor/traditional song (SATB)", "romantic", "4/4", False, (84, 108), "major", "voice and piano", .4, .0, 16,
          "AABA"),
    Style("aria", "opera", "classical", "4/4", False, (66, 100), "", "voice and piano", .0, .1, 32, "ABA"),
    Style("opera", "opera", "classical", "4/4", False, (80, 120), "", "voice and piano", .1, .3, 32, "ABA"),
    Style("vocalise", SONG, "romantic", "4/4", False, (58, 80), "minor", "voice and piano", -.2, -.4, 24, "ABA"),
    Style("lullaby", "lullaby", "", "6/8", False, (60, 80), "major", "solo piano", .3, -.8, 16, "AABA"),
    Style("march", "march", "romantic", "4/4", True, (108, 120), "major", "solo piano", .4, .6, 32, "AABA"),
    Style("funeral march", "march", "romantic", "4/4", True, (50, 64), "minor", "solo piano", -.8, -.3, 24, "ABA"),
    Style("wedding march", "march", "romantic", "4/4", True, (88, 108), "major", "solo organ", .7, .4, 24, "ABA"),
    Style("fanfare", "fanfare", "", "4/4", False, (104, 120), "major", "brass quintet", .6, .8, 8, "A"),
    Style("jig", FIDDLE, "traditional", "6/8", True, (150, 180), "", "solo fiddle", .5, .7, 16, "AABB"),
    Style("slip jig", FIDDLE, "traditional", "9/8", True, (150, 180), "", "solo fiddle", .5, .6, 16, "AABB"),
    Style("slide", FIDDLE, "traditional", "12/8", True, (180, 210), "", "solo fiddle", .5, .7, 16, "AABB"),
    Style("reel", FIDDLE, "traditional", "4/4", True, (180, 216), "", "solo fiddle", .5, .8, 16, "AABB"),
    Style("hornpipe", FIDDLE, "traditional", "4/4", True, (132, 160), "major", "solo fiddle", .5, .5, 16, "AABB"),
    Style("strathspey", FIDDLE, "traditional", "4/4", True, (116, 132), "", "solo fiddle", .4, .4, 16, "AABB"),
    Style("irish air", FIDDLE, "traditional", "3/4", False, (60, 84), "", "solo fiddle", -.1, -.5, 16, "AABA"),
    Style("folk dance", FIDDLE, "traditional", "2/4", False, (112, 138), "", "solo fiddle", .5, .6, 16, "AABB"),
    Style("folk", "folk (other)", "traditional", "4/4", False, (88, 116), "", "voice and piano", .2, .0, 16, "AABA"),
    Style("sea shanty", "folk (other)", "traditional", "6/8", False, (132, 160), "", "solo voice", .4, .5, 16, "AABA"),
    Style("children's song", "folk (other)", "traditional", "4/4", False, (100, 120), "major", "solo voice", .8, .2, 8, "AABA"),
    Style("ragtime", "ragtime", "modern", "2/4", True, (88, 108), "major", "solo piano", .7, .5, 32, "AABB"),
    Style("cakewalk", "ragtime", "modern", "2/4", True, (92, 112), "major", "solo piano", .7, .5, 32, "AABB"),
    Style("blues", "blues", "modern", "4/4", False, (76, 104), "major", "solo piano", -.2, .0, 12, "A"),
    Style("jazz", "jazz ballad", "modern", "4/4", False, (108, 144), "", "solo piano", .3, .3, 32, "AABA"),
    Style("jazz ballad", "jazz ballad", "modern", "4/4", False, (54, 80), "", "solo piano", .0, -.4, 32, "AABA"),
    Style("stride", "stride", "modern", "4/4", False, (120, 176), "major", "solo piano", .6, .6, 32, "AABA"),
    Style("swing", "stride", "modern", "4/4", False, (126, 168), "major", "solo piano", .6, .6, 32, "AABA"),
    Style("boogie-woogie", "boogie-woogie", "modern", "4/4", False, (138, 168), "major", "solo piano", .6, .8, 12, "A"),
    Style("bossa nova", "bossa nova", "modern", "4/4", False, (112, 138), "", "solo guitar", .3, -.1, 32, "AABA"),
    Style("tango", "tango", "modern", "2/4", True, (60, 72), "minor", "solo piano", -.2, .4, 32, "AABA"),
    Style("habanera", SALON, "romantic", "2/4", True, (58, 72), "minor", "solo piano", .0, .1, 32, "AABA"),
    Style("bolero", SALON, "romantic", "3/4", True, (72, 92), "", "solo piano", .0, .1, 32, "AABA"),
    Style("tarantella", SALON, "romantic", "6/8", True, (168, 200), "minor", "solo piano", .2, .9, 32, "AABB"),
    Style("csárdás", SALON, "romantic", "2/4", True, (116, 160), "minor", "violin and piano", .2, .7, 32, "AABB"),
    Style("flamenco", "guitar", "traditional", "3/4", False, (112, 144), "minor", "solo guitar", -.1, .7, 24, "ABAC"),
    Style("ballad", "pop ballad", "contemporary", "4/4", False, (62, 80), "", "solo piano", -.1, -.4, 32, "AABA"),
    Style("pop ballad", "pop ballad", "contemporary", "4/4", False, (62, 84), "", "solo piano", .0, -.3, 32, "ABAB"),
    Style("pop", "pop ballad", "contemporary", "4/4", False, (92, 120), "major", "solo piano", .4, .2, 32, "ABAB"),
    Style("rock", "game music", "contemporary", "4/4", False, (112, 144), "minor", "solo piano", .1, .8, 32, "ABAB"),
    Style("metal", "game music", "contemporary", "4/4", False, (132, 176), "minor", "solo piano", -.5, .95, 32, "ABAB"),
    Style("ambient", "ambient", "contemporary", "4/4", False, (54, 72), "major", "solo piano", .1, -.85, 24, "A"),
    Style("lo-fi", "lo-fi", "contemporary", "4/4", False, (70, 86), "minor", "solo piano", .0, -.5, 16, "AABA"),
    Style("minimalist", "modern piano", "contemporary", "4/4", False, (96, 126), "", "solo piano", .0, -.1, 32, "ABA"),
    Style("new age", "ambient", "contemporary", "4/4", False, (60, 84), "major", "solo piano", .3, -.6, 32, "AABA"),
    Style("video game", "game music", "contemporary", "4/4", False, (112, 150), "", "solo piano", .3, .5, 16, "AABB"),
    Style("theme tune", "game music", "contemporary", "4/4", False, (100, 126), "major", "solo piano", .4, .4, 16, "AABA"),
    Style("chamber music", "chamber / other", "classical", "4/4", False, (84, 120), "", "string quartet", .1, .1, 32, "ABA"),
    Style("exercise", "classical piano", "", "4/4", False, (72, 100), "major", "solo piano", .2, .0, 8, "A"),
    Style("impressionist", "modern piano", "modern", "4/4", False, (60, 84), "major", "solo piano", .1, -.5, 24, "ABA"),
)}

# Other words for a style.
GENRES: dict[str, str] = {name.replace("-", " "): name for name in STYLES} | {
    "waltzes": "waltz", "valse": "waltz", "mazurkas": "mazurka", "mazur": "mazurka", "kujawiak": "mazurka", "polonez": "polonaise",
    "landler": "ländler", "etude": "étude", "piano study": "étude", "preludes": "prelude", "praeludium": "prelude",
    "elegie": "elegy", "elegiac": "elegy", "threnody": "lament", "dirge": "funeral march", "gondola song": "barcarolle",
    "fantasy for piano": "fantasia", "fantasie": "fantasia", "albumblatt": "album leaf", "variation": "variations",
    "theme and variations": "variations", "sonata movement": "sonata", "menuet": "minuet", "minuetto": "minuet", "menuett": "minuet",
    "symphonic": "symphony", "orchestral": "symphony", "film score": "cinematic", "film music": "cinematic", "movie score": "cinematic",
    "movie soundtrack": "cinematic", "soundtrack": "cinematic", "film": "cinematic", "movie": "cinematic", "trailer": "cinematic",
    "fugal": "fugue", "fugato": "fugue", "fughetta": "fugue", "counterpoint study": "invention", "two part invention": "invention",
    "canonic": "canon", "choral prelude": "chorale prelude", "organ prelude": "chorale prelude", "bourree": "bourrée",
    "siciliano": "siciliana", "sicilienne": "siciliana", "hymns": "hymn", "hymnal": "hymn", "hymn tune": "hymn", "church hymn": "hymn",
    "national anthem": "anthem", "chorales": "chorale", "choral": "chorale", "four part harmony": "chorale", "bach chorale": "chorale",
    "christmas carol": "carol", "christmas": "carol", "christmas song": "carol", "carols": "carol", "noel": "carol", "xmas": "carol",
    "church music": "sacred", "sacred music": "sacred", "liturgical": "sacred", "kyrie": "mass", "gloria": "mass", "sanctus": "mass",
    "agnus dei": "mass", "ave maria": "motet", "gregorian chant": "chant", "plainchant": "chant", "plainsong": "chant",
    "for church": "sacred", "for the church": "sacred", "church service": "sacred", "church piece": "sacred", "art songs": "art song",
    "lied": "art song", "lieder": "art song", "mélodie": "art song",
    "parlor song": "parlour song", "operatic": "opera", "cradle song": "lullaby", "berceuse": "lullaby", "wiegenlied": "lullaby",
    "lullabies": "lullaby", "bedtime song": "lullaby", "marches": "march", "marching": "march",
    "military march": "march", "marching band": "march", "marche funebre": "funeral march", "death march": "funeral march",
    "jigs": "jig", "irish jig": "jig", "reels": "reel", "irish reel": "reel", "scottish reel": "reel", "hornpipes": "hornpipe",
    "slow air": "irish air", "irish": "folk dance", "celtic": "folk dance", "scottish": "folk dance", "fiddle tune": "folk dance",
    "irish dance": "folk dance", "country dance": "folk dance", "barn dance": "folk dance", "ceilidh": "folk dance", "folky": "folk",
    "folk song": "folk", "folk tune": "folk", "folksong": "folk", "traditional song": "folk", "folkish": "folk", "shanty": "sea shanty",
    "shanties": "sea shanty", "nursery rhyme": "children's song", "children's tune": "children's song", "kids song": "children's song",
    "childrens song": "children's song", "rag": "ragtime", "rags": "ragtime", "bluesy": "blues", "12 bar blues": "blues",
    "twelve bar blues": "blues", "shuffle": "blues", "blues shuffle": "blues", "jazzy": "jazz", "bebop": "jazz", "swinging": "swing",
    "boogie woogie": "boogie-woogie",
    "boogie": "boogie-woogie", "stride piano": "stride",
    "bossa": "bossa nova", "samba": "bossa nova", "tangos": "tango", "czardas": "csárdás",
    "ballads": "ballad", "power ballad": "ballad", "love song": "ballad", "torch song": "jazz ballad",
    "jazz standard": "jazz ballad", "slow jazz": "jazz ballad", "pop song": "pop", "pop tune": "pop",
    "popular song": "pop", "rock song": "rock", "heavy metal": "metal", "lofi": "lo-fi", "lo fi": "lo-fi", "chillhop": "lo-fi",
    "minimalism": "minimalist", "minimal music": "minimalist", "drone": "ambient", "atmospheric": "ambient", "chillout": "ambient",
    "game music": "video game", "videogame": "video game", "game": "video game", "rpg": "video game", "8 bit": "video game",
    "chiptune": "video game", "retro game": "video game", "platformer": "video game", "theme song": "theme tune",
    "opening theme": "theme tune", "boss fight": "video game", "boss battle": "video game",
    "boss theme": "video game", "final boss": "video game",
    "chamber": "chamber music", "sight reading exercise": "exercise", "sight reading": "exercise",
    "technical exercise": "exercise", "exercises": "exercise", "impressionistic": "impressionist", "impressionism": "impressionist",
    "song without word": "song without words", "songs without words": "song without words", "nocturnes": "nocturne", "notturno": "nocturne",
    "scherzando": "scherzo", "rondeau": "rondo", "scherzi": "scherzo", "romanza": "romance", "intermezzi": "intermezzo",
    "motets": "motet", "madrigals": "madrigal", "psalms": "psalm", "requiem mass": "requiem", "toccatas": "toccata", "fugues": "fugue",
    "a study": "étude", "study in": "étude", "study for": "étude", "study on": "étude", "guitar study": "étude", "violin study": "étude",
    "concert study": "étude", "finger study": "étude", "studies": "étude", "walzer": "waltz", "valzer": "waltz", "vals": "waltz",
    "marsch": "march", "menuette": "minuet",
    "volkslied": "folk", "choral piece": "sacred", "trauermarsch": "funeral march", "marcia funebre": "funeral march",
    "marche funèbre": "funeral march", "ballade for": "ballade", "villancico": "carol",
    "villancicos": "carol", "marcia": "march", "ninna nanna": "lullaby", "serenata": "serenade", "préludes": "prelude",
    "prélude": "prelude",
    "gospel song": "gospel", "spirituals": "spiritual", "fanfares": "fanfare", "sonatinas": "sonatina", "inventions": "invention",
}

# Words that name a kind of piece only beside others of its world.
UNSURE_GENRES = {"slide": frozenset(("irish", "kerry", "fiddle", "whistle", "reel", "jig", "celtic", "ceilidh", "tune", "12/8"))}

ERAS: dict[str, str] = {
    "medieval": "renaissance", "renaissance": "renaissance", "tudor": "renaissance", "elizabethan": "renaissance",
    "sixteenth century": "renaissance", "16th century": "renaissance", "baroque": "baroque", "17th century": "baroque",
    "seventeenth century": "baroque", "classical": "classical", "classical era": "classical", "classical period": "classical",
    "viennese": "classical", "galant": "classical", "rococo": "classical", "18th century": "classical", "eighteenth century": "classical",
    "romantic era": "romantic", "romantic period": "romantic", "romantic style": "romantic", "late romantic": "romantic",
    "early romantic": "romantic", "romantic": "romantic", "romanticism": "romantic", "19th century": "romantic",
    "nineteenth century": "romantic", "victorian": "romantic", "modern": "modern", "modernist": "modern", "20th century": "modern",
    "twentieth century": "modern", "neoclassical": "modern", "atonal": "modern", "1920s": "modern", "1930s": "modern",
    "contemporary": "contemporary", "21st century": "contemporary", "today's": "contemporary", "traditional": "traditional",
    "folk like": "traditional", "old time": "traditional",
}

"""The words the site understands: tables only, so that adding a word never touches code.

Phrases are lower case, with hyphens written as spaces; the reader always takes the longest phrase that matches.
"""

from dataclasses import dataclass

# ---------------------------------------------------------------- tempo, in quarter notes per minute: lowest, usual, highest
TEMPOS: dict[str, tuple[int, int, int]] = {
    "larghissimo": (30, 34, 40), "grave": (30, 40, 46), "largo": (40, 50, 60), "lento": (45, 54, 60), "larghetto": (60, 63, 68),
    "adagissimo": (40, 44, 50), "adagio": (55, 64, 74), "adagietto": (66, 70, 76), "andante": (74, 84, 98), "andantino": (78, 90, 104),
    "andante con moto": (84, 92, 100), "moderato": (96, 106, 116), "allegretto": (104, 112, 120), "allegro moderato": (112, 116, 124),
    "allegro": (120, 132, 156), "allegro con brio": (132, 144, 156), "allegro molto": (138, 150, 164), "molto allegro": (138, 150, 164),
    "allegro vivace": (138, 150, 164), "allegro assai": (138, 150, 164), "allegro ma non troppo": (112, 120, 128),
    "allegro non troppo": (112, 120, 128), "adagio ma non troppo": (60, 66, 74), "andante sostenuto": (69, 76, 84),
    "con moto": (84, 96, 108), "con brio": (132, 144, 156), "vivo": (140, 152, 168), "vivace": (140, 156, 168),
    "vivacissimo": (168, 172, 180), "presto": (168, 180, 200), "prestissimo": (200, 208, 230), "tempo di marcia": (112, 116, 120),
    "langsam": (50, 60, 70), "lent": (50, 60, 70), "lebhaft": (120, 138, 156), "schnell": (140, 156, 176),
    "very slow": (40, 50, 58), "extremely slow": (32, 42, 50), "really slow": (40, 50, 58), "super slow": (36, 44, 52),
    "very slowly": (40, 50, 58), "so slow": (40, 50, 58), "slow": (54, 64, 72), "slowly": (54, 64, 72), "slow moving": (54, 64, 72),
    "slow paced": (54, 64, 72), "slow tempo": (54, 64, 72), "low tempo": (54, 64, 72), "downtempo": (60, 72, 84),
    "rather slow": (60, 68, 76), "fairly slow": (60, 68, 76), "quite slow": (56, 66, 74), "a bit slow": (66, 72, 82),
    "a little slow": (66, 72, 82), "moderately slow": (66, 74, 84), "unhurried": (66, 76, 88), "leisurely": (66, 76, 88),
    "not too slow": (78, 88, 104), "walking pace": (76, 88, 100), "walking tempo": (76, 88, 100), "moderate": (92, 104, 116),
    "moderate tempo": (92, 104, 116), "medium tempo": (92, 104, 116), "mid tempo": (92, 104, 116), "midtempo": (92, 104, 116),
    "moderately": (92, 104, 116), "medium pace": (92, 104, 116), "medium speed": (92, 104, 116), "moderate pace": (92, 104, 116),
    "moderate speed": (92, 104, 116), "not too fast": (92, 104, 116), "moderately fast": (112, 120, 132), "fairly fast": (116, 126, 138),
    "rather fast": (120, 130, 144), "quite fast": (124, 136, 150), "a bit fast": (112, 122, 134), "fast": (124, 144, 166),
    "fast paced": (124, 144, 166), "fast tempo": (124, 144, 166), "high tempo": (124, 144, 166), "quick": (120, 138, 160),
    "quickly": (120, 138, 160), "brisk": (116, 128, 144), "briskly": (116, 128, 144), "lively": (116, 132, 150),
    "up tempo": (120, 136, 156), "uptempo": (120, 136, 156), "upbeat": (112, 128, 148), "speedy": (140, 156, 172), "rapid": (144, 160, 180),
    "very fast": (168, 180, 200), "very quick": (160, 172, 190), "really fast": (164, 176, 200), "extremely fast": (180, 200, 230),
    "slowish": (60, 72, 84), "fastish": (112, 126, 140), "dead slow": (32, 42, 52), "painfully slow": (32, 42, 52),
    "mäßig": (84, 96, 112), "mässig": (84, 96, 112), "ziemlich langsam": (54, 66, 76), "sehr langsam": (36, 46, 54),
    "bewegt": (100, 116, 132),
    "mäßig bewegt": (88, 100, 116), "sehr schnell": (168, 180, 200), "rasch": (132, 148, 168), "schneller": (140, 156, 176),
    "vif": (132, 148, 168),
    "rapide": (140, 156, 176), "modéré": (92, 104, 116), "très lent": (36, 46, 54), "très vif": (152, 168, 184), "mesto": (50, 60, 70),
    "maestoso": (72, 84, 96), "larghetto cantabile": (60, 63, 68), "tempo giusto": (88, 104, 116), "super fast": (176, 192, 220),
    "breakneck": (184, 200, 230), "as fast as possible": (200, 216, 240), "as fast as you can": (200, 216, 240),
    "as slow as possible": (30, 38, 50), "as slow as you can": (30, 38, 50), "so fast": (164, 176, 200),
}

# The note that a metronome mark counts, in quarter notes.
METRONOME_NOTES = {
    "dotted half note": 3.0, "dotted half": 3.0, "half note": 2.0, "half": 2.0, "minim": 2.0, "dotted quarter note": 1.5,
    "dotted quarter": 1.5, "dotted crotchet": 1.5, "quarter note": 1.0, "quarter": 1.0, "crotchet": 1.0, "1/4": 1.0, "1/8": 0.5, "1/2": 2.0,
    "eighth note": 0.5, "eighth": 0.5, "quaver": 0.5, "m.m.": 1.0, "mm": 1.0, "bpm": 1.0, "tempo": 1.0, "♩.": 1.5, "♩": 1.0, "♪": 0.5,
    "q": 1.0, "metronome": 1.0, "metronome mark": 1.0, "speed": 1.0, "steady": 1.0, "quarter notes": 1.0, "quarters": 1.0, "crotchets": 1.0,
    "half notes": 2.0, "minims": 2.0, "eighth notes": 0.5, "eighths": 0.5, "quavers": 0.5,
}

# ---------------------------------------------------------------- metre
METRES: dict[str, str] = {
    "common time": "4/4", "cut time": "2/2", "cut common": "2/2", "alla breve": "2/2", "triple time": "3/4", "triple meter": "3/4",
    "triple metre": "3/4", "duple time": "2/4", "duple meter": "2/4", "duple metre": "2/4", "quadruple time": "4/4", "waltz time": "3/4",
    "march time": "4/4", "three four": "3/4", "three four time": "3/4", "four four": "4/4", "four four time": "4/4", "two four": "2/4",
    "two four time": "2/4", "six eight": "6/8", "six eight time": "6/8", "three eight": "3/8", "three eight time": "3/8",
    "nine eight": "9/8", "nine eight time": "9/8", "twelve eight": "12/8", "twelve eight time": "12/8", "five four": "5/4",
    "five four time": "5/4", "seven eight": "7/8", "seven eight time": "7/8", "five eight": "5/8", "six four time": "6/4",
    "two two time": "2/2", "three two time": "3/2", "three quarter time": "3/4", "compound duple": "6/8", "compound time": "6/8",
    "compound triple": "9/8", "compound meter": "6/8", "compound metre": "6/8", "in threes": "3/4", "waltz like": "3/4",
    "waltz feel": "3/4", "waltz rhythm": "3/4",
}

# ---------------------------------------------------------------- genres
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

# Composer -> (period, bucket). Named only to place a style; nothing of theirs is copied.
COMPOSERS: dict[str, tuple[str, str]] = {
    "palestrina": ("renaissance", "sacred choral"), "byrd": ("renaissance", "sacred choral"), "tallis": ("renaissance", "sacred choral"),
    "josquin": ("renaissance", "sacred choral"), "lassus": ("renaissance", "sacred choral"), "victoria": ("renaissance", "sacred choral"),
    "dowland": ("renaissance", "guitar"), "gesualdo": ("renaissance", "vocal (secular/other)"),
    "marenzio": ("renaissance", "vocal (secular/other)"), "monteverdi": ("baroque", "vocal (secular/other)"), "bach": ("baroque", BAROQUE),
    "js bach": ("baroque", BAROQUE), "johann sebastian bach": ("baroque", BAROQUE), "handel": ("baroque", BAROQUE),
    "händel": ("baroque", BAROQUE), "vivaldi": ("baroque", "chamber / other"), "corelli": ("baroque", "chamber / other"),
    "telemann": ("baroque", "chamber / other"), "purcell": ("baroque", "vocal (secular/other)"), "scarlatti": ("baroque", BAROQUE),
    "couperin": ("baroque", BAROQUE), "rameau": ("baroque", BAROQUE), "pachelbel": ("baroque", "organ"), "buxtehude": ("baroque", "organ"),
    "mozart": ("classical", "classical piano"), "haydn": ("classical", "string quartet"), "beethoven": ("classical", "classical piano"),
    "clementi": ("classical", "classical piano"), "kuhlau": ("classical", "classical piano"), "diabelli": ("classical", "classical piano"),
    "czerny": ("classical", "classical piano"), "salieri": ("classical", "opera"), "boccherini": ("classical", "string quartet"),
    "sor": ("classical", "guitar"), "giuliani": ("classical", "guitar"), "carulli": ("classical", "guitar"),
    "carcassi": ("classical", "guitar"), "chopin": ("romantic", "romantic piano"), "schubert": ("romantic", SONG),
    "schumann": ("romantic", "romantic piano"), "clara schumann": ("romantic", "romantic piano"), "brahms": ("romantic", "romantic piano"),
    "liszt": ("romantic", "romantic piano"), "mendelssohn": ("romantic", "romantic piano"), "fanny hensel": ("romantic", SONG),
    "hugo wolf": ("romantic", SONG), "grieg": ("romantic", "romantic piano"), "tchaikovsky": ("romantic", "romantic piano"),
    "chaikovsky": ("romantic", "romantic piano"), "dvorak": ("romantic", "string quartet"), "dvořák": ("romantic", "string quartet"),
    "faure": ("romantic", SONG), "fauré": ("romantic", SONG), "chaminade": ("romantic", SONG), "field": ("romantic", "romantic piano"),
    "john field": ("romantic", "romantic piano"), "burgmuller": ("romantic", "romantic piano"), "moniuszko": ("romantic", SONG),
    "paderewski": ("romantic", "romantic piano"), "szymanowska": ("romantic", "romantic piano"), "verdi": ("romantic", "opera"),
    "puccini": ("romantic", "opera"), "rossini": ("classical", "opera"), "wagner": ("romantic", "opera"), "johann strauss": ("romantic",
    "waltz"),
    "strauss": ("romantic", "waltz"), "sousa": ("romantic", "march"), "stephen foster": ("romantic", "parlor/traditional song (SATB)"),
    "gilbert and sullivan": ("romantic", "opera"), "tarrega": ("romantic", "guitar"), "tárrega": ("romantic", "guitar"),
    "bruckner": ("romantic", "sacred choral"), "mahler": ("romantic", SONG), "bizet": ("romantic", "opera"),
    "rachmaninoff": ("romantic", "romantic piano"), "rachmaninov": ("romantic", "romantic piano"), "joplin": ("modern", "ragtime"),
    "scott joplin": ("modern", "ragtime"), "debussy": ("modern", "modern piano"), "ravel": ("modern", "modern piano"),
    "satie": ("modern", "modern piano"), "scriabin": ("modern", "romantic piano"), "bartok": ("modern", "modern piano"),
    "bartók": ("modern", "modern piano"), "stravinsky": ("modern", "modern piano"), "prokofiev": ("modern", "modern piano"),
    "shostakovich": ("modern", "string quartet"), "gershwin": ("modern", "modern piano"), "elgar": ("romantic",
    "orchestral / choral-orchestral"),
    "vaughan williams": ("modern", "folk (other)"), "holst": ("modern", "orchestral / choral-orchestral"),
    "philip glass": ("contemporary", "modern piano"), "einaudi": ("contemporary", "modern piano"), "yiruma": ("contemporary",
    "modern piano"),
    "hans zimmer": ("contemporary", "orchestral / choral-orchestral"), "john williams": ("contemporary", "orchestral / choral-orchestral"),
    "koji kondo": ("contemporary", "game music"), "joe hisaishi": ("contemporary", "modern piano"), "arvo part": ("contemporary",
    "sacred choral"),
    "arvo pärt": ("contemporary", "sacred choral"), "erik satie": ("modern", "modern piano"), "nobuo uematsu": ("contemporary",
    "game music"),
}

# ---------------------------------------------------------------- instruments and ensembles
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
    "cor anglais": "English horn", "clarinet": "Clarinet", "clarinets": "Clarinet", "bass clarinet": "Clarinet", "bassoon": "Bassoon",
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
# Words that name a kind of piece only beside others of its world.
UNSURE_GENRES = {"slide": frozenset(("irish", "kerry", "fiddle", "whistle", "reel", "jig", "celtic", "ceilidh", "tune", "12/8"))}
# After "long" or "short" one of these must come for the piece to be so.
PIECE_WORDS = frozenset((
    "piece", "pieces", "song", "songs", "tune", "tunes", "melody", "work", "composition", "movement", "intro", "introduction", "loop",
    "theme",
    "jingle", "solo", "duet", "trio", "one", "thing", "number", "track", "score", "cue", "exercise", "study", "music", "version", "please",
))
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
    "distorted guitar": "electric guitar", "bass guitar": "bass guitar", "electric bass": "bass guitar", "synth": "synthesisers",
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

# ---------------------------------------------------------------- form, ending, length
FORMS: dict[str, str] = {
    "binary": "AB", "binary form": "AB", "two part form": "AB", "rounded binary": "ABA", "ternary": "ABA", "ternary form": "ABA",
    "three part form": "ABA", "song form": "AABA", "da capo": "ABA", "minuet and trio": "ABA", "rondo": "ABACA", "rondo form": "ABACA",
    "sonata form": "ABA", "bar form": "AAB", "strophic": "A", "through composed": "ABC", "verse and chorus": "ABAB", "verse chorus": "ABAB",
    "verse chorus form": "ABAB", "arch form": "ABA", "thirty two bar form": "AABA", "32 bar form": "AABA", "12 bar blues": "A",
    "twelve bar blues": "A", "single section": "A", "two sections": "AB", "three sections": "ABA",
    "repeated sections": "AABB", "both repeated": "AABB", "each repeated": "AABB", "each section repeated": "AABB",
    "each part repeated": "AABB", "scherzo and trio": "ABA", "march and trio": "ABA", "with a trio": "ABA",
    "contrasting middle section": "ABA", "contrasting middle": "ABA", "middle section": "ABA",
    "theme and variations": "AABB",
}

CADENCES: dict[str, str] = {
    "half cadence": "half", "imperfect cadence": "half", "half close": "half", "ends on the dominant": "half",
    "end on the dominant": "half",
    "ending on the dominant": "half", "open ending": "half", "unresolved ending": "half", "ends unresolved": "half",
    "end unresolved": "half",
    "ending unresolved": "half", "unresolved": "half", "cliffhanger": "half", "plagal cadence": "plagal", "amen cadence": "plagal",
    "amen ending": "plagal", "plagal": "plagal", "plagal ending": "plagal", "church cadence": "plagal", "deceptive cadence": "deceptive",
    "interrupted cadence": "deceptive", "surprise ending": "deceptive", "deceptive ending": "deceptive", "authentic cadence": "authentic",
    "perfect cadence": "authentic", "perfect authentic cadence": "authentic", "full cadence": "authentic", "full close": "authentic",
    "ends on the tonic": "authentic", "end on the tonic": "authentic", "ending on the tonic": "authentic", "resolved ending": "authentic",
    "v i cadence": "authentic", "iv i cadence": "plagal", "iv i": "plagal", "amen": "plagal",
    "hanging": "half", "left open": "half", "leave it open": "half", "no resolution": "half", "without resolution": "half",
    "without resolving": "half", "doesn't resolve": "half", "does not resolve": "half", "never resolves": "half",
}

# After "ends on", "finish with", "the last chord is".
ENDINGS: dict[str, str] = {
    "dominant": "half", "v": "half", "v7": "half", "five chord": "half", "imperfect cadence": "half", "half close": "half",
    "question": "half", "question mark": "half", "open": "half", "leading note": "half", "suspense": "half", "cliffhanger": "half",
    "tonic": "authentic", "i": "authentic", "one chord": "authentic", "home": "authentic", "home note": "authentic",
    "home chord": "authentic", "keynote": "authentic", "perfect cadence": "authentic", "full close": "authentic", "firmly": "authentic",
    "plagal cadence": "plagal", "amen": "plagal", "iv i": "plagal", "iv-i": "plagal", "vi": "deceptive", "submediant": "deceptive",
    "surprise": "deceptive",
}

RELATIVE_LENGTHS = frozenset(("tiny", "very short", "really short", "short", "brief", "loop", "long", "lengthy", "very long", "extended"))
LENGTHS: dict[str, int] = {  # measures
    "tiny": 4, "very short": 4, "really short": 4, "short": 8, "brief": 8, "miniature": 16, "loop": 8, "jingle": 8, "medium length": 24,
    "long": 64, "lengthy": 64, "very long": 96, "extended": 64, "one page": 24, "a page": 24, "two pages": 48, "half a page": 12,
}

# ---------------------------------------------------------------- texture, density, dynamics, articulation, difficulty
DENSITIES: dict[str, str] = {
    "sparse": "sparse", "sparsely": "sparse", "spare": "sparse", "few notes": "sparse", "bare": "sparse", "minimal": "sparse",
    "airy": "sparse",
    "spacious": "sparse", "long notes": "sparse", "sustained": "sparse", "thin texture": "sparse", "uncluttered": "sparse",
    "open texture": "sparse", "open sound": "sparse",
    "moderate density": "moderate", "flowing": "moderate", "busy": "busy", "dense": "busy", "thick": "busy", "many notes": "busy",
    "lots of notes": "busy", "running notes": "busy", "sixteenth notes": "busy", "semiquavers": "busy", "running sixteenths": "busy",
    "virtuosic": "busy", "virtuoso": "busy", "elaborate": "busy", "ornate": "busy", "intricate": "busy", "rich": "busy",
    "fast notes": "busy", "16 th notes": "busy", "32 nd notes": "busy", "sixteenths": "busy", "running eighths": "busy",
    "lots of sixteenths": "busy",
    "flashy": "busy", "rushing": "busy", "hectic": "busy",
}

DYNAMIC_WORDS: dict[str, str] = {
    "ppp": "ppp", "pp": "pp", "pianissimo": "pp", "very soft": "pp", "very softly": "pp", "very quiet": "pp", "whispered": "pp",
    "barely audible": "ppp", "soft": "p", "softly": "p", "quiet": "p", "quietly": "p", "gentle": "p", "hushed": "pp", "delicate": "p",
    "delicately": "p", "mp": "mp",
    "mezzo piano": "mp", "mf": "mf", "mezzo forte": "mf", "forte": "f", "loud": "f", "loudly": "f", "powerful": "f", "strong": "f",
    "very loud": "ff", "ff": "ff", "fortissimo": "ff", "thunderous": "ff", "thundering": "ff", "fff": "fff", "bombastic": "ff",
}

ARTICULATION_WORDS: dict[str, str] = {
    "staccato": "staccato", "detached": "staccato", "bouncy": "staccato", "spiky": "staccato", "pizzicato": "staccato",
    "plucked": "staccato", "pizz": "staccato", "stacc": "staccato", "sharp accents": "accent", "strong accents": "accent",
    "legato": "legato", "smooth": "legato", "smoothly": "legato", "connected": "legato", "singing tone": "legato",
    "singing line": "legato", "singing style": "legato", "cantabile": "legato",
    "accented": "accent", "marcato": "accent", "accents": "accent", "tenuto": "tenuto", "sostenuto": "tenuto",
}

DIFFICULTIES: dict[str, str] = {
    "beginner": "beginner", "beginners": "beginner", "absolute beginner": "beginner", "very easy": "beginner", "first year": "beginner",
    "easy": "easy", "simple": "easy", "elementary": "easy", "not difficult": "easy", "not hard": "easy", "playable": "easy",
    "intermediate": "intermediate", "medium difficulty": "intermediate", "moderately difficult": "intermediate", "advanced": "advanced",
    "difficult": "advanced", "hard": "advanced", "challenging": "advanced", "virtuosic": "advanced", "virtuoso": "advanced",
    "absolute beginners": "beginner", "complete beginner": "beginner", "late intermediate": "intermediate", "early intermediate": "easy",
    "late elementary": "easy", "first position": "easy", "open strings": "easy", "very simple": "beginner", "nothing complicated": "easy",
    "not complicated": "easy", "uncomplicated": "easy",
    "concert level": "advanced", "professional": "advanced",
}

TEXTURES: dict[str, str] = {
    "monophonic": "melody alone", "unison": "melody alone", "homophonic": "chordal", "chordal": "chordal", "block chords": "chordal",
    "hymn like": "chordal", "chords": "chordal", "polyphonic": "counterpoint", "contrapuntal": "counterpoint",
    "counterpoint": "counterpoint",
    "imitative": "counterpoint", "imitation": "counterpoint", "fugal": "counterpoint", "arpeggios": "arpeggiated",
    "arpeggiated": "arpeggiated",
    "broken chords": "arpeggiated", "rippling": "arpeggiated", "alberti bass": "arpeggiated", "alberti": "arpeggiated",
    "melody and accompaniment": "melody and accompaniment", "accompanied melody": "melody and accompaniment",
    "ostinato": "ostinato", "repeating pattern": "ostinato", "walking bass": "walking bass", "oom pah": "oom-pah", "oompah": "oom-pah",
    "drone bass": "drone", "repeating patterns": "ostinato", "repeated pattern": "ostinato", "repeated patterns": "ostinato",
}

# ---------------------------------------------------------------- mood: (valence, arousal), each -1 to 1
MOODS: dict[str, tuple[float, float]] = {
    "happy": (.8, .5), "happily": (.8, .5), "happiness": (.8, .4), "joyful": (.9, .6), "joy": (.9, .5), "joyous": (.9, .6),
    "cheerful": (.8, .5),
    "cheery": (.8, .5), "merry": (.8, .6), "jolly": (.8, .6), "glad": (.7, .3), "bright": (.6, .4), "sunny": (.8, .3), "playful": (.7, .5),
    "whimsical": (.6, .4), "funny": (.7, .5), "comic": (.6, .5), "comical": (.6, .5), "silly": (.7, .6), "quirky": (.5, .4),
    "humorous": (.7, .4),
    "lighthearted": (.7, .3), "light hearted": (.7, .3), "carefree": (.7, .2), "festive": (.8, .7), "celebratory": (.8, .7),
    "celebration": (.8, .7), "triumphant": (.8, .8), "triumph": (.8, .8), "victorious": (.8, .8), "victory": (.8, .8), "heroic": (.6, .8),
    "majestic": (.5, .5), "grand": (.5, .5), "noble": (.4, .2), "stately": (.3, .0), "regal": (.5, .3), "royal": (.5, .4),
    "proud": (.5, .4),
    "ceremonial": (.4, .3), "glorious": (.8, .6), "uplifting": (.8, .4), "inspiring": (.7, .4), "inspirational": (.7, .4),
    "hopeful": (.6, .1),
    "hope": (.6, .1), "optimistic": (.7, .3), "positive": (.6, .2), "warm": (.5, -.2), "tender": (.3, -.5), "tenderly": (.3, -.5),
    "loving": (.6, -.2), "love": (.5, -.1), "sweet": (.6, -.3), "dolce": (.5, -.4), "charming": (.6, .1), "graceful": (.5, -.1),
    "elegant": (.4, .0), "delicate": (.3, -.4), "lyrical": (.3, -.2), "romantic mood": (.4, -.1), "passionate": (.1, .7),
    "intense": (-.2, .8), "energetic": (.5, .9), "energy": (.5, .8), "lively": (.6, .7), "vivacious": (.7, .8), "exciting": (.5, .9),
    "excited": (.6, .9), "thrilling": (.3, .9), "exuberant": (.8, .9), "ecstatic": (.9, .9), "spirited": (.6, .7), "bouncy": (.7, .6),
    "upbeat": (.7, .6), "dancing": (.6, .5), "danceable": (.6, .6), "dance like": (.5, .5), "jaunty": (.7, .5), "perky": (.7, .6),
    "adventurous": (.5, .7), "adventure": (.5, .7), "epic": (.3, .8), "bold": (.4, .7), "confident": (.5, .5), "fiery": (.0, .9),
    "wild": (.1, .9), "frantic": (-.3, .9), "frenzied": (-.3, 1.), "furious": (-.6, .95), "angry": (-.7, .9), "anger": (-.7, .9),
    "rage": (-.7, .95),
    "aggressive": (-.5, .9), "violent": (-.7, .9), "stormy": (-.5, .8), "turbulent": (-.5, .8), "agitated": (-.4, .8), "agitato": (-.4, .8),
    "restless": (-.3, .6), "nervous": (-.5, .6), "anxious": (-.6, .6), "tense": (-.6, .6), "tension": (-.6, .6), "suspenseful": (-.5, .5),
    "suspense": (-.5, .5), "dramatic": (-.3, .6), "scary": (-.7, .6), "terrifying": (-.8, .8), "horror": (-.8, .6),
    "frightening": (-.8, .6),
    "creepy": (-.7, .2), "spooky": (-.6, .2), "eerie": (-.6, -.1), "haunting": (-.5, -.2), "haunted": (-.6, .1), "ghostly": (-.6, -.2),
    "sinister": (-.7, .3), "ominous": (-.7, .2), "menacing": (-.7, .5), "evil": (-.8, .5), "dark": (-.6, .1), "darkness": (-.6, .0),
    "gloomy": (-.7, -.3), "bleak": (-.7, -.4), "grim": (-.7, .0), "sombre": (-.6, -.4), "somber": (-.6, -.4), "serious": (-.3, .0),
    "solemn": (-.3, -.3), "grave mood": (-.5, -.4), "sad": (-.8, -.4), "sadly": (-.8, -.4), "sadness": (-.8, -.4), "sorrowful": (-.8, -.4),
    "sorrow": (-.8, -.4), "mournful": (-.8, -.5), "mourning": (-.8, -.4), "grief": (-.9, -.2), "grieving": (-.9, -.3), "tragic": (-.8, .1),
    "tragedy": (-.8, .1), "melancholy": (-.6, -.5), "melancholic": (-.6, -.5), "wistful": (-.3, -.4), "nostalgic": (-.1, -.4),
    "nostalgia": (-.1, -.4), "longing": (-.4, -.2), "yearning": (-.4, .0), "bittersweet": (-.2, -.3), "lonely": (-.6, -.5),
    "loneliness": (-.6, -.5), "desolate": (-.7, -.5), "depressed": (-.8, -.5), "depressing": (-.8, -.5), "despair": (-.9, .0),
    "desperate": (-.7, .5), "heartbroken": (-.8, -.2), "heartbreaking": (-.8, -.2), "heartbreak": (-.8, -.2), "broken hearted": (-.8, -.2),
    "painful": (-.7, .2), "tearful": (-.7, -.3), "weeping": (-.8, -.3), "crying": (-.8, -.1), "plaintive": (-.6, -.4),
    "mysterious": (-.3, -.1),
    "mystery": (-.3, .0), "mystical": (-.1, -.3), "magical": (.4, .0), "enchanted": (.4, -.1), "fairy tale": (.5, .0), "dreamy": (.2, -.6),
    "dreamlike": (.1, -.6), "dream": (.2, -.5), "ethereal": (.2, -.6), "floating": (.2, -.6), "serene": (.5, -.8), "serenity": (.5, -.8),
    "peaceful": (.5, -.8), "peace": (.5, -.7), "calm": (.4, -.8), "calming": (.5, -.8), "calmly": (.4, -.8), "tranquil": (.4, -.8),
    "relaxing": (.5, -.8), "relaxed": (.4, -.6), "soothing": (.5, -.8), "restful": (.4, -.8), "quiet": (.1, -.7), "still": (.0, -.8),
    "gentle": (.4, -.6),
    "gently": (.4, -.6), "soft": (.3, -.6), "mellow": (.3, -.5), "sleepy": (.2, -.9), "sleep": (.2, -.9), "drowsy": (.1, -.9),
    "lazy": (.3, -.7),
    "meditative": (.1, -.8), "meditation": (.1, -.8), "contemplative": (.0, -.6), "reflective": (-.1, -.5), "pensive": (-.2, -.5),
    "thoughtful": (.0, -.4), "introspective": (-.2, -.5), "intimate": (.1, -.5), "innocent": (.5, -.3), "pastoral": (.5, -.4),
    "rustic": (.4, .2),
    "idyllic": (.6, -.5), "prayerful": (.1, -.6), "reverent": (.1, -.5), "devotional": (.1, -.5), "spiritual mood": (.1, -.5),
    "holy": (.2, -.4),
    "cold": (-.4, -.3), "icy": (-.4, -.2), "empty": (-.5, -.6), "hollow": (-.5, -.4), "wintry": (-.2, -.3), "mad": (-.4, .8),
    "crazy": (.2, .9),
    "chaotic": (-.3, .9), "urgent": (-.3, .8), "driving": (.1, .8), "relentless": (-.3, .8), "groovy": (.5, .5), "funky": (.5, .6),
    "cool": (.3, .0),
    "sexy": (.3, .1), "seductive": (.1, .1), "sensual": (.2, -.1), "cosy": (.5, -.5), "cozy": (.5, -.5), "fun": (.8, .6), "cute": (.7, .3),
    "friendly": (.6, .2), "chill": (.3, -.6), "melodramatic": (-.5, .5), "sentimental": (.0, -.3), "brooding": (-.6, -.1),
    "moody": (-.4, -.2),
    "resigned": (-.4, -.5), "forlorn": (-.7, -.4), "tormented": (-.7, .5), "exotic": (.0, .2), "martial": (.1, .7), "military": (.2, .6),
    "defiant": (-.1, .8), "determined": (.2, .6), "resolute": (.2, .5), "expressive": (.0, .1), "emotional": (-.2, .1), "moving": (-.1, .0),
    "beautiful": (.4, -.2), "lovely": (.5, -.2), "pretty": (.5, -.1), "minor key mood": (-.4, .0), "uneasy": (-.5, .3),
    "unsettling": (-.6, .3), "cry": (-.7, -.2), "cries": (-.7, -.2), "lamenting": (-.7, -.3), "elegiac": (-.5, -.5), "traurig": (-.8, -.4),
    "trauriges": (-.8, -.4), "traurige": (-.8, -.4), "ruhig": (.4, -.8), "ruhige": (.4, -.8), "fröhlich": (.8, .5), "fröhliche": (.8, .5),
    "lustig": (.8, .6), "lustige": (.8, .6), "triste": (-.8, -.4), "joyeux": (.9, .6), "doux": (.4, -.6), "giocoso": (.8, .6),
    "lacrimoso": (-.8, -.4), "dolente": (-.7, -.4), "doloroso": (-.8, -.3), "tranquillo": (.4, -.8), "misterioso": (-.3, -.1),
    "grazioso": (.5, -.1), "cheer": (.8, .5), "heavy": (-.4, .5), "menace": (-.7, .5),
}

# Scenes: what happens while the music plays.
SCENES: dict[str, tuple[float, float]] = {
    "rain": (-.3, -.5), "rainy": (-.3, -.5), "rain at night": (-.4, -.6), "rainy day": (-.3, -.5), "rainy night": (-.4, -.5),
    "thunderstorm": (-.5, .8),
    "storm": (-.5, .8), "storm at sea": (-.5, .9), "snow": (.1, -.6), "snowfall": (.1, -.7), "falling snow": (.1, -.7),
    "winter": (-.2, -.4),
    "spring": (.7, .2), "spring morning": (.7, .0), "summer": (.7, .2), "summer day": (.7, .1), "autumn": (-.2, -.4),
    "autumn leaves": (-.3, -.4),
    "sunrise": (.6, -.3), "sunset": (.2, -.5), "dawn": (.5, -.4), "dusk": (-.1, -.5), "morning": (.6, .0), "evening": (.2, -.5),
    "night": (-.2, -.5),
    "midnight": (-.3, -.5), "moonlight": (-.1, -.6), "starlight": (.2, -.6), "stars": (.2, -.6), "starry night": (.2, -.6),
    "ocean": (.2, -.3),
    "sea": (.1, -.2), "waves": (.1, -.3), "river": (.3, -.2), "brook": (.5, .1), "waterfall": (.3, .3), "lake": (.3, -.6),
    "forest": (.2, -.3),
    "woods": (.1, -.2), "mountain": (.3, .1), "mountains": (.3, .1), "meadow": (.6, -.4), "garden": (.6, -.3), "village": (.4, .1),
    "desert": (-.2, -.3),
    "battle": (-.2, .95), "battle scene": (-.2, .95), "boss fight": (-.4, .95), "boss battle": (-.4, .95), "final boss": (-.5, .95),
    "fight": (-.3, .9),
    "war": (-.5, .8), "chase": (-.2, .95), "chase scene": (-.2, .95), "car chase": (-.1, .95), "escape": (-.2, .9), "hunt": (.3, .7),
    "race": (.4, .9),
    "funeral": (-.8, -.5), "graveyard": (-.7, -.3), "cemetery": (-.7, -.4), "death": (-.8, -.2), "farewell": (-.5, -.3),
    "goodbye": (-.5, -.3),
    "saying goodbye": (-.5, -.3), "wedding": (.8, .2), "party": (.8, .8), "birthday": (.8, .6), "ballroom": (.5, .3), "ball": (.4, .4),
    "circus": (.6, .8),
    "carnival": (.7, .8), "parade": (.6, .7), "tavern": (.6, .6), "pub": (.6, .6), "castle": (.3, .2), "king": (.4, .4),
    "queen": (.4, .3), "knight": (.4, .6),
    "dragon": (-.3, .8), "haunted house": (-.6, .3), "halloween": (-.4, .4), "ghost": (-.6, .0), "witch": (-.5, .4), "dungeon": (-.6, .2),
    "cave": (-.4, -.1),
    "space": (.0, -.3), "baby": (.5, -.7), "child falling asleep": (.4, -.9), "bedtime": (.3, -.9), "study music": (.2, -.6),
    "coffee": (.4, -.3),
    "cafe": (.4, -.2), "café": (.4, -.2), "fireplace": (.4, -.6), "train": (.2, .5), "horse": (.4, .6), "galloping": (.3, .9),
    "horses": (.4, .6), "butterfly": (.6, .2),
    "butterflies": (.6, .2), "bird": (.6, .2), "birds": (.6, .2), "cat": (.5, .1), "kitten": (.6, .3), "puppy": (.8, .6),
    "first kiss": (.6, -.1),
    "lost love": (-.6, -.4), "breakup": (-.7, -.2), "memory": (-.1, -.5), "memories": (-.1, -.5), "old photographs": (-.2, -.5),
    "childhood": (.4, -.2),
    "grandmother": (.1, -.4), "homesick": (-.5, -.4), "journey": (.4, .3), "travel": (.5, .3), "quest": (.4, .5), "home": (.4, -.3),
    "prayer": (.1, -.6),
    "cathedral": (.1, -.3), "church service": (.2, -.3), "monastery": (.0, -.6), "angels": (.5, -.4), "heaven": (.6, -.4),
    "hell": (-.8, .7),
    "credits": (.3, .1), "title screen": (.4, .2), "menu": (.3, -.2), "montage": (.5, .5), "underwater": (.1, -.5), "clockwork": (.2, .4),
    "toy": (.6, .3),
    "music box": (.4, -.4), "snowman": (.6, .1), "santa": (.8, .5), "sleigh": (.8, .6), "dance": (.5, .5),
}

EMOJI: dict[str, str] = {
    "😀": "happy", "😃": "happy", "😄": "happy", "😊": "happy", "🙂": "happy", "😂": "funny", "😢": "sad", "😭": "sad", "☹": "sad",
    "🙁": "sad",
    "😠": "angry", "😡": "angry", "❤": "love", "💔": "heartbroken", "🌧": "rain", "☔": "rain", "❄": "snow", "☀": "sunny", "🌙": "night",
    "🎹": "piano", "🎻": "violin", "🎸": "guitar", "🎺": "trumpet", "🎷": "saxophone", "🎄": "christmas", "👻": "spooky", "🎃": "halloween",
    "😴": "sleepy", "🎉": "party", "🐉": "dragon", "⚔": "battle",
}

CHURCH_MODES = {"dorian": "minor", "phrygian": "minor", "aeolian": "minor", "locrian": "minor", "ionian": "major", "lydian": "major",
                "mixolydian": "major"}

INTENSITIES = {"very": 1.3, "really": 1.3, "extremely": 1.5, "so": 1.2, "deeply": 1.4, "super": 1.3, "incredibly": 1.4, "slightly": .5,
    "somewhat": .6,
               "mildly": .5, "vaguely": .5, "fairly": .8, "rather": .9, "quite": 1.}

NEGATIONS = frozenset(("not", "no", "without", "never", "isn't", "isnt", "don't", "dont", "avoid", "avoiding", "nothing", "neither",
    "nor", "anything but",
                       "rather than", "instead of", "non", "hate", "hates", "dislike", "detest", "can't stand", "sick of", "tired of",
                       "fed up with", "aren't", "shouldn't", "shouldnt", "doesn't", "doesnt", "excluding", "except",
                       "minus", "less"))
# After these a negation still counts; after any other connecting word it stops.
NEGATION_CARRIERS = frozenset(("using", "too", "very", "so", "a", "an", "the", "in", "be", "any", "at", "all", "of", "or", "nor", "really",
    "sound", "key", "use",
                               "want", "it", "to", "that", "overly", "make", "with", "sounding", "like", "is", "being"))
NOT_A_NEGATION = ("not only", "no less than", "no more than", "not just", "no longer than", "not less than", "no fewer than",
    "not more than")
SCOPE_ENDS = frozenset(("but", "just", "instead", "only", "however", "though", "yet", ".", ",", ";", ":", "!", "?", "(", ")"))

NUMBERS = {word: number for number, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
))} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000}
NOTE_VALUES = {
    "semibreves": "whole", "semibreve": "whole", "wholes": "whole", "whole": "whole", "minims": "half", "minim": "half", "halves": "half",
    "half": "half", "quarters": "quarter", "quarter": "quarter", "crotchets": "quarter", "crotchet": "quarter", "eighths": "eighth",
    "eighth": "eighth", "quavers": "eighth", "quaver": "eighth", "sixteenths": "sixteenth",
    "sixteenth": "sixteenth", "semiquavers": "sixteenth", "semiquaver": "sixteenth", "8th": "eighth", "8ths": "eighth",
    "16th": "sixteenth", "16ths": "sixteenth",
}
INTERVALS = {  # semitones, the larger kind
    "second": 2, "2nd": 2, "whole tone": 2, "step": 2, "third": 4, "3rd": 4, "fourth": 5, "4th": 5, "fifth": 7, "5th": 7, "sixth": 9,
    "6th": 9, "seventh": 11, "7th": 11, "octave": 12, "8ve": 12, "ninth": 14, "9th": 14, "tenth": 16, "10th": 16, "twelfth": 19,
}
# "a minor problem" is no key.
NOT_MODES = ("crisis", "work", "works", "occasion", "problem", "problems", "change", "changes", "issue", "issues", "role", "roles",
"detail",
             "details", "event", "events", "accident", "setback", "mistake", "mistakes", "character", "city", "road", "third", "thirds",
             "second", "seconds", "sixth", "sixths", "seventh", "sevenths", "league", "injury", "disaster", "thing")

# Words of wishes that stand in no table, so that slips in them are put right too.
COMMON_WORDS = frozenset((
    "major", "minor", "sharp", "flat", "sharps", "flats", "measures", "measure", "bars", "minutes", "seconds", "minute", "solo",
    "without", "grade", "tempo", "beats", "quarter", "style", "time", "key", "with", "maggiore", "something", "music", "piece",
    "please", "compose", "write", "melody", "bemol", "stepwise", "cadence",
))

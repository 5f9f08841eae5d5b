"""How it is played: density, dynamics, articulation, difficulty, texture."""

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

SWELLS: dict[str, str] = {
    "crescendo": "rising", "crescendos": "rising", "cresc": "rising", "growing louder": "rising", "grows louder": "rising",
    "getting louder": "rising", "gets louder": "rising", "louder and louder": "rising", "gradually louder": "rising",
    "becoming louder": "rising", "becomes louder": "rising", "builds to a climax": "rising", "building to a climax": "rising",
    "build to a climax": "rising", "builds up": "rising", "building up": "rising", "swelling to the end": "rising",
    "diminuendo": "falling", "diminuendos": "falling", "decrescendo": "falling", "morendo": "falling", "smorzando": "falling",
    "perdendosi": "falling", "dying away": "falling", "dies away": "falling", "die away": "falling", "fading away": "falling",
    "fades away": "falling", "fade away": "falling", "fading out": "falling", "fades out": "falling", "fade out": "falling",
    "growing softer": "falling", "grows softer": "falling", "getting softer": "falling", "gets softer": "falling",
    "softer and softer": "falling", "gradually softer": "falling", "getting quieter": "falling", "gets quieter": "falling",
    "growing quieter": "falling", "quieter and quieter": "falling", "gradually quieter": "falling",
    "swelling": "arch", "swells": "arch", "swells and fades": "arch", "rises and falls": "arch", "rising and falling": "arch",
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
    "concert level": "advanced", "professional": "advanced", "not too hard": "intermediate", "not too difficult": "intermediate",
    "first year pupils": "beginner", "very difficult": "advanced", "very hard": "advanced", "demanding": "advanced",
}

GRADE_DIFFICULTIES = ("beginner", "easy", "easy", "intermediate", "intermediate", "advanced", "advanced", "advanced")  # of the eight grades

# What the difficulties and textures of a plan mean: values of conditions.AXES, of which the generator is told and which are measured.
DIFFICULTY_BANDS: dict[str, str] = {"beginner": "1-3", "easy": "1-3", "intermediate": "4-5", "advanced": "7-8"}
TEXTURE_KINDS: dict[str, str] = {
    "melody alone": "monophonic", "chordal": "chordal", "melody and accompaniment": "melody and accompaniment",
    "arpeggiated": "broken chords", "counterpoint": "polyphonic", "oom-pah": "melody and accompaniment",
    "walking bass": "melody and accompaniment",
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
    "single line": "melody alone", "single voice": "melody alone", "one voice": "melody alone", "hymnlike": "chordal",
    "melody with accompaniment": "melody and accompaniment", "melody over accompaniment": "melody and accompaniment",
    "tune with accompaniment": "melody and accompaniment", "independent voices": "counterpoint", "independent lines": "counterpoint",
    "two independent voices": "counterpoint", "three independent voices": "counterpoint", "two part counterpoint": "counterpoint",
    "arpeggiated accompaniment": "arpeggiated", "arpeggio accompaniment": "arpeggiated", "broken chord accompaniment": "arpeggiated",
    "drone bass": "drone", "repeating patterns": "ostinato", "repeated pattern": "ostinato", "repeated patterns": "ostinato",
}

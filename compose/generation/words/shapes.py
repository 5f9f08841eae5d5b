"""How long a piece is, of which parts, and how it ends."""

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

# After "long" or "short" one of these must come for the piece to be so.
PIECE_WORDS = frozenset((
    "piece", "pieces", "song", "songs", "tune", "tunes", "melody", "work", "composition", "movement", "intro", "introduction", "loop",
    "theme",
    "jingle", "solo", "duet", "trio", "one", "thing", "number", "track", "score", "cue", "exercise", "study", "music", "version", "please",
))

RELATIVE_LENGTHS = frozenset(("tiny", "very short", "really short", "short", "brief", "loop", "long", "lengthy", "very long", "extended"))

LENGTHS: dict[str, int] = {  # measures
    "tiny": 4, "very short": 4, "really short": 4, "short": 8, "brief": 8, "miniature": 16, "loop": 8, "jingle": 8, "medium length": 24,
    "long": 64, "lengthy": 64, "very long": 96, "extended": 64, "one page": 24, "a page": 24, "two pages": 48, "half a page": 12,
}

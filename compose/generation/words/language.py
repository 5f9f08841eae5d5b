"""Words about words: what denies, strengthens, counts or measures."""

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

CHURCH_MODES = {"dorian": "minor", "phrygian": "minor", "aeolian": "minor", "locrian": "minor", "ionian": "major", "lydian": "major",
                "mixolydian": "major"}

# "a minor problem" is no key.
NOT_MODES = ("crisis", "work", "works", "occasion", "problem", "problems", "change", "changes", "issue", "issues", "role", "roles",
"detail",
             "details", "event", "events", "accident", "setback", "mistake", "mistakes", "character", "city", "road", "third", "thirds",
             "second", "seconds", "sixth", "sixths", "seventh", "sevenths", "league", "injury", "disaster", "thing")

# Words of wishes that stand in no table, so that slips in them are put right too.
COMMON_WORDS = frozenset((
    "major", "minor", "sharp", "flat", "sharps", "flats", "measures", "measure", "bars", "minutes", "seconds", "minute", "solo",
    "without", "grade", "tempo", "beats", "quarter", "style", "time", "key", "with", "maggiore", "something", "music", "piece",
    "please", "compose", "write", "melody", "bemol", "stepwise", "cadence", "crescendo", "diminuendo", "decrescendo", "morendo",
))

"""Keys in a description: full keys, tonics, key signatures; English, German and the syllables of French and Italian."""

import re

from compose.music.pitch import STEPS, fifths_name
from compose.music.score import KeySignature

from . import words
from .description import VOCABULARY, Text
from .figures import NUMBER, Figure, figures, number

ACCIDENTALS = {"sharp": 1, "#": 1, "♯": 1, "flat": -1, "b": -1, "♭": -1}
MODES = words.CHURCH_MODES | {
    "major": "major",
    "maj": "major",
    "dur": "major",
    "minor": "minor",
    "min": "minor",
    "moll": "minor",
    "mayor": "major",
    "menor": "minor",
    "m": "minor",
}

LETTER = r"(?<![\w'#♯♭])(?P<letter>[a-g])"
ACCIDENTAL = r"(?:[ -]?(?P<accidental>sharp|flat|#|♯|♭)|(?P<b>b))"
KEY = re.compile(rf"{LETTER}{ACCIDENTAL}?(?:[ -]*(?P<mode>{'|'.join(mode for mode in MODES if mode != 'm')})|(?P<m>m))(?![\w'])")
TONIC = re.compile(
    rf"(?P<lead>\b(?:in|key of|key:|key|mode on|mode in|(?:{'|'.join(words.CHURCH_MODES)}) on)(?: the key of)? )?"
    rf"{LETTER}{ACCIDENTAL}?(?![\w'#♯♭])(?:(?=(?P<position> position\b| concert\b))|)"
)
SIGNATURE = re.compile(
    rf"\b(?P<count>{NUMBER}) (?P<kind>sharps?|flats?)\b(?! in (?!the (?:key|signature)|key))"
    r"|\b(?P<none>(?:no|without(?: any)?) (?:(?:sharps?|flats?|accidentals)(?: (?:or|and|nor) (?:sharps?|flats?))?"
    r"|key signature|black keys)"
    r"|(?:only )?white keys(?: only)?)\b"
)
GERMAN = re.compile(r"(?<![\w'])(?P<name>[cdefgabh]is|[cdfgh]es|es|as|[cdefgabh])[ -]?(?P<mode>dur|moll)\b")
SYLLABLES = {"do": 0, "ut": 0, "re": 2, "ré": 2, "mi": 4, "fa": -1, "sol": 1, "la": 3, "si": 5}  # places on the line of fifths
SYLLABLE_MODES = {"majeur": "major", "maggiore": "major", "mineur": "minor", "minore": "minor", "mayor": "major",
                  "menor": "minor", "major": "major", "minor": "minor"}
SYLLABLE = re.compile(
    rf"(?P<lead>\b(?:in|en|key of|key) )?(?<!\w)(?P<name>{'|'.join(SYLLABLES)})"
    rf"(?:[ -](?:(?P<flat>b[eé]molle|b[eé]mol|flat)|(?P<sharp>di[eè]se|diesis|sharp)))?[ -](?P<mode>{'|'.join(SYLLABLE_MODES)})\b"
)
ITEM_BEFORE = re.compile(r"(?:^|[,;|/(:!?]\s*|\.\s+)$")
ITEM_AFTER = re.compile(r"\s*(?:$|[,;|/!?):]|\.(?=$|\s+(?P<next>[^\W\d_]+)))")
FORM_LETTER = re.compile(r"(?:\b[a-h][,;] ?$)|(?:^[,;] ?[a-h]\b)")


def key_at(tonic: int, mode: str) -> KeySignature:
    """The key on a tonic, respelled where it would need more than seven sharps or flats (G# major is written Ab major)."""
    fifths = tonic - (3 if mode == "minor" else 0)
    while fifths > 7:
        fifths -= 12
    while fifths < -7:
        fifths += 12
    return KeySignature(fifths, mode)


def keys(text: Text) -> list[Figure]:
    """Full keys: (tonic, mode, name of the church mode or "")."""

    def read(found: re.Match, tokens: range) -> tuple[int, str, str] | None:
        written = _letter_as_written(text, found, tokens)
        after = text.line[found.end() : found.end() + 14].strip(" -")
        before = text.line[: found.start()].rstrip()
        if found["m"] and written.islower():
            return None  # "am", "em" as words
        if found["letter"] == "a" and not (found["accidental"] or found["b"]) and _is_article(written, before, after):
            return None
        word = found["mode"] or "m"
        return _tonic(found), MODES[word], word if word in words.CHURCH_MODES else ""

    return [*figures(text, GERMAN, _german), *figures(text, SYLLABLE, _syllable), *figures(text, KEY, read)]


def _letter_as_written(text: Text, found: re.Match, tokens: range) -> str:
    place = next(number for number in tokens if text.spans[number][0] <= found.start("letter") < text.spans[number][1])
    return text.description[text.places[place][0]]


def _german(found: re.Match, tokens: range) -> tuple[int, str, str]:
    """German names: H is B, B is B flat, -is is sharp, -es is flat."""
    name = found["name"]
    letter = {"h": "B", "b": "B"}.get(name[0], name[0].upper())
    alter = -1 if name in ("b", "es", "as") or name[1:] == "es" else 1 if name.endswith("is") else 0
    return STEPS.index(letter) - 1 + 7 * alter, MODES[found["mode"]], ""


def _syllable(found: re.Match, tokens: range) -> tuple[int, str, str] | None:
    if found["mode"] in ("major", "minor") and not found["lead"]:
        return None  # "do minor changes"
    return SYLLABLES[found["name"]] + 7 * (bool(found["sharp"]) - bool(found["flat"])), SYLLABLE_MODES[found["mode"]], ""


def _is_article(written: str, before: str, after: str) -> bool:
    """Whether the "a" of "a minor …" is the article, as in "in a minor key"."""
    if re.match(r"(?:keys?|modes?|tonality|scale|mood|feel|feeling|sound|third|chord|triad|masterpiece|work)\b", after):
        return not (written == "A" and re.match(r"(?:scale|chord|triad)\b", after))
    if after.startswith(tuple(words.NOT_MODES)):
        return True
    if written == "A" or before.endswith((" in", "key of")) or before == "in" or before.endswith(":"):
        return False
    return bool(re.match(r"[a-z]", after)) and not re.match(r"(?:with|for|at|in|and|of|on|to|about|ending)\b", after)


def _tonic(found: re.Match) -> int:
    alter = ACCIDENTALS[found["accidental"]] if found["accidental"] else (-1 if found["b"] else 0)
    return STEPS.index(found["letter"].upper()) - 1 + 7 * alter


def tonics(text: Text) -> list[Figure]:
    """A tonic without its mode: "in Bb", "key of D", or a capital letter alone between commas."""

    def read(found: re.Match, tokens: range) -> int | None:
        written, after = _letter_as_written(text, found, tokens), text.line[found.end() :].strip()
        has_accidental = bool(found["accidental"] or found["b"])
        ends = not after or bool(re.match(r"[,.;!?)]|(?:for|with|at|and|in|on|but|about|ending)\b", after))
        if found["position"]:
            return _tonic(found) if written.isupper() else None
        if not found["lead"]:
            is_name = has_accidental and written.isupper() and not found["b"] and (found["letter"] != "a" or tokens[0] > 0)
            return _tonic(found) if is_name or (written.isupper() and _is_item(text, found)) else None
        if found["letter"] == "a" and written == "a" and not (found["lead"].startswith("key") and ends):
            return _tonic(found) if has_accidental and ends else None
        if written.islower() and not (has_accidental or ends or "key" in found["lead"]):
            return None
        return _tonic(found)

    return list(figures(text, TONIC, read))


def _is_item(text: Text, found: re.Match) -> bool:
    """Whether the letter stands alone between marks, and not among the letters of a form."""
    before, after = text.line[: found.start()], text.line[found.end() :]
    if FORM_LETTER.search(before) or FORM_LETTER.search(after):
        return False
    ends = ITEM_AFTER.match(after)
    if not ends or not ITEM_BEFORE.search(before) or not (before or after):
        return False
    return ends["next"] is None or (ends["next"] in VOCABULARY and ends["next"] not in words.COMPOSERS)  # "C. Debussy"


def signatures(text: Text) -> list[Figure]:
    """ "three flats" as -3, "no sharps or flats" as 0."""

    def read(found: re.Match, tokens: range) -> int:
        return 0 if found["none"] else int(number(found["count"])) * (1 if found["kind"].startswith("sharp") else -1)

    return list(figures(text, SIGNATURE, read))


def key_text(tonic: int, mode: str) -> str:
    """ "G# major", as it was asked for."""
    return f"{fifths_name(tonic)} {mode}"

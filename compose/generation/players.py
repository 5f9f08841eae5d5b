"""Who plays: instruments and ensembles named in a description."""

import re
from collections import Counter
from dataclasses import replace

from compose.music.instruments import INSTRUMENTS, MAX_PARTS

from . import words
from .description import DescriptionError, Match, Text
from .wishes import Plan, Wish

# Page order: winds above, then voices, strings, plucked, and the keyboard below.
FAMILIES = ("woodwind", "brass", "voice", "strings", "plucked", "keyboard")
ORDER = {name: (FAMILIES.index(instrument.family), place) for place, (name, instrument) in enumerate(INSTRUMENTS.items())}
ON_KEYS = re.compile(r"\bon (?:the |a |an |my )?(?:piano|keyboard|organ|harpsichord)\b")
LETTERED = re.compile(r"(?=.{3,8}$)S{0,3}A{0,3}T{0,3}B{0,3}")
VOICES = {"S": "Soprano", "A": "Alto", "T": "Tenor", "B": "Bass"}
SOLO_WORDS = frozenset(("solo", "unaccompanied", "alone"))
PLURALS = frozenset(word for word in words.INSTRUMENT_WORDS if word.endswith("s") and word[:-1] in words.INSTRUMENT_WORDS) | {
    "celli",
    "double basses",
}


def read_players(plan: Plan, text: Text) -> Plan:
    """The plan with the instruments the words name, in page order, and those they rule out.

    Raises DescriptionError beyond MAX_PARTS parts.
    """
    for match in text.find(words.UNSUPPORTED):
        if not match.is_negated:
            plan = plan.noting(f"I cannot write {words.UNSUPPORTED[match.phrase]} yet; the piece goes without.")
    text.find(words.NO_PLAYERS)
    ensembles = [match for match in text.find(words.ENSEMBLE_WORDS) if not _counts_lines(text, match) and not _is_of_players(text, match)]
    lettered = _lettered_choir(text)
    singles = [*text.find(words.INSTRUMENT_WORDS), *_basses(text)]
    melodies = [match for match in text.find(words.MELODY_WORDS) if not match.is_negated]
    avoided = tuple(dict.fromkeys(words.INSTRUMENT_WORDS[match.phrase] for match in singles if match.is_negated))
    ruled_out = {player for match in ensembles if match.is_negated for player in words.ENSEMBLE_WORDS[match.phrase]}
    plan = replace(plan, avoided=tuple(dict.fromkeys((*avoided, *sorted(ruled_out)))))
    ensembles = [match for match in ensembles if not match.is_negated]
    singles = [match for match in singles if not match.is_negated]
    players = _players(text, ensembles, singles) or _bare_group(text)
    if lettered:
        others = [player for player in players if player not in VOICES.values()]
        players = _in_page_order([*(VOICES[letter] for letter in lettered[0].words), *others])
    found = sorted((*ensembles, *singles, *lettered), key=lambda match: match.first)
    if not players and melodies:
        players, found = ("Flute",), melodies
    if not players:
        return plan
    if not found:
        return replace(plan, instruments=Wish(players, words="quartet"))
    if any("orchestra" in match.phrase and "string" not in match.phrase for match in ensembles):
        plan = plan.noting(f"I write for up to {MAX_PARTS} parts, so the orchestra is a small one.")
    if set(players) & set(avoided):
        plan, players = _without(plan, players, avoided)
    if len(players) > MAX_PARTS:
        raise DescriptionError(f"You asked for {len(players)} parts. I can write for up to {MAX_PARTS}.")
    return replace(plan, instruments=Wish(players, words=text.as_written(range(found[0].first, found[-1].last))))


def _without(plan: Plan, players: tuple[str, ...], avoided: tuple[str, ...]) -> tuple[Plan, tuple[str, ...]]:
    """Whoever is left of an ensemble; everybody, with a note, where nobody would be."""
    left = tuple(player for player in players if player not in avoided)
    if left:
        return plan, left
    both = " and ".join(sorted({player.lower() for player in players}))
    return replace(plan, avoided=()).noting(f"You asked both for {both} and to do without; I took it in."), players


def _players(text: Text, ensembles: list[Match], singles: list[Match]) -> tuple[str, ...]:
    exact = [match for match in ensembles if match.phrase not in words.GENERAL_ENSEMBLES]
    if ensembles := exact or ensembles:
        players = list(words.ENSEMBLE_WORDS[ensembles[0].phrase])
        # "string quartet for two violins, viola and cello" names the same people twice; only others join.
        named = [words.INSTRUMENT_WORDS[match.phrase] for match in singles]
        players += [name for name in named if name not in players]
        if len(players) > MAX_PARTS and "orchestra" in ensembles[0].phrase:  # those that were named, and whoever else finds room
            players = sorted(players, key=lambda name: name not in named)[:MAX_PARTS]
        return tuple(players) if len(ensembles[0].phrase.split()) > 1 and not singles else _in_page_order(players)
    counts: Counter[str] = Counter()
    for match in singles:
        name = words.INSTRUMENT_WORDS[match.phrase]
        if not any(token in SOLO_WORDS for token in text.tokens[max(0, match.first - 1) : match.first]) or name not in counts:
            counts[name] = max(counts[name], _count(text, match, is_one_of_many=len({each.phrase for each in singles}) > 1))
    return _in_page_order(list(counts.elements()))


def _lettered_choir(text: Text) -> list[Match]:
    """Voices by their letters where the tables have no such choir: "ATB", "SSATB". Only A and B are the letters of a form."""
    for place, token in enumerate(text.tokens):
        written = text.as_written(range(place, place + 1))
        if token not in words.ENSEMBLE_WORDS and written.isupper() and LETTERED.fullmatch(written) and set(written) & {"S", "T"}:
            text.take(range(place, place + 1))
            return [Match(token, written, place, place + 1)]
    return []


def _counts_lines(text: Text, match: Match) -> bool:
    """Whether "in two voices" says how many lines a fugue has, or are heard "on the piano", not who sings it."""
    is_played = ON_KEYS.search(text.line) is not None
    return match.phrase in words.VOICE_COUNTS and (is_played or bool(words.LINE_WORDS.intersection(text.tokens)))


def _is_of_players(text: Text, match: Match) -> bool:
    """Whether it is only the word for a group: "a choir of trombones", "our clarinet choir"."""
    before, following = text.tokens[match.first - 1] if match.first else "", text.tokens[match.last : match.last + 3]
    if match.phrase in words.GROUPS and before in words.INSTRUMENT_WORDS and before not in words.VOICE_WORDS:
        return True
    return following[:1] == ["of"] and any(word in words.INSTRUMENT_WORDS for word in following)


def _basses(text: Text) -> list[Match]:
    """The word "bass" alone: a singer beside other voices, else a double bass; "walking bass" and "bass line" are neither."""
    found = []
    for place, token in enumerate(text.tokens):
        before, after = text.tokens[place - 1] if place else "", text.tokens[place + 1] if place + 1 < len(text.tokens) else ""
        if token != "bass" or place in text.taken or before in words.NO_BASS_BEFORE or after in words.NO_BASS_AFTER:
            continue
        is_voice = words.VOICE_WORDS.intersection(text.tokens)
        text.take(range(place, place + 1))
        span = range(place, place + 1)
        found.append(Match("bass voice" if is_voice else "double bass", text.as_written(span), place, place + 1, text.is_negated(place)))
    return found


def _bare_group(text: Text) -> tuple[str, ...]:
    """A quartet of nobody in particular is one of strings."""
    place = next((place for place, token in enumerate(text.tokens) if token == "quartet" and place not in text.taken), None)
    if place is None or text.is_negated(place):
        return ()
    text.take(range(place, place + 1))
    return words.QUARTET


def _count(text: Text, match: Match, is_one_of_many: bool) -> int:
    """How many of this instrument: "two violins", "flute duet", a bare plural; in a "piccolo and tuba duet" one of each."""
    before = text.tokens[match.first - 1] if match.first else ""
    after = text.tokens[match.last] if match.last < len(text.tokens) else ""
    name = words.INSTRUMENT_WORDS[match.phrase]
    is_keyboard = INSTRUMENTS[name].family == "keyboard"
    if after in words.GROUP_SIZES and not is_keyboard and not is_one_of_many:
        text.known.add(match.last)
        return words.GROUP_SIZES[after]
    if match.first > 1 and text.tokens[match.first - 2] in words.NUMBERED:
        return 1  # "grade 8 flute", "op. 3 violin"
    if is_keyboard and match.phrase not in PLURALS:
        return 1  # "jazz 4 piano"
    if before.isdigit() and len(before) < 4:
        return max(1, int(before))
    if before in words.NUMBERS and before != "zero":
        return words.NUMBERS[before]
    return 2 if match.phrase in PLURALS and not is_keyboard else 1  # "pianos": nobody means two grand pianos in passing


def _in_page_order(players: list[str]) -> tuple[str, ...]:
    return tuple(sorted(players, key=ORDER.__getitem__))

"""Four-part exercises: harmonise a melody, set a bass."""

from random import Random

from ...music.analysis.numerals import Numeral
from ...music.criteria.kinds import Values
from ...music.criteria.parameters import Choice, Number
from ...music.saying import Saying, gettext_noop, say
from ...music.score import Chord, KeySignature, Measure, Score, Staff, TimeSignature, Voice
from .choices import accidentals_parameter, level_parameter, mode_parameter, pick_key
from .exercise import Asked, Draft, emptied
from .four_parts import Place, Voiced, voice_all
from .progressions import chord, phrase
from .writing import Line, pitch_at, score_of

CHOIR = ("Soprano", "Alto", "Tenor", "Bass")
TEMPO = 76
OPEN_CADENCES = ("half", "half", "deceptive", "authentic", "plagal")
BEAT = 24


def phrases(mode: str, level: int, count: int, beats: int, rng: Random, kinds: tuple[str, ...] = ()) -> tuple[list[list[str]], list[str]]:
    """The numerals of each phrase of two measures, one a beat, the last one long, and how each ends. kinds: of endings, if known."""
    rows, ends = [], list(kinds)
    for number in range(count):
        if not kinds:
            ends.append("authentic" if number == count - 1 else rng.choice(OPEN_CADENCES))
        after = rows[-1][-1] if rows else ""
        rows.append(phrase(mode, level, 2 * beats - 1, ends[number], rng, after=after))
    return rows, ends


def places_of(rows: list[list[str]], key: KeySignature, *, is_perfect: bool = True) -> list[Place]:
    """A place for every chord; the last soprano note is the tonic where the end is to be perfect."""
    places = [Place((chord(text, key.mode),)) for row in rows for text in row]
    if is_perfect:
        places[-1] = Place(places[-1].chords, soprano_class=key.tonic * 7 % 12)
    return places


def choir_score(voiced: list[Voiced], lengths: list[int], key: KeySignature, time: TimeSignature, fermatas: list[int]) -> Score:
    """Voiced chords as a score for choir, with a fermata at the end of each phrase. fermatas: indices of the chords that have one."""
    lines: list[list[Line]] = []
    for voice in range(4):
        line = [(ticks, (pitch_at(one.pitches[voice], one.places[voice], key.tonic),)) for one, ticks in zip(voiced, lengths, strict=True)]
        lines.append([line])
    score = score_of(CHOIR, key, time, TEMPO, lines)
    return _with_fermatas(score, {sum(lengths[:index]) for index in fermatas})


def _with_fermatas(score: Score, ticks: set[int]) -> Score:
    measures = []
    for number, measure in enumerate(score.measures):
        start = score.measure_onsets_ticks[number]
        staves = tuple(
            Staff(tuple(Voice(tuple(_marked(voice, start, ticks))) for voice in staff.voices), staff.dynamic) for staff in measure.staves
        )
        measures.append(Measure(measure.key, measure.time, staves, measure.length_ticks))
    return Score(score.parts, score.key, score.time, score.tempo_qpm, tuple(measures), score.title)


def _marked(voice: Voice, start: int, ticks: set[int]) -> list[Chord]:
    return [
        Chord(one.duration_ticks, one.pitches, one.ties, "fermata") if start + onset in ticks and one.pitches else one
        for onset, one in voice.timed()
    ]


def chorale_score(
    mode_key: KeySignature, level: int, count: int, beats: int, rng: Random, kinds: tuple[str, ...] = ()
) -> tuple[Score, list[str]]:
    """A faultless chorale of phrases of two measures, and the cadence of each phrase."""
    rows, ends = phrases(mode_key.mode, level, count, beats, rng, kinds)
    voiced = voice_all(places_of(rows, mode_key, is_perfect=ends[-1] == "authentic"), mode_key.tonic, rng)
    lengths, fermatas = [], []
    for row in rows:
        lengths += [BEAT] * (len(row) - 1) + [2 * BEAT]
        fermatas.append(len(lengths) - 1)
    return choir_score(voiced, lengths, mode_key, TimeSignature(beats, 4), fermatas), ends


def _criteria(score: Score, given_staff: int, ends: list[str], level: int) -> Asked:
    bars = len(score.measures)
    asked = Asked().hard("given_untouched", regions=[[1, bars, given_staff]]).hard("key", key=score.key.name)
    asked = asked.hard("ends_with", cadence="perfect").hard("no_parallels", 4).soft("voices", 1, count=4)
    for number, kind in enumerate(ends[:-1], start=1):
        asked = asked.soft("cadence_in", 1, cadence=kind, bar=2 * number)
    asked = asked.soft("leading_notes", 2).soft("spacing").soft("no_crossing").soft("no_overlap").soft("in_range").soft("augmented_steps")
    return asked.soft("sevenths") if level >= 2 else asked


def make_chorale(values: Values, rng: Random) -> Draft:
    """Given soprano or bass, four parts to write."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    level, count, beats = int(values["level"]), int(values["phrases"]), int(str(values["time"])[0])  # type: ignore[arg-type]
    solution, ends = chorale_score(key, level, count, beats, rng)
    is_soprano = values["given"] == "soprano"
    staff = 0 if is_soprano else 3
    bars = len(solution.measures)
    given = emptied(solution, [(1, bars, other) for other in range(4) if other != staff])
    title = say(gettext_noop("Chorale in %(key)s"), key=key.name)
    return Draft(title, _task(is_soprano), given, ((1, bars, staff),), _criteria(solution, staff, ends, level).criteria, solution)


def _task(is_soprano: bool) -> Saying:
    if is_soprano:
        return say(
            gettext_noop("The tune is given to the soprano. Add alto, tenor and bass: a chord on every beat, a cadence under each fermata.")
        )
    return say(gettext_noop("The bass is given. Add soprano, alto and tenor: a chord on every beat, a cadence under each fermata."))


def harmonise_melody(values: Values, rng: Random) -> Draft:
    """The melody of a chorale on its own, to be harmonised."""
    draft = make_chorale({**values, "given": "soprano"}, rng)
    title = say(gettext_noop("Harmonise this melody in %(key)s"), key=draft.solution.key.name)
    return Draft(title, draft.task, draft.given, draft.locks, draft.criteria, draft.solution)


def numerals_of(rows: list[list[str]], mode: str) -> list[Numeral]:
    """The chords of all phrases."""
    return [chord(text, mode) for row in rows for text in row]


SHARED = (
    mode_parameter(), accidentals_parameter(), level_parameter(), Number("phrases", gettext_noop("Phrases (of two bars)"), 1, 6, 2),
    Choice("time", gettext_noop("Metre"), {"4/4": "4/4", "3/4": "3/4"}, "4/4"),
)  # fmt: skip
CHORALE_PARAMETERS = (
    *SHARED, Choice("given", gettext_noop("Given"), {"soprano": gettext_noop("the soprano"), "bass": gettext_noop("the bass")}, "soprano"),
)  # fmt: skip

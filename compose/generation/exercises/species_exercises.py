"""Two-part counterpoint: a cantus firmus is given, a line in one of the species is asked for."""

from random import Random

from ...music.criteria.kinds import Values
from ...music.criteria.parameters import Choice, Number
from ...music.criteria.species_kinds import CANTUS
from ...music.saying import gettext_noop, say
from ...music.score import TimeSignature
from .against import counterpoint
from .cantus import cantus_firmus
from .choices import accidentals_parameter, mode_parameter, pick_key
from .exercise import Asked, Draft, emptied
from .four_parts import NoVoicing
from .writing import score_of, single

TEMPO = 120
NAMES = {1: gettext_noop("first"), 2: gettext_noop("second"), 3: gettext_noop("third"), 4: gettext_noop("fourth")}
CENTRES = {"lower": 55, "upper": 69}
PLAYERS = {"lower": ("Alto", "Bass"), "upper": ("Soprano", "Bass")}


def make_species(values: Values, rng: Random) -> Draft:
    """A cantus in one voice and an empty staff for the other."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    species, bars = int(values["species"]), int(values["bars"])  # type: ignore[arg-type]
    cantus_voice = str(values["cantus"])
    is_above = cantus_voice == "lower"
    cantus = cantus_firmus(key, bars, CENTRES[cantus_voice], rng)
    line = counterpoint(cantus, key, species, rng, is_above=is_above)
    if line is None:
        raise NoVoicing("No counterpoint was found against this cantus.")
    given = single([(96, pitch) for pitch in cantus])
    staves = [[line], [given]] if is_above else [[given], [line]]
    solution = score_of(("Violin", "Cello"), key, TimeSignature(4, 4), TEMPO, staves)
    empty, locked = (0, 1) if is_above else (1, 0)
    asked = (
        Asked().hard("given_untouched", regions=[[1, bars, locked]]).hard(f"species_{species}", 8, cantus=cantus_voice)
        .soft("climax", voice="top" if is_above else "bottom").soft("stepwise", share=0.5, voice="top" if is_above else "bottom")
    )  # fmt: skip
    title = say(gettext_noop("Counterpoint, %(species)s species, in %(key)s"), species=NAMES[species], key=key.name)
    task = say(
        gettext_noop("The long notes are given and stay as they are. Write the other voice in the %(species)s species."),
        species=NAMES[species],
    )
    return Draft(title, task, emptied(solution, [(1, bars, empty)]), ((1, bars, locked),), asked.criteria, solution)


SPECIES_PARAMETERS = (
    Number("species", gettext_noop("Species"), 1, 4, 1),
    Choice("cantus", gettext_noop("The given voice is"), CANTUS, "lower"),
    Number("bars", gettext_noop("Bars"), 8, 12, 10), mode_parameter(), accidentals_parameter(1),
)  # fmt: skip

"""How loud a dynamic is, and which one holds where."""

from .score import Score

VELOCITIES = {"ppp": 26, "pp": 38, "p": 50, "mp": 62, "mf": 74, "f": 88, "ff": 102, "fff": 114}
DEFAULT_DYNAMIC = "mf"


def dynamics_in_force(score: Score, staff: int) -> list[str]:
    """The dynamic in force on a staff in each measure. Nothing later changes it.

    Until a staff has a dynamic of its own it follows its part: on a piano one mark between the staves is meant for both hands.
    """
    leaders = [other for other, part in enumerate(score.staff_parts) if part == score.staff_parts[staff]]
    current, in_force = DEFAULT_DYNAMIC, []
    for measure in score.measures:
        if measure.staves[staff].dynamic:
            leaders = [staff]
        current = next((mark for leader in leaders if (mark := measure.staves[leader].dynamic)), current)
        in_force.append(current)
    return in_force

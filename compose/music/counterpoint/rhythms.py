"""Which rhythms belong to which species. Source: Fux, Gradus ad Parnassum, book I, exercises I to V."""

from .setting import Setting


def rhythm_faults(setting: Setting) -> list[int]:
    """Measures, from 0, whose rhythm does not belong to the species."""
    last = len(setting.starts) - 1
    check = {1: _first, 2: _second, 3: _third, 4: _fourth, 5: _fifth}[setting.species]
    wrong = [number for number in range(last) if not check(setting, number)]
    if last >= 0 and setting.rhythm(last) != [setting.measure_ticks]:
        wrong.append(last)
    if setting.species == 4 and not wrong and _tied_share(setting) < 0.5:
        wrong.append(next(number for number in range(1, last + 1) if not _is_tied_into(setting, number)))
    return wrong


def _first(setting: Setting, number: int) -> bool:
    return setting.rhythm(number) == [setting.measure_ticks]


def _second(setting: Setting, number: int) -> bool:
    half = setting.measure_ticks // 2
    if setting.measure_ticks % 16:  # three in a bar: three notes against one
        return _parts(setting, number, 3)
    is_free = number == len(setting.starts) - 2 and setting.rhythm(number) == [2 * half]
    return is_free or _parts(setting, number, 2)


def _third(setting: Setting, number: int) -> bool:
    return _parts(setting, number, 4 if setting.measure_ticks % 16 == 0 else 6)


def _parts(setting: Setting, number: int, count: int) -> bool:
    """Equal notes that begin inside the measure, in the first one perhaps after a rest."""
    size = setting.measure_ticks // count
    lengths = setting.rhythm(number)
    if number == 0 and lengths[:1] == [-size]:
        lengths = [size, *lengths[1:]]
    return lengths == [size] * count and (number == 0 or not _is_tied_into(setting, number))


def _fourth(setting: Setting, number: int) -> bool:
    half = setting.measure_ticks // 2
    lengths = setting.rhythm(number)
    if number == 0:
        return lengths in ([-half, half], [half, half])
    if number == len(setting.starts) - 2 and lengths == [2 * half]:
        return True
    return lengths == [half, half]


def _is_tied_into(setting: Setting, number: int) -> bool:
    note = setting.counter.note_at(setting.starts[number])
    return note is not None and note.start < setting.starts[number]


def _tied_share(setting: Setting) -> float:
    numbers = range(1, len(setting.starts) - 1)
    return sum(_is_tied_into(setting, number) for number in numbers) / max(1, len(numbers))


def _fifth(setting: Setting, number: int) -> bool:
    """Whole notes to eighths; eighths only in pairs off the accented beats; a first rest of half a measure at most."""
    half, quarter = setting.measure_ticks // 2, setting.measure_ticks // 4
    lengths = setting.rhythm(number)
    now, eighths = 0, 0
    for length in lengths:
        if length < 0:
            if number or now or -length > half:
                return False
        elif length < quarter:
            eighths += 1
            is_second = eighths % 2 == 0
            if length != quarter // 2 or now % (2 * quarter) not in ((quarter + quarter // 2,) if is_second else (quarter,)):
                return False
        now += abs(length)
    return eighths % 2 == 0

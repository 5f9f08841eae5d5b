"""How often `spell` agrees with scores: compressed MusicXML in, share of notes spelled alike out."""

import argparse
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from .pitch import SEMITONES, STEPS
from .score import KeySignature
from .spelling import spell

# Krumhansl & Kessler's profiles, to tell minor from relative major where the file does not.
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)


def agreement(path: Path) -> tuple[int, int]:
    """Notes of an .mxl file, at sounding pitch, that `spell` writes as the file does, and all of them."""
    notes = np.array(sorted(_notes(path)))
    right = count = 0
    if not len(notes):
        return 0, 0
    onsets, _, _, signatures = notes.T
    _, firsts, place = np.unique(onsets, return_index=True, return_inverse=True)
    agreed = signatures[firsts][place]  # one signature a moment, though transposed parts may disagree by a comma
    for segment in np.split(np.arange(len(notes)), np.flatnonzero(np.diff(agreed)) + 1):
        fifths = int(agreed[segment[0]])
        if -7 <= fifths <= 7:
            rows = notes[segment]
            pitches = rows[:, 1].astype(int)
            spelled = spell(rows[:, 0], pitches, KeySignature(fifths, _mode(pitches, fifths)))
            right += int((spelled == rows[:, 2]).sum())
            count += len(rows)
    return right, count


def _mode(pitches: np.ndarray, fifths: int) -> str:
    histogram = np.bincount(pitches % 12, minlength=12)
    if histogram.std() == 0:
        return "major"
    major = np.corrcoef(histogram, np.roll(MAJOR, fifths * 7 % 12))[0, 1]
    minor = np.corrcoef(histogram, np.roll(MINOR, (fifths + 3) * 7 % 12))[0, 1]
    return "minor" if minor > major else "major"


def _notes(path: Path) -> Iterator[tuple[float, int, int, int]]:
    """Onset in quarters, MIDI pitch, place on the line of fifths and signature of every struck note, all at sounding pitch."""
    with zipfile.ZipFile(path) as archive:
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        name = next(element.get("full-path") for element in container.iter() if element.tag.endswith("rootfile"))
        root = ElementTree.fromstring(archive.read(name))
    for part in root.iter("part"):
        yield from _part_notes(part)


def _part_notes(part: ElementTree.Element) -> Iterator[tuple[float, int, int, int]]:
    divisions, signature, shift, semitones, start = 1, 0, 0, 0, 0.0
    for measure in part.iter("measure"):
        now = chord_onset = end = start
        for element in measure:
            length = int(element.findtext("duration") or 0) / divisions
            if element.tag == "attributes":
                divisions = int(element.findtext("divisions") or divisions)
                signature = int(element.findtext("key/fifths") or signature)
                if element.find("transpose") is not None:
                    semitones = int(float(element.findtext("transpose/chromatic") or 0))
                    shift = 7 * semitones - 12 * int(element.findtext("transpose/diatonic") or round(semitones * 7 / 12))
                    semitones += 12 * int(element.findtext("transpose/octave-change") or 0)
            elif element.tag == "note":
                onset = chord_onset if element.find("chord") is not None else now
                is_held = any(tie.get("type") == "stop" for tie in element.findall("tie"))
                if element.find("pitch") is not None and not is_held:
                    fifths, pitch = _pitch(element.find("pitch"))
                    yield onset, pitch + semitones, fifths + shift, signature + shift
                if element.find("chord") is None:
                    chord_onset, now = now, now + length
            elif element.tag == "backup":
                now -= length
            elif element.tag == "forward":
                now += length
            end = max(end, now)
        start = end


def _pitch(element: ElementTree.Element) -> tuple[int, int]:
    step, alter = element.findtext("step"), round(float(element.findtext("alter") or 0))
    return STEPS.index(step) - 1 + 7 * alter, 12 * (int(element.findtext("octave")) + 1) + SEMITONES[step] + alter


def main() -> None:
    """Print the share over a folder of .mxl files, by note and by piece."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take only every n-th file")
    arguments = parser.parse_args()
    shares, right, count = [], 0, 0
    for path in sorted(arguments.corpus.rglob("*.mxl"))[:: arguments.every]:
        alike, notes = agreement(path)
        right, count = right + alike, count + notes
        shares += [alike / notes] if notes else []
    reached = np.mean(np.array(shares) >= 0.99)
    print(f"{right / count:.4%} of {count} notes; median piece {np.median(shares):.4%}; {reached:.1%} of pieces reach 99%")

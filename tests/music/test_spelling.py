import zipfile

import numpy as np
import pytest

from compose.music import musicxml
from compose.music.pitch import fifths_name
from compose.music.score import KeySignature
from compose.music.spelling import spell
from compose.music.spelling_measure import agreement

from .factories import ALL


def names(pitches, fifths, mode="major"):
    return [fifths_name(place) for place in spell(np.arange(len(pitches)) * 12, np.array(pitches), KeySignature(fifths, mode))]


@pytest.mark.parametrize("fifths", range(-7, 8))
def test_a_major_scale_is_spelled_by_its_signature(fifths):
    tonic = fifths * 7 % 12 + 60
    expected = [fifths_name(fifths + place) for place in (0, 2, 4, -1, 1, 3, 5, 0)]
    assert names([tonic + step for step in (0, 2, 4, 5, 7, 9, 11, 12)], fifths) == expected


@pytest.mark.parametrize("fifths", range(-6, 5))
def test_the_leading_note_of_minor_is_raised(fifths):
    tonic = (fifths + 3) * 7 % 12 + 60
    expected = [fifths_name(fifths + 3 + place) for place in (0, 2, -3, -1, 1, -4, 5, 0)]
    assert names([tonic + step for step in (0, 2, 3, 5, 7, 8, 11, 12)], fifths, "minor") == expected


def test_every_spelling_sounds_as_asked_in_any_order():
    rng = np.random.default_rng(1)
    pitches, onsets = rng.integers(30, 90, 500), rng.integers(0, 4000, 500)
    spelled = spell(onsets, pitches, KeySignature(-3, "minor"))
    assert ((spelled * 7 - pitches) % 12 == 0).all()
    order = rng.permutation(500)
    moments = {(onset, pitch): place for onset, pitch, place in zip(onsets, pitches, spelled, strict=True)}
    again = spell(onsets[order], pitches[order], KeySignature(-3, "minor"))
    assert np.mean([moments[onsets[i], pitches[i]] == place for i, place in zip(order, again, strict=True)]) == 1


def test_no_notes_and_one_note_can_be_spelled():
    assert list(spell(np.array([]), np.array([]), KeySignature(0))) == []
    assert names([61], 5) == ["C#"] and names([61], -5) == ["Db"]


@pytest.mark.parametrize("name", ALL)
def test_it_agrees_with_our_own_scores(name, tmp_path):
    path = tmp_path / "piece.mxl"
    container = '<container><rootfiles><rootfile full-path="piece.musicxml"/></rootfiles></container>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("piece.musicxml", musicxml.write(ALL[name]()))
    right, count = agreement(path)
    assert count == len(ALL[name]().notes) and right / count > 0.95

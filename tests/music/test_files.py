"""What leaves the site is opened by a second program, and says that a machine made it."""

import io
import json
import zipfile
from dataclasses import replace

import mido
import mutagen.mp3
import numpy as np
import partitura
import pypdfium2
import pytest
import soundfile
import verovio
from PIL import Image

from compose.music import audio, card, midi, mxl, pdf, picture, stems
from compose.music.performance import perform

from .factories import ALL, make_quartet, make_score, make_song

MARK = "AI-generated music (model abc123, seed 7)"


@pytest.mark.parametrize("name", ALL)
def test_compressed_musicxml_is_read_by_the_engraver_and_by_partitura(name, tmp_path):
    score = ALL[name]()
    path = tmp_path / "score.mxl"
    path.write_bytes(mxl.write(score))
    assert verovio.toolkit().loadFile(str(path))
    read = partitura.load_musicxml(str(path))
    assert sum(len(part.notes_tied) for part in read.parts) == len(score.notes)
    assert MARK in zipfile.ZipFile(path).read("score.musicxml").decode()


def test_a_midi_file_has_a_track_a_part_and_lets_no_note_hang():
    score = make_song()
    file = mido.MidiFile(file=io.BytesIO(midi.write(score)))
    assert [track.name for track in file.tracks] == ["Song", "Voice", "Piano"]
    for track in file.tracks[1:]:
        sounding, channels = [], set()
        for message in track:
            if message.type == "note_on" and message.velocity:
                sounding.append(message.note)
                channels.add(message.channel)
            elif message.type in ("note_off", "note_on"):
                sounding.remove(message.note)
        assert sounding == [] and len(channels) == 1 and 9 not in channels


def test_stems_are_aligned_and_add_up_to_the_whole():
    score = make_quartet()
    archive = zipfile.ZipFile(io.BytesIO(stems.write(score)))
    names = [name for name in archive.namelist() if name.endswith(".mp3")]
    assert names == ["01 Violin 1.mp3", "02 Violin 2.mp3", "03 Viola.mp3", "04 Cello.mp3"] and MARK in archive.read("about.txt").decode()
    tags = mutagen.mp3.MP3(io.BytesIO(archive.read(names[0]))).tags
    assert MARK in str(tags)
    sounds = [soundfile.read(io.BytesIO(archive.read(name)))[0] for name in names]
    assert len({len(sound) for sound in sounds}) == 1 and all(np.abs(sound).max() > 0.01 for sound in sounds)
    parts = [np.concatenate(list(audio.pcm(score, part=part))).astype(float) for part in range(4)]
    whole = np.concatenate(list(audio.pcm(score))).astype(float)
    assert np.corrcoef(sum(parts)[:, 0], whole[:, 0])[0, 1] > 0.99


def test_a_picture_is_opened_and_carries_its_mark():
    svg = picture.write_svg(make_quartet())
    assert svg.count(MARK.encode()) == 2 and b"ai-generated=true" in svg
    png = Image.open(io.BytesIO(picture.write_png(make_quartet())))
    png.load()
    assert png.width == 1100 and png.text["Comment"] == MARK and png.text["ai-generated"] == "true"
    assert np.asarray(png.convert("L")).min() < 40


def test_a_printed_score_says_its_title_and_its_mark():
    document = pypdfium2.PdfDocument(pdf.write(make_quartet()))
    text = document[0].get_textpage().get_text_range()
    assert "A small piece" in text and MARK in text and document.get_metadata_value("Title") == "A small piece"


def test_a_part_alone_is_printed_as_its_player_reads_it():
    score = make_score([("c''1",)], parts=("Clarinet",))
    text = pypdfium2.PdfDocument(pdf.write(score))[0].get_textpage().get_text_range()
    assert "Clarinet in B" in text


def test_the_card_says_what_it_takes_to_compose_it_again():
    score = make_song()
    made = replace(score, metadata=(*score.metadata, ("description", "a song"), ("plan", '{"wishes": []}'), ("licence", "")))
    read = json.loads(card.write(made))
    assert (read["description"], read["seed"], read["model"], read["plan"]) == ("a song", "7", "abc123", {"wishes": []})
    assert read["ai-generated"] is True and read["mark"] == MARK and read["music"]["notes"] == len(perform(score)) and "licence" not in read

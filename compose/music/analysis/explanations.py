"""Why each finding matters and what to try, in words for a twelve-year-old."""

from ..saying import gettext_noop

EXPLANATIONS = {
    "parallel-fifths": gettext_noop("Two voices that move in fifths side by side melt into one, and the music suddenly sounds hollow. "
                                    "Let one of them move the other way, or hold a note both chords share."),
    "parallel-octaves": gettext_noop("In octaves or in unison two voices sing the same tune, so one voice gets lost. "
                                     "Move one of them in the other direction or to another note of the chord."),
    "hidden-fifths": gettext_noop("Both outer voices jump the same way onto a fifth, and the ear hears it stick out. "
                                  "Let the top voice move by step, or let the bass move the other way."),
    "hidden-octaves": gettext_noop("Both outer voices move the same way onto an octave, and the ear hears them fall together. "
                                   "Let the top voice move by step, or let the bass move the other way."),
    "voice-crossing": gettext_noop("The lower voice is above the higher one here, so a listener can no longer tell who sings what. "
                                   "Swap the two notes."),
    "voice-overlap": gettext_noop("A voice moves past the place where its neighbour just was, which makes the two hard to tell apart. "
                                  "Try a note nearer to where the voice comes from."),
    "spacing": gettext_noop("There is a big hole between two upper voices, so the chord sounds thin. "
                            "Bring them within an octave; only the bass may be further away."),
    "leading-note": gettext_noop("The leading note pulls up to the home note, and the ear waits for it. Let it step up."),
    "seventh": gettext_noop("The seventh of a chord leans downwards. Let it step down to the next note below."),
    "leap": gettext_noop("After a wide jump a tune feels balanced when it turns back. "
                         "Move in the other direction after the jump, best by step."),
    "augmented-step": gettext_noop("This step is stretched by a semitone and hard to sing. "
                                   "Change one of the two notes so that the line moves by an ordinary step."),
    "doubled-leading-note": gettext_noop("The leading note is so strong that one voice is enough; if two sing it, both want to go there. "
                                         "Give one of them another note of the chord."),
    "range": gettext_noop("This note is too high or too low for who should sing or play it. "
                          "Choose another octave or another note of the chord."),
    "species-cantus": gettext_noop("The given tune must stay as it is: one long note in each bar."),
    "species-rhythm": gettext_noop("Each species is a game with one rhythm. Change the note values of this bar to those of the species."),
    "species-dissonance": gettext_noop("This note rubs against the given voice. Choose a third, fifth, sixth or octave, "
                                       "or come to the note and leave it by step where the species allows it."),
    "species-opening": gettext_noop("A clear beginning rests on a perfect interval. Start on the same note, a fifth or an octave."),
    "species-ending": gettext_noop("The end should sound finished. Finish on the same note as the given voice, or an octave away."),
    "species-clausula": gettext_noop("A close works best when one voice steps up and the other steps down into the last note."),
    "species-parallels": gettext_noop("Two voices in parallel fifths or octaves melt into one. Let one of them go the other way."),
    "species-direct": gettext_noop("When both voices go the same way into a fifth or an octave, it sticks out. "
                                   "Go the other way, or by thirds and sixths."),
    "species-unison": gettext_noop("When both voices sing the same note, one of them disappears. Keep that for the beginning and the end."),
    "species-crossing": gettext_noop("The voices have changed places, and a listener loses the thread. Choose a note on your own side."),
    "species-leap": gettext_noop("This jump is hard to sing. Use steps, thirds, fourths, fifths, octaves, or a minor sixth upwards."),
    "species-repeat": gettext_noop("A repeated note stops the line. Move to a neighbour instead."),
    "species-recovery": gettext_noop("After a wide leap the line should turn back, so that it stays balanced."),
    "species-range": gettext_noop("A line that goes very high and very low is hard to sing. Keep it within a tenth."),
    "species-chromatic": gettext_noop("This note does not belong to the key. Take away the accidental or choose a neighbour."),
    "species-alike": gettext_noop("Many thirds or sixths in a row make one voice follow the other like a shadow. Change the direction."),
}  # fmt: skip

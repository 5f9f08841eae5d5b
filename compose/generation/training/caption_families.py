"""The families of sentences that captions are made from; each is one way in which people ask for music.

{slot} must be filled, [a part] goes where its slot is unknown or dropped, <one|other> are equal ways to say it. The slots are the
functions of caption_slots.py. Families of HELD_OUT never train: they measure how far what was learned reaches.
"""

TRAINING_FAMILIES: tuple[str, ...] = (
    # titles and metadata
    "{title} in {key}[, {marking}][, {players}]",
    "{title} no. {number}[ in {key}][ {players}]",
    "{title}, op. {number}[, {marking}]",
    "{title} ({marking})",
    "a[ {tempo}] {genre} in the manner of {composer}[, in {key}]",
    "<a piece|something|music> like {composer} <would write|might have written|used to write>[, {players}]",
    "a {period} {genre}[ in {key}][ {players}]",
    "a {genre} from {era}[ {players}][, {marking}]",
    "{music} from {era}",
    "{genre}, {period} style[, {key}][, {time}]",
    # what can be counted: key, metre, tempo, length, players
    "a[ {tempo}][ {mood}] {genre}[ in {key}][ {players}]",
    "a {genre}[ {players}][ in {time}][, {tempo}][, {mood}]",
    "<write|compose> me a[ {mood}] {genre}[ in {time}][ {players}]",
    "please <write|compose|make> a[ {tempo}] {genre}[ in {key}][ {density}][ {players}]",
    "a {genre} of {bars} bars[ in {key}][ {players}]",
    "{bars} <bars|measures>[ in {time}][, {key}][, {mood}][, {players}]",
    "a {genre} at {bpm} bpm[ in {key}][ {players}]",
    "a[ {mood}] {genre}, about {minutes}[, {players}]",
    "key: {key}, <time|metre|meter>: {time}, <tempo|speed>: {tempo}[, instruments: {who}]",
    "genre: {genre}; mood: {mood}[; tempo: {bpm} bpm][; instruments: {who}]",
    "a {genre} in {form} form[ {players}][, {mood}]",
    "{key}, {time}, {tempo}[, {players}]",
    "{marking}, {key}[, {time}][, {players}]",
    "I need a {genre} in {key}[, {time}][, {tempo}][, {players}]",
    "a {thick} {genre}[ in {key}][ {players}]",
    "{music} {density}[, {tempo}][, {players}]",
    "a {woven} {genre}[ in {key}][ {players}]",
    "{woven} {music}[, {mood}][, {players}]",
    "a[ {mood}] {genre} {texture}[, {players}]",
    "{level} {music}[ {players}][, {texture}]",
    "something {level}[ {players}][, {texture}][, {mood}]",
    "{who}, {level}[, {woven}][, {key}]",
    # few words and tags
    "{tempo} {genre}",
    "{mood} {genre}",
    "{mood} {genre} {players}",
    "{mood}, {tempo}, {who}",
    "{who}, {mood}[, {key}][, {time}]",
    "{music}, {mood}, {mood2}[, {who}]",
    "{mood} {music}",
    "{music} {players}",
    # moods
    "I would like a {mood} {period} piece[ {players}][ in {time}]",
    "something {mood}[ {players}][, {tempo}][, {density}]",
    "something {mood} and {mood2}[, {players}]",
    "a piece that <makes me feel|leaves you|sounds> {mood}[, {players}]",
    "my {genre} should sound {mood}[ and {mood2}][, {density}]",
    "I am in a {mood} mood, I want to hear {music}",
    "can you make a {mood} {genre}? [{players}, ][{tempo} ]please",
    "the music should be {mood} <and|but also> {mood2}[, {players}][, in {key}]",
    # scenes
    "music for {scene}[, {players}]",
    "{scene}, {mood}[, {players}]",
    "imagine {scene}: a {mood} {genre}[ {players}]",
    "the soundtrack of {scene}, {mood}[ and {tempo}]",
    "it should sound like {scene}[, {players}]",
    "{scene}",
    "I think of {scene} and want to hear it[ {players}]",
    "a {genre} that tells of {scene}[, {tempo}][, in {key}]",
    # uses
    "I need {music} for {use}[, {tempo}][, {mood}]",
    "a {mood} {genre} for {use}[, {players}]",
    "we are looking for a {genre} for {use}[, {players}][, {minutes}]",
    "for {use}: <something|a piece that is> {mood}[ {players}]",
    "<background|some|the right> music for {use}[, {players}]",
    # teachers
    "for my pupils: a {tempo} {lesson}[ in {key}][ in {time}][ {players}]",
    "a sight-reading <exercise|piece>[ in {key}][ in {time}][, {tempo}][, {players}]",
    "a {level} {lesson}[ {players}][ in {key}]",
    "a {lesson} for {pupil}, {level}[, {hands}][, {time}]",
    "my student needs a {lesson} to practise {skill}[ in {key}][, {tempo}]",
    "a study in {skill}[ {players}][, {key}][, {time}]",
    # what it must not be
    "a {genre} that is not {opposite}[, {players}]",
    "not {opposite} at all, rather {mood}[, {players}]",
    "a {genre}, but please nothing {opposite}[, {players}]",
    "nothing too {opposite}, <I want|give me> a {mood} {genre}[ {players}]",
    "a {genre} {players}, without {stranger}[, {mood}]",
    # vague words, and English as it is written in a hurry or as a second language
    "something {vague}[ {players}][, maybe {mood}]",
    "just a {vague} {genre}[ {players}]",
    "I don't know much about music, I want something {vague}, {mood}[ and {tempo}]",
    "pls make {genre} {mood}[ {players}][ {tempo}]",
    "hello, need {mood} {genre} for {use}, thank you",
    "i wish one {genre} {mood}, it be {tempo}[, {players}]",
    "kind of a {mood} {genre}, you know, like {scene}",
)

HELD_OUT_FAMILIES: tuple[str, ...] = (
    "{title} in {key} after {composer}",
    "let's hear some {mood} {music}[ {players}]",
    "compose for tonight: {scene}[, {tempo}][, {players}]",
    "it has to be {mood}[, {tempo}][, in {time}][ and {players}]",
    "a {genre}[ in {key}]; the character is {mood}[, {density}]",
    "we need {mood} background music[ {players}][ in {key}]",
    "could I have a {genre}[ {players}] that reminds people of {scene}?",
    "my choice for {use} would be a {tempo} {genre}[ {players}]",
    "{pupil} will play this: a {level} {lesson}[ in {key}][ in {time}]",
    "make it {level}: a {genre}[ {players}][, {texture}]",
    "a {genre}[ {players}] written {texture}[, {mood}]",
    "anything but {opposite}[, {players}][, in {key}]",
    "the metre is {time}, it stands in {key}[, the tempo {tempo}][, {players}]",
    "whatever you like, as long as it is {vague} and {mood}",
    "a musician of {era} sits down and plays a {mood} {genre}",
    "{mood} / {tempo} / {who}",
    "if {scene} were music[, {players}]",
)

FAMILIES = TRAINING_FAMILIES + HELD_OUT_FAMILIES
HELD_OUT = frozenset(range(len(TRAINING_FAMILIES), len(FAMILIES)))

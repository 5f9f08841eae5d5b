"""How fast, and in which metre."""

TEMPOS: dict[str, tuple[int, int, int]] = {
    "larghissimo": (30, 34, 40), "grave": (30, 40, 46), "largo": (40, 50, 60), "lento": (45, 54, 60), "larghetto": (60, 63, 68),
    "adagissimo": (40, 44, 50), "adagio": (55, 64, 74), "adagietto": (66, 70, 76), "andante": (74, 84, 98), "andantino": (78, 90, 104),
    "andante con moto": (84, 92, 100), "moderato": (96, 106, 116), "allegretto": (104, 112, 120), "allegro moderato": (112, 116, 124),
    "allegro": (120, 132, 156), "allegro con brio": (132, 144, 156), "allegro molto": (138, 150, 164), "molto allegro": (138, 150, 164),
    "allegro vivace": (138, 150, 164), "allegro assai": (138, 150, 164), "allegro ma non troppo": (112, 120, 128),
    "allegro non troppo": (112, 120, 128), "adagio ma non troppo": (60, 66, 74), "andante sostenuto": (69, 76, 84),
    "con moto": (84, 96, 108), "con brio": (132, 144, 156), "vivo": (140, 152, 168), "vivace": (140, 156, 168),
    "vivacissimo": (168, 172, 180), "presto": (168, 180, 200), "prestissimo": (200, 208, 230), "tempo di marcia": (112, 116, 120),
    "langsam": (50, 60, 70), "lent": (50, 60, 70), "lebhaft": (120, 138, 156), "schnell": (140, 156, 176),
    "very slow": (40, 50, 58), "extremely slow": (32, 42, 50), "really slow": (40, 50, 58), "super slow": (36, 44, 52),
    "very slowly": (40, 50, 58), "so slow": (40, 50, 58), "slow": (54, 64, 72), "slowly": (54, 64, 72), "slow moving": (54, 64, 72),
    "slow paced": (54, 64, 72), "slow tempo": (54, 64, 72), "low tempo": (54, 64, 72), "downtempo": (60, 72, 84),
    "rather slow": (60, 68, 76), "fairly slow": (60, 68, 76), "quite slow": (56, 66, 74), "a bit slow": (66, 72, 82),
    "a little slow": (66, 72, 82), "moderately slow": (66, 74, 84), "unhurried": (66, 76, 88), "leisurely": (66, 76, 88),
    "not too slow": (78, 88, 104), "walking pace": (76, 88, 100), "walking tempo": (76, 88, 100), "moderate": (92, 104, 116),
    "moderate tempo": (92, 104, 116), "medium tempo": (92, 104, 116), "mid tempo": (92, 104, 116), "midtempo": (92, 104, 116),
    "moderately": (92, 104, 116), "medium pace": (92, 104, 116), "medium speed": (92, 104, 116), "moderate pace": (92, 104, 116),
    "moderate speed": (92, 104, 116), "not too fast": (92, 104, 116), "moderately fast": (112, 120, 132), "fairly fast": (116, 126, 138),
    "rather fast": (120, 130, 144), "quite fast": (124, 136, 150), "a bit fast": (112, 122, 134), "fast": (124, 144, 166),
    "fast paced": (124, 144, 166), "fast tempo": (124, 144, 166), "high tempo": (124, 144, 166), "quick": (120, 138, 160),
    "quickly": (120, 138, 160), "brisk": (116, 128, 144), "briskly": (116, 128, 144), "lively": (116, 132, 150),
    "up tempo": (120, 136, 156), "uptempo": (120, 136, 156), "upbeat": (112, 128, 148), "speedy": (140, 156, 172), "rapid": (144, 160, 180),
    "very fast": (168, 180, 200), "very quick": (160, 172, 190), "really fast": (164, 176, 200), "extremely fast": (180, 200, 230),
    "slowish": (60, 72, 84), "fastish": (112, 126, 140), "dead slow": (32, 42, 52), "painfully slow": (32, 42, 52),
    "mäßig": (84, 96, 112), "mässig": (84, 96, 112), "ziemlich langsam": (54, 66, 76), "sehr langsam": (36, 46, 54),
    "bewegt": (100, 116, 132),
    "mäßig bewegt": (88, 100, 116), "sehr schnell": (168, 180, 200), "rasch": (132, 148, 168), "schneller": (140, 156, 176),
    "vif": (132, 148, 168),
    "rapide": (140, 156, 176), "modéré": (92, 104, 116), "très lent": (36, 46, 54), "très vif": (152, 168, 184), "mesto": (50, 60, 70),
    "maestoso": (72, 84, 96), "larghetto cantabile": (60, 63, 68), "tempo giusto": (88, 104, 116), "super fast": (176, 192, 220),
    "breakneck": (184, 200, 230), "as fast as possible": (200, 216, 240), "as fast as you can": (200, 216, 240),
    "as slow as possible": (30, 38, 50), "as slow as you can": (30, 38, 50), "so fast": (164, 176, 200),
}

# The note that a metronome mark counts, in quarter notes.
METRONOME_NOTES = {
    "dotted half note": 3.0, "dotted half": 3.0, "half note": 2.0, "half": 2.0, "minim": 2.0, "dotted quarter note": 1.5,
    "dotted quarter": 1.5, "dotted crotchet": 1.5, "quarter note": 1.0, "quarter": 1.0, "crotchet": 1.0, "1/4": 1.0, "1/8": 0.5, "1/2": 2.0,
    "eighth note": 0.5, "eighth": 0.5, "quaver": 0.5, "m.m.": 1.0, "mm": 1.0, "bpm": 1.0, "tempo": 1.0, "♩.": 1.5, "♩": 1.0, "♪": 0.5,
    "q": 1.0, "metronome": 1.0, "metronome mark": 1.0, "speed": 1.0, "steady": 1.0, "quarter notes": 1.0, "quarters": 1.0, "crotchets": 1.0,
    "half notes": 2.0, "minims": 2.0, "eighth notes": 0.5, "eighths": 0.5, "quavers": 0.5,
}

METRES: dict[str, str] = {
    "common time": "4/4", "cut time": "2/2", "cut common": "2/2", "alla breve": "2/2", "triple time": "3/4", "triple meter": "3/4",
    "triple metre": "3/4", "duple time": "2/4", "duple meter": "2/4", "duple metre": "2/4", "quadruple time": "4/4", "waltz time": "3/4",
    "march time": "4/4", "three four": "3/4", "three four time": "3/4", "four four": "4/4", "four four time": "4/4", "two four": "2/4",
    "two four time": "2/4", "six eight": "6/8", "six eight time": "6/8", "three eight": "3/8", "three eight time": "3/8",
    "nine eight": "9/8", "nine eight time": "9/8", "twelve eight": "12/8", "twelve eight time": "12/8", "five four": "5/4",
    "five four time": "5/4", "seven eight": "7/8", "seven eight time": "7/8", "five eight": "5/8", "six four time": "6/4",
    "two two time": "2/2", "three two time": "3/2", "three quarter time": "3/4", "compound duple": "6/8", "compound time": "6/8",
    "compound triple": "9/8", "compound meter": "6/8", "compound metre": "6/8", "in threes": "3/4", "waltz like": "3/4",
    "waltz feel": "3/4", "waltz rhythm": "3/4",
}

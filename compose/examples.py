"""Descriptions shown on the compose page, to begin from."""

EXAMPLES = (
    "melancholic piano ballad",
    "slow sad waltz in D minor",
    "a bright march for string quartet, 16 bars",
    "hymn for choir in G major, ending with an amen",
    "lively jig for solo fiddle in 6/8",
    "gentle lullaby for voice and piano, andante",
)

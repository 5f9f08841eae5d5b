"""The styles by the names of their buckets."""

from ..style import Style
from . import ambient, blues, boogie, bossa, cinematic, fanfare, jazz_ballad, lofi, pop_ballad, stride, tango

STYLES: dict[str, Style] = {
    module.STYLE.name: module.STYLE
    for module in (blues, jazz_ballad, stride, boogie, pop_ballad, ambient, lofi, tango, bossa, cinematic, fanfare)
}

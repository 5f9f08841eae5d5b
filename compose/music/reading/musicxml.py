"""MusicXML → draft, with the spelling, metre, voices and staves as they are written.

Read with our own code rather than with a library that builds its own model first: that takes a minute where this takes a second, and what
one of the two models does not know would be lost. Entities are refused before they can grow (defusedxml), and nothing is ever fetched.
Source: https://www.w3.org/2021/06/musicxml40/
"""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..marking import MARKED_FIELDS
from ..saying import gettext_noop as _
from .draft import Draft, DraftPart, UnreadableMusic
from .musicxml_parts import PartReader

DRUM_CHANNEL = "10"
LONGEST_TEXT = 500


def read(data: bytes) -> Draft:
    """Raises UnreadableMusic."""
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise UnreadableMusic(_("The file defines entities of its own, which music never needs. Save it anew.")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableMusic(_("This is not a whole MusicXML file: it breaks off or is damaged. Save it anew.")) from error
    if root.tag not in ("score-partwise", "score-timewise"):
        raise UnreadableMusic(_("This XML file is not MusicXML."))
    draft = Draft(title=_title(root), composer=_composer(root), mark=_mark(root))
    measures = _measures(root)
    for part in root.iterfind("part-list/score-part"):
        if part.findtext("midi-instrument/midi-channel") == DRUM_CHANNEL:
            draft.changes["drums"] += 1
            continue
        drafted = DraftPart(_name(part), _program(part))
        PartReader(drafted, draft).read(measures.get(part.get("id", ""), []))
        draft.parts.append(drafted)
    draft.changes += {}  # what was counted as nothing is left out
    return draft


def _measures(root: Element) -> dict[str, list[Element]]:
    """The measures of each part, whichever way round the document is written."""
    found: dict[str, list[Element]] = {}
    if root.tag == "score-partwise":
        for part in root.iterfind("part"):
            found.setdefault(part.get("id", ""), []).extend(part.iterfind("measure"))
    else:
        for measure in root.iterfind("measure"):
            for part in measure.iterfind("part"):
                found.setdefault(part.get("id", ""), []).append(part)
    return found


def _title(root: Element) -> str:
    """Of the work, and of the movement where it has a name of its own."""
    work, movement = _line(root.findtext("work/work-title")), _line(root.findtext("movement-title"))
    return f"{work}: {movement}" if work and movement and movement not in work else work or movement


def _composer(root: Element) -> str:
    creators = root.iterfind("identification/creator")
    return next((_line(creator.text) for creator in creators if creator.get("type") == "composer"), "")


def _mark(root: Element) -> dict[str, str]:
    """What our own exports say of who made the music."""
    fields = {field.get("name", ""): _line(field.text) for field in root.iterfind("identification/miscellaneous/miscellaneous-field")}
    return {name: fields[name] for name in ("ai-generated", *MARKED_FIELDS) if fields.get(name)}


def _name(part: Element) -> str:
    return _line(part.findtext("part-name")) or _line(part.findtext("score-instrument/instrument-name"))


def _program(part: Element) -> int | None:
    text = part.findtext("midi-instrument/midi-program") or ""
    return int(text) - 1 if text.strip().isdecimal() and 1 <= int(text) <= 128 else None


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST_TEXT]

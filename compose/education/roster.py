"""A list of pupils as a file → rows that can be enrolled, and what is wrong with each line, in words."""

import csv
import io
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

MAX_ROWS = 200
MOST_A_DAY = 600  # accounts that one person may make for classes
MAX_CHARACTERS = 60_000
COLUMNS = {
    "name": "name", "full name": "name", "pupil": "name", "student": "name",
    "first name": "first", "given name": "first", "firstname": "first",
    "surname": "last", "last name": "last", "family name": "last", "lastname": "last",
    "display name": "display", "shown name": "display", "nickname": "display",
    "group": "group", "username": "username", "user name": "username", "login": "username",
}  # fmt: skip
LIMITS = {"register_name": 120, "display_name": 40, "group": 40, "username": 60}


@dataclass
class Row:
    """One pupil as the file has them. line: in the file, from 1. errors: sentences; a row without any can be enrolled."""

    line: int
    register_name: str
    display_name: str = ""
    group: str = ""
    username: str = ""
    errors: list[str] = field(default_factory=list)


class UnreadableRoster(ValueError):
    """`str()` is the sentence for the teacher."""


def decode(content: bytes) -> str:
    """Spreadsheets save UTF-8, with or without a mark, UTF-16 or the Windows character set."""
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableRoster(_("This is not a text file. Save the list as CSV in your spreadsheet program, then choose that file."))
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableRoster(_("The characters of this file cannot be read. Save it as “CSV UTF-8” and try again."))


def read(text: str, taken_names: set[str], taken_usernames: set[str]) -> list[Row]:
    """The rows of a list. taken_names: shown in the classroom already; taken_usernames: known on the site, lower case.

    Raises UnreadableRoster where the list as a whole is of no use.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableRoster(_("This list is too long. A list of up to %(count)d pupils is read at once.") % {"count": MAX_ROWS})
    try:
        lines = [(number, cells) for number, cells in _lines(text) if any(cells)]
    except csv.Error as error:
        raise UnreadableRoster(_("This is not a list that can be read: a line has quotation marks that do not end.")) from error
    columns = [COLUMNS.get(cell.lower()) for cell in lines[0][1]] if lines else []
    if any(columns):
        lines = lines[1:]
        if not {"name", "first", "last", "display"} & set(columns):
            raise UnreadableRoster(_("The first line names the columns, but none of them is called “name”."))
    else:
        columns, lines = ["name"], [(number, [_whole(cells)]) for number, cells in lines]
    if not lines:
        raise UnreadableRoster(_("There is no pupil in this list. Write one name a line."))
    if len(lines) > MAX_ROWS:
        raise UnreadableRoster(
            _("There are %(found)d pupils in this list. Up to %(count)d are read at once.") % {"found": len(lines), "count": MAX_ROWS}
        )
    rows = [_row(number, dict(zip(columns, cells, strict=False))) for number, cells in lines]
    _name(rows, taken_names)
    _check(rows, taken_names, taken_usernames)
    return rows


def _lines(text: str) -> list[tuple[int, list[str]]]:
    sample = text[:2000]
    delimiter = max(",;\t", key=sample.count)  # the comma where there is none
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter, strict=True)
    return [(reader.line_num, [" ".join(cell.split()) for cell in cells]) for cells in reader]


def _whole(cells: list[str]) -> str:
    """The name on a line of a list without columns: "Anna Keller", or "Keller, Anna" as registers write it."""
    if len(cells) > 2:
        raise UnreadableRoster(
            _("This list has columns, but its first line does not name them. Begin it with a line like: name,display name,group")
        )
    return ", ".join(cells)


def _row(number: int, cells: dict[str | None, str]) -> Row:
    first, last = cells.get("first", ""), cells.get("last", "")
    name = cells.get("name") or " ".join(filter(None, (first, last))) or cells.get("display", "")
    return Row(number, name, cells.get("display", ""), cells.get("group", ""), cells.get("username", ""))


def _name(rows: list[Row], taken: set[str]) -> None:
    """A name to show to the class where the list has none: the first name; the initial of the surname tells two of a kind apart."""
    given = [_parts(row.register_name)[0] for row in rows]
    used = {name.casefold() for name in taken} | {row.display_name.casefold() for row in rows if row.display_name}
    for row, first in zip(rows, given, strict=True):
        if row.display_name or not first:
            continue
        last = _parts(row.register_name)[1]
        is_alone = sum(other.casefold() == first.casefold() for other in given) == 1
        choices = ([first] if is_alone else []) + ([f"{first} {last[0]}."] if last else [first])
        choices += [f"{choices[-1]} {number}" for number in range(2, MAX_ROWS + 2)]
        row.display_name = next(name for name in choices if name.casefold() not in used)
        used.add(row.display_name.casefold())


def _parts(name: str) -> tuple[str, str]:
    """First name and surname of "Anna Keller" or "Keller, Anna"."""
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip() or last.strip(), last.strip() if first.strip() else ""
    first, _space, last = name.partition(" ")
    return first, last.rpartition(" ")[2]


def _check(rows: list[Row], taken_names: set[str], taken_usernames: set[str]) -> None:
    names = {name.casefold() for name in taken_names}
    usernames = set(taken_usernames)
    for row in rows:
        if not row.register_name:
            row.errors.append(_("The name is missing."))
        for attribute, limit in LIMITS.items():
            if len(getattr(row, attribute)) > limit:
                row.errors.append(
                    _("“%(start)s…” is longer than %(limit)d characters.") % {"start": getattr(row, attribute)[:20], "limit": limit}
                )
        if row.display_name.casefold() in names:
            row.errors.append(
                _("“%(name)s” is shown for somebody else in this class. Give one of them another display name.")
                % {"name": row.display_name}
            )
        if row.username and slugify(row.username.replace(".", "-"), allow_unicode=False) != row.username.lower().replace(".", "-"):
            row.errors.append(
                _("The user name “%(name)s” may hold letters without accents, digits, dots and hyphens only.") % {"name": row.username}
            )
        elif row.username and row.username.lower() in usernames:
            row.errors.append(_("The user name “%(name)s” is taken. Leave it empty and one is made.") % {"name": row.username})
        names.add(row.display_name.casefold())
        usernames.add(row.username.lower())

"""Search by words: FTS5 on SQLite, a text search vector on PostgreSQL, behind the same three functions.

The table `gallery_words` is made by a migration in the database's own language. Both see the words as `folded` writes them, so that both
find the same. Source: FTS5 (sqlite.org/fts5.html), text search types (PostgreSQL manual, chapter 12).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

MOST_WORDS = 8  # of a question
_WORD = re.compile(r"\w+")
_SCRIPT_WITHOUT_SPACES = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")

SQLITE = """
    CREATE VIRTUAL TABLE gallery_words USING fts5(title, tags, words, facts, tokenize = "unicode61", prefix = "2 3");
    INSERT INTO gallery_words(gallery_words, rank) VALUES ('rank', 'bm25(8.0, 4.0, 2.0, 1.0)');
    CREATE TRIGGER gallery_words_gone AFTER DELETE ON gallery_listing BEGIN DELETE FROM gallery_words WHERE rowid = old.piece_id; END
"""
POSTGRESQL = """
    CREATE TABLE gallery_words (piece_id bigint PRIMARY KEY, words tsvector NOT NULL);
    CREATE INDEX gallery_words_of ON gallery_words USING gin (words);
    CREATE FUNCTION gallery_words_gone() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN DELETE FROM gallery_words WHERE piece_id = OLD.piece_id; RETURN NULL; END $$;
    CREATE TRIGGER gallery_words_gone AFTER DELETE ON gallery_listing FOR EACH ROW EXECUTE FUNCTION gallery_words_gone()
"""  # no foreign key: Django, which does not know this table, could no longer empty that of the listings


@dataclass(frozen=True)
class Words:
    """What a listing is found by, the most telling first."""

    title: str
    tags: str
    words: str
    facts: str

    def folded(self) -> tuple[str, ...]:
        return tuple(folded(text) for text in (self.title, self.tags, self.words, self.facts))


def folded(text: str) -> str:
    """Lower case, no accents, and a space around each letter of scripts that write none."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return _SCRIPT_WITHOUT_SPACES.sub(r" \1 ", unicodedata.normalize("NFKC", plain))


def put(piece_id: int, words: Words) -> None:
    remove(piece_id)
    put_new([(piece_id, words)])


def put_new(pairs: Iterable[tuple[int, Words]]) -> None:
    """For listings that have no words yet."""
    if connection.vendor == "sqlite":
        statement = "INSERT INTO gallery_words (rowid, title, tags, words, facts) VALUES (%s, %s, %s, %s, %s)"
    else:
        weighed = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "ABCD")
        statement = f"INSERT INTO gallery_words (piece_id, words) VALUES (%s, {weighed})"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(piece_id, *words.folded()) for piece_id, words in pairs])


def remove(piece_id: int) -> None:
    column = "rowid" if connection.vendor == "sqlite" else "piece_id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM gallery_words WHERE {column} = %s", [piece_id])


def ranked(listings: QuerySet, text: str, start: int, count: int) -> list[int]:
    """Primary keys of those that hold every word (the last may be the beginning of one), best match first."""
    terms = _WORD.findall(folded(text))[:MOST_WORDS]
    if not terms:
        return []
    is_sqlite = connection.vendor == "sqlite"
    key = '"gallery_words"."rowid"' if is_sqlite else '"gallery_words"."piece_id"'
    # "key IN (…)" would make FTS5 look for the words in one listing after the other.
    passing = listings.order_by().extra(where=[f'"gallery_listing"."piece_id" = {key}']).values("pk")
    inside, parameters = passing.query.sql_with_params()
    if is_sqlite:
        question = " ".join(f'"{term}"' for term in terms) + "*"
        statement = f"""SELECT rowid FROM gallery_words WHERE gallery_words MATCH %s AND EXISTS ({inside})
            ORDER BY rank, rowid DESC LIMIT %s OFFSET %s"""
    else:
        question = " & ".join(f"'{term}'" for term in terms) + ":*"
        statement = f"""SELECT piece_id FROM gallery_words, to_tsquery('simple', %s) question
            WHERE words @@ question AND EXISTS ({inside})
            ORDER BY ts_rank(words, question) DESC, piece_id DESC LIMIT %s OFFSET %s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [question, *parameters, count, start])
        return [pk for (pk,) in cursor.fetchall()]


def forget_removed() -> None:
    """FTS5 keeps the words of removed rows in its segments until these are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO gallery_words(gallery_words) VALUES ('optimize')")

"""Finding people by words: the one place that knows how an engine searches text."""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, delete, insert, literal, select, text
from sqlalchemy.orm import Session

from trainer_app.core.text import search_words
from trainer_app.models.people import PersonSearch

FTS_TABLE = "people_fts"


def put(session: Session, entries: Iterable[tuple[uuid.UUID, str]]) -> None:
    """Keep the folded words (`core.text.search_key`) of people; earlier words of the same people go."""
    words = dict(entries)
    if not words:
        return
    people = list(words)
    _forget(session, people)
    rows = [{"person_id": person_id, "words": words[person_id]} for person_id in people]
    session.execute(insert(PersonSearch), rows)
    if _is_sqlite(session):
        _fill(session, people)


def find(session: Session, typed: str, *, limit: int) -> Sequence[uuid.UUID]:
    """Ids of the people in whose words every typed word begins one, at most `limit`."""
    words = search_words(typed)
    if not words:
        return []
    chosen = select(PersonSearch.person_id).limit(limit)
    if _is_sqlite(session):
        hits = text(f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH :q LIMIT :n")  # noqa: S608
        query = " AND ".join(f'"{word}"*' for word in words)
        rows = select(text("rowid")).select_from(hits.bindparams(q=query, n=limit).columns().subquery())
        return session.scalars(chosen.where(PersonSearch.id.in_(rows))).all()
    for n, word in enumerate(words):
        spaced = literal(" ") + PersonSearch.words
        chosen = chosen.where(spaced.contains(bindparam(f"w{n}", f" {word}"), autoescape=False))
    return session.scalars(chosen).all()


def _forget(session: Session, people: Sequence[uuid.UUID]) -> None:
    if _is_sqlite(session):
        old = session.execute(
            select(PersonSearch.id, PersonSearch.words).where(PersonSearch.person_id.in_(people))
        ).all()
        drop = text(
            f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rowid, words) "  # noqa: S608
            "VALUES ('delete', :id, :words)"
        )
        if old:
            session.execute(drop, [{"id": row.id, "words": row.words} for row in old])
    session.execute(delete(PersonSearch).where(PersonSearch.person_id.in_(people)))


def _fill(session: Session, people: Sequence[uuid.UUID]) -> None:
    new = session.execute(
        select(PersonSearch.id, PersonSearch.words).where(PersonSearch.person_id.in_(people))
    ).all()
    session.execute(
        text(f"INSERT INTO {FTS_TABLE}(rowid, words) VALUES (:id, :words)"),  # noqa: S608
        [{"id": row.id, "words": row.words} for row in new],
    )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"

"""Rows for the tests of tables."""

from dataclasses import dataclass

from trainer_app.ui.tables.cells import Change, Fault, Names, Number, Progress, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.widgets.chips import ChipLook


@dataclass(frozen=True)
class Trainee:
    id: int
    name: str
    urdu: str = "آمنہ خان"
    total: str = "84.6"


COLUMNS = (
    Column("no", "No.", lambda row: Number(str(row.id), "text3"), width=50, number=True),
    Column(
        "name", "Name", lambda row: Names(row.name, row.urdu), width=240, stretch=1, keeps=9, sortable=True
    ),
    Column("course", "Course", lambda row: "Crime Scene Investigation", width=160, keeps=1),
    Column("total", "Total", lambda row: Number(row.total, strong=True), width=70, number=True),
)
EVERY_KIND = (
    "plain",
    Text("JPT-PK-2026-IS-00129-Q", struck=True, icon="x"),
    Text("کامران یوسفزئی"),
    Number("84.6", "danger", strong=True),
    Names("Chen Xiaoming", "陈晓明"),
    Change("SI", "Inspector"),
    Fault("3.52021E+12"),
    Side("PK"),
    Progress(312, 320, "312 of 320"),
    Progress(0, 0),
    ChipLook("ok", "Issued", "check"),
)


def trainees(count: int) -> list[Trainee]:
    return [Trainee(number, f"Trainee {number}") for number in range(count)]


def read_trainees(session: object, *, ids: list[int]) -> list[Trainee]:
    return [Trainee(number, f"Trainee {number}") for number in ids]

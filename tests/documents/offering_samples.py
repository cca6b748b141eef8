"""Reports for the tests of the offering workbook: invented trainees, results by the program's own rules."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle
from typing import Any

from trainer_app.core.language import Titles
from trainer_app.documents.graded_marks import counted_marks, is_recomputable
from trainer_app.documents.offering_report import (
    Group,
    OfferingFacts,
    OfferingReport,
    ReportBand,
    ReportComponent,
    ReportScheme,
    TraineeRow,
)
from trainer_app.rules.grading import Band, ComponentRule, Graded, Mark, Scheme, grade
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState

MADE_AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DELIVERED_MINUTES = 4800
RAPID = Scheme(
    components=(
        ComponentRule("WRT", Decimal(100), 3000),
        ComponentRule("FIR", Decimal(60), 2500, min_pct=Decimal(70), must_pass=True),
        ComponentRule("FIT", Decimal(20), 1500),
        ComponentRule("EXE", Decimal(50), 2000),
        ComponentRule("CON", Decimal(10), 1000),
    ),
    attendance_min=Decimal(80),
)
BAND_TITLES = {
    "Distinction": Titles("Distinction", "امتیازی", "优秀"),
    "Merit": Titles("Merit", "اعلیٰ", "良好"),
    "Pass": Titles("Pass", "کامیاب", "合格"),
    "Fail": Titles("Fail", "ناکام", "不合格"),
}
COMPONENT_TITLES = {
    "WRT": Titles("Written examination", "تحریری امتحان", "笔试"),
    "FIR": Titles("Firearms practical", "اسلحہ عملی", "射击实操"),
    "FIT": Titles("Physical fitness", "جسمانی صلاحیت", "体能测试"),
    "EXE": Titles("Joint field exercise", "مشترکہ میدانی مشق", "联合实战演练"),
    "CON": Titles("Conduct and discipline", "نظم و ضبط", "纪律表现"),
}
SIDES = (Group("PK", Titles("Pakistan", "پاکستان", "巴基斯坦")), Group("CN", Titles("China", "چین", "中国")))
ORGANISATIONS = (
    Group(
        "ICTP",
        Titles("Islamabad Capital Territory Police", "اسلام آباد کیپیٹل ٹیریٹری پولیس", "伊斯兰堡首都警察局"),
    ),
    Group(
        "SPU-ICT",
        Titles(
            "Special Protection Unit, Islamabad", "سپیشل پروٹیکشن یونٹ، اسلام آباد", "伊斯兰堡特别保护部队"
        ),
    ),
    Group(
        "BJPSB",
        Titles(
            "Beijing Municipal Public Security Bureau", "بیجنگ میونسپل پبلک سکیورٹی بیورو", "北京市公安局"
        ),
    ),
)
Person = tuple[str, str, str, str, str]
NAMES: tuple[Person, ...] = (
    ("Nasir Jamal", "ناصر جمال", "", "PK", "ICTP"),
    ("Hina Parveen", "حنا پروین", "", "PK", "SPU-ICT"),
    ("Liu Yang", "لیو یانگ", "刘洋", "CN", "BJPSB"),
    ("Syed Muhammad Ali Hassan Gillani", "سید محمد علی حسن گیلانی", "", "PK", "ICTP"),
    ("Zhao Minghui", "ژاؤ منگ ہوئی", "赵明辉", "CN", "BJPSB"),
    ("Saima Noor", "صائمہ نور", "", "PK", ""),
    ("Ouyang Xiaofeng", "", "欧阳晓枫", "CN", "BJPSB"),
)
RANKS = {
    "PK": Titles("Sub-Inspector", "سب انسپکٹر", "副督察"),
    "CN": Titles("Superintendent, 2nd Class", "سپرنٹنڈنٹ درجہ دوم", "二级警司"),
}


def report(
    graded: Sequence[tuple[Graded, int | None]],
    scheme: Scheme = RAPID,
    *,
    people: Sequence[Person] = NAMES,
    organisations: tuple[Group, ...] = ORGANISATIONS,
    **facts: object,
) -> OfferingReport:
    """A report of the results, each with its trainee's attended minutes."""
    next_person = cycle(people)
    rows = [
        _row(number, next(next_person), result, minutes, scheme)
        for number, (result, minutes) in enumerate(graded, 1)
    ]
    return OfferingReport(
        facts=_facts(**facts),
        scheme=_report_scheme(scheme),
        sides=SIDES,
        organisations=organisations,
        trainees=rows,
        made_at=MADE_AT,
    )


def mixed_report(size: int = 40, seed: int = 7, **settings: Any) -> OfferingReport:
    """A report in which every kind of score and outcome occurs."""
    chance = random.Random(seed)
    return report([_random_result(chance) for _number in range(size)], **settings)


def attended(minutes: int | None) -> Decimal | None:
    """The exact percent of the delivered minutes."""
    return None if minutes is None else Decimal(minutes) * 100 / DELIVERED_MINUTES


def _random_result(chance: random.Random) -> tuple[Graded, int | None]:
    marks = {rule.code: _random_marks(chance, rule) for rule in RAPID.components}
    minutes = chance.choice([None, *[chance.randint(3600, 4800) for _time in range(12)]])
    return grade(RAPID, marks, attendance=attended(minutes), is_withdrawn=chance.random() < 0.03), minutes


def _random_marks(chance: random.Random, rule: ComponentRule) -> list[Mark]:
    kind = chance.random()
    if kind < 0.06:
        return [Mark(chance.choice([state for state in ScoreState if state != ScoreState.SCORED]))]
    half_points = int(rule.max_points * 2)
    first = Mark(ScoreState.SCORED, Decimal(chance.randint(half_points * 55 // 100, half_points)) / 2)
    if kind < 0.12:
        return [first, Mark(ScoreState.SCORED, Decimal(chance.randint(half_points // 2, half_points)) / 2, 2)]
    return [first]


def _row(number: int, person: Person, result: Graded, minutes: int | None, scheme: Scheme) -> TraineeRow:
    latin, urdu, chinese, side, organisation = person
    bands = [band.name for band in scheme.bands]
    return TraineeRow(
        roll_number=number,
        name_latin=latin,
        name_ur=urdu,
        name_zh=chinese,
        side=side,
        organisation=organisation,
        rank=RANKS[side],
        state=EnrolmentState.ACTIVE,
        credited_minutes=minutes,
        attendance=result.attendance,
        marks=counted_marks(result),
        overall=result.overall,
        so_far=result.so_far,
        band=None if result.band is None else bands.index(result.band),
        is_band_capped=result.is_band_capped,
        outcome=result.outcome,
        meets_every_rule=all(clause.met for clause in result.clauses),
        misconducts=int(next(clause.value or 0 for clause in result.clauses if clause.rule == "misconduct")),
        is_recomputable=is_recomputable(result),
    )


def _facts(**changes: object) -> OfferingFacts:
    values: dict[str, object] = {
        "code": "PK-2026-04",
        "course_code": "CTR-101",
        "course": Titles(
            "Rapid Response and Counter-Terrorism", "فوری ردعمل اور انسداد دہشت گردی", "快速反应与反恐"
        ),
        "track": Titles("Rapid response", "فوری ردعمل", "快速反应"),
        "host_side": "PK",
        "venue": Titles(
            "National Police Academy, Islamabad", "نیشنل پولیس اکیڈمی، اسلام آباد", "巴基斯坦国家警察学院"
        ),
        "starts_on": date(2026, 9, 7),
        "ends_on": date(2026, 11, 27),
        "state": OfferingState.RESULTS,
        "capacity": 40,
        "delivered_minutes": DELIVERED_MINUTES,
    }
    return OfferingFacts(**{**values, **changes})


def _report_scheme(scheme: Scheme) -> ReportScheme:
    leaves = [node for node in scheme.plan if node.is_leaf]
    lines = {node.code: node.line if node.clause else None for node in leaves}
    components = [rule for rule in scheme.components if rule.code in lines]
    return ReportScheme(
        no=1,
        pass_mark=scheme.pass_mark,
        decimals=scheme.decimals,
        attendance_min=scheme.attendance_min,
        exempt_limit_bp=scheme.exempt_limit_bp,
        components=tuple(_report_component(rule, lines[rule.code]) for rule in components),
        bands=tuple(_report_band(band) for band in scheme.bands),
        is_flat=all(rule.parent is None for rule in scheme.components),
    )


def _report_component(rule: ComponentRule, line: Decimal | None) -> ReportComponent:
    titles = COMPONENT_TITLES.get(rule.code, Titles(f"Component {rule.code}"))
    return ReportComponent(rule.code, titles, rule.max_points, rule.weight_bp, line, places=1)


def _report_band(band: Band) -> ReportBand:
    return ReportBand(BAND_TITLES.get(band.name, Titles(band.name)), band.lower)

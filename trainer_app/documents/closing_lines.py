"""Which rows of a list are no people: totals, signatures, section titles, repeated headings."""

import re

from trainer_app.core.text import western_digits
from trainer_app.documents.headings import fold_heading
from trainer_app.documents.sheets import Row, cell_text

_TOTALS = re.compile(
    r"(?:(?:grand |sub ?|over ?all )?totals?|total(?: \w+)*|(?:class )?(?:average|mean)(?: \w+)*"
    r"|highest|lowest|(?:max|maximum|minimum|passing|pass|full) marks?"
    r"|کل(?: (?:تعداد|میزان|افسران|نفری|افراد|نمبر))*|میزان|ٹوٹل|مجموعی(?: \w+)*|اوسط)(?: \d+)*"
    r"|(?:合计|总计|小计|共计|总人数|总数|人数|平均|最高分|最低分|满分|及格).*|(?:以上)?共 ?\d+.*"
)
_CLOSINGS = re.compile(
    r"(?:signatures?|signed|sd|prepared by|checked by|verified by|approved by|compiled by|submitted by"
    r"|counter ?signed|certified|for information|copy to|notes?|n ?b|end of|continued|page \d+|dated?|place"
    r"|forwarded|recommended|head of|enclosures?|encl"
    r"|دستخط|تیار کردہ|تصدیق (?:کنندہ|شدہ)|نوٹ|منجانب|صفحہ)(?!\w).*"
    r"|(?:制表|填表|审核|审批|负责人|签字|签名|盖章|备注|说明|经办|日期|第\d+页|注\W).*"
)
_SIGNATURES_IN_NAMES = re.compile(
    r"(?:signatures?|signed by|prepared by|checked by|verified by|approved by)(?!\w).*|(?:制表|审核).*"
)
_MOST_CELLS = 4


def is_total(text: str) -> bool:
    """Whether the text says that a sum follows."""
    return _TOTALS.fullmatch(fold_heading(text)) is not None


def is_closing_line(row: Row, name_columns: frozenset[int]) -> bool:
    """Whether the row is a total, signature or note below or between the people."""
    filled = [(index, text) for index, value in enumerate(row) if (text := cell_text(value))]
    if not 0 < len(filled) <= _MOST_CELLS:
        return False
    index, first = filled[0]
    if is_total(first) or (index not in name_columns and _CLOSINGS.fullmatch(fold_heading(first))):
        return True
    names = (fold_heading(text) for place, text in filled if place in name_columns)
    return any(_TOTALS.fullmatch(name) or _SIGNATURES_IN_NAMES.fullmatch(name) for name in names)


def is_column_numbers(row: Row) -> bool:
    """Whether the row only counts the columns: 1, 2, 3 … as forms have below the headings."""
    filled = [western_digits(cell_text(value)).strip("().（） ") for value in row if cell_text(value)]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]

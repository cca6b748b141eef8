"""Which field a heading means, in English, Urdu or Chinese, however it is written."""

import re
import unicodedata
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from trainer_app.core.language import N_, _
from trainer_app.core.text import fold_urdu, western_digits


class Field(StrEnum):
    """What a column of a roll or mark list can hold."""

    IGNORED = "ignored"
    SERIAL = "serial"
    NAME = "name"
    NAME_LATIN = "name_latin"
    NAME_UR = "name_ur"
    NAME_ZH = "name_zh"
    PINYIN = "pinyin"
    SURNAME = "surname"
    GIVEN = "given"
    FATHER = "father"
    SEX = "sex"
    RANK = "rank"
    IDENTITY = "identity"
    CNIC = "cnic"
    PRC_ID = "prc_id"
    PASSPORT = "passport"
    BELT_NO = "belt_no"
    POLICE_NO = "police_no"
    BORN_ON = "born_on"
    ORGANISATION = "organisation"
    CONTACT = "contact"
    REMARKS = "remarks"
    ROLL_NUMBER = "roll_number"
    SCORE = "score"

    def label(self) -> str:
        """The field's name in the active language."""
        return _(_TITLES[self])


_TITLES = {
    Field.IGNORED: N_("Not imported"),
    Field.SERIAL: N_("Serial number"),
    Field.NAME: N_("Name, in its script"),
    Field.NAME_LATIN: N_("Name, Latin"),
    Field.NAME_UR: N_("Name, Urdu"),
    Field.NAME_ZH: N_("Name, Chinese"),
    Field.PINYIN: N_("Name, pinyin"),
    Field.SURNAME: N_("Surname"),
    Field.GIVEN: N_("Given name"),
    Field.FATHER: N_("Father's name"),
    Field.SEX: N_("Sex"),
    Field.RANK: N_("Rank"),
    Field.IDENTITY: N_("Identity number"),
    Field.CNIC: N_("CNIC"),
    Field.PRC_ID: N_("Chinese identity number"),
    Field.PASSPORT: N_("Passport number"),
    Field.BELT_NO: N_("Belt number"),
    Field.POLICE_NO: N_("Police number"),
    Field.BORN_ON: N_("Date of birth"),
    Field.ORGANISATION: N_("Organisation"),
    Field.CONTACT: N_("Contact"),
    Field.REMARKS: N_("Remarks"),
    Field.ROLL_NUMBER: N_("Roll number"),
    Field.SCORE: N_("Score"),
}

NAME_FIELDS = frozenset(
    {Field.NAME, Field.NAME_LATIN, Field.NAME_UR, Field.NAME_ZH, Field.PINYIN, Field.SURNAME, Field.GIVEN}
)
IDENTITY_FIELDS = frozenset(
    {Field.IDENTITY, Field.CNIC, Field.PRC_ID, Field.PASSPORT, Field.BELT_NO, Field.POLICE_NO}
)
LONGEST_HEADING = 80

# Each rule is tried in this order on the folded heading; the first that is found decides. Latin and Urdu
# alternatives are whole words, Chinese ones are found anywhere.
_RULES: tuple[tuple[Field, str, str], ...] = (
    (Field.ORGANISATION, "", r"单位(?:及|和|与)?职务"),
    (
        Field.IGNORED,
        r"expir\w*|valid\w*|issue|issued|issuing|issuance|enlistment|appointment|joining|join|recruitment"
        r"|promotion|retirement|kin|emergency|mothers?|spouse|husbands?|wifes?|guardians?|course|courses"
        r"|subject|training|trainings|bank|account|iban|blood|height|weight|caste|religion|marital"
        r"|qualifications?|education|domicile|signatures?|photos?|photograph|age|pay|bps|address|e ?mail|size"
        r"|nationality|visa|place of birth|birth ?place|experience|languages?"
        r"|والدہ|زوجہ|شوہر|تعلیم|پتہ|مذہب|دستخط|تصویر|قومیت|عمر|میعاد|تاریخ اجراء?|تاریخ تنسیخ|جایی? پیدایش",
        r"有效|签发|到期|母亲|配偶|紧急|籍贯|民族|学历|政治面貌|年龄|职务|职称|专业|签名|签字|照片|地址|邮箱|国籍"
        r"|入职|入警|参加工作|工作时间|出生地|血型|身高|体重|衣|鞋",
    ),
    (
        Field.NAME,
        r"names? (?:\w+ )*?(?:fathers? names?|(?:and |with )(?:fathers?|parentage)|ranks?|belt|parentage"
        r"|s o|d o|w o)|(?:rank|designation) (?:and )?(?:\w+ )?names?"
        r"|names? (?:as )?(?:per|in|on) (?:\w+ )*?(?:c?nic|id|card)"
        r"|نام بمطابق(?: \w+)*|نام (?:و|مع|بمعہ|اور) \w+",
        "",
    ),
    (Field.NAME_LATIN, r"names? (?:as )?(?:per|in|on) (?:the )?passport", r"护照姓名|护照上姓名"),
    (Field.BORN_ON, r"birth|dob|d o b|born|birthday|پیدایش|ولادت", r"出生|生日|生辰"),
    (
        Field.FATHER,
        r"fathers?|s o|d o|w o|s d o|s d w o|son of|parentage|f name|ولدیت|والد|باپ|پدر",
        r"父亲|父名|父姓名",
    ),
    (
        Field.CONTACT,
        r"phone|phones|mobile|mob|cell|contact|contacts|whats ?app|tel|telephone"
        r"|رابطہ|موبایل|فون|ٹیلی ?فون",
        r"电话|手机|联系|微信",
    ),
    (Field.IDENTITY, r"(?:c?nic|passport|id) (?:\w+ )??(?:or )?(?:c?nic|passport|id)", r"(?<!身份)证件"),
    (Field.PASSPORT, r"passports?|پاسپورٹ", r"护照"),
    (Field.CNIC, r"cnic|nic|c n i c|n i c|nadra|nicop|شناختی(?! نمبر)|cnics?|قومی شناختی", ""),
    (Field.PRC_ID, "", r"身份证|身份号|公民身份"),
    (
        Field.BELT_NO,
        r"belt|belts|buckle|constabulary|بیلٹ|پیٹی",
        r"腰带号",
    ),
    (
        Field.POLICE_NO,
        r"police (?:no|nos|number|id)|personnel (?:no|number|id)|personal (?:no|number)|p no"
        r"|employee (?:\w+ )?(?:no|number|id|code)|service (?:no|number)|badge|force no"
        r"|پولیس نمبر|ملازم نمبر|پرسنل نمبر",
        r"警号|警员号|警员编号|警察编号|工号",
    ),
    (
        Field.IDENTITY,
        r"identity|identification|(?:national )?id (?:no|nos|number|card|num)|id|شناختی نمبر",
        r"证号",
    ),
    (
        Field.ROLL_NUMBER,
        r"roll (?:no|nos|number|num|nr)|^roll$|rollno|enrol?ment (?:no|number)|registration (?:no|number)"
        r"|reg no|trainee (?:no|number|id)|chest (?:no|number)|candidate (?:no|number)|رول|رول نمبر",
        r"学号|考号|准考证|学员号|学员编号",
    ),
    (Field.SEX, r"sex|gender|m f|جنس|صنف", r"性别"),
    (
        Field.NAME_ZH,
        r"chinese (?:\w+ )?names?|names? (?:\w+ )*?(?:in )?(?:chinese|hanzi|characters?)|چینی نام",
        r"中文(?:姓)?名|汉字",
    ),
    (Field.PINYIN, r"pinyin|pin yin|hanyu pinyin|romani[sz]ed|پن ?ین", r"拼音|罗马"),
    (
        Field.NAME_LATIN,
        r"english names?|names? (?:\w+ )*?(?:in )?(?:english|latin|block|capitals?)(?: \w+)*"
        r"|انگریزی(?: \w+)*|latin",
        r"英文|外文|英语",
    ),
    (Field.NAME_UR, r"urdu (?:\w+ )?names?|names? (?:\w+ )*?(?:in )?urdu|اردو|urdu", r"乌尔都"),
    (
        Field.ORGANISATION,
        r"unit|units|posting|posted|postings|organi[sz]ation|department|dept|deptt|station|office|branch|agency"
        r"|bureau|wing|formation|institution|institute|parent unit|employer|deployment|present post|ps"
        r"|تعیناتی|یونٹ|محکمہ|ادارہ|شعبہ|تھانہ|دفتر|جایی? تعیناتی|برانچ",
        r"单位|部门|所属|机构|派出|来源",
    ),
    (Field.RANK, r"rank|ranks|designation|desig|عہدہ|رینک|منصب", r"警衔|衔级|警阶|级别"),
    (Field.SURNAME, r"surname|sur name|last names?|family names?|خاندانی نام", r"^姓$|姓氏"),
    (Field.GIVEN, r"given names?|first names?|forenames?|first middle names?|پہلا نام", r"^名$"),
    (
        Field.REMARKS,
        r"remarks?|comments?|notes?|observations?|کیفیت|ریمارکس|تبصرہ",
        r"备注|说明|附注|备考",
    ),
    (
        Field.NAME,
        r"names?|full name|officers?|officials?|participants?|nominees?|trainees?|candidates?|نام|اسم",
        r"姓名|名字|学员|姓 名",
    ),
)
_SERIALS = frozenset(
    {
        "s no", "sno", "sr no", "srno", "sr", "ser no", "ser", "serial", "serial no", "serial number",
        "sl no", "sl", "s n", "sn", "no", "nos", "number", "num", "nr", "s nr", "s number", "s #", "sr #",
        "#", "نمبر شمار", "شمار", "شمار نمبر", "سیریل نمبر", "نمبرشمار", "سیریل", "نمبر",
        "序号", "序", "编号", "号", "号码",
    }
)  # fmt: skip
# Longer words that are often misspelt: "Desigination", "Fahter Name".
_SPELLINGS = (
    "father", "fathers", "designation", "officer", "official", "passport", "posting", "organisation",
    "department", "contact", "number", "mobile", "telephone", "gender", "surname", "remarks", "serial",
    "identity", "participant", "candidate", "پیدایش", "شناختی", "تعیناتی",
)  # fmt: skip
_LIKENESS = 0.83

_APOSTROPHES = re.compile(r"[’'`´‘]")
_NOT_WORDS = re.compile(r"[^\w#]+|_+")
_HAN_SPACES = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_PARTS = re.compile(r"[\n\r/|、,，;；()（）\[\]【】:：]+")
_SCRIPTS = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[\u0600-\u06ff\s]*[\u0600-\u06ff][\u0600-\u06ff\s]*|[A-Za-z][^\u0600-\u06ff\u3400-\u9fff]*"
)


def fold_heading(text: str) -> str:
    """A heading with case, marks, dots, width and letter variants taken away."""
    folded = unicodedata.normalize("NFKD", western_digits(text)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c != "ـ")
    folded = fold_urdu(unicodedata.normalize("NFC", folded)).translate({ord("ھ"): "ہ", ord("ے"): "ی"})
    folded = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", folded).replace("&", " and "))
    return _HAN_SPACES.sub("", " ".join(folded.split()))


def recognise_heading(text: str) -> Field | None:
    """The field that a heading names; None when it tells nothing.

    A heading in two languages ("Name 姓名") is read as a whole first, then part by part.
    """
    if not text.strip() or len(text) > LONGEST_HEADING:
        return None
    return _recognise(text)


@cache
def _recognise(text: str) -> Field | None:
    for reading in _readings(text):
        if reading in _folded_serials():
            return Field.SERIAL
        for field, pattern in _patterns():
            if pattern.search(reading):
                return field
    return None


def _readings(text: str) -> list[str]:
    readings = [fold_heading(text), fold_heading(_BRACKETS.sub(" ", text))]
    parts = [part for part in _PARTS.split(text) if part.strip()]
    parts += _SCRIPTS.findall(text)
    readings += [fold_heading(part) for part in parts]
    return [reading for reading in dict.fromkeys(map(_well_spelt, readings)) if reading]


def _well_spelt(folded: str) -> str:
    return " ".join(_nearest_word(word) for word in folded.split())


def _nearest_word(word: str) -> str:
    if len(word) < 6 or any(pattern.fullmatch(word) for _field, pattern in _patterns()):
        return word
    close = get_close_matches(word, _SPELLINGS, n=1, cutoff=_LIKENESS)
    return close[0] if close else word


@cache
def _patterns() -> list[tuple[Field, re.Pattern[str]]]:
    return [(field, _pattern(words, characters)) for field, words, characters in _RULES]


def _pattern(words: str, characters: str) -> re.Pattern[str]:
    choices = [rf"(?<!\w)(?:{words})(?!\w)"] if words else []
    return re.compile("|".join([*choices, *([characters] if characters else [])]))


@cache
def _folded_serials() -> frozenset[str]:
    return frozenset(fold_heading(text) for text in _SERIALS)

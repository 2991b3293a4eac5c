"""The grammar of English times, over classes of tokens (the notation: :mod:`precedent.spans.time_notation`).

At each place the longest match of any rule counts; of equal ones, the first here. The form's name tells
:mod:`precedent.resolve.calendar_forms` how to put what is kept on the calendar. What a look-ahead keeps is shared with
the expression that follows ("28 and 29 August", "between 60 and 90 days").
"""

from __future__ import annotations

MACROS: dict[str, str] = {
    # numbers and amounts
    "Spelled": "CARDINAL SCALE SCALE? (and? TENS (DASH? CARDINAL)? | and? CARDINAL)? | TENS DASH CARDINAL | TENS CARDINAL | CARDINAL | TENS | (a | one) SCALE | SCALE",
    "Figure": "(INT | REAL) SCALE?",
    "Halved": "(INT | CARDINAL | a | an) (DASH? and DASH? a? DASH? half)",
    "Amount": "Halved | Figure | Spelled",
    "Vague": "(a DASH? (good | great)? few | a couple (of | more)? | several | many | some | few | various | numerous | countless | a number of | dozens of | hundreds of | thousands of"
    " | tens of thousands of | scores of | couple of?) more?",
    "Count": "another Amount | another | Amount | half DASH? (a | an)? | a | an | an? single | Vague",
    "Than": "(more | less | fewer | longer | greater | better | no (more | less | fewer | later)) than | at (least | most | the most) | up to | as (long | many | much | little) as"
    " | close to | well over | just (over | under) | a little (more | less | over | under) (than)? | a bit (over | under) | well under",
    "About": "Than | APPROX",
    "Units": "UNIT | UNITS",
    "Adjectives": "(ADJECTIVE | DASH? ADJECTIVE) ADJECTIVE?",
    # parts of a period
    "Edge": "the? very? EDGE of | the? (first | second | latter | last | final | early | later | middle | greater | better | closing | opening)"
    " (part | stages | third | days | weeks | months) of",
    "Mod": "the? very? MOD (DASH | in)? (part of)?",
    # years and days
    "Anno": "SHORT | YEAR ERA? | (YEAR3 | INT) ERA | (ad | a.d.) INT",
    "Daynum": "DAY | NTH",
    "Nth": "NTH | TENS DASH? ORDINAL | ORDINAL",
    # clocks
    "Zone": "LEFT ZONE (PLUS INT | DASH INT)? RIGHT | ZONE (PLUS INT)?",
    "Hour": "CLOCK AMPM? | HOUR12 AMPM | CLOCK4 (hours | hrs | h)",
}


def _prefix(rule: str) -> str:
    return "(edge=Edge (the | a)?)? (mod=Mod)? " + rule


_OFYEAR = "((COMMA | of | in)? year=Anno | (of | in)? the? (very)? rel=Yearwhich year)"
MACROS |= {
    "Yearwhich": "that same | the same | same | that | last | this | next | previous | following | past | current | coming | preceding",
}

_DAY = "the? (weekday=WEEKDAY COMMA? the?)?"

RULES: tuple[tuple[str, str], ...] = (
    # dates in figures
    ("iso", "ISO"),
    ("slashed", "SLASHED"),
    # a day of a month
    (
        "day",
        "the? month=MONTH day=Daynum (COMMA? year=YEAR)? (?= COMMA? (terrorist | terror)? attacks=(attacks | attack | attackers | hijackers))",
    ),
    (
        "day",
        f"{_DAY} (mod=Mod)? month=MONTH the? day=Daynum ((COMMA | of)? year=Anno | (of | COMMA | in)? the? rel=Yearwhich year)?",
    ),
    ("day", f"{_DAY} month=MONTH the? day=Daynum (?= Join the? Daynum COMMA? year=Anno)"),
    (
        "day",
        f"{_DAY} (mod=Mod)? day=Daynum (of | DASH)? (mod=Mod2)? month=MONTH ((COMMA | of | DASH)? year=Anno | (of | COMMA | in)? the? rel=Yearwhich year)?",
    ),
    ("day", f"{_DAY} day=Daynum (?= Join the? Daynum of? month=MONTH (COMMA? year=Anno)?)"),
    (
        "day",
        f"{_DAY} day=Daynum (?= COMMA the? Daynum (COMMA the? Daynum)? COMMA? and the? Daynum of? month=MONTH (COMMA? year=Anno)?)",
    ),
    ("day", f"{_DAY} month=MONTH the? day=Daynum (?= Join MONTH Daynum COMMA? year=Anno)"),
    ("day", f"{_DAY} day=Daynum of? month=MONTH (?= Join the? Daynum of? MONTH COMMA? year=Anno)"),
    ("day", f"{_DAY} day=Nth of month=MONTH ((COMMA | of)? year=Anno | of the? rel=Yearwhich year)?"),
    ("day", "the day=Nth (day)? of (the rel=Monthwhich | this | that) month"),
    ("day", f"{_DAY} month=MONTH the? day=ORDINAL (COMMA? year=Anno)?"),
    ("nth", "the day=NTH"),
    ("nth", "weekday=WEEKDAY COMMA? the day=NTH"),
    # a month
    ("month", _prefix(f"(the month of)? month=MONTH {_OFYEAR}")),
    ("month", f"the? (first | second | latter | last) half of month=MONTH ({_OFYEAR})?"),
    ("month", _prefix("the? year=YEAR month=MONTH")),
    ("month", _prefix("(the month of)? month=MONTH (?= Join (mod=Mod2)? MONTH of? year=Anno)")),
    ("month", _prefix("(the month of | the (?= Monthwhich))? (which=Monthwhich)? month=MONTH")),
    # years and more
    ("year", _prefix("((the | calendar) (year | years))? year=Anno")),
    ("year", "(circa | ca STOP? | c STOP) year=Anno"),
    ("year", _prefix("(the years)? year=(YEAR | INT) (?= (DASH | to | and | or | until | through) (YEAR | YEAR3 | INT) era=ERA)")),
    ("fiscal", _prefix("the? (fiscal | financial) (year | years)? year=YEAR")),
    ("fiscal", _prefix("(the | which=Monthwhich | the which=Monthwhich) (fiscal | financial) year")),
    ("fiscal", _prefix("the? year=YEAR (fiscal | financial) year")),
    ("decade", _prefix("the? (mod=Mod2)? decade=DECADE ERA?")),
    ("decade", _prefix("the? (mod=Mod2)? (century=CARDINAL)? decade=DECADEWORD")),
    ("decade", _prefix("the? (which=REL) decade=(DECADE | DECADEWORD)")),
    ("century", _prefix("the? (mod=Mod2)? nth=Nth DASH? century era=ERA?")),
    ("century", _prefix("the? (mod=Mod2)? nth=Nth DASH? centuries era=ERA?")),
    (
        "century",
        _prefix(
            "the? (mod=Mod2)? nth=Nth (?= (and | or | to | through | DASH) the? (early | mid | late)? DASH? Nth DASH? (century | centuries) era=ERA?)"
        ),
    ),
    (
        "quarter",
        _prefix(
            "(the | a)? fiscal? nth=(Nth | LASTORDINAL) DASH? unit=(quarter) ((of | in | COMMA)? (the | fiscal | calendar | the fiscal)? year=Anno"
            " | (of | in)? the? rel=Yearwhich (fiscal | financial)? year | of the fiscal? year)?"
        ),
    ),
    (
        "quarter",
        _prefix("the? nth=(Nth | LASTORDINAL) DASH? unit=half of ((the | fiscal)? year=Anno | the? rel=Yearwhich year | the year)"),
    ),
    ("quarter", _prefix("the? code=PARTCODE (of | COMMA | DASH | in)? (fiscal)? (year=Anno | the? rel=Yearwhich year)?")),
    ("quarter", "year=YEAR DASH? code=PARTCODE"),
    ("season", _prefix(f"the? (which=Monthwhich)? season=SEASON {_OFYEAR}")),
    ("season", _prefix("(the | which=Monthwhich | the which=Monthwhich) season=SEASON")),
    ("season", _prefix("season=SEASON")),
    ("season", _prefix("season=SEASON (?= Join SEASON of? year=Anno)")),
    ("season", "the? year=YEAR season=SEASON"),
    # days of the week and parts of the day
    ("weekday", "(mod=Mod)? (the)? (which=Monthwhich)? weekday=WEEKDAY (COMMA? part=PART)?"),
    ("weekday", "weekday=WEEKDAY (of | COMMA)? the? week=Yearwhich week"),
    ("weekdays", "weekday=WEEKDAYS (part=(PART | PARTS))? | weekday=WEEKDAY part=PARTS"),
    (
        "part",
        "(mod=Mod)? (the)? (very)? (which=(this | that same | that | same | next | following | previous | last | preceding)) part=PART",
    ),
    ("part", "(mod=Mod)? the? (early | late | mid)? DASH? part=PART (hours)?"),
    ("part", f"(mod=Mod)? (the)? (mod=Mod2)? part=PART (hours)? of {_DAY} month=MONTH day=Daynum (COMMA? year=Anno)?"),
    ("part", f"(mod=Mod)? (the)? (mod=Mod2)? part=PART (hours)? of {_DAY} day=(Daynum) of? month=MONTH (COMMA? year=Anno)?"),
    ("part", "(mod=Mod)? (the)? (mod=Mod2)? part=PART (hours)? of (the day=NTH | weekday=WEEKDAY)"),
    ("part", "(mod=Mod)? month=MONTH day=Daynum part=PART | (mod=Mod)? day=Daynum month=MONTH part=PART"),
    ("tonight", "(mod=Mod | earlier | later)? part=TONIGHT"),
    ("part", "(part=dawn | part=dusk | part=sunrise | part=sunset) weekday=WEEKDAY"),
    (
        "part",
        "the? (early | small | wee | predawn) part=(hours | morning hours) (of (weekday=WEEKDAY | month=MONTH day=Daynum (COMMA? year=Anno)? | day=Daynum month=MONTH year=Anno?))?",
    ),
    ("overnight", "overnight"),
    ("today", "(edge=Edge)? (mod=(earlier | later | early | late))? today=TODAY (part=PART)?"),
    ("today", "the day back=before yesterday | the day on=after tomorrow"),
    # clocks
    ("clock", "time=Hour (zone=Zone)? (Dayof)?"),
    ("clock", "time=HOUR24 (hours | hrs | h) zone=Zone (Dayof)?"),
    ("clock", "time=CLOCK4 zone=Zone (Dayof)?"),
    ("clock", "time=((HOUR12 | CARDINAL) o APOS clock) (in the part=PART | at part=PART)? (zone=Zone)? (Dayof)?"),
    (
        "clock",
        "time=((half | quarter | five | ten | twenty | twenty DASH? five) (past | to) (HOUR12 | CARDINAL)) (AMPM | in the part=PART | at part=PART)?",
    ),
    ("clock", "INT? time=NOON (zone=Zone)? (Dayof)?"),
    ("clock", "time=(HOUR12 | CARDINAL) (in the part=PART | at part=night)"),
    ("clock", "time=HOUR12 (?= (to | DASH | and | or) (HOUR12 | CLOCK) half=AMPM)"),
    # named against a time told or the day of the report
    ("unit", _prefix("(the)? (very)? (which=Unitwhich) (ADJECTIVE)? unit=UNIT (before | previous)?")),
    ("unit", "(earlier | later | early | late) (in | on)? the? (very)? (which=Unitwhich) unit=UNIT"),
    ("unit", _prefix("the unit=UNIT")),
    ("unit", "(earlier | later | early | late) (in | on) the unit=UNIT"),
    ("unit", "the (entire | whole | full) unit=UNIT"),
    ("unit", "the unit=(UNIT | PART) which=(previous | before | after | following | earlier)"),
    ("unit", "year APOS s end | month APOS s end | end of unit=UNIT | year DASH end"),
    ("unit", "mid DASH unit=UNIT | (the)? unit=(year | month | week) DASH (end)"),
    (
        "week",
        _prefix(
            "the (week | weekend | month | year | weeks) (of | beginning | ending | beginning on | ending on) month=MONTH day=Daynum (COMMA? year=Anno)?"
        ),
    ),
    (
        "week",
        _prefix("the (week | weekend) (of | beginning | ending | beginning on | ending on) day=Daynum month=MONTH (year=Anno)?"),
    ),
    (
        "ofperiod",
        "(the)? nth=(Nth | LASTORDINAL) (full)? unit=(day | week | weekend | month | weekday) of (the)? (month=MONTH ((COMMA | of)? year=Anno)? | (the)? year=Anno | the? rel=Yearwhich (year | month))",
    ),
    (
        "ofperiod",
        "(the)? nth=(Nth | LASTORDINAL) weekday=WEEKDAY (of | in) (month=MONTH ((COMMA | of)? year=Anno)? | (the)? rel=Yearwhich (month) | each month | every month)",
    ),
    (
        "same",
        "(the)? same (time | period | month | quarter | week | day | point | stage | season | three DASH month period) (of | in | a)? (the? rel=Yearwhich year | (a | one) year (ago | earlier | before) | year=YEAR)",
    ),
    # amounts of time
    ("span", "(about=About)? n=Count DASH? (adj=Adjectives)? DASH? unit=Units (DASH? (long | old))? (of age)?"),
    (
        "span",
        "(about=About)? n=Count DASH? unit=Units (and | COMMA | COMMA and | DASH and DASH)? n2=Amount DASH? unit2=Units (and n3=Amount unit3=Units)? (DASH? (long | old))?",
    ),
    (
        "span",
        "(about=About)? n=(a | an | one | INT | CARDINAL) DASH? unit=Units DASH? and DASH? a DASH? plus=(half | quarter) (DASH? long)?",
    ),
    (
        "span",
        "(about=About)? n=(half | a quarter) DASH? (a | an | of a | of an)? DASH? unit=(hour | day | year | decade | century | month | week | dozen)",
    ),
    ("span", "(about=About)? n=Amount (?= DASH? (to | or | DASH) (About)? Amount DASH? (ADJECTIVE)? unit=Units)"),
    ("span", "(?= (INT | CARDINAL | TENS)) n=Amount (?= and Amount unit=(UNITS))"),
    (
        "span",
        "(the)? (very)? which=(last | past | next | first | final | coming | following | previous | preceding | subsequent | opening | closing | ensuing | initial) (n=Count)? (ADJECTIVE)? unit=UNITS"
        " (of (month=MONTH ((COMMA | of)? year=Anno)? | year=Anno | the? rel=Yearwhich year | the year))?",
    ),
    ("span", "(the)? n=Count (previous | preceding | following | past | intervening | last | final) unit=UNITS"),
    ("span", "n=half DASH unit=(hour | year | decade | century | day)"),
    ("span", "unit=(UNITS | UNIT) DASH (long | old)"),
    ("span", "unit=LONG"),
    ("span", "unit=(UNITS)"),
    ("span", "(the)? n=Amount DASH unit=UNIT (period | span)"),
    ("span", "about=(over | through | throughout) the unit=UNITS"),
    ("refunits", "recent unit=UNITS | modern times | recent history | recent times"),
    # amounts away from something told or from the day of the report
    ("offset", "(about=About)? n=Count DASH? (ADJECTIVE)? unit=Units (and a plus=half)? dir=Direction"),
    ("offset", "(about=About)? n=Count unit=Units and n2=Amount unit2=Units dir=Direction"),
    ("offset", "(about=About)? n=(half) (a | an) unit=UNIT dir=Direction"),
    ("offset", "unit=UNITS dir=Direction"),
    ("offset", "dir=in n=(INT | CARDINAL | a | an) unit=Units APOS? s? time"),
    (
        "offset",
        "(about=About)? n=(a | one | CARDINAL | INT) unit=Units from when=TODAY | n=(a | one | CARDINAL | INT) unit=Units from weekday=WEEKDAY",
    ),
    ("offset", "this time which=(last | next) year | n=(a | one) unit=UNIT dir=ago (when=TODAY)"),
    # again and again
    (
        "set",
        "(almost | nearly)? (every | each) (n=(Amount | other | few | couple of | Nth | single))? unit=(UNIT | UNITS | PART | SEASON)",
    ),
    ("set", "(every | each) (n=(other | NTH | ORDINAL))? weekday=WEEKDAY (part=PART)?"),
    ("set", "(every | each) month=MONTH"),
    ("set", "per unit=UNIT | times a unit=UNIT"),
    (
        "set",
        "(once | twice | thrice | (three | four | five | six | seven | ten | several | many | INT) times) (a | an | per | each | every) unit=UNIT",
    ),
    ("set", "(once | twice) every n=Amount unit=UNITS"),
    ("frequency", "(twice DASH)? unit=FREQUENCY"),
    (
        "set",
        "day (in and day out | after day) | week after week | month after month | year after year | night after night | year in COMMA? year out",
    ),
    # vague references
    ("now", "now=NOW"),
    ("recent", "(more | most | very)? now=RECENT"),
    (
        "then",
        "(at | during | by | until | since | from | before | around | after | in) (about)? core=(that (very)? time | this time | this period | that period | that point in time | this point in time | that moment)",
    ),
    ("then", "core=(this period | that period | that time)"),
    ("then", "at core=(the time)"),
    ("modern", "(the)? modern day | modern DASH day | present DASH day"),
)

MACROS |= {
    "Join": "DASH | COMMA? (to | and | or | until | till | through | thru) | COMMA",
    "Mod2": "(very)? MOD DASH?",
    "Monthwhich": "last | past | this past | this coming | this | next | coming | previous | following | preceding | that same | that | same | current | upcoming",
    "Unitwhich": "last | past | this past | this coming | this same | this | next | coming | previous | following | preceding | that same | that very | that | same | current | upcoming | subsequent | intervening",
    "Dayof": "(weekday=WEEKDAY | today=TODAY | tonight=TONIGHT | (this | that | the next | the following | the same) part=PART)",
    "Direction": "ago | earlier | later | previously | beforehand | afterward | afterwards | hence | from now | before | after | prior | on | thereafter",
}

# Classes of which every expression has one: where a run of known words has none, no rule is tried.
ANCHORS = (
    "MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "PART", "PARTS", "TODAY", "TONIGHT", "UNIT", "UNITS", "LONG", "FREQUENCY", "DECADEWORD",
    "NOON", "AMPM", "NOW", "RECENT", "YEAR", "ISO", "SLASHED", "CLOCK", "DECADE", "SHORT", "PARTCODE", "ERA", "ZONE", "NTH",
    "overnight", "clock", "past", "period", "time", "modern", "recent",
)  # fmt: skip

# What may follow a date as more of the same: "March 5-7, 1918", "1915-17".
CONTINUATIONS: dict[str, str] = {
    "day": "(DASH | to | through | until | and | or | COMMA) core=(the? day=Daynum (COMMA year=YEAR)?)",
    "year": "(DASH | SLASH) core=(year=YY)",
}

# A feast or named day; "names" stands for its names.
NAMED_DAY = "(which=Monthwhich)? (names) (part=PART | weekend)? ((of | COMMA)? year=YEAR | rel=Yearwhich year)?"

"""Scores figures by incident: how many were killed and injured, from several reports of each.

The data is JSON Lines, one incident a line: `num_killed`, `num_injured` and `reports`, each
with `id`, `uri`, `title`, `published` and `text`. A report is coded like any article, with its
title as headline. What its claims say together is its account (`read_account`); what the
accounts of an incident say together is the figure of the incident (`incident_figure`). Both
read claims as dicts of the record format and know nothing of the gold. Places are not
compared: that reports are of one incident is given, that a sentence of a report tells of
another incident is told by its date alone.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tocsin.data import read_rows
from tocsin.errors import InputError
from tocsin.ingest import read_input
from tocsin.period import edtf_period
from tocsin.pipeline import Coder
from tocsin.records import Article, to_dict

Claim = dict[str, Any]

MEASURES = ("killed", "injured")
TOP = 250  # code points: a line without a full stop further down is a link to another story
SLACK = timedelta(days=3)  # a day of the week may be resolved to a neighbour of the day meant
LONGEST = timedelta(days=31)  # what is dated by longer periods is a statistic
STATED, COUNTED, SILENT = 3.0, 2.0, 1.0  # votes of a number, of victims told one by one, of none
OUTDATED = 0.4  # of a number of injured, when the report counts other dead than the rest
SAME = 0.2  # of injured told one by one by such a report: they may have died since
LATE = 0.45
LEAD = 1000  # code points: a death first told further down may be of another event
_KILL = re.compile(r"kill|die[sd]?$|dying|dead|death|fatal|slay|slain|deceased|perish", re.I)
_DEAD = re.compile(r"(?:dead|die[sd]|kill(?:ed|ing|s)|deceased|slain|slaying)$", re.I)
_HURT = re.compile(r"wound|injur|hurt|hospitali|maim", re.I)
_SHOOT = re.compile(r"shot|shoot|gunned|fired|firing|opened", re.I)
_TO_DEATH = re.compile(r"\W*(?:\w+ ){0,2}(?:dead|to death)\b", re.I)
_UNREAL = re.compile(
    r"\b(?:could|would|might|may|should|some(?:one|body)|any(?:one|body)|nobody|no one)\b[^.]*$", re.I
)  # fmt: skip
_BASE = frozenset({"kill", "die", "injure", "harm", "wound", "murder", "slay"})
_PART_BEFORE = re.compile(r"\b(?:including|among|of them|of whom)\W*$", re.I)
_PART_AFTER = re.compile(r"\s*of (?:them|whom|those)\b", re.I)
_END = re.compile(r"[.!?:;,]['\"”’)\]]*$")
_OTHERS = re.compile(
    r"\b(?:separate|unrelated|different|previous|earlier) (?:\w+ )?(?:shooting|incident|attack)s?\b",
    re.I,
)
_MULTIPLE = re.compile(
    r"\b(double|triple|quadruple)\W(?:fatal\W)?(?:homicide|murder|killing|fatality|slaying)", re.I
)
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_MURDER_SUICIDE = re.compile(r"(?<!attempted )\bmurder\W{1,2}suicide", re.I)
_SELF = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|fatally (?:shot|shoots|shooting)|shot) (?:him|her)self(?: to death)?"
    r"|then (?:him|her)self"
    r"|turn(?:s|ed|ing) (?:the|his|her|a) (?:\w+ )?(?:gun|weapon|rifle|pistol|handgun) on (?:him|her)self"
    r"|(?:took|take|taking) (?:his|her) own life|, self\b", re.I,
)  # fmt: skip
_FATAL = re.compile(
    r"\b(?:fatal|deadly) (?:\w+ ){0,2}shooting|\bshooting deaths?\b"
    r"|\bfatally (?:shot|wounded|injured|struck|shooting)|\b(?:shot|gunned|shooting)(?: \w+){0,3} to death"
    r"|shot (?:and killed|dead)|\bpronounced dead|(?:were|was|is|are|been) (?:found )?dead\b", re.I,
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER = re.compile(
    r"(?<![\w:.$,-])(?<!, )(?<!and )\d{1,2}(?![\w:%-]|[.,]\d)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen)\b(?!-year)"
)
_INDEFINITE = frozenset(
    {"we", "they", "them", "us", "who", "whom", "it", "someone", "somebody", "anyone", "whoever"}
    | {"nobody", "themselves", "many", "others", "both", "all", "several", "multiple", "that", "this"}
)  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "him", "her", "i", "me", "you"})
_REFLEXIVE = frozenset({"himself", "herself"})  # told by _SELF
_PERSONS = ("man", "woman", "er", "or", "son", "ist", "old", "mate", "friend")
_SITES = re.compile(
    r"\b(?:Park|Gardens?|Houses|Apartments?|Street|Avenue|Road|Police|County|City|Hospital|Club|News"
    r"|Channel|Team|School|Center|Department|Office|High|Church|Hotel|Mall|Weather|Sports|Unit"
    r"|Shooting|Multiple|Others|Drug)\b"
)  # fmt: skip


class Incident(NamedTuple):
    """An incident of the data: what is known of it and the reports of it, as records."""

    killed: int
    injured: int
    reports: tuple[dict[str, Any], ...]


class Scored(NamedTuple):
    """An incident with the account of each of its reports."""

    incident: Incident
    accounts: tuple[Account, ...]


class Statement(NamedTuple):
    """What a claim says of victims.

    `kind`: killed, injured, shot (killed or injured) or fatal (somebody died, nobody is
    counted). `stated`: a number, not one person told. `sentence`, `at`: where its sentence
    and it start. `who`: whom it counts, in a form that can be compared. `part`: counts some of
    those that the sentence tells ("one of them").
    """

    kind: str
    number: int
    stated: bool
    sentence: int
    at: int
    who: str
    part: bool = False


class Tally(NamedTuple):
    """A number of victims and the weight of what it rests on."""

    number: int
    weight: float


class Account(NamedTuple):
    """What one report says of its main event; a tally is None where it says nothing."""

    outlet: str
    published: str
    killed: Tally | None
    injured: Tally | None


_NOTHING = Account("", "", None, None)


# scores


def evaluate_figures(path: Path) -> dict[str, float | int | str]:
    """Return how often the figures of incidents are exactly right, 0 to 1.

    `killed_exact`: by incident, from all its reports; `killed_exact_report`: by report, from
    itself alone; `killed_exact_largest`: by incident, by the largest number in a sentence with
    the verb; `killed_exact_check`: as the first, of every second incident, which no rule was
    made on. The same for the injured. A report that says nothing counts as none.
    Raises: InputError: a line is no incident, or there is none.
    """
    incidents = read_incidents(path)
    scored = score_incidents(incidents)
    scores: dict[str, float | int | str] = {}
    for measure in MEASURES:
        scores[f"{measure}_exact"] = _share(by_incident(scored, measure))
        scores[f"{measure}_exact_report"] = _share(by_report(scored, measure))
        scores[f"{measure}_exact_largest"] = _share(by_largest(incidents, measure))
        scores[f"{measure}_exact_check"] = _share(by_incident(scored[1::2], measure))
    return scores | {
        "n": len(incidents),
        "reports": sum(len(incident.reports) for incident in incidents),
        "data_sha256": sha256(path.read_bytes()).hexdigest(),
    }


def read_incidents(path: Path) -> list[Incident]:
    """Return the incidents of a file of JSON Lines.

    Raises: InputError: a line is no incident, or there is none.
    """
    incidents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            reports = tuple(map(_record, row["reports"]))
            incidents.append(Incident(row["num_killed"], row["num_injured"], reports))
        except (ValueError, KeyError, TypeError) as error:
            detail = f"no incident with num_killed, num_injured and reports: {error}"
            raise InputError(
                str(path), reason="format", detail=detail, place=f"line {number}"
            ) from error
    if not incidents:
        raise InputError(str(path), reason="empty", detail="there is no incident in it")
    return incidents


def _record(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report as an article record: its title stands above its text, as on its page."""
    title, text = report["title"].strip(), report["text"]
    if not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    return {
        "uri": report["uri"], "headline": title, "published": report["published"], "text": text,
    }  # fmt: skip


def score_incidents(incidents: Sequence[Incident]) -> list[Scored]:
    """Code all reports and return each incident with the accounts of those that can be read."""
    accounts: dict[str, Account] = {}
    for article, claims in Coder().code(_articles(incidents)):
        accounts[article.id] = read_account([to_dict(claim) for claim in claims])
    return [
        Scored(incident, tuple(accounts.get(f"{i}-{j}", _NOTHING) for j in range(len(incident.reports))))
        for i, incident in enumerate(incidents)
    ]  # fmt: skip


def _articles(incidents: Sequence[Incident]) -> Iterator[Article]:
    """Yield the reports as articles with the ids "incident-report", without unreadable ones."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for i, incident in enumerate(incidents):
                for j, report in enumerate(incident.reports):
                    file.write(json.dumps(report | {"id": f"{i}-{j}"}) + "\n")
        yield from (found for found in read_input(str(path)) if isinstance(found, Article))


def by_incident(scored: Iterable[Scored], measure: str) -> list[bool]:
    """Return for each incident whether what its reports agree on is right."""
    return [incident_figure(s.accounts, measure) == getattr(s.incident, measure) for s in scored]


def by_report(scored: Iterable[Scored], measure: str) -> list[bool]:
    """Return for each report whether its own figure is right; none where it says nothing."""
    return [
        (tally.number if (tally := getattr(account, measure)) is not None else 0)
        == getattr(s.incident, measure)
        for s in scored
        for account in s.accounts
    ]


def by_largest(incidents: Iterable[Incident], measure: str) -> list[bool]:
    """Return for each incident whether the baseline is right, over all its reports."""
    return [
        max((largest_number(r["text"], measure) for r in i.reports), default=0)
        == getattr(i, measure)
        for i in incidents
    ]


def largest_number(text: str, measure: str) -> int:
    """Return the largest number in a sentence with the verb, 1 without one, 0 without the verb.

    Ages and longer numbers, such as years, are left out.

    >>> largest_number("Two men, 20 and 31, were killed. A boy was hurt.", "killed")
    2
    """
    verb = _KILL if measure == "killed" else _HURT
    best = 0
    for sentence in _SENTENCE_END.split(text):
        if verb.search(sentence):
            words = _NUMBER.findall(sentence.lower())
            best = max(best, 1, *(int(w) if w.isdigit() else _number_words()[w] for w in words))
    return best


@cache
def _number_words() -> dict[str, int]:
    rows = (row for _, row in read_rows("lexicon/figure_number.csv"))
    return {row["word"]: int(row["value"]) for row in rows if row["kind"] == "unit"}


def _share(outcomes: Sequence[bool]) -> float:
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else 0.0


# one report


def report_figure(claims: Sequence[Claim], measure: str) -> int | None:
    """Return how many were killed or injured in the main event of a report, None if unsaid.

    Args: claims: those of the report, in text order; measure: killed or injured.
    """
    account = read_account(claims)
    tally = account.killed if measure == "killed" else account.injured
    return None if tally is None else tally.number


def read_account(claims: Sequence[Claim]) -> Account:
    """Return what the claims of one report say of its main event together."""
    statements = list(read_statements(claims))
    killed = _killed(statements)
    article = claims[0]["article"] if claims else {"uri": None, "published": None}
    return Account(
        outlet_key(article["uri"] or ""),
        article["published"] or "",
        killed,
        _injured(statements, killed.number if killed is not None else 0),
    )


def outlet_key(uri: str) -> str:
    """Return the site of a page, also of one kept by an archive.

    >>> outlet_key("http://archive.example/2016/http://www.news.example:80/story")
    'news.example'
    """
    start = max(uri.rfind("http://"), uri.rfind("https://"), 0)
    return (urlsplit(uri[start:]).hostname or uri).removeprefix("www.")


def read_statements(claims: Sequence[Claim]) -> Iterator[Statement]:
    """Yield what the claims of one report say of the victims of its main event."""
    when = _main_days(claims)
    seen: set[int] = set()
    for claim in claims:
        if not _tells_harm(claim) or _is_elsewhere(claim) or not _is_near(claim, when):
            continue
        yield from _claim_statements(claim)
        if claim["sentence"]["start"] not in seen:
            seen.add(claim["sentence"]["start"])
            yield from _phrase_statements(claim["sentence"])


def _tells_harm(claim: Claim) -> bool:
    if claim["status"] not in {"occurred", "ongoing"} or claim["stance"] == "denies":
        return False
    counted = any(figure["measure"] in MEASURES for figure in claim["figures"])
    return counted or claim["event"]["type"] == "ASSAULT"


def _is_elsewhere(claim: Claim) -> bool:
    """Say whether a claim is of another event: in a line without a full stop, or of several."""
    sentence = claim["sentence"]
    if sentence["start"] > TOP and not _END.search(sentence["text"].rstrip()):
        return True
    return _OTHERS.search(sentence["text"]) is not None or _is_unreal(claim)


def _main_days(claims: Iterable[Claim]) -> tuple[date, date] | None:
    """Return the days of the first harm that the words date, or None."""
    for claim in claims:
        if _tells_harm(claim) and _kind(claim) is not None:
            days = _days(claim)
            if days is not None and days[1] - days[0] <= LONGEST:
                return days
    return None


def _days(claim: Claim) -> tuple[date, date] | None:
    """Return first and last day of what words date, None for what only the publication does."""
    if claim["date"] is None or claim["date"]["basis"] == "published":
        return None
    period = edtf_period(claim["date"]["edtf"])
    first, last = (period.first, period.last) if period is not None else (None, None)
    if first is None or last is None or first < "0001":
        return None
    return date.fromisoformat(first), date.fromisoformat(last)


def _is_near(claim: Claim, when: tuple[date, date] | None) -> bool:
    days = _days(claim)
    if days is None or when is None:
        return True
    if days[1] - days[0] > LONGEST:
        return False
    return days[0] <= when[1] + SLACK and days[1] >= when[0] - SLACK


def _kind(claim: Claim) -> str | None:
    """Return what the trigger of a claim does to its victims: killed, injured, shot."""
    trigger = claim["trigger"]["text"]
    if _KILL.search(trigger):
        return "killed"
    if _HURT.search(trigger):
        return "injured"
    if not _SHOOT.search(trigger):
        return None
    after = claim["sentence"]["text"][claim["trigger"]["end"] - claim["sentence"]["start"] :]
    return "killed" if _TO_DEATH.match(after) else "shot"


def _claim_statements(claim: Claim) -> Iterator[Statement]:
    """Yield the numbers of a claim, else the persons it is done to, else that somebody died."""
    kind, sentence = _kind(claim), claim["sentence"]["start"]
    found = list(_numbers(claim, kind))
    if not found and kind is not None:
        people = ((e["start"], who) for e in claim["recipients"] if (who := _person(e)) is not None)
        found = [Statement(kind, 1, False, sentence, at, who) for at, who in people]
    if not found and _DEAD.match(claim["trigger"]["text"]):
        found = [Statement("fatal", 1, False, sentence, claim["trigger"]["start"], "")]
    yield from found


def _is_unreal(claim: Claim) -> bool:
    """Say whether harm is told of nobody: "could have died", "if someone is killed", "to kill"."""
    if claim["trigger"]["text"].lower() in _BASE:
        return True
    at = claim["trigger"]["start"] - claim["sentence"]["start"]
    return _UNREAL.search(claim["sentence"]["text"][max(0, at - 30) : at]) is not None


def _numbers(claim: Claim, kind: str | None) -> Iterator[Statement]:
    """Yield the numbers of victims of a claim, without vague ones."""
    sentence = claim["sentence"]
    for figure in claim["figures"]:
        measure = figure["measure"]
        if measure == "other" and kind == "shot":
            measure = "shot"
        low, high = figure["low"], figure["high"]
        count = low if low is not None else high
        if measure not in {*MEASURES, "shot"} or count is None:
            continue
        text, at = sentence["text"], figure["start"] - sentence["start"]
        after = text[figure["end"] - sentence["start"] :]
        if figure["vague"]:
            continue
        part = bool(_PART_BEFORE.search(text[:at]) or _PART_AFTER.match(after))
        who = (figure["of"] or figure)["text"].lower()
        stated = not figure["implicit"]
        yield Statement(measure, count, stated, sentence["start"], figure["start"], who, part)


def _person(entity: Claim) -> str | None:
    """Return a form of one person that can be compared, None for several and for no person."""
    words = entity["text"].split()
    lower = entity["text"].lower()
    if lower in _INDEFINITE | _REFLEXIVE or (lower in _PRONOUNS and entity["name"] is None):
        return None
    if lower in _PRONOUNS or (words[0][0].isupper() and words[-1][0].isupper()):
        name = entity["name"] or entity["text"]
        return None if _SITES.search(name) else name.lower()
    head = re.sub(r"\W", "", words[-1].lower())
    return head if head in _person_nouns() or head.endswith(_PERSONS) else None


@cache
def _person_nouns() -> frozenset[str]:
    rows = (row for _, row in read_rows("lexicon/figure_noun.csv"))
    return frozenset(row["noun"] for row in rows if row["kind"] in {"person", "troops"})


def _phrase_statements(sentence: Claim) -> Iterator[Statement]:
    """Yield what fixed phrases of a sentence say of deaths: "triple homicide", "fatally shot"."""
    text, start = sentence["text"], sentence["start"]
    if multiple := _MULTIPLE.search(text):
        count = _MULTIPLES[multiple[1].lower()]
        yield Statement("killed", count, True, -1, start + multiple.start(), multiple[0])
    if both := _MURDER_SUICIDE.search(text):
        yield Statement("killed", 2, True, -2, start + both.start(), both[0])
    if own := _SELF.search(text):
        kind = "shot" if own[0].lower() in {"shot himself", "shot herself"} else "killed"
        yield Statement(kind, 1, False, start, start + own.start(), "self")
    if fatal := _FATAL.search(text):
        yield Statement("fatal", 1, False, start, start + fatal.start(), "")


def _killed(statements: Sequence[Statement]) -> Tally | None:
    """Return the largest count of dead of any sentence; one where somebody died uncounted."""
    told = [s for s in statements if s.kind in {"killed", "fatal"}]
    tallies = [_sum(group) for group in _by_sentence(told, "killed")]
    if not told or (tallies and max(tallies).weight == STATED):
        return max(tallies, default=None)
    best = max(tallies, default=Tally(1, SILENT))
    return best if min(s.at for s in told) < LEAD else best._replace(weight=best.weight * LATE)


def _injured(statements: Sequence[Statement], killed: int) -> Tally | None:
    """Return the injured: as stated, else those shot without the dead, else those told."""
    injured = [_sum(group) for group in _by_sentence(statements, "injured")]
    shot = [_sum(group) for group in _by_sentence(statements, "shot")]
    stated = [t for t in injured if t.weight == STATED]
    stated = stated or [
        t._replace(number=t.number - killed)
        for t in shot
        if t.weight == STATED and t.number > killed
    ]
    if stated:
        return max(stated)
    if killed:
        return max((_sum(g) for g in _beside_dead(statements)), default=None)
    return max(injured or shot, default=None)


def _beside_dead(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the injured of the sentences that also tell of dead: others than these."""
    dead = {s.sentence for s in statements if s.kind in {"killed", "fatal"}}
    return [g for g in _by_sentence(statements, "injured") if g[0].sentence in dead]


def _by_sentence(statements: Iterable[Statement], kind: str) -> list[list[Statement]]:
    groups: dict[int, dict[Any, Statement]] = defaultdict(dict)
    for s in statements:
        if s.kind == kind:
            key = s.at if s.stated and s.sentence >= 0 else s.who
            groups[s.sentence].setdefault(key, s)
    return [list(group.values()) for group in groups.values()]


def _sum(group: Sequence[Statement]) -> Tally:
    group = [s for s in group if not s.part] or group
    weight = STATED if any(s.stated for s in group) else COUNTED
    return Tally(sum(s.number for s in group), weight)


# several reports


def incident_figure(accounts: Iterable[Account], measure: str) -> int:
    """Return how many were killed or injured by what several reports agree on.

    Of each outlet the latest report that says something counts. Votes weigh by what they
    rest on; a report that tells of other harm and of no such victims votes for none. On a
    tie the larger figure wins: later victims are more often missed than invented.
    """
    told = [a for a in accounts if a.killed is not None or a.injured is not None]
    killed = _elect(_votes_killed(told))
    return killed if measure == "killed" else _elect(_votes_injured(told, killed))


def _latest(accounts: Iterable[Account], worth: Callable[[Account], Any]) -> Iterator[Account]:
    """Yield of each outlet its last account among those worth most."""
    found: dict[str, Account] = {}
    for account in sorted(accounts, key=lambda a: (worth(a), a.published)):
        found[account.outlet] = account
    return iter(found.values())


def _votes_killed(accounts: Sequence[Account]) -> Iterator[Tally]:
    last = max((a.published for a in accounts if a.killed is not None), default="")
    for account in _latest(accounts, lambda a: a.killed is not None):
        if account.killed is not None:
            yield account.killed
        elif account.published >= last:
            yield Tally(0, SILENT)


def _votes_injured(accounts: Sequence[Account], killed: int) -> Iterator[Tally]:
    def agrees(account: Account) -> bool:
        return (account.killed.number if account.killed is not None else 0) == killed

    for account in _latest(accounts, lambda a: (agrees(a), a.injured is not None)):
        count, weight = account.injured if account.injured is not None else (0, SILENT)
        if not agrees(account):
            weight *= SAME if weight == COUNTED else OUTDATED
        yield Tally(count, weight)


def _elect(votes: Iterable[Tally]) -> int:
    """Return the count with most weight, the larger one on a tie; 0 without votes."""
    sums: dict[int, float] = defaultdict(float)
    for count, weight in votes:
        sums[count] += weight
    return max(sums, key=lambda count: (sums[count], count), default=0)

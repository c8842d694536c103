"""Scores coreference on ECB+: which reports, and which words in them, tell of one event.

Three tests, all by B3:

- topics: reports grouped by reconcile/stream.py, against the subtopics of the corpus;
- gold mentions: marked actions grouped by evaluate/wording.py. They are of any kind
  ("checked into rehab"), most of them nothing that tocsin codes, so that words and syntax
  alone are compared, within subtopics as the baseline does, and within groups of reports
  that tocsin finds itself;
- predicted mentions: claims that tocsin codes and clusters itself, over all reports at once;
  a claim whose trigger lies in a marked action stands for it.

Threshold and weights were chosen on topics 1 to 35. The corpus gives no days of
publication: reports are grouped in any order, and for the third test those that
reconcile/stream.py puts together are taken to be of one day, far from all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

from tocsin.engine.coding import code_batch, load_coder
from tocsin.evaluate.ecb import TEST, GoldReport, find_archive, read_ecb
from tocsin.evaluate.wording import Wording, group_wordings, read_wordings
from tocsin.parse import Parser
from tocsin.reconcile.account import group_report
from tocsin.reconcile.cluster import cluster_accounts
from tocsin.reconcile.mention import Mention, read_mention
from tocsin.reconcile.stream import Item, group_stream
from tocsin.reconcile.word import text_vector
from tocsin.records import Article, Zone, to_dict

ORDERS = 8  # shuffled orders that topics are scored in
FIRST, APART = date(2000, 1, 1), timedelta(days=60)  # days that stand in for unknown ones

Wordings = Mapping[str, Sequence[Wording]]  # of the mentions of each report
Key = tuple[str, int]  # a report and the number of one of its mentions


def evaluate_coreference(path: Path) -> dict[str, Any]:
    """Return the scores on ECB+, given as the archive or the folder it lies in.

    Keys, of all topics and, ending in _test, of topics 36 to 45: n (mentions), events,
    reports, topics (subtopics); topic_b3_f1 is the mean of shuffled orders,
    topic_b3_f1_file_order that of the files as they lie; event_b3_f1 of gold mentions within subtopics, event_b3_baseline
    (one head lemma in one subtopic is one event), both with _own_topics within the groups of
    reports that tocsin finds; claims in checked sentences, mention_precision (claims that are marked
    actions), mention_recall, event_b3_f1_predicted and event_b3_baseline_predicted of the
    marked actions found; uncoded: reports that could not be coded. Then data_sha256.
    Raises: InputError: no such archive, or nothing of ECB+ in it.
    """
    reports = read_ecb(path)
    documents = Parser().parse_all(map(_article, reports))
    words = {r.id: read_wordings(r, d) for r, d in zip(reports, documents, strict=True)}
    claims = _code(reports)
    scores: dict[str, Any] = {}
    for suffix, topics in (("", range(1, 46)), ("_test", TEST)):
        chosen = [r for r in reports if r.topic in topics]
        found = {
            "n": sum(len(r.mentions) for r in chosen),
            "events": len({m.event for r in chosen for m in r.mentions}),
            "reports": len(chosen),
            "topics": len({r.subtopic for r in chosen}),
            **score_topics(chosen), **score_gold(chosen, words), **score_claims(chosen, words, claims),
        }  # fmt: skip
        scores |= {f"{key}{suffix}": value for key, value in found.items()}
    return scores | {"data_sha256": sha256(find_archive(path).read_bytes()).hexdigest()}


def b_cubed(gold: Mapping[Any, Hashable], found: Mapping[Any, Hashable]) -> float:
    """Return F1 by B3 over the items that are in both; 0 where there are none.

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    0.7143
    """
    pairs = Counter((gold[k], found[k]) for k in found if k in gold)
    if not pairs:
        return 0.0
    golds, founds = Counter[Hashable](), Counter[Hashable]()
    for (g, f), n in pairs.items():
        golds[g] += n
        founds[f] += n
    precision = sum(n * n / founds[f] for (_, f), n in pairs.items()) / pairs.total()
    recall = sum(n * n / golds[g] for (g, _), n in pairs.items()) / pairs.total()
    return round(2 * precision * recall / (precision + recall), 4)


def score_topics(reports: Sequence[GoldReport]) -> dict[str, float]:
    """Return how well reports are grouped, on average over shuffled orders and as the files lie."""
    gold = {r.id: r.subtopic for r in reports}
    shuffled = [Random(seed).sample(reports, len(reports)) for seed in range(ORDERS)]
    return {
        "topic_b3_f1": round(mean(b_cubed(gold, find_topics(o)) for o in shuffled), 4),
        "topic_b3_f1_file_order": b_cubed(gold, find_topics(reports)),
    }


def find_topics(reports: Sequence[GoldReport]) -> dict[str, int]:
    """Return the group of each report, as reconcile/stream.py finds it; all are of one day."""
    groups = group_stream([Item(0.0, text_vector(r.text)) for r in reports], window=1.0)
    return {reports[k].id: number for number, group in enumerate(groups) for k in group}


def score_gold(reports: Sequence[GoldReport], words: Wordings) -> dict[str, float]:
    """Return how well marked actions are grouped, within subtopics and found topics, and baselines."""
    gold, own = _gold(reports), find_topics(reports)
    subtopics = {r.id: r.subtopic for r in reports}
    return {
        "event_b3_f1": b_cubed(gold, _group_all(words, subtopics)),
        "event_b3_baseline": b_cubed(gold, _by_lemma(words, subtopics)),
        "event_b3_f1_own_topics": b_cubed(gold, _group_all(words, own)),
        "event_b3_baseline_own_topics": b_cubed(gold, _by_lemma(words, own)),
    }


def _gold(reports: Iterable[GoldReport]) -> dict[Key, Hashable]:
    return {(r.id, k): m.event for r in reports for k, m in enumerate(r.mentions)}


def _by_lemma(words: Wordings, topics: Mapping[str, Hashable]) -> dict[Key, Hashable]:
    return {(r, k): (topic, w.head) for r, topic in topics.items() for k, w in enumerate(words[r])}


def _group_all(words: Wordings, topics: Mapping[str, Hashable]) -> dict[Key, Hashable]:
    within: dict[Hashable, list[Key]] = defaultdict(list)
    for report, topic in topics.items():
        within[topic] += [(report, k) for k in range(len(words[report]))]
    return {
        keys[k]: (topic, number)
        for topic, keys in within.items()
        for number, group in enumerate(group_wordings([words[r][k] for r, k in keys]))
        for k in group
    }


def score_claims(
    reports: Sequence[GoldReport], words: Wordings, claims: Mapping[str, Sequence[Any]]
) -> dict[str, Any]:
    """Return how well tocsin's own claims find and group marked actions; see the module."""
    inside = [(r, c) for r in reports for c in claims.get(r.id, ()) if _is_checked(r, c)]
    stands: dict[Key, int] = {}
    for number, (report, claim) in enumerate(inside):
        for k in _overlapping(report, claim["trigger"]):
            stands.setdefault((report.id, k), number)
    events = _cluster([claim for _, claim in inside], find_topics(reports))
    gold, lemma = _gold(reports), _by_lemma(words, {r.id: r.subtopic for r in reports})
    return {
        "claims": len(inside),
        "mention_precision": round(len(set(stands.values())) / max(1, len(inside)), 4),
        "mention_recall": round(len(stands) / max(1, len(gold)), 4),
        "event_b3_f1_predicted": b_cubed(gold, {key: events[n] for key, n in stands.items()}),
        "event_b3_baseline_predicted": b_cubed(gold, {key: lemma[key] for key in stands}),
        "uncoded": sum(r.id not in claims for r in reports),
    }


def _overlapping(report: GoldReport, trigger: Mapping[str, Any]) -> list[int]:
    return [
        k
        for k, mention in enumerate(report.mentions)
        if mention.start < trigger["end"] and trigger["start"] < mention.end
    ]


def _cluster(claims: Sequence[Any], topics: Mapping[str, int]) -> dict[int, int]:
    """Return the event of each claim, by position; reports of one topic are of one day."""
    by_report: dict[str, list[Mention]] = defaultdict(list)
    for number, claim in enumerate(claims):
        report = claim["article"]["id"]
        day = (FIRST + topics[report] * APART).isoformat()
        dated = claim | {"article": claim["article"] | {"published": day}}
        by_report[report].append(read_mention(number, dated))
    accounts = [account for mentions in by_report.values() for account in group_report(mentions)]
    clusters = enumerate(cluster_accounts(accounts))
    return {m.key: number for number, cluster in clusters for m in cluster.mentions}


def _is_checked(report: GoldReport, claim: Mapping[str, Any]) -> bool:
    at = claim["trigger"]["start"]
    return any(start <= at < end for start, end in report.checked)


def _code(reports: Sequence[GoldReport]) -> dict[str, list[Any]]:
    """Return the claims of each report, without those that could not be coded."""
    found = code_batch(load_coder(), [_article(report) for report in reports])
    pairs = zip(reports, found, strict=True)
    return {r.id: [to_dict(c) for c in f] for r, f in pairs if not isinstance(f, str)}


def _article(report: GoldReport) -> Article:
    zones = [
        Zone(line.start(), line.end(), line[0], "body")
        for line in re.finditer(r"[^\n]+", report.text)
    ]
    return Article(report.id, report.text, "", zones=tuple(zones))

"""The table of weights for merging, estimated from ECB+ and from the event numbers of our own corpus.

    python -m training.merging --shared ../shared            figures: the table in use and the estimate, two-fold over topics
    python -m training.merging --shared ../shared --write F  and write the estimate to F

Fellegi and Sunter (1969): an outcome of a comparison is worth ``log(m / u)``, where *m* is how often two tellings of one event
come out so, of those that can be compared, and *u* how often tellings of two events do. What is compared is what the program
itself marks in the texts, with all its mistakes, because that is what it merges. ECB+ (CC BY 3.0) says which mentions of a topic
are one event; our corpus says it inside a report, and there a second telling that was not gathered is nearly always another
event. What is held back is not read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import yaml

from precedent.merge.cluster import cluster, links
from precedent.merge.match import LINK, MEAN, WEIGHTS, Barred, Outcome, compare
from precedent.merge.mention import Kept, Mention, mention_key
from precedent.pipeline import mark_all, parts
from precedent.records import Report
from training.markup import read

HERE = Path(__file__).resolve().parent
ECB = Path("train") / "ecbplus" / "ECB+_LREC2014" / "ECB+"
SMOOTHING = 2.0  # pairs added to each count: no outcome is impossible
LIMIT = 4.0  # no outcome is worth more than this: naive independence overstates what is rare
LINKS, MEANS = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), (1.0, 2.5, 4.0)

Weights = Mapping[str, Mapping[str, float]]
Scored = Mapping[tuple[str, str], float]  # pairs of keys; those that are barred are not there


class Topic(NamedTuple):
    """Mentions that are compared with each other, and the event of each by its key; ``pairs`` without those that are barred."""

    mentions: tuple[Mention, ...]
    event: dict[str, str]
    pairs: dict[tuple[str, str], tuple[Outcome, ...]]


def topic(mentions: Sequence[Mention], event: dict[str, str]) -> Topic:
    index, pairs = parts().gazetteer, {}
    for a, b in combinations(sorted(mentions, key=lambda m: m.order), 2):
        try:
            pairs[a.key, b.key] = tuple(compare(a.features, b.features, index))
        except Barred:
            continue
    return Topic(tuple(mentions), event, pairs)


def told(report: Report) -> Iterator[tuple[Mention, range]]:
    """What the program marks in a report, with where each trigger stands."""
    (marked,) = (found.marked for found in mark_all([report]))
    if marked is None:  # what cannot be read tells nothing
        return
    for event in marked.events:
        chains = {a.chain for a in event.actors}
        kept = Kept(event=event, actors=tuple(a for a in marked.actors if a.id in chains))
        if event.trigger.in_ is None:
            key = mention_key(report.id, event.id, event)
            yield Mention(key, report.id, report.published, kept), range(event.trigger.start, event.trigger.end)


def ecbplus(folder: Path) -> list[Topic]:
    """The topics of ECB+; a mention that the annotation does not know is left out."""
    topics = []
    for at in sorted(p for p in folder.iterdir() if p.is_dir()):
        mentions: list[Mention] = []
        event: dict[str, str] = {}
        for path in sorted(at.glob("*.xml")):
            text, spans = _document(ElementTree.parse(path).getroot())
            for mention, where in told(Report(id=path.stem, text=text)):
                known = [name for start, end, name in spans if start < where.stop and where.start < end]
                if known:
                    mentions.append(mention)
                    event[mention.key] = known[0]
        topics.append(topic(mentions, event))
    return topics


def _document(root: ElementTree.Element) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a document, and its mentions of actions: where they stand and which event they are."""
    text, spans, sentence = "", {}, None
    for token in root.iter("token"):
        text += ("" if sentence is None else " " if token.get("sentence") == sentence else "\n") + (token.text or "")
        sentence = token.get("sentence")
        spans[token.get("t_id")] = len(text) - len(token.text or ""), len(text)
    name = {
        source.get("m_id"): relation.get("note") or relation.get("r_id") or ""
        for relation in root.iter()
        if relation.tag.endswith("_COREF")
        for source in relation.iter("source")
    }
    found = []
    markables = root.find("Markables")
    for markable in markables if markables is not None else ():
        anchors = [spans[a.get("t_id")] for a in markable.iter("token_anchor")]
        if anchors and markable.tag.startswith(("ACTION", "NEG_ACTION")):
            own = f"{root.get('doc_name')} {markable.get('m_id')}"
            found.append((min(anchors)[0], max(anchors)[1], name.get(markable.get("m_id"), own)))
    return text, found


def corpus() -> list[Topic]:
    """Reports of our own corpus, each a topic: one number, one event. Those that are held back are left out."""
    held_back = set((HERE / "heldback" / "a.txt").read_text(encoding="utf-8").split())
    topics = []
    for text in read(sorted((HERE / "corpus").glob("*.rep"))).texts:
        if text.kind != "report" or text.id in held_back:
            continue
        mentions, event = [], {}
        for mention, where in told(Report(id=text.id, title=text.title, text=text.text, published=text.published)):
            known = [t for t in text.triggers if t.in_ is None and t.start < where.stop and where.start < t.end]
            if known:
                mentions.append(mention)
                event[mention.key] = f"{text.id} {known[0].event}"
        topics.append(topic(mentions, event))
    return topics


def estimate(topics: Iterable[Topic]) -> dict[str, dict[str, float]]:
    """Weights by feature and outcome. Outcomes that never came up keep the weight they have."""
    counts: dict[bool, Counter[Outcome]] = {True: Counter(), False: Counter()}
    for t in topics:
        for (a, b), outcomes in t.pairs.items():
            counts[t.event[a] == t.event[b]].update(outcomes)
    return {feature: dict(_weights(feature, outcomes, counts)) for feature, outcomes in WEIGHTS.items()}


def _weights(feature: str, outcomes: Mapping[str, float], counts: Mapping[bool, Counter[Outcome]]) -> Iterator[tuple[str, float]]:
    whole = {same: sum(counts[same][feature, o] for o in outcomes) + SMOOTHING * len(outcomes) for same in counts}
    for outcome, before in outcomes.items():
        seen = {same: counts[same][feature, outcome] for same in counts}
        worth = log((seen[True] + SMOOTHING) / whole[True]) - log((seen[False] + SMOOTHING) / whole[False])
        # A feature with one outcome has nothing to be compared with: that it agrees is set against all pairs.
        yield outcome, round(max(-LIMIT, min(LIMIT, worth)), 2) if sum(seen.values()) and len(outcomes) > 1 else before


class Figures(NamedTuple):
    precision: float
    recall: float
    f1: float


def b_cubed(topics: Sequence[Topic], scored: Scored, link: float, mean: float) -> Figures:
    """Of the clusters that these scores make, averaged over mentions."""
    precision = recall = count = 0.0
    for t in topics:
        gold = Counter(t.event.values())

        def score(a: Mention, b: Mention) -> float | None:
            return scored.get((a.key, b.key), scored.get((b.key, a.key)))

        for found in cluster(t.mentions, links(t.mentions, score, link), score, mean=mean) if t.mentions else ():
            mates = Counter(t.event[m.key] for m in found)
            precision += sum(n * n for n in mates.values()) / len(found)
            recall += sum(n * n / gold[name] for name, n in mates.items())
            count += len(found)
    p, r = precision / count, recall / count
    return Figures(p, r, 2 * p * r / (p + r))


def score_all(topics: Iterable[Topic], weights: Weights) -> Scored:
    return {pair: sum(weights[f][o] for f, o in outcomes) for t in topics for pair, outcomes in t.pairs.items()}


def best(topics: Sequence[Topic], weights: Weights) -> tuple[float, float]:
    """The thresholds of highest F1, the higher of equals."""
    scored = score_all(topics, weights)
    tried = ((b_cubed(topics, scored, link, mean).f1, link, mean) for link in LINKS for mean in MEANS if mean <= link)
    return max(tried)[1:]


def _says(name: str, topics: Sequence[Topic]) -> None:
    same = sum(t.event[a] == t.event[b] for t in topics for a, b in t.pairs)
    mentions, pairs = sum(len(t.mentions) for t in topics), sum(len(t.pairs) for t in topics)
    print(
        f"{name}: {len(topics)} topics, {mentions} mentions, {pairs} pairs that can be compared, {same} of them one event",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared", help="the folder that holds train/")
    parser.add_argument("--write", type=Path, help="write the table estimated from everything here")
    args = parser.parse_args()
    public, own = ecbplus(args.shared / ECB), corpus()
    _says("ECB+", public)
    _says("own corpus", own)
    print("B-cubed on each half of ECB+'s topics   precision  recall  F1    link  mean")
    for name in ("in use", "in use, thresholds chosen", "estimated"):
        for fold in (0, 1):
            train, test = public[1 - fold :: 2], public[fold::2]
            weights = estimate([*train, *own]) if name == "estimated" else WEIGHTS
            link, mean = (LINK, MEAN) if name == "in use" else best(train, weights)
            found = b_cubed(test, score_all(test, weights), link, mean)
            figures = f"{found.precision:.3f}      {found.recall:.3f}   {found.f1:.3f}"
            print(f"{name:39} {figures} {link:4}  {mean:4}", flush=True)
    if args.write:
        weights = estimate([*public, *own])
        link, mean = best(public, weights)
        table = {"thresholds": {"link": link, "mean": mean}, "weights": weights}
        args.write.write_text(yaml.safe_dump(table, sort_keys=False, default_flow_style=None, width=130), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The measures of co-reference on the cases that their papers work out."""

import pytest
from benchmarks.coreference import Sums, b_cubed, ceaf_e, conll, f1, gum, muc

KEY = [frozenset(range(1, 6)), frozenset({6, 7}), frozenset(range(8, 13))]
ONE = [frozenset(range(1, 6)), frozenset(range(6, 13))]  # the small one joined with a large one
OTHER = [frozenset((*range(1, 6), *range(8, 13))), frozenset({6, 7})]  # the two large ones joined


def rates(sums: Sums) -> tuple[float, float]:
    return round(sums[0] / sums[1], 3), round(sums[2] / sums[3], 3)


@pytest.mark.parametrize(
    ("response", "of_links", "of_mentions", "of_clusters"),
    [
        (ONE, (0.9, 1.0), (0.762, 1.0), (0.917, 0.611)),  # Bagga and Baldwin 1998, Luo 2005
        (OTHER, (0.9, 1.0), (0.583, 1.0), (0.833, 0.556)),
        (KEY, (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)),
    ],
)
def test_worked_cases(response, of_links, of_mentions, of_clusters) -> None:
    assert rates(muc(KEY, response)) == of_links
    assert rates(b_cubed(KEY, response)) == of_mentions
    assert rates(ceaf_e(KEY, response)) == of_clusters


def test_what_is_cut_in_two_loses_one_link() -> None:  # Vilain et al. 1995
    assert rates(muc([frozenset("ABCD")], [frozenset("AB"), frozenset("CD")])) == (1.0, 0.667)  # type: ignore[list-item]


def test_all_apart_has_no_links() -> None:
    assert f1(muc(KEY, [frozenset({m}) for m in range(1, 13)])) == 0.0
    assert conll([(KEY, KEY)])["CoNLL"] == 1.0


def test_brackets_of_entities(tmp_path) -> None:
    rows = [
        ("1", "The", "2", "Entity=(1"), ("2", "army", "3", "Entity=1)"), ("3", "said", "0", "_"), ("4", "it", "5", "Entity=(1)"),
        ("5", "won", "3", "SpaceAfter=No"), ("6", ".", "3", "_"),
    ]  # fmt: skip
    path = tmp_path / "GUM_news_x.conllu"
    lines = ["\t".join([n, word, "_", "_", "_", "_", at, "_", "_", misc]) for n, word, at, misc in rows]
    path.write_text("# newpar\n" + "\n".join(lines) + "\n", encoding="utf-8")
    gold = gum(path)
    assert gold.text == "The army said it won. "
    assert gold.clusters == [frozenset({1, 3})]

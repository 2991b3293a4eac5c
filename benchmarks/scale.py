"""The arithmetic of docs/scale.md: machines, hours, bytes and cost of a collection, from what was measured.

    python -m benchmarks.scale [--articles 1e9] [--words-a-second 2000] [--marks-a-report 3000] …

Every option is a factor of the page's formulas; its default is the page's own figure or assumption.
"""

from __future__ import annotations

import argparse

FACTORS = {
    "articles": (1e9, "articles of the collection, English or not"),
    "english": (0.45, "share of them that is English (assumption; common crawls of news have 40 to 50 %)"),
    "distinct": (0.7, "share of those that is no copy of another (assumption)"),
    "words": (450, "words of an article (assumption)"),
    "warc-a-page": (20e3, "bytes of a page in a WARC file, packed (assumption)"),
    "extract-ms": (15, "milliseconds of one core to take an article out of a page and tell its language"),
    "words-a-second": (2000, "words that one core marks a second"),
    "efficiency": (0.85, "of the cores' time that is not lost to stragglers, retries and starting"),
    "cores": (1024, "cores of the cluster"),
    "marks-a-report": (3000, "bytes of marks a report"),
    "events-a-report": (3, "events a report tells"),
    "ledger-an-event": (4000, "bytes of the ledger an event told"),
    "merge-a-second": (300, "mentions that the ledger merges a second"),
    "core-hour": (0.04, "price of a core hour, USD (assumption)"),
    "gb-month": (0.023, "price of a GB of object store a month, USD (assumption)"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, (value, meaning) in FACTORS.items():
        parser.add_argument(f"--{name}", type=float, default=value, help=f"{meaning} ({value:g})")
    f = parser.parse_args()
    read = f.articles * f.english
    extract = f.articles * f.extract_ms / 1000 / 3600
    mark = read * f.words / f.words_a_second / 3600
    core_hours = (extract + mark) / f.efficiency
    told = read * f.distinct * f.events_a_report
    marks, warc, ledger = read * f.marks_a_report, f.articles * f.warc_a_page, told * f.ledger_an_event
    print(f"taking articles out   {extract:12,.0f} core hours")
    print(f"marking               {mark:12,.0f} core hours")
    print(f"together, as paid     {core_hours:12,.0f} core hours = {core_hours / f.cores / 24:.1f} days of {f.cores:.0f} cores")
    print(f"computing             {core_hours * f.core_hour:12,.0f} USD")
    print(f"WARC files            {warc / 1e12:12,.1f} TB (read where they lie)")
    print(f"marks                 {marks / 1e12:12,.1f} TB = {marks / 1e9 * f.gb_month:,.0f} USD a month")
    print(f"mentions to merge     {told / 1e9:12,.2f} thousand million")
    print(
        f"one ledger of all     {ledger / 1e12:12,.1f} TB, {told / f.merge_a_second / 86400:,.0f} days of merging by its one writer"
    )


if __name__ == "__main__":
    main()

"""The claims that an event bears on: those about it, and those that count it among the events they compare."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from precedent.base import Record
from precedent.entries import ClaimRef, EventRow
from precedent.ledger import schema as s
from precedent.ledger.facets import all_kinds
from precedent.ledger.finding import find_report
from precedent.ledger.many import among
from precedent.ledger.rows import decode
from precedent.ledger.select import differences
from precedent.ledger.versions import unpack_marked
from precedent.merge.places import PlaceIndex
from precedent.records import Claim

LOOKED_AT = 500  # events with claims of one type, the latest: enough for years of reports, few enough for a page


class Resting(Record, frozen=True, kw_only=True):
    """A claim of a report. *about*: it is made about the event itself; else it counts the event."""

    report: str
    claim: Claim
    about: bool


def resting(connection: Connection, row: EventRow, index: PlaceIndex) -> Iterator[Resting]:
    """Claims that rest on *row*, those about it first."""
    mine = {(ref.report, ref.claim) for ref in row.claims}
    yield from (Resting(report=ref.report, claim=claim, about=True) for ref, claim in _claims(connection, row.claims))
    types = {(row.codebook, row.type), *((a.codebook, a.type) for a in row.also)}
    kinds = [seq for seq, kind in all_kinds(connection) if types & {(r.codebook, r.type) for r in kind}]
    f = s.facets.c
    latest = select(f.seq).where(f.claims > 0, among(f.kind, kinds)).order_by(f.first.desc(), f.event).limit(LOOKED_AT)
    others = connection.scalars(select(s.events.c.row).where(s.events.c.seq.in_(latest)).order_by(s.events.c.id)).all()
    refs = dict.fromkeys(ref for other in others for ref in decode(other).claims)
    for ref, claim in _claims(connection, [ref for ref in refs if (ref.report, ref.claim) not in mine]):
        query = msgspec.structs.replace(claim.query, time=None)  # what bounds the claim is its verdict's matter
        if not differences(query, row, index):
            yield Resting(report=ref.report, claim=claim, about=False)


def _claims(connection: Connection, refs: tuple[ClaimRef, ...] | list[ClaimRef]) -> Iterator[tuple[ClaimRef, Claim]]:
    for report in dict.fromkeys(ref.report for ref in refs):
        found = find_report(connection, report)
        claims = {claim.id: claim for claim in unpack_marked(found.marked).claims} if found is not None else {}
        yield from ((ref, claims[ref.claim]) for ref in refs if ref.report == report and ref.claim in claims)

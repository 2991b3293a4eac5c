"""Shards marked on Ray Data: a pool of actors, each of which loads what marking needs once and works shard after shard.

The texts never pass through Ray: a worker reads its shard from where it lies and writes its marks beside the others'. Ray moves
names of shards and counts alone, starts workers anew that died, and hands their shards to others. What is finished is a
file: so a run that is killed anywhere, the driver too, goes on with the shards that have none.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from precedent.base import Record
from precedent.cluster.shards import BYTES, Shard, file_system, shards
from precedent.cluster.work import Done, Work
from precedent.errors import PrecedentError


class Marked(Record, frozen=True, kw_only=True):
    """What a run did. ``shards`` counts all of them, ``known`` those whose marks were there already."""

    shards: int
    known: int
    reports: int
    refusals: int


def mark(
    sources: list[str],
    to: str,
    *,
    address: str | None = None,
    workers: int | None = None,
    as_: str | None = None,
    columns: Mapping[str, str] | None = None,
    size: int = BYTES,
    on_shard: Callable[[int, int], None] | None = None,
) -> Marked:
    """Mark *sources* into Parquet files in the folder *to*, on the Ray cluster at *address* (default: one started on this machine).

    *workers* processes mark (default: the CPUs of the cluster); *size* is the bytes of one shard; *on_shard* is told how many
    of how many are done. Folders and sources have to be where every machine of the cluster sees them.
    """
    ray = _ray()
    parts = list(shards(sources, size))
    fs, folder = file_system(to)
    fs.makedirs(folder, exist_ok=True)
    to = fs.unstrip_protocol(folder)
    started = not ray.is_initialized()
    if started:
        _start(ray, address, workers)
    try:
        pool = min(workers or int(ray.cluster_resources().get("CPU", 1)), max(len(parts), 1))
        return _run(ray, parts, pool, {"to": to, "as_": as_, "columns": dict(columns or {})}, on_shard)
    finally:
        if started:
            ray.shutdown()


def merge(marked: str, to: str, *, address: str | None = None, workers: int | None = None) -> int:
    """Merge the marks in the folder *marked* by key into events in the new folder *to*; returns how many.

    They are those that one ledger of the same reports holds. *address* and *workers* as of :func:`mark`.
    """
    from precedent.cluster.dealing import OnRay
    from precedent.cluster.merging import merge_into

    ray = _ray()
    started = not ray.is_initialized()
    if started:
        _start(ray, address, workers)
    try:
        return merge_into(marked, to, OnRay(ray, workers or int(ray.cluster_resources().get("CPU", 1))))
    except ray.exceptions.RayError as error:
        why = " ".join(str(error).split())[-300:]
        raise PrecedentError(f"the cluster stopped ({why})", "run the same command again; marks are kept") from error
    finally:
        if started:
            ray.shutdown()


def _run(ray: Any, parts: list[Shard], pool: int, options: dict[str, Any], on_shard: Callable[[int, int], None] | None) -> Marked:
    total = Marked(shards=len(parts), known=0, reports=0, refusals=0)
    if not parts:
        return total
    names = ray.data.from_items([{"shard": msgspec.json.encode(part).decode()} for part in parts], override_num_blocks=len(parts))
    done = names.map_batches(
        _Actor,
        fn_constructor_kwargs=options,
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=pool, max_tasks_in_flight_per_actor=2),
        num_cpus=1,  # a worker that dies is started anew by default, and its shard handed out again
    )
    known = reports = refusals = count = 0
    try:
        for row in done.iter_rows():
            one = msgspec.json.decode(row["done"], type=Done)
            count, known = count + 1, known + (not one.again)
            reports, refusals = reports + one.reports, refusals + one.refusals
            if on_shard is not None:
                on_shard(count, len(parts))
    except ray.exceptions.RayError as error:
        why = " ".join(str(error).split())[-300:]
        raise PrecedentError(f"the cluster stopped ({why})", "run the same command again to go on") from error
    return msgspec.structs.replace(total, known=known, reports=reports, refusals=refusals)


class _Actor:
    """A worker: see :class:`Work`."""

    def __init__(self, to: str, as_: str | None, columns: dict[str, str]) -> None:
        self._work = Work(to, as_, columns)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        done = [self._work(msgspec.json.decode(str(shard), type=Shard)) for shard in batch["shard"]]
        return {"done": [msgspec.json.encode(one).decode() for one in done]}


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise PrecedentError("a cluster needs Ray, which is not installed", "pip install 'precedent-ledger[ray]'") from error
    return ray


def _start(ray: Any, address: str | None, workers: int | None) -> None:
    quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address is not None:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init(num_cpus=workers, object_store_memory=200 * 2**20, **quiet)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        where = address or "this machine"
        raise PrecedentError(f"no Ray cluster at {where} ({str(error)[:200]})", "start one with `ray start --head`") from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)

"""The app: pages and API over one ledger, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from precedent.serve import problems
from precedent.serve.api import described, judging, looking, reading
from precedent.serve.api import page as api_page
from precedent.serve.config import Config
from precedent.serve.guard import Guard
from precedent.serve.jobs import Jobs
from precedent.serve.kept import Desk
from precedent.serve.pages import check, event, events, report, review, signin, sources, start
from precedent.serve.rate import Rates
from precedent.serve.render import HERE

PAGES = (start, report, events, event, check, review, sources, signin)
ROUTERS: tuple[APIRouter, ...] = tuple(part.router for part in (*PAGES, reading, looking, judging, api_page))
_TRIES = 10  # to sign in, a minute, from one host: passwords are not to be guessed by the thousand


def create(config: Config) -> FastAPI:
    """An app that serves the ledger of *config*."""
    jobs, desk = Jobs(), Desk(config.ledger)

    @asynccontextmanager
    async def lasting(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.close()  # else the program ends only when they do
        desk.close()

    app = FastAPI(
        title="precedent",
        version=version("precedent-ledger"),
        summary="What happened, who says so, and has it happened before?",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lasting,
    )
    app.state.config, app.state.jobs, app.state.desk = config, jobs, desk
    app.state.rates, app.state.tries = Rates(config.rate), Rates(_TRIES)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    problems.add(app)
    described.describe(app)
    app.add_middleware(Guard, config=config)
    return app

"""The app: pages and API over one ledger, behind the guard."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from precedent.serve import problems
from precedent.serve.config import Config
from precedent.serve.guard import Guard
from precedent.serve.pages import check, event, events, report, review, start
from precedent.serve.render import HERE

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    report.router,
    events.router,
    event.router,
    check.router,
    review.router,
)


def create(config: Config) -> FastAPI:
    """An app that serves the ledger of *config*."""
    app = FastAPI(title="precedent", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.config = config
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    problems.add(app)
    app.add_middleware(Guard, config=config)
    return app

"""``precedent serve``: the web app and the HTTP API over one ledger.

How a page is added, in one small file of ``serve/pages/``:

1. Say what it shows as a frozen record (:class:`precedent.base.Record`); nothing else reaches the template.
2. Write a plain function that makes it. Its parameters are the address's query, by FastAPI's rules; ``ledger: Kept`` gives
   the ledger (opened for this request, in a worker thread), ``filters: Filters`` the filters of events that every page and
   the API share. Errors are raised as :class:`precedent.errors.PrecedentError`, and come out in words.
3. Register it: ``@page(router, "/path", "template.html")``. The same record is then served as HTML at ``/path`` and as JSON
   at ``/path.json``. Ids of reports go into the query (``/report?id=…``): they may hold slashes.
4. Write ``serve/templates/template.html``: ``{% extends "base.html" %}``, the blocks ``title`` and ``main``, the record as
   ``page``. Everything is escaped. No inline script, style or handler: the content-security policy refuses them. A script of
   one's own is a file in ``serve/static/``, named in ``{% block scripts %}`` with ``type="module"``.
5. Add the router to ``ROUTERS`` in ``app.py`` and, if it is to stand in the navigation, to ``NAVIGATION`` in ``render.py``.

What changes something is a form with ``method="post"`` and ``{{ csrf() }}`` in it, and a route of the router with
``dependencies=[Depends(checked)]`` (:mod:`.csrf`) that answers with a redirect (303). Tests take the ``app`` fixture of
``tests/serve/conftest.py``: a client on a small ledger that is read once a session.
"""

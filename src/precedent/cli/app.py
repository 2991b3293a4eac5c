"""The verbs, each of which imports what it needs when it runs: ``precedent --help`` has to answer at once."""

from __future__ import annotations

import typer

from precedent.cli import (
    ask,
    backup,
    check,
    codebook,
    doctor,
    events,
    export,
    importing,
    judge,
    mark,
    precedents,
    read,
    reports,
    serve,
    show,
    times,
    watch,
)

app = typer.Typer(
    help="What happened, who says so, and has it happened before?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("mark", epilog=mark.EXAMPLES)(mark.run)
app.command("read", epilog=read.EXAMPLES)(read.run)
app.command("reports", epilog=reports.EXAMPLES)(reports.run)
app.command("events", epilog=events.EXAMPLES)(events.run)
app.command("export", epilog=export.EXAMPLES)(export.run)
app.command("show", epilog=show.EXAMPLES)(show.run)
app.command("check", epilog=check.EXAMPLES)(check.run)
app.command("ask", epilog=ask.EXAMPLES)(ask.run)
app.command("precedents", epilog=precedents.EXAMPLES)(precedents.run)
app.command("import", epilog=importing.EXAMPLES)(importing.run)
app.command("watch", epilog=watch.EXAMPLES)(watch.run)
app.command("serve", epilog=serve.EXAMPLES)(serve.run)
app.command("times", epilog=times.EXAMPLES)(times.run)
app.command("backup", epilog=backup.EXAMPLES)(backup.run)
app.command("doctor", epilog=doctor.EXAMPLES)(doctor.run)
app.add_typer(judge.app, name="judge")
app.add_typer(codebook.app, name="codebook")

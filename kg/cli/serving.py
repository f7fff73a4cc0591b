"""kg serve: a build on a port of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.asking import DIR
from kg.cli.console import complain
from kg.cli.group import verbose_option


@click.command()
@DIR
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port. 端口")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at. 监听地址")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a query may take. 查询时限",
)
@verbose_option
@click.pass_context
def serve(ctx: click.Context, folder: Path, port: int, host: str, timeout: float) -> None:
    """Answer SPARQL 1.1 queries over HTTP 提供 SPARQL 服务 (until stopped with Ctrl+C).

    The endpoint is at /sparql. A new build in DIR takes over without a restart.

    \b
    kg serve out --port 8080
    """
    import socket

    import uvicorn

    from outputs.explorer.app import application
    from outputs.sparql.pool import Limits

    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        complain(f"{host}:{port}: cannot be listened at ({error.strerror}); choose another --port or --host")
        ctx.exit(2)
    app = application(folder, Limits(seconds=timeout))
    address = f"http://{host}:{listening.getsockname()[1]}"
    click.echo(f"{folder}: SPARQL endpoint at {address}/sparql (stop with Ctrl+C)", err=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])

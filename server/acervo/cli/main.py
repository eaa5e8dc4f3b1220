"""`acervo`: run the command, and end so that people and programs know how it went."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; whatever Acervo itself raises becomes one sentence and exit code 2."""
    try:
        # Loaded here, since Ctrl-C may come while that goes on.
        import click

        from acervo.cli.apart import leave
        from acervo.cli.commands import cli
        from acervo.errors import AcervoError
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)
    except ImportError as error:
        sys.stderr.write(_broken(error))
        sys.exit(2)
    try:
        # What `Context.exit` was given comes back here; None for a command that ended by itself is 0.
        leave(cli(prog_name="acervo", standalone_mode=False))
    except click.exceptions.Abort:
        # Ctrl-C: nothing is half done, since whatever is kept or written is put in place whole.
        click.echo("Stopped.", err=True)
        leave(130)
    except click.ClickException as error:
        error.show()
        leave(error.exit_code)
    except AcervoError as error:
        click.echo(f"acervo: {error}", err=True)
        leave(2)
    except ImportError as error:
        sys.stderr.write(_broken(error))
        leave(2)
    except BrokenPipeError:
        # The reader (head, less) has left; that is no error.
        sys.stderr.close()
        leave(0)


def _broken(error: ImportError) -> str:
    return f"acervo: this installation is broken ({error}). Set it up anew: make clean, then make serve.\n"

"""`rashomon completion`: the script that makes a shell complete commands, options and formats."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      rashomon completion bash > ~/.local/share/bash-completion/completions/rashomon
      rashomon completion zsh > "${fpath[1]}/_rashomon"
      rashomon completion fish > ~/.config/fish/completions/rashomon.fish
    """  # noqa: D301  (click reads the backspace character itself)
    from rashomon.cli import cli  # noqa: PLC0415  (the group holds this command)

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    maker = kind(cli, {}, "rashomon", "_RASHOMON_COMPLETE")
    click.echo(maker.source_template % maker.source_vars())

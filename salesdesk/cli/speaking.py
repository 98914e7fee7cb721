"""Help and the words for wrong usage in the language in force; click's own are English alone."""

import click

from salesdesk.text import tr


def asked_command(root: click.Group, words: list[str]) -> tuple[click.Command, str]:
    """The command that the words name, as deep as they reach, with its path."""
    found: click.Command = root
    path = "salesdesk"
    context = click.Context(root)
    for word in words:
        below = found.get_command(context, word) if isinstance(found, click.Group) else None
        if below is None:
            break
        found, path = below, f"{path} {word}"
    return found, path


def help_of(command: click.Command, path: str) -> str:
    """What a command does, its options and the commands below it."""
    context = click.Context(command, info_name=path)
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    options = [
        (", ".join(_spelled(param)), tr(param.help or ""))
        for param in command.params
        if isinstance(param, click.Option) and not param.hidden
    ]
    lines = [
        f"{tr('Usage:')} {' '.join([path, *pieces, *(['…'] if options else [])])}",
        "",
        tr(_sentence(command)),
    ]
    if isinstance(command, click.Group):
        below = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
        rows = [
            (name, tr(_sentence(found))) for name, found in below if found is not None and not found.hidden
        ]
        lines += ["", tr("Commands:"), *_pairs(rows)]
    if options:
        lines += ["", tr("Options:"), *_pairs(options)]
    shared = [
        ("--workspace DIR", tr("The workspace's folder; else SALESDESK_WORKSPACE, else the user's own.")),
        ("--lang en|zh_CN", tr("The language of what is said.")),
        ("--json", tr("Print one JSON object on standard output.")),
    ]
    return "\n".join([*lines, "", tr("With every command:"), *_pairs(shared), ""])


def _sentence(command: click.Command) -> str:
    return (command.help or "").strip()


def _spelled(option: click.Option) -> list[str]:
    value = "" if option.is_flag else f" {option.metavar or option.name.upper() if option.name else ''}"
    *others, last = option.opts
    return [*others, last + value]


def _pairs(rows: list[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in rows), default=0)
    return [f"  {name.ljust(width)}  {words}".rstrip() for name, words in rows]


def misuse(error: click.UsageError) -> str:
    """What was wrong with the words of a command."""
    match error:
        case click.exceptions.NoSuchOption():
            return tr("there is no option {name}").format(name=error.option_name)
        case click.exceptions.NoSuchCommand():
            return tr("there is no command {name}").format(name=error.command_name)
        case click.MissingParameter() if error.param is not None:
            return tr("{name} is missing").format(name=_named(error.param))
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return tr("{name} must be one of {choices}").format(name=_named(error.param), choices=choices)
        case click.BadParameter() if error.param is not None:
            return tr("{name} is not as it must be").format(name=_named(error.param))
        case click.BadOptionUsage():
            return tr("the option {name} lacks its value, or has one too many").format(name=error.option_name)
        case click.exceptions.NoArgsIsHelpError():
            return tr("a command is missing")
    return error.message.rstrip(".") or tr("a command is missing")


def _named(param: click.Parameter) -> str:
    return (
        param.opts[-1]
        if isinstance(param, click.Option)
        else param.make_metavar(click.Context(click.Command(None)))
    )

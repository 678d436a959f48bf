"""The words of the command line: commands, options and their help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from crisisplanner.domain.errors import bad_input
from crisisplanner.domain.messages import Message, message
from crisisplanner.wording.catalogue import Wording

COMMANDS = ("new", "cases", "import", "derive", "match", "verify", "export", "check", "demo")


# What argparse says of words that it can't read, and the code under which we say it.
_PROBLEMS = tuple(
    (code, re.compile(pattern, re.DOTALL))
    for code, pattern in (
        ("cli.problem.missing", "the following arguments are required: (?P<names>.+)"),
        ("cli.problem.unknown", "unrecognized arguments: (?P<found>.+)"),
        ("cli.problem.ambiguous", "ambiguous option: (?P<found>.+) could match (?P<names>.+)"),
        ("cli.problem.no_value", "argument (?P<name>.+): expected (?:one|at least one) argument"),
        ("cli.problem.no_choice", r"argument .+: invalid choice: (?P<found>.+) \(choose from .+\)"),
        (
            "cli.problem.value_unused",
            "argument (?P<name>.+): ignored explicit argument (?P<found>.+)",
        ),
    )
)


class Parser(argparse.ArgumentParser):
    """Say everything in the words of the catalogue, and raise coded errors instead of leaving."""

    def __init__(self, *, words: Wording, **settings: Any) -> None:
        usage = words.say("cli.help.usage")
        super().__init__(add_help=False, formatter_class=partial(_HelpFormatter, usage), **settings)
        self._arguments = self.add_argument_group(words.say("cli.help.arguments"))
        self._options = self.add_argument_group(words.say("cli.help.options"))
        self.add_argument("-h", "--help", action="help", help=words.say("cli.option.help"))

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument or an option to its group of the help."""
        group = self._options if names[0].startswith("-") else self._arguments
        return group.add_argument(*names, **settings)

    def error(self, message: str) -> NoReturn:
        raise bad_input("cli.usage", problem=_problem(message), usage=self.format_usage().strip())


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, usage: str, prog: str, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._usage = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)


def _problem(said: str) -> Message:
    for code, pattern in _PROBLEMS:
        found = pattern.fullmatch(said)
        if found is not None:
            params = {name: text.strip("'") for name, text in found.groupdict().items()}
            return message(code, **params)
    return message("cli.problem.other")


def _number(option: str, kind: type[int] | type[float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            return kind(text)
        except ValueError:
            whole = "whole" if kind is int else "any"
            expected = message("cli.number." + whole)
            raise bad_input(
                "cli.not_a_number", option=option, expected=expected, found=text
            ) from None

    return read


@dataclass(frozen=True)
class _Builder:
    words: Wording

    def command(self, group: Any, name: str) -> Parser:
        """Add a command whose help comes from the catalogue and ends in an example."""
        parser: Parser = group.add_parser(
            name,
            help=self.words.say(f"cli.{name}.help"),
            description=self.words.say(f"cli.{name}.description"),
            epilog=self.words.say(f"cli.{name}.example"),
            words=self.words,
        )
        _add_common(parser, self.words)
        return parser


def build_parser(words: Wording) -> Parser:
    """Build the parser of all commands."""
    parser = Parser(
        words=words,
        prog="crisisplanner",
        description=words.say("cli.description"),
        epilog=words.say("cli.example"),
    )
    _add_common(parser, words)
    parser.add_argument("--version", action="store_true", help=words.say("cli.option.version"))
    group = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        parser_class=Parser,
        title=words.say("cli.help.commands"),
        prog=parser.prog,
    )
    builder = _Builder(words)
    adders: dict[str, Callable[[Parser, Wording], None]] = {
        "new": _add_new,
        "cases": _add_nothing,
        "import": _add_import,
        "match": _add_match,
        "verify": _add_verify,
        "export": _add_export,
        "check": _add_check,
        "demo": _add_demo,
        "derive": _add_derive,
    }
    for name in COMMANDS:
        adders[name](builder.command(group, name), words)
    return parser


def _add_common(parser: Parser, words: Wording) -> None:
    option = words.say
    suppressed = argparse.SUPPRESS
    parser.add_argument(
        "--json", action="store_true", default=suppressed, help=option("cli.option.json")
    )
    parser.add_argument(
        "--author", metavar="NAME", default=suppressed, help=option("cli.option.author")
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", default=suppressed, help=option("cli.option.quiet")
    )
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        default=suppressed,
        help=option("cli.option.verbose"),
    )


def _add_nothing(_parser: Parser, _words: Wording) -> None:
    return


def _add_workspace(parser: Parser, words: Wording, *, optional: bool = False) -> None:
    parser.add_argument(
        "workspace",
        type=Path,
        metavar="WORKSPACE",
        nargs="?" if optional else None,
        help=words.say("cli.option.workspace"),
    )


def _add_plan(parser: Parser, words: Wording) -> None:
    parser.add_argument("--plan", metavar="P", help=words.say("cli.option.plan"))


def _add_new(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words)
    parser.add_argument("--case", metavar="ID", help=words.say("cli.option.case"))


def _add_import(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words)
    parser.add_argument("file", type=Path, metavar="FILE", help=words.say("cli.option.file"))
    parser.add_argument(
        "--as", dest="kind", required=True, metavar="KIND", help=words.say("cli.option.as")
    )
    parser.add_argument("--sheet", metavar="NAME", help=words.say("cli.option.sheet"))
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help=words.say("cli.option.mapping")
    )
    parser.add_argument(
        "--date-order", metavar="DMY|MDY|YMD", help=words.say("cli.option.date_order")
    )
    parser.add_argument("--as-of", metavar="DATE", help=words.say("cli.option.as_of"))
    parser.add_argument("--source", metavar="NAME", help=words.say("cli.option.source"))
    parser.add_argument("--country", metavar="ISO3", help=words.say("cli.option.country"))
    parser.add_argument("--report", type=Path, metavar="FILE", help=words.say("cli.option.report"))
    _add_plan(parser, words)
    parser.add_argument("--dry-run", action="store_true", help=words.say("cli.option.dry_run"))
    parser.add_argument("--skip-bad", action="store_true", help=words.say("cli.option.skip_bad"))


def _add_match(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words, optional=True)
    say = words.say
    parser.add_argument("--plan", metavar="P", action="append", help=say("cli.option.plans"))
    parser.add_argument("--tables", type=Path, metavar="DIR", help=say("cli.option.tables"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=say("cli.option.out"))
    parser.add_argument(
        "--gap", type=_number("gap", float), metavar="G", help=say("cli.option.gap")
    )
    parser.add_argument(
        "--time-limit",
        type=_number("time-limit", float),
        metavar="S",
        help=say("cli.option.time_limit"),
    )
    parser.add_argument(
        "--work", type=_number("work", int), metavar="N", help=say("cli.option.work")
    )
    parser.add_argument(
        "--seed", type=_number("seed", int), default=0, metavar="N", help=say("cli.option.seed")
    )
    parser.add_argument("--aims", metavar="A,B", help=say("cli.option.aims"))
    parser.add_argument(
        "--tolerance",
        type=_number("tolerance", float),
        metavar="T",
        help=say("cli.option.tolerance"),
    )
    parser.add_argument("--keep", type=Path, metavar="FILE", help=say("cli.option.keep"))


def _add_verify(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words, optional=True)
    parser.add_argument("--tables", type=Path, metavar="DIR", help=words.say("cli.option.tables"))
    parser.add_argument("--plan", metavar="P", help=words.say("cli.option.plan_or_result"))


def _add_export(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words)
    _add_plan(parser, words)
    say = words.say
    parser.add_argument(
        "--document", metavar="KIND", default="plan", help=say("cli.option.document")
    )
    parser.add_argument("--plan-version", metavar="N|NAME", help=say("cli.option.plan_version"))
    parser.add_argument("--reader", metavar="R", help=say("cli.option.reader"))
    parser.add_argument("--paper", metavar="A4|Letter", default="A4", help=say("cli.option.paper"))
    parser.add_argument("--language", metavar="en", default="en", help=say("cli.option.language"))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=say("cli.option.out_pdf")
    )


def _add_check(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words)
    parser.add_argument(
        "--document", type=Path, metavar="FILE", help=words.say("cli.option.check_document")
    )


def _add_derive(parser: Parser, words: Wording) -> None:
    _add_workspace(parser, words)
    _add_plan(parser, words)
    parser.add_argument("--scenario", metavar="NAME", help=words.say("cli.option.scenario"))
    parser.add_argument("--dry-run", action="store_true", help=words.say("cli.option.dry_run"))


def _add_demo(parser: Parser, words: Wording) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("demo"),
        metavar="DIR",
        help=words.say("cli.option.demo_out"),
    )
    parser.add_argument("--window", action="store_true", help=words.say("cli.option.demo_window"))

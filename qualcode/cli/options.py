"""The options that several commands share: one name, one meaning, everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.analysis.counting import Count
from qualcode.analysis.groups import Level
from qualcode.analysis.significance import Adjustment
from qualcode.cli.completion import (
    complete_code,
    complete_document,
    complete_grouping,
    complete_participant,
    complete_subject,
)
from qualcode.cli.enums import Base, Encoding, Format, Headers, Kinds, Sort
from qualcode.cli.named import by_name, listed, offering
from qualcode.model.coding import Review, Status
from qualcode.model.sides import sides_in_keys

SEMANTIC = "Compare sentences by what they mean too (extra `semantic`); remembered."
"""The help of `--semantic`."""

Codes = Annotated[
    list[str] | None,
    typer.Option(
        "--code", "-c", help="Code, family or name; repeatable.", autocompletion=complete_code
    ),
]
Subjects = Annotated[
    list[str] | None,
    typer.Option(
        "--subject",
        "-s",
        help="Who speaks: subject or group; repeatable.",
        autocompletion=complete_subject,
    ),
]
About = Annotated[
    list[str] | None,
    typer.Option(
        "--about", help="Of whom: subject or group; repeatable.", autocompletion=complete_subject
    ),
]
Participants = Annotated[
    list[str] | None,
    typer.Option(
        "--participant", help="Participant id; repeatable.", autocompletion=complete_participant
    ),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document", "-d", help="Document name; repeatable.", autocompletion=complete_document
    ),
]
_CODER = "Coder whose work is meant, made or accepted; where you decide: you."
Coders = Annotated[list[str] | None, typer.Option("--coder", help=_CODER)]
Me = Annotated[str | None, typer.Option("--coder", help=_CODER)]
Where = Annotated[
    str,
    typer.Option(
        "--where",
        help="Codes, properties, words, distance: 'A & !B & subject=PH', see docs/where.md.",
    ),
]
Persons = Annotated[
    str,
    typer.Option(
        "--persons", help="Only these people, also in N: 'age>40 & gender=f', as in --where."
    ),
]
Statuses = Annotated[
    list[Status] | None,
    typer.Option(
        "--status",
        help="Only these assertion statuses, in English or Chinese; repeatable.",
        parser=by_name("status", Status),
        metavar=listed(Status),
        autocompletion=offering("status", Status),
    ),
]
Reviews = Annotated[
    list[Review] | None,
    typer.Option(
        "--review",
        help="Only these review statuses, in English or Chinese; default: all but rejected.",
        parser=by_name("review", Review),
        metavar=listed(Review),
        autocompletion=offering("review", Review),
    ),
]
NewStatus = Annotated[
    list[Status] | None,
    typer.Option(
        "--status",
        help="The assertion status that it gets, in English or Chinese.",
        parser=by_name("status", Status),
        metavar=listed(Status),
        autocompletion=offering("status", Status),
    ),
]
NewAbout = Annotated[
    list[str] | None,
    typer.Option(
        "--about",
        help="Of whom it is: subject; repeatable.",
        autocompletion=complete_subject,
    ),
]
NewCode = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        "-c",
        help="The code that it gets: id or name.",
        autocompletion=complete_code,
    ),
]

Kind = Annotated[
    list[Kinds] | None,
    typer.Option(
        "--kind",
        help="Kind of code; repeatable. Default: problem.",
        parser=by_name("kind", Kinds),
        metavar=listed(Kinds),
        autocompletion=offering("kind", Kinds),
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        help="Group by subject, about, participant, document, an attribute, or two: a,b;"
        " compare also by coder or codebook. Chinese names will do: 主体,性别.",
        parser=sides_in_keys,
        metavar="<str>",
        autocompletion=complete_grouping,
    ),
]
SubjectLevel = Annotated[
    Level, typer.Option("--subjects", help="Subjects one by one, or in the codebook's groups.")
]
Counted = Annotated[Count, typer.Option("--count", help="What a cell counts.")]
Denominator = Annotated[
    Base, typer.Option("--denominator", help="Percent of all participants, or of coded ones.")
]
Sorted = Annotated[Sort, typer.Option("--sort", help="Rows in codebook order, or largest first.")]
Denied = Annotated[bool, typer.Option("--denied", help="Add: persons who deny it.")]
Historical = Annotated[bool, typer.Option("--historical", help="Add: persons for whom it is past.")]
Totals = Annotated[bool, typer.Option("--totals/--no-totals", help="Total column and row.")]
Families = Annotated[bool, typer.Option("--families/--no-families", help="Roll up into families.")]

Intervals = Annotated[bool, typer.Option("--ci", help="Add: 95 % interval of the total share.")]
Tests = Annotated[
    Adjustment | None,
    typer.Option("--test", help="Add: do groups differ? p-values adjusted so over the codes."),
]
References = Annotated[bool, typer.Option("--refs", help="Add: references of each group.")]
Speaker = Annotated[
    str,
    typer.Option(
        "--speaker", help="Who says the sentence: subject.", autocompletion=complete_subject
    ),
]
Asked = Annotated[str, typer.Option("--asked", help="The interviewer's question before.")]

Context = Annotated[
    int, typer.Option("--context", min=0, max=50, help="Turns to show before and after.")
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0 = all.")]

Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Default: table on a terminal, tsv in a pipe."),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to a file; - is stdout.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that are there.")]
Package = Annotated[
    Path | None,
    typer.Option("--qdpx", help="The project of NVivo, MAXQDA, ATLAS.ti … (REFI-QDA .qdpx)."),
]
HeaderLanguage = Annotated[
    Headers | None,
    typer.Option(
        "--headers",
        help="Headers of csv, tsv, xlsx: stable keys unless zh; of md, html, latex, docx: your"
        " language, in the layout of papers; keys: the columns of csv there too.",
    ),
]
Raw = Annotated[bool, typer.Option("--raw", help="No guard against formulas: for R and pandas.")]
CsvEncoding = Annotated[Encoding, typer.Option("--csv-encoding", help="Encoding of CSV files.")]

SourceEncoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of text files; default: found out.")
]
Table = Annotated[
    Path | None,
    typer.Option(
        "--participants", help="Table of participants; default: participants.csv in the folder."
    ),
]
Interviewer = Annotated[
    list[str] | None,
    typer.Option("--interviewer", help="A label that is the interviewer; repeatable."),
]
SpeakerFile = Annotated[
    Path | None,
    typer.Option("--speakers", help="YAML: who is interviewer, participant or subject, by label."),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", help="Columns of tables: speaker=说话人,text=内容; repeatable."),
]
Replace = Annotated[bool, typer.Option("--replace", help="Accept undecodable bytes as U+FFFD.")]
OneDocument = Annotated[
    str, typer.Argument(help="Name of the document.", autocompletion=complete_document)
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed draws the same.")]
Blind = Annotated[
    bool, typer.Option("--blind", help="Decide independently: also on what others decided, unseen.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse what is uncertain; exit 3 if so.")]
Comments = Annotated[
    bool,
    typer.Option(
        "--codes-from-comments",
        help="Comments (Word, OpenDocument) that name codes become their authors' codings.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, write nothing.")]
CodebookFile = Annotated[
    Path | None, typer.Option("--codebook", help="A codebook; default: the project's own.")
]

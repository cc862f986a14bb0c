"""Sources: folders, packages, patterns, pipes; what is hostile stays harmless."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.model.subject import SubjectScheme
from qualcode.store.store import Store
from qualcode.workflow.ingest import ImportOptions, ImportReport, Outcome, import_files
from qualcode.workflow.sources import STDIN, Piped, gather

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TALK = "问：您家怎么样？\n答：看病很难，路也不好走。\n"
LIMIT = 1 << 20


def imported(*sources: Path, piped: Piped | None = None) -> ImportReport:
    with Store.in_memory() as store:
        options = ImportOptions(piped=piped or Piped())
        return import_files(store, sources, SubjectScheme(), options)


def outcomes(report: ImportReport) -> dict[str, str]:
    return {file.name: file.outcome.value for file in report.files}


def package(path: Path, members: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def raw_package(path: Path, members: Sequence[tuple[bytes, bytes]], *, extra: bytes = b"") -> Path:
    """Write a zip file whose names are bytes of any alphabet, without the flag for UTF-8."""
    body, directory = b"", b""
    for name, data in members:
        sizes = struct.pack("<III", zlib.crc32(data), len(data), len(data))
        head = struct.pack("<HHHHH", 20, 0, 0, 0, 33) + sizes
        lengths = struct.pack("<HH", len(name), len(extra))
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + lengths
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name + extra
        body += b"PK\3\4" + head + lengths + name + extra + data
    count = len(members)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\5\6" + end)
    return path


def test_a_package_is_the_folder_it_was_made_from(tmp_path: Path) -> None:
    where = package(
        tmp_path / "interviews.zip",
        {
            "village/A01.txt": TALK,
            "village/deep/er/A02.md": TALK + "问：好。\n",
            "__MACOSX/village/._A01.txt": b"\0\5\x16\7",
            ".hidden/A03.txt": TALK,
            "village/~$A04.docx": b"lock",
            "participants.csv": "id,subject\n",
            "readme.txt": "Nothing.",
            "photo.jpg": b"\xff\xd8",
        },
    )
    report = imported(where)
    assert outcomes(report) == {"A01": "added", "A02": "added"}
    assert [file.path for file in report.files] == [
        f"{where}/village/A01.txt",
        f"{where}/village/deep/er/A02.md",
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5hkscs"])
def test_names_in_packages_are_those_of_the_writers_system(tmp_path: Path, encoding: str) -> None:
    names = {"gb18030": "访谈/贫困户一", "utf-8": "访谈/贫困户二", "big5hkscs": "訪談/貧困戶"}
    name = names[encoding]
    where = raw_package(tmp_path / "a.zip", [(f"{name}.txt".encode(encoding), TALK.encode())])
    (source,) = gather([where])
    if encoding != "big5hkscs":  # its bytes are GBK as well, and say something else there
        assert source.name == name.split("/")[1]
    assert source.contents(LIMIT) == TALK.encode()


def test_a_name_that_is_written_once_more_in_unicode_is_taken_from_there(tmp_path: Path) -> None:
    name = "é.txt".encode("cp437")
    spare = "李四.txt".encode()
    field = struct.pack("<BI", 1, zlib.crc32(name)) + spare
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    where = raw_package(tmp_path / "a.zip", [(name, TALK.encode())], extra=extra)
    assert [source.name for source in gather([where])] == ["李四"]


def test_paths_in_packages_are_only_names(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    tricks = [
        "../../evil.txt",
        "/etc/passwd2.txt",
        "C:\\Windows\\x.txt",
        "a/../../y.txt",
        "n\n\x1b[31m.txt",
    ]
    where = package(
        inside / "a.zip", {name: TALK + f"问：{at}\n" for at, name in enumerate(tricks)}
    )
    report = imported(where)
    assert {file.outcome for file in report.files} == {Outcome.ADDED}
    assert sorted(file.name for file in report.files) == ["evil", "n [31m", "passwd2", "x", "y"]
    assert all(".." not in file.path.removeprefix(str(where)) for file in report.files)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "inside"]


def test_one_bad_member_does_not_stop_the_others(tmp_path: Path) -> None:
    where = package(
        tmp_path / "a.zip",
        {"bomb.txt": b"0" * (60 << 20), "good.txt": TALK, "inner.zip": b"PK", "link.txt": "x"},
    )
    data = where.read_bytes()
    report = imported(where)
    assert outcomes(report) == {
        "bomb": "refused",
        "good": "added",
        "inner": "refused",
        "link": "added",
    }
    bomb, _, inner, _ = report.files
    assert "60 MB" in str(bomb.error)
    assert "200 times its packed size" in str(bomb.error)
    assert "zip file in a zip file" in str(inner.error)
    assert where.read_bytes() == data


def test_links_encrypted_and_damaged_members(tmp_path: Path) -> None:
    where = tmp_path / "a.zip"
    with zipfile.ZipFile(where, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("A01.txt", TALK)
        archive.writestr("A02.txt", TALK * 2)
    data = bytearray(where.read_bytes())
    at = data.index("问".encode(), data.index(b"A02.txt"))
    data[at] ^= 0xFF
    where.write_bytes(data)
    report = imported(where)
    assert outcomes(report) == {"A01": "added", "A02": "refused"}
    data[data.rindex(b"PK\1\2", 0, data.rindex(b"A01.txt")) + 8] |= 1
    where.write_bytes(data)
    assert "encrypted" in str(imported(where).files[0].error)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\3\4" + b"\0" * 40, b"PK\5\6"])
def test_a_broken_package_is_refused_and_the_others_go_on(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "A.zip").write_bytes(content)
    (tmp_path / "B.txt").write_text(TALK, encoding="utf-8")
    report = imported(tmp_path)
    assert outcomes(report) == {"A": "refused", "B": "added"}
    assert "not a zip file" in str(report.files[0].error)


def test_patterns_that_the_shell_leaves_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("P-01.txt", "P-02.txt", "Q-01.txt", "a/P-03.txt", "x[1].txt"):
        (tmp_path / name).write_text(TALK + name, encoding="utf-8")

    def names(pattern: str) -> list[str]:
        return [source.name for source in gather([tmp_path / pattern])]

    assert names("P-*.txt") == ["P-01", "P-02"]
    assert names("**/P-*.txt") == ["P-01", "P-02", "P-03"]
    assert names("P-0[2-9].txt") == ["P-02"]
    assert names("x[1].txt") == ["x[1]"]
    with pytest.raises(DataError, match="no file fits"):
        names("Z*.txt")
    with pytest.raises(DataError, match="there is no file"):
        names("Z.txt")


def test_a_pipe_has_a_name_and_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.TextIOWrapper(io.BytesIO(TALK.encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", pipe)
    (file,) = imported(STDIN, piped=Piped("A07")).files
    assert (file.name, file.outcome) == ("A07", Outcome.ADDED)
    assert file.encoding == "gb18030"
    with pytest.raises(UsageError, match="no name"):
        gather([STDIN])
    with pytest.raises(UnknownNameError, match="no format 'mp3'"):
        gather([STDIN], Piped("A", "mp3"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_go_round_in_circles_or_lead_out(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(TALK, encoding="utf-8")
    (folder / "A01.txt").write_text(TALK + "问：a\n", encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "twin.txt").symlink_to(folder / "A01.txt")
    report = imported(folder)
    assert outcomes(report) == {
        "A01": "added",
        "loop": "refused",
        "out": "refused",
        "twin": "refused",
    }
    assert "leads out of its folder" in str(report.files[2].error)
    assert outcomes(imported(folder / "out.txt")) == {"out": "added"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_devices_and_large_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(300 << 20)
    (tmp_path / "ok.txt").write_text(TALK, encoding="utf-8")
    report = imported(tmp_path)
    assert outcomes(report) == {"fifo": "refused", "large": "refused", "ok": "added"}
    assert "device or a pipe" in str(report.files[0].error)
    assert "300.0 MB; the limit is 200 MB" in str(report.files[1].error)


def test_a_table_of_participants_that_is_named_says_who_speaks(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "A01.txt").write_text(TALK, "utf-8")
    (tmp_path / "participants.csv").write_text("id,subject,age\nA01,PH,58\n", "utf-8")
    sources = (tmp_path / "talks", tmp_path / "participants.csv")
    assert [each.name for each in gather(sources)] == ["A01"]
    with Store.in_memory() as store:
        import_files(store, sources, SubjectScheme(), ImportOptions())
        (person,) = store.participants.all()
        assert person.attributes["age"] == "58"


def test_what_describes_a_table_beside_it_is_no_transcript(tmp_path: Path) -> None:
    for name in ("A.txt", "table.csv-metadata.json", "table.tsv-metadata.json"):
        (tmp_path / name).write_text("Q: Well?\nA: Fine.\n")
    assert [source.name for source in gather([tmp_path])] == ["A"]

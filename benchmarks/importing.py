"""How fast transcripts are imported, and how much memory that takes.

    python benchmarks/importing.py [--data FOLDER] [--megabytes 50]

Real interviews (or, where they are not at hand, the sample interviews) are repeated to
the size asked for, and their bytes are decoded, cut into turns and cut into sentences.
The time is that of one core. Before that, folders of more and more files are imported into
a project, each in a process of its own whose peak memory is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.transcripts.formats import SUFFIXES
from qualcode.transcripts.reader import read_bytes, read_transcript
from qualcode.workflow.keeping import units_of

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_transcripts"
MEGABYTE = 1_000_000
REPEATS = 5

_IMPORT = """
import json, resource, sys, time
from pathlib import Path
from qualcode.model.subject import SubjectScheme
from qualcode.store.store import Store
from qualcode.workflow.ingest import ImportOptions, import_files
folder = Path(sys.argv[1])
with Store.create(folder / "study.qualcode") as store:
    began = time.process_time()
    import_files(store, [folder / "files"], SubjectScheme(), ImportOptions())
    seconds = time.process_time() - began
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--megabytes", type=int, default=50)
    options = parser.parse_args()
    texts = real_texts(options.data)
    print(f"{'files':>8}{'MB':>8}{'seconds':>10}{'MB/s':>8}{'peak MB':>10}")
    for count in (10, 100, 1000):
        measure_import(count, next(iter(texts.values())))
    print(f"\n{'text':<22}{'MB':>8}{'seconds':>10}{'MB/s':>8}{'turns':>10}{'units':>10}")
    share = options.megabytes * MEGABYTE // len(texts)
    large = {name: repeated(data, share) for name, data in texts.items()}
    size = sum(map(len, large.values())) / MEGABYTE
    seconds = sum(measure(name, data) for name, data in large.items())
    print(f"{'together':<22}{size:>8.1f}{seconds:>10.2f}{size / seconds:>8.1f}")


def real_texts(folder: Path) -> dict[str, bytes]:
    """Return the Chinese and the English talk of real files, each as one text in UTF-8."""
    found: dict[str, bytes] = {}
    for language, where in (("Chinese", "zh"), ("English", "en")):
        paths = (path for path in sorted((folder / where).rglob("*")) if path.suffix in SUFFIXES)
        found[language] = "\n".join(filter(None, map(_text, paths))).encode()
    if not all(found.values()):
        samples = filter(None, map(_text, sorted(SAMPLES.glob("*.txt"))))
        return {"samples": "\n".join(samples).encode()}
    return found


def _text(path: Path) -> str:
    """Return the text of a file as it would be stored; empty where there is none."""
    if path.stem.lower() in {"readme", "license"}:
        return ""
    try:
        return read_transcript(path).text
    except QualcodeError:
        return ""


def repeated(data: bytes, size: int) -> bytes:
    """Return a text so often that it has a size."""
    return (data + b"\n") * max(1, size // (len(data) + 1))


def measure(name: str, data: bytes) -> float:
    """Print how fast one file of a text is decoded, cut into turns and into sentences.

    Returns:
        The seconds of the best of several runs.
    """
    best, turns, units = min(_once(name, data) for _ in range(REPEATS))
    size = len(data) / MEGABYTE
    print(f"{name:<22}{size:>8.1f}{best:>10.2f}{size / best:>8.1f}{turns:>10,}{units:>10,}")
    return best


def _once(name: str, data: bytes) -> tuple[float, int, int]:
    """Return the seconds of one run, and how many turns and units it found."""
    began = time.process_time()
    transcript = read_bytes(data, suffix=".txt", name=name, path=name)
    units = units_of(transcript)
    return time.process_time() - began, len(transcript.turns), len(units)


def measure_import(count: int, data: bytes) -> None:
    """Print how a folder of files is imported, in a process of its own."""
    piece = data[:40_000].decode(errors="ignore")
    with tempfile.TemporaryDirectory() as place:
        files = Path(place) / "files"
        files.mkdir()
        for number in range(count):
            (files / f"F-{number:04}.txt").write_text(f"{number}\n{piece}", encoding="utf-8")
        size = sum(path.stat().st_size for path in files.iterdir()) / MEGABYTE
        command = [sys.executable, "-c", _IMPORT, place]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, peak = json.loads(done.stdout)
    print(f"{count:>8,}{size:>8.1f}{seconds:>10.2f}{size / seconds:>8.1f}{peak:>10.0f}")


if __name__ == "__main__":
    main()

"""The rules of the house: imports, sizes, names, Qt habits, words chosen late, nothing of one machine."""

import ast
import gc
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "salesdesk"
MIGRATIONS = PACKAGE / "store" / "migrations"

LONGEST_FILE = 500  # lines
LONGEST_FUNCTION = 60  # lines
# "salesdesk/path.py" or "salesdesk/path.py:function" -> why it may be longer.
ALLOWED_TO_BE_LONG: dict[str, str] = {}

# What "the domain knows no clock and no files" means in calls.
CLOCKS_AND_FILES = {"now", "today", "utcnow", "time_ns", "monotonic", "open", "input", "print", "getenv"}
# "salesdesk/domain/path.py: call" -> why it may.
ALLOWED_CLOCKS = {
    "salesdesk/domain/record.py: time_ns": "an id made on the device carries the time it was made"
}
WORD_CALLS = {"tr", "tr_n", "gettext", "ngettext", "pgettext", "npgettext"}


def own_sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if MIGRATIONS not in path.parents)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


# --- who imports whom --------------------------------------------------------------------------


def test_import_contracts_are_kept() -> None:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_domain_uses_the_standard_library_alone() -> None:
    strangers = []
    for path in sorted((PACKAGE / "domain").rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            for module in imported_modules(node):
                is_ours = module == "salesdesk.domain" or module.startswith("salesdesk.domain.")
                if not is_ours and module.partition(".")[0] not in sys.stdlib_module_names:
                    strangers.append(f"{relative(path)}: {module}")
    assert strangers == []


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


def test_domain_knows_no_clock_and_no_files() -> None:
    found = [
        f"{relative(path)}: {called_name(node)}"
        for path in sorted((PACKAGE / "domain").rglob("*.py"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and reads_the_world(node)
    ]
    assert [call for call in found if call not in ALLOWED_CLOCKS] == []


def reads_the_world(call: ast.Call) -> bool:
    # `time()` alone makes a time of day.
    return called_name(call) in CLOCKS_AND_FILES or ast.unparse(call.func) == "time.time"


def test_the_folder_of_the_launcher_does_not_hide_the_package_of_the_same_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


# --- sizes -------------------------------------------------------------------------------------


def sizes() -> Iterator[tuple[str, int, int]]:
    """Every file and function of ours: name, lines, limit."""
    for path in own_sources():
        yield relative(path), len(path.read_text(encoding="utf-8").splitlines()), LONGEST_FILE
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{relative(path)}:{node.name}", lines, LONGEST_FUNCTION


def test_files_and_functions_keep_their_size() -> None:
    too_long = {name: lines for name, lines, limit in sizes() if lines > limit}
    assert {name: lines for name, lines in too_long.items() if name not in ALLOWED_TO_BE_LONG} == {}
    assert set(ALLOWED_TO_BE_LONG) - set(too_long) == set(), "listed, but short enough now"


# --- names -------------------------------------------------------------------------------------

WORN_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)($|_)", re.IGNORECASE)
WORN_CLASS = re.compile(r"(Manager|Helper|Util|Utils)$")


def test_names_are_of_the_trade() -> None:
    files = [relative(path) for path in own_sources() if WORN_NAMES.search(path.stem)]
    classes = [
        f"{relative(path)}: {node.name}"
        for path in own_sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and WORN_CLASS.search(node.name)
    ]
    assert files + classes == []


# --- Qt habits ---------------------------------------------------------------------------------


def qt_faults(path: Path) -> Iterator[str]:
    in_kit = "ui/kit/" in relative(path)
    for node in ast.walk(tree_of(path)):
        place = f"{relative(path)}:{getattr(node, 'lineno', 0)}"
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in {"processEvents", "QSortFilterProxyModel", "QtAsyncio"}:
            yield f"{place}: {name}"
        if isinstance(node, ast.ClassDef) and "QThread" in {
            ast.unparse(b).split(".")[-1] for b in node.bases
        }:
            yield f"{place}: {node.name} subclasses QThread"
        if isinstance(node, ast.Call) and not in_kit and runs_nested_loop(node.func):
            yield f"{place}: {ast.unparse(node.func)}() outside ui/kit"


def runs_nested_loop(called: ast.expr) -> bool:
    """Whether this is an `.exec` of anything but the application, whose loop is the outermost."""
    if not isinstance(called, ast.Attribute) or called.attr not in {"exec", "exec_"}:
        return False
    return ast.unparse(called.value).split(".")[-1].strip("_()") not in {
        "app",
        "application",
        "qt_app",
        "QApplication",
        "QCoreApplication",
    }


def test_no_forbidden_qt_habits() -> None:
    assert [fault for path in sorted((PACKAGE / "ui").rglob("*.py")) for fault in qt_faults(path)] == []


@pytest.mark.parametrize(
    "source",
    [
        "class Loader(QThread): pass",
        "class Loader(QtCore.QThread): pass",
        "QApplication.processEvents()",
        "from PySide6.QtCore import QSortFilterProxyModel as proxy\nQtCore.QSortFilterProxyModel()",
        "dialog.exec()",
    ],
)
def test_forbidden_qt_habits_are_seen(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "screen.py"
    path.write_text(source, encoding="utf-8")
    assert list(qt_faults(path))


# --- words are chosen when they are shown ------------------------------------------------------


def frozen_words(tree: ast.Module) -> Iterator[int]:
    """Lines where a word is looked up while the module is being imported."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and called_name(node) in WORD_CALLS:
            yield node.lineno
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        else:
            waiting += ast.iter_child_nodes(node)


def test_no_word_is_frozen_at_import() -> None:
    found = [f"{relative(path)}:{line}" for path in own_sources() for line in frozen_words(tree_of(path))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "is_frozen"),
    [
        ("TITLE = tr('Today')", True),
        ("class Room:\n    title = tr('Today')", True),
        ("def show(title=tr('Today')): pass", True),
        ("def show(*, title=text.tr('Today')): pass", True),
        ("@room(tr('Today'))\ndef show(): pass", True),
        ("ROWS = [tr(word) for word in WORDS]", True),
        ("def show():\n    return tr('Today')", False),
        ("ROWS = [Row(title=lambda: tr('Today'))]", False),
        ("class Room:\n    def title(self): return tr('Today')", False),
    ],
)
def test_frozen_words_are_seen(source: str, is_frozen: bool) -> None:
    assert bool(list(frozen_words(ast.parse(source)))) is is_frozen


# --- nothing of one machine --------------------------------------------------------------------

HOME_PATH = re.compile(r"(/home/(?!user\b|me\b)\w+/|/Users/\w+/|/root/|[A-Z]:\\\\?Users\\)")
REGISTRY = re.compile(
    r"(--(extra-)?index-url|--find-links|--trusted-host|pypi\.org/simple|files\.pythonhosted\.org|\"resolved\":)"
)
TEXT_SUFFIXES = {
    ".py",
    ".toml",
    ".txt",
    ".in",
    ".md",
    ".cfg",
    ".ini",
    ".json",
    ".yml",
    ".yaml",
    ".po",
    ".qss",
}
TEXT_SUFFIXES |= {".sh", ".svg", ".desktop", ".xml", ".nsi", ".spec", ".html", ".css", ""}


def tracked_texts() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.suffix in TEXT_SUFFIXES and path.is_file()]


def test_files_name_no_home_folder_and_no_registry() -> None:
    found = []
    for path in tracked_texts():
        if path == Path(__file__).resolve():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if HOME_PATH.search(text):
            found.append(f"{relative(path)}: home folder")
        if REGISTRY.search(text):
            found.append(f"{relative(path)}: registry address")
    assert found == []


@pytest.mark.parametrize("name", ["requirements-run.txt", "requirements-test.txt"])
def test_locks_hold_names_versions_and_hashes_only(name: str) -> None:
    line_shape = re.compile(
        r"^([a-z0-9-]+(\[[a-z,-]+\])?==[0-9][\w.+!-]*( ; [^:/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)$"
    )
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line_shape.match(line)] == []


def test_the_lock_for_tests_holds_the_lock_for_running() -> None:
    def blocks(name: str) -> set[str]:
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        return set(re.split(r"\n(?=\S)", text.strip()))

    missing = blocks("requirements-run.txt") - blocks("requirements-test.txt")
    assert missing == set()


# --- the Python binding of Qt ------------------------------------------------------------------


def test_qt_calls_keep_the_counts_of_true_false_and_none(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference in most void calls, until the interpreter aborts."""
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QLabel

    class Bell(QObject):
        rung = Signal(bool)

    bell, label = Bell(), QLabel()
    bell.rung.connect(lambda _is_loud: None)
    gc.collect()
    before = {value: sys.getrefcount(value) for value in (True, False, None)}
    for _ in range(100):
        bell.rung.emit(True)
    for number in range(1000):
        label.setText(str(number))
        label.setEnabled(number % 2 == 0)
    after = {value: sys.getrefcount(value) for value in (True, False, None)}
    assert {value: count for value, count in after.items() if abs(count - before[value]) > 50} == {}

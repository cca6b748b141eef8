"""The habits of the code that no linter checks: room sizes, and where a broad handler may stand."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("trainer_app", "tests", "benchmarks")
SOURCES = [ROOT / "dev.py", *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))]
# A migration is a list of tables as they were on its day; cutting it in pieces would not help its reader.
LISTS = "trainer_app/storage/migrations/versions/"
BORDERS = {"trainer_app/cli.py", "trainer_app/ui/tasks.py"}
MOST_LINES = 500
MOST_LINES_OF_A_FUNCTION = 60


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_file_is_too_long_to_read():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_too_long_to_read():
    lengths = {
        f"{name(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCES
        if not name(path).startswith(LISTS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert {where: lines for where, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    passes_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
    everything = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
    return everything and not passes_on


def without_painting(module: ast.Module) -> list[ast.AST]:
    # Qt calls data() while it paints, and an exception that leaves it ends the process.
    painting = [
        node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name == "data"
    ]
    exempt = {id(inner) for node in painting for inner in ast.walk(node)}
    return [node for node in ast.walk(module) if id(node) not in exempt]


def test_everything_is_caught_only_at_the_borders():
    own = [path for path in SOURCES if name(path).startswith("trainer_app/")]
    broad = {name(path) for path in own if any(map(is_broad, without_painting(tree(path))))}
    assert broad <= BORDERS

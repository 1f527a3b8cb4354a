"""Usage: check-layouts.py FACTLOOM PACK SAMPLE

The articles of a sample whose lines stand apart (its titles and days) must come out the same when the same text is laid out in other ways that PDFs give.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

FACTLOOM, PACK, SAMPLE = sys.argv[1:]


def tight(lines):
    """Without blank lines; what is indented stays so."""
    return [line.rstrip() for line in lines if line.strip()]


def flat(lines):
    """Without blank lines and indentation."""
    return [line.strip() for line in tight(lines)]


def spaced(lines):
    """A blank line behind every line, and nothing that tells where pages begin."""
    return [kept for line in tight(lines) for kept in (line if line.startswith("    ") else line.strip(), "")]


def half_indented(lines):
    """Without blank lines, and only some paragraphs are still indented."""
    kept, seen = [], 0
    for line in tight(lines):
        seen += line.startswith("    ")
        kept.append(line if seen % 3 == 0 else line.strip())
    return kept


def blocks(lines):
    """Blank lines between paragraphs alone."""
    kept = []
    for line in lines:
        if line.strip():
            kept.append(line.rstrip())
        elif kept and kept[-1].endswith("。"):
            kept.append("")
    return kept


def contents(lines):
    """Flat, behind a table of contents, which is an article by itself."""
    return ["目 录", "全省粮食安全工作会议在砚州召开……………………… 1", "在全省粮食安全工作会议上的讲话……………………… 3"] + flat(lines)


def find_articles(folder, name, lines):
    source = pathlib.Path(folder, name + ".txt")
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = subprocess.run([FACTLOOM, "extract", "--no-cache", "--pack", PACK, str(source)], capture_output=True, check=True).stdout
    nodes = [json.loads(line) for line in out.decode().splitlines() if line.startswith('{"node":')]
    articles = [node["values"] for node in nodes if node["type"] == "Article"]
    return [(article["title"].replace(" ", ""), article.get("date")) for article in articles]


lines = pathlib.Path(SAMPLE).read_text(encoding="utf-8").replace("\f", "").split("\n")
failed = 0
with tempfile.TemporaryDirectory() as folder:
    wanted = find_articles(folder, "given", lines)
    if len(wanted) < 5:
        sys.exit(f"{SAMPLE}: only {len(wanted)} articles: this shows nothing")
    for layout in (tight, flat, spaced, half_indented, blocks, contents):
        found = [article for article in find_articles(folder, layout.__name__, layout(lines)) if article != ("目录", None)]
        print(f"{layout.__name__}: {len(set(found) & set(wanted))} of {len(wanted)} articles, {len(set(found) - set(wanted))} others")
        for article in sorted(set(wanted) ^ set(found), key=str):
            print("  lost" if article in wanted else "  other", article)
        failed += found != wanted
sys.exit(failed)

"""Runs the zh-policy pack over real documents, which are not ours to ship: the folder that FACTLOOM_SHARED names.

    check-shared.py WHAT FACTLOOM PACK

WHAT: seeds    their graph, scored against their gold: mean F1 at least 0.75, no field under 0.4
      corpora  every text of every corpus stands in the graph with an article, or is said to hold no text; nothing but
               findings is said; for at most one text in twenty that no layout fits it, or finds no head of an article
      docx     the Word files of a corpus score like their twins in text, each field within 0.01: a paragraph is a line

Exits 77, with a reason, where the folder is not.
"""
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

FLOOR_MEAN, FLOOR_FIELD = 0.75, 0.4
MOST_APART = 0.01
MOST_HEADLESS = 0.05
FINDING = re.compile(r"(?P<file>.*?)(?::\d+:\d+)?: (?:warning|note)\[(?P<id>[a-z-]+)\]: ")


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def find(*parts):
    shared = os.environ.get("FACTLOOM_SHARED", "")
    if not shared:
        skip("FACTLOOM_SHARED names no folder of real documents")
    path = os.path.join(shared, *parts)
    if not os.path.exists(path):
        skip("there is no %s in FACTLOOM_SHARED" % os.path.join(*parts))
    return path


def build(factloom, pack, sources, out):
    done = subprocess.run([factloom, "build", "--no-cache", "--verbose", "--pack", pack, "--out", out, *sources], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit("factloom build ended with %d:\n%s" % (done.returncode, done.stderr[-4000:]))
    return done.stderr


def check_seeds(factloom, pack):
    seeds, score = find("seeds"), find("eval", "score.py")
    gold = sorted(glob.glob(os.path.join(find("eval", "gold"), "00*.jsonl")))
    with tempfile.TemporaryDirectory() as out:
        build(factloom, pack, [seeds], out)
        table = subprocess.run([sys.executable, score, out, *gold], check=True, stdout=subprocess.PIPE, text=True).stdout
    print(table)
    scores = dict(re.findall(r"^(\w[\w ]*?) {2,}.*\s(\d\.\d+)\s*$", table, re.MULTILINE))
    mean = float(scores.pop("mean F1", "0"))
    low = {field: value for field, value in scores.items() if float(value) < FLOOR_FIELD}
    if len(scores) < 8 or mean < FLOOR_MEAN or low:
        sys.exit("mean F1 %.3f, to be at least %s; fields under %s: %s" % (mean, FLOOR_MEAN, FLOOR_FIELD, low or "none"))


def find_mistakes(texts, said, articles):
    """What is wrong with a run: `texts` are the names of its sources, `said` what it printed, `articles` the names of
    the sources that an article of the graph is from."""
    lines = said.splitlines()
    findings = [finding for finding in map(FINDING.match, lines) if finding]
    about = {kind: {finding["file"] for finding in findings if finding["id"] == kind}
             for kind in ("no-text", "no-layout", "no-head")}
    headless = about["no-layout"] | about["no-head"]
    yield from ("said: " + line for line in lines if not FINDING.match(line))
    yield from ("not in the graph, and not said to hold no text: " + name for name in sorted(texts - articles - about["no-text"]))
    yield from ("in the graph, but no text of the corpora: " + name for name in sorted(articles - texts))
    if len(headless) > MOST_HEADLESS * len(texts):
        yield "no layout, or no head found: %d of %d texts: %s" % (len(headless), len(texts), ", ".join(sorted(headless)[:5]))


def read_articles(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["file"] for row in csv.DictReader(file) if row["entity_type"] == "Article"}


def check_corpora(factloom, pack):
    corpora = find("corpora")
    texts = sorted(path for end in ("txt", "md") for path in glob.glob(os.path.join(corpora, "**", "*." + end), recursive=True))
    texts = [path for path in texts if os.path.basename(path) != "README.md"]
    if len(texts) < 10:
        skip("there are only %d texts in corpora" % len(texts))
    with tempfile.TemporaryDirectory() as out:
        said = build(factloom, pack, texts, out)
        mistakes = ["empty: " + name for name in ("graph.graphml", "nodes.csv", "edges.csv", "evidence.csv", "graph.dot")
                    if not os.path.getsize(os.path.join(out, name))]
        subprocess.run(["xmllint", "--noout", "--huge", os.path.join(out, "graph.graphml")], check=True)
        articles = read_articles(os.path.join(out, "nodes.csv"))
    mistakes += find_mistakes({os.path.basename(path) for path in texts}, said, articles)
    if mistakes:
        sys.exit("\n".join(mistakes[:20]))


def score_folder(factloom, pack, sources, gold):
    score = find("eval", "score.py")
    with tempfile.TemporaryDirectory() as out:
        build(factloom, pack, [sources], out)
        done = subprocess.run([sys.executable, score, out, gold, "--json"], check=True, stdout=subprocess.PIPE, text=True)
    return {field: row if field == "mean f1" else row["f1"] for field, row in json.loads(done.stdout).items()}


def check_docx(factloom, pack):
    folder, gold = find("corpora", "provincial-2025"), find("eval", "gold", "provincial2025-dev.jsonl")
    text = score_folder(factloom, pack, os.path.join(folder, "txt"), gold)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as renamed, open(gold, encoding="utf-8") as rows:
        renamed.writelines(re.sub(r'("file": "[^"]+)\.txt"', r'\1.docx"', row) for row in rows)
        renamed.flush()
        word = score_folder(factloom, pack, os.path.join(folder, "docx"), renamed.name)
    for field in text:
        print("%-14s text %.3f docx %.3f" % (field, text[field], word[field]))
    apart = [field for field in text if abs(text[field] - word[field]) > MOST_APART]
    if apart or len(text) < 6 or text["mean f1"] < 0.5:
        sys.exit("apart: %s" % ", ".join(apart))


def main():
    checks = {"seeds": check_seeds, "corpora": check_corpora, "docx": check_docx}
    if len(sys.argv) != 4 or sys.argv[1] not in checks:
        sys.exit(__doc__)
    checks[sys.argv[1]](sys.argv[2], sys.argv[3])


main()

#!/usr/bin/python3
"""What the documents of the case source-formats say is the same, whatever kind of file they are: only where it stands
differs.

    check-formats.py FACTLOOM CASE
"""
import csv
import os
import subprocess
import sys
import tempfile
from collections import defaultdict

# What a document has beside the article.
MORE = {"article.docx": [("Figure", "二座", "上游村二座")]}


def read_evidence(factloom, case):
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run([factloom, "build", "-C", case, "-p", "pack", "-o", out, "docs"], stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit("factloom build ended with %d:\n%s" % (done.returncode, done.stderr))
        with open(os.path.join(out, "evidence.csv"), encoding="utf-8-sig", newline="") as file:
            said = defaultdict(list)
            for row in csv.DictReader(file):
                said[row["file"]].append((row["what"], row["text"], row["sentence"]))
    return {name: sorted(rows) for name, rows in said.items()}


def main():
    said = read_evidence(*sys.argv[1:])
    expected = said["docs/article.txt"]
    if len(expected) < 20 or len(said) < 16:
        sys.exit("there are only %d facts in %d documents" % (len(expected), len(said)))
    wrong = 0
    for name, rows in sorted(said.items()):
        more = [(what, text, sentence) for what, text, sentence in MORE.get(os.path.basename(name), []) for what in (what, "mentions")]
        for row in sorted(set(expected + more) ^ set(rows)):
            print("%s: %s %s" % (name, "lacks" if row not in rows else "has beside", row))
            wrong += 1
        if len(rows) != len(expected) + len(more):
            print("%s: %d facts, to be %d" % (name, len(rows), len(expected) + len(more)))
            wrong += 1
    print("%d documents, %d facts each" % (len(said), len(expected)))
    sys.exit(wrong > 0)


main()

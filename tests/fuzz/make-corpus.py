#!/usr/bin/python3
"""Writes what fuzz-source and fuzz-container begin with: the documents of tests/golden, small, and broken in all ways that
are thought of there, each with the byte in front that says how it is read."""

import os

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "..", "golden")
NAMES = (".html", ".xml", ".docx", ".pdf", ".txt")
CONTAINERS = (".zip", ".ndjson", ".html.gz", ".docx.gz")


def write(target, name, first, data):
    folder = os.path.join(HERE, "corpus", target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(bytes([first]) + data)


def main():
    for case in ("source-formats", "source-broken"):
        docs = os.path.join(GOLDEN, case, "docs")
        for name in sorted(os.listdir(docs)):
            with open(os.path.join(docs, name), "rb") as file:
                data = file.read()
            end = os.path.splitext(name)[1]
            if len(data) > 8192 or end == ".md":
                continue
            if end in CONTAINERS[:2]:
                write("container", name, CONTAINERS.index(end), data)
            elif end == ".gz":
                write("container", name, 2, data)
            else:
                write("source", name, NAMES.index(end), data)


main()

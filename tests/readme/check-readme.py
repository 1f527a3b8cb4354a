#!/usr/bin/python3
"""Runs the console examples of README.md on the graph of the samples, and compares what comes with what README shows.

    check-readme.py [--bless] FACTLOOM SOURCE_ROOT

In a ```console block a line `$ COMMAND` (which goes on in lines that begin with two spaces) is run by the shell; the lines up to the
next empty line, comment or command are its output. --bless writes what came into README.md instead. Exits 77 without sqlite3.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\$ (.*\n(?:  .*\n)*)((?:[^$#\n].*\n)*)", re.MULTILINE)


def prepare(factloom, root, folder):
    """A folder as README's reader has it after script/run."""
    out = os.path.join(folder, "build", "samples")
    subprocess.run([factloom, "build", "--no-cache", "--pack", "rules/zh-policy", "--out", out, "--format", "sqlite", "rules/zh-policy/samples"],
                   cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.symlink(os.path.join(root, "rules"), os.path.join(folder, "rules"))


def run_example(example, folder):
    done = subprocess.run(["sh", "-c", example.group(1)], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "$ " + example.group(1) + done.stdout


def main():
    bless = "--bless" in sys.argv
    factloom, root = [os.path.abspath(a) for a in sys.argv[1:] if a != "--bless"]
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3")
        sys.exit(77)
    path = os.path.join(root, "README.md")
    with open(path, encoding="utf-8") as file:
        shown = file.read()
    with tempfile.TemporaryDirectory() as folder:
        prepare(factloom, root, folder)
        came = BLOCK.sub(lambda block: EXAMPLE.sub(lambda example: run_example(example, folder), block.group()), shown)
    if len(EXAMPLE.findall("".join(BLOCK.findall(shown)))) < 5:
        sys.exit("README.md has hardly an example: is its form still known?")
    if bless:
        with open(path, "w", encoding="utf-8") as file:
            file.write(came)
    elif came != shown:
        sys.exit("".join(difflib.unified_diff(shown.splitlines(True), came.splitlines(True), "README.md", "what came")))


main()

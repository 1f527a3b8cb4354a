#!/usr/bin/python3
"""Runs the console examples of README.md and rules/TUTORIAL.md, and compares what comes with what these show.

    check-readme.py [--bless] FACTLOOM SOURCE_ROOT

A ```console block holds commands: a line `$ COMMAND` (which goes on in lines that begin with two spaces) is run by the shell, and what
stands behind it is its output: in README.md up to the next empty line, comment or command, in TUTORIAL.md up to the next command. A block
that begins with ```KIND FILE is written into that file first. README.md is read with the graph of the samples at hand, TUTORIAL.md in an
empty folder. --bless writes what came into the files instead. Exits 77 without sqlite3.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = {
    "README.md": re.compile(r"^\$ (.*\n(?:  .*\n)*)((?:[^$#\n].*\n)*)", re.MULTILINE),
    "rules/TUTORIAL.md": re.compile(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE),
}


def prepare_readme(factloom, root, folder):
    """A folder as README's reader has it after script/run."""
    out = os.path.join(folder, "build", "samples")
    subprocess.run([factloom, "build", "--no-cache", "--pack", "rules/zh-policy", "--out", out, "--format", "sqlite", "rules/zh-policy/samples"],
                   cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.symlink(os.path.join(root, "rules"), os.path.join(folder, "rules"))


def run_example(example, folder, path):
    environment = dict(os.environ, LC_ALL="C.UTF-8", PATH=path + os.pathsep + os.environ["PATH"])
    done = subprocess.run(["sh", "-c", example.group(1)], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "$ " + example.group(1) + done.stdout


def run_block(block, pattern, factloom, folder):
    whole, text = block.group(), block.group("text")
    if block.group("file") is not None:
        path = os.path.join(folder, block.group("file"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    if block.group("kind") != "console":
        return whole
    came = pattern.sub(lambda example: run_example(example, folder, os.path.dirname(factloom)), text)
    start = block.start("text") - block.start()
    return whole[:start] + came + whole[start + len(text):]


def refuse_twice(name, shown):
    """Rows of a table, sections and recipes have each a name of their own."""
    names = re.findall(r"^(\| `[^|]+\||#+ .*|- \*\*[^*]+\*\*)", shown, re.MULTILINE)
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        sys.exit("%s says twice: %s" % (name, ", ".join(twice)))


def check(name, pattern, factloom, root, bless):
    path = os.path.join(root, name)
    with open(path, encoding="utf-8") as file:
        shown = file.read()
    refuse_twice(name, shown)
    with tempfile.TemporaryDirectory() as folder:
        if name == "README.md":
            prepare_readme(factloom, root, folder)
        came = BLOCK.sub(lambda block: run_block(block, pattern, factloom, folder), shown)
    consoles = "".join(block.group("text") for block in BLOCK.finditer(shown) if block.group("kind") == "console")
    if len(pattern.findall(consoles)) < 5:
        sys.exit("%s has hardly an example: is its form still known?" % name)
    if bless and came != shown:
        with open(path, "w", encoding="utf-8") as file:
            file.write(came)
    if bless or came == shown:
        return ""
    return "".join(difflib.unified_diff(shown.splitlines(True), came.splitlines(True), name, "what came"))


def main():
    bless = "--bless" in sys.argv
    factloom, root = [os.path.abspath(a) for a in sys.argv[1:] if a != "--bless"]
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3")
        sys.exit(77)
    unlike = "".join(check(name, pattern, factloom, root, bless) for name, pattern in EXAMPLES.items())
    sys.exit(unlike or 0)


main()

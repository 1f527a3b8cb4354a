#!/usr/bin/python3
"""ninja and make run a build again when something it hangs on has changed, and only then, whatever the files are called.

    check-depfile.py FACTLOOM TOOL

TOOL is ninja or make. Exits 77, with a reason, where it is not installed.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = ["plain.md", "two words.md", "a#b.md", "$HOME.md", "50%.md", "会议.md", "(x)[y].md", "a:b.md", "back\\slash.md", "two\\ words.md", "~x=y,z!.md"]
# What make has no way to write; for names with quotes, & or ; neither tool has one.
MAKE_CANNOT = ["(x)[y].md", "back\\slash.md", "two\\ words.md", "~x=y,z!.md"]
FILES = {
    "council/pack.yaml": "name: council\n",
    "council/schema.yaml": "nodes:\n  Person: {key: [name]}\n  Place: {key: [name]}\n",
    "council/rules.yaml": "lists: [{type: Place, file: the places.csv}]\nrules:\n- {id: person, match: 'Mr (?<name>[A-Z][a-z]+)', emit: [{node: Person}]}\n",
    "council/the places.csv": "name\nOakham\n",
    "factloom.yaml": "packs: [council]\nsources: ['the minutes', 'more/*.md']\n",
    "more/x.md": "Mr Elm.\n",
    "other.md": "no source\n",
}
NINJA = """rule weave
  command = $factloom build --depfile out.d
  depfile = out.d
build out/manifest.json: weave
default out/manifest.json
"""
MAKE = "out/manifest.json:\n\t%s build --depfile out.d\n-include out.d\n"


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def run(tool):
    """Whether it has built anything, and what it said."""
    done = subprocess.run([tool, *(['-d', 'explain'] if tool == 'ninja' else [])], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{tool} failed:\n{done.stdout}")
    return "no work to do" not in done.stdout and "up to date" not in done.stdout, done.stdout


def expect(tool, what, wanted):
    built, said = run(tool)
    if built != wanted:
        sys.exit(f"{what}: {tool} has {'not ' if wanted else ''}built again:\n{said}")


def check_globs(tool):
    """Sources come into folders that no source has lain in."""
    for path in ["g/a/1.txt", "g/b/x/0.txt", "g/c/other/2.txt"]:
        write(path, "Mr Oak.\n")
    write("factloom.yaml", "packs: [council]\nsources: ['g/*/*.txt', 'g/?/x/*.txt', 'g/[b]/*']\n")
    expect(tool, "the sources are globs", True)
    expect(tool, "nothing has changed", False)
    for path in ["g/b/2.txt", "g/d/3.txt", "g/b/x/4.txt", "g/c/x/5.txt"]:
        time.sleep(0.01)
        write(path, "Mr Elm.\n")
        expect(tool, f"{path} is new", True)
        expect(tool, f"after {path} nothing has changed", False)
    write("g/a/deep/6.txt", "fits no pattern\n")
    run(tool)
    expect(tool, "what fits no pattern is there", False)


def check_own(tool, factloom):
    """What is written into the out folder is no source, though it lies below one."""
    write("factloom.yaml", "packs: [council]\nsources: [.]\ncache: kept\n")
    expect(tool, "all is a source", True)
    write("out/review.html", "<p>Mr Larch.</p>\n")
    write("out/mine.txt", "Mr Larch.\n")
    run(tool)
    expect(tool, "there is a review page", False)
    if subprocess.run([factloom, "build", "--check"], stderr=subprocess.DEVNULL).returncode != 0:
        sys.exit("a page in the out folder is taken for a source")
    write("factloom.yaml", "packs: [council]\nsources: ['*/*.md']\n")
    run(tool)
    expect(tool, "a glob fits the out folder", False)
    os.remove("out/review.html")
    os.remove("out/mine.txt")


def check_found_packs(tool):
    """Packs that lie in rules/ may become more."""
    os.makedirs("rules/empty")
    os.rename("council", "rules/council")
    write("factloom.yaml", "sources: ['the minutes']\n")
    expect(tool, "packs are found", True)
    expect(tool, "nothing has changed", False)
    for folder in ["rules/parish", "rules/empty"]:
        time.sleep(0.01)
        for name in ["pack.yaml", "schema.yaml"]:
            write(f"{folder}/{name}", FILES["council/" + name].replace("name: council", "name: " + os.path.basename(folder)))
        expect(tool, f"{folder} is a new pack", True)
        expect(tool, f"after {folder} nothing has changed", False)
    os.rename("rules/council", "council")
    run(tool)


def main():
    factloom, tool = os.path.abspath(sys.argv[1]), sys.argv[2]
    if shutil.which(tool) is None:
        print(f"skipped: {tool} is not installed")
        sys.exit(77)
    names = [name for name in NAMES if tool == "ninja" or name not in MAKE_CANNOT]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for path, text in FILES.items():
            write(path, text)
        for name in names:
            write("the minutes/deep/" + name, "Mr Oak.\n")
        write("build.ninja", f"factloom = {factloom}\n" + NINJA)
        write("Makefile", MAKE % factloom)
        expect(tool, "nothing was there", True)
        expect(tool, "nothing has changed", False)
        inputs = ["the minutes/deep/" + name for name in names] + [path for path in FILES if path != "other.md"]
        for path in inputs:
            time.sleep(0.01)
            with open(path, "a", encoding="utf-8") as file:
                file.write("\n")
            expect(tool, f"{path} has changed", True)
            expect(tool, f"after {path} nothing has changed", False)
        write("other.md", "still none\n")
        expect(tool, "what is no source has changed", False)
        time.sleep(0.01)
        write("the minutes/new.md", "Mr Fir.\n")
        expect(tool, "there is a new source", True)
        os.remove("the minutes/new.md")
        expect(tool, "a source is gone", True)
        expect(tool, "nothing has changed since", False)
        write("council/more.yaml", "rules: []\n")
        expect(tool, "there is a new rule file", True)
        check_globs(tool)
        check_own(tool, factloom)
        check_found_packs(tool)
        write("factloom.yaml", FILES["factloom.yaml"])
        write("the minutes/line\nfeed.md", "Mr Ash.\n")
        with open("out/manifest.json", "rb") as file:
            before = file.read()
        done = subprocess.run([factloom, "build", "--depfile", "out.d"], stderr=subprocess.PIPE, text=True)
        if done.returncode != 1 or "a depfile can't hold this name" not in done.stderr:
            sys.exit("a name that no depfile can hold is not refused")
        with open("out/manifest.json", "rb") as file:
            if file.read() != before:
                sys.exit("a run whose depfile failed has changed the out folder")
        os.remove("the minutes/line\nfeed.md")
        subprocess.run([factloom, "build", "--out", "new", "--depfile", "new/out.d"], check=True, stdout=subprocess.DEVNULL)
        if not os.path.exists("new/out.d"):
            sys.exit("no depfile in an out folder that is new")
        os.chdir("/")


main()

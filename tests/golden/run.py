#!/usr/bin/python3
"""Runs factloom over the golden cases: folders that hold an input, command lines and what must come of them.

    run.py [--bless] [--skip CASE]... PROGRAM [CASE...]

A case is a folder <behaviour>/ with
    args       one command line a line, without the program's name, run in order in a fresh copy of the folder;
               quoted as for a shell; `> FILE` and `< FILE` redirect; NAME=VALUE in front sets a variable;
               @HERE@ is the copy's own path, @LF@ a line feed, @ESC@ an escape; # is a comment
    expected/  what must come of it, byte for byte:
               stdout, stderr  of all command lines; where there are several, each behind a line `$ COMMAND LINE`;
                               no file: nothing
               code            exit codes, one a command line
               tree            the files that were made, changed (*) or removed (-); no file: none
               same            not what came, but what must be alike: on each line files or folders whose bytes are the same
               FILE            any other file here must be there afterwards, just so (begin with an empty one)
and whatever the command lines read. The output is TAP; a failing case shows a unified diff. --bless writes what
came into expected/ instead, and is the only thing that does.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

OWN = ("stdout", "stderr", "code", "tree")
CACHE = ".factloom-cache"  # the names in it are the program's own
SAME = "same"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def list_files(folder):
    """All files below a folder, but for the case's own: path to contents."""
    files = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != CACHE]
        if where == folder:
            folders[:] = [name for name in folders if name != "expected"]
            names = [name for name in names if name != "args"]
        for name in names:
            path = os.path.join(where, name)
            files[os.path.relpath(path, folder)] = read(path)
    return files


def split_line(line, here):
    """A command line as arguments, the files it is redirected from and to, and variables."""
    words, redirected, variables = [], {}, {}
    rest = iter(shlex.split(line))
    for word in rest:
        if word in ("<", ">"):
            redirected[word] = os.path.join(here, next(rest))
        elif not words and re.match("[A-Z_]+=", word):
            variables.update([word.split("=", 1)])
        else:
            words.append(word.replace("@HERE@", here).replace("@LF@", "\n").replace("@ESC@", "\x1b"))
    return words, redirected, variables


def run_line(program, line, here):
    words, redirected, variables = split_line(line, here)
    environment = dict(os.environ, **{"LC_ALL": "C.UTF-8", "G_SLICE": "always-malloc", **variables})
    with open(redirected.get("<", os.devnull), "rb") as source:
        done = subprocess.run([program, *words], cwd=here, env=environment, stdin=source, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300)
    out = done.stdout
    if ">" in redirected:
        with open(redirected[">"], "wb") as file:
            file.write(out)
        out = b""
    return out.replace(here.encode(), b"@HERE@"), done.stderr.replace(here.encode(), b"@HERE@"), done.returncode


def describe_tree(before, after):
    lines = []
    for path in sorted(before.keys() | after.keys()):
        if path not in after:
            lines.append("- " + path)
        elif path not in before:
            lines.append("  " + path)
        elif before[path] != after[path]:
            lines.append("* " + path)
    return "".join(line + "\n" for line in lines).encode()


def read_lines(case):
    lines = [line.rstrip("\n") for line in open(os.path.join(case, "args"), encoding="utf-8")]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run_case(program, case):
    """What comes of a case: name to bytes, like its folder expected/."""
    lines = read_lines(case)
    got = dict.fromkeys(OWN, b"")
    with tempfile.TemporaryDirectory() as folder:
        here = os.path.join(os.path.realpath(folder), "case")
        shutil.copytree(case, here, symlinks=True)
        before = list_files(here)
        for line in lines:
            out, err, code = run_line(program, line, here)
            head = b"$ " + line.encode() + b"\n" if len(lines) > 1 else b""
            got["stdout"] += head + out
            got["stderr"] += head + err
            got["code"] += b"%d\n" % code
        after = list_files(here)
    for name in ("stdout", "stderr"):  # headings alone say nothing
        if all(part in [b"$ " + line.encode() for line in lines] for part in got[name].splitlines()):
            got[name] = b""
    got["tree"] = describe_tree(before, after)
    got.update({path: after[path] for path in after if path not in OWN})
    return got


def read_expected(case):
    folder = os.path.join(case, "expected")
    expected = dict.fromkeys(OWN, b"")
    expected.update(list_files(folder) if os.path.isdir(folder) else {})
    return expected, expected.pop(SAME, b"").decode().splitlines()


def find_unlike(paths, got):
    """What is unlike among files or folders that should be the same; paths are below the case."""
    def below(path):
        return {name[len(path):]: got[name] for name in got if name == path or name.startswith(path + "/")}

    first = below(paths[0])
    for path in paths[1:]:
        other = below(path)
        for name in sorted(first.keys() | other.keys()):
            if first.get(name) != other.get(name):
                yield "# %s and %s are not the same\n" % (paths[0] + name, path + name)
    if not first:
        yield "# there is no %s\n" % paths[0]


def show_difference(name, expected, got):
    def split(data):
        return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)

    for line in difflib.unified_diff(split(expected), split(got), "expected/" + name, "got/" + name):
        yield "# " + line.rstrip("\n") + "\n"


def bless(case, expected, got):
    folder = os.path.join(case, "expected")
    for name in expected:
        path = os.path.join(folder, name)
        if name in OWN and not got[name]:
            if os.path.exists(path):
                os.remove(path)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(got.get(name, b""))


def try_case(program, case, blessing):
    """Returns whether the case passes, and what is to be said about it."""
    try:
        (expected, alike), got = read_expected(case), run_case(program, case)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return False, "# %s\n" % error
    differing = [name for name in expected if expected[name] != got.get(name)]
    unlike = "".join(line for paths in alike for line in find_unlike(paths.split(), got))
    if blessing:
        bless(case, expected, got)
        return not unlike, "".join("# blessed %s\n" % name for name in differing) + unlike
    said = unlike
    for name in differing:
        said += "".join(show_difference(name, expected[name], got.get(name, b"")))
        said += "" if name in got else "# there is no file %s\n" % name
    return not differing and not unlike, said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("program")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    root = os.path.dirname(os.path.abspath(__file__))
    names = options.cases or sorted(name for name in os.listdir(root) if os.path.exists(os.path.join(root, name, "args")))
    names = [name for name in names if name not in options.skip]
    program = os.path.abspath(options.program)
    print("1..%d" % len(names), flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda name: try_case(program, os.path.join(root, name), options.bless), names)
        for number, (name, (good, said)) in enumerate(zip(names, results), 1):
            print("%s %d - %s\n%s" % ("ok" if good else "not ok", number, name, said), end="", flush=True)
            failed += not good
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

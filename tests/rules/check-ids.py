#!/usr/bin/python3
"""Whether every error and warning that `factloom check --list` names is real, shown by a case, and documented.

    check-ids.py FACTLOOM SOURCE_ROOT

- each id stands in the expected output of a case of tests/golden, at its own level, and no other stands there;
- each is named in the code of extract/ beside its table;
- `check --explain ID` tells of it;
- each warning has its line in rules/README.md.
"""

import glob
import os
import re
import subprocess
import sys


def run(*arguments):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout


def read_all(pattern):
    return "".join(open(path, encoding="utf-8", errors="replace").read() for path in sorted(glob.glob(pattern, recursive=True)))


def main():
    factloom, root = [os.path.abspath(argument) for argument in sys.argv[1:]]
    listed = dict(reversed(line.split()[:2]) for line in run(factloom, "check", "--list").splitlines())
    shown = read_all(os.path.join(root, "tests/golden/*/expected/stderr"))
    # Findings of a run, about sources, are no diagnostics of packs: they lie in files that are not YAML or CSV.
    triggered = {(id, level) for level, id in re.findall(r"^[^\s:]+(?:\.yaml|\.csv)(?::\d+:\d+)?: (error|warning)\[([a-z0-9-]+)\]: ", shown, re.MULTILINE)}
    triggered |= {("no-pack", "error")} & {(id, "error") for id in re.findall(r"error\[(no-pack)\]", shown)}
    code = "".join(open(path, encoding="utf-8").read() for path in glob.glob(os.path.join(root, "extract/*/*.c"))
                   if not path.endswith("fl-diagnostic-kinds.c"))
    manual = open(os.path.join(root, "rules/README.md"), encoding="utf-8").read()
    problems = []
    for id, level in sorted(listed.items()):
        if (id, level) not in triggered:
            problems.append("%s[%s]: no case of tests/golden shows it" % (level, id))
        if '"%s"' % id not in code:
            problems.append("%s[%s]: nothing gives it" % (level, id))
        if not run(factloom, "check", "--explain", id).startswith("%s[%s]: " % (level, id)):
            problems.append("%s[%s]: check --explain does not tell of it" % (level, id))
        if level == "warning" and "\n| `%s` |" % id not in manual:
            problems.append("warning[%s]: rules/README.md has no line of it" % id)
    for id, level in sorted(triggered):
        if listed.get(id) != level:
            problems.append("%s[%s]: check --list does not name it" % (level, id))
    if len(listed) < 80:
        problems.append("hardly an id is listed: %d" % len(listed))
    print("%d ids" % len(listed))
    sys.exit("\n".join(problems) if problems else 0)


main()

#!/usr/bin/python3
"""Looks for names in the page's modules that nothing declares, or that nothing uses, where TypeScript is there to look.

    check-names.py ROOT

Exits 77 without tsc (Debian: node-typescript).
"""

import os
import re
import shutil
import subprocess
import sys

# What TypeScript can't know of plain JavaScript: members of values without types, modules of d3 without declarations.
UNKNOWABLE = ("TS2307", "TS2339", "TS2551", "TS7016")

if shutil.which("tsc") is None:
    print("skipped: there is no tsc")
    sys.exit(77)
main = os.path.join(sys.argv[1], "graph", "review", "page", "main.js")
done = subprocess.run(["tsc", "--noEmit", "--allowJs", "--checkJs", "--target", "es2021", "--module", "es2020", "--lib",
                       "es2021,dom,dom.iterable", "--noUnusedLocals", "--noUnusedParameters", "--moduleResolution", "node",
                       main], stdout=subprocess.PIPE, check=False)
found = [line for line in done.stdout.decode().splitlines()
         if re.search(r"error TS\d+", line) and not any(code in line for code in UNKNOWABLE)]
sys.exit("\n".join(found) if found else 0)

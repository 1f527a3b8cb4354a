#!/usr/bin/python3
"""factloom profile: what it counts in golden packs, an English and a Chinese one; times differ from run to run, and only have to make sense.

    check-profile.py PROGRAM GOLDEN_FOLDER
"""

import json
import os
import subprocess
import sys


def run(program, folder, *words):
    done = subprocess.run([program, "profile", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(program, folder, *words):
    profile = json.loads(run(program, folder, "--format", "json", *words))
    rules = profile["rules"]
    assert profile["format"] == "factloom-profile" and profile["version"] == 1
    assert [rule["seconds"] for rule in rules] == sorted((rule["seconds"] for rule in rules), reverse=True)
    assert sum(rule["seconds"] for rule in rules) <= profile["seconds"] > 0
    for rule in rules:
        assert 0 <= rule["tried"] <= rule["units"] and (rule["slowest"] is None) == (rule["tried"] == 0), rule
        assert abs(rule["share"] - rule["seconds"] / profile["seconds"]) < 1e-3, rule
    return profile, {rule["rule"]: rule for rule in rules}


def expect(rule, **expected):
    got = {key: rule[key] for key in expected}
    assert got == expected, "%s: %s, not %s" % (rule["rule"], got, expected)


def check_chinese(program, golden):
    folder = os.path.join(golden, "command-explain-zh")
    profile, rules = read(program, folder, "-p", "pack", "minutes.txt")
    assert (profile["documents"], profile["sentences"]) == (1, 4)
    expect(rules["person"], units=4, tried=4, matched=7, emitted=7, lost=0, limits=0)
    expect(rules["person.title"], units=4, tried=1, matched=1, emitted=0, lost=1)
    expect(rules["attended"], units=4, tried=2, matched=0, emitted=0, looks_for=[["出席", "参加", "列席", "等出席", "等参加", "等列席"]])
    expect(rules["chaired"], tried=1, matched=1, emitted=1)
    assert rules["chaired"]["slowest"]["file"] == "minutes.txt" and rules["chaired"]["slowest"]["line"] == 1
    assert rules["chaired"]["slowest"]["text"].startswith("全省粮食安全工作会议在临澜召开")
    everywhere = read(program, folder, "--no-prefilter", "-p", "pack", "minutes.txt")[1]
    expect(everywhere["attended"], units=4, tried=3, matched=0)  # in the others there is no Person, or no Meeting
    expect(everywhere["position"], units=4, tried=4, matched=1)


def check_limits(program, golden):
    folder = os.path.join(golden, "engine-match-limit")
    rules = read(program, folder, "--no-prefilter", "-p", "pack", "minutes.txt")[1]
    assert rules["roll"]["limits"] > 0 and rules["roll.guarded"]["limits"] > 0


def check_text(program, golden):
    folder = os.path.join(golden, "command-explain-zh")
    lines = run(program, folder, "-p", "pack", "minutes.txt", "-n", "2").splitlines()
    assert lines[0].startswith("1 documents, 4 sentences: ") and lines[0].endswith(" in 7 rules"), lines[0]
    assert lines[2].split() == ["rule", "time", "share", "tried", "of", "all", "matched", "emitted", "limits", "looks", "for"]
    assert len(lines) == 8 and lines[4].startswith("    slowest ") and " minutes.txt:" in lines[4], lines
    assert lines[7] == "… and 5 more rules; --most 0 shows all"


def main():
    program, golden = os.path.abspath(sys.argv[1]), sys.argv[2]
    for check in check_chinese, check_limits, check_text:
        check(program, golden)


if __name__ == "__main__":
    main()

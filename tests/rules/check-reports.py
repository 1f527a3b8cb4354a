#!/usr/bin/python3
"""Whether zh-policy reads the headers of work reports, whatever form they have: the day, who reads it, as what, and where.

    check-reports.py FACTLOOM SOURCE_ROOT

Each header below stands before the same few lines of a report, in a source of its own. All in them is invented.
"""

import csv
import os
import subprocess
import sys
import tempfile

BODY = """各位代表：
现在，我代表人民政府，向大会报告工作，请予审议。
一、过去一年工作回顾
过去一年，地区生产总值增长5.5%，粮食产量达到2600万吨，城镇新增就业60万人。
"""
THIRD = "云川省第十四届人民代表大会第三次会议"
REGION = "云川自治区第十五届人民代表大会第四次会议"
# Lines of the header, the day, the name, the office, the meeting.
HEADERS = [
    (["政府工作报告", f"——2026年1月18日在{REGION}上", "自治区人民政府主席 艾克拉木·买买提"], "2026-01-18", "艾克拉木·买买提", "自治区人民政府主席", REGION),
    (["2026年政府工作报告", "来源：云川日报", f"2026年1月18日在{REGION}上自治区主席艾尼瓦尔·吐尔迪作政府工作报告。"], "2026-01-18", "艾尼瓦尔·吐尔迪", "自治区主席", REGION),
    (["2026年政府工作报告", f"（2026年1月18日在{REGION}上）", "自治区主席 嘎玛旺扎"], "2026-01-18", "嘎玛旺扎", "自治区主席", REGION),
    (["政府工作报告", f"——2026年1月18日在{REGION}上", "自治区主席 布和巴特苏"], "2026-01-18", "布和巴特苏", "自治区主席", REGION),
    (["政府工作报告", f"2026年1月18日在{REGION}上自治区主席 布晓原 作政府工作报告"], "2026-01-18", "布晓原", "自治区主席", REGION),
    (["政府工作报告", "2026年1月8日在云川自治州第十六届人民代表大会第五次会议上", "自治州州长 努尔泰·阿不都勒江"], "2026-01-08", "努尔泰·阿不都勒江",
     "自治州州长", "云川自治州第十六届人民代表大会第五次会议"),
    (["2025年云川省政府工作报告", "来源：云川日报", f"——2025年1月27日在{THIRD}上", "云川省人民政府代省长 司马怀岳"], "2025-01-27", "司马怀岳", "云川省人民政府代省长", THIRD),
    (["政府工作报告", "2026年1月15日在云川市第十八届人民代表大会第四次会议上", "代市长 龚以谦"], "2026-01-15", "龚以谦", "代市长", "云川市第十八届人民代表大会第四次会议"),
    (["2025年", "云川省", "政府工作报告", "——2025年1月18日在云川省第十四届", "人民代表大会第三次会议上", "省长 司马怀岳"], "2025-01-18", "司马怀岳", "省长", THIRD),
    (["政府工作报告", f"（二〇二五年一月二十二日在{THIRD}上）", "云川省省长 司马怀岳"], "2025-01-22", "司马怀岳", "云川省省长", THIRD),
    (["2025年云川省政府工作报告", "来源：云川日报", f"在{THIRD}上", "云川省人民政府省长 司马怀岳同志"], "", "司马怀岳", "云川省人民政府省长", THIRD),
    (["2025年云川省政府工作报告", "时间：2025年1月20日", "报告人：云川省省长 司马怀岳"], "2025-01-20", "司马怀岳", "云川省省长", ""),
    (["2025年云川省政府工作报告", f"2025年1月20日，{THIRD}开幕，省长司马怀岳代表省人民政府作政府工作报告。"], "2025-01-20", "司马怀岳", "省长", THIRD),
    (["2025年云川省政府工作报告", f"——2025年1月20日在{THIRD}上", "省　长　　祁　桐"], "2025-01-20", "祁桐", "省长", THIRD),
    (["2025年云川省政府工作报告", "2025年1月20日", THIRD, "省长 祁桐"], "2025-01-20", "祁桐", "省长", THIRD),
    (["2025年云川省政府工作报告", f"2025-01-20 在{THIRD}上", "省长：司马怀岳"], "2025-01-20", "司马怀岳", "省长", THIRD),
    (["政 府 工 作 报 告", f"（2025年1月18日在{THIRD}上 云川省省长 司马怀岳）"], "2025-01-18", "司马怀岳", "云川省省长", THIRD),
    (["2025年云川省政府工作报告（全文）", "来源：云川日报 发布时间：2025-01-24 09:00", f"2025年1月18日在{THIRD}上", "省长 司马怀岳"], "2025-01-18", "司马怀岳", "省长", THIRD),
    (["2025年云川省政府工作报告", "云川省省长 司马怀岳", "（2025年1月18日在云川省第十四届人民代表大会", "第三次会议上）"], "2025-01-18", "司马怀岳", "云川省省长", THIRD),
    (["云川生产建设兵团2025年工作报告", "来源：兵团日报", "2025年1月10日在兵团工作会议上", "云川生产建设兵团司令员 薛以斌"], "2025-01-10", "薛以斌", "云川生产建设兵团司令员", "兵团工作会议"),
]


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def extract(factloom, pack, header):
    """What the graph of a report with this header says: day, name, office, meeting."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "report.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(header) + "\n" + BODY)
        out = os.path.join(folder, "out")
        subprocess.run([factloom, "build", "--no-cache", "--pack", pack, "--out", out, os.path.join(folder, "report.txt")], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        nodes = {node["Id"]: node for node in read(out, "nodes.csv")}
        edges = read(out, "edges.csv")
    names = lambda type: {node["name"] for node in nodes.values() if node["entity_type"] == type}
    said = lambda relation: {(nodes[edge["Source"]]["name"], nodes[edge["Target"]]["name"]) for edge in edges if edge["relation"] == relation}
    days = {node["date"].replace("/", "-") for node in nodes.values() if node["entity_type"] == "Article"}
    return {"days": days, "people": names("Person"), "offices": said("holds"), "meetings": names("Meeting"), "speakers": said("spoke_at")}


def main():
    factloom, root = [os.path.abspath(argument) for argument in sys.argv[1:]]
    pack = os.path.join(root, "rules/zh-policy")
    problems = 0
    for header, day, person, office, meeting in HEADERS:
        wanted = {"days": {day}, "people": {person}, "offices": {(person, office)}, "meetings": {meeting} - {""},
                  "speakers": {(person, meeting)} if meeting else set()}
        got = extract(factloom, pack, header)
        for what in wanted:
            if got[what] != wanted[what]:
                problems += 1
                print("%s: %s %s, not %s" % (" / ".join(header), what, sorted(got[what]), sorted(wanted[what])))
    print("%d headers, %d problems" % (len(HEADERS), problems))
    return problems > 0


if __name__ == "__main__":
    sys.exit(main())

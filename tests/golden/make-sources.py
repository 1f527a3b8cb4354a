#!/usr/bin/python3
"""Writes the documents of the cases source-formats, one article as each kind of file holds it, and source-broken, files
that can't be read. Run it by hand when the article changes, and read what the cases then say; the files are kept, since
what makes them may change."""

import gzip
import io
import json
import os
import zipfile
import zlib

TITLE = "云川镇召开防汛工作会议"
DATE = "2032-02-18"
BODY = [
    "2032年2月18日，云川镇召开防汛工作会议，费思棠主持会议并讲话，东方晓、佟一舟等出席会议。会议要求把各项准备工作做在前面，确保全镇安全度汛。",
    "会议指出，去年以来全镇加固堤防三十二公里，清理河道十八公里，新建泵站四座。",
    "会议决定，由晏如海负责上游各村，由苗圻负责下游各村。欧阳明列席会议。",
]
HERE = os.path.dirname(os.path.abspath(__file__))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EPOCH = (2032, 1, 1, 0, 0, 0)


def write(name, data, case="source-formats"):
    with open(os.path.join(HERE, case, "docs", name), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode("utf-8"))


def pack(parts):
    """A zip archive, the same at any time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def paragraph(text, properties="", runs=""):
    return "<w:p><w:pPr>%s</w:pPr><w:r><w:t>%s</w:t></w:r>%s</w:p>" % (properties, text, runs)


def make_docx():
    deleted = '<w:del w:id="1"><w:r><w:delText>被删去的费思棠出席会议。</w:delText></w:r></w:del>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见的苗圻出席会议。</w:t></w:r>"
    cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    body = [paragraph(TITLE, '<w:pStyle w:val="a1"/>')]
    body += [paragraph(BODY[0], "", deleted), "<w:p/>", paragraph(BODY[1], "", note + hidden), paragraph(BODY[2])]
    body.append("<w:tbl>%s</w:tbl>" % "".join("<w:tr>%s</w:tr>" % "".join(cell % text for text in row)
                                               for row in (("村名", "泵站"), ("上游村", "二座"))))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    body += [paragraph("附则", numbered), paragraph("附记", numbered)]
    parts = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                       'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                       'Target="word/document.xml"/></Relationships>',
        "word/document.xml": "<w:document %s><w:body>%s</w:body></w:document>" % (W, "".join(body)),
        "word/styles.xml": '<w:styles %s><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
                           "</w:styles>" % W,
        "word/numbering.xml": '<w:numbering %s><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                              '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%%1、"/></w:lvl></w:abstractNum>'
                              '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>' % W,
        "word/footnotes.xml": '<w:footnotes %s><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
                              '<w:footnote w:id="2">%s</w:footnote></w:footnotes>' % (W, paragraph("据镇水利站统计")),
    }
    return pack({name: '<?xml version="1.0" encoding="UTF-8"?>' + text for name, text in parts.items()})


def make_html(charset):
    links = "".join('<li><a href="/%d">第%d条费思棠出席会议</a></li>' % (i, i) for i in range(6))
    body = "".join("<p>　　%s</p>\n" % text for text in BODY)
    return """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"><title>%s_云川镇</title>
<script>var who = "费思棠出席会议";</script></head>
<body><nav><a href="/">首页</a></nav>
<div class="side"><ul>%s</ul></div>
<div class="main"><h1>%s</h1>
%s</div>
<footer>佟一舟出席会议</footer></body></html>
""" % (charset, TITLE, links, TITLE, body)


def make_xml():
    return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE doc [<!ENTITY who "费思棠出席会议。">]>\n<doc><title>%s</title>\n<body>%s</body></doc>\n' % (
        TITLE, "".join("<para>%s&who;</para>\n" % text.replace("费思棠", "<em>费思棠</em>") for text in BODY))


class Pdf:
    """A PDF of text alone: glyphs are named by their code points, each as wide as the letters are high."""

    def __init__(self):
        self.pages = []

    def page(self, lines):
        """lines: (x, y from the top, size, text)"""
        draw = ["BT"]
        for x, y, size, text in lines:
            draw.append("/F1 %g Tf 1 0 0 1 %g %g Tm <%s> Tj" % (size, x, 842 - y, text.encode("utf-16-be").hex()))
        self.pages.append("\n".join(draw + ["ET"]).encode())

    def data(self, more=b""):
        ranges = "\n".join("<%04x> <%04x> <%04x>" % (high << 8, high << 8 | 255, high << 8) for high in range(256))
        cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
                "1 begincodespacerange <0000> <ffff> endcodespacerange\n100 beginbfrange\n%s\nendbfrange\n"
                "endcmap end end" % ranges).encode()
        kids = " ".join("%d 0 R" % (6 + 2 * i) for i in range(len(self.pages)))
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>", ("<</Type/Pages/Count %d/Kids[%s]>>" % (len(self.pages), kids)).encode(),
            b"<</Type/Font/Subtype/Type0/BaseFont/U/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/U/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/U/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 800/StemV 80>>>>",
            self.stream(cmap)]
        for i, page in enumerate(self.pages):
            objects.append(("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
                            % (7 + 2 * i)).encode())
            objects.append(self.stream(page))
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.5\n")
        for i, text in enumerate(objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (i, text))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start))
        return out.getvalue()

    def stream(self, data):
        data = zlib.compress(data, 9)
        return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data)


def wrap(text, width, first):
    """Lines of `width` characters, the first of them shorter."""
    rest = text[width - first:]
    return [text[:width - first]] + [rest[i:i + width] for i in range(0, len(rest), width)]


def make_pdf(columns):
    """Two pages with a running head and page numbers; the text breaks over from one to the other."""
    size, left, width = 12, 60, 36 if columns == 1 else 16
    lines = []
    for text in BODY:
        lines += [(24 if i == 0 else 0, line) for i, line in enumerate(wrap(text, width, 2))]
    pdf = Pdf()
    cut = 3 if columns == 1 else len(lines)
    head = (400, 40, 9, "云川镇政务公报")
    for number, part in enumerate((lines[:cut], lines[cut:]), 1):
        y, page = 100, [head]
        if number == 1:
            page.append((297 - 11 * len(TITLE) / 2 * 1.6, y, 17.6, TITLE))
            y += 48
        top, tall = y, -(-len(part) // columns)
        for i, (indent, line) in enumerate(part):
            column, row = divmod(i, tall)
            page.append((left + 250 * column + indent, top + 20 * row, size, line))
        page.append((290, 800, 9, "- %d -" % number))
        pdf.page(page)
    return pdf.data()


def lock(archive):
    """Says of the members of a zip archive that they are encrypted."""
    data = bytearray(archive)
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def make_broken():
    def broken(name, data):
        write(name, data, "source-broken")

    docx, pdf = make_docx(), Pdf()
    pdf.page([(60, 100, 12, TITLE)])
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
    bomb = '<w:document %s>%s</w:document>' % (W, " " * (20 << 20))
    broken("whole.txt", TITLE + "\n" + BODY[0] + "\n")
    broken("cut.docx", docx[:len(docx) // 2])
    broken("locked.docx", lock(docx))
    broken("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))
    broken("other.docx", pack({"a.txt": "x"}))
    broken("bomb.docx", pack({"word/document.xml": bomb}))
    broken("cut.pdf", make_pdf(1)[:700])
    broken("locked.pdf", pdf.data(locked))
    broken("empty.pdf", b"")
    broken("junk.txt", bytes(range(256)))
    broken("junk.pdf", bytes(range(256)))
    broken("cut.xml", "<r><p>%s</p><p>" % BODY[0])
    broken("deep.xml", "<a>" * 300 + "x" + "</a>" * 300)
    broken("deep.html", "<div>" * 300 + "x")
    broken("cut.txt.gz", gzip.compress(TITLE.encode() * 9, 9, mtime=0)[:40])
    broken("cut.zip", pack({"a.txt": BODY[0], "b.txt": BODY[1]})[:150])
    broken("locked.zip", lock(pack({"a.txt": BODY[0]})))
    broken("cut.ndjson", '{"id":"a","text":"%s"}\n{"id":"b","te' % BODY[0])


def main():
    text = "\n".join([TITLE] + BODY) + "\n"
    for case in ("source-formats", "source-broken"):
        os.makedirs(os.path.join(HERE, case, "docs"), exist_ok=True)
    make_broken()
    write("article.txt", text)
    write("article.md", "# %s\n\n%s\n" % (TITLE, "\n\n".join(BODY)))
    write("article-gbk.txt", text.encode("gbk"))
    write("article-utf16le.txt", b"\xff\xfe" + text.encode("utf-16-le"))
    write("article-utf16be.txt", b"\xfe\xff" + text.encode("utf-16-be"))
    write("article-packed.txt.gz", gzip.compress(text.encode(), 9, mtime=0))
    write("article.docx", make_docx())
    write("article.html", make_html("utf-8"))
    write("article-gb2312.html", make_html("gb2312").encode("gbk"))
    write("article.xml", make_xml())
    write("article.pdf", make_pdf(1))
    write("article-columns.pdf", make_pdf(2))
    write("archive.zip", pack({"a/article.txt": text, "article.docx": make_docx(), "附件/通知.txt": text, "picture.png": b"\x89PNG", ".hidden.txt": "x"}))
    write("corpus.ndjson", json.dumps({"id": "w-1", "title": TITLE, "text": "\n".join(BODY)}, ensure_ascii=False) + "\n\n" +
          json.dumps({"id": 2, "title": TITLE, "text": "\n".join(BODY), "tags": []}) + "\n")


main()

/*
 * What a source may be at most. Bytes come from anywhere: a file of a few kilobytes can unfold into
 * terabytes, or into a tree that takes hundreds of times its size. Each limit is far above what documents are.
 */
#pragma once

enum {
  /* Offsets in texts are 32 bits, and a text's bytes are held two or three times while it is read. What is
   * unpacked (.gz, members of archives) may be no larger. */
  FL_LIMIT_SOURCE = 1 << 30,

  /* Of one part of a .docx, and of HTML and XML: a tree of nodes takes about ten times the bytes of its markup. A
   * book of a thousand pages has 20 MB. */
  FL_LIMIT_MARKUP = 128 << 20,

  /* Unpacked bytes for each packed one, where more than FL_LIMIT_FREE come out: text packs 3 to 20 times, the
   * markup of Word up to 60 times, a bomb a thousand times. */
  FL_LIMIT_RATIO = 200,
  FL_LIMIT_FREE = 16 << 20,

  /* Members of an archive, and records of a corpus: all names are held while a run lasts. */
  FL_LIMIT_MEMBERS = 4000000,

  /* Pages of a PDF: the longest of statistics yearbooks have some 2,000. */
  FL_LIMIT_PAGES = 20000,

  /* Elements inside each other: libxml2's own limit, which is also that of our recursion. Web pages have 30. */
  FL_LIMIT_DEPTH = 256,

  /* Attributes of one tag: libxml2 takes a time that grows with their square, a minute for 100,000. */
  FL_LIMIT_ATTRIBUTES = 4096,
};

/*
 * Documents for facts_weave(), put together from pieces.
 */
#pragma once

/* A document of two sentences with one article, node 0, of the given values; evidence at a line. */
#define DOCUMENT(name, values, facts)                                                                        \
  "{'document':'" name "'}\n{'sentence':0,'text':'s0'}\n{'sentence':1,'text':'s1'}\n"                        \
  "{'node':0,'type':'Article','values':{'file':'" name "'," values "}}\n" facts "{'end':'" name "'}\n"
#define AT(line, sentence, more)                                                                             \
  "{'at':'" #line ":1-" #line ":3','article':0,'sentence':" #sentence ",'rule':'r'" more "}"
#define PERSON(index, name, evidence)                                                                        \
  "{'node':" #index ",'type':'Person','values':{'name':'" name "'},'evidence':[" evidence "]}\n"
#define MEETING(index, values, evidence)                                                                     \
  "{'node':" #index ",'type':'Meeting','values':{" values "},'evidence':[" evidence "]}\n"
#define ATTENDED(from, to, more) "{'edge':'attended','from':" #from ",'to':" #to more "}\n"

/* An article and a meeting 会, with more of its values. */
#define ENDS(name, line, end)                                                                                \
  DOCUMENT(name, "'title':'" name "'", MEETING(1, "'name':'会'" end, AT(line, 0, "")))

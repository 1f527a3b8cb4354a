/*
 * FlContainer: the kinds of file that hold documents instead of being one: archives and corpora of records.
 */
#pragma once

#include "fl-source.h"

/* Whether a name's ending says that the file is one. */
bool fl_container_claims(const char *name);

/* Finds the documents in the file at `path`, a name that it claims; `name` is what it is called. What is wrong with it, or with one of them, is
 * added to what is missing. */
void fl_container_list(const char *path, const char *name, FlFoundSources *found);

/* The contents of a member of an archive, of the bytes that hold it. */
GBytes *fl_container_unpack(GBytes *member, GError **error);

/*
 * FlDepfile: what a build hangs on, as make and ninja read it: the target, then files and folders; each once
 * more as a target of its own, so that one which is gone stops nobody.
 */
#pragma once

#include "fl-session.h"

/* Writes the file that project.depfile names: the target is manifest.json in the output folder; it hangs on
 * the sources, the files of the packs, factloom.yaml, and on the folders in which new ones would be found. Its folder
 * is made where it is missing. */
bool fl_depfile_write(const FlSession *session, GError **error);

/* Appends a name as a depfile has it; false when that can't be done. */
bool fl_depfile_append(GString *out, const char *name);

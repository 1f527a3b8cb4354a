/*
 * The rules as they were at a revision of git: the folders of packs are taken out of the repository they lie in,
 * into a temporary folder, loaded, and the folder is removed.
 *
 * git is run as a program of its own, without a shell.
 */
#pragma once

#include "fl-rule-set.h"

/* The packs (folders, NULL-terminated) as they were at `revision`; the caller's reference. NULL with `error` set
 * where git does not know it, or the packs were not there, or wrong then. */
FlRuleSet *fl_revision_load(const char *revision, const char *const *packs, GError **error);

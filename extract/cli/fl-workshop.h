/*
 * FlWorkshop: a project that is built again and again: the rules stay loaded, and of each source its facts are
 * kept until the source or the rules change.
 *
 * What changed is told by the files themselves (when they were written, how long they are, which file they
 * are), so that it does not matter how an editor saves. Used by one thread, which borrows it the session's
 * project and command line.
 */
#pragma once

#include "fl-graph.h"
#include "fl-session.h"

typedef struct _FlWorkshop FlWorkshop;

/* A workshop for a session that has begun, and takes over its rules and sources. It must outlive it. */
FlWorkshop *fl_workshop_new(FlSession *session);
void fl_workshop_free(FlWorkshop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlWorkshop, fl_workshop_free)

/* Looks at all files. Returns the names of those that were changed, added or removed since the last look, in
 * order: the caller's array of char*, empty when all is as it was. */
GPtrArray *fl_workshop_look(FlWorkshop *self);

/* Whether a file of a pack was among them, and the rules are to be loaded again. */
bool fl_workshop_has_new_rules(const FlWorkshop *self);

/* Loads the rules again. With errors in them the old ones stay, and so does all that they gave; it is then not
 * tried again before a file of a pack changes. */
bool fl_workshop_load_rules(FlWorkshop *self, FlDiagnostics *diagnostics);

/* Extracts what is new, and weaves all into a finished graph, the caller's. Of a source that can't be read, or is
 * missing, the graph keeps what it said when these rules could last read it; why it can't be read is added to `failures`
 * (of char*). */
FlGraph *fl_workshop_weave(FlWorkshop *self, GPtrArray *failures, GError **error);

FlRuleSet *fl_workshop_get_rules(const FlWorkshop *self);
const GPtrArray *fl_workshop_get_sources(const FlWorkshop *self); /* of FlSource */
const GPtrArray *fl_workshop_get_missing(const FlWorkshop *self); /* of FlMissingSource, at the last look */

/* The folders in which something that matters can change: the caller's array of char*. */
GPtrArray *fl_workshop_list_folders(const FlWorkshop *self);

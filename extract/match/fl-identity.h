/*
 * Which entities of a document are one and the same.
 */
#pragma once

#include "fl-analysis.h"

/* Joins `other` to `entity`, which takes the properties and aliases that it lacks. */
void fl_identity_join(FlAnalysis *self, FlEntity *entity, FlEntity *other);

/* Joins every entity that lacks the late parts of its key with its namesake in the document that has them,
 * when all namesakes that have them agree on them. */
void fl_identity_join_namesakes(FlAnalysis *self);

/*
 * What the page knows of the types of nodes and edges, and of how their pack wants them to be shown. Private to this folder.
 */
#pragma once

#include "fl-presentation.h"
#include "fl-schema.h"

/* Appends it as members of the data's object. */
void fl_review_append_schema(GString *out, const FlSchema *schema, const FlPresentation *presentation);

/*
 * What a record has of a node or of an edge alike: its values, its other names, its evidence. Read straight into
 * the batch, which has the element already.
 *
 * All return false with `error` set at the first thing that is not as the format has it; the batch then holds
 * what stood before.
 */
#pragma once

#include "fl-fact-batch.h"
#include "fl-json-text.h"

/* Sets a value by one of the two functions of a batch. */
typedef void (*FlSetValue)(FlFactBatch *batch, uint32_t element, int property, FlValue value);

/* Adds evidence by one of the two functions of a batch. */
typedef void (*FlAddEvidence)(FlFactBatch *batch, uint32_t element, const FlEvidence *evidence);

/* `values` (an object, or NULL) gives values to `properties` (of FlProperty). */
bool fl_element_read_values(FlFactBatch *self, const FlJsonValue *values, const GArray *properties,
                            uint32_t element, FlSetValue set, GError **error);

/* The other names of a node. */
bool fl_element_read_aliases(FlFactBatch *self, const FlJsonValue *aliases, uint32_t node, GError **error);

/* Evidence. Whether its article is one is not looked at: articles may stand behind what lies in them. */
bool fl_element_read_evidence(FlFactBatch *self, const FlJsonValue *list, uint32_t element, FlAddEvidence add,
                              GError **error);

/*
 * What holds of facts wherever they come from: they are written, read and written again as the same bytes,
 * and woven.
 */
#pragma once

#include "fl-fact-json.h"

/* The batches of a stream, the caller's; NULL when it is no such stream, which its error says by name. */
GPtrArray *facts_read(const void *bytes, size_t length, FlSchema **schema);

/* Writes the batches, reads them again and weaves a graph of them. */
void facts_check(FlSchema *schema, const GPtrArray *batches);

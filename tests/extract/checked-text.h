/*
 * What holds of every text, whatever it was made of: each character leads back to the source, none is lost or
 * there twice, and articles, sections and units cover it.
 */
#pragma once

#include "fl-cutter.h"

/* Cuts a document, and fails where its text breaks a rule; `random` says which spans are looked at. */
void check_text(const FlCutter *cutter, const FlDocument *document, FlMatcher *matcher, GRand *random);

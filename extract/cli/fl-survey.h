/*
 * A survey: all sources of a session analysed one after another, on this thread, each shown to who surveys.
 */
#pragma once

#include "fl-extractor.h"
#include "fl-session.h"

/* Who surveys; takes nothing. */
typedef void (*FlSurveyor)(const FlAnalysis *analysis, void *user_data);

/* Sources that can't be read are told, and counted as failed. `surveyor` NULL: the extractor itself keeps what is
 * wanted (a profile). */
void fl_survey_run(FlSession *session, FlExtractor *extractor, FlSurveyor surveyor, void *user_data);

/* Parses the command line of a survey, with packs and sources, and `format`: text or json. Returns -1 to go on, else
 * the exit code: everything has been said. */
int fl_survey_begin(FlSession *session, int argc, char **argv, const FlCommandLine *line,
                    char *const *format);

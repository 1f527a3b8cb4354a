/*
 * The readers of formats that are not text, one file each; each is one row of the table in fl-format.c. Each adds lines
 * to the reading, and fails with an FL_SOURCE_ERROR_FORMAT that says what is wrong with the file and what to do.
 */
#pragma once

#include "fl-format.h"

bool fl_html_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error);
bool fl_xml_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error);
bool fl_docx_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error);
bool fl_pdf_read(GBytes *bytes, const FlReadOptions *options, FlReading *reading, GError **error);

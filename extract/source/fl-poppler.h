/*
 * FlPoppler: the functions of poppler-glib that fl-pdf.c calls.
 *
 * The library is loaded when the first PDF is read: with what it brings along it would cost every run of factloom three
 * times what starting up takes. The only place that knows its name.
 */
#pragma once

#include <poppler.h>
#include <stdbool.h>

typedef struct {
  __typeof__(poppler_document_new_from_bytes) *document_new;
  __typeof__(poppler_document_get_n_pages) *get_n_pages;
  __typeof__(poppler_document_get_page) *get_page;
  __typeof__(poppler_page_get_text) *get_text;
  __typeof__(poppler_page_get_text_layout) *get_text_layout;
  __typeof__(poppler_page_get_size) *get_size;
  __typeof__(poppler_error_quark) *error_quark;
} FlPoppler;

/* Finds them, loading the library when that has not been done. It stays loaded. */
bool fl_poppler_load(FlPoppler *ret_poppler, GError **error);

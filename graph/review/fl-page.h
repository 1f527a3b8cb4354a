/*
 * The page without its data, as the build made it of page/: fl-page-built.c; or none, where the tools for
 * that are missing: fl-page-none.c.
 */
#pragma once

#include <glib.h>

/* A part of the page by its name: index.html, page.css, page.js. Borrowed, constant; NULL when the program was built
 * without it. */
const char *fl_page_get(const char *name);

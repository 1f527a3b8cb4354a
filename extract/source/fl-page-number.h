/*
 * Lines that are the number of a page, as printed texts have them, or texts made of such.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether a text (valid UTF-8, `length` bytes) is nothing but a number of up to four digits, with dashes, dots and
 * blanks around it. */
bool fl_is_page_number(const char *text, size_t length);

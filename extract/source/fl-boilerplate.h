/*
 * Boilerplate: what stands on a web page and is no part of what it says. Left out are
 *
 *   - script, style, template, nav, aside, footer, forms and what is played or drawn; del; the readings of ruby
 *   - what is hidden: the attribute hidden, aria-hidden="true", a style of display:none
 *   - what says that it is navigation: role navigation, search, complementary, contentinfo, menu
 *   - blocks made of links: three or more that hold more than half of the block's characters. The body, main and
 *     article are never that as a whole
 */
#pragma once

#include "fl-markup.h"

/* Whether an element of HTML, with all in it, is boilerplate. `is_block` says that it is no part of a line. */
bool fl_boilerplate_is(const FlNode *element, bool is_block);

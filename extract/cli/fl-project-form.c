#include "fl-project-form.h"
#include "fl-output.h"

static const FlForm paths = {.kind = FL_FORM_SOME, .item = &fl_text_form};

const FlForm fl_output_format_form = {.kind = FL_FORM_CHOICE, .list = fl_output_list_formats};
static const FlForm formats = {.kind = FL_FORM_SOME, .item = &fl_output_format_form};
const FlForm fl_threads_form = {.kind = FL_FORM_WHOLE, .least = 0, .most = 256};
const FlForm fl_dot_top_form = {.kind = FL_FORM_WHOLE, .least = 0, .most = 1000000000};

static const FlForm *const cache_forms[] = {&fl_text_form, &fl_bool_form, NULL};
static const FlForm cache = {.kind = FL_FORM_EITHER, .forms = cache_forms};

static const FlKey keys[] = {
    {"packs", &paths, "Folders of packs; those that lie in rules/ unless said.", false},
    {"sources", &paths, "Files, folders and patterns such as reports/*.txt.", false},
    {"out", &fl_text_form, "The folder to write; out unless said.", false},
    {"formats", &formats, "The outputs to write; all but sqlite unless said.", false},
    {"threads", &fl_threads_form,
     "Documents, and then files, to work on at a time; 0, unless said: one a processor.", false},
    {"dot-top", &fl_dot_top_form, "Show so many of the heaviest nodes and edges in graph.dot; 0: all.",
     false},
    {"encoding", &fl_text_form, "The encoding of texts that do not say it themselves; found out unless said.",
     false},
    {"cache", &cache, "The folder to keep facts in, .factloom-cache unless said; false: none.", false},
    {"strict", &fl_bool_form, "true: fail where there are warnings.", false},
    {0}};
const FlForm fl_project_form = {.kind = FL_FORM_KEYS, .keys = keys};

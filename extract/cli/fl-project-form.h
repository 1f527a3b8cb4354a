/*
 * The form of factloom.yaml. Constant.
 */
#pragma once

#include "fl-form.h"

extern const FlForm fl_project_form;
extern const FlForm fl_output_format_form;
extern const FlForm fl_threads_form;
extern const FlForm fl_dot_top_form;

/*
 * The forms of the files of a pack: pack.yaml, schema.yaml, and the files of rules. Constant.
 */
#pragma once

#include "fl-form.h"

/* ---- a file of rules (fl-rule-forms.c) */

extern const FlForm fl_rule_file_form;
extern const FlForm fl_define_form; /* of a define that says more than its pattern */
extern const FlForm fl_rule_form;
extern const FlForm fl_unit_form;  /* in: */
extern const FlForm fl_guard_form; /* unless: */
extern const FlForm fl_confidence_form;
extern const FlForm fl_limits_form;
extern const FlForm fl_limit_form;
extern const FlForm fl_edge_limit_form;
extern const FlForm fl_list_form;
extern const FlForm fl_allow_form;

/* ---- what a rule emits, and its tests (fl-emission-forms.c) */

extern const FlForm fl_emission_form;
extern const FlForm fl_node_emission_form;
extern const FlForm fl_edge_emission_form;
extern const FlForm fl_update_emission_form;
extern const FlForm fl_set_emission_form;
extern const FlForm fl_scope_form;
extern const FlForm fl_test_form;
extern const FlForm fl_apart_test_form; /* of a test that stands apart from its rule, which it names */
extern const FlForm fl_set_expectation_form;

/* ---- pack.yaml (fl-settings-forms.c) */

extern const FlForm fl_settings_form;
extern const FlForm fl_separators_form;
extern const FlForm fl_dates_form;
extern const FlForm fl_variable_form;
extern const FlForm fl_fallback_form; /* else: of a context */
extern const FlForm fl_section_form;
extern const FlForm fl_level_form;
extern const FlForm fl_cleaning_form;
extern const FlForm fl_lookout_form; /* of worklist: */

/* ---- layouts (fl-layout-forms.c) */

extern const FlForm fl_layout_form;
extern const FlForm fl_line_form;
extern const FlForm fl_format_form;
extern const FlForm fl_preface_form;
extern const FlForm fl_heads_form;

/* ---- schema.yaml (fl-schema-forms.c) */

extern const FlForm fl_schema_file_form;
extern const FlForm fl_node_type_form;
extern const FlForm fl_edge_type_form;
extern const FlForm fl_overlap_form;
extern const FlForm fl_propagate_form;
extern const FlForm fl_value_type_form;
extern const FlForm fl_review_form;
extern const FlForm fl_table_form;
extern const FlForm fl_timeline_form;

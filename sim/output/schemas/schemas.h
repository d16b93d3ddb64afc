/* JSON Schemas (draft 2020-12) for other programs: of a scenario, for an editor that completes and
 * checks it, and of what every subcommand prints with --json.
 *
 * The scenario's is made from the key table (sim/input/schema) and the registries of distributions
 * and kinds of arrangement: a new row, family or kind is in it by itself. What binders check (one
 * of several keys, names that must exist, sums) is not. It refuses nothing that the program takes,
 * where YAML is read by its core schema (1.2), as editors do.
 *
 * The outputs' are files in this folder, NAME.schema.json; members that follow from tables of
 * variables (sim/results/variables.h), and numbers, are "NAME": true in their "$defs", and are put
 * in from the tables (definitions.c). Unknown members are refused, so that a new one without a
 * schema fails the test.
 *
 * Checked by tests/cli/test_schemas.c.
 */
#ifndef SL_SIM_OUTPUT_SCHEMAS_SCHEMAS_H
#define SL_SIM_OUTPUT_SCHEMAS_SCHEMAS_H

#include <stddef.h>

/* The i-th schema's name, "scenario" first; NULL behind the last. */
const char *sl_json_schema_name(size_t i);

/* The schema of that name as text, with a line end; from malloc. NULL without memory, or where
 * there is none of that name. */
char *sl_json_schema(const char *name);

#endif

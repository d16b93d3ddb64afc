/* What an import found, for a reader and for a program. Neither holds an id, a name or a birth
 * date. Checked by tests/cli/test_import.c.
 */
#ifndef SL_SIM_OUTPUT_IMPORT_REPORT_H
#define SL_SIM_OUTPUT_IMPORT_REPORT_H

#include "sim/input/foreign/people/import.h"

/* A page: counts by tier, sex, age band, waived; rows with an error, each; other findings by cause
 * with the rows; what is assumed; what each column was taken for. From malloc; NULL without memory.
 */
char *sl_import_report_text(const sl_import_t *import, const char *path);

/* One JSON object, keys in one order: employees, members, waived, tiers{}, female, male,
 * employee_female, employee_male, unknown_sex, employee_unknown_sex, mean_employee_age (null where
 * nobody has an age), salary_sum, skipped[{row, why, kind, severity}], errors[] (kept on an
 * assumption), warnings[], notes[] (kept), assumptions[], columns[{name, field}], drawn{},
 * joins_in_plan_year{}, leaves_in_plan_year{}. From malloc; NULL without memory. */
char *sl_import_report_json(const sl_import_t *import);

#endif

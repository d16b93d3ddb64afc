/* The resolved scenario: what was read, with every default filled in, as YAML.
 *
 * Valid input itself, and its own fixed point: read again it resolves to the same text. Keys come
 * in the schema's order; numbers are the shortest that read back the same; texts are quoted where
 * any YAML reader could take them for something else. Holds the census's path, no census data: a
 * member_id is written as the data row that it stands for, `member: 17`.
 * Checked by tests/unit/test_scenario_resolved.c.
 */
#ifndef SL_SIM_INPUT_LOAD_RESOLVED_H
#define SL_SIM_INPUT_LOAD_RESOLVED_H

#include "sim/input/build/build.h"
#include "sim/input/schema/schema.h"

/* root: a scenario without faults. members: the rows of its ids. basis_frailty: the gamma shape
 * that its bases assume, written where the scenario has no frailty of its own; 0 where none does.
 * basis_correlation: that of this frailty, written also where the scenario's own frailty has none;
 * 0 where no basis says one. The caller frees the text; NULL without memory. */
char *sl_resolved_text(sl_cursor_t root, const sl_member_rows_t *members, double basis_frailty,
                       double basis_correlation);

#endif

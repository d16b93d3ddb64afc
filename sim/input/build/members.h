/* Who is meant by `member` (a data row of the census) or `member_id` (an id of the census).
 *
 * An id is personal data. It is looked up once; from there on its data row stands for it in what is
 * bound, in messages and in the resolved scenario. Checked by tests/unit/test_member_id.c and
 * tests/unit/test_marks.c.
 */
#ifndef SL_SIM_INPUT_BUILD_MEMBERS_H
#define SL_SIM_INPUT_BUILD_MEMBERS_H

#include "sim/input/build/build.h"

/* Look up every member_id of claimants and lasers; faults for one that the census does not have,
 * and for items that give both keys or none. After the census was read, before claims and
 * arrangements are bound. SL_OK or SL_ERR_MEMORY. Cost: O(ids x rows). */
int sl_build_members(sl_build_t *build);

/* The data row that an item of claimants or lasers names; 0 after a fault. */
uint32_t sl_build_member(const sl_build_t *build, sl_cursor_t item);

/* The row of the spreadsheet of a data row; the header's next where the census could not be read.
 */
size_t sl_build_spreadsheet_row(const sl_build_t *build, uint32_t row);

/* Where it names it, for faults. */
const sl_node_t *sl_build_member_node(sl_cursor_t item);

#endif

/* How a pass takes in a mother together with the children whose cases may bring her some; inside
 * sim/study/exact/exact*.c only.
 *
 * Over the cases that there are or not, each of which fixes a condition of a child and one of its
 * mother, a unit is a mixture of independent persons:
 *   P(unit) = sum over ways w of prod_links (q or 1 - q) x prod_persons P(person given w)
 * and so are its transform, its atoms and its moments, whose variance is that of the ways' means,
 * too. Cost: 2^links transforms of the mother, and 2^(its own) of each child, at every node.
 * Checked by tests/verify/test_exact_mothers.c.
 */
#ifndef SL_SIM_STUDY_EXACT_TOGETHER_H
#define SL_SIM_STUDY_EXACT_TOGETHER_H

#include "sim/study/exact/cell.h"

/* As sl_exact_add_cell, of the unit's persons together. */
int sl_exact_add_unit(sl_exact_running_t *r, const sl_exact_unit_t *unit);

#endif

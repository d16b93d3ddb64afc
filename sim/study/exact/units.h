/* Units of a group: a mother and the children whose cases may bring her some; inside
 * sim/study/exact/exact*.c only. Checked by tests/verify/test_exact_mothers.c.
 */
#ifndef SL_SIM_STUDY_EXACT_UNITS_H
#define SL_SIM_STUDY_EXACT_UNITS_H

#include "sim/study/exact/group.h"

/* Fills group->units from its cells. A mother of more links than SL_EXACT_UNIT_LINKS makes no unit
 * but group->linked. Cost: units x (cells + units). */
int sl_exact_make_units(sl_exact_group_t *group, sl_error_t *error);

/* The chance of a link's case at a value of the group factor. */
double sl_exact_link_chance(const sl_exact_group_t *group, const sl_exact_unit_t *unit,
                            const sl_exact_link_t *link, double factor);

/* Twice the sum of the covariances of allowed amounts that links make, likewise. */
double sl_exact_link_covariance(const sl_exact_group_t *group, double factor);

#endif

/* Bundles of the services' claim laws of a group (conditions stand outside the frailty); inside
 * sim/study/exact/exact*.c only. */
#ifndef SL_SIM_STUDY_EXACT_BUNDLES_H
#define SL_SIM_STUDY_EXACT_BUNDLES_H

#include "sim/study/exact/group.h"

/* Whether a frailty mixes frequencies without closed form. */
bool sl_exact_is_mixed(const sl_exact_group_t *group);

/* Fills group->bundles and the cells' exposures to them. Cost: laws x bundles x cells. */
int sl_exact_bundle_laws(sl_exact_group_t *group, sl_error_t *error);
void sl_exact_bundles_free(sl_exact_group_t *group);

#endif

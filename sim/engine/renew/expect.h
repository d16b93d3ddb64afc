/* What a renewal expects: means over the pricing pass of year 0's claims, under the covers that the
 * plan lists (plan.h). */
#ifndef SL_SIM_ENGINE_RENEW_EXPECT_H
#define SL_SIM_ENGINE_RENEW_EXPECT_H

#include "models/renewal/renewal.h"
#include "sim/engine/renew/plan.h"
#include "sim/engine/trials/unit_sums.h"

typedef struct sl_years_expect sl_years_expect_t;

/* model: the pricing pass's, whose arrangements are the scenario's, the other lines', then the
 * plan's `priced`. Plan and model outlive it. SL_ERR_MEMORY. */
int sl_years_expect_new(const sl_years_plan_t *plan, const sl_model_t *model,
                        sl_years_expect_t **expect, sl_error_t *error);
void sl_years_expect_free(sl_years_expect_t *expect); /* NULL is fine */

/* Take a block's trials, in order. begins: nothing that was taken before counts. */
void sl_years_expect_take(sl_years_expect_t *expect, bool begins, size_t n_trials,
                          const sl_unit_sums_t *sums);

/* The renewal of a line at its price, once all trials are taken. */
int sl_years_expect_renewal(const sl_years_expect_t *expect, size_t line, const sl_price_t *price,
                            const sl_enrolment_t *enrolment, sl_renewal_t *renewal,
                            sl_error_t *error);

#endif

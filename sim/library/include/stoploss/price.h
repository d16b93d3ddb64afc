/* Prices: premiums, attachment points, budgets and maximum costs, settled before any trial. */
#ifndef STOPLOSS_PRICE_H
#define STOPLOSS_PRICE_H

#include "stoploss/error.h"
#include "stoploss/options.h"
#include "stoploss/scenario.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stoploss_prices stoploss_prices_t;

/* Settle the prices of every arrangement, as a run does. Where a price rests on the claims (a loss
 * ratio, a corridor) the pricing pass is simulated, else nothing is. options NULL = as
 * stoploss_options_init. STOPLOSS_ERR_INPUT, STOPLOSS_ERR_INTERRUPTED, STOPLOSS_ERR_ARGUMENT,
 * STOPLOSS_ERR_MEMORY. */
int stoploss_prices_new(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                        stoploss_prices_t **prices, stoploss_error_t *error);
void stoploss_prices_free(stoploss_prices_t *prices);

/* One price of an arrangement by its name in RESULTS.md: "specific_premium",
 * "specific_premium_standard_error", "attachment_point", "budget", ... NaN where the arrangement
 * has no such price. STOPLOSS_ERR_ARGUMENT where there is no such name or arrangement. */
int stoploss_prices_figure(const stoploss_prices_t *prices, const char *name, size_t arrangement,
                           double *value, stoploss_error_t *error);

#ifdef __cplusplus
}
#endif
#endif

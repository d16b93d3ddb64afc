/* Which claims the covers of an arrangement leave to the employer. */
#ifndef SL_MODELS_FUNDING_UNCOVERED_H
#define SL_MODELS_FUNDING_UNCOVERED_H

#include "models/funding/arrangement.h"

#include <stddef.h>

/* Which self-funded claims the covers of an arrangement can leave out: 0, or the sum of */
enum sl_leaves {
  SL_LEAVES_SPECIFIC = 1 << 0,      /* claims of C outside the specific's window or services */
  SL_LEAVES_AGGREGATE = 1 << 1,     /* claims of C outside the aggregate's */
  SL_LEAVES_RUN_IN = 1 << 2,        /* claims of C above the specific's run-in maximum */
  SL_LEAVES_BETWEEN = 1 << 3,       /* claims of the aggregate that the specific does not hold */
  SL_LEAVES_RUN_IN_BETWEEN = 1 << 4 /* likewise, above its run-in maximum */
};

/* n_services: of the scenario. longest_lag: the most days from incurred to paid.
 * Cost: O(services). Checked by tests/unit/test_pricing.c. */
unsigned sl_arrangement_leaves(const sl_arrangement_t *arrangement, const sl_calendar_t *calendar,
                               sl_accounting_t accounting, size_t n_services, int longest_lag);

#endif

/* Workload W: 1,000 persons with negative binomial counts of lognormal and Pareto claims, a plan
 * design, a specific and an aggregate cover. Exact answers: FFT of every person's annual retained
 * amount on a fine grid, multiplied over the group (grid error below one dollar in the mean). The
 * uncapped amounts have infinite variance, so only bounded quantities are compared. */
#include "tests/support/harness.h"
#include "tests/verify/measure.h"

#define RETAINED(level) level, SL_SERIES_RETAINED_BEFORE_AGGREGATE, 0, 0

#define BOUNDED_QUANTITIES                                                                         \
  {"E retained before aggregate", SL_MEAN_OF, RETAINED(0), 5244170.3},                             \
      {"sd retained before aggregate", SL_DEVIATION_OF, RETAINED(0), 363545},                      \
      {"E cost", SL_MEAN_OF, SL_COST(COST, 0), 5244127},                                           \
      {"P(largest > specific)", SL_SHARE_ABOVE, SL_TRIAL_AT(100000, LARGEST_CLAIMANT), 0.980934},  \
      {"P(deficit)", SL_SHARE_ABOVE, SL_COST_AT(0, DEFICIT, 0), 0.018640},                         \
      {"VaR 95%", SL_QUANTILE_OF, SL_COST_AT(0.95, COST, 0), 5857108},                             \
      {"VaR 99%", SL_QUANTILE_OF, SL_COST_AT(0.99, COST, 0), 6128851},                             \
      {"TVaR 99%", SL_TAIL_MEAN_ABOVE, SL_COST_AT(0.99, COST, 0), 6263499},                        \
  {                                                                                                \
    "P(retained > attachment)", SL_SHARE_ABOVE, RETAINED(6555213.76), 3.941e-4                     \
  }

SL_VERIFY(workload_w, "W", "w.yaml", 20000, BOUNDED_QUANTITIES)
SL_VERIFY(workload_w_totals, "W", "w-totals.yaml", 40000, BOUNDED_QUANTITIES)

SL_SUITE(workload_w, "verify/workload_w", {"bounded quantities", workload_w},
         {"the same by tables of annual totals", workload_w_totals});

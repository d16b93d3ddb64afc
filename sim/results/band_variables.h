/* The variables of the assumption band: part of the one table of variables.h, which includes this.
 */
#ifndef SL_SIM_RESULTS_BAND_VARIABLES_H
#define SL_SIM_RESULTS_BAND_VARIABLES_H

/* (band, arrangement): fields of sl_band_arrangement_t. */
#define SL_BAND_VARIABLES(TWO)                                                                     \
  SL_ESTIMATE(TWO, SL_BAND_COST, 3, "band_cost_mean", SL_AMOUNT,                                   \
              "expected cost at that level of claims", level[0].cost)                              \
  SL_ESTIMATE(TWO, SL_BAND_DEFICIT, 3, "band_deficit_probability", SL_NUMBER,                      \
              "chance that cost exceeds the budget at that level of claims", level[0].deficit)     \
  SL_ESTIMATE(TWO, SL_BAND_CHEAPER, 3, "band_cheaper_probability", SL_NUMBER,                      \
              "chance that the baseline costs less at that level of claims, NaN for the baseline", \
              level[0].cheaper)                                                                    \
  SL_ESTIMATE(TWO, SL_BAND_COST_CHANGE, 3, "band_cost_mean_change", SL_AMOUNT,                     \
              "band_cost_mean less the expected cost of the run in the same trials",               \
              level[0].cost_change)                                                                \
  SL_ESTIMATE(TWO, SL_BAND_DEFICIT_CHANGE, 3, "band_deficit_probability_change", SL_NUMBER,        \
              "band_deficit_probability less that of the run in the same trials",                  \
              level[0].deficit_change)                                                             \
  SL_ESTIMATE(TWO, SL_BAND_CHEAPER_CHANGE, 3, "band_cheaper_probability_change", SL_NUMBER,        \
              "band_cheaper_probability less that of the run in the same trials",                  \
              level[0].cheaper_change)

#endif

/* The assumption band: the same years with other claims levels, and what each arrangement then
 * costs at the prices and budgets of the run, which do not move (models/MODEL.md, "The assumption
 * band").
 *
 * Each figure is over the first `trials` trials of the run, at that level; its change is what it is
 * above the run's own figure over the same trials, whose standard error is that of a paired
 * difference.
 */
#ifndef SL_SIM_RESULTS_BAND_H
#define SL_SIM_RESULTS_BAND_H

#include "models/core/error.h"
#include "models/statistics/statistics.h"
#include "sim/results/variables.h"

#include <stddef.h>
#include <stdint.h>

/* Trials of the band at most: what the run's own costs of them take is 9 bytes an arrangement. */
#define SL_BAND_TRIALS_MOST UINT64_C(65536)

#define SL_LARGE_CLAIM 100000.0 /* a large claim or case has this allowed amount, or more */

typedef enum sl_band_level {
  SL_BAND_FEWER,         /* claims -10%: as risk_factor x 0.9 */
  SL_BAND_MORE,          /* claims +10%: as risk_factor x 1.1 */
  SL_BAND_LARGE_HALVED,  /* half as many large claims and cases */
  SL_BAND_LARGE_DOUBLED, /* twice as many */
  SL_N_BAND_LEVELS
} sl_band_level_t;

/* As the result file's scale has them. */
extern const char *const sl_band_names[SL_N_BAND_LEVELS];

/* One arrangement at one level. cheaper: P(baseline's cost < this one's), NaN for the baseline. */
typedef struct sl_band_figures {
  sl_estimate_t cost, deficit, cheaper;
  sl_estimate_t cost_change, deficit_change, cheaper_change;
} sl_band_figures_t;

typedef struct sl_band_arrangement {
  sl_band_figures_t level[SL_N_BAND_LEVELS];
} sl_band_arrangement_t;

typedef struct sl_band {
  uint64_t trials;
  char *afresh; /* owned: services whose counts at +10% are drawn afresh, by name, "; " between;
                   empty: none */
  size_t n_arrangements;
  sl_band_arrangement_t *arrangements;
} sl_band_t;

/* Zeros, and nothing afresh. SL_ERR_MEMORY. */
int sl_band_new(size_t n_arrangements, sl_band_t **band, sl_error_t *error);
void sl_band_free(sl_band_t *band); /* NULL is fine */

/* How many of a run's trials: the whole blocks of a tenth, but a block at least and
 * SL_BAND_TRIALS_MOST at most, and no more than there are. From 5,120 trials on the four levels
 * then take two fifths of the time of the run's trials at most, or little more. */
uint64_t sl_band_trials(uint64_t trials);

/* The value of a variable of the table in variables.h. */
double sl_band_value(const sl_band_arrangement_t *arrangement, sl_band_variable_t variable,
                     sl_band_level_t level);

#endif

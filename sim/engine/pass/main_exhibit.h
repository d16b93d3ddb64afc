/* The underwriter's exhibit from the run's own trials, where every price is quoted: no pricing pass
 * is run for it (models/funding/exhibit.h). Leveraged trend takes the first of the same trials.
 */
#ifndef SL_SIM_ENGINE_PASS_MAIN_EXHIBIT_H
#define SL_SIM_ENGINE_PASS_MAIN_EXHIBIT_H

#include "models/funding/exhibit.h"
#include "sim/engine/pass/wave.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_main_exhibit sl_main_exhibit_t;

/* Whether a price of the scenario rests on the pricing pass, which then tells the exhibit too. */
bool sl_needs_pricing_pass(const sl_scenario_t *scenario);

/* How many trials leveraged trend takes at most; 0 where there is no trend or no specific. */
uint64_t sl_leveraged_trials(const sl_scenario_t *scenario);

/* run: the pass whose blocks it will be given; its `later` trials tell leveraged trend. Memory: a
 * tally per arrangement, 16 bytes a cover and trial of leveraged trend. */
int sl_main_exhibit_new(const sl_model_t *model, const sl_pass_terms_t *run,
                        sl_main_exhibit_t **exhibit, sl_error_t *error);
void sl_main_exhibit_free(sl_main_exhibit_t *exhibit);

/* The tallies, by arrangement, for sl_cost_block to fill. */
sl_exhibit_tally_t *sl_main_exhibit_tallies(sl_main_exhibit_t *exhibit);

/* Keep what leveraged trend needs of a block; blocks in order. */
void sl_main_exhibit_take(sl_main_exhibit_t *exhibit, size_t n_trials, const sl_unit_sums_t *sums);

/* After the last block: fill the exhibit's fields of the prices. */
void sl_main_exhibit_tell(const sl_main_exhibit_t *exhibit, sl_price_t *prices);

#endif

#include "sim/engine/pass/main_exhibit.h"

#include "models/funding/pricing.h"
#include "sim/engine/pass/later.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <stdlib.h>

/* Leveraged trend is a ratio over the same trials, whose error is small: one in so many of the
 * pricing trials will do. */
#define LEVERAGED_SHARE 4

struct sl_main_exhibit {
  const sl_model_t *model;
  sl_exhibit_tally_t *tally; /* [n_arrangements] */
  uint64_t seen;             /* trials */
  sl_excess_pairs_t pairs;
};

bool sl_needs_pricing_pass(const sl_scenario_t *scenario)
{
  bool needed = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    needed = needed || sl_arrangement_needs_pricing(&scenario->arrangements->list[a]);
  }
  return needed;
}

uint64_t sl_leveraged_trials(const sl_scenario_t *scenario)
{
  bool found = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    found = found || scenario->arrangements->list[a].has_specific;
  }
  return found && scenario->claims->trend > 0.0
             ? (scenario->simulation->pricing_trials + LEVERAGED_SHARE - 1) / LEVERAGED_SHARE
             : 0;
}

int sl_main_exhibit_new(const sl_model_t *model, const sl_pass_terms_t *run,
                        sl_main_exhibit_t **exhibit, sl_error_t *error)
{
  sl_main_exhibit_t *e = calloc(1, sizeof *e);
  int code = SL_OK;
  *exhibit = NULL;
  if (e != NULL) {
    e->model = model;
    e->tally = calloc(model->scenario->arrangements->n + 1, sizeof *e->tally);
  }
  if (e == NULL || e->tally == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the underwriter's exhibit");
  }
  code = code == SL_OK ? sl_excess_pairs_init(&e->pairs, model, (size_t)run->later, error) : code;
  if (code != SL_OK) {
    sl_main_exhibit_free(e);
    return code;
  }
  *exhibit = e;
  return SL_OK;
}

void sl_main_exhibit_free(sl_main_exhibit_t *exhibit)
{
  if (exhibit != NULL) {
    free(exhibit->tally);
    sl_excess_pairs_free(&exhibit->pairs);
    free(exhibit);
  }
}

sl_exhibit_tally_t *sl_main_exhibit_tallies(sl_main_exhibit_t *exhibit) { return exhibit->tally; }

void sl_main_exhibit_take(sl_main_exhibit_t *exhibit, size_t n_trials, const sl_unit_sums_t *sums)
{
  sl_excess_pairs_take(&exhibit->pairs, n_trials, sums);
  exhibit->seen += n_trials;
}

void sl_main_exhibit_tell(const sl_main_exhibit_t *exhibit, sl_price_t *prices)
{
  const sl_scenario_t *scenario = exhibit->model->scenario;
  for (size_t a = 0; exhibit->seen > 0 && a < scenario->arrangements->n; a++) {
    const sl_arrangement_t *arrangement = &scenario->arrangements->list[a];
    sl_exhibit_tell(&exhibit->tally[a], arrangement, &scenario->group->enrolment, &prices[a]);
    if (arrangement->has_specific) {
      prices[a].leveraged_trend =
          sl_excess_pairs_trend(&exhibit->pairs, exhibit->model->cover_of[a]);
    }
  }
}

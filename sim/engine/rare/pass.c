#include "sim/engine/rare/pass.h"

#include "models/core/elementary.h"
#include "models/funding/cost.h"
#include "sim/engine/rare/aims.h"
#include "sim/engine/rare/shares.h"
#include "sim/engine/trials/trial_claims.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdlib.h>

/* Pilots' trials: plain, of each tilted law, and plain ones for the shares. */
#define PLAIN_PILOT 512
#define TILTED_PILOT 256
#define SHARES_PILOT 1024

/* Trial numbers: a law's of one round begin at so many blocks times its place. */
enum { ROUND_RARE, ROUND_AIMS, ROUND_SHARES };
#define LAW_BLOCKS ((uint64_t)1 << 18)

static uint64_t first_block(unsigned round, size_t law)
{
  return LAW_BLOCKS * (round * SL_RARE_LAWS_MAX + law);
}

/* What the functions of one law's trials share. */
typedef struct drawing {
  const sl_rare_terms_t *terms;
  const sl_tilted_t *tilted;
  sl_rare_t *rare;
  double share[SL_RARE_LAWS_MAX];
  size_t next; /* place of the next trial */
} drawing_t;

static void put_costs(const drawing_t *d, const sl_unit_sums_t *sums, size_t t, size_t i)
{
  const sl_scenario_t *scenario = d->terms->model->scenario;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    sl_trial_paths_t paths;
    const sl_trial_claims_t claims =
        sl_trial_claims_of(sums, d->terms->model->cover_of[a], t, &paths);
    const sl_trial_cost_t cost =
        sl_arrangement_cost(&scenario->arrangements->list[a], &scenario->group->enrolment,
                            &d->terms->prices[a], &claims);
    const size_t at = i * scenario->arrangements->n + a;
    d->rare->cost[SL_RARE_COST][at] = cost.cost;
    d->rare->cost[SL_RARE_DEFICIT][at] = cost.deficit;
    d->rare->cost[SL_RARE_AGGREGATE][at] = cost.aggregate_reimbursement;
  }
}

/* w = 1 / sum of alpha_k exp(L_k), and the controls w exp(L_k) - 1. The largest L_k is taken out
 * first, so that nothing overflows. */
static void put_weight(const drawing_t *d, const double *log_ratio, size_t i)
{
  const size_t n = d->rare->n_laws - 1;
  double most = 0.0, sum = 0.0;
  for (size_t k = 0; k < n; k++) {
    most = log_ratio[k] > most ? log_ratio[k] : most;
  }
  sum = d->share[0] * sl_det_exp(-most);
  for (size_t k = 0; k < n; k++) {
    sum += d->share[k + 1] * sl_det_exp(log_ratio[k] - most);
  }
  d->rare->trial[SL_RARE_WEIGHT][i] = sl_det_exp(-most) / sum;
  for (size_t k = 0; k < n; k++) {
    d->rare->control[i * n + k] = sl_det_exp(log_ratio[k] - most) / sum - 1.0;
  }
}

static uint64_t factor_word(const sl_model_t *model, uint32_t trial)
{
  const sl_stream_t stream =
      sl_stream_init(model->scenario->simulation->seed, SL_PASS_RARE, SL_DRAW_GROUP, 0, 0);
  return model->group_factor != NULL ? sl_stream_word(&stream, trial, SL_ROW_GROUP, 0) : 0;
}

static int take_block(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                      sl_error_t *error)
{
  drawing_t *d = context;
  (void)error;
  for (size_t t = 0; t < n_trials; t++) {
    const size_t i = d->next++;
    const uint32_t trial = (uint32_t)(block * SL_BLOCK_TRIALS + t);
    put_costs(d, sums, t, i);
    d->rare->trial[SL_RARE_LAW][i] = d->tilted != NULL ? d->tilted->law : 0.0;
    d->rare->trial[SL_RARE_WEIGHT][i] = 1.0;
    if (d->tilted != NULL) {
      double log_ratio[SL_TILTS_MAX];
      sl_tilted_group(d->tilted, factor_word(d->terms->model, trial), log_ratio);
      for (size_t k = 0; k < d->rare->n_laws - 1; k++) {
        log_ratio[k] += sums->score[t * SL_TILTS_MAX + k];
      }
      put_weight(d, log_ratio, i);
    }
  }
  if (d->terms->options->progress != NULL && d->rare->trials == d->terms->trials) {
    d->terms->options->progress(d->terms->options->progress_context, "rare years", d->next,
                                d->rare->trials);
  }
  return SL_OK;
}

/* n trials numbered from first_block on. */
static int draw(drawing_t *d, uint64_t first_block, uint64_t n, sl_error_t *error)
{
  const sl_pass_terms_t pass = {.pass = SL_PASS_RARE,
                                .first_block = first_block,
                                .trials = first_block * SL_BLOCK_TRIALS + n,
                                .tilted = d->tilted};
  sl_engine_options_t options = *d->terms->options;
  options.progress = NULL;
  return sl_wave_run(d->terms->wave, &pass, take_block, d, &options, error);
}

/* ---- the trials of all laws ---- */

static int draw_laws(const sl_rare_terms_t *terms, const sl_tilting_t *tilting, unsigned round,
                     sl_rare_t *rare, sl_error_t *error)
{
  drawing_t d = {.terms = terms, .rare = rare};
  int code = SL_OK;
  for (size_t k = 0; k < rare->n_laws; k++) {
    d.share[k] = (double)rare->law_trials[k] / (double)rare->trials;
  }
  for (size_t k = 0; code == SL_OK && k < rare->n_laws; k++) {
    const sl_tilted_t tilted = {tilting, (unsigned)k};
    d.tilted = tilting != NULL ? &tilted : NULL;
    code = draw(&d, first_block(round, k), rare->law_trials[k], error);
  }
  return code;
}

static int new_rare(const sl_rare_terms_t *terms, size_t trials, size_t n_laws, sl_rare_t **rare,
                    sl_error_t *error)
{
  return sl_rare_new(trials, n_laws, terms->model->scenario->arrangements->n, rare, error);
}

/* ---- pilots ---- */

/* The costs of trials of law `law` of the tilting, or plain ones where it is NULL. */
static int draw_pilot(const sl_rare_terms_t *terms, const sl_tilting_t *tilting, size_t law,
                      size_t trials, sl_rare_t **pilot, sl_error_t *error)
{
  const sl_tilted_t tilted = {tilting, (unsigned)law};
  int code = new_rare(terms, trials, tilting != NULL ? tilting->n + 1 : 1, pilot, error);
  if (code == SL_OK) {
    drawing_t d = {
        .terms = terms, .tilted = tilting != NULL ? &tilted : NULL, .rare = *pilot, .share = {1.0}};
    code = draw(&d, first_block(ROUND_AIMS, law), trials, error);
  }
  return code;
}

static int correct_aims(const sl_rare_terms_t *terms, sl_rare_aims_t *aims, sl_error_t *error)
{
  sl_tilting_t *tilting = NULL;
  int code = sl_tilting_new(terms->model, aims->aim, aims->n_many, &tilting, error);
  for (size_t k = 0; code == SL_OK && k < aims->n_many; k++) {
    sl_rare_t *pilot = NULL;
    code = draw_pilot(terms, tilting, k + 1, TILTED_PILOT, &pilot, error);
    code = code == SL_OK ? sl_rare_aims_correct(aims, k, pilot, error) : code;
    sl_rare_free(pilot);
  }
  sl_tilting_free(tilting);
  return code;
}

static int find_aims(const sl_rare_terms_t *terms, sl_rare_aims_t *aims, sl_error_t *error)
{
  sl_rare_t *pilot = NULL;
  int code = draw_pilot(terms, NULL, 0, PLAIN_PILOT, &pilot, error);
  if (code == SL_OK) {
    code = sl_rare_aims_choose(aims, terms->model->scenario, terms->prices, pilot, error);
  }
  sl_rare_free(pilot);
  return code == SL_OK && aims->n_many > 0 ? correct_aims(terms, aims, error) : code;
}

/* Of all aims the shares; those without any are dropped. */
static int find_shares(const sl_rare_terms_t *terms, sl_rare_aims_t *aims, double *share,
                       sl_error_t *error)
{
  bool keep[SL_TILTS_MAX];
  sl_tilting_t *tilting = NULL;
  sl_rare_t *pilot = NULL;
  size_t n = 1;
  int code = sl_tilting_new(terms->model, aims->aim, aims->n, &tilting, error);
  if (code == SL_OK) {
    code = new_rare(terms, SHARES_PILOT + aims->n * TILTED_PILOT, aims->n + 1, &pilot, error);
  }
  if (code == SL_OK) {
    for (size_t k = 0; k <= aims->n; k++) {
      pilot->law_trials[k] = k == 0 ? SHARES_PILOT : TILTED_PILOT;
      share[k] = k > 0 && aims->aim[k - 1].one_claim && aims->aim[k - 1].kappa == 0.0 ? 0.0 : 1.0;
    }
    code = draw_laws(terms, tilting, ROUND_SHARES, pilot, error);
  }
  code = code == SL_OK ? sl_rare_summarize(pilot, error) : code;
  code = code == SL_OK ? sl_rare_shares_choose(pilot, share, error) : code;
  for (size_t k = 1; code == SL_OK && k <= aims->n; k++) {
    keep[k - 1] = share[k] > 0.0;
    share[n] = share[k];
    n += keep[k - 1];
  }
  if (code == SL_OK) {
    sl_rare_aims_keep(aims, keep);
  }
  sl_rare_free(pilot);
  sl_tilting_free(tilting);
  return code;
}

/* ---- the rare years ---- */

/* By their shares; two at least to each law. */
static void deal_trials(sl_rare_t *rare, const double *share)
{
  size_t left = rare->trials;
  for (size_t k = rare->n_laws - 1; k > 0; k--) {
    rare->law_trials[k] = (size_t)((double)rare->trials * share[k] + 0.5);
    rare->law_trials[k] += rare->law_trials[k] < 2 ? 2 - rare->law_trials[k] : 0;
    left -= rare->law_trials[k];
  }
  rare->law_trials[0] = left;
}

static int draw_rare(const sl_rare_terms_t *terms, sl_rare_aims_t *aims, const double *share,
                     sl_rare_t **rare, sl_error_t *error)
{
  sl_tilting_t *tilting = NULL;
  int code =
      aims->n > 0 ? sl_tilting_new(terms->model, aims->aim, aims->n, &tilting, error) : SL_OK;
  if (code == SL_OK) {
    code = new_rare(terms, (size_t)terms->trials, aims->n + 1, rare, error);
  }
  if (code == SL_OK) {
    for (size_t k = 0; k < aims->n; k++) {
      (*rare)->law_strength[k + 1] = aims->aim[k].theta;
    }
    deal_trials(*rare, share);
    code = draw_laws(terms, tilting, ROUND_RARE, *rare, error);
  }
  sl_tilting_free(tilting);
  return code == SL_OK ? sl_rare_summarize(*rare, error) : code;
}

int sl_rare_pass(const sl_rare_terms_t *terms, sl_rare_t **rare, sl_error_t *error)
{
  sl_rare_aims_t aims = {0};
  double share[SL_RARE_LAWS_MAX] = {1.0};
  *rare = NULL;
  int code = find_aims(terms, &aims, error);
  if (code == SL_OK && aims.n > 0) {
    code = find_shares(terms, &aims, share, error);
  }
  if (code == SL_OK) {
    code = draw_rare(terms, &aims, share, rare, error);
  }
  if (code != SL_OK) {
    sl_rare_free(*rare);
    *rare = NULL;
  }
  return code;
}

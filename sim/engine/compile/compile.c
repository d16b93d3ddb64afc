#include "sim/engine/compile/compile.h"

#include "models/core/elementary.h"
#include "sim/engine/compile/annual_totals.h"
#include "sim/engine/compile/compile_samplers.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/scenario/simulation.h"

#include <math.h>
#include <stdlib.h>

/* A two-parameter family's sampler: the multipliers of exposure. */
static sl_sampler_job_t multiplier_job(const char *family, double first, double second,
                                       const sl_sampler_t **sampler)
{
  sl_sampler_job_t job = {.sampler = sampler};
  sl_severity_init(&job.severity, sl_severity_family(family));
  job.severity.parameter[0] = first;
  job.severity.parameter[1] = second;
  return job;
}

/* Lognormal of mean 1. */
static sl_sampler_job_t factor_job(double cv, const sl_sampler_t **sampler)
{
  const double variance = sl_det_log1p(cv * cv);
  return multiplier_job("lognormal", -0.5 * variance, sqrt(variance), sampler);
}

static size_t list_frailty(const sl_claims_t *claims, sl_model_t *model, sl_sampler_job_t *jobs)
{
  const double shape = claims->frailty_shape, kept = claims->frailty_correlation * shape;
  size_t n = 0;
  if (isfinite(shape)) {
    jobs[n++] = multiplier_job("gamma", shape, 1.0 / shape, &model->frailty);
    if (kept > 0.0 && (model->path == SL_ENGINE_DATED || model->first_year < 0)) {
      jobs[n++] = multiplier_job("gamma", kept, 1.0, &model->frailty_kept);
      jobs[n++] = multiplier_job("gamma", shape - kept, 1.0, &model->frailty_fresh);
    }
  }
  return n;
}

/* Two group factors, and a frailty with what it keeps and what is new of it. */
#define MULTIPLIERS 5

/* Returns how many. jobs: room for every service, the multipliers, and two a condition. */
static size_t list_samplers(const sl_scenario_t *scenario, sl_model_t *model,
                            sl_sampler_job_t *jobs)
{
  size_t n = 0;
  for (size_t s = 0; s < scenario->claims->n_services; s++) {
    /* The limit falls on the amount after salary, trend and area: sl_person_service_t has it. */
    jobs[n] = (sl_sampler_job_t){scenario->claims->services[s].severity, &model->samplers[s]};
    jobs[n++].severity.limit = INFINITY;
  }
  if (scenario->claims->uncertainty > 0.0) {
    jobs[n++] = factor_job(scenario->claims->uncertainty, &model->group_factor);
  }
  if (scenario->ahead.years > 1 && scenario->claims->uncertainty_by_year > 0.0) {
    jobs[n++] = factor_job(scenario->claims->uncertainty_by_year, &model->year_factor);
  }
  n += list_frailty(scenario->claims, model, jobs + n);
  return model->conditions != NULL ? n + sl_conditions_list_samplers(model->conditions, jobs + n)
                                   : n;
}

static int compile_samplers(const sl_scenario_t *scenario, sl_model_t *model, int threads,
                            sl_error_t *error)
{
  sl_sampler_job_t *jobs =
      malloc((scenario->claims->n_services + MULTIPLIERS + 2 * scenario->claims->n_conditions) *
             sizeof *jobs);
  int code = SL_OK;
  model->samplers = calloc(scenario->claims->n_services + 1, sizeof(sl_sampler_t *));
  if (model->samplers == NULL || jobs == NULL) {
    code =
        sl_fail(error, SL_ERR_MEMORY, "no memory for %zu services", scenario->claims->n_services);
  } else {
    code = sl_compile_samplers(jobs, list_samplers(scenario, model, jobs), model->lease, threads,
                               error);
  }
  free(jobs);
  return code;
}

static int compile_tiles(const sl_scenario_t *scenario, sl_model_t *model, sl_error_t *error)
{
  model->tiles = calloc(scenario->group->n_persons / SL_TILE_PERSONS + 1, sizeof *model->tiles);
  if (model->tiles == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the group's tiles");
  }
  size_t persons = SL_TILE_PERSONS;
  for (size_t f = 0; f < scenario->group->n_families; f++) {
    if (persons >= SL_TILE_PERSONS) {
      model->tiles[model->n_tiles++] = (sl_tile_t){.first_family = f};
      persons = 0;
    }
    model->tiles[model->n_tiles - 1].n_families++;
    persons += scenario->group->families[f].n_persons;
  }
  return SL_OK;
}

static sl_engine_path_kind_t path_of(const sl_model_t *model)
{
  if (model->scenario->simulation->sampler == SL_SAMPLE_TOTALS) {
    return SL_ENGINE_TOTALS;
  }
  return model->needs_claims ? SL_ENGINE_DATED : SL_ENGINE_ANNUAL;
}

static void take_as_of(const sl_as_of_t *as_of, sl_model_t *model)
{
  if (as_of != NULL) {
    model->plan_year = as_of->plan_year;
    model->ages = as_of->ages;
    model->first_multipliers = as_of->first_multipliers;
    for (size_t j = 0; j < as_of->n_earlier; j++) {
      model->earlier[j] = as_of->earlier[j];
    }
  }
}

int sl_model_new(const sl_scenario_t *scenario, const sl_engine_options_t *options, int threads,
                 sl_model_t **model, sl_error_t *error)
{
  *model = calloc(1, sizeof **model);
  if (*model == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the model");
  }
  (*model)->scenario = scenario;
  (*model)->kernels = options->kernels != NULL ? options->kernels : sl_kernels_best();
  (*model)->claim_by_claim = options->claim_by_claim;
  (*model)->known = options->known;
  (*model)->needs_claims = options->claim_by_claim || sl_dating_is_needed(scenario);
  (*model)->path = path_of(*model);
  (*model)->first_year = -(int)options->years_before;
  take_as_of(options->as_of, *model);
  int code = sl_conditions_new(scenario, &(*model)->conditions, error);
  code = code == SL_OK ? sl_lease_new(options->cache, &(*model)->lease, error) : code;
  code = code == SL_OK ? compile_samplers(scenario, *model, threads, error) : code;
  if (code == SL_OK) {
    code = sl_model_compile_covers(*model, NULL, 0, error);
  }
  if (code == SL_OK && (*model)->path == SL_ENGINE_DATED) {
    code = sl_dating_new(scenario, (*model)->lease, threads, &(*model)->dating, error);
  }
  if (code == SL_OK) {
    if ((*model)->path == SL_ENGINE_DATED) {
      (*model)->first_year = (*model)->dating->first_year;
    }
    code = sl_model_compile_persons(*model, threads, error);
  }
  if (code == SL_OK && (*model)->path == SL_ENGINE_DATED) {
    code = sl_readings_new(*model, &(*model)->readings, error);
  }
  if (code == SL_OK) {
    code = compile_tiles(scenario, *model, error);
  }
  if (code == SL_OK && (*model)->path == SL_ENGINE_TOTALS) {
    code = sl_annual_totals_new(*model, 1.0, threads, &(*model)->totals, error);
  }
  if (code != SL_OK) {
    sl_model_free(*model);
    *model = NULL;
  }
  return code;
}

void sl_model_free(sl_model_t *model)
{
  if (model == NULL) {
    return;
  }
  for (size_t i = 0; model->laws != NULL && i < model->n_laws; i++) {
    sl_count_law_free(model->laws[i]);
  }
  sl_count_tables_free(model->count_tables);
  free(model->samplers);
  free(model->laws);
  free(model->law_terms);
  for (size_t i = 0; i <= sl_model_year_at(model, 0); i++) {
    free(model->year[i].services);
    free(model->year[i].first_service);
    free(model->year[i].spans);
    free(model->year[i].multipliers);
  }
  sl_model_free_covers(model);
  sl_annual_totals_free(model->totals);
  sl_conditions_free(model->conditions);
  sl_readings_free(model->readings);
  sl_dating_free(model->dating);
  sl_lease_free(model->lease);
  free(model->tiles);
  free(model);
}

int sl_model_further(const sl_model_t *model, const sl_arrangement_t *list, size_t n,
                     sl_model_t **further, sl_error_t *error)
{
  sl_model_t *made = *further = malloc(sizeof *made);
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the model");
  }
  *made = *model;
  made->covers = NULL;
  made->cover_of = NULL;
  made->ladders = NULL;
  made->since = NULL;
  made->tells_run_out = NULL;
  made->readings = NULL;
  made->n_covers = made->n_own_covers = made->n_ladders = made->n_since = 0;
  made->counts_less = false;
  int code = sl_model_compile_covers(made, list, n, error);
  if (code == SL_OK && made->path == SL_ENGINE_DATED) {
    code = sl_readings_new(made, &made->readings, error);
  }
  if (code != SL_OK) {
    sl_model_further_free(made);
    *further = NULL;
  }
  return code;
}

void sl_model_further_free(sl_model_t *further)
{
  if (further != NULL) {
    sl_model_free_covers(further);
    sl_readings_free(further->readings);
    free(further);
  }
}

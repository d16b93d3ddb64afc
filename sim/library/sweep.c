#include "sim/study/sweep/sweep.h"
#include "sim/input/read/files_read.h"
#include "sim/input/scenario/scenario.h"
#include "sim/library/library.h"
#include "sim/output/report/sweep_page.h"
#include "sim/output/result_file/sweep_file.h"
#include "sim/study/sweep/variables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct stoploss_sweep {
  sl_sweep_t *sweep;
};

void stoploss_sweep_terms_init_sized(stoploss_sweep_terms_t *terms, size_t size)
{
  memset(terms, 0, size);
  terms->size = size;
}

static int premium_of(double loss_ratio, sl_sweep_premium_t *premium, stoploss_error_t *error)
{
  const bool quoted = loss_ratio >= STOPLOSS_AS_QUOTED && loss_ratio <= STOPLOSS_AS_QUOTED;
  if (!quoted && !(loss_ratio >= 0.0 && loss_ratio < (double)INFINITY)) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT, "a loss ratio of %g is out of range",
                             loss_ratio);
  }
  *premium = (sl_sweep_premium_t){.rule = quoted             ? SL_SWEEP_AS_QUOTED
                                          : loss_ratio > 0.0 ? SL_SWEEP_LOSS_RATIO
                                                             : SL_SWEEP_AS_GIVEN,
                                  .loss_ratio = loss_ratio > 0.0 ? loss_ratio : 0.0};
  return SL_OK;
}

static int terms_of(const stoploss_sweep_terms_t *given, sl_sweep_terms_t *terms,
                    stoploss_error_t *error)
{
  stoploss_sweep_terms_t own;
  int code = sl_library_take(given, &own, sizeof own, error);
  if (code != SL_OK) {
    return code;
  }
  *terms = (sl_sweep_terms_t){.arrangement = own.arrangement,
                              .specific = own.specific,
                              .n_specific = own.n_specific,
                              .corridor = own.corridor,
                              .n_corridor = own.n_corridor};
  code = premium_of(own.specific_loss_ratio, &terms->specific_premium, error);
  return code == SL_OK ? premium_of(own.aggregate_loss_ratio, &terms->aggregate_premium, error)
                       : code;
}

static int sweep_into(const sl_scenario_t *scenario, const sl_sweep_terms_t *terms,
                      const sl_engine_options_t *engine, const char *path, sl_sweep_t **sweep,
                      sl_error_t *fault)
{
  int code = path != NULL ? sl_files_read_spare(&scenario->files, path, fault) : SL_OK;
  code = code == SL_OK ? sl_sweep_new(scenario, terms, engine, sweep, fault) : code;
  if (code == SL_OK && path != NULL) {
    sl_sweep_file_t file = {.path = path};
    const sl_sweep_into_t sink = sl_sweep_file_sink(&file);
    code = sl_sweep_all(*sweep, &sink, fault);
    sl_sweep_writer_abort(file.writer);
    return code;
  }
  const sl_sweep_into_t nowhere = {.context = NULL};
  return code == SL_OK ? sl_sweep_all(*sweep, &nowhere, fault) : code;
}

int stoploss_sweep_new(const stoploss_scenario_t *scenario, const stoploss_sweep_terms_t *terms,
                       const stoploss_options_t *options, const char *path,
                       stoploss_sweep_t **sweep, stoploss_error_t *error)
{
  stoploss_options_t own;
  sl_engine_options_t engine;
  sl_sweep_terms_t inner;
  sl_error_t fault = {0};
  *sweep = NULL;
  int code = sl_library_options(options, &own, &engine, error);
  code = code == SL_OK ? terms_of(terms, &inner, error) : code;
  if (code != SL_OK) {
    return code;
  }
  stoploss_sweep_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the sweep");
  }
  engine.precision = (sl_precision_t){.goal = SL_PRECISION_NONE};
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  code = sweep_into(scenario->scenario, &inner, &engine, path, &made->sweep, &fault);
  sl_plain_locale_end(locale);
  if (code == SL_OK) {
    *sweep = made;
  } else {
    stoploss_sweep_free(made);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_sweep_free(stoploss_sweep_t *sweep)
{
  if (sweep != NULL) {
    sl_sweep_free(sweep->sweep);
    free(sweep);
  }
}

/* ---- what it says ---- */

size_t stoploss_sweep_specifics(const stoploss_sweep_t *sweep)
{
  return sl_sweep_result(sweep->sweep)->n_specific;
}

size_t stoploss_sweep_corridors(const stoploss_sweep_t *sweep)
{
  return sl_sweep_result(sweep->sweep)->n_corridor;
}

double stoploss_sweep_specific(const stoploss_sweep_t *sweep, size_t i)
{
  return i < stoploss_sweep_specifics(sweep) ? sl_sweep_result(sweep->sweep)->specific[i]
                                             : (double)NAN;
}

double stoploss_sweep_corridor(const stoploss_sweep_t *sweep, size_t j)
{
  return j < stoploss_sweep_corridors(sweep) ? sl_sweep_result(sweep->sweep)->corridor[j]
                                             : (double)NAN;
}

void stoploss_sweep_lowest(const stoploss_sweep_t *sweep, size_t *i, size_t *j)
{
  const sl_sweep_result_t *result = sl_sweep_result(sweep->sweep);
  *i = result->lowest / result->n_corridor;
  *j = result->lowest % result->n_corridor;
}

static const sl_sweep_point_t *point_of(const stoploss_sweep_t *sweep, size_t i, size_t j,
                                        stoploss_error_t *error)
{
  const sl_sweep_result_t *result = sl_sweep_result(sweep->sweep);
  if (i >= result->n_specific || j >= result->n_corridor) {
    sl_library_refuse(error, SL_ERR_ARGUMENT, "there is no combination %zu, %zu among %zu x %zu", i,
                      j, result->n_specific, result->n_corridor);
    return NULL;
  }
  return &result->point[i * result->n_corridor + j];
}

int stoploss_sweep_figure(const stoploss_sweep_t *sweep, const char *name, size_t i, size_t j,
                          stoploss_estimate_t *figure, stoploss_error_t *error)
{
  const sl_sweep_point_t *point = point_of(sweep, i, j, error);
  if (point == NULL) {
    return SL_ERR_ARGUMENT;
  }
  const size_t v = sl_library_variable(sl_sweep_variables, SL_N_SWEEP_VARIABLES, name);
  if (v < SL_N_SWEEP_VARIABLES && sl_sweep_variables[v].twin != NULL) {
    *figure = (stoploss_estimate_t){sl_variable_value(&sl_sweep_variables[v], point, 0),
                                    sl_variable_value(sl_sweep_variables[v].twin, point, 0)};
    return SL_OK;
  }
  return sl_library_unknown(name, error);
}

int stoploss_sweep_quantile(const stoploss_sweep_t *sweep, double level, size_t i, size_t j,
                            stoploss_estimate_t *quantile, stoploss_error_t *error)
{
  size_t place;
  const int code = sl_library_level(level, &place, error);
  if (code != SL_OK) {
    return code;
  }
  const sl_sweep_point_t *point = point_of(sweep, i, j, error);
  if (point == NULL) {
    return SL_ERR_ARGUMENT;
  }
  *quantile = sl_library_estimate(point->quantile[place]);
  return SL_OK;
}

static int write_text(const void *subject, const sl_paper_t *paper, char **text, sl_error_t *fault)
{
  const stoploss_sweep_t *sweep = subject;
  return paper != NULL ? sl_sweep_text(sl_sweep_result(sweep->sweep), paper, text, fault)
                       : sl_sweep_json(sl_sweep_result(sweep->sweep), text, fault);
}

int stoploss_sweep_page(const stoploss_sweep_t *sweep, size_t width, char **text,
                        stoploss_error_t *error)
{
  return sl_library_page(write_text, sweep, width, text, error);
}

int stoploss_sweep_json(const stoploss_sweep_t *sweep, char **text, stoploss_error_t *error)
{
  return sl_library_text(write_text, sweep, NULL, text, error);
}

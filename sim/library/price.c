#include "sim/library/library.h"
#include "sim/study/run.h"

#include <stdlib.h>

struct stoploss_prices {
  sl_run_facts_t *facts;
};

static int settle(const sl_scenario_t *scenario, const sl_engine_options_t *options,
                  sl_run_facts_t **facts, sl_error_t *fault)
{
  const sl_run_options_t job = {.engine = *options};
  sl_run_t *run = NULL;
  int code = sl_run_new(scenario, &job, &run, fault);
  code = code == SL_OK ? sl_run_facts_new(scenario, sl_run_prices(run), facts, fault) : code;
  sl_run_free(run);
  return code;
}

int stoploss_prices_new(const stoploss_scenario_t *scenario, const stoploss_options_t *options,
                        stoploss_prices_t **prices, stoploss_error_t *error)
{
  stoploss_options_t own;
  sl_engine_options_t engine;
  sl_error_t fault = {0};
  *prices = NULL;
  int code = sl_library_options(options, &own, &engine, error);
  if (code != SL_OK) {
    return code;
  }
  stoploss_prices_t *settled = calloc(1, sizeof *settled);
  if (settled == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for prices");
  }
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  code = settle(scenario->scenario, &engine, &settled->facts, &fault);
  sl_plain_locale_end(locale);
  if (code == SL_OK) {
    *prices = settled;
  } else {
    stoploss_prices_free(settled);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_prices_free(stoploss_prices_t *prices)
{
  if (prices != NULL) {
    sl_run_facts_free(prices->facts);
    free(prices);
  }
}

int stoploss_prices_figure(const stoploss_prices_t *prices, const char *name, size_t arrangement,
                           double *value, stoploss_error_t *error)
{
  const size_t v = sl_library_variable(sl_price_variables, SL_N_PRICE_VARIABLES, name);
  const sl_run_facts_t *facts = prices->facts;
  if (v == SL_N_PRICE_VARIABLES) {
    return sl_library_unknown(name, error);
  }
  if (arrangement >= facts->n_arrangements) {
    return sl_library_absent(arrangement, facts->n_arrangements, error);
  }
  *value = *sl_price_field(&facts->arrangements[arrangement], (sl_price_variable_t)v);
  return SL_OK;
}

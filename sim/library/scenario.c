#include "sim/input/scenario/scenario.h"
#include "sim/input/load/load.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/simulation.h"
#include "sim/library/library.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void stoploss_load_options_init_sized(stoploss_load_options_t *options, size_t size)
{
  memset(options, 0, size);
  options->size = size;
}

/* Overrides in one list, with the texts of the numbers among them. */
typedef struct overriding {
  sl_override_t *list; /* owned */
  char trials[24], seed[24];
  sl_overrides_t all;
} overriding_t;

static void override(overriding_t *o, const char *path, const char *value)
{
  o->list[o->all.n++] = (sl_override_t){.path = path, .value = value};
}

static int overrides_of(const stoploss_load_options_t *options, overriding_t *o,
                        stoploss_error_t *error)
{
  *o = (overriding_t){.list = NULL};
  if (options->trials > UINT32_MAX) {
    return sl_library_refuse(error, SL_ERR_ARGUMENT,
                             "%" PRIu64 " trials are too many; allowed: up to %u", options->trials,
                             UINT32_MAX);
  }
  *o = (overriding_t){.list = malloc((options->n_set + 2) * sizeof *o->list)};
  o->all.list = o->list;
  if (o->list == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for %zu overrides", options->n_set);
  }
  for (size_t i = 0; i < options->n_set; i++) {
    override(o, options->set[i].path, options->set[i].value);
  }
  if (options->trials != 0) {
    snprintf(o->trials, sizeof o->trials, "%" PRIu64, options->trials);
    override(o, "simulation.trials", o->trials);
  }
  if (options->has_seed != 0) {
    snprintf(o->seed, sizeof o->seed, "%" PRIu64, options->seed);
    override(o, "simulation.seed", o->seed);
  }
  return SL_OK;
}

/* The list and its first fault; without memory for the list the fault alone. */
static void tell_faults(int code, const sl_faults_t *list, stoploss_faults_t **faults,
                        stoploss_error_t *error)
{
  static const sl_error_t none = {.code = SL_OK};
  sl_library_tell(code, list->n > 0 ? &list->list[0] : &none, error);
  if (faults != NULL) {
    *faults = sl_library_faults(list);
  }
}

static int load(const char *name, const stoploss_load_options_t *options,
                const sl_overrides_t *overrides, stoploss_scenario_t *loaded,
                stoploss_faults_t **faults, stoploss_error_t *error)
{
  sl_faults_t list;
  sl_provider_t provider;
  if (options->files != NULL) {
    provider = (sl_provider_t){.read = options->files->read, .context = options->files->context};
  }
  sl_faults_init(&list);
  int code = sl_scenario_load_from(options->files != NULL ? &provider : NULL, name, overrides,
                                   &loaded->scenario, &list);
  if (code != SL_OK) {
    tell_faults(code, &list, faults, error);
  } else if ((loaded->warnings = sl_library_faults(&loaded->scenario->warnings)) == NULL) {
    code = sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the scenario's warnings");
  }
  sl_faults_free(&list);
  return code;
}

int stoploss_scenario_load(const char *name, const stoploss_load_options_t *options,
                           stoploss_scenario_t **scenario, stoploss_faults_t **faults,
                           stoploss_error_t *error)
{
  stoploss_load_options_t own;
  overriding_t overrides;
  *scenario = NULL;
  if (faults != NULL) {
    *faults = NULL;
  }
  int code = sl_library_take(options, &own, sizeof own, error);
  code = code == SL_OK ? overrides_of(&own, &overrides, error) : code;
  if (code != SL_OK) {
    return code;
  }
  stoploss_scenario_t *loaded = calloc(1, sizeof *loaded);
  code = loaded != NULL ? load(name, &own, &overrides.all, loaded, faults, error)
                        : sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the scenario");
  free(overrides.list);
  if (code != SL_OK) {
    stoploss_scenario_free(loaded);
    loaded = NULL;
  }
  *scenario = loaded;
  return code;
}

void stoploss_scenario_free(stoploss_scenario_t *scenario)
{
  if (scenario != NULL) {
    sl_scenario_free(scenario->scenario);
    stoploss_faults_free(scenario->warnings);
    free(scenario);
  }
}

const char *stoploss_scenario_title(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->name;
}

const char *stoploss_scenario_currency(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->currency;
}

uint64_t stoploss_scenario_trials(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->simulation->trials;
}

uint64_t stoploss_scenario_seed(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->simulation->seed;
}

size_t stoploss_scenario_employees(const stoploss_scenario_t *scenario)
{
  return (size_t)scenario->scenario->group->enrolment.employees;
}

size_t stoploss_scenario_members(const stoploss_scenario_t *scenario)
{
  return (size_t)scenario->scenario->group->enrolment.members;
}

size_t stoploss_scenario_arrangements(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->arrangements->n;
}

const char *stoploss_scenario_arrangement(const stoploss_scenario_t *scenario, size_t i)
{
  const sl_arrangements_t *arrangements = scenario->scenario->arrangements;
  return i < arrangements->n ? arrangements->list[i].name : NULL;
}

int stoploss_scenario_find(const stoploss_scenario_t *scenario, const char *name, size_t *i,
                           stoploss_error_t *error)
{
  for (*i = 0; *i < stoploss_scenario_arrangements(scenario); ++*i) {
    if (strcmp(stoploss_scenario_arrangement(scenario, *i), name) == 0) {
      return SL_OK;
    }
  }
  return sl_library_unknown(name, error);
}

const char *stoploss_scenario_resolved(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->resolved;
}

const char *stoploss_scenario_notes(const stoploss_scenario_t *scenario)
{
  return scenario->scenario->notes != NULL ? scenario->scenario->notes : "";
}

const stoploss_faults_t *stoploss_scenario_warnings(const stoploss_scenario_t *scenario)
{
  return scenario->warnings;
}

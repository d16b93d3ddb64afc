/* A scenario: who is covered, what they may claim, and what is on offer; checked and immutable. */
#ifndef STOPLOSS_SCENARIO_H
#define STOPLOSS_SCENARIO_H

#include "stoploss/error.h"
#include "stoploss/files.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stoploss_scenario stoploss_scenario_t;

/* A value at a path of the scenario, as of `stoploss run --set PATH=VALUE`: keys and items with
 * dots between ("arrangements.0.specific.deductible", "plans.PPO.deductible"); the value is YAML on
 * one line ("75000"). It is checked as if it stood in the file. */
typedef struct stoploss_override {
  const char *path, *value;
} stoploss_override_t;

/* How a scenario is loaded. Later versions may add members at the end: always
 * stoploss_load_options_init first. */
typedef struct stoploss_load_options {
  size_t size;                   /* of this struct; set by stoploss_load_options_init */
  const stoploss_files_t *files; /* who has the files; NULL = the disk */
  uint64_t trials;               /* instead of the scenario's: 1 .. 2^32 - 1; 0 = the scenario's */
  int has_seed;                  /* 1: seed instead of the scenario's */
  uint64_t seed;
  const stoploss_override_t
      *set; /* n_set values in place of the scenario's, the later one counts */
  size_t n_set;
} stoploss_load_options_t;

/* The files of the disk, and what the scenario says. options: a pointer to the struct. */
#define stoploss_load_options_init(options)                                                        \
  stoploss_load_options_init_sized((options), sizeof *(options))
void stoploss_load_options_init_sized(stoploss_load_options_t *options, size_t size);

/* Read, check and compile the scenario `name`, a path where options->files is NULL. options NULL =
 * as stoploss_load_options_init. Returns STOPLOSS_OK, STOPLOSS_ERR_INPUT, STOPLOSS_ERR_MISSING,
 * STOPLOSS_ERR_UNSUPPORTED, STOPLOSS_ERR_IO, STOPLOSS_ERR_ARGUMENT or STOPLOSS_ERR_MEMORY. On
 * failure *error is the first fault, and *faults, where faults is not NULL, the list of all, which
 * the caller frees; it is NULL where there is none.
 * Cost: about a second per million rows of a census. */
int stoploss_scenario_load(const char *name, const stoploss_load_options_t *options,
                           stoploss_scenario_t **scenario, stoploss_faults_t **faults,
                           stoploss_error_t *error);
void stoploss_scenario_free(stoploss_scenario_t *scenario);

const char *stoploss_scenario_title(const stoploss_scenario_t *scenario);
const char *stoploss_scenario_currency(const stoploss_scenario_t *scenario); /* "USD" */
uint64_t stoploss_scenario_trials(const stoploss_scenario_t *scenario);
uint64_t stoploss_scenario_seed(const stoploss_scenario_t *scenario);

/* Enrolled at some time of the plan year. */
size_t stoploss_scenario_employees(const stoploss_scenario_t *scenario);
size_t stoploss_scenario_members(const stoploss_scenario_t *scenario); /* dependents included */

size_t stoploss_scenario_arrangements(const stoploss_scenario_t *scenario);
/* The name of one; NULL beyond the last. */
const char *stoploss_scenario_arrangement(const stoploss_scenario_t *scenario, size_t i);
/* The one of that name. STOPLOSS_ERR_ARGUMENT where there is none. */
int stoploss_scenario_find(const stoploss_scenario_t *scenario, const char *name, size_t *i,
                           stoploss_error_t *error);

/* The scenario as YAML with every default filled in: input for stoploss_scenario_load itself. It
 * holds no census data. */
const char *stoploss_scenario_resolved(const stoploss_scenario_t *scenario);

/* What a reader of its figures must know of the assumptions, in sentences; may be empty. */
const char *stoploss_scenario_notes(const stoploss_scenario_t *scenario);

/* What looks wrong though it is no fault; the scenario's own. */
const stoploss_faults_t *stoploss_scenario_warnings(const stoploss_scenario_t *scenario);

#ifdef __cplusplus
}
#endif
#endif

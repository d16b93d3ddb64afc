/* What the public functions share: the inside of the opaque objects, and the way from the house's
 * errors and options to the public ones; for this room only. */
#ifndef SL_SIM_LIBRARY_LIBRARY_H
#define SL_SIM_LIBRARY_LIBRARY_H

#include "models/statistics/statistics.h"
#include "sim/engine/engine.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/plain_locale.h"
#include "sim/output/text/paper.h"
#include "sim/results/summary.h"

#include <stoploss.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

struct stoploss_faults {
  size_t n, left_out;
  stoploss_error_t list[];
};

struct stoploss_scenario {
  sl_scenario_t *scenario;
  stoploss_faults_t *warnings;
};

struct stoploss_block {
  const sl_block_t *block;
};

struct stoploss_cache {
  sl_cache_t *cache;
};

struct stoploss_result {
  sl_results_t *results;
  sl_summary_t *summary;
};

/* A failure of the house as the caller's: fills *error (not NULL in the house, may be NULL outside)
 * and returns code; nothing where code is SL_OK. */
int sl_library_tell(int code, const sl_error_t *fault, stoploss_error_t *error);

/* A failure of this room. */
int sl_library_refuse(stoploss_error_t *error, int code, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* A copy of a list; NULL where there is no memory. */
stoploss_faults_t *sl_library_faults(const sl_faults_t *faults);

/* A struct of options of the caller's, which begins with its size, into one of ours, which has
 * `size` bytes; zeros where the caller's is older, or NULL. SL_ERR_ARGUMENT where it was never
 * initialised or is of a later version. */
int sl_library_take(const void *given, void *own, size_t size, stoploss_error_t *error);

/* Check the options and turn them into the engine's. */
int sl_library_options(const stoploss_options_t *given, stoploss_options_t *own,
                       sl_engine_options_t *engine, stoploss_error_t *error);

/* The place of a quantile's level. SL_ERR_ARGUMENT. */
int sl_library_level(double level, size_t *place, stoploss_error_t *error);

/* A text about a subject, written in the plain locale; paper is a page's, NULL for JSON. *text is
 * NULL after failure. sl_library_page: of that width; SL_ERR_ARGUMENT. */
typedef int (*sl_library_writer_t)(const void *subject, const sl_paper_t *paper, char **text,
                                   sl_error_t *fault);
int sl_library_text(sl_library_writer_t writer, const void *subject, const sl_paper_t *paper,
                    char **text, stoploss_error_t *error);
int sl_library_page(sl_library_writer_t writer, const void *subject, size_t width, char **text,
                    stoploss_error_t *error);

/* The place of a name in one of the tables of variables; n where it is in none. */
size_t sl_library_variable(const sl_variable_t *table, size_t n, const char *name);

/* SL_ERR_ARGUMENT, and the words: nothing of that name here; no such arrangement. */
int sl_library_unknown(const char *name, stoploss_error_t *error);
int sl_library_absent(size_t arrangement, size_t n, stoploss_error_t *error);

stoploss_estimate_t sl_library_estimate(sl_estimate_t estimate);

#endif

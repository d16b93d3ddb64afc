/* An arrangement's covers, compiled: which claims each takes, and where their sums go.
 *
 * Every retaining arrangement has up to five takes: the specific (with the aggregate's eligible
 * part where both have one window and the same services), the aggregate, a captive's layer, and
 * both covers once more with the windows of their terminal liability options. An insured kind with
 * a pooling point has one.
 */
#ifndef SL_SIM_ENGINE_COVERAGE_H
#define SL_SIM_ENGINE_COVERAGE_H

#include "models/arrangement.h"
#include "models/stoploss_cover.h"
#include "sim/input/scenario.h"

#include <stdbool.h>
#include <stddef.h>

/* Columns of a paid path, in the order of sl_paid_path_t. */
typedef enum sl_path_column {
  SL_PATH_EXCESS,
  SL_PATH_ELIGIBLE,
  SL_PATH_CAPTIVE,
  SL_PATH_PAID,
  SL_PATH_COLUMNS
} sl_path_column_t;

typedef enum sl_take_kind {
  SL_TAKE_SPECIFIC,
  SL_TAKE_AGGREGATE,
  SL_TAKE_CAPTIVE,
  SL_TAKE_TERMINAL_SPECIFIC,
  SL_TAKE_TERMINAL_AGGREGATE
} sl_take_kind_t;

typedef struct sl_take {
  sl_take_kind_t kind;
  sl_cover_t cover;
  bool excess, eligible; /* which sums it fills */
} sl_take_t;

#define SL_TAKES_MAX 5

typedef struct sl_coverage {
  const sl_arrangement_t *arrangement;
  const sl_specific_t *specific; /* the person's deductible is from here; NULL = none */
  sl_specific_t captive_layer;   /* deductible D, all of it, up to the captive's limit */
  double captive_limit;          /* INFINITY = no captive */
  bool per_certificate;
  sl_take_t take[SL_TAKES_MAX];
  size_t n_takes;
  int32_t first_paid; /* no take's window holds what is paid before; 0 at most */
  sl_timeline_t timeline;
  bool column[SL_PATH_COLUMNS];               /* which a trial's path has */
  size_t column_at[SL_PATH_COLUMNS];          /* where each begins in it */
  size_t path_width;                          /* doubles of one trial's path */
  size_t path_before;                         /* those of the arrangements before */
  bool terminal_specific, terminal_aggregate; /* there is such a take */
  const bool *insured;                        /* services of insured lines; NULL = none */
  bool has_gap;                               /* a claim of C may lie in no contract's window */
  sl_window_t gap_window[2];                  /* the contracts' windows; n_gap_windows of them */
  size_t n_gap_windows;
  bool runs_out;         /* self-funded: what is paid after the year's end
                            is a figure of its own */
  bool insurer_runs_out; /* and an insurer pays it */
} sl_coverage_t;

/* Whether the arrangement asks when claims are incurred or paid, or of which service they are.
 * longest_lag: days. */
bool sl_coverage_needs_claims(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                              int32_t longest_lag);

/* The earliest incurred day whose claims some window of the arrangement may hold; 0 at most. */
int32_t sl_coverage_reach(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                          int32_t longest_lag);

/* Zeroed coverage in; sl_coverage_free frees also after failure. */
int sl_coverage_init(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                     const sl_arrangement_t *arrangement, int32_t longest_lag, sl_error_t *error);
void sl_coverage_free(sl_coverage_t *coverage);

#endif

/* What an arrangement's covers make of claims, compiled: which each takes, where their sums go.
 * Arrangements whose covers are equal share one (sl_coverage_equal; sim/engine/compile/model.h).
 *
 * Every retaining arrangement has up to five takes: the specific (with the aggregate's eligible
 * part where both have one window and the same services), the aggregate, a captive's layer, and
 * both covers once more with the windows of their terminal liability options. An insured kind with
 * a pooling point has one.
 */
#ifndef SL_SIM_ENGINE_COMPILE_COVERAGE_H
#define SL_SIM_ENGINE_COMPILE_COVERAGE_H

#include "models/stoploss/cover.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_arrangement sl_arrangement_t; /* models/funding/arrangement.h */

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* Columns of a paid path, in the order of sl_paid_path_t. */
typedef enum sl_path_column {
  SL_PATH_EXCESS,
  SL_PATH_ELIGIBLE,
  SL_PATH_CAPTIVE,
  SL_PATH_PAID,
  SL_PATH_COLUMNS
} sl_path_column_t;

/* Columns by cover and trial that only the claim-by-claim path fills. */
typedef enum sl_dated_column {
  SL_DATED_INSURED,
  SL_DATED_INSURED_RUN_OUT,
  SL_DATED_GAP,
  SL_DATED_GAP_ABOVE,
  SL_DATED_RUN_OUT,
  SL_DATED_TERMINAL_EXCESS,
  SL_DATED_TERMINAL_ELIGIBLE,
  SL_DATED_COLUMNS
} sl_dated_column_t;

/* Columns of what can exceed the maximum cost (sl_beyond_claims_t), where a cover needs them. */
typedef enum sl_beyond_column {
  SL_COLUMN_OUTSIDE_SPECIFIC,
  SL_COLUMN_RUN_IN_SPECIFIC,
  SL_COLUMN_OUTSIDE_AGGREGATE,
  SL_COLUMN_RUN_IN_AGGREGATE,
  SL_COLUMN_COINSURANCE,
  SL_COLUMN_MAXIMUM,
  SL_COLUMN_EXCLUSION,
  SL_COLUMN_KNOWN_ABOVE, /* no such thing: what a year in progress cuts off (sl_known_year_t) */
  SL_BEYOND_COLUMNS
} sl_beyond_column_t;

typedef enum sl_take_kind {
  SL_TAKE_SPECIFIC,
  SL_TAKE_AGGREGATE,
  SL_TAKE_CAPTIVE,
  SL_TAKE_TERMINAL_SPECIFIC,
  SL_TAKE_TERMINAL_AGGREGATE,
  SL_TAKE_KINDS
} sl_take_kind_t;

typedef struct sl_take {
  sl_take_kind_t kind;
  sl_cover_t cover;
  bool excess, eligible; /* which sums it fills */
} sl_take_t;

#define SL_TAKES_MAX SL_TAKE_KINDS /* a cover has one of each kind at most */

/* A trial's sums by slot of a timeline of paid days. Every cover has up to two: along one its
 * reimbursements are settled, by the other months are told. What is settled looks only at what the
 * arrangement itself asks for, so that a cash flow changes no bit of it. */
typedef struct sl_path_layout {
  sl_timeline_t timeline;
  bool column[SL_PATH_COLUMNS];      /* which a trial's path has */
  size_t column_at[SL_PATH_COLUMNS]; /* where each begins in it */
  size_t width;                      /* doubles of one trial's path; 0 = there is none */
  size_t before;                     /* those of the paths before */
} sl_path_layout_t;

typedef enum sl_path_kind { SL_PATH_SETTLED, SL_PATH_MONTHLY, SL_PATH_KINDS } sl_path_kind_t;

typedef struct sl_coverage {
  const sl_arrangement_t *arrangement; /* the first of those that share it */
  const sl_specific_t *specific;       /* the person's deductible is from here; NULL = none */
  sl_specific_t *captive_layer;        /* owned; NULL without a captive */
  double captive_limit;                /* INFINITY = no captive */
  bool per_certificate;
  sl_take_t take[SL_TAKES_MAX];
  size_t n_takes;
  int32_t since;       /* claims incurred before are in no sum; INT32_MIN = no limit */
  size_t since_at;     /* its place among the model's: filled in by sl_model_compile_covers */
  sl_window_t counted; /* C of its arrangements */
  bool counts_less;    /* C may be less than all that is paid in the plan year */
  int32_t first_paid;  /* no take's window holds what is paid before; 0 at most */
  bool by_total; /* a person's plan paid of the year tells all: nothing is settled along a path */
  sl_path_layout_t path[SL_PATH_KINDS];
  bool beyond[SL_BEYOND_COLUMNS];     /* which columns of that kind there are */
  size_t beyond_width, beyond_before; /* their number; that of the covers before */
  bool outside_is_gap;                /* one window, all services: what is outside it is the gap */
  bool terminal_specific, terminal_aggregate; /* there is such a take */
  int32_t last_day;                           /* of the plan year */
  const bool *insured;                        /* services of insured lines; NULL = none */
  bool has_gap;                               /* a claim of C may lie in no contract's window */
  sl_window_t gap_window[2];                  /* the contracts' windows; n_gap_windows of them */
  size_t n_gap_windows;
  unsigned known_months; /* of a year in progress; 0 = none */
  double known_at_most;  /* of a person's plan paid in them; INFINITY = all */
  bool runs_out;         /* self-funded: what is paid after the year's end
                            is a figure of its own */
  bool insurer_runs_out; /* and an insurer pays it */
} sl_coverage_t;

/* ---- what becomes of one claim, beside the covers' own arithmetic ---- */

/* The takes that hold what is the specific's and what is eligible; the same where they are one;
 * n_takes: none. */
typedef struct sl_cover_pair {
  size_t specific, aggregate;
} sl_cover_pair_t;
sl_cover_pair_t sl_coverage_pair(const sl_coverage_t *coverage);

/* Whether a take fills the sum of what is eligible with anything: not where all is above the cap,
 * so that nothing is nothing and not what is left of two equal sums. */
static inline bool sl_take_tells_eligible(const sl_take_t *take)
{
  return take->eligible && take->cover.eligible_cap > 0.0;
}

static inline bool sl_take_is_terminal(const sl_take_t *take)
{
  return take->kind == SL_TAKE_TERMINAL_SPECIFIC || take->kind == SL_TAKE_TERMINAL_AGGREGATE;
}

/* Whether sums of a take go along a path. */
static inline bool sl_coverage_walks(const sl_coverage_t *coverage, const sl_take_t *take,
                                     sl_path_kind_t kind)
{
  return coverage->path[kind].timeline.n_slots > 0 &&
         (kind == SL_PATH_SETTLED || !sl_take_is_terminal(take));
}

static inline bool sl_coverage_tells_months(const sl_coverage_t *coverage)
{
  return coverage->path[SL_PATH_MONTHLY].timeline.n_slots > 0;
}

static inline bool sl_coverage_counts(const sl_coverage_t *coverage, const sl_paid_claim_t *claim)
{
  return sl_window_holds(&coverage->counted, claim->incurred, claim->paid);
}

/* Whether some contract's window holds the claim. */
bool sl_coverage_in_some_window(const sl_coverage_t *coverage, const sl_paid_claim_t *claim);

/* Whether an insurer pays the claim: of its service, or as run-out. */
static inline bool sl_coverage_is_insured(const sl_coverage_t *coverage,
                                          const sl_paid_claim_t *claim)
{
  return (coverage->insured != NULL && coverage->insured[claim->service]) ||
         (coverage->insurer_runs_out && claim->paid > coverage->last_day);
}

/* Whether the claim lies in no stop-loss contract's window though the employer pays it. */
static inline bool sl_coverage_is_gap(const sl_coverage_t *coverage, const sl_paid_claim_t *claim)
{
  return coverage->has_gap && sl_coverage_counts(coverage, claim) &&
         !sl_coverage_is_insured(coverage, claim) && !sl_coverage_in_some_window(coverage, claim);
}

/* Whether the arrangement asks when claims are incurred or paid, or of which service they are.
 * longest_lag: days. */
bool sl_coverage_needs_claims(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                              int32_t longest_lag);

/* Whether the arrangement asks for its run-out alone, which needs days: by `since` or a fee for
 * paying it. */
bool sl_coverage_asks_run_out(const sl_arrangement_t *arrangement, int32_t longest_lag);

/* Whether two selections of services, NULL = all of them by name of none, are the same list. */
bool sl_same_services(const bool *a, const bool *b, size_t n);

/* The earliest incurred day whose claims some figure of the arrangement may hold: a window, or what
 * is not yet paid when the plan year begins; 0 at most. */
int32_t sl_coverage_reach(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                          int32_t longest_lag);

/* Zeroed coverage in; sl_coverage_free frees also after failure. Errors: SL_ERR_MEMORY; more takes
 * than there is room for are SL_ERR_INTERNAL. sl_coverage_add_months: the second path, which a cash
 * flow and monthly accommodation ask for. */
int sl_coverage_init(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                     const sl_arrangement_t *arrangement, int32_t longest_lag, sl_error_t *error);
/* Before the months are added: those of a year in progress. */
struct sl_known_year;
void sl_coverage_know(sl_coverage_t *coverage, const struct sl_known_year *known);
int sl_coverage_add_months(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                           int32_t longest_lag, sl_error_t *error);
void sl_coverage_free(sl_coverage_t *coverage);

/* Whether two coverages of one scenario take the same claims into the same sums, whatever their
 * specific deductible (lasers are not part of it and have to agree). Cost: O(services + lasers).
 * Checked by tests/unit/test_coverage.c. */
bool sl_coverage_alike(const sl_coverage_t *a, const sl_coverage_t *b, size_t n_services);

/* Whether any claims give two coverages of one scenario the same sums: alike, with one deductible.
 * It says no where the same sums are reached by other words (two names of one window). Premiums,
 * the aggregate's attachment and maximum, the aggregating deductible, fees and budgets do not reach
 * the sums. Checked by tests/unit/test_coverage.c. */
bool sl_coverage_equal(const sl_coverage_t *a, const sl_coverage_t *b, size_t n_services);

#endif

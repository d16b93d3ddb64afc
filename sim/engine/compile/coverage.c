#include "sim/engine/compile/coverage.h"

#include "models/funding/since.h"
#include "models/funding/uncovered.h"
#include "sim/engine/compile/options.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdlib.h>

static sl_window_t contract_window(const sl_scenario_t *scenario,
                                   const sl_arrangement_t *arrangement,
                                   const sl_contract_t *contract)
{
  return sl_arrangement_window(arrangement, contract, &scenario->calendar,
                               scenario->arrangements->accounting);
}

/* The contract's window; without what is paid after the year's end where the kind leaves that to an
 * insurer. */
static sl_window_t window_of(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                             const sl_contract_t *contract)
{
  sl_window_t window = contract_window(scenario, arrangement, contract);
  if (arrangement->kind->insurer_runs_out && window.paid_to > scenario->calendar.last_day) {
    window.paid_to = scenario->calendar.last_day;
  }
  return window;
}

/* The window while the plan stops at the year's end and the terminal liability option is used. */
static sl_window_t terminal_window(const sl_scenario_t *scenario,
                                   const sl_arrangement_t *arrangement,
                                   const sl_contract_t *contract, unsigned months)
{
  sl_window_t window = contract_window(scenario, arrangement, contract);
  const int end =
      sl_calendar_month_start(&scenario->calendar, (int)(scenario->months + months)) - 1;
  window.paid_to = window.paid_to > end ? window.paid_to : end;
  return window;
}

/* Whether the window holds all that is incurred in the plan year, whenever paid, and nothing of
 * the years before. Claims of later years are not simulated. */
static bool is_plan_year(const sl_window_t *window, const sl_calendar_t *calendar, int32_t lag)
{
  return window->incurred_from <= 0 && window->incurred_to >= calendar->last_day &&
         window->paid_from <= 0 && window->paid_to >= calendar->last_day + lag &&
         (window->incurred_from == 0 || window->paid_from > lag - 1);
}

static bool covers_all_services(const bool *services, size_t n)
{
  bool all = true;
  for (size_t s = 0; services != NULL && s < n; s++) {
    all = all && services[s];
  }
  return all;
}

static bool is_plain(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                     const sl_contract_t *contract, const bool *services, unsigned terminal_months,
                     int32_t lag)
{
  if (terminal_months > 0 || !covers_all_services(services, scenario->claims->n_services)) {
    return false;
  }
  const sl_window_t window = contract_window(scenario, arrangement, contract);
  return contract->kind == SL_CONTRACT_DEFAULT || is_plan_year(&window, &scenario->calendar, lag);
}

bool sl_coverage_needs_claims(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                              int32_t longest_lag)
{
  const sl_specific_t *specific = &arrangement->specific;
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  return (arrangement->kind->insurer_runs_out && longest_lag > 0) ||
         arrangement->n_insured_lines > 0 || arrangement->has_captive || arrangement->has_pooling ||
         (arrangement->has_specific &&
          (specific->per_certificate ||
           !is_plain(scenario, arrangement, &specific->contract, specific->services,
                     specific->terminal_months, longest_lag))) ||
         (arrangement->has_aggregate &&
          (aggregate->accommodation ||
           !is_plain(scenario, arrangement, &aggregate->contract, aggregate->services,
                     aggregate->terminal_months, longest_lag)));
}

bool sl_coverage_asks_run_out(const sl_arrangement_t *arrangement, int32_t longest_lag)
{
  return arrangement->kind->retains_claims && longest_lag > 0 &&
         (arrangement->has_since || arrangement->run_out_fee > 0.0);
}

static int32_t larger_day(int32_t a, int32_t b) { return a > b ? a : b; }

static int32_t reach_of(const sl_window_t *window, int32_t longest_lag)
{
  const int32_t earliest_paid =
      window->paid_from == INT32_MIN ? INT32_MIN : window->paid_from - longest_lag;
  const int32_t reach = larger_day(window->incurred_from, earliest_paid);
  return reach < 0 ? reach : 0;
}

int32_t sl_coverage_reach(const sl_scenario_t *scenario, const sl_arrangement_t *arrangement,
                          int32_t longest_lag)
{
  const int32_t since =
      sl_arrangement_since(arrangement, &scenario->calendar, scenario->arrangements->accounting);
  int32_t reach = larger_day(since, -longest_lag);
  if (arrangement->has_specific) {
    const sl_window_t window = window_of(scenario, arrangement, &arrangement->specific.contract);
    const int32_t own = reach_of(&window, longest_lag);
    reach = own < reach ? own : reach;
  }
  if (arrangement->has_aggregate) {
    const sl_window_t window = window_of(scenario, arrangement, &arrangement->aggregate.contract);
    const int32_t own = reach_of(&window, longest_lag);
    reach = own < reach ? own : reach;
  }
  return reach;
}

/* ---- takes ---- */

static sl_take_t new_take(const sl_coverage_t *coverage, sl_take_kind_t kind, sl_window_t window,
                          const bool *services)
{
  return (sl_take_t){.kind = kind,
                     .cover = {.window = window,
                               .services = services,
                               .insured = coverage->insured,
                               .eligible_cap = (double)INFINITY,
                               .run_in_maximum = (double)INFINITY}};
}

static int put_take(sl_coverage_t *coverage, const sl_take_t *take, sl_error_t *error)
{
  if (coverage->n_takes == SL_TAKES_MAX) {
    return sl_fail(error, SL_ERR_INTERNAL, "'%s' has more covers than %d",
                   coverage->arrangement->name, SL_TAKES_MAX);
  }
  coverage->take[coverage->n_takes++] = *take;
  return SL_OK;
}

/* Of the specific, or of a captive's layer above the same deductible. */
static int put_excess(sl_coverage_t *coverage, sl_take_kind_t kind, sl_window_t window,
                      const sl_specific_t *layer, sl_error_t *error)
{
  const sl_specific_t *specific = &coverage->arrangement->specific;
  sl_take_t take = new_take(coverage, kind, window, specific->services);
  take.excess = true;
  take.cover.specific = layer;
  take.cover.run_in_maximum = specific->run_in_maximum;
  return put_take(coverage, &take, error);
}

static int add_specific(sl_coverage_t *coverage, const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  const sl_specific_t *specific = &arrangement->specific;
  const sl_window_t window = window_of(scenario, arrangement, &specific->contract);
  int code = put_excess(coverage, SL_TAKE_SPECIFIC, window, specific, error);
  if (code == SL_OK && arrangement->has_captive) {
    code = put_excess(coverage, SL_TAKE_CAPTIVE, window, coverage->captive_layer, error);
  }
  if (code == SL_OK && specific->terminal_months > 0) {
    const sl_window_t terminal =
        terminal_window(scenario, arrangement, &specific->contract, specific->terminal_months);
    code = put_excess(coverage, SL_TAKE_TERMINAL_SPECIFIC, terminal, specific, error);
  }
  return code;
}

/* One pass over a person's claims serves both covers where they take the same ones. */
static bool specific_tells_eligible(const sl_coverage_t *coverage, const sl_window_t *window,
                                    size_t n_services)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  return arrangement->has_specific && sl_window_equal(window, &coverage->take[0].cover.window) &&
         sl_same_services(arrangement->specific.services, arrangement->aggregate.services,
                          n_services) &&
         isinf(coverage->take[0].cover.run_in_maximum);
}

static int put_eligible(sl_coverage_t *coverage, sl_take_kind_t kind, sl_window_t window,
                        double cap, sl_error_t *error)
{
  sl_take_t take = new_take(coverage, kind, window, coverage->arrangement->aggregate.services);
  take.eligible = true;
  take.cover.eligible_cap = cap;
  return put_take(coverage, &take, error);
}

static int add_aggregate(sl_coverage_t *coverage, const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  const sl_aggregate_t *aggregate = &arrangement->aggregate;
  const sl_window_t window = window_of(scenario, arrangement, &aggregate->contract);
  const double cap =
      arrangement->has_specific ? arrangement->specific.deductible : (double)INFINITY;
  int code = SL_OK;
  if (specific_tells_eligible(coverage, &window, scenario->claims->n_services)) {
    coverage->take[0].eligible = true;
    coverage->take[0].cover.eligible_cap = cap;
  } else {
    code = put_eligible(coverage, SL_TAKE_AGGREGATE, window, cap, error);
  }
  if (code == SL_OK && aggregate->terminal_months > 0) {
    const sl_window_t terminal =
        terminal_window(scenario, arrangement, &aggregate->contract, aggregate->terminal_months);
    code = put_eligible(coverage, SL_TAKE_TERMINAL_AGGREGATE, terminal, cap, error);
  }
  return code;
}

/* An insured kind's pooling point: what is above it is excess, what is below eligible. */
static int add_pooling(sl_coverage_t *coverage, sl_error_t *error)
{
  const sl_specific_t *pooling = &coverage->arrangement->pooling;
  sl_take_t take = new_take(coverage, SL_TAKE_SPECIFIC, coverage->counted, NULL);
  take.excess = take.eligible = true;
  take.cover.specific = pooling;
  take.cover.eligible_cap = pooling->deductible;
  return put_take(coverage, &take, error);
}

static int compile_insured(sl_coverage_t *coverage, sl_error_t *error)
{
  if (!coverage->arrangement->has_pooling) {
    return SL_OK;
  }
  coverage->specific = &coverage->arrangement->pooling;
  return add_pooling(coverage, error);
}

static int compile_takes(sl_coverage_t *coverage, const sl_scenario_t *scenario, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  int code = SL_OK;
  coverage->captive_limit = (double)INFINITY;
  if (!arrangement->kind->retains_claims) {
    return compile_insured(coverage, error);
  }
  if (arrangement->has_specific) {
    coverage->specific = &arrangement->specific;
    coverage->per_certificate = arrangement->specific.per_certificate;
    if (arrangement->has_captive) {
      coverage->captive_limit = arrangement->captive.limit;
    }
    code = add_specific(coverage, scenario, error);
  }
  if (code == SL_OK && arrangement->has_aggregate) {
    return add_aggregate(coverage, scenario, error);
  }
  if (code == SL_OK && arrangement->has_specific) {
    /* Nobody's cover, but a figure of the pricing pass. */
    coverage->take[0].eligible = true;
    coverage->take[0].cover.eligible_cap = arrangement->specific.deductible;
  }
  return code;
}

/* ---- what lies outside the contracts ---- */

static void compile_gap(sl_coverage_t *coverage, const sl_scenario_t *scenario, int32_t longest_lag)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  if (arrangement->has_specific) {
    coverage->gap_window[coverage->n_gap_windows++] =
        window_of(scenario, arrangement, &arrangement->specific.contract);
  }
  if (arrangement->has_aggregate) {
    coverage->gap_window[coverage->n_gap_windows++] =
        window_of(scenario, arrangement, &arrangement->aggregate.contract);
  }
  coverage->has_gap = arrangement->kind->retains_claims && coverage->n_gap_windows > 0;
  for (size_t i = 0; i < coverage->n_gap_windows; i++) {
    const sl_window_t *window = &coverage->gap_window[i];
    if (sl_window_equal(window, &coverage->counted) ||
        (scenario->arrangements->accounting == SL_ACCOUNT_INCURRED &&
         is_plan_year(window, &scenario->calendar, longest_lag))) {
      coverage->has_gap = false;
    }
  }
}

/* ---- the timeline ---- */

static bool reaches_back(const sl_coverage_t *coverage, int32_t longest_lag)
{
  bool back = false;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    back = back || reach_of(&coverage->take[i].cover.window, longest_lag) < 0;
  }
  return back;
}

/* Months tell C from the rest where it is counted by paid day. Where it is counted by incurred day
 * run-in shares its months, and days are needed as soon as the group's order counts. */
static sl_resolution_t resolution_of(const sl_coverage_t *coverage, const sl_scenario_t *scenario,
                                     int32_t longest_lag)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  const bool order_counts =
      !arrangement->sums_only &&
      (arrangement->has_aggregate ||
       (arrangement->has_specific && arrangement->specific.aggregating_deductible > 0.0));
  if (scenario->arrangements->accounting == SL_ACCOUNT_PAID) {
    return SL_RESOLVE_MONTHS;
  }
  return order_counts && reaches_back(coverage, longest_lag) ? SL_RESOLVE_DAYS : SL_RESOLVE_NOTHING;
}

/* Months after the plan year that a timeline lists: as long as a contract may still pay claims
 * outside C, and `least` where C is counted by incurred day. */
static int run_out_months(const sl_coverage_t *coverage, const sl_scenario_t *scenario,
                          int32_t longest_lag, int least)
{
  const int months = (int)scenario->months, most = SL_MONTHS_AFTER - months;
  const bool counts_paid = scenario->arrangements->accounting == SL_ACCOUNT_PAID;
  int run_out = counts_paid ? 1 : least;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_window_t *window = &coverage->take[i].cover.window;
    const bool others = counts_paid || reach_of(window, longest_lag) < 0;
    if (others && window->paid_to > scenario->calendar.last_day) {
      const int after = sl_calendar_month(&scenario->calendar, window->paid_to) - months + 1;
      run_out = after > run_out ? after : run_out;
    }
  }
  return run_out < most ? run_out : most;
}

/* The earliest paid day that a window may hold: nothing is paid before it is incurred. */
static int32_t first_paid(const sl_coverage_t *coverage)
{
  int32_t first = 0;
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_window_t *window = &coverage->take[i].cover.window;
    const int32_t own = larger_day(window->paid_from, window->incurred_from);
    first = own < first ? own : first;
  }
  return first;
}

static void compile_columns(sl_coverage_t *coverage, sl_path_layout_t *path)
{
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_take_t *take = &coverage->take[i];
    path->column[SL_PATH_EXCESS] |= take->kind == SL_TAKE_SPECIFIC && take->excess;
    path->column[SL_PATH_CAPTIVE] |= take->kind == SL_TAKE_CAPTIVE;
    path->column[SL_PATH_ELIGIBLE] |= take->eligible && take->kind != SL_TAKE_TERMINAL_AGGREGATE;
  }
}

static void measure(sl_path_layout_t *path)
{
  for (int c = 0; c < SL_PATH_COLUMNS; c++) {
    path->column_at[c] = path->width;
    path->width += path->column[c] ? 2 * path->timeline.n_slots : 0;
  }
}

static int compile_settled(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                           int32_t longest_lag, sl_error_t *error)
{
  sl_path_layout_t *path = &coverage->path[SL_PATH_SETTLED];
  if (coverage->by_total) {
    return SL_OK;
  }
  const int code = sl_timeline_init(&path->timeline, resolution_of(coverage, scenario, longest_lag),
                                    &scenario->calendar, scenario->arrangements->accounting,
                                    coverage->first_paid,
                                    run_out_months(coverage, scenario, longest_lag, 0), error);
  path->timeline.counted = coverage->counted;
  compile_columns(coverage, path);
  measure(path);
  return code;
}

void sl_coverage_know(sl_coverage_t *coverage, const sl_known_year_t *known)
{
  const bool cuts = known->months > 0 && coverage->specific != NULL && isfinite(known->share);
  coverage->known_months = known->months;
  coverage->known_at_most = cuts ? known->share * coverage->specific->deductible : (double)INFINITY;
  coverage->beyond[SL_COLUMN_KNOWN_ABOVE] = cuts;
  coverage->beyond_width += coverage->beyond[SL_COLUMN_KNOWN_ABOVE];
}

int sl_coverage_add_months(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                           int32_t longest_lag, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  const bool cash_flow = sl_cash_flow_months(scenario) > 0;
  sl_path_layout_t *path = &coverage->path[SL_PATH_MONTHLY];
  if (!cash_flow && !(arrangement->has_aggregate && arrangement->aggregate.accommodation)) {
    return SL_OK;
  }
  const sl_resolution_t settled = resolution_of(coverage, scenario, longest_lag);
  const int code = sl_timeline_init(
      &path->timeline, settled == SL_RESOLVE_DAYS ? settled : SL_RESOLVE_MONTHS,
      &scenario->calendar, scenario->arrangements->accounting, coverage->first_paid,
      run_out_months(coverage, scenario, longest_lag, SL_RUN_OUT_MONTHS), error);
  path->timeline.counted = coverage->counted;
  compile_columns(coverage, path);
  path->column[SL_PATH_PAID] =
      cash_flow && (arrangement->kind->retains_claims || coverage->known_months > 0);
  measure(path);
  return code;
}

/* ---- what can exceed the maximum cost ---- */

static bool excludes_somebody(const sl_specific_t *specific)
{
  bool found = false;
  for (size_t i = 0; i < specific->n_lasers; i++) {
    found = found || specific->lasers[i].excluded;
  }
  return found;
}

static void compile_beyond(sl_coverage_t *coverage, const sl_scenario_t *scenario)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  const sl_specific_t *specific = &arrangement->specific;
  const unsigned leaves = arrangement->leaves;
  bool *beyond = coverage->beyond;
  if (!arrangement->kind->retains_claims) {
    return;
  }
  coverage->outside_is_gap =
      coverage->has_gap &&
      sl_window_equal(&coverage->gap_window[0],
                      &coverage->gap_window[coverage->n_gap_windows - 1]) &&
      covers_all_services(specific->services, scenario->claims->n_services) &&
      covers_all_services(arrangement->aggregate.services, scenario->claims->n_services);
  if (!coverage->outside_is_gap) {
    beyond[SL_COLUMN_OUTSIDE_SPECIFIC] = (leaves & SL_LEAVES_SPECIFIC) != 0U;
    beyond[SL_COLUMN_OUTSIDE_AGGREGATE] =
        (leaves & (SL_LEAVES_AGGREGATE | SL_LEAVES_BETWEEN)) != 0U;
  }
  beyond[SL_COLUMN_RUN_IN_SPECIFIC] = (leaves & SL_LEAVES_RUN_IN) != 0U;
  beyond[SL_COLUMN_RUN_IN_AGGREGATE] = (leaves & SL_LEAVES_RUN_IN_BETWEEN) != 0U;
  if (arrangement->has_specific) {
    beyond[SL_COLUMN_COINSURANCE] = specific->coinsurance < 1.0;
    beyond[SL_COLUMN_MAXIMUM] = isfinite(specific->maximum);
    beyond[SL_COLUMN_EXCLUSION] = excludes_somebody(specific);
  }
  for (size_t i = 0; i < SL_BEYOND_COLUMNS; i++) {
    coverage->beyond_width += beyond[i];
  }
}

/* Deductible D, all of it, up to the captive's limit. */
static int make_captive_layer(sl_coverage_t *coverage, sl_error_t *error)
{
  const sl_arrangement_t *arrangement = coverage->arrangement;
  if (!arrangement->has_captive || !arrangement->has_specific) {
    return SL_OK;
  }
  coverage->captive_layer = malloc(sizeof *coverage->captive_layer);
  if (coverage->captive_layer == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the covers of an arrangement");
  }
  *coverage->captive_layer = (sl_specific_t){.deductible = arrangement->specific.deductible,
                                             .coinsurance = 1.0,
                                             .maximum = (double)INFINITY};
  return SL_OK;
}

int sl_coverage_init(sl_coverage_t *coverage, const sl_scenario_t *scenario,
                     const sl_arrangement_t *arrangement, int32_t longest_lag, sl_error_t *error)
{
  coverage->arrangement = arrangement;
  coverage->since =
      sl_arrangement_since(arrangement, &scenario->calendar, scenario->arrangements->accounting);
  coverage->counted =
      sl_arrangement_counted(arrangement, &scenario->calendar, scenario->arrangements->accounting);
  coverage->counts_less =
      scenario->arrangements->accounting == SL_ACCOUNT_PAID && coverage->since > -longest_lag;
  coverage->last_day = scenario->calendar.last_day;
  coverage->insured = arrangement->insured;
  coverage->runs_out = arrangement->kind->retains_claims;
  coverage->insurer_runs_out = arrangement->kind->insurer_runs_out;
  int code = make_captive_layer(coverage, error);
  code = code == SL_OK ? compile_takes(coverage, scenario, error) : code;
  compile_gap(coverage, scenario, longest_lag);
  compile_beyond(coverage, scenario);
  coverage->first_paid = first_paid(coverage);
  coverage->by_total = scenario->arrangements->accounting == SL_ACCOUNT_INCURRED &&
                       !sl_coverage_needs_claims(scenario, arrangement, longest_lag);
  for (size_t i = 0; i < coverage->n_takes; i++) {
    coverage->terminal_specific |= coverage->take[i].kind == SL_TAKE_TERMINAL_SPECIFIC;
    coverage->terminal_aggregate |= coverage->take[i].kind == SL_TAKE_TERMINAL_AGGREGATE;
  }
  return code == SL_OK ? compile_settled(coverage, scenario, longest_lag, error) : code;
}

void sl_coverage_free(sl_coverage_t *coverage)
{
  for (int k = 0; k < SL_PATH_KINDS; k++) {
    sl_timeline_free(&coverage->path[k].timeline);
  }
  free(coverage->captive_layer);
}

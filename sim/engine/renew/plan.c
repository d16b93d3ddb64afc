#include "sim/engine/renew/plan.h"

#include "models/core/amounts.h"
#include "models/renewal/renewal.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Everything that is incurred in a plan year is paid by then. */
#define FAR_MONTHS (SL_MONTHS_AFTER - SL_PLAN_MONTHS_MAX)

/* ---- lines ---- */

static bool promises_no_lasers(const sl_arrangement_t *a)
{
  return a->has_specific && a->renewal.given && a->renewal.no_new_lasers &&
         !isnan(a->renewal.laser_at);
}

static bool promises_rate_cap(const sl_arrangement_t *a)
{
  return a->has_specific && a->renewal.given && isfinite(a->renewal.rate_cap);
}

static int add_line(sl_years_plan_t *plan, size_t arrangement)
{
  sl_years_line_t *line = &plan->line[plan->n_lines++];
  line->arrangement = arrangement;
  return sl_arrangement_copy(&plan->scenario->arrangements->list[arrangement],
                             plan->scenario->claims->n_services, &line->first);
}

static int add_without(sl_years_plan_t *plan, size_t arrangement, sl_promise_kind_t kind)
{
  plan->promises[plan->n_lines - plan->n] = (sl_promise_t){arrangement, kind};
  const int code = add_line(plan, arrangement);
  sl_arrangement_t *first = &plan->line[plan->n_lines - 1].first;
  if (kind == SL_PROMISE_NO_NEW_LASERS) {
    first->renewal.no_new_lasers = false;
    first->specific_load = 0.0;
  } else {
    first->renewal.rate_cap = (double)INFINITY;
  }
  return code;
}

static int list_lines(sl_years_plan_t *plan)
{
  const sl_arrangement_t *list = plan->scenario->arrangements->list;
  int code = SL_OK;
  plan->line = calloc(3 * plan->n + 1, sizeof *plan->line);
  plan->promises = calloc(2 * plan->n + 1, sizeof *plan->promises);
  if (plan->line == NULL || plan->promises == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t a = 0; code == SL_OK && a < plan->n; a++) {
    code = add_line(plan, a);
  }
  for (size_t a = 0; code == SL_OK && a < plan->n; a++) {
    if (promises_no_lasers(&list[a])) {
      code = add_without(plan, a, SL_PROMISE_NO_NEW_LASERS);
    }
    if (code == SL_OK && promises_rate_cap(&list[a])) {
      code = add_without(plan, a, SL_PROMISE_RATE_CAP);
    }
  }
  return code;
}

/* ---- contracts ---- */

/* Of plan year k, in the calendar of plan year `in`. */
static sl_contract_t basis_of(const sl_contract_t *first, const sl_contract_t *later, size_t n,
                              unsigned k, int in)
{
  sl_contract_t contract = sl_contract_of_year(first, later, n, k);
  const int months = SL_MONTHS_PER_YEAR * (in - (int)k);
  if (contract.kind == SL_CONTRACT_DATES) {
    contract.incurred_from = sl_date_add_months(contract.incurred_from, months);
    contract.incurred_to = sl_date_add_months(contract.incurred_to, months);
    contract.paid_from = sl_date_add_months(contract.paid_from, months);
    contract.paid_to = sl_date_add_months(contract.paid_to, months);
  }
  return contract;
}

/* The last day paid of the contract before, one plan year before `calendar`. */
static sl_date_t held_to(const sl_contract_t *before, const sl_calendar_t *calendar)
{
  sl_calendar_t year;
  sl_calendar_init(&year, sl_date_add_months(calendar->start, -SL_PLAN_MONTHS_MAX),
                   SL_PLAN_MONTHS_MAX);
  const sl_window_t window = sl_contract_window(before, &year);
  return window.paid_to == INT32_MAX ? sl_date_add_months(year.start, FAR_MONTHS)
                                     : sl_calendar_date(&year, window.paid_to);
}

/* The contract of plan year k behind that of the year before, in the calendar of plan year `in`. */
static sl_contract_t contract_of(const sl_contract_t *first, const sl_contract_t *later, size_t n,
                                 unsigned k, int in, const sl_calendar_t *calendar)
{
  sl_contract_t contract = basis_of(first, later, n, k, in);
  if (k > 0) {
    const sl_contract_t before = basis_of(first, later, n, k - 1, in - 1);
    contract.follows = true;
    contract.held_to = held_to(&before, calendar);
  }
  return contract;
}

static void set_contracts(const sl_arrangement_t *first, unsigned k, int in,
                          const sl_calendar_t *calendar, sl_arrangement_t *of)
{
  const sl_specific_t *specific = &first->specific;
  const sl_aggregate_t *aggregate = &first->aggregate;
  of->specific.contract =
      contract_of(&specific->contract, specific->later, specific->n_later, k, in, calendar);
  of->aggregate.contract =
      contract_of(&aggregate->contract, aggregate->later, aggregate->n_later, k, in, calendar);
}

/* The same contract with what is incurred by the end of month 12 - m alone. */
static void cut_contract(sl_contract_t *contract, unsigned notice, const sl_calendar_t *calendar)
{
  const sl_window_t window = sl_contract_window(contract, calendar);
  const int last = sl_calendar_month_start(calendar, (int)(SL_PLAN_MONTHS_MAX - notice)) - 1;
  const sl_date_t far = sl_date_add_months(calendar->start, FAR_MONTHS);
  const sl_date_t early = sl_date_add_months(calendar->start, -SL_MONTHS_BEFORE);
  const int first_day = sl_calendar_day(calendar, early);
  contract->kind = SL_CONTRACT_DATES;
  contract->incurred_from =
      window.incurred_from < first_day ? early : sl_calendar_date(calendar, window.incurred_from);
  contract->incurred_to =
      sl_calendar_date(calendar, window.incurred_to < last ? window.incurred_to : last);
  contract->paid_from =
      window.paid_from < first_day ? early : sl_calendar_date(calendar, window.paid_from);
  contract->paid_to =
      window.paid_to == INT32_MAX ? far : sl_calendar_date(calendar, window.paid_to);
}

static void cut_contracts(sl_arrangement_t *of, unsigned notice, const sl_calendar_t *calendar)
{
  cut_contract(&of->specific.contract, notice, calendar);
  cut_contract(&of->aggregate.contract, notice, calendar);
}

/* ---- stand-ins: what only their covers are asked for ---- */

static void forget_lasers(sl_specific_t *specific)
{
  free(specific->lasers);
  specific->lasers = NULL;
  specific->n_lasers = 0;
}

/* An arrangement that retains all claims and has covers of incurred claims above `deductible`. */
static void retain(sl_arrangement_t *of, double deductible)
{
  of->kind = sl_arrangement_kind("aso");
  of->has_specific = of->has_aggregate = true;
  of->has_pooling = false;
  of->has_captive = false;
  forget_lasers(&of->specific);
  of->specific.deductible = deductible;
  of->specific.coinsurance = 1.0;
  of->specific.maximum = of->specific.run_in_maximum = (double)INFINITY;
  of->specific.per_certificate = false;
  of->specific.contract = of->aggregate.contract = (sl_contract_t){.kind = SL_CONTRACT_DEFAULT};
  of->specific.terminal_months = of->aggregate.terminal_months = 0;
  of->sums_only = true;
}

/* What is asked of a line: its own covers, or of an insured kind plan paid up to its pooling point.
 */
static void stand_in(const sl_years_line_t *line, sl_arrangement_t *of)
{
  if (!line->first.kind->retains_claims) {
    retain(of, line->first.renewal.given ? line->first.renewal.pooling_point : (double)INFINITY);
  }
  of->specific.terminal_months = of->aggregate.terminal_months = 0;
  of->sums_only = true;
}

static void scale_down(sl_arrangement_t *of, double by)
{
  of->specific.deductible /= by;
  of->specific.maximum /= by;
  of->specific.run_in_maximum /= by;
  of->captive.limit /= by;
  for (size_t i = 0; i < of->specific.n_lasers; i++) {
    of->specific.lasers[i].deductible /= by;
  }
}

static unsigned notice_of(const sl_years_line_t *line)
{
  return line->first.renewal.given ? line->first.renewal.notice_months
                                   : sl_renewal_terms_default().notice_months;
}

/* ---- lasers ---- */

static bool sets_lasers(const sl_arrangement_t *a)
{
  return a->has_specific && a->renewal.given && !isnan(a->renewal.laser_at) &&
         !a->renewal.no_new_lasers;
}

static int list_rules(sl_years_plan_t *plan)
{
  plan->rule_of = calloc(plan->n_lines + 1, sizeof *plan->rule_of);
  for (size_t l = 0; plan->rule_of != NULL && l < plan->n_lines; l++) {
    plan->rule_of[l] = sets_lasers(&plan->line[l].first) ? plan->n_rules++ : SIZE_MAX;
  }
  plan->rules = calloc(plan->years * plan->n_rules + 1, sizeof *plan->rules);
  return plan->rule_of != NULL && plan->rules != NULL ? SL_OK : SL_ERR_MEMORY;
}

static void make_rule(const sl_years_plan_t *plan, size_t l, unsigned k,
                      const sl_calendar_t *calendar)
{
  const sl_arrangement_t *first = &plan->line[l].first;
  const sl_renewal_terms_t *terms = &first->renewal;
  const double d = first->specific.deductible, growth = terms->deductible_growth;
  const int months = SL_PLAN_MONTHS_MAX - (int)terms->notice_months;
  plan->rules[k * plan->n_rules + plan->rule_of[l]] =
      (sl_laser_rule_t){.own = l,
                        .seen = sl_plan_seen(plan, l),
                        .terms = terms,
                        .g = plan->g,
                        .deductible = sl_renewal_deductible_in(d, growth, k),
                        .next_deductible = sl_renewal_deductible_in(d, growth, k + 1),
                        .last_seen = sl_calendar_month_start(calendar, months) - 1};
}

/* The lasers of plan year k's covers: of the line's own, and as of the year after of what its
 * carrier has seen. */
static void set_lasers(const sl_years_plan_t *plan, size_t l, unsigned k,
                       const sl_calendar_t *calendar, sl_arrangement_t *own, sl_arrangement_t *seen)
{
  const sl_arrangement_t *first = &plan->line[l].first;
  const double next =
      sl_renewal_deductible_in(first->specific.deductible, first->renewal.deductible_growth, k + 1);
  if (plan->rule_of[l] == SIZE_MAX) {
    for (size_t i = 0; i < seen->specific.n_lasers; i++) {
      seen->specific.lasers[i].deductible = sl_larger(seen->specific.lasers[i].deductible, next);
    }
    return;
  }
  make_rule(plan, l, k, calendar);
  own->specific.lasers_by = seen->specific.lasers_by = (unsigned)plan->rule_of[l] + 1;
  forget_lasers(&seen->specific);
  if (k > 0) {
    forget_lasers(&own->specific);
  }
}

/* Of each line whose lasers stay: the contract of each. */
static int list_kept(sl_years_plan_t *plan)
{
  const sl_group_t *group = plan->scenario->group;
  size_t most = 0;
  for (size_t l = 0; l < plan->n_lines; l++) {
    most += plan->line[l].first.specific.n_lasers;
  }
  plan->kept = calloc(most + 1, sizeof *plan->kept);
  for (size_t p = 0; plan->kept != NULL && most > 0 && p < group->n_persons; p++) {
    for (size_t l = 0; l < plan->n_lines; l++) {
      const sl_specific_t *specific = &plan->line[l].first.specific;
      for (size_t i = 0; plan->rule_of[l] == SIZE_MAX && i < specific->n_lasers; i++) {
        if (specific->lasers[i].row == group->persons[p].row) {
          plan->kept[plan->n_kept++] = (sl_kept_laser_t){group->persons[p].family, (uint32_t)l};
        }
      }
    }
  }
  return plan->kept != NULL ? SL_OK : SL_ERR_MEMORY;
}

/* ---- the lists ---- */

static int renew(const sl_years_plan_t *plan, size_t l, unsigned k, sl_arrangement_t *of)
{
  const double ratio = plan->contracts[0] > 0.0 ? plan->contracts[k] / plan->contracts[0] : 1.0;
  return sl_renewal_arrangement(&plan->line[l].first, plan->scenario->claims->n_services, k,
                                plan->g, ratio, of);
}

/* Covers that nobody asks for are the line's own, and so no further ones. */
static bool is_rerated(const sl_years_line_t *line) { return line->first.renewal.given; }

static bool asks_whole(const sl_years_line_t *line)
{
  return is_rerated(line) && line->first.budget_by_experience;
}

static int list_year(const sl_years_plan_t *plan, unsigned k)
{
  sl_arrangement_t *list = plan->list + k * 3 * plan->n_lines;
  sl_calendar_t calendar;
  int code = SL_OK;
  sl_calendar_init(&calendar,
                   sl_date_add_months(plan->scenario->start, (int)k * SL_PLAN_MONTHS_MAX),
                   SL_PLAN_MONTHS_MAX);
  for (size_t l = 0; code == SL_OK && l < plan->n_lines; l++) {
    const sl_years_line_t *line = &plan->line[l];
    sl_arrangement_t *own = &list[l], *seen = &list[sl_plan_seen(plan, l)];
    sl_arrangement_t *whole = &list[sl_plan_whole(plan, l)];
    code = renew(plan, l, k, own);
    code = code == SL_OK ? renew(plan, l, k, seen) : code;
    code = code == SL_OK ? renew(plan, l, k, whole) : code;
    set_contracts(&line->first, k, (int)k, &calendar, own);
    set_contracts(&line->first, k, (int)k, &calendar, seen);
    set_contracts(&line->first, k, (int)k, &calendar, whole);
    if (is_rerated(line)) {
      stand_in(line, seen);
      set_lasers(plan, l, k, &calendar, own, seen);
      cut_contracts(seen, notice_of(line), &calendar);
    }
    if (asks_whole(line)) {
      retain(whole, (double)INFINITY);
      cut_contracts(whole, notice_of(line), &calendar);
    }
  }
  return code;
}

static bool same_contract(const sl_contract_t *first, const sl_contract_t *later, size_t n,
                          unsigned k)
{
  return n == 0 || k >= n || memcmp(k > 0 ? &later[k - 1] : first, &later[k], sizeof *first) == 0;
}

/* Whether the contract of the year after is another one. */
static bool changes_basis(const sl_arrangement_t *a, unsigned k)
{
  return !same_contract(&a->specific.contract, a->specific.later, a->specific.n_later, k) ||
         !same_contract(&a->aggregate.contract, a->aggregate.later, a->aggregate.n_later, k);
}

static bool asks_priced(const sl_years_line_t *line, unsigned k, sl_years_priced_t what)
{
  switch (what) {
  case SL_PRICED_OLD_BASIS:
  case SL_PRICED_NEW_BASIS:
    return changes_basis(&line->first, k);
  case SL_PRICED_WHOLE:
  case SL_PRICED_WHOLE_SEEN:
    return asks_whole(line);
  case SL_PRICED_FULL:
  case SL_PRICED_SEEN:
  case SL_PRICED_NEXT:
  case SL_N_PRICED:
    break;
  }
  return is_rerated(line);
}

/* One of them: of plan year k's claims as multiples of year 0's. */
static int make_priced(const sl_years_plan_t *plan, size_t l, unsigned k, sl_years_priced_t what,
                       sl_arrangement_t *of)
{
  const sl_years_line_t *line = &plan->line[l];
  const sl_calendar_t *calendar = &plan->scenario->calendar;
  const unsigned later = k + 1 < plan->years ? k + 1 : k;
  const unsigned year = what == SL_PRICED_NEXT ? later : k;
  const bool basis = what == SL_PRICED_OLD_BASIS || what == SL_PRICED_NEW_BASIS;
  const bool asked = asks_priced(line, k, what);
  const int code = renew(plan, l, basis || !asked ? 0 : year, of);
  if (!asked) {
    return code;
  }
  set_contracts(&line->first, what == SL_PRICED_NEW_BASIS ? later : k, 0, calendar, of);
  if (what == SL_PRICED_WHOLE || what == SL_PRICED_WHOLE_SEEN) {
    retain(of, (double)INFINITY);
  } else {
    stand_in(line, of);
  }
  if (what == SL_PRICED_SEEN || what == SL_PRICED_WHOLE_SEEN) {
    cut_contracts(of, notice_of(line), calendar);
  }
  scale_down(of, basis ? 1.0 : sl_renewal_power(1.0 + plan->g, year));
  return code;
}

static int list_priced(const sl_years_plan_t *plan)
{
  int code = SL_OK;
  for (unsigned k = 0; k < plan->years; k++) {
    for (size_t l = 0; l < plan->n_lines; l++) {
      for (int what = 0; code == SL_OK && what < SL_N_PRICED; what++) {
        const size_t at = sl_plan_priced(plan, k, l, (sl_years_priced_t)what) - plan->n_lines;
        code = make_priced(plan, l, k, (sl_years_priced_t)what, &plan->priced[at]);
      }
    }
  }
  return code;
}

int sl_years_plan_new(const sl_scenario_t *scenario, const double *contracts,
                      sl_years_plan_t **plan, sl_error_t *error)
{
  sl_years_plan_t *made = *plan = calloc(1, sizeof *made);
  int code = made != NULL ? SL_OK : SL_ERR_MEMORY;
  if (code == SL_OK) {
    made->scenario = scenario;
    made->years = scenario->ahead.years;
    made->g = scenario->claims->trend;
    made->n = scenario->arrangements->n;
    made->contracts = calloc(made->years + 1, sizeof *made->contracts);
    code = made->contracts != NULL ? list_lines(made) : SL_ERR_MEMORY;
  }
  if (code == SL_OK) {
    made->list = calloc(made->years * 3 * made->n_lines + 1, sizeof *made->list);
    made->priced = calloc(made->years * made->n_lines * SL_N_PRICED + 1, sizeof *made->priced);
    code = made->list != NULL && made->priced != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  for (unsigned k = 0; code == SL_OK && k < made->years; k++) {
    made->contracts[k] =
        k > 0 ? contracts[k] : scenario->group->enrolment.employee_months / SL_MONTHS_PER_YEAR;
  }
  code = code == SL_OK ? list_rules(made) : code;
  code = code == SL_OK ? list_kept(made) : code;
  for (unsigned k = 0; code == SL_OK && k < made->years; k++) {
    code = list_year(made, k);
  }
  code = code == SL_OK ? list_priced(made) : code;
  if (code != SL_OK) {
    sl_years_plan_free(made);
    *plan = NULL;
    return sl_fail(error, code, "no memory for the arrangements of the plan years");
  }
  return SL_OK;
}

void sl_years_plan_free(sl_years_plan_t *plan)
{
  if (plan == NULL) {
    return;
  }
  for (size_t l = 0; plan->line != NULL && l < plan->n_lines; l++) {
    sl_arrangement_free(&plan->line[l].first);
  }
  for (size_t i = 0; plan->list != NULL && i < plan->years * 3 * plan->n_lines; i++) {
    sl_arrangement_free(&plan->list[i]);
  }
  for (size_t i = 0; plan->priced != NULL && i < plan->years * plan->n_lines * SL_N_PRICED; i++) {
    sl_arrangement_free(&plan->priced[i]);
  }
  free(plan->line);
  free(plan->promises);
  free(plan->rules);
  free(plan->rule_of);
  free(plan->kept);
  free(plan->contracts);
  free(plan->list);
  free(plan->priced);
  free(plan);
}

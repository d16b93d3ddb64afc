#include "models/funding/in_progress.h"

#include "models/core/amounts.h"
#include "models/funding/since.h"
#include "models/stoploss/contract.h"

#include <math.h>
#include <string.h>

enum { OF_SPECIFIC, OF_AGGREGATE };

/* ---- the months ---- */

static void make_timeline(sl_in_progress_t *year, const sl_calendar_t *calendar)
{
  for (size_t slot = 0; slot <= year->n; slot++) {
    year->month_of_slot[slot] = (int)slot - 1;
  }
  year->timeline = (sl_timeline_t){.resolution = SL_RESOLVE_MONTHS,
                                   .calendar = *calendar,
                                   .n_slots = year->n + 1,
                                   .month_of_slot = year->month_of_slot};
}

static void find_months(sl_in_progress_t *year, int of, const sl_contract_t *contract,
                        const sl_calendar_t *calendar, sl_accounting_t accounting)
{
  const sl_window_t window =
      sl_arrangement_window(year->arrangement, contract, calendar, accounting);
  for (size_t m = 0; m < year->n; m++) {
    const int day = sl_calendar_month_start(calendar, (int)m);
    const bool insurers = year->arrangement->kind->insurer_runs_out && m >= calendar->months;
    year->pays[of][m] = !insurers && day >= window.paid_from && day <= window.paid_to;
  }
}

/* A pooling point holds all of C. */
static void find_covers(sl_in_progress_t *year, const sl_calendar_t *calendar,
                        sl_accounting_t accounting)
{
  const sl_arrangement_t *arrangement = year->arrangement;
  for (size_t m = 0; m < year->n; m++) {
    year->pays[OF_SPECIFIC][m] = arrangement->has_pooling;
    year->pays[OF_AGGREGATE][m] = true;
  }
  if (arrangement->has_specific) {
    find_months(year, OF_SPECIFIC, &arrangement->specific.contract, calendar, accounting);
    memcpy(year->pays[OF_AGGREGATE], year->pays[OF_SPECIFIC], sizeof year->pays[0]);
  }
  if (arrangement->has_aggregate) {
    find_months(year, OF_AGGREGATE, &arrangement->aggregate.contract, calendar, accounting);
  }
}

/* ---- one listed claimant ---- */

/* What covers take of so much plan paid of one person. */
typedef struct taken {
  double excess, captive, eligible;
} taken_t;

static const sl_specific_t *specific_of(const sl_arrangement_t *arrangement)
{
  if (arrangement->has_specific) {
    return &arrangement->specific;
  }
  return arrangement->has_pooling ? &arrangement->pooling : NULL;
}

static taken_t taken_of(const sl_arrangement_t *arrangement, const sl_listed_claimant_t *person,
                        double paid)
{
  const sl_specific_t *specific = specific_of(arrangement);
  taken_t taken = {.eligible = paid};
  if (specific == NULL) {
    return taken;
  }
  taken.eligible = sl_smaller(paid, specific->deductible);
  if (person->excluded) {
    return taken;
  }
  double attaches = person->deductible;
  if (arrangement->has_captive) {
    attaches = sl_larger(attaches, arrangement->captive.limit);
    taken.captive = sl_larger(0.0, sl_smaller(paid, attaches) - person->deductible);
  }
  taken.excess = sl_specific_excess(specific, paid, attaches);
  return taken;
}

/* ---- what is known ---- */

/* Back from the last month known, as far as each month's own amount goes. */
static void put_back(const double *paid, size_t months, const bool *holds, double amount,
                     double sign, double (*column)[2])
{
  for (size_t m = months; m-- > 0 && amount > 0.0;) {
    const double part = holds[m] ? sl_smaller(amount, sl_larger(0.0, paid[m])) : 0.0;
    column[m + 1][1] += sign * part;
    amount -= part;
  }
}

static void put_paid(sl_in_progress_t *year, const sl_year_so_far_t *so_far)
{
  for (size_t m = 0; m < year->months; m++) {
    year->known.paid[m + 1][1] = so_far->paid[m];
    year->known.eligible[m + 1][1] = year->pays[OF_AGGREGATE][m] ? so_far->paid[m] : 0.0;
    year->paid_so_far += so_far->paid[m];
  }
}

/* The months in which what is expected of listed claimants comes: first .. end - 1. */
static void months_to_come(const sl_in_progress_t *year, size_t *first, size_t *end)
{
  *first = year->months < year->n ? year->months : year->n - 1;
  *end = *first < year->plan_months ? year->plan_months : *first + 1;
}

static void put_to_come(sl_in_progress_t *year, double paid, const taken_t *now,
                        const taken_t *then)
{
  size_t first, end;
  months_to_come(year, &first, &end);
  const double part = 1.0 / (double)(end - first);
  for (size_t m = first; m < end; m++) {
    const bool specific = year->pays[OF_SPECIFIC][m], aggregate = year->pays[OF_AGGREGATE][m];
    year->known.paid[m + 1][1] += part * paid;
    year->known.excess[m + 1][1] += specific ? part * (then->excess - now->excess) : 0.0;
    year->known.captive[m + 1][1] += specific ? part * (then->captive - now->captive) : 0.0;
    year->known.eligible[m + 1][1] += aggregate ? part * (then->eligible - now->eligible) : 0.0;
  }
}

static void put_listed(sl_in_progress_t *year, const sl_year_so_far_t *so_far)
{
  taken_t all = {0};
  double above = 0.0;
  for (size_t i = 0; i < so_far->n_listed; i++) {
    const sl_listed_claimant_t *person = &so_far->listed[i];
    const taken_t now = taken_of(year->arrangement, person, person->paid);
    const taken_t then = taken_of(year->arrangement, person, person->paid + person->to_come);
    all.excess += now.excess;
    all.captive += now.captive;
    above += person->paid - now.eligible;
    year->listed_so_far += person->paid;
    year->listed_to_come += person->to_come;
    put_to_come(year, person->to_come, &now, &then);
  }
  year->excess_so_far = all.excess;
  put_back(so_far->paid, year->months, year->pays[OF_SPECIFIC], all.excess, 1.0,
           year->known.excess);
  put_back(so_far->paid, year->months, year->pays[OF_SPECIFIC], all.captive, 1.0,
           year->known.captive);
  put_back(so_far->paid, year->months, year->pays[OF_AGGREGATE], above, -1.0, year->known.eligible);
}

void sl_in_progress_init(sl_in_progress_t *year, const sl_arrangement_t *arrangement,
                         const sl_calendar_t *calendar, sl_accounting_t accounting, size_t n,
                         const sl_year_so_far_t *so_far)
{
  memset(year, 0, sizeof *year);
  year->arrangement = arrangement;
  year->months = so_far->months;
  year->plan_months = calendar->months;
  year->n = n;
  make_timeline(year, calendar);
  find_covers(year, calendar, accounting);
  put_paid(year, so_far);
  put_listed(year, so_far);
}

/* ---- a trial ---- */

double sl_progress_so_far(const sl_progress_path_t *path, size_t months)
{
  double sum = 0.0;
  for (size_t slot = 0; slot <= months; slot++) {
    sum += path->paid[slot][1];
  }
  return sum;
}

double sl_progress_to_come(const sl_progress_path_t *path, size_t months, size_t n)
{
  double sum = 0.0;
  for (size_t slot = months + 1; slot <= n; slot++) {
    sum += path->paid[slot][1];
  }
  return sum;
}

/* One column, [slot][in C]: returns its sum. */
static double join(const sl_in_progress_t *year, const double *known, const double *later,
                   double scale, double *whole)
{
  double sum = 0.0;
  for (size_t slot = 0; slot <= year->n; slot++) {
    const size_t other = 2 * slot, counted = other + 1;
    whole[other] = later[other];
    whole[counted] = known[counted] + (slot > year->months ? scale * later[counted] : 0.0);
    sum += whole[other] + whole[counted];
  }
  return sum;
}

static double paid_from(const sl_progress_path_t *path, size_t first, size_t n)
{
  double sum = 0.0;
  for (size_t slot = first; slot <= n; slot++) {
    sum += path->paid[slot][1];
  }
  return sum;
}

void sl_in_progress_claims(const sl_in_progress_t *year, const sl_trial_claims_t *trial,
                           const sl_progress_path_t *later, double scale, sl_progress_path_t *whole,
                           sl_paid_path_t *path, sl_trial_claims_t *claims)
{
  const sl_progress_path_t *known = &year->known;
  const double simulated = trial->plan_paid - trial->insured;
  const bool caps = specific_of(year->arrangement) != NULL || year->arrangement->has_aggregate;
  join(year, known->paid[0], later->paid[0], scale, whole->paid[0]);
  *path = (sl_paid_path_t){.timeline = &year->timeline,
                           .excess = whole->excess[0],
                           .eligible = whole->eligible[0],
                           .captive = whole->captive[0],
                           .paid = whole->paid[0]};
  *claims = (sl_trial_claims_t){.path = path,
                                .months = path,
                                .insured = trial->insured,
                                .insured_run_out = trial->insured_run_out};
  claims->excess = join(year, known->excess[0], later->excess[0], scale, whole->excess[0]);
  claims->captive = join(year, known->captive[0], later->captive[0], scale, whole->captive[0]);
  claims->eligible = join(year, known->eligible[0], later->eligible[0], scale, whole->eligible[0]);
  const double paid = paid_from(whole, 0, year->n);
  claims->plan_paid = paid + trial->insured;
  claims->claims = simulated > 0.0 ? trial->claims * paid / simulated : 0.0;
  claims->run_out = paid_from(whole, year->plan_months + 1, year->n);
  claims->eligible = caps ? claims->eligible : paid;
  claims->terminal_excess = claims->excess;
  claims->terminal_eligible = claims->eligible;
}

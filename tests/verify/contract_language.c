#include "tests/verify/contract_language.h"

#include <string.h>

static sl_mite_t least(sl_mite_t a, sl_mite_t b) { return a < b ? a : b; }

static bool same(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- the document ---- */

static const sl_listed_service_t *service_named(const sl_plan_document_t *d, const char *name)
{
  const sl_listed_service_t *found = d->service;
  while (!same(found->name, name)) {
    found++;
  }
  return found;
}

static const sl_schedule_t *schedule_named(const sl_plan_document_t *d, const char *name)
{
  const sl_schedule_t *found = d->schedule;
  while (!same(found->name, name)) {
    found++;
  }
  return found;
}

/* ---- what the bills decided so far add up to ---- */

enum { ANYBODY = -1 };

typedef struct year {
  const sl_bill_t *bills;
  size_t n;
} year_t;

static bool concerns(const sl_bill_t *past, int person, const char *schedule)
{
  return past->decided && !past->refused && (person == ANYBODY || past->person == person) &&
         same(past->schedule, schedule);
}

static sl_mite_t deductible_met(year_t year, int person, const char *schedule)
{
  sl_mite_t sum = 0;
  for (size_t i = 0; i < year.n; i++) {
    sum += concerns(&year.bills[i], person, schedule) ? year.bills[i].deductible : 0;
  }
  return sum;
}

static sl_mite_t paid_out_of_pocket(year_t year, int person, const char *schedule)
{
  sl_mite_t sum = 0;
  for (size_t i = 0; i < year.n; i++) {
    sum += concerns(&year.bills[i], person, schedule) ? year.bills[i].cost_sharing : 0;
  }
  return sum;
}

static sl_mite_t plan_paid_under(year_t year, int person, const char *schedule)
{
  sl_mite_t sum = 0;
  for (size_t i = 0; i < year.n; i++) {
    sum += concerns(&year.bills[i], person, schedule) ? year.bills[i].plan : 0;
  }
  return sum;
}

static sl_mite_t plan_paid_for_service(year_t year, int person, const char *service)
{
  sl_mite_t sum = 0;
  for (size_t i = 0; i < year.n; i++) {
    const sl_bill_t *past = &year.bills[i];
    sum += past->decided && past->person == person && same(past->service, service) ? past->plan : 0;
  }
  return sum;
}

static int visits_made(year_t year, int person, const char *service)
{
  int visits = 0;
  for (size_t i = 0; i < year.n; i++) {
    const sl_bill_t *past = &year.bills[i];
    visits += past->decided && !past->refused && past->charged > 0 && past->person == person &&
              same(past->service, service);
  }
  return visits;
}

/* ---- the clauses ---- */

/* "No benefits are payable for excluded services, during the waiting period, or for visits beyond
 * the number shown." */
static bool is_refused(const sl_listed_service_t *service, year_t year, sl_bill_t *bill)
{
  bill->because[SL_BECAUSE_EXCLUDED] = service->excluded;
  bill->because[SL_BECAUSE_WAITING] =
      !service->excluded && bill->day < bill->insured_since + service->waiting_days;
  bill->because[SL_BECAUSE_VISITS] =
      service->visits >= 0 && !service->excluded && !bill->because[SL_BECAUSE_WAITING] &&
      visits_made(year, bill->person, service->name) >= service->visits;
  return bill->because[SL_BECAUSE_EXCLUDED] || bill->because[SL_BECAUSE_WAITING] ||
         bill->because[SL_BECAUSE_VISITS];
}

/* "Charges of providers outside the network are payable under the out-of-network schedule." The
 * schedules of other benefits know no network. */
static const sl_schedule_t *schedule_of(const sl_plan_document_t *d,
                                        const sl_listed_service_t *service, const sl_bill_t *bill)
{
  const bool outside = d->has_network && bill->outside && same(service->schedule, SL_PLAN_SCHEDULE);
  return schedule_named(d, outside ? SL_OUTSIDE_SCHEDULE : service->schedule);
}

/* "Coverage is self-only while one member is enrolled, and family coverage otherwise." */
static bool is_self_only(const sl_household_t *household, int day)
{
  int covered = 0;
  for (int i = 0; i < household->size; i++) {
    covered += household->member[i].first_day <= day && day <= household->member[i].last_day;
  }
  return covered == 1;
}

static sl_mite_t at_least_nothing(sl_mite_t open) { return open > 0 ? open : 0; }

/* "Each member must meet the individual deductible, until the family deductible is met. If the
 * deductible is not embedded, the family deductible is to be met under family coverage, and the
 * individual deductible under self-only coverage. What was met under one counts under the other."
 */
static sl_mite_t deductible_open(const sl_schedule_t *s, year_t year,
                                 const sl_household_t *household, sl_bill_t *bill,
                                 sl_reason_t *reason)
{
  const sl_mite_t own = s->deductible_of_person - deductible_met(year, bill->person, s->name);
  const sl_mite_t family = s->deductible_of_family - deductible_met(year, ANYBODY, s->name);
  if (!s->deductible_embedded && is_self_only(household, bill->day)) {
    *reason = SL_BECAUSE_ALONE_DEDUCTIBLE;
    return at_least_nothing(own);
  }
  if (!s->deductible_embedded) {
    *reason = SL_BECAUSE_SHARED_DEDUCTIBLE;
    return at_least_nothing(family);
  }
  *reason = own <= family ? SL_BECAUSE_PERSON_DEDUCTIBLE : SL_BECAUSE_FAMILY_DEDUCTIBLE;
  return least(own, family);
}

/* "The copayment is due instead of deductible and coinsurance. Otherwise the member pays what is
 * open of the deductible, unless it is waived, and the coinsurance percentage of the remainder."
 * Copayments, waivers and percentages by service are shown in the network column only. */
static sl_mite_t share_before_maximum(const sl_listed_service_t *service, const sl_schedule_t *s,
                                      year_t year, const sl_household_t *household,
                                      sl_mite_t covered, sl_bill_t *bill)
{
  const bool in_network_column = !same(s->name, SL_OUTSIDE_SCHEDULE);
  if (in_network_column && service->has_copay) {
    bill->because[SL_BECAUSE_COPAY] = true;
    bill->because[SL_BECAUSE_COPAY_ABOVE_CHARGE] = service->copay > covered;
    return least(service->copay, covered);
  }
  bill->because[SL_BECAUSE_WAIVED] = in_network_column && service->deductible_waived;
  if (!bill->because[SL_BECAUSE_WAIVED]) {
    sl_reason_t reason;
    const sl_mite_t open = deductible_open(s, year, household, bill, &reason);
    bill->deductible = least(open, covered);
    bill->because[reason] = open > 0 && open < covered;
  }
  bill->because[SL_BECAUSE_OWN_PERCENT] = in_network_column && service->has_percent;
  const int percent = bill->because[SL_BECAUSE_OWN_PERCENT] ? service->percent : s->percent;
  return bill->deductible + (covered - bill->deductible) * percent / 100;
}

/* "Once a member has paid the individual out-of-pocket maximum, or the family the family's, the
 * plan pays all covered charges. If it is not embedded, the family maximum alone counts under
 * family coverage, and the individual maximum alone under self-only coverage." */
static sl_mite_t out_of_pocket_open(const sl_schedule_t *s, year_t year,
                                    const sl_household_t *household, const sl_bill_t *bill,
                                    sl_reason_t *reason)
{
  const sl_mite_t own =
      s->out_of_pocket_of_person - paid_out_of_pocket(year, bill->person, s->name);
  const sl_mite_t family = s->out_of_pocket_of_family - paid_out_of_pocket(year, ANYBODY, s->name);
  if (!s->out_of_pocket_embedded && is_self_only(household, bill->day)) {
    *reason = SL_BECAUSE_ALONE_MAXIMUM;
    return at_least_nothing(own);
  }
  if (!s->out_of_pocket_embedded) {
    *reason = SL_BECAUSE_SHARED_MAXIMUM;
    return at_least_nothing(family);
  }
  *reason = own <= family ? SL_BECAUSE_PERSON_MAXIMUM : SL_BECAUSE_FAMILY_MAXIMUM;
  return least(own, family);
}

/* "The plan pays no more for a member in a year than the maximum of the service and the annual
 * maximum of the benefit, in and out of network together." */
static sl_mite_t plan_pays(const sl_plan_document_t *d, const sl_listed_service_t *service,
                           year_t year, sl_mite_t due, sl_bill_t *bill)
{
  const sl_schedule_t *home = schedule_named(d, service->schedule);
  sl_mite_t under_schedule = plan_paid_under(year, bill->person, home->name);
  if (same(home->name, SL_PLAN_SCHEDULE)) {
    under_schedule += plan_paid_under(year, bill->person, SL_OUTSIDE_SCHEDULE);
  }
  const sl_mite_t annual = home->plan_pays_at_most - under_schedule;
  const sl_mite_t for_service =
      service->plan_pays_at_most - plan_paid_for_service(year, bill->person, service->name);
  bill->because[SL_BECAUSE_SERVICE_AMOUNT] = for_service < least(due, annual);
  bill->because[SL_BECAUSE_ANNUAL_AMOUNT] = annual < least(due, for_service);
  return least(due, least(annual, for_service));
}

static void decide(const sl_plan_document_t *d, const sl_household_t *household, year_t year,
                   sl_bill_t *bill)
{
  const sl_listed_service_t *service = service_named(d, bill->service);
  const sl_schedule_t *s = schedule_of(d, service, bill);
  bill->schedule = s->name;
  bill->refused = is_refused(service, year, bill);
  bill->member = bill->charged;
  if (!bill->refused) {
    const bool outside = same(s->name, SL_OUTSIDE_SCHEDULE);
    const sl_mite_t covered = outside ? bill->charged * d->recognised_percent / 100 : bill->charged;
    sl_mite_t share = share_before_maximum(service, s, year, household, covered, bill);
    sl_reason_t reason;
    const sl_mite_t most = out_of_pocket_open(s, year, household, bill, &reason);
    bill->because[reason] = most < share;
    bill->because[SL_BECAUSE_NOTHING_CHARGED] = bill->charged == 0;
    bill->because[SL_BECAUSE_OUTSIDE] = outside;
    bill->because[SL_BECAUSE_NOT_RECOGNISED] = covered < bill->charged;
    bill->because[SL_BECAUSE_OTHER_SCHEDULE] = !outside && !same(s->name, SL_PLAN_SCHEDULE);
    bill->cost_sharing = least(share, most);
    bill->plan = plan_pays(d, service, year, covered - bill->cost_sharing, bill);
    bill->member = bill->charged - bill->plan;
  }
  bill->decided = true;
}

/* ---- the year ---- */

static bool comes_first(const sl_bill_t *a, const sl_bill_t *b)
{
  if (a->day != b->day) {
    return a->day < b->day;
  }
  if (a->person != b->person) {
    return a->person < b->person;
  }
  return a->draw < b->draw;
}

static sl_bill_t *next_bill(size_t n, sl_bill_t *bills)
{
  sl_bill_t *next = NULL;
  for (size_t i = 0; i < n; i++) {
    if (!bills[i].decided && (next == NULL || comes_first(&bills[i], next))) {
      next = &bills[i];
    }
  }
  return next;
}

void sl_decide_bills(const sl_plan_document_t *document, const sl_household_t *household, size_t n,
                     sl_bill_t *bills)
{
  for (size_t done = 0; done < n; done++) {
    decide(document, household, (year_t){bills, n}, next_bill(n, bills));
  }
}

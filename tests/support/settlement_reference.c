#include "tests/support/settlement_reference.h"

#include <math.h>
#include <stdlib.h>

static int by_payment(const void *left, const void *right)
{
  const sl_listed_claim_t *a = left, *b = right;
  if (a->paid != b->paid) {
    return a->paid < b->paid ? -1 : 1;
  }
  return (a->incurred > b->incurred) - (a->incurred < b->incurred);
}

/* What is left of each balance. */
typedef struct person {
  bool excluded;
  double deductible, layer, maximum, run_in, eligible;
} person_t;

typedef struct books {
  const sl_arrangement_t *arrangement;
  sl_window_t specific, aggregate;
  person_t person[SL_REFERENCE_PERSONS];
  double aggregating, attachment, aggregate_maximum;
} books_t;

/* Take up to the balance out of an amount; returns what was taken. */
static double run_down(double *balance, double amount)
{
  const double taken = amount < *balance ? amount : *balance;
  *balance -= taken;
  return taken;
}

static void open_person(const sl_arrangement_t *arrangement, uint32_t row, person_t *person)
{
  const sl_specific_t *specific = &arrangement->specific;
  *person = (person_t){.eligible = INFINITY};
  if (!arrangement->has_specific) {
    return;
  }
  person->deductible = specific->deductible;
  for (size_t i = specific->n_lasers; i-- > 0;) { /* the first laser on a row is the one */
    if (specific->lasers[i].row == row) {
      person->deductible = specific->lasers[i].deductible;
      person->excluded = specific->lasers[i].excluded;
    }
  }
  person->layer = arrangement->has_captive && arrangement->captive.limit > person->deductible
                      ? arrangement->captive.limit - person->deductible
                      : 0.0;
  person->maximum = specific->maximum;
  person->run_in = specific->run_in_maximum;
  person->eligible = specific->deductible;
}

static bool within(const sl_window_t *window, const bool *services, const bool *insured,
                   const sl_listed_claim_t *claim)
{
  return claim->incurred >= window->incurred_from && claim->incurred <= window->incurred_to &&
         claim->paid >= window->paid_from && claim->paid <= window->paid_to &&
         (services == NULL || services[claim->service]) &&
         (insured == NULL || !insured[claim->service]);
}

/* What the captive and the carrier of the specific pay of a claim. */
static void present_to_specific(books_t *books, const sl_listed_claim_t *claim, double *captive,
                                double *carrier)
{
  const sl_specific_t *specific = &books->arrangement->specific;
  person_t *person = &books->person[claim->person];
  *captive = *carrier = 0.0;
  if (!books->arrangement->has_specific || person->excluded ||
      !within(&books->specific, specific->services, books->arrangement->insured, claim)) {
    return;
  }
  double rest = claim->incurred < 0 ? run_down(&person->run_in, claim->amount) : claim->amount;
  rest -= run_down(&person->deductible, rest);
  *captive = run_down(&person->layer, rest);
  rest -= *captive;
  const double borne = run_down(&person->maximum, specific->coinsurance * rest);
  *carrier = borne - run_down(&books->aggregating, borne);
}

static double present_to_aggregate(books_t *books, const sl_listed_claim_t *claim)
{
  const sl_aggregate_t *aggregate = &books->arrangement->aggregate;
  if (!books->arrangement->has_aggregate ||
      !within(&books->aggregate, aggregate->services, books->arrangement->insured, claim)) {
    return 0.0;
  }
  const double eligible = run_down(&books->person[claim->person].eligible, claim->amount);
  return run_down(&books->aggregate_maximum, eligible - run_down(&books->attachment, eligible));
}

static size_t month_paid(const sl_calendar_t *calendar, int paid, size_t n)
{
  size_t month = 0;
  while (month + 1 < n && sl_calendar_month_start(calendar, (int)month + 1) <= paid) {
    month++;
  }
  return month;
}

static bool is_counted(const sl_calendar_t *calendar, sl_accounting_t accounting,
                       const sl_listed_claim_t *claim)
{
  const int day = accounting == SL_ACCOUNT_INCURRED ? claim->incurred : claim->paid;
  return day >= 0 && day <= calendar->last_day;
}

sl_settlement_t sl_reference_settle(const sl_arrangement_t *arrangement, double attachment,
                                    const sl_calendar_t *calendar, sl_accounting_t accounting,
                                    size_t n_claims, sl_listed_claim_t *claims, size_t n,
                                    sl_settled_month_t *months)
{
  books_t books = {.arrangement = arrangement,
                   .specific = sl_contract_window(&arrangement->specific.contract, calendar),
                   .aggregate = sl_contract_window(&arrangement->aggregate.contract, calendar),
                   .aggregating = arrangement->specific.aggregating_deductible,
                   .attachment = attachment,
                   .aggregate_maximum = arrangement->aggregate.maximum};
  sl_settlement_t settled = {0};
  for (uint32_t p = 0; p < SL_REFERENCE_PERSONS; p++) {
    open_person(arrangement, p + 1, &books.person[p]);
  }
  for (size_t m = 0; m < n; m++) {
    months[m] = (sl_settled_month_t){0};
  }
  qsort(claims, n_claims, sizeof *claims, by_payment);
  for (size_t i = 0; i < n_claims; i++) {
    sl_settled_month_t paid = {.aggregate = present_to_aggregate(&books, &claims[i])};
    present_to_specific(&books, &claims[i], &paid.captive, &paid.specific);
    settled.specific += paid.specific;
    settled.aggregate += paid.aggregate;
    settled.captive += paid.captive;
    if (is_counted(calendar, accounting, &claims[i])) {
      sl_settled_month_t *month = &months[month_paid(calendar, claims[i].paid, n)];
      settled.specific_counted += paid.specific;
      settled.aggregate_counted += paid.aggregate;
      settled.captive_counted += paid.captive;
      month->specific += paid.specific;
      month->aggregate += paid.aggregate;
      month->captive += paid.captive;
    }
  }
  return settled;
}

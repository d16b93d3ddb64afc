#include "sim/study/trace/allot.h"

#include "models/core/amounts.h"
#include "models/funding/arrangement.h"
#include "sim/engine/dated/covers.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

/* What is left of each balance of a person, or of a certificate. */
typedef struct holder {
  bool open;
  bool excluded;
  double deductible, layer, maximum, run_in, eligible;
} holder_t;

/* What the functions of one arrangement share. */
typedef struct books {
  const sl_model_t *model;
  const sl_arrangement_t *arrangement;
  const sl_coverage_t *coverage;
  const sl_take_t *specific, *aggregate; /* NULL = none */
  holder_t *holders;                     /* [person of the group]; a family's at its first person */
  double aggregating, attachment, aggregate_maximum;
} books_t;

/* Take up to the balance out of an amount; returns what was taken. */
static double run_down(double *balance, double amount)
{
  const double taken = sl_smaller(amount, *balance);
  *balance -= taken;
  return taken;
}

/* ---- whose balances ---- */

static size_t holder_of(const books_t *b, uint32_t person)
{
  const sl_group_t *group = b->model->scenario->group;
  return b->coverage->per_certificate ? group->families[group->persons[person].family].first_person
                                      : person;
}

static void open_holder(const books_t *b, const sl_cover_terms_t *terms, holder_t *holder)
{
  const sl_specific_t *specific = &b->arrangement->specific;
  const double limit = b->coverage->captive_limit;
  *holder = (holder_t){.open = true, .eligible = (double)INFINITY, .excluded = true};
  if (b->specific != NULL) {
    holder->excluded = terms->excluded;
    holder->deductible = terms->deductible;
    holder->layer = isfinite(limit) ? sl_larger(0.0, limit - terms->deductible) : 0.0;
    holder->maximum = specific->maximum;
    holder->run_in = b->specific->cover.run_in_maximum;
  }
  if (b->aggregate != NULL) {
    holder->eligible = b->aggregate->cover.eligible_cap;
  }
}

/* Every arrangement's terms of a person's family, looked up once a person. */
static void open_person(const books_t *b, size_t arrangement, sl_trace_t *trace, size_t p,
                        sl_cover_terms_t *terms)
{
  const sl_group_t *group = b->model->scenario->group;
  const sl_person_t *person = &group->persons[trace->person[p].person];
  const sl_family_t *family = &group->families[person->family];
  const size_t cover = b->model->cover_of[arrangement];
  sl_covers_terms(b->model, family, terms);
  const size_t own =
      b->coverage->per_certificate ? 0 : trace->person[p].person - family->first_person;
  const sl_cover_terms_t *of = &terms[cover * family->n_persons + own];
  holder_t *holder = &b->holders[holder_of(b, trace->person[p].person)];
  if (!holder->open) {
    open_holder(b, of, holder);
  }
  trace->cover[p * trace->n_arrangements + arrangement] =
      (sl_trace_cover_t){.deductible = b->specific != NULL ? of->deductible : (double)NAN,
                         .excluded = b->specific != NULL && of->excluded};
}

/* ---- one claim ---- */

static void present_to_specific(books_t *b, holder_t *holder, const sl_paid_claim_t *claim,
                                sl_trace_share_t *share)
{
  if (b->specific == NULL || holder->excluded || !sl_cover_holds(&b->specific->cover, claim)) {
    return;
  }
  double rest = claim->incurred < 0 ? run_down(&holder->run_in, claim->amount) : claim->amount;
  rest -= run_down(&holder->deductible, rest);
  share->captive = run_down(&holder->layer, rest);
  rest -= share->captive;
  share->excess = run_down(&holder->maximum, b->arrangement->specific.coinsurance * rest);
  share->specific = share->excess - run_down(&b->aggregating, share->excess);
}

static void present_to_aggregate(books_t *b, holder_t *holder, const sl_paid_claim_t *claim,
                                 sl_trace_share_t *share)
{
  if (b->aggregate == NULL || !sl_cover_holds(&b->aggregate->cover, claim)) {
    return;
  }
  share->eligible = run_down(&holder->eligible, claim->amount);
  share->aggregate =
      run_down(&b->aggregate_maximum, share->eligible - run_down(&b->attachment, share->eligible));
}

static void present(books_t *b, const sl_seen_claim_t *seen, sl_trace_share_t *share)
{
  const sl_paid_claim_t claim = {.incurred = seen->incurred,
                                 .paid = seen->paid,
                                 .service = seen->service,
                                 .amount = seen->plan_paid};
  holder_t *holder = &b->holders[holder_of(b, seen->person)];
  *share = (sl_trace_share_t){.counted = sl_coverage_counts(b->coverage, &claim)};
  if (!b->arrangement->kind->retains_claims) {
    share->insured = share->counted ? claim.amount : 0.0;
    return;
  }
  present_to_specific(b, holder, &claim, share);
  present_to_aggregate(b, holder, &claim, share);
  if (share->counted) {
    share->insured = sl_coverage_is_insured(b->coverage, &claim) ? claim.amount : 0.0;
    share->retained =
        claim.amount - share->insured - share->specific - share->aggregate - share->captive;
  }
}

/* ---- an arrangement ---- */

static books_t open_books(const sl_model_t *model, const sl_price_t *price, size_t arrangement,
                          holder_t *holders)
{
  const sl_arrangement_t *own = &model->scenario->arrangements->list[arrangement];
  const sl_coverage_t *coverage = &model->covers[model->cover_of[arrangement]];
  const sl_cover_pair_t pair = sl_coverage_pair(coverage);
  const bool retains = own->kind->retains_claims;
  return (books_t){.model = model,
                   .arrangement = own,
                   .coverage = coverage,
                   .specific = retains && own->has_specific ? &coverage->take[pair.specific] : NULL,
                   .aggregate =
                       retains && own->has_aggregate ? &coverage->take[pair.aggregate] : NULL,
                   .holders = holders,
                   .aggregating = own->specific.aggregating_deductible,
                   .attachment = price->attachment.value,
                   .aggregate_maximum = own->aggregate.maximum};
}

/* order: of the claims, as they are paid. */
static void allot(books_t *b, size_t arrangement, const size_t *order, sl_cover_terms_t *terms,
                  sl_trace_t *trace)
{
  const size_t n_persons = b->model->scenario->group->n_persons;
  for (size_t i = 0; i < n_persons; i++) {
    b->holders[i].open = false;
  }
  for (size_t p = 0; p < trace->n_persons; p++) {
    open_person(b, arrangement, trace, p, terms);
  }
  for (size_t i = 0; i < trace->n_claims; i++) {
    present(b, &trace->claim[order[i]].seen,
            &trace->share[order[i] * trace->n_arrangements + arrangement]);
  }
}

/* ---- the order of payment ---- */

typedef struct payment {
  int32_t paid, incurred;
  size_t claim;
} payment_t;

static int by_payment(const void *left, const void *right)
{
  const payment_t *a = left, *b = right;
  if (a->paid != b->paid) {
    return a->paid < b->paid ? -1 : 1;
  }
  if (a->incurred != b->incurred) {
    return a->incurred < b->incurred ? -1 : 1;
  }
  return (a->claim > b->claim) - (a->claim < b->claim);
}

static void sort_payments(const sl_trace_t *trace, payment_t *payments, size_t *order)
{
  for (size_t i = 0; i < trace->n_claims; i++) {
    payments[i] = (payment_t){trace->claim[i].seen.paid, trace->claim[i].seen.incurred, i};
  }
  qsort(payments, trace->n_claims, sizeof *payments, by_payment);
  for (size_t i = 0; i < trace->n_claims; i++) {
    order[i] = payments[i].claim;
  }
}

static size_t largest_family(const sl_group_t *group)
{
  size_t most = 1;
  for (size_t f = 0; f < group->n_families; f++) {
    most = group->families[f].n_persons > most ? group->families[f].n_persons : most;
  }
  return most;
}

int sl_trace_allot(const sl_model_t *model, const sl_price_t *prices, sl_trace_t *trace,
                   sl_error_t *error)
{
  const sl_group_t *group = model->scenario->group;
  payment_t *payments = malloc((trace->n_claims + 1) * sizeof *payments);
  size_t *order = malloc((trace->n_claims + 1) * sizeof *order);
  holder_t *holders = malloc((group->n_persons + 1) * sizeof *holders);
  sl_cover_terms_t *terms = malloc((model->n_covers + 1) * largest_family(group) * sizeof *terms);
  const bool have = payments != NULL && order != NULL && holders != NULL && terms != NULL;
  if (have) {
    sort_payments(trace, payments, order);
  }
  for (size_t a = 0; have && a < trace->n_arrangements; a++) {
    books_t books = open_books(model, &prices[a], a, holders);
    allot(&books, a, order, terms, trace);
  }
  free(payments);
  free(order);
  free(holders);
  free(terms);
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the claims of a year");
}

/* An arrangement along several plan years: what is alike in every trial, and a trial's own prices.
 *
 * sl_renewal_new settles once what every trial shares: the arrangement of each year (fees,
 * deductible, contract) and its growth. In a trial sl_renewal_begin gives year 0, and then, year by
 * year: sl_renewal_price makes of the state the prices that sl_arrangement_cost
 * (models/funding/cost.h) takes, sl_renewal_cost calls it, and sl_renewal_step goes from year k to
 * k + 1 by what the carrier has seen. Year 0's prices are those of the pricing pass to the bit.
 *
 * A premium by unit of exposure (tiers, per employee, by age) is its rate x the year's enrolment;
 * an amount for the group (a year's or month's, by loss ratio, built up) goes with the contracts.
 * Own premium and specific premium follow `change`; every other premium grows with 1 + t. Without
 * `renewal` all grow with 1 + g, experience or not.
 *
 * Source: models/MODEL.md, "Years"; formulas in models/renewal/formulas.h. Checked by
 * tests/unit/test_renewal_step.c and test_renewal_money.c.
 */
#ifndef SL_MODELS_RENEWAL_RENEWAL_H
#define SL_MODELS_RENEWAL_RENEWAL_H

#include "models/core/error.h"
#include "models/funding/cost.h"
#include "models/renewal/formulas.h"

#include <stddef.h>

/* The terms an arrangement renews on: its own, or where it has none the defaults. */
sl_renewal_terms_t sl_renewal_terms_of(const sl_arrangement_t *arrangement);

/* What the pricing pass of year 0 expects, with the amounts of a plan year (x (1 + g)^k), its
 * contract and deductible, and no lasers but the scenario's. */
typedef struct sl_renewal_amounts {
  double insured;  /* plan paid, each person capped at the pooling point */
  double specific; /* reimbursement */
  double eligible;
  double retained; /* claims that the employer keeps */
} sl_renewal_amounts_t;

/* Of one plan year k, alike in every trial. */
typedef struct sl_renewal_expected {
  sl_renewal_amounts_t seen; /* E[S]: incurred by the end of month 12 - m */
  sl_renewal_amounts_t full; /* E of the whole year's */
  double specific_trend;     /* t of the specific from k to k + 1 (sl_renewal_leveraged) */
  double specific_basis;     /* factor of a contract that changes from k to k + 1, else 1 */
  double aggregate_basis;    /* likewise (sl_renewal_basis_factor) */
} sl_renewal_expected_t;

/* Of year 0, in the pricing pass. */
typedef struct sl_renewal_first {
  double pooled;      /* E[plan paid above the pooling point]; 0 where it is INFINITY */
  double eligible;    /* E[eligible] at D_0 */
  double paid_claims; /* E[plan paid that fees and taxes are charged on] */
  double claims;      /* E[number of claims] */
} sl_renewal_first_t;

/* A plan year as every trial has it. */
typedef struct sl_renewal_year {
  sl_arrangement_t arrangement; /* owned: the fees, deductible, contract and run-out fee of the
                                   year. Its premiums and its attachment are year 0's: those of the
                                   year are in the price */
  double contracts;             /* employees, as contract-years */
  sl_renewal_expected_t expected;
} sl_renewal_year_t;

typedef struct sl_renewal {
  const sl_arrangement_t *first; /* not owned */
  sl_renewal_terms_t terms;
  sl_price_t price;         /* of year 0, a load for no lasers inside */
  sl_enrolment_t enrolment; /* of year 0 */
  double g;
  sl_renewal_first_t expected;
  unsigned years;
  sl_renewal_year_t *year; /* owned, [years] */
} sl_renewal_t;

/* What all plan years of an arrangement rest on. */
typedef struct sl_renewal_setup {
  const sl_arrangement_t *arrangement; /* outlives the renewal */
  size_t n_services;
  const sl_price_t *price;               /* settled, of year 0 */
  const sl_enrolment_t *enrolment;       /* of year 0 */
  double g;                              /* the claims' trend */
  unsigned years;                        /* 1 .. SL_PLAN_YEARS_MAX */
  const double *contracts;               /* [years] contract-years; year 0: employee_months / 12 */
  const sl_renewal_expected_t *expected; /* [years]; the last year's basis and trend are not used */
  sl_renewal_first_t first;
} sl_renewal_setup_t;

/* SL_ERR_ARGUMENT: no years or too many; SL_ERR_MEMORY. Cost: O(years x the arrangement). */
int sl_renewal_new(const sl_renewal_setup_t *setup, sl_renewal_t *renewal, sl_error_t *error);
void sl_renewal_free(sl_renewal_t *renewal); /* frees what it owns; may be called on zeros */

/* The arrangement of a plan year, for whoever needs its contract or deductible before there is a
 * renewal: fees x (1 + fee trend)^k and, where they are the group's, x contracts_ratio (contracts
 * of k / of 0); deductible, lasers (at least the deductible) and contract of the year.
 * sl_arrangement_free frees it. SL_ERR_MEMORY. */
int sl_renewal_arrangement(const sl_arrangement_t *first, size_t n_services, unsigned year,
                           double g, double contracts_ratio, sl_arrangement_t *of_year);

/* A trial's own, at the beginning of plan year `year`. Factors multiply year 0's rates. */
typedef struct sl_renewal_state {
  unsigned year;
  double insured;    /* of the own premium */
  double specific;   /* of the specific premium, the load aside */
  double aggregate;  /* of the aggregate premium */
  double attachment; /* of the attachment, as a rate: of factors, of an amount per contract */
  double budget;
  double budgeted_retained; /* of the budget, what is for claims kept */
  double rate_change;       /* of the specific premium's rate from year k - 1, of the own premium's
                               where an insurer bears the claims; a fraction, 0 in year 0 */
  double opening_reserve;   /* refund accounting: carried forward by the insurer */
} sl_renewal_state_t;

/* What happened in plan year k, when k + 1 is priced. */
typedef struct sl_renewal_seen {
  sl_renewal_amounts_t seen; /* S_k; the specific's with the lasers of year k + 1 */
  double relativity;   /* A_(k+1) / A_k, of an insured premium that does not itself follow age:
                          expected   allowed amount a person by age, sex and risk score */
  double fund_balance; /* of year k's cost: what refund accounting carries forward */
} sl_renewal_seen_t;

/* Year 0. */
sl_renewal_state_t sl_renewal_begin(const sl_renewal_t *renewal);

/* The prices of the state's year, for sl_arrangement_cost. In years after the first a maximum cost
 * is not told (no reason is listed in exceeded_by), and standard errors are 0: the price is the
 * trial's own. */
void sl_renewal_price(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                      const sl_enrolment_t *enrolment, sl_price_t *price);

/* The cost of the state's year: sl_arrangement_cost of the year's arrangement at these prices. */
sl_trial_cost_t sl_renewal_cost(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                                const sl_enrolment_t *enrolment, const sl_price_t *price,
                                const sl_trial_claims_t *claims);

/* From year k, its prices and what was seen in it, to year k + 1 < years. enrolment: of k; next:
 * of k + 1. Cost: O(fees), no memory. */
void sl_renewal_step(const sl_renewal_t *renewal, const sl_renewal_state_t *state,
                     const sl_price_t *price, const sl_enrolment_t *enrolment,
                     const sl_renewal_seen_t *seen, const sl_enrolment_t *next,
                     sl_renewal_state_t *after);

/* Fixed costs of the state's year: fees, premiums and taxes, what of them follows the claims at
 * year 0's expected claims grown with g and the contracts; HSA contributions. */
double sl_renewal_fixed_costs(const sl_renewal_t *renewal, unsigned year,
                              const sl_enrolment_t *enrolment, const sl_price_t *price);

/* ---- the switch ---- */

/* Which arrangement's cost and funding count in plan year k (0 = the first): `own`, or that of
 * `then` from its year on. */
size_t sl_renewal_in_force(const sl_then_t *then, size_t own, unsigned year);

/* What is added to the cost of the last year before a switch: the run-out fee, less what terminal
 * liability options reimburse. Their premium is in the year's premiums, and the run-out claims are
 * in its cost, already. 0 in every other year, and where an insurer runs out. */
double sl_renewal_leaving(const sl_then_t *then, unsigned year, const sl_trial_cost_t *cost);

#endif

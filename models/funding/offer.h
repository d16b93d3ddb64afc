/* A quote in figures, as brokers compare them: fixed cost, what the carrier expects, what it may
 * come to, and fully-insured-equivalent rates.
 *
 *   fixed cost       = premiums + fees before rebates + taxes on both
 *   expected claims  = the carrier's: stated by tier, else attachment / its corridor
 *   expected cost    = fixed cost + expected claims
 *   maximum claims   = the aggregate's attachment point, a minimum included
 *   maximum cost     = fixed cost + maximum claims
 *   aggregating and lasers = aggregating deductible + sum over lasers of (laser - deductible)
 * A further exposure is no part of the maximum cost; it is told apart. Fees and taxes that follow
 * claims are those of the level: of the expected claims in the fixed cost, of the maximum in the
 * maximum cost; fees per claim are left out, since no quote says how many there are.
 *
 * Equivalent rates per contract and month, for a level of claims: the rate, claims, fees and taxes
 * of the tier; a line without tiers (and without relativities) is the same for every contract. With
 * a composite specific rate or factor, and relativities r, the cost is spread by them: cost x r_t /
 * sum over tiers of contract months x r. In both ways their sum over the enrolment is the cost.
 *
 * Source: models/MODEL.md, "Quotes". Checked by tests/unit/test_offer.c.
 */
#ifndef SL_MODELS_FUNDING_OFFER_H
#define SL_MODELS_FUNDING_OFFER_H

#include "models/funding/arrangement.h"

typedef struct sl_offer {
  double specific_premium, aggregate_premium; /* of the plan year; 0 without the cover */
  double insured_premium;                     /* of an insured kind, and of insured lines */
  double other_premiums;                      /* a captive's, terminal liability options' */
  double fees;                                /* positive ones, at the expected claims */
  double taxes;                               /* likewise */
  double fixed_cost;
  double rebates;         /* credits, positive: negative fees, and those of the quote that the cost
                             does not count */
  double expected_claims; /* the carrier's; NaN = not said; 0 where an insurer bears them */
  double maximum_claims;  /* NaN without an aggregate; 0 where an insurer bears them */
  double expected_cost;   /* NaN where the claims are */
  double maximum_cost;    /* NaN where the claims are */
  double aggregating_and_lasers;        /* INFINITY where somebody is excluded */
  double equivalent_expected[SL_TIERS]; /* per contract and month; NaN where the cost is */
  double equivalent_maximum[SL_TIERS];
  bool spread; /* the equivalent rates are spread by relativities */
} sl_offer_t;

/* price: settled premiums and attachment (sl_arrangement_price), those that rest on no claims at
 * least; what is NaN there makes the figures NaN that need it. Cost: O(fees + lasers + taxes). */
void sl_offer_of(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                 const sl_price_t *price, sl_offer_t *offer);

/* One fee of the year, by its place among the arrangement's, where the employer's claims come to so
 * much; negative: a credit. */
double sl_offer_fee(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                    const sl_price_t *price, size_t fee, double claims);

/* Equivalent rates of another level, so that claims of the year (the part that the employer keeps)
 * cost so much: those of a percentile of the simulated year, say. */
void sl_offer_equivalent(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                         const sl_price_t *price, double claims, double rate[SL_TIERS]);

/* What a year costs before rebates where the employer's claims come to so much: fixed parts, and
 * the fees and taxes that follow claims. */
double sl_offer_cost_at(const sl_arrangement_t *arrangement, const sl_enrolment_t *enrolment,
                        const sl_price_t *price, double claims);

#endif

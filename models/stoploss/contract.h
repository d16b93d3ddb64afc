/* Stop-loss: the specific (per person) and the aggregate (whole group) cover.
 *
 *   excess_p               = min(coinsurance x max(0, E_p - D_p), maximum)
 *   specific reimbursement = max(0, sum_p excess_p - aggregating deductible)
 *   eligible               = sum_p min(E_p, D)          D: the group's deductible, lasers aside
 *   aggregate reimbursement = min(max(0, eligible - attachment), maximum)
 * E_p is the plan paid of person p; D_p = max(laser, D) for a person with a laser, else D; a person
 * excluded by a laser has no excess. Nothing above D counts towards the aggregate, whoever bears
 * it; so one dollar is paid once: excess_p + min(E_p, D) <= E_p.
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_stoploss_contract.c.
 */
#ifndef SL_MODELS_STOPLOSS_CONTRACT_H
#define SL_MODELS_STOPLOSS_CONTRACT_H

#include "models/core/amounts.h"
#include "models/group/enrolment.h"
#include "models/stoploss/kept_above.h"
#include "models/stoploss/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_laser {
  uint32_t row;      /* census data row, 1 = first */
  double deductible; /* at least D, but in a sweep past it; INFINITY for an excluded person */
  bool excluded;     /* removed from the specific only */
} sl_laser_t;

typedef struct sl_specific {
  double deductible; /* D, per person */
  sl_laser_t *lasers;
  size_t n_lasers;
  double aggregating_deductible; /* the group bears this much of the excess first */
  double coinsurance;            /* carrier's share above the deductible, 0 .. 1 */
  double maximum;                /* carrier's most per person; INFINITY = none */
  sl_contract_t contract;
  sl_contract_t *later; /* owned: of plan years 1, 2, ...; the last stays; NULL = `contract` */
  size_t n_later;
  bool *services;        /* owned, by service index: covered ones; NULL = all */
  bool per_certificate;  /* E and D are a contract's (family's), not a person's */
  double run_in_maximum; /* most plan paid per person, incurred before the plan year, that
                            counts; INFINITY = all */
  unsigned lasers_by; /* whose renewals set further lasers, of several plan years: arrangements with
                         different ones share no sums; 0 = nobody's */
  bool advance_funding;     /* the carrier pays before the group does: no reimbursement lag */
  unsigned terminal_months; /* terminal liability option: if the plan stops at the year's end,
                               claims paid up to so many months later are covered; 0 = none */
} sl_specific_t;

typedef enum sl_attachment_kind {
  SL_ATTACHMENT_AMOUNT,   /* an amount */
  SL_ATTACHMENT_CORRIDOR, /* times expected eligible */
  SL_ATTACHMENT_FACTORS   /* monthly factor by tier times enrolment */
} sl_attachment_kind_t;

typedef struct sl_aggregate {
  sl_attachment_kind_t kind;
  double attachment;       /* AMOUNT */
  double corridor;         /* CORRIDOR: 1.25 = 125% of expected */
  double carrier_corridor; /* of a quoted attachment: what the carrier is taken to have put on its
                              own expectation */
  double factor[SL_TIERS]; /* FACTORS, per employee per month; one composite number fills all */
  double minimum;          /* an amount; 0 = none */
  double minimum_of_first_month; /* that share of the plan year's months x the first month's
                                    factors; 0 = none */
  double maximum;                /* carrier's most; INFINITY = none */
  sl_contract_t contract;
  sl_contract_t *later; /* as of sl_specific_t */
  size_t n_later;
  bool *services;           /* as of sl_specific_t */
  bool accommodation;       /* monthly: the carrier advances what passes the attachment so far */
  unsigned terminal_months; /* as of sl_specific_t */
} sl_aggregate_t;

/* The person's deductible D_p: where a laser names row max(laser, D), else D. A scenario's lasers
 * are at least D; a sweep's deductible may pass them, and then they rise with it, so that nothing
 * below D is reimbursed as excess and counted as eligible too. *excluded is set where the person is
 * removed from the specific. specific may not be NULL. */
double sl_specific_deductible_of(const sl_specific_t *specific, uint32_t row, bool *excluded);

/* Excess of one person's plan paid over deductible. */
double sl_specific_excess(const sl_specific_t *specific, double plan_paid, double deductible);

/* excess[t] += the person's excess, eligible[t] += min(plan_paid[t], group deductible), t < n; the
 * same bits as the single form. specific NULL: no specific cover (nothing above the deductible).
 * deductible: the person's own; excluded: adds no excess. The plain form of specific_batch of
 * models/simd/kernels.h. */
void sl_specific_accumulate_batch(const sl_specific_t *specific, size_t n, const double *plan_paid,
                                  double deductible, bool excluded, double *excess,
                                  double *eligible);

/* What the carrier leaves above the deductible, by why. Of one person: kept by coinsurance,
 * (1 - coinsurance) x max(0, E - deductible); above the maximum, max(0, coinsurance x max(0,
 * E - deductible) - maximum); of an excluded person max(0, E - D), D the group's deductible. */
sl_kept_above_t sl_specific_kept_above(const sl_specific_t *specific, double plan_paid,
                                       double deductible, bool excluded);

/* The group's reimbursement of a trial's summed excess. */
static inline double sl_specific_reimbursement(const sl_specific_t *specific, double excess)
{
  return sl_larger(0.0, excess - specific->aggregating_deductible);
}

/* Attachment point; expected_eligible is used by a corridor only. */
double sl_aggregate_attachment(const sl_aggregate_t *aggregate, const sl_enrolment_t *enrolment,
                               double expected_eligible);

static inline double sl_aggregate_reimbursement(const sl_aggregate_t *aggregate, double eligible,
                                                double attachment)
{
  return sl_smaller(sl_larger(0.0, eligible - attachment), aggregate->maximum);
}

#endif

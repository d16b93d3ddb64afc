/* Disability income: what one disability is worth.
 *
 * A disability lasts D days (short-term: drawn from the service's severity) or pays n months
 * (long-term: by termination rates). Benefit per period b = min(salary_share x salary / periods
 * per year, maximum); nothing is paid during the elimination period.
 *   short-term  amount = b / 7 x B, B = min(max(D - elimination_days, 0), 7 x maximum_weeks)
 *   long-term   amount = b v^(e / 365.25) a_n, the present value at disablement of n payments of b
 *               in arrears, one each 365.25 / 12 days from the end of the elimination period of e
 *               days: v = 1 / (1 + interest), a_n = (1 - v^(n/12)) / ((1 + interest)^(1/12) - 1)
 * The month's payment is made at its end to whoever is still disabled then, so a benefit that
 * ends within its first month pays nothing, and 12 payments are survived with probability
 * 1 - termination[0]: the disabled-life annuity in arrears. Benefits stop at to_age, counted from
 * the age last birthday at disablement, so n is at most the whole months in 12 (to_age - age) -
 * 12 e / 365.25. No indexation, offsets or partial benefits.
 * Source: models/MODEL.md, "Disability"; annuity-certain: Bowers et al., Actuarial Mathematics,
 * 2nd ed., ch. 5; Bluhm (ed.), Group Insurance, 7th ed., disability income.
 * Checked by tests/unit/test_disability.c.
 */
#ifndef SL_MODELS_CLAIMS_DISABILITY_H
#define SL_MODELS_CLAIMS_DISABILITY_H

#include "models/core/error.h"
#include "models/severity/severity.h"

#include <stddef.h>
#include <stdint.h>

typedef enum sl_disability_kind { SL_SHORT_TERM, SL_LONG_TERM } sl_disability_kind_t;

typedef struct sl_disability {
  sl_disability_kind_t kind;
  double salary_share; /* of salary, 0 .. 1 */
  double maximum;      /* benefit per week (short-term) or month (long-term); INFINITY = none */
  unsigned elimination_days;
  unsigned maximum_weeks; /* short-term */
  unsigned to_age;        /* long-term: benefits end at this age */
  double interest;        /* long-term: yearly rate of the present value, > -1 */
  double *termination;    /* long-term, owned: share of claims ended in year 1, 2, ... of benefit;
                             the last goes on */
  size_t n_termination;
} sl_disability_t;

void sl_disability_free(sl_disability_t *disability); /* frees what it owns, not the struct */

/* Long-term: the distribution of the number of monthly payments before to_age cuts it, as a
 * severity table (value = months 0 .. months_max) to be drawn from. The monthly chance of ending
 * q12 follows from the yearly rate q: 1 - (1 - q)^(1/12). months_max: no benefit lasts longer;
 * 12 (to_age - youngest age) is never too few. *duration is to be freed by sl_severity_free, also
 * after an error. Returns SL_OK, SL_ERR_INPUT for rates outside 0 .. 1, SL_ERR_MEMORY. Cost:
 * O(months_max). */
int sl_disability_duration(const sl_disability_t *disability, unsigned months_max,
                           sl_severity_t *duration, sl_error_t *error);

/* Benefit per week or month. salary: yearly, >= 0. */
double sl_disability_benefit(const sl_disability_t *disability, double salary);

/* The amount at disablement of a drawn duration (days, or months for long-term) for a person of
 * this age (last birthday) and salary. The same bits on any processor. */
double sl_disability_amount(const sl_disability_t *disability, double duration, double salary,
                            unsigned age);

/* The payments of the same disability, in nominal money: payment k = 0 .. n - 1 is made
 * *day(k) days after disablement. Returns n; sl_disability_payment gives one. Short-term pays by
 * the week, at its end, the last one in part and at the end of its last day; long-term by the
 * month, at its end, rounded down to a day. */
size_t sl_disability_payments(const sl_disability_t *disability, double duration, unsigned age);
double sl_disability_payment(const sl_disability_t *disability, double duration, double salary,
                             size_t k, int32_t *day);

#endif

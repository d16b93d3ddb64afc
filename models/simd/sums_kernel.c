#include "models/simd/eight.h"
#include "models/simd/kernel.h"
#include "models/simd/nonempty.h"

static inline sl_eight_t first_limited(const double *amounts, uint32_t n, double limit)
{
  return sl_eight_at_most(sl_eight_load_first(amounts, n), limit);
}

/* Whether a person has one claim or sixteen takes the same steps, since the processor cannot guess
 * it. Adding 0 for a claim that is not there leaves a lane's bits alone: amounts are at least 0. */
static inline double sum_limited(const double *amounts, uint32_t n, double limit)
{
  const uint32_t rest = n > SL_SUM_LANES ? n - SL_SUM_LANES : 0;
  sl_eight_t sum = sl_eight_add(first_limited(amounts, n, limit),
                                first_limited(amounts + SL_SUM_LANES, rest, limit));
  for (uint32_t j = 2 * SL_SUM_LANES; j < n; j += SL_SUM_LANES) {
    sum = sl_eight_add(sum, first_limited(amounts + j, n - j, limit));
  }
  return sl_eight_total(&sum);
}

void SL_KERNEL(sl_sum_claims)(const double *restrict amounts, const uint32_t *restrict start,
                              const uint32_t *restrict counts, size_t n, double limit,
                              double *restrict sums)
{
  for (size_t i = 0; i < n; i++) {
    sums[i] = sum_limited(amounts + start[i], counts[i], limit);
  }
}

static inline void copy_eight(double *to, const double *from, double limit)
{
  const sl_eight_t claims = sl_eight_at_most(sl_eight_load(from), limit);
  sl_eight_store(to, &claims);
}

/* Few claims of a service fall into one trial: the first eight are moved at once, whether or not
 * there are as many. What that writes too much is overwritten, or lies in the trial's slack.
 * Returns the amounts behind those of the n trials. */
static const double *place_some(const double *restrict amounts, const uint32_t *restrict counts,
                                size_t n, double limit, uint32_t *restrict next,
                                double *restrict into)
{
  uint16_t index[SL_NONEMPTY_MOST];
  const size_t found = sl_nonempty(counts, n, index);
  for (size_t k = 0; k < found; k++) {
    const uint32_t i = index[k], count = counts[i];
    double *to = into + next[i];
    copy_eight(to, amounts, limit);
    for (uint32_t j = SL_SUM_LANES; j < count; j += SL_SUM_LANES) {
      copy_eight(to + j, amounts + j, limit);
    }
    next[i] += count;
    amounts += count;
  }
  return amounts;
}

void SL_KERNEL(sl_place_claims)(const double *restrict amounts, const uint32_t *restrict counts,
                                size_t n, double limit, uint32_t *restrict next,
                                double *restrict into)
{
  for (size_t i = 0; i < n; i += SL_NONEMPTY_MOST) {
    const size_t left = n - i;
    amounts = place_some(amounts, counts + i, left < SL_NONEMPTY_MOST ? left : SL_NONEMPTY_MOST,
                         limit, next + i, into);
  }
}

/* Of SL_LANES claims: a key is every second word. */
static inline sl_vu64_t keys_of(const sl_claim_record_t *claims)
{
  return sl_vu64_load_odd((const void *)claims);
}

static inline sl_vmask_t is_of(sl_vu64_t key, uint32_t person)
{
  const sl_vu64_t whose =
      sl_vu64_and(sl_vu64_shr(key, SL_CLAIM_PERSON_SHIFT), sl_vu64_set(SL_CLAIM_PERSONS - 1));
  return sl_vu64_eq(whose, sl_vu64_set(person));
}

static inline sl_vf64_t late_of(const sl_claim_record_t *claims, const double *plan,
                                uint32_t person, uint32_t day)
{
  const sl_vu64_t key = keys_of(claims);
  const sl_vu64_t paid = sl_vu64_add(sl_vu64_shr(key, SL_CLAIM_DAY_SHIFT),
                                     sl_vu64_and(key, sl_vu64_set(SL_CLAIM_LAG_MOST)));
  const sl_vmask_t counts =
      sl_vmask_and(is_of(key, person), sl_vmask_not(sl_vu64_lt(paid, sl_vu64_set(day))));
  return sl_vf64_select(counts, sl_vf64_load(plan), sl_vf64_set(0.0));
}

double SL_KERNEL(sl_paid_from)(const sl_claim_record_t *claims, const double *plan, size_t n,
                               uint32_t person, uint32_t day)
{
  double lanes[SL_SUM_LANES] = {0.0};
  sl_eight_t sum = sl_eight_load(lanes);
  size_t i = 0;
  for (; i + SL_SUM_LANES <= n; i += SL_SUM_LANES) {
    for (size_t p = 0; p < SL_EIGHT_PARTS; p++) {
      const size_t at = i + p * SL_LANES;
      sum.part[p] = sl_vf64_add(sum.part[p], late_of(claims + at, plan + at, person, day));
    }
  }
  sl_eight_store(lanes, &sum);
  for (size_t k = 0; i + k < n; k++) {
    const uint64_t key = claims[i + k].key;
    const bool late = sl_claim_day(key) + sl_claim_lag(key) >= day;
    lanes[k] += late && sl_claim_person(key) == person ? plan[i + k] : 0.0;
  }
  return sl_claim_sum_of_lanes(lanes);
}

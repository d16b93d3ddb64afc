#include "models/funding/arrangement.h"
#include "models/funding/cost.h"
#include "sim/study/exact/figuring.h"

#include <math.h>

/* Times the grid's end: any amount beyond it tells whether the cost rises there. */
#define FAR 2.0

bool sl_exact_is_constant(const sl_exact_figuring_t *f)
{
  return !f->arrangement->kind->retains_claims && f->cover->charge == 0.0;
}

/* Plain: every dollar of plan paid that is not excess is eligible, so eligible claims are all that
 * a trial has to say. Else there is no aggregate, and the total is what is retained and charged. */
double sl_exact_cost_at(void *context, double amount)
{
  const sl_exact_figuring_t *f = context;
  if (!f->arrangement->has_aggregate) {
    return f->fixed + amount;
  }
  const sl_trial_claims_t claims = {.plan_paid = amount, .eligible = amount, .claims = f->claims};
  return sl_arrangement_cost(f->arrangement, f->enrolment, &f->price, &claims).cost;
}

/* An aggregate without a maximum ends the cost where it is flat beyond the grid. */
double sl_exact_most_cost(sl_exact_figuring_t *f)
{
  const double last = (double)(f->total.n - 1) * f->total.step;
  if (isfinite(f->cover->most)) {
    return sl_exact_cost_at(f, f->cover->most);
  }
  const double far = sl_exact_cost_at(f, FAR * last);
  const bool is_flat = f->arrangement->has_aggregate && isinf(f->arrangement->aggregate.maximum) &&
                       far - sl_exact_cost_at(f, last) < SL_DEFICIT_TOLERANCE;
  return is_flat ? far : (double)INFINITY;
}

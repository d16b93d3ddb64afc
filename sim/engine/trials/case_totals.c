#include "sim/engine/trials/case_totals.h"

#include "models/core/amounts.h"

#include <math.h>
#include <string.h>

static void copy(double *into, const double *from, size_t n)
{
  if (from != NULL) {
    memcpy(into, from, n * sizeof *into);
  } else {
    memset(into, 0, n * sizeof *into);
  }
}

void sl_case_totals_begin(sl_case_totals_t *totals, const sl_claim_totals_t *from,
                          const uint32_t *claims, size_t n)
{
  totals->n = n;
  totals->has_copays = from->copays != NULL;
  copy(totals->allowed, from->allowed, n);
  if (totals->has_copays) {
    copy(totals->shared, from->shared, n);
    copy(totals->copays, from->copays, n);
  }
  if (claims != NULL) {
    memcpy(totals->claims, claims, n * sizeof *claims);
  } else {
    memset(totals->claims, 0, n * sizeof *totals->claims);
  }
}

static bool some_copay(const sl_plan_t *plan, const sl_condition_spread_t *spread)
{
  bool some = false;
  for (size_t i = 0; i < spread->n; i++) {
    some = some || !isnan(plan->rule[spread->parts[i].service].copay);
  }
  return some;
}

static void add_parts(sl_case_totals_t *totals, const sl_plan_t *plan,
                      const sl_case_charge_t *charge)
{
  for (size_t i = 0; i < charge->spread->n; i++) {
    const sl_condition_part_t *part = &charge->spread->parts[i];
    const double copay = plan->rule[part->service].copay;
    const double amount = charge->amount * part->share;
    if (isnan(copay)) {
      totals->shared[charge->trial] += amount;
    } else {
      totals->copays[charge->trial] +=
          (double)part->events * sl_smaller(copay, amount / (double)part->events);
    }
  }
}

/* All that is allowed is shared until the first copay. */
static void part_with_copays(sl_case_totals_t *totals)
{
  totals->has_copays = true;
  copy(totals->shared, totals->allowed, totals->n);
  copy(totals->copays, NULL, totals->n);
}

void sl_case_totals_add(sl_case_totals_t *totals, const sl_plan_t *plan,
                        const sl_case_charge_t *charge)
{
  const bool copays = plan != NULL && some_copay(plan, charge->spread);
  if (copays && !totals->has_copays) {
    part_with_copays(totals);
  }
  totals->allowed[charge->trial] += charge->amount;
  totals->claims[charge->trial] += sl_condition_events(charge->spread);
  if (copays) {
    add_parts(totals, plan, charge);
  } else if (totals->has_copays) {
    totals->shared[charge->trial] += charge->amount;
  }
}

sl_claim_totals_t sl_case_totals_tell(const sl_case_totals_t *totals)
{
  return (sl_claim_totals_t){.allowed = totals->allowed,
                             .shared = totals->has_copays ? totals->shared : totals->allowed,
                             .copays = totals->has_copays ? totals->copays : NULL};
}

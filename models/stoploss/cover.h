/* Which claims of a person count under a stop-loss cover, when, and what exceeds the deductible.
 *
 * A cover takes the plan paid of the claims inside its window and services, person by person (or
 * certificate by certificate): E. Its excess min(coinsurance x max(0, E - D_p), maximum) and its
 * eligible part min(E, D) fall on the claims in order of paid day, then incurred day: claim k gets
 * f(E_1 + .. + E_k) - f(E_1 + .. + E_(k-1)).
 *
 * Both are summed over the group by slot of the timeline (one for all, by month, or by day) and by
 * whether the claim belongs to the set C that the year's cost counts, so that reimbursements can
 * later be allotted across the group in the same order (models/funding/settlement.h). A slot is
 * never shared by claims of C and others unless, in it, the others come first.
 *
 * Source: models/MODEL.md, "Stop-loss". Checked by tests/unit/test_stoploss_cover.c.
 */
#ifndef SL_MODELS_STOPLOSS_COVER_H
#define SL_MODELS_STOPLOSS_COVER_H

#include "models/core/error.h"
#include "models/stoploss/window.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_specific sl_specific_t; /* models/stoploss/contract.h */

/* ---- the timeline of paid days ---- */

typedef enum sl_resolution {
  SL_RESOLVE_NOTHING, /* one slot: everything covered is in C, and no month is wanted */
  SL_RESOLVE_MONTHS,
  SL_RESOLVE_DAYS
} sl_resolution_t;

typedef struct sl_timeline {
  sl_resolution_t resolution;
  sl_calendar_t calendar;
  sl_window_t counted; /* C */
  int run_out_months;  /* listed after the plan year; later days belong to the last slot */
  int first_day;       /* of slot_of_day; earlier days belong to slot 0 */
  int n_days;
  uint16_t *slot_of_day; /* owned */
  size_t n_slots;
  int *month_of_slot; /* owned: month from the start of the plan year, at most the last
                         listed; -1: paid before the start */
} sl_timeline_t;

/* first_paid: the earliest paid day that matters (at most 0); all days before the start share one
 * slot. Days are slots of their own up to the end of the run-out months, which for an exact order
 * are to reach the end of every window that holds claims outside C; later days share one slot.
 * Returns SL_ERR_ARGUMENT where the run-out months reach beyond the calendar, SL_ERR_MEMORY. */
int sl_timeline_init(sl_timeline_t *timeline, sl_resolution_t resolution,
                     const sl_calendar_t *calendar, sl_accounting_t accounting, int first_paid,
                     int run_out_months, sl_error_t *error);
void sl_timeline_free(sl_timeline_t *timeline);

/* The slot of a paid day. slot_of_day[0] is 0, and so is the slot of all that is paid before. */
static inline size_t sl_timeline_slot(const sl_timeline_t *timeline, int32_t paid)
{
  const int last = timeline->n_days - 1, day = paid - timeline->first_day;
  const int listed = day < 0 ? 0 : day;
  return timeline->slot_of_day[listed < last ? listed : last];
}

/* Where a claim stands among sums of [slot][in C]. */
static inline size_t sl_timeline_entry(const sl_timeline_t *timeline, int32_t incurred,
                                       int32_t paid)
{
  return 2 * sl_timeline_slot(timeline, paid) + sl_window_holds(&timeline->counted, incurred, paid);
}

/* ---- one cover ---- */

typedef struct sl_cover {
  sl_window_t window;
  const bool *services;          /* by service index, NULL = all; not owned */
  const bool *insured;           /* services that an insurer covers in the arrangement, which the
                                    cover leaves out; NULL = none; not owned */
  const sl_specific_t *specific; /* deductible, coinsurance, maximum; NULL: no excess */
  double eligible_cap;           /* D of min(E, D); INFINITY = none */
  double run_in_maximum;         /* of claims incurred before the plan year, per person */
} sl_cover_t;

/* The plan paid of one claim, as covers see it. */
typedef struct sl_paid_claim {
  int32_t incurred, paid; /* relative days */
  uint32_t service;
  double amount; /* plan paid */
} sl_paid_claim_t;

/* Whether a claim is one of the cover's: window and services. */
static inline bool sl_cover_holds(const sl_cover_t *cover, const sl_paid_claim_t *claim)
{
  return sl_window_holds(&cover->window, claim->incurred, claim->paid) &&
         (cover->services == NULL || cover->services[claim->service]) &&
         (cover->insured == NULL || !cover->insured[claim->service]);
}

/* One person's claims of one trial, in any order. */
typedef struct sl_paid_claims {
  sl_paid_claim_t *claim;
  size_t n;
} sl_paid_claims_t;

/* Where a cover's sums of one trial go: entry [slot][in C] is at (2 slot + in C) x stride. NULL:
 * not wanted. */
typedef struct sl_cover_sums {
  double *excess;
  double *eligible;
  size_t stride;
} sl_cover_sums_t;

/* Whether claims of C and others may share a slot though the others do not all come first: where C
 * is counted by incurred day, run-in is paid among the year's claims; where by paid day and one
 * slot stands for all, the others come last. Then days tell the order. */
bool sl_cover_shares_slots(const sl_cover_t *cover, const sl_timeline_t *timeline);

/* Doubles of scratch that the following need: four times the slots of the timeline, or days of the
 * window. */
size_t sl_cover_room(const sl_cover_t *cover, const sl_timeline_t *timeline);

/* Add one person's claims. deductible, excluded: the person's own, from sl_specific_deductible_of.
 * room: scratch of sl_cover_room. Returns E. No allocation, no libm. */
double sl_cover_take(const sl_cover_t *cover, const sl_timeline_t *timeline,
                     const sl_paid_claims_t *claims, double deductible, bool excluded,
                     const sl_cover_sums_t *sums, double *room);

/* ---- several covers that differ in their deductible alone ----
 *
 * Whatever the deductible, all that a cover holds of all persons counts as eligible at first: that
 * is a sum of claims, which asks for no order and for nobody's total. Of a person who passes a
 * deductible, the cap or the run-in maximum, sl_cover_add_above then allots the excess and takes
 * back what is not eligible. Both together are sl_cover_take. */

/* What a cover holds of a person's claims, whatever the deductible. */
typedef struct sl_cover_total {
  double claims;  /* all inside the window and services */
  double run_in;  /* of it, incurred before the plan year */
  double covered; /* E: claims, of run_in at most the run-in maximum */
} sl_cover_total_t;
sl_cover_total_t sl_cover_total(const sl_cover_t *cover, const sl_paid_claims_t *claims);

/* What the carrier leaves above the deductible on claims of C, allotted as the excess is; NULL: not
 * wanted. */
typedef struct sl_kept_sums {
  double *coinsurance, *maximum, *exclusion;
} sl_kept_sums_t;

/* One of the covers. */
typedef struct sl_cover_rung {
  double deductible;           /* the person's own */
  double coinsurance, maximum; /* of the excess, as of sl_specific_t */
  double eligible_cap;
  sl_cover_sums_t sums; /* excess NULL for an excluded person too */
  sl_kept_sums_t kept;  /* exclusion of an excluded person only, the others of no such */
  /* A year in progress: what is paid before this month of the timeline covers known_at_most of E at
   * most, and later claims begin there. 0: no month is known. */
  unsigned known_months;
  double known_at_most;
  double *known_above; /* of C, what that cuts off; NULL: not wanted */
} sl_cover_rung_t;

/* Of n rungs those that the person passes, to whose eligible sums all of the person's claims have
 * been added; returns how many. cover: any of the n; its specific and cap are not looked at. room:
 * as above. No sort: claims of one slot are one step, and slots, in them what is not in C first,
 * are in order of payment; days of the window take their place where C and others share slots.
 * Cost: O(claims + slots / 64), and O(slots with a claim) for each rung passed. Checked by
 * tests/unit/test_stoploss_cover.c.
 */
size_t sl_cover_add_above(const sl_cover_t *cover, const sl_timeline_t *timeline,
                          const sl_paid_claims_t *claims, const sl_cover_total_t *total, size_t n,
                          const sl_cover_rung_t *rungs, double *room);

/* ---- where the days of many persons' claims are the same few ---- */

/* The step of a claim, ascending in order of payment, and the entry of its sums. */
typedef struct sl_cover_place {
  size_t step;
  uint32_t entry;
} sl_cover_place_t;
sl_cover_place_t sl_cover_place(const sl_cover_t *cover, const sl_timeline_t *timeline,
                                const sl_paid_claim_t *claim);

/* What a cover holds of one person on one step. */
typedef struct sl_cover_step {
  double held, counts; /* all; without what exceeds the run-in maximum */
  uint32_t entry;
} sl_cover_step_t;

/* sl_cover_add_above of claims summed by step already, in order; steps of 0 change nothing. Of the
 * rungs no two have the same sums. */
size_t sl_cover_climb(const sl_cover_t *cover, const sl_timeline_t *timeline,
                      const sl_cover_total_t *total, size_t n_steps, const sl_cover_step_t *steps,
                      size_t n, const sl_cover_rung_t *rungs);

#endif

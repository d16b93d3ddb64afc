/* Ladders whose covers are settled by one sum of a person alone: they hold the claims incurred in
 * the plan year and paid before some day, and all of these fall on one step of their timeline. That
 * sum is plan paid less what is paid from that day on, for which nobody's claims need be put into
 * cells. Every contract of months that reaches back no further is such, where cost counts incurred
 * claims; where a cash flow is told, its months still ask for the cells of persons above a
 * deductible.
 *
 * Whether a ladder is one follows from what its arrangements settle alone: no bit depends on other
 * covers or on a cash flow.
 * Checked by tests/unit/test_above_deductibles.c against covers that look at claims, and by
 * tests/verify/test_alone.c.
 */
#ifndef SL_SIM_ENGINE_COMPILE_ONE_STEP_H
#define SL_SIM_ENGINE_COMPILE_ONE_STEP_H

#include "sim/engine/compile/coverage.h"

#include <stddef.h>
#include <stdint.h>

typedef struct sl_model sl_model_t; /* sim/engine/compile/model.h */

/* A cover of such a ladder, and where its sums are: those of trial t of a unit at + t x width on
 * the units' paths. */
typedef struct sl_one_step_cover {
  size_t cover;
  const sl_specific_t *specific; /* NULL: no excess */
  double eligible_cap;
  size_t excess, eligible; /* SIZE_MAX: not wanted */
  size_t width;
} sl_one_step_cover_t;

typedef struct sl_one_step {
  size_t same;                 /* the first ladder of one step with this end: it or one before it */
  int32_t end;                 /* the first paid day of claims that are not held */
  bool late_is_gap;            /* what is paid from then on is in no contract's window */
  sl_one_step_cover_t *covers; /* owned, by cover of the ladder; NULL: it asks for more */
} sl_one_step_t;

/* By ladder; SL_ERR_MEMORY. */
int sl_one_step_new(const sl_model_t *model, sl_one_step_t **ladders);
void sl_one_step_free(sl_one_step_t *ladders, size_t n_ladders); /* NULL is fine */

#endif

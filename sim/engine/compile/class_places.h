/* Where one row of the readings holds all claims that matter, the class of its paid day tells all
 * about a claim: which takes of a ladder's covers hold it, and where it stands in their order of
 * payment. Both are worked out once, by asking about one claim of each class.
 *
 * Checked by tests/unit/test_above_deductibles.c against covers that look at claims.
 */
#ifndef SL_SIM_ENGINE_COMPILE_CLASS_PLACES_H
#define SL_SIM_ENGINE_COMPILE_CLASS_PLACES_H

#include "sim/engine/compile/coverage.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_model sl_model_t;       /* sim/engine/compile/model.h */
typedef struct sl_readings sl_readings_t; /* sim/engine/compile/readings.h */

/* Of one take, by class. */
typedef struct sl_take_places {
  bool *holds;                            /* owned */
  sl_cover_place_t *place[SL_PATH_KINDS]; /* owned; NULL along which it is not summed */
} sl_take_places_t;

/* Of one ladder, whose covers are alike. */
typedef struct sl_class_places {
  bool told; /* else its covers are to look at claims */
  sl_take_places_t take[SL_TAKES_MAX];
} sl_class_places_t;

/* The timeline along which a take is summed: of a terminal option one slot, as nobody wants more.
 */
const sl_timeline_t *sl_take_timeline(const sl_model_t *model, const sl_coverage_t *coverage,
                                      const sl_take_t *take, sl_path_kind_t kind);

/* By ladder. *places is NULL where the claims that matter lie in several rows or plan years. A
 * ladder is not told by certificate, in a year in progress, where what exceeds the maximum cost is
 * noted by claim, and where classes are out of the order of payment. SL_ERR_MEMORY. */
int sl_class_places_new(const sl_readings_t *readings, const sl_model_t *model,
                        sl_class_places_t **places);
void sl_class_places_free(sl_class_places_t *places, size_t n_ladders); /* NULL is fine */

#endif

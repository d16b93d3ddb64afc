/* Lasers that carriers set at renewal, trial by trial: of a person above the line in what was seen
 * of plan year k, a deductible of his own in year k + 1 (models/renewal/formulas.h).
 *
 * A book has those of one plan year, found while that of the year before is simulated, and kept in
 * order of place: the seat, then the person and the rule. A place counts the seats of a unit: of
 * the census's own contract c in trial t c x SL_BLOCK_TRIALS + t, of a copy SL_LASER_COPIES + its
 * stay. The cover of the line and that of what its carrier has seen hold nobody but its own
 * (sl_specific_t.lasers_by).
 *
 * Checked by tests/unit/test_years_lasers.c.
 */
#ifndef SL_SIM_ENGINE_DATED_LASERS_H
#define SL_SIM_ENGINE_DATED_LASERS_H

#include "models/core/error.h"
#include "models/renewal/formulas.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_LASER_COPIES ((uint64_t)1 << 40)

/* A line whose carrier sets lasers anew, of plan year k. */
typedef struct sl_laser_rule {
  size_t own, seen; /* arrangements of the year's model: the line's, and what was seen of it */
  const sl_renewal_terms_t *terms;
  double g, deductible, next_deductible; /* D_k, D_(k+1) */
  int32_t last_seen;                     /* incurred by this day of the plan year */
} sl_laser_rule_t;

typedef struct sl_laser_entry {
  uint64_t place;
  uint16_t person; /* of the contract */
  uint16_t rule;
  double deductible;
} sl_laser_entry_t;

typedef struct sl_laser_book {
  sl_laser_entry_t *list;
  size_t n, room;
} sl_laser_book_t;

/* What a unit's simulation of plan year k knows of lasers. */
typedef struct sl_lasers {
  const sl_laser_rule_t *rules;
  size_t n_rules;
  const sl_laser_book_t *now; /* sorted; NULL: none are in force but the scenario's */
  sl_laser_book_t *next;      /* those set at its end; NULL: nobody asks */
  bool failed;                /* no memory for one */
} sl_lasers_t;

void sl_laser_book_add(sl_lasers_t *lasers, const sl_laser_entry_t *entry);
void sl_laser_book_sort(sl_laser_book_t *book);
void sl_laser_book_free(sl_laser_book_t *book); /* frees what it owns, not the struct itself */

/* The entries of places first .. end - 1: *n from the one that is returned on. */
const sl_laser_entry_t *sl_laser_book_range(const sl_laser_book_t *book, uint64_t first,
                                            uint64_t end, size_t *n);

/* From what seen plan paid on a rule may set a laser. */
double sl_laser_threshold(const sl_laser_rule_t *rule);

#endif

/* The people of a later plan year: every contract that may then hold a slot, as families of a
 * group.
 *
 * For each contract of the census, in order: the contract itself, as it is after so many years,
 * then copies of it by age, the youngest first. Copies are of the census's ages shifted by -J to k
 * - 1 years (without ageing one copy). They have rows of their own, so that no laser and no known
 * claimant follows them: the census's with SL_COPY_ROW set. Persons keep their place: who is in it
 * no longer (not enrolled on year 0's last day; with ageing a child of SL_CHILD_LEAVES or more, or
 * not yet born) has 0 months. Tiers and units are those of whom the family has.
 *
 * Source: several plan years, models/MODEL.md. Checked by tests/unit/test_later_people.c.
 */
#ifndef SL_SIM_ENGINE_YEARS_PEOPLE_H
#define SL_SIM_ENGINE_YEARS_PEOPLE_H

#include "models/core/error.h"
#include "models/group/rating_curve.h"
#include "models/turnover/turnover.h"
#include "sim/engine/compile/family_map.h"
#include "sim/input/scenario/group.h"

#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

#define SL_COPY_ROW ((uint32_t)1 << 31)
#define SL_CHILD_LEAVES 26

/* What a contract adds to a year's enrolment. */
typedef enum sl_people_column {
  SL_PEOPLE_CONTRACTS,
  SL_PEOPLE_MEMBERS,
  SL_PEOPLE_TIER,                                /* SL_TIERS columns: contracts by tier */
  SL_PEOPLE_PAYROLL = SL_PEOPLE_TIER + SL_TIERS, /* a blank salary counts nothing */
  SL_PEOPLE_AGE_RATED,                           /* units of age-rated premiums */
  SL_PEOPLE_HSA,
  SL_PEOPLE_ALLOWED, /* expected allowed amount by age, sex and risk score alone, as of year 0 */
  SL_PEOPLE_COLUMNS
} sl_people_column_t;

typedef struct sl_later_people {
  sl_person_t *persons;
  size_t n_persons;
  sl_family_t *families;
  size_t n_families;
  sl_person_t *earlier[SL_YEARS_BEFORE_MAX]; /* like by like: so many years and one before */
  uint32_t *base; /* [n_persons]: the census's person that it is or copies, by index */
  sl_family_map_t map;
} sl_later_people_t;

/* first: the scenario of plan year 0. year: k, 1 or more. n_before: how many earlier years are
 * wanted. turnover: its contracts are the scenario's families. Cost: O(persons x ages). */
int sl_later_people_new(const sl_scenario_t *first, const sl_turnover_terms_t *turnover,
                        unsigned year, unsigned n_before, sl_later_people_t *people,
                        sl_error_t *error);
void sl_later_people_free(sl_later_people_t *people);

/* Expected allowed amount of a person's year by age, sex and risk score alone, with year 0's
 * amounts: what a known claimant brings is left out. Cost: O(services). */
double sl_people_allowed(const sl_scenario_t *scenario, const sl_person_t *person);

/* What a family adds, of persons [n] of plan year `year` in a seat that began in `entry` (both 0
 * for the census's own, all of whom are born). allowed: by person; hsa: by tier. columns:
 * [SL_PEOPLE_COLUMNS]. */
void sl_people_of_family(const sl_person_t *persons, size_t n, const double *allowed,
                         const double *hsa, unsigned year, unsigned entry,
                         const sl_rating_curve_t *curve, double *columns);

/* The year's enrolment of a trial from the sums of these columns. Payroll is unknown where it is in
 * year 0, and as many are waived. */
sl_enrolment_t sl_people_enrolment(const double columns[SL_PEOPLE_COLUMNS],
                                   const sl_enrolment_t *first);

#endif

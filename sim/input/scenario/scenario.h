/* A scenario: everything one run is a function of, validated and immutable.
 *
 * Made by sl_scenario_load from a YAML file and its census. The engine, the
 * studies and the outputs only read it.
 */
#ifndef SL_SIM_INPUT_SCENARIO_SCENARIO_H
#define SL_SIM_INPUT_SCENARIO_SCENARIO_H

#include "models/core/calendar.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/files_read.h"
#include "sim/input/scenario/suitability.h"
#include "sim/input/scenario/years.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_group sl_group_t;               /* sim/input/scenario/group.h */
typedef struct sl_claims sl_claims_t;             /* claims.h */
typedef struct sl_plans sl_plans_t;               /* plans.h */
typedef struct sl_arrangements sl_arrangements_t; /* arrangements.h */
typedef struct sl_simulation sl_simulation_t;     /* simulation.h */

/* Five parts, none of which changes once the scenario is made, under one head. Scenarios that
 * differ in some parts only share the others. */
typedef enum sl_part {
  SL_PART_GROUP,
  SL_PART_CLAIMS,
  SL_PART_PLANS,
  SL_PART_ARRANGEMENTS,
  SL_PART_SIMULATION,
  SL_N_PARTS
} sl_part_t;

typedef struct sl_scenario {
  const sl_group_t *group;
  const sl_claims_t *claims;
  const sl_plans_t *plans;
  const sl_arrangements_t *arrangements;
  const sl_simulation_t *simulation;
  struct sl_shared *owner[SL_N_PARTS]; /* of the five above */

  char *name;
  sl_files_read_t files; /* every file of the disk that it was read from */
  char *currency;        /* three capital letters */
  sl_date_t start;
  unsigned months;
  sl_calendar_t calendar; /* of the plan year */
  char *jurisdiction;     /* "US-TX"; NULL = none */
  sl_years_terms_t ahead;
  sl_suitability_terms_t suitability;
  sl_interest_terms_t interest;
  char *resolved;       /* the scenario as YAML with every default filled in; valid input itself.
                           Holds no census data. */
  struct sl_tree *tree; /* the file it was made from, with what was put in its places; NULL: none */
  char *notes; /* what a reader of its figures must know of the assumptions, in sentences: a
                  frailty that comes from the basis or differs from it; empty or NULL:
                  nothing */
  sl_faults_t warnings; /* what a careful broker would be told about a sound scenario, each at its
                           place in a file: rows of the census that look wrong, a contract that
                           reaches further back than `since`; and with a jurisdiction a stop-loss
                           under the state's minimum attachment points, a plan outside the ACA's or
                           the HDHP rules, a Canadian arrangement without taxes. They refuse nothing
                           and change no figure. */
} sl_scenario_t;

/* The parts of a scenario while it is made. */
typedef struct sl_parts {
  sl_group_t *group;
  sl_claims_t *claims;
  sl_plans_t *plans;
  sl_arrangements_t *arrangements;
  sl_simulation_t *simulation;
} sl_parts_t;

/* Sets of parts: bit 1 << part. */
#define SL_ALL_PARTS ((1U << SL_N_PARTS) - 1U)

/* An empty scenario, to be filled through *parts before anybody else sees it. With `from`, the
 * parts of the set `shared` are that scenario's, and NULL in *parts, and the head is a copy of its
 * but for the files, the tree and the warnings, of which there are none. A part that `from` does
 * not own (its maker put a pointer there) must outlive the new scenario. NULL where there is no
 * memory. Not to be called for one `from` by several threads. */
sl_scenario_t *sl_scenario_new(const sl_scenario_t *from, unsigned shared, sl_parts_t *parts);

/* Give the scenario the parts of `from` in the set `shared` in place of its own, which say the
 * same. As with sl_scenario_new: one thread. */
void sl_scenario_share(sl_scenario_t *scenario, const sl_scenario_t *from, unsigned shared);

/* Frees the head, and each part with the last scenario that has it. */
void sl_scenario_free(sl_scenario_t *scenario);

/* Whether two plan years can cost an arrangement (by index) different amounts: not where its cost
 * is fixed by contract (sl_arrangement_cost_is_random), nor where nobody can have a claim. */
bool sl_scenario_cost_can_vary(const sl_scenario_t *scenario, size_t arrangement);

#endif

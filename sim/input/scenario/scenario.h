/* A scenario: everything one run is a function of, validated and immutable.
 *
 * Made by sl_scenario_load from a YAML file and its census. The engine, the
 * studies and the outputs only read it.
 */
#ifndef SL_SIM_INPUT_SCENARIO_SCENARIO_H
#define SL_SIM_INPUT_SCENARIO_SCENARIO_H

#include "models/claims/service.h"
#include "models/core/calendar.h"
#include "models/funding/arrangement.h"
#include "models/funding/pricing.h"
#include "models/group/population.h"
#include "models/plan/design.h"
#include "sim/input/read/faults.h"
#include "sim/input/read/files_read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_ARRANGEMENTS_MAX 4000 /* what an object header of a result file holds */

/* An enrolled person (waived rows and rows with 0 months are counted, not kept). */
typedef struct sl_person {
  uint32_t row;    /* census data row, 1 = first: identifies the person's random streams */
  uint32_t family; /* index into families */
  sl_relationship_t relationship;
  sl_sex_t sex;
  unsigned age;  /* last birthday at the start of the plan year */
  double months; /* of exposure in the plan year: whole unless dated; 0 only for who left before it,
                    whose claims of earlier years may be paid in it */
  bool dated;    /* the census gives from or to: else each earlier year has the same exposure */
  int first_day, last_day; /* enrolled, relative days, inclusive; SL_DAY_ALWAYS_* where the census
                              gives no such date but the other one */
  double risk_score;
  double salary;    /* NaN = blank */
  bool base_claims; /* false: a known claimant whose own services replace the basis */
} sl_person_t;

/* A contract: an employee and the dependents. Persons of a family are contiguous and in census
 * row order; families are in order of their first row. */
typedef struct sl_family {
  uint32_t first_person;
  uint32_t n_persons;
  uint32_t plan;   /* index into plans */
  sl_tier_t tier;  /* of all who are enrolled in the plan year */
  unsigned months; /* the employee's that are billed: covered on their first day */
  unsigned char tier_months[SL_TIERS]; /* of them, by the tier of those covered that day */
} sl_family_t;

#define SL_DAY_ALWAYS_BEFORE INT32_MIN
#define SL_DAY_ALWAYS_AFTER INT32_MAX

/* Monthly cash flow, where the scenario asks for it. */
typedef struct sl_cash_flow_terms {
  bool wanted;
  unsigned reimbursement_months; /* from a paid claim to the carrier's reimbursement */
  double level;                  /* of the working capital: 0.95 */
  bool aside; /* claims are told apart as the cash flow asks, so that no cost moves by a bit, but no
                 month is listed; never from a file */
} sl_cash_flow_terms_t;

typedef enum sl_sampler_choice { SL_SAMPLE_CLAIMS, SL_SAMPLE_TOTALS } sl_sampler_choice_t;

typedef struct sl_simulation {
  uint64_t trials; /* 1 .. 2^32 - 1 */
  uint64_t seed;
  uint64_t pricing_trials;
  bool exhibit;       /* tell the underwriter's exhibit; by default not where an expectation in it
                         is infinite */
  bool exhibit_asked; /* the scenario says exhibit: true */
  bool price_anyway;  /* run the pricing pass though no price here needs it: a sweep's do */
  sl_sampler_choice_t sampler;
} sl_simulation_t;

/* Who is covered. */
typedef struct sl_group {
  char *census; /* path of the census file, as opened */
  sl_person_t *persons;
  size_t n_persons;
  sl_family_t *families;
  size_t n_families;
  sl_enrolment_t enrolment;
} sl_group_t;

/* What they may claim. */
typedef struct sl_claims {
  sl_service_t *services; /* basis, then inline, then claimants' own */
  size_t n_services;
  double trend; /* yearly growth of amounts */
  double risk_factor;
  double uncertainty;   /* CV of the group factor; 0 = none */
  double frailty_shape; /* gamma shape of the person-year frailty; INFINITY = none */
} sl_claims_t;

/* What the plans pay of it. */
typedef struct sl_plans {
  sl_plan_t *list;
  size_t n;
} sl_plans_t;

/* What the employer is compared to pay for. */
typedef struct sl_arrangements {
  sl_arrangement_t *list; /* the first is the baseline */
  size_t n;
  sl_accounting_t accounting;
  sl_cash_flow_terms_t cash_flow;
} sl_arrangements_t;

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
  sl_files_read_t files; /* every file that it was read from */
  char *currency;        /* three capital letters */
  sl_date_t start;
  unsigned months;
  sl_calendar_t calendar; /* of the plan year */
  char *jurisdiction;     /* "US-TX"; NULL = none */
  bool claim_by_claim;    /* take the claim-by-claim path though nothing here asks for it: part of a
                             scenario that does; never from a file */
  char *resolved;         /* the scenario as YAML with every default filled in; valid input itself.
                             Holds no census data. */
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

/* An empty scenario, to be filled through *parts before anybody else sees it. With `from`, the
 * parts whose bit 1 << part is in `shared` are that scenario's, and NULL in *parts; the head is
 * empty in any case. NULL where there is no memory. Not to be called for one `from` by several
 * threads. */
sl_scenario_t *sl_scenario_new(const sl_scenario_t *from, unsigned shared, sl_parts_t *parts);

/* Frees the head, and each part with the last scenario that has it. */
void sl_scenario_free(sl_scenario_t *scenario);

/* Whether two plan years can cost an arrangement (by index) different amounts: not where its cost
 * is fixed by contract (sl_arrangement_cost_is_random), nor where nobody can have a claim. */
bool sl_scenario_cost_can_vary(const sl_scenario_t *scenario, size_t arrangement);

#endif

/* The building of a scenario, section by section; for this room, and for the rules and the loading
 * that follow.
 *
 * Every binder reads a tree that sl_schema_check has been over, adds the faults that only it can
 * see, and carries on, so that all are reported at once: it returns SL_OK unless memory ran out.
 * Whether the scenario may be used is decided by the faults alone.
 */
#ifndef SL_SIM_INPUT_BUILD_BUILD_H
#define SL_SIM_INPUT_BUILD_BUILD_H

#include "models/claims/condition.h"
#include "sim/input/basis/money.h"
#include "sim/input/census/census.h"
#include "sim/input/read/source.h"
#include "sim/input/scenario/scenario.h"
#include "sim/input/schema/schema.h"

/* An id that names a member, and the data row of the census that it stands for; 0 = none. */
typedef struct sl_member_row {
  const sl_node_t *id;
  uint32_t row;
} sl_member_row_t;

typedef struct sl_member_rows {
  sl_member_row_t *list; /* owned */
  size_t n;
} sl_member_rows_t;

typedef struct sl_build {
  sl_source_t source; /* the scenario file */
  sl_cursor_t root;
  sl_scenario_t *scenario;
  sl_parts_t parts;                /* of it */
  sl_census_t *census;             /* NULL where it could not be read */
  sl_member_rows_t member_rows;    /* of every member_id: sim/input/build/members.h */
  double basis_frailty;            /* gamma shape that the bases assume; 0 where none says so */
  double basis_correlation;        /* and its correlation; 0 where none says so */
  const sl_node_t **service_nodes; /* of each service: its frequency, or where its basis is named;
                                      NULL where the frequency is missing */
  size_t n_service_nodes;
  const sl_node_t *condition_nodes[SL_CONDITIONS_MAX]; /* where each condition's basis is named */
} sl_build_t;

/* Keep for the services from n_service_nodes on what service_nodes says of each: where a basis is
 * named, else the frequencies of the items of their list. SL_OK or SL_ERR_MEMORY. */
int sl_build_note_services(sl_build_t *build, const sl_node_t *named, sl_cursor_t list);

/* `years`, `population`, `discount`; and, once all sections are bound, that nothing else stands
 * against several plan years. */
void sl_build_years(sl_build_t *build);
void sl_build_check_years(const sl_build_t *build);

/* `enrolment`: after the members named in the scenario were looked up, before it enrols. */
int sl_build_turnover(sl_build_t *build);
int sl_build_claims(sl_build_t *build);
int sl_build_bases(sl_build_t *build, sl_cursor_t claims, const sl_money_t *money);
int sl_build_plans(sl_build_t *build);
void sl_build_hsa(sl_build_t *build); /* after enrolment */
int sl_build_arrangements(sl_build_t *build);
/* Which arrangements leave counted claims out of their contracts; of a scenario without faults. */
void sl_build_uncovered(sl_build_t *build);
int sl_build_wellness(sl_build_t *build); /* after the arrangements: it adds a fee to each */

/* After enrolment: exposures that a frequency cannot follow: above 1, or random where each claim is
 * kept with that probability; for certain above 1 times its probability, where that is the chance
 * of a claim. SL_OK or SL_ERR_MEMORY. Cost: O(services x persons). */
int sl_build_check_exposures(sl_build_t *build);

/* Say in notes and warnings how many of their expected claims services lose whose probability is
 * cut at 1, because of a random exposure, and how many of their cases conditions whose chance is;
 * of a scenario without faults. */
void sl_build_share_lost(sl_build_t *build, sl_text_t *notes);

/* The most days from incurred to paid that a claim of any service can take. */
int sl_build_longest_lag(const sl_scenario_t *scenario);

/* After enrolment: rules that tie claims and contracts to persons. */
int sl_build_check_persons(sl_build_t *build);

#endif

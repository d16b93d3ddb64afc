#include "sim/study/sensitivity/factors.h"

#include "models/claims/service.h"
#include "sim/input/load/load.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_TEXT 400
#define PATHS_MAX 20

/* ---- factors ---- */

/* One value for each of the paths that lead somewhere in the scenario. */
typedef struct factor_row {
  const char *name;
  const char *says[2], *value[2]; /* low, high */
  const char *path[PATHS_MAX];
  const char *none; /* why it is left out where no path leads anywhere; NULL: they need not */
} factor_row_t;

static const factor_row_t rows[] = {
    {"morbidity",
     {"10% fewer claims", "10% more claims"},
     {"0.9", "1.1"},
     {"claims.risk_factor*"},
     NULL},
    {"area",
     {"prices 10% lower", "prices 10% higher"},
     {"0.9", "1.1"},
     {"claims.area_factor*"},
     NULL},
    {"enrolment",
     {"10% fewer contracts", "10% more contracts"},
     {"-0.1", "0.1"},
     {"enrolment.change+"},
     NULL},
    {"fees",
     {"fees 10% lower", "fees 10% higher"},
     {"0.9", "1.1"},
     {"fees.*.amount*", "fees.*.tiers*", "arrangements.*.fees.*.amount*",
      "arrangements.*.fees.*.tiers*", "wellness.fee.amount*"},
     "no arrangement has fees"},
    {"quotes",
     {"premiums and attachments 10% lower", "premiums and attachments 10% higher"},
     {"0.9", "1.1"},
     {"arrangements.*.premium.amount*", "arrangements.*.premium.tiers*",
      "arrangements.*.premium.age_rated*", "arrangements.*.specific.premium.amount*",
      "arrangements.*.specific.premium.tiers*", "arrangements.*.aggregate.premium.amount*",
      "arrangements.*.aggregate.premium.tiers*", "arrangements.*.aggregate.attachment*",
      "arrangements.*.aggregate.factors*", "arrangements.*.aggregate.minimum*",
      "arrangements.*.specific.terminal_liability.premium.amount*",
      "arrangements.*.specific.terminal_liability.premium.tiers*",
      "arrangements.*.aggregate.terminal_liability.premium.amount*",
      "arrangements.*.aggregate.terminal_liability.premium.tiers*",
      "arrangements.*.insured.*.premium.amount*", "arrangements.*.insured.*.premium.tiers*",
      "arrangements.*.insured.*.premium.age_rated*", "arrangements.*.captive.premium.amount*",
      "arrangements.*.captive.premium.tiers*"},
     "no premium and no attachment is a quoted amount"},
};

#define ROWS (sizeof rows / sizeof rows[0])
enum { TREND = ROWS, LARGE, FRAILTY, LAG }; /* whose values are worked out */

static int leave_out(char **left_out, const char *why)
{
  *left_out = sl_text_copy(why);
  return *left_out != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int name_cases(sl_sensitivity_factor_t *factor, const char *name, const char *low,
                      const char *high)
{
  factor->name = name;
  const int code = sl_stress_init(&factor->low.stress, name, low);
  return code == SL_OK ? sl_stress_init(&factor->high.stress, name, high) : code;
}

static int set_both(sl_sensitivity_factor_t *factor, const char *path, const char *low,
                    const char *high)
{
  const int code = sl_stress_set(&factor->low.stress, path, low);
  return code == SL_OK ? sl_stress_set(&factor->high.stress, path, high) : code;
}

static int make_row(const factor_row_t *row, const sl_scenario_t *scenario,
                    sl_sensitivity_factor_t *factor)
{
  int code = name_cases(factor, row->name, row->says[0], row->says[1]);
  for (size_t i = 0; i < PATHS_MAX && row->path[i] != NULL && code == SL_OK; i++) {
    const size_t places = row->none != NULL ? sl_overrides_places(scenario->tree, row->path[i]) : 1;
    code = places == SIZE_MAX ? SL_ERR_MEMORY
           : places > 0       ? set_both(factor, row->path[i], row->value[0], row->value[1])
                              : SL_OK;
  }
  return code == SL_OK && factor->low.stress.n == 0 ? leave_out(&factor->left_out, row->none)
                                                    : code;
}

/* ---- trend ---- */

/* Whether the trend carries any amount to the plan year: not where all are in its money already. */
static int trend_matters(const sl_scenario_t *scenario, bool *matters)
{
  const sl_override_t more = {"claims.trend+", "0.01"};
  const sl_overrides_t overrides = {&more, 1};
  sl_scenario_t *other = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_scenario_variant(NULL, scenario, &overrides, &other, &faults);
  *matters = false;
  for (size_t i = 0; code == SL_OK && i < scenario->claims->n_services; i++) {
    const double change =
        other->claims->services[i].amount_factor - scenario->claims->services[i].amount_factor;
    *matters = *matters || fabs(change) > 0.0;
  }
  sl_scenario_free(other);
  sl_faults_free(&faults);
  return code == SL_ERR_MEMORY ? code : SL_OK;
}

/* So many points more trend: in every year to the plan year; where the amounts are in its money
 * already, in the one year before, of which somebody has estimated them. */
static int set_trend(const sl_scenario_t *scenario, bool matters, double points,
                     sl_stress_t *stress)
{
  char number[SL_NUMBER_TEXT];
  const double rise = 1.0 + scenario->claims->trend;
  sl_number_format(matters ? points : sl_number_rounded((rise + points) / rise, 9), number);
  return sl_stress_set(stress, matters ? "claims.trend+" : "claims.area_factor*", number);
}

static int make_trend(const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor)
{
  bool matters;
  int code = trend_matters(scenario, &matters);
  if (code == SL_OK) {
    code = matters ? name_cases(factor, "trend", "trend 2 points lower", "trend 2 points higher")
                   : name_cases(factor, "trend", "one year's trend 2 points lower",
                                "one year's trend 2 points higher");
  }
  code = code == SL_OK ? set_trend(scenario, matters, -0.02, &factor->low.stress) : code;
  return code == SL_OK ? set_trend(scenario, matters, 0.02, &factor->high.stress) : code;
}

/* A key without a default is changed where it is given, else set. */
static const char *change_or_set(const sl_scenario_t *scenario, const char *change, const char *set)
{
  return sl_overrides_places(scenario->tree, change) == 1 ? change : set;
}

static int make_large(const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor)
{
  int code = name_cases(factor, "large claims", "large claims half as often",
                        "large claims twice as often");
  if (code == SL_OK && scenario->claims->n_conditions == 0) {
    return leave_out(&factor->left_out, "the basis has no conditions, which mark large claims");
  }
  const char *path =
      change_or_set(scenario, "claims.conditions_factor*", "claims.conditions_factor");
  return code == SL_OK ? set_both(factor, path, "0.5", "2") : code;
}

static int make_lag(const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor)
{
  int code = name_cases(factor, "lag", "claims paid 30 days sooner", "claims paid 30 days later");
  bool any = false;
  for (size_t i = 0; i < scenario->claims->n_services; i++) {
    any = any || sl_service_longest_lag(&scenario->claims->services[i]) > 0;
  }
  if (code == SL_OK && !any) {
    return leave_out(&factor->left_out, "claims are paid on the day they are incurred");
  }
  const char *path = change_or_set(scenario, "claims.lag_shift+", "claims.lag_shift");
  return code == SL_OK ? set_both(factor, path, "-30", "30") : code;
}

/* As a whole, for it may be the basis's. */
static void frailty_text(const sl_claims_t *claims, double times, char text[VALUE_TEXT])
{
  char shape[SL_NUMBER_TEXT], correlation[SL_NUMBER_TEXT];
  snprintf(text, VALUE_TEXT, "{distribution: gamma, shape: %s, correlation: %s}",
           sl_number_format(times * claims->frailty_shape, shape),
           sl_number_format(claims->frailty_correlation, correlation));
}

static int make_frailty(const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor)
{
  char low[VALUE_TEXT], high[VALUE_TEXT];
  int code = name_cases(factor, "frailty", "frailty's shape halved: persons differ more",
                        "frailty's shape doubled: persons differ less");
  if (code == SL_OK && !isfinite(scenario->claims->frailty_shape)) {
    return leave_out(&factor->left_out, "the claims have no frailty");
  }
  frailty_text(scenario->claims, 0.5, low);
  frailty_text(scenario->claims, 2.0, high);
  return code == SL_OK ? set_both(factor, "claims.frailty", low, high) : code;
}

int sl_factor_make(size_t index, const sl_scenario_t *scenario, sl_sensitivity_factor_t *factor)
{
  switch (index) {
  case TREND:
    return make_trend(scenario, factor);
  case LARGE:
    return make_large(scenario, factor);
  case FRAILTY:
    return make_frailty(scenario, factor);
  case LAG:
    return make_lag(scenario, factor);
  default:
    return make_row(&rows[index], scenario, factor);
  }
}

/* ---- stresses ---- */

/* Amounts are dollars of the United States. */
static bool has_dollars(const sl_scenario_t *scenario)
{
  return strcmp(scenario->currency, "USD") == 0;
}

/* Whether the scenario has named claims for this row. */
static bool is_claimant(const sl_scenario_t *scenario, uint32_t row)
{
  bool named = false;
  for (size_t i = 0; i < scenario->claims->n_services; i++) {
    named = named || scenario->claims->services[i].only_row == row;
  }
  return named;
}

static bool has_laser(const sl_scenario_t *scenario, uint32_t row)
{
  bool found = false;
  for (size_t a = 0; a < scenario->arrangements->n; a++) {
    const sl_specific_t *specific = &scenario->arrangements->list[a].specific;
    for (size_t i = 0; scenario->arrangements->list[a].has_specific && i < specific->n_lasers;
         i++) {
      found = found || specific->lasers[i].row == row;
    }
  }
  return found;
}

/* The youngest whom nothing in the scenario names and who has a row in the census. */
static uint32_t whom(const sl_scenario_t *scenario)
{
  const sl_group_t *group = scenario->group;
  const sl_person_t *found = NULL;
  for (size_t p = 0; p < group->n_persons; p++) {
    const sl_person_t *person = &group->persons[p];
    if (person->months >= scenario->months && (found == NULL || person->age < found->age) &&
        !is_claimant(scenario, person->row) && !has_laser(scenario, person->row)) {
      found = person;
    }
  }
  return found != NULL ? found->row : 0;
}

static int make_gene_therapy(const sl_scenario_t *scenario, sl_stress_t *stress, char **left_out)
{
  char value[VALUE_TEXT];
  const uint32_t row = whom(scenario);
  int code = sl_stress_init(stress, "gene therapy",
                            "the youngest member gets a gene therapy of 3.5 million, once");
  if (code == SL_OK && (row == 0 || !has_dollars(scenario))) {
    return leave_out(left_out, row == 0 ? "nobody could be given it"
                                        : "its amount is in dollars of the United States");
  }
  snprintf(value, sizeof value,
           "{member: %lu, certain: true, services: [{name: gene therapy, "
           "frequency: {distribution: bernoulli, probability: 1}, "
           "severity: {distribution: constant, value: 3500000}}]}",
           (unsigned long)row);
  return code == SL_OK ? sl_stress_set(stress, "claims.claimants.+", value) : code;
}

/* How many are ill: Commission Delegated Regulation (EU) 2015/35, Article 162: of 40% of the
 * insured 1% are in hospital and 20% see a physician. What that costs in the United States is
 * judgement. */
static int make_pandemic(const sl_scenario_t *scenario, sl_stress_t *stress, char **left_out)
{
  int code =
      sl_stress_init(stress, "pandemic year",
                     "4 more in 1,000 members go to hospital for 40,000 on average, and 80 to "
                     "a physician for 200 (a pandemic as in Solvency II; amounts are judged)");
  if (code == SL_OK && !has_dollars(scenario)) {
    return leave_out(left_out, "its amounts are in dollars of the United States");
  }
  code = code == SL_OK
             ? sl_stress_set(stress, "claims.services.+",
                             "{name: pandemic hospital stay, frequency: {distribution: poisson, "
                             "mean: 0.004}, severity: {distribution: lognormal, mean: 40000, cv: "
                             "1.5}}")
             : code;
  return code == SL_OK ? sl_stress_set(stress, "claims.services.+",
                                       "{name: pandemic visit, frequency: {distribution: poisson, "
                                       "mean: 0.08}, severity: {distribution: constant, value: "
                                       "200}}")
                       : code;
}

static int make_young(sl_stress_t *stress)
{
  const int code = sl_stress_init(stress, "the young leave",
                                  "a fifth of the contracts of employees under 35 leave");
  return code == SL_OK ? sl_stress_set(stress, "enrolment", "{change: -0.2, under: 35}") : code;
}

static int make_high_trend(const sl_scenario_t *scenario, sl_stress_t *stress)
{
  bool matters;
  int code = trend_matters(scenario, &matters);
  if (code == SL_OK) {
    code = sl_stress_init(stress, "trend + 4 points",
                          matters ? "prices rise 4 points a year faster"
                                  : "in the year before, prices rise 4 points faster");
  }
  return code == SL_OK ? set_trend(scenario, matters, 0.04, stress) : code;
}

int sl_own_stress_make(size_t index, const sl_scenario_t *scenario, sl_stress_t *stress,
                       char **left_out)
{
  *left_out = NULL;
  switch (index) {
  case 0:
    return make_gene_therapy(scenario, stress, left_out);
  case 1:
    return make_pandemic(scenario, stress, left_out);
  case 2:
    return make_young(stress);
  default:
    return make_high_trend(scenario, stress);
  }
}

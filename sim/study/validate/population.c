#include "sim/study/validate/population.h"

#include "models/bases/bases.h"
#include "sim/input/basis/basis.h"
#include "sim/input/load/load.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"
#include "sim/results/block.h"
#include "sim/study/validate/validate.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIO_NAME "the validation" /* no path that a user writes */
#define CENSUS_NAME "the reference population"
#define ADULT 20
#define MOTHER_FROM 25
#define MOTHER_TO 44
#define DISK_BYTES ((size_t)256 << 20)

/* ---- the reference population ---- */

typedef struct writing {
  sl_text_t text;
  const sl_reference_population_t *population;
  unsigned contracts, mothers; /* written so far; how many there are in all */
} writing_t;

static unsigned band_end(const sl_reference_population_t *population, size_t band)
{
  const unsigned end =
      band + 1 < population->n ? population->band[band + 1].age : SL_POPULATION_AGE_MOST + 1;
  return end <= SL_POPULATION_AGE_MOST + 1 ? end : SL_POPULATION_AGE_MOST + 1;
}

/* Of person k of a band of one sex. */
static unsigned age_of(const sl_reference_population_t *population, size_t band, sl_sex_t sex,
                       unsigned k)
{
  const unsigned from = population->band[band].age, width = band_end(population, band) - from;
  const unsigned n = population->band[band].persons[sex];
  return from + (2 * k + 1) * width / (2 * n);
}

typedef void (*visit_t)(writing_t *w, unsigned age, sl_sex_t sex);

static void visit_all(writing_t *w, visit_t visit)
{
  for (size_t b = 0; b < w->population->n; b++) {
    for (int sex = SL_FEMALE; sex <= SL_MALE; sex++) {
      const unsigned n = w->population->band[b].age <= SL_POPULATION_AGE_MOST
                             ? w->population->band[b].persons[sex]
                             : 0;
      for (unsigned k = 0; k < n; k++) {
        visit(w, age_of(w->population, b, (sl_sex_t)sex, k), (sl_sex_t)sex);
      }
    }
  }
}

static bool may_be_mother(unsigned age, sl_sex_t sex)
{
  return sex == SL_FEMALE && age >= MOTHER_FROM && age <= MOTHER_TO;
}

static void write_mother(writing_t *w, unsigned age, sl_sex_t sex)
{
  if (may_be_mother(age, sex)) {
    sl_text_append(&w->text, "%u,employee,%u,F\n", ++w->contracts, age);
    w->mothers++;
  }
}

static void write_other_adult(writing_t *w, unsigned age, sl_sex_t sex)
{
  if (age >= ADULT && !may_be_mother(age, sex)) {
    sl_text_append(&w->text, "%u,employee,%u,%c\n", ++w->contracts, age,
                   sex == SL_FEMALE ? 'F' : 'M');
  }
}

/* In turn: the mothers' contracts are the first. */
static void write_child(writing_t *w, unsigned age, sl_sex_t sex)
{
  if (age < ADULT) {
    sl_text_append(&w->text, "%u,child,%u,%c\n", w->contracts++ % w->mothers + 1, age,
                   sex == SL_FEMALE ? 'F' : 'M');
  }
}

/* To be freed; NULL where the basis has no population or memory ends, of which *code tells. */
static char *write_census(const sl_basis_t *basis, int *code)
{
  writing_t w = {.population = &basis->population};
  *code = SL_ERR_UNSUPPORTED;
  if (basis->population.n == 0) {
    return NULL;
  }
  sl_text_append(&w.text, "employee,relationship,age,sex\n");
  visit_all(&w, write_mother);
  visit_all(&w, write_other_adult);
  if (w.mothers > 0) {
    visit_all(&w, write_child);
  }
  char *census = sl_text_take(&w.text);
  *code = census != NULL ? SL_OK : SL_ERR_MEMORY;
  return census;
}

/* ---- files in memory ---- */

typedef struct texts {
  char *scenario, *census; /* owned; census NULL: the user's file */
} texts_t;

static int hand_out(const char *text, char **bytes, size_t *n)
{
  *bytes = sl_text_copy(text);
  *n = strlen(text);
  return *bytes != NULL ? SL_OK : SL_ERR_MEMORY;
}

static int read_text(void *context, const char *name, char **bytes, size_t *n)
{
  const texts_t *texts = context;
  if (strcmp(name, SCENARIO_NAME) == 0) {
    return hand_out(texts->scenario, bytes, n);
  }
  if (texts->census != NULL && strcmp(name, CENSUS_NAME) == 0) {
    return hand_out(texts->census, bytes, n);
  }
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_input_read(NULL, name, DISK_BYTES, "256 MiB", bytes, n, &faults);
  sl_faults_free(&faults);
  return code;
}

/* ---- the plans of a user's census ---- */

#define PLANS_MOST                                                                                 \
  64 /* distinct names; a census of more is refused as it would be in a scenario                   \
      */

typedef struct plans {
  char *name[PLANS_MOST];
  size_t n;
  size_t column; /* of the names; SIZE_MAX = none */
  bool has_header;
} plans_t;

static void find_column(plans_t *plans, const char *const *fields, size_t n)
{
  plans->has_header = true;
  for (size_t i = 0; i < n && i < SL_CSV_FIELDS_MAX; i++) {
    if (strcmp(fields[i], "plan") == 0) {
      plans->column = i;
    }
  }
}

static int take_plan(void *context, size_t line, const char *const *fields, size_t n)
{
  plans_t *plans = context;
  (void)line;
  if (fields == NULL) {
    return SL_OK;
  }
  if (!plans->has_header) {
    find_column(plans, fields, n);
    return SL_OK;
  }
  if (plans->column >= n || plans->n == PLANS_MOST) {
    return SL_OK;
  }
  const char *name = fields[plans->column];
  bool known = name[0] == '\0' || strcmp(name, "waived") == 0;
  for (size_t i = 0; i < plans->n && !known; i++) {
    known = strcmp(plans->name[i], name) == 0;
  }
  if (!known) {
    plans->name[plans->n] = sl_text_copy(name);
    return plans->name[plans->n++] != NULL ? SL_OK : SL_ERR_MEMORY;
  }
  return SL_OK;
}

/* What cannot be read is told when the census itself is. */
static int write_plans(sl_text_t *text, const char *census)
{
  plans_t plans = {.column = SIZE_MAX};
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = census != NULL ? sl_csv_read(NULL, census, take_plan, &plans, &faults) : SL_OK;
  sl_faults_free(&faults);
  sl_text_append(text, "plans: [");
  for (size_t i = 0; i < plans.n; i++) {
    sl_text_append(text, "%s{name: ", i > 0 ? ", " : "");
    sl_text_append_quoted(text, sl_text_part(text, plans.name[i]));
    sl_text_append(text, "}");
    free(plans.name[i]);
  }
  sl_text_append(text, "%s]\n", plans.n == 0 ? "{name: all}" : "");
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

/* ---- the scenario ---- */

static int load_basis(const char *name, sl_basis_t **basis, sl_faults_t *faults)
{
  const sl_embedded_basis_t *found = sl_embedded_basis(name);
  const sl_source_t by = {.path = name, .folder = "", .faults = faults};
  return found != NULL ? sl_basis_parse(&by, name, found->text, strlen(found->text), basis)
                       : sl_basis_read(&by, name, basis);
}

static size_t persons_in(const char *census)
{
  size_t lines = 0;
  for (const char *p = census; (p = strchr(p, '\n')) != NULL; p++) {
    lines++;
  }
  return lines - 1;
}

/* Whole blocks of trials, as many as batches are. */
static double trials_for(double person_years, size_t persons)
{
  const double step = (double)SL_BLOCK_TRIALS * SL_VALIDATE_BATCHES;
  return step * fmax(1.0, ceil(person_years / (double)persons / step));
}

/* The plan year has its middle on the basis's day, or near it. */
static void write_scenario(sl_text_t *text, const char *name, const sl_basis_t *basis,
                           const char *census, double trials, uint64_t seed)
{
  const sl_date_t first = {basis->date.year, basis->date.month, 1};
  const sl_date_t start = sl_date_add_months(first, -SL_MONTHS_PER_YEAR / 2);
  sl_text_append(text, "stoploss: 1\nname: ");
  sl_text_append_quoted(text, basis->title);
  sl_text_append(text, "\n");
  if (basis->currency != NULL) {
    sl_text_append(text, "currency: %s\n", basis->currency);
  }
  sl_text_append(text, "start: %04d-%02d-%02d\ncensus: ", start.year, start.month, start.day);
  sl_text_append_quoted(text, census);
  sl_text_append(text, "\nclaims: {basis: ");
  sl_text_append_quoted(text, name);
  sl_text_append(text,
                 ", trend: 0}\narrangements: [{name: claims, kind: aso}]\nsimulation: {trials: "
                 "%.0f, seed: %llu}\n",
                 trials, (unsigned long long)seed);
}

static int make_texts(const char *name, const sl_basis_t *basis, const char *census,
                      double person_years, uint64_t seed, texts_t *texts, sl_faults_t *faults)
{
  int code = SL_OK;
  sl_text_t scenario = {0};
  if (census == NULL) {
    texts->census = write_census(basis, &code);
  }
  if (code == SL_ERR_UNSUPPORTED) {
    sl_faults_add(faults, SL_ERR_INPUT, name, 0, 0,
                  "the basis has no reference_population; give the persons with --census");
    return SL_ERR_INPUT;
  }
  const double trials =
      trials_for(person_years, texts->census != NULL ? persons_in(texts->census) : 1);
  write_scenario(&scenario, name, basis, census != NULL ? census : CENSUS_NAME, trials, seed);
  code = code == SL_OK ? write_plans(&scenario, census) : code;
  texts->scenario = sl_text_take(&scenario);
  return code == SL_OK && texts->scenario == NULL ? SL_ERR_MEMORY : code;
}

/* A census of the user's has a number of persons that only reading tells. */
static int set_trials(double person_years, sl_scenario_t **scenario, const sl_provider_t *provider,
                      sl_faults_t *faults)
{
  char trials[32];
  sl_scenario_t *variant = NULL;
  snprintf(trials, sizeof trials, "%.0f",
           trials_for(person_years, (*scenario)->group->n_persons + 1));
  const sl_override_t value = {"simulation.trials", trials};
  const sl_overrides_t overrides = {&value, 1};
  const int code = sl_scenario_variant(provider, *scenario, &overrides, &variant, faults);
  sl_scenario_free(*scenario);
  *scenario = variant;
  return code;
}

int sl_population_scenario(const char *basis, const char *census, double person_years,
                           uint64_t seed, sl_scenario_t **scenario, sl_faults_t *faults)
{
  texts_t texts = {NULL, NULL};
  const sl_provider_t provider = {read_text, &texts};
  sl_basis_t *loaded = NULL;
  *scenario = NULL;
  int code = load_basis(basis, &loaded, faults);
  if (code == SL_OK) {
    code = make_texts(basis, loaded, census, person_years, seed, &texts, faults);
  }
  if (code == SL_OK) {
    code = sl_scenario_load_from(&provider, SCENARIO_NAME, NULL, scenario, faults);
  }
  if (code == SL_OK && census != NULL) {
    code = set_trials(person_years, scenario, &provider, faults);
  }
  if (code == SL_ERR_MEMORY && sl_faults_code(faults) == SL_OK) {
    sl_faults_add(faults, SL_ERR_MEMORY, basis, 0, 0, "out of memory");
  }
  sl_basis_free(loaded);
  free(texts.scenario);
  free(texts.census);
  return code;
}

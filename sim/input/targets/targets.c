#include "sim/input/targets/targets.h"

#include "models/group/person.h"
#include "sim/input/read/csv_rows.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const sl_quantity_row_t sl_quantities[SL_QUANTITIES] = {
    [SL_SHARE_ABOVE] = {"share_above", SL_AT_AMOUNT, SL_UNIT_SHARE, false},
    [SL_PER_MILLION_ABOVE] = {"per_million_above", SL_AT_AMOUNT, SL_UNIT_NUMBER, false},
    [SL_RATIO_OF_DOUBLE] = {"ratio_of_double", SL_AT_AMOUNT, SL_UNIT_SHARE, false},
    [SL_MEAN] = {"mean", SL_AT_NOTHING, SL_UNIT_MONEY, false},
    [SL_MEAN_CAPPED] = {"mean_capped", SL_AT_AMOUNT, SL_UNIT_MONEY, false},
    [SL_SHARE_OF_TOP] = {"share_of_top", SL_AT_FRACTION, SL_UNIT_SHARE, false},
    [SL_SHARE_OF_LOWER_HALF] = {"share_of_lower_half", SL_AT_NOTHING, SL_UNIT_SHARE, false},
    [SL_AGE_RATIO] = {"age_ratio", SL_AT_AGES, SL_UNIT_NUMBER, false},
    [SL_MEN_OVER_WOMEN] = {"men_over_women", SL_AT_AGES, SL_UNIT_NUMBER, false},
    [SL_EVENTS_PER_1000] = {"events_per_1000", SL_AT_SERVICE, SL_UNIT_NUMBER, false},
    [SL_COST_PER_EVENT] = {"cost_per_event", SL_AT_SERVICE, SL_UNIT_MONEY, false},
    [SL_EXCESS_OF] = {"excess_of", SL_AT_CONDITIONS, SL_UNIT_SHARE, false},
    [SL_WITHOUT_CONDITION] = {"without_condition", SL_AT_AMOUNT, SL_UNIT_SHARE, false},
    [SL_TOP_STAYS] = {"top_stays", SL_AT_FRACTION, SL_UNIT_SHARE, true},
    [SL_LOWER_HALF_STAYS] = {"lower_half_stays", SL_AT_NOTHING, SL_UNIT_SHARE, true},
    [SL_CORRELATION_CAPPED] = {"correlation_capped", SL_AT_AMOUNT, SL_UNIT_NUMBER, true},
};

enum { QUANTITY, AT, TARGET, LOW, HIGH, FITTED, SOURCE, COLUMNS }; /* others may follow */
static const char *const column_names[COLUMNS] = {"quantity", "at",     "target", "low",
                                                  "high",     "fitted", "source"};

typedef struct reading {
  const char *path;
  sl_faults_t *faults;
  sl_targets_t *targets;
  size_t capacity;
  size_t n_columns; /* of the header; 0 before it */
} reading_t;

static void refuse(const reading_t *r, size_t line, size_t column, const char *value,
                   const char *allowed)
{
  char excerpt[SL_EXCERPT_TEXT];
  sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, column + 1,
                "%s is not valid: %s; allowed: %s", column_names[column],
                value[0] != '\0' ? sl_text_excerpt(value, excerpt) : "nothing", allowed);
}

static int read_header(reading_t *r, size_t line, const char *const *fields, size_t n)
{
  bool same = n >= COLUMNS;
  for (size_t i = 0; same && i < COLUMNS; i++) {
    same = strcmp(fields[i], column_names[i]) == 0;
  }
  r->n_columns = n;
  if (!same) {
    sl_faults_add(
        r->faults, SL_ERR_INPUT, r->path, line, 0,
        "a file of targets begins with the columns quantity, at, target, low, high, fitted "
        "and source, in this order");
  }
  return same ? SL_OK : SL_ERR_INPUT;
}

/* ---- one row ---- */

static bool take_quantity(const reading_t *r, const char *name, sl_target_t *target)
{
  const char *known[SL_QUANTITIES];
  for (size_t q = 0; q < SL_QUANTITIES; q++) {
    known[q] = sl_quantities[q].name;
    if (strcmp(name, known[q]) == 0) {
      target->quantity = (sl_quantity_t)q;
      return true;
    }
  }
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  sl_faults_add(r->faults, SL_ERR_INPUT, r->path, target->line, QUANTITY + 1,
                "quantity is not known: %s%s", sl_text_excerpt(name, excerpt),
                sl_did_you_mean(sl_nearest(name, known, SL_QUANTITIES), hint));
  return false;
}

/* "55-64", "0-17F", "0". */
static bool take_ages(const char *at, sl_target_t *target)
{
  char *end = NULL;
  target->sex = -1;
  if (at[0] < '0' || at[0] > '9') {
    return false;
  }
  target->age_from = target->age_to = (unsigned)strtoul(at, &end, 10);
  if (*end == '-' && end[1] >= '0' && end[1] <= '9') {
    target->age_to = (unsigned)strtoul(end + 1, &end, 10);
  }
  if (*end == 'F' || *end == 'M') {
    target->sex = *end == 'F' ? SL_FEMALE : SL_MALE;
    end++;
  }
  return *end == '\0' && target->age_from <= target->age_to;
}

static bool take_conditions(const char *at, sl_target_t *target)
{
  static const char above[] = " above ";
  const char *amount = strstr(at, above);
  return amount != NULL && amount > at &&
         sl_number_parse(amount + strlen(above), &target->amount) && target->amount >= 0.0;
}

static void take_at(const reading_t *r, const char *at, sl_target_t *target)
{
  switch (sl_quantities[target->quantity].at) {
  case SL_AT_NOTHING:
    if (at[0] != '\0') {
      refuse(r, target->line, AT, at, "nothing");
    }
    break;
  case SL_AT_AMOUNT:
    if (!sl_number_parse(at, &target->amount) || target->amount < 0.0) {
      refuse(r, target->line, AT, at, "an amount from 0");
    }
    break;
  case SL_AT_FRACTION:
    if (!sl_number_parse(at, &target->amount) || target->amount <= 0.0 || target->amount >= 1.0) {
      refuse(r, target->line, AT, at, "a fraction above 0 and below 1");
    }
    break;
  case SL_AT_AGES:
    if (!take_ages(at, target)) {
      refuse(r, target->line, AT, at, "ages such as 55-64, and F or M after them for one sex");
    }
    break;
  case SL_AT_SERVICE:
    if (at[0] == '\0') {
      refuse(r, target->line, AT, at, "the name of a service");
    }
    break;
  case SL_AT_CONDITIONS:
    if (!take_conditions(at, target)) {
      refuse(r, target->line, AT, at, "conditions and an amount: cancer+leukemia above 200000");
    }
    break;
  }
}

static void take_range(const reading_t *r, const char *const *fields, sl_target_t *target)
{
  target->low = target->high = (double)NAN;
  if (!sl_number_parse(fields[TARGET], &target->target)) {
    refuse(r, target->line, TARGET, fields[TARGET], "a number");
  }
  if (fields[LOW][0] == '\0' && fields[HIGH][0] == '\0') {
    return;
  }
  if (!sl_number_parse(fields[LOW], &target->low)) {
    refuse(r, target->line, LOW, fields[LOW], "a number, or nothing in low and high both");
  } else if (!sl_number_parse(fields[HIGH], &target->high) || target->high < target->low) {
    refuse(r, target->line, HIGH, fields[HIGH], "a number from low on");
  }
}

static void take_fitted(const reading_t *r, const char *fitted, sl_target_t *target)
{
  target->fitted = strcmp(fitted, "yes") == 0;
  if (!target->fitted && strcmp(fitted, "no") != 0) {
    refuse(r, target->line, FITTED, fitted, "yes or no");
  }
}

static int keep(reading_t *r, const sl_target_t *target)
{
  if (r->targets->n == r->capacity) {
    const size_t capacity = 2 * r->capacity + 64;
    sl_target_t *list = realloc(r->targets->list, capacity * sizeof *list);
    if (list == NULL) {
      return SL_ERR_MEMORY;
    }
    r->targets->list = list;
    r->capacity = capacity;
  }
  r->targets->list[r->targets->n++] = *target;
  return SL_OK;
}

static int take_row(reading_t *r, size_t line, const char *const *fields)
{
  sl_target_t target = {.line = line, .sex = -1};
  if (take_quantity(r, fields[QUANTITY], &target)) {
    take_at(r, fields[AT], &target);
  }
  take_range(r, fields, &target);
  take_fitted(r, fields[FITTED], &target);
  target.at = sl_text_copy(fields[AT]);
  target.source = sl_text_copy(fields[SOURCE]);
  const int code = target.at != NULL && target.source != NULL ? keep(r, &target) : SL_ERR_MEMORY;
  if (code != SL_OK) {
    free(target.at);
    free(target.source);
  }
  return code;
}

static int read_row(void *context, size_t line, const char *const *fields, size_t n)
{
  reading_t *r = context;
  if (fields == NULL || (n > 0 && fields[0][0] == '#')) {
    return SL_OK;
  }
  if (r->n_columns == 0) {
    return read_header(r, line, fields, n);
  }
  if (n != r->n_columns) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0, "%zu fields; the header has %zu", n,
                  r->n_columns);
    return SL_OK;
  }
  if (r->targets->n == SL_TARGETS_MAX) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, line, 0, "more than %d rows", SL_TARGETS_MAX);
    return SL_ERR_INPUT;
  }
  return take_row(r, line, fields);
}

int sl_targets_read(const sl_provider_t *provider, const char *path, sl_targets_t *targets,
                    sl_faults_t *faults)
{
  const size_t before = faults->n + faults->suppressed;
  reading_t r = {.path = path, .faults = faults, .targets = targets};
  *targets = (sl_targets_t){NULL, 0};
  const int code = sl_csv_read(provider, path, read_row, &r, faults);
  if (code == SL_OK && targets->n == 0 && faults->n + faults->suppressed == before) {
    sl_faults_add(faults, SL_ERR_INPUT, path, 0, 0, "there is no target in it");
  }
  if (code == SL_ERR_MEMORY && sl_faults_code(faults) == SL_OK) {
    sl_faults_add(faults, SL_ERR_MEMORY, path, 0, 0, "out of memory");
  }
  return code == SL_OK && faults->n + faults->suppressed > before ? SL_ERR_INPUT : code;
}

void sl_targets_free(sl_targets_t *targets)
{
  for (size_t i = 0; i < targets->n; i++) {
    free(targets->list[i].at);
    free(targets->list[i].source);
  }
  free(targets->list);
  *targets = (sl_targets_t){NULL, 0};
}

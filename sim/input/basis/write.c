#include "models/claims/lags.h"
#include "sim/input/basis/basis.h"
#include "sim/input/basis/curves.h"
#include "sim/input/distribution/unscaled.h"
#include "sim/input/read/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH 100

typedef struct writer {
  sl_text_t text;
  const char *stem;
  sl_written_files_t *files;
} writer_t;

/* Whether value[i] is a blank at which a scalar may go on in the next line, which a reader takes
 * for one blank. Behind a backslash it would not. */
static bool may_break(const char *value, size_t i)
{
  return i > 0 && value[i] == ' ' && strchr(" \\", value[i - 1]) == NULL && value[i + 1] != ' ' &&
         value[i + 1] != '\0';
}

/* A text as a scalar over lines of LINE_WIDTH, of which the first has used `column`; the others
 * begin behind `indent` blanks. */
static void write_text(sl_text_t *text, const char *value, size_t column, size_t indent)
{
  sl_text_t whole = {0};
  sl_text_append_quoted(&whole, value);
  char *scalar = sl_text_take(&whole);
  const char *rest = sl_text_part(text, scalar);
  while (column + strlen(rest) > LINE_WIDTH) {
    size_t end = 0;
    for (size_t i = 0; rest[i] != '\0' && (end == 0 || column + i <= LINE_WIDTH); i++) {
      end = may_break(rest, i) ? i : end;
    }
    if (end == 0) {
      break;
    }
    sl_text_append(text, "%.*s\n%*s", (int)end, rest, (int)indent, "");
    rest += end + 1;
    column = indent;
  }
  sl_text_append(text, "%s\n", rest);
  free(scalar);
}

static void write_key_text(sl_text_t *text, const char *key, const char *value)
{
  sl_text_append(text, "%s: ", key);
  write_text(text, value, strlen(key) + 2, 2);
}

static void write_frailty(sl_text_t *text, const sl_basis_t *basis)
{
  sl_text_append(text, "frailty: {distribution: gamma, shape: ");
  sl_write_number(text, basis->frailty_shape);
  if (basis->frailty_correlation > 0.0) {
    sl_text_append(text, ", correlation: ");
    sl_write_number(text, basis->frailty_correlation);
  }
  sl_text_append(text, "}\n");
}

/* The earliest version that says all of it, so that older programs read what they can. */
static int version_of(const sl_basis_t *basis)
{
  return basis->n_conditions > 0 || basis->frailty_correlation > 0.0 ? 2 : 1;
}

static void write_head(sl_text_t *text, const sl_basis_t *basis)
{
  sl_text_append(text, "stoploss_basis: %d\n", version_of(basis));
  write_key_text(text, "name", basis->name);
  write_key_text(text, "title", basis->title);
  if (basis->currency != NULL) {
    sl_text_append(text, "currency: %s\n", basis->currency);
  }
  sl_text_append(text, "date: %04d-%02d-%02d\n", basis->date.year, basis->date.month,
                 basis->date.day);
  if (basis->doc != NULL) {
    write_key_text(text, "doc", basis->doc);
  }
  if (basis->n_sources > 0) {
    sl_text_append(text, "sources:\n");
  }
  for (size_t i = 0; i < basis->n_sources; i++) {
    sl_text_append(text, "  - ");
    write_text(text, basis->sources[i], 4, 4);
  }
  if (isfinite(basis->frailty_shape)) {
    write_frailty(text, basis);
  }
}

static void write_item_name(sl_text_t *text, const char *name)
{
  sl_text_append(text, "  - name: ");
  write_text(text, name, 10, 6);
}

static void write_curves(sl_text_t *text, const sl_basis_t *basis)
{
  if (basis->n_curves > 0) {
    sl_text_append(text, "age_curves:\n");
  }
  for (size_t i = 0; i < basis->n_curves; i++) {
    write_item_name(text, basis->curves[i].name);
    sl_curve_write(text, &basis->curves[i].curve, 4);
  }
}

static void write_disability(sl_text_t *text, const sl_disability_t *disability)
{
  sl_text_append(text, "    disability: {salary_share: ");
  sl_write_number(text, disability->salary_share);
  if (isfinite(disability->maximum)) {
    sl_text_append(text, ", maximum: ");
    sl_write_number(text, disability->maximum);
  }
  sl_text_append(text, ", elimination_days: %u", disability->elimination_days);
  if (disability->kind == SL_SHORT_TERM) {
    sl_text_append(text, ", maximum_weeks: %u", disability->maximum_weeks);
  } else {
    sl_text_append(text, ", to_age: %u, interest: ", disability->to_age);
    sl_write_number(text, disability->interest);
    sl_text_append(text, ", termination: ");
    sl_write_numbers(text, disability->termination, disability->n_termination);
  }
  sl_text_append(text, "}\n");
}

/* Whether the lag is the line's own, which the format has no word for but silence. */
static bool has_own_lag(const sl_service_t *service, sl_text_t *text)
{
  sl_severity_t usual;
  const int code = sl_lag_default(service->line, &usual, NULL);
  const sl_severity_t *lag = &service->lag;
  text->failed |= code != SL_OK;
  bool same = code == SL_OK && lag->family == usual.family && lag->n == usual.n &&
              isinf(lag->limit) && !lag->times_salary;
  for (size_t i = 0; same && i < usual.n; i++) {
    same = lag->values[i] == usual.values[i] && lag->probabilities[i] == usual.probabilities[i];
  }
  sl_severity_free(&usual);
  return !same;
}

static void write_lag(writer_t *w, const sl_service_t *service)
{
  if (!has_own_lag(service, &w->text)) {
    return;
  }
  sl_text_append(&w->text, "    lag: ");
  if (service->lag.family != NULL) {
    sl_write_severity(&w->text, &service->lag, w->stem, w->files);
  } else {
    sl_text_append(&w->text, "{distribution: constant, value: 0}");
  }
  sl_text_append(&w->text, "\n");
}

/* The curve of the basis that this is a copy of; NULL where there is none, or it is NULL. */
static const sl_named_curve_t *curve_of(const sl_basis_t *basis, const sl_age_curve_t *copy)
{
  for (size_t i = 0; i < basis->n_curves && copy != NULL; i++) {
    if (memcmp(&basis->curves[i].curve, copy, sizeof *copy) == 0) {
      return &basis->curves[i];
    }
  }
  return NULL;
}

static void write_curve_name(sl_text_t *text, const sl_basis_t *basis, const sl_age_curve_t *copy)
{
  const sl_named_curve_t *curve = curve_of(basis, copy);
  if (curve != NULL) {
    sl_text_append(text, "    age_curve: ");
    write_text(text, curve->name, 15, 6);
  }
}

static void write_service(writer_t *w, const sl_basis_t *basis, const sl_service_t *service)
{
  static const char *const members[] = {"all", "employees", "dependents"}; /* as sl_members_t */
  sl_text_t *text = &w->text;
  write_item_name(text, service->name);
  sl_text_append(text, "    line: %s\n    frequency: ", sl_line_names[service->line]);
  sl_write_frequency(text, &service->frequency);
  sl_text_append(text, "\n");
  if (service->line != SL_LINE_LONG_TERM_DISABILITY) { /* its termination says how long */
    sl_text_append(text, "    severity: ");
    sl_write_severity(text, &service->severity, w->stem, w->files);
    sl_text_append(text, "\n");
  }
  sl_text_append(text, "    members: %s\n", members[service->members]);
  write_lag(w, service);
  if (service->seasonal) {
    sl_text_append(text, "    seasonality: ");
    sl_write_numbers(text, service->season, SL_MONTHS_PER_YEAR);
    sl_text_append(text, "\n");
  }
  if (service->disability != NULL) {
    write_disability(text, service->disability);
  }
  write_curve_name(text, basis, service->age_curve);
}

/* ---- conditions ---- */

/* Numbers that reading divides by their sum; the caller frees them. */
static double *unscaled(sl_text_t *text, const double *weights, size_t n)
{
  double *w = malloc((2 * n + 1) * sizeof *w);
  text->failed |= w == NULL;
  if (w != NULL) {
    sl_unscaled(weights, n, 1, w, w + n);
  }
  return w;
}

static void write_spread(sl_text_t *text, const sl_basis_t *basis,
                         const sl_condition_spread_t *spread, int indent)
{
  double shares[SL_CONDITION_EVENTS_MAX];
  for (size_t i = 0; i < spread->n; i++) {
    shares[i] = spread->parts[i].share;
  }
  double *w = unscaled(text, shares, spread->n);
  sl_text_append(text, "%*sservices:\n", indent, "");
  for (size_t i = 0; i < spread->n && w != NULL; i++) {
    sl_text_append(text, "%*s- {service: ", indent + 2, "");
    sl_text_append_quoted(text, basis->services[spread->parts[i].service].name);
    sl_text_append(text, ", share: ");
    sl_write_number(text, w[i]);
    sl_text_append(text, ", events: %" PRIu32 "}\n", spread->parts[i].events);
  }
  free(w);
}

static void write_months(sl_text_t *text, const double months[SL_CONDITION_MONTHS])
{
  bool equal = true;
  for (size_t i = 0; i < SL_CONDITION_MONTHS; i++) {
    equal = equal && months[i] == 1.0 / SL_CONDITION_MONTHS;
  }
  double *w = equal ? NULL : unscaled(text, months, SL_CONDITION_MONTHS);
  if (w != NULL) {
    sl_text_append(text, "    months: ");
    sl_write_numbers(text, w, SL_CONDITION_MONTHS);
    sl_text_append(text, "\n");
  }
  free(w);
}

static void write_amount(writer_t *w, const sl_severity_t *severity, int indent)
{
  sl_text_append(&w->text, "%*sseverity: ", indent, "");
  sl_write_severity(&w->text, severity, w->stem, w->files);
  sl_text_append(&w->text, "\n");
}

static void write_condition(writer_t *w, const sl_basis_t *basis, const sl_condition_t *condition)
{
  sl_text_t *text = &w->text;
  write_item_name(text, condition->name);
  sl_text_append(text, "    incidence: ");
  sl_write_number(text, condition->incidence);
  sl_text_append(text, "\n");
  write_curve_name(text, basis, condition->age_curve);
  write_amount(w, &condition->severity, 4);
  write_spread(text, basis, &condition->spread, 4);
  write_months(text, condition->months);
  if (condition->continues > 0.0) {
    sl_text_append(text, "    continues: ");
    sl_write_number(text, condition->continues);
    sl_text_append(text, "\n");
  }
  if (condition->follows_frailty) {
    sl_text_append(text, "    follows_frailty: true\n");
  }
  if (condition->mother_severity.family != NULL) {
    sl_text_append(text, "    mother:\n");
    write_amount(w, &condition->mother_severity, 6);
    write_spread(text, basis, &condition->mother_spread, 6);
  }
}

/* ---- the basis ---- */

static bool is_within(const sl_condition_spread_t *spread, size_t n_services)
{
  bool within = spread->n <= SL_CONDITION_EVENTS_MAX;
  for (size_t i = 0; i < spread->n; i++) {
    within = within && spread->parts[i].service < n_services;
  }
  return within;
}

/* Only what a program has filled in can be wrong. */
static int check_references(const sl_basis_t *basis, sl_error_t *error)
{
  for (size_t i = 0; i < basis->n_services; i++) {
    const sl_service_t *service = &basis->services[i];
    if (service->age_curve != NULL && curve_of(basis, service->age_curve) == NULL) {
      return sl_fail(error, SL_ERR_ARGUMENT,
                     "the age curve of service %s is none of the basis's age curves",
                     service->name);
    }
  }
  for (size_t i = 0; i < basis->n_conditions; i++) {
    const sl_condition_t *condition = &basis->conditions[i];
    if (condition->age_curve != NULL && curve_of(basis, condition->age_curve) == NULL) {
      return sl_fail(error, SL_ERR_ARGUMENT,
                     "the age curve of condition %s is none of the basis's age curves",
                     condition->name);
    }
    if (condition->spread.n == 0 || !is_within(&condition->spread, basis->n_services) ||
        !is_within(&condition->mother_spread, basis->n_services)) {
      return sl_fail(error, SL_ERR_ARGUMENT,
                     "condition %s is spread over no service, or one that the basis lacks",
                     condition->name);
    }
  }
  return SL_OK;
}

/* The files but for the text of the first, which is in the writer then. */
static void write_all(writer_t *w, const sl_basis_t *basis)
{
  sl_text_t name = {0};
  sl_text_append(&name, "%s.yaml", w->stem);
  w->text.failed |= sl_written_files_add(w->files, sl_text_take(&name), sl_text_copy("")) != SL_OK;
  write_head(&w->text, basis);
  write_curves(&w->text, basis);
  sl_text_append(&w->text, "services:\n");
  for (size_t i = 0; i < basis->n_services; i++) {
    write_service(w, basis, &basis->services[i]);
  }
  if (basis->n_conditions > 0) {
    sl_text_append(&w->text, "conditions:\n");
  }
  for (size_t i = 0; i < basis->n_conditions; i++) {
    write_condition(w, basis, &basis->conditions[i]);
  }
}

int sl_basis_write(const sl_basis_t *basis, const char *stem, sl_written_files_t *files,
                   sl_error_t *error)
{
  writer_t w = {.stem = stem, .files = files};
  *files = (sl_written_files_t){0};
  if (check_references(basis, error) != SL_OK) {
    return SL_ERR_ARGUMENT;
  }
  write_all(&w, basis);
  const size_t length = w.text.length;
  char *text = sl_text_take(&w.text);
  int code = SL_OK;
  if (text == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "out of memory for the text of basis %s", basis->name);
  } else if (length > SL_YAML_BYTES) {
    code = sl_fail(error, SL_ERR_UNSUPPORTED,
                   "basis %s takes %zu bytes as a file; allowed: at most %d", basis->name, length,
                   SL_YAML_BYTES);
  }
  if (code != SL_OK) {
    free(text);
    sl_written_files_free(files);
    return code;
  }
  free(files->list[0].text);
  files->list[0].text = text;
  return SL_OK;
}

#include "sim/output/result_file/checks.h"

#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/header.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MARK "exact"        /* attribute: the run was asked for exact figures */
#define REASONS "not_exact" /* attribute of the file, and variable by arrangement */
#define NONE "none"

/* ---- writing ---- */

static const char *or_none(const char *text) { return text[0] != '\0' ? text : NONE; }

static int put_reasons(hid_t file, sl_layout_t *layout, const sl_checks_t *checks)
{
  const char **texts = malloc((checks->n_arrangements + 1) * sizeof *texts);
  if (texts == NULL) {
    return -1;
  }
  for (size_t a = 0; a < checks->n_arrangements; a++) {
    texts[a] = or_none(checks->arrangements[a].reasons);
  }
  const int result = sl_h5_put_signed(file, MARK, 1) == 0 &&
                             sl_h5_put_text(file, REASONS, or_none(checks->reasons)) == 0
                         ? sl_layout_texts(layout, REASONS, "why figures have no exact answer",
                                           SL_DIMENSION_ARRANGEMENT, texts)
                         : -1;
  free(texts);
  return result;
}

int sl_put_checks(hid_t file, sl_layout_t *layout, const sl_checks_t *checks)
{
  const size_t n = checks->n_arrangements;
  sl_checks_t group = *checks;
  double *values = malloc((n + 1) * SL_N_QUANTILES * sizeof *values);
  int result = values != NULL ? put_reasons(file, layout, checks) : -1;
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_GROUP_VARIABLES; v++) {
    result = sl_layout_values(layout, &sl_group_shape, &sl_check_group_variables[v],
                              sl_check_group_field(&group, v));
  }
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_VARIABLES; v++) {
    for (size_t a = 0; a < n; a++) {
      values[a] = *sl_check_field(&checks->arrangements[a], v);
    }
    result = sl_layout_values(layout, &sl_arrangement_shape, &sl_check_variables[v], values);
  }
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_QUANTILE_VARIABLES; v++) {
    for (size_t i = 0; i < n * SL_N_QUANTILES; i++) {
      values[i] = *sl_check_quantile_field(&checks->arrangements[i % n], v, i / n);
    }
    result = sl_layout_values(layout, &sl_quantile_shape, &sl_check_quantile_variables[v], values);
  }
  free(values);
  return result;
}

/* ---- reading ---- */

static int read_values(hid_t file, const sl_variable_t *variable, const sl_shape_t *shape,
                       const sl_run_facts_t *facts, double *values)
{
  const hid_t dataset = sl_open_variable(file, variable->name, shape, facts);
  const int good = dataset >= 0 &&
                   H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return good ? 0 : -1;
}

static int take_reasons(char **slot, const char *text, sl_error_t *error)
{
  if (!sl_is_plain_text(text)) {
    return sl_fail(error, SL_ERR_INPUT, "the reasons why figures are not exact are damaged");
  }
  return sl_checks_say(slot, strcmp(text, NONE) == 0 ? "" : text, error);
}

static int read_reasons(hid_t file, sl_checks_t *checks, sl_error_t *error)
{
  char *whole = NULL;
  size_t n = 0;
  char **texts = sl_read_texts(file, REASONS, &n);
  int code =
      texts != NULL && n == checks->n_arrangements && sl_h5_get_text(file, REASONS, &whole) == 0
          ? take_reasons(&checks->reasons, whole, error)
          : sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged", REASONS);
  for (size_t a = 0; code == SL_OK && a < n; a++) {
    code = take_reasons(&checks->arrangements[a].reasons, texts[a] != NULL ? texts[a] : "", error);
  }
  sl_free_texts(texts, n);
  free(whole);
  return code;
}

static int read_numbers(hid_t file, const sl_run_facts_t *facts, sl_checks_t *checks,
                        double *values)
{
  const size_t n = checks->n_arrangements;
  int result = 0;
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_GROUP_VARIABLES; v++) {
    result = read_values(file, &sl_check_group_variables[v], &sl_group_shape, facts,
                         sl_check_group_field(checks, v));
  }
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_VARIABLES; v++) {
    result = read_values(file, &sl_check_variables[v], &sl_arrangement_shape, facts, values);
    for (size_t a = 0; result == 0 && a < n; a++) {
      *sl_check_field(&checks->arrangements[a], v) = values[a];
    }
  }
  for (size_t v = 0; result == 0 && v < SL_N_CHECK_QUANTILE_VARIABLES; v++) {
    result = read_values(file, &sl_check_quantile_variables[v], &sl_quantile_shape, facts, values);
    for (size_t i = 0; result == 0 && i < n * SL_N_QUANTILES; i++) {
      *sl_check_quantile_field(&checks->arrangements[i % n], v, i / n) = values[i];
    }
  }
  return result;
}

int sl_read_checks(hid_t file, const sl_run_facts_t *facts, sl_checks_t **checks, sl_error_t *error)
{
  *checks = NULL;
  const int exists = sl_h5_has(file, MARK);
  if (exists <= 0) {
    return exists == 0 ? SL_OK
                       : sl_fail(error, SL_ERR_INPUT, "the attribute %s cannot be read", MARK);
  }
  int code = sl_checks_new(facts->n_arrangements, checks, error);
  double *values = malloc((facts->n_arrangements + 1) * SL_N_QUANTILES * sizeof *values);
  if (code == SL_OK && values == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for exact figures");
  }
  if (code == SL_OK) {
    code = read_reasons(file, *checks, error);
  }
  if (code == SL_OK && read_numbers(file, facts, *checks, values) != 0) {
    code = sl_fail(error, SL_ERR_INPUT, "the exact figures are missing or damaged");
  }
  free(values);
  if (code != SL_OK) {
    sl_checks_free(*checks);
    *checks = NULL;
  }
  return code;
}

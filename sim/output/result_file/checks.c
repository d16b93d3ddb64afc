#include "sim/output/result_file/checks.h"

#include "sim/output/result_file/header.h"

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
                                           &sl_arrangement_dimension, texts)
                         : -1;
  free(texts);
  return result;
}

int sl_put_checks(hid_t file, sl_layout_t *layout, const sl_checks_t *checks)
{
  const size_t n = checks->n_arrangements, size = sizeof checks->arrangements[0];
  return put_reasons(file, layout, checks) == 0 &&
                 sl_put_table(layout, sl_check_group_variables, SL_N_CHECK_GROUP_VARIABLES, checks,
                              1, 0) == 0 &&
                 sl_put_table(layout, sl_check_variables, SL_N_CHECK_VARIABLES,
                              checks->arrangements, n, size) == 0 &&
                 sl_put_table(layout, sl_check_quantile_variables, SL_N_CHECK_QUANTILE_VARIABLES,
                              checks->arrangements, n, size) == 0
             ? 0
             : -1;
}

/* ---- reading ---- */

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

static int read_numbers(const sl_stored_t *stored, sl_checks_t *checks, sl_error_t *error)
{
  const size_t size = sizeof checks->arrangements[0];
  int code =
      sl_get_table(stored, sl_check_group_variables, SL_N_CHECK_GROUP_VARIABLES, checks, 0, error);
  if (code == SL_OK) {
    code = sl_get_table(stored, sl_check_variables, SL_N_CHECK_VARIABLES, checks->arrangements,
                        size, error);
  }
  if (code == SL_OK) {
    code = sl_get_table(stored, sl_check_quantile_variables, SL_N_CHECK_QUANTILE_VARIABLES,
                        checks->arrangements, size, error);
  }
  return code == SL_ERR_INPUT ? sl_fail(error, code, "the exact figures are missing or damaged")
                              : code;
}

int sl_read_checks(const sl_stored_t *stored, sl_checks_t **checks, sl_error_t *error)
{
  *checks = NULL;
  const int exists = sl_h5_has(stored->file, MARK);
  if (exists <= 0) {
    return exists == 0 ? SL_OK
                       : sl_fail(error, SL_ERR_INPUT, "the attribute %s cannot be read", MARK);
  }
  int code = sl_checks_new(stored->facts->n_arrangements, checks, error);
  if (code == SL_OK) {
    code = read_reasons(stored->file, *checks, error);
  }
  code = code == SL_OK ? read_numbers(stored, *checks, error) : code;
  if (code != SL_OK) {
    sl_checks_free(*checks);
    *checks = NULL;
  }
  return code;
}

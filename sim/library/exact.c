#include "sim/study/exact/exact.h"
#include "sim/library/library.h"
#include "sim/output/report/exact_report.h"

#include <stdlib.h>
#include <string.h>

struct stoploss_exact {
  const sl_scenario_t *scenario;
  sl_exact_t *exact;
};

int stoploss_exact_new(const stoploss_scenario_t *scenario, stoploss_exact_t **exact,
                       stoploss_error_t *error)
{
  sl_error_t fault = {0};
  *exact = NULL;
  stoploss_exact_t *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return sl_library_refuse(error, SL_ERR_MEMORY, "no memory for the exact figures");
  }
  made->scenario = scenario->scenario;
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  const int code = sl_exact_new(made->scenario, &made->exact, &fault);
  sl_plain_locale_end(locale);
  if (code == SL_OK) {
    *exact = made;
  } else {
    stoploss_exact_free(made);
  }
  return sl_library_tell(code, &fault, error);
}

void stoploss_exact_free(stoploss_exact_t *exact)
{
  if (exact != NULL) {
    sl_exact_free(exact->exact);
    free(exact);
  }
}

const char *stoploss_exact_reason(const stoploss_exact_t *exact, size_t arrangement, size_t i)
{
  const sl_exact_t *all = exact->exact;
  if (arrangement != STOPLOSS_GROUP && arrangement >= all->n_arrangements) {
    return NULL;
  }
  const sl_exact_reasons_t *reasons =
      arrangement == STOPLOSS_GROUP ? &all->reasons : &all->arrangements[arrangement].reasons;
  return i < reasons->n ? reasons->text[i] : NULL;
}

static int tell(const sl_exact_figure_t *known, const char *what, stoploss_bounded_t *figure,
                stoploss_error_t *error)
{
  if (!known->is_known) {
    return sl_library_refuse(error, SL_ERR_UNSUPPORTED, "%s has no exact answer here", what);
  }
  *figure = (stoploss_bounded_t){known->value, known->bound};
  return SL_OK;
}

int stoploss_exact_figure(const stoploss_exact_t *exact, const char *name, size_t arrangement,
                          stoploss_bounded_t *figure, stoploss_error_t *error)
{
  const sl_exact_t *all = exact->exact;
  const bool group = arrangement == STOPLOSS_GROUP;
  const size_t n = group ? (size_t)SL_N_EXACT_GROUP_FIGURES : (size_t)SL_N_EXACT_FIGURES;
  const size_t i =
      sl_library_variable(group ? sl_exact_group_variables : sl_exact_variables, n, name);
  if (i == n) {
    return sl_library_unknown(name, error);
  }
  if (!group && arrangement >= all->n_arrangements) {
    return sl_library_absent(arrangement, all->n_arrangements, error);
  }
  return tell(group ? &all->group[i] : &all->arrangements[arrangement].figure[i], name, figure,
              error);
}

int stoploss_exact_quantile(const stoploss_exact_t *exact, double level, size_t arrangement,
                            stoploss_bounded_t *quantile, stoploss_error_t *error)
{
  const sl_exact_t *all = exact->exact;
  size_t place;
  const int code = sl_library_level(level, &place, error);
  if (code != SL_OK) {
    return code;
  }
  if (arrangement >= all->n_arrangements) {
    return sl_library_absent(arrangement, all->n_arrangements, error);
  }
  return tell(&all->arrangements[arrangement].quantile[place], "this quantile", quantile, error);
}

static int write_text(const void *subject, const sl_paper_t *paper, char **text, sl_error_t *fault)
{
  const stoploss_exact_t *exact = subject;
  return paper != NULL ? sl_exact_report_text(exact->scenario, exact->exact, paper, text, fault)
                       : sl_exact_report_json(exact->scenario, exact->exact, text, fault);
}

int stoploss_exact_page(const stoploss_exact_t *exact, size_t width, char **text,
                        stoploss_error_t *error)
{
  return sl_library_page(write_text, exact, width, text, error);
}

int stoploss_exact_json(const stoploss_exact_t *exact, char **text, stoploss_error_t *error)
{
  return sl_library_text(write_text, exact, NULL, text, error);
}

/* The exact figures: what `stoploss exact` prints. */
#include "models/core/calendar.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/report/exact_report.h"
#include "sim/output/text/format.h"
#include "sim/output/text/json_parts.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_VERSION 1
#define REASON_SIZE 2000

/* ---- text ---- */

typedef struct page {
  FILE *out;
  const char *symbol;
} page_t;

static void put_line(const page_t *page, const char *label, const char *value, const char *bound)
{
  fputs("  ", page->out);
  sl_put_left(page->out, label, 46);
  sl_put_right(page->out, value, 21);
  sl_put_right(page->out, bound, 11);
  putc('\n', page->out);
}

static void print_value(const page_t *page, const char *label, const sl_exact_figure_t *figure,
                        bool is_amount)
{
  sl_figure_t value, bound = {""};
  if (!figure->is_known) {
    return;
  }
  snprintf(value.text, sizeof value.text, "%s",
           isinf(figure->value)   ? "infinite"
           : isnan(figure->value) ? "not defined"
                                  : "no bound of its error");
  if (isfinite(figure->value) && isfinite(figure->bound)) {
    const int decimals = fabs(figure->value) < 100000.0 ? 4 : 2;
    snprintf(value.text, sizeof value.text, is_amount ? "%.*f" : "%.*g", is_amount ? decimals : 9,
             figure->value);
    snprintf(bound.text, sizeof bound.text, "%.2g", figure->bound);
  }
  put_line(page, label, value.text, bound.text);
}

static void print_reasons(const page_t *page, const sl_exact_reasons_t *reasons)
{
  for (size_t i = 0; i < reasons->n; i++) {
    char text[REASON_SIZE];
    snprintf(text, sizeof text, "- %s", reasons->text[i]);
    sl_put_paragraph(page->out, 2, 4, text);
  }
}

static void print_arrangement(const page_t *page, const char *name,
                              const sl_exact_arrangement_t *arrangement)
{
  fprintf(page->out, "\n%s\n", name);
  for (size_t i = 0; i < SL_N_EXACT_FIGURES; i++) {
    print_value(page, sl_exact_variables[i].long_name, &arrangement->figure[i],
                sl_exact_variables[i].is_amount);
  }
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    char label[64];
    snprintf(label, sizeof label, "cost not exceeded in %g years of 100",
             100.0 * sl_quantile_levels[q]);
    print_value(page, label, &arrangement->quantile[q], true);
  }
  if (arrangement->reasons.n > 0) {
    fputs("  Not exact:\n", page->out);
    print_reasons(page, &arrangement->reasons);
  }
}

static void print_page(const page_t *page, const sl_scenario_t *scenario, const sl_exact_t *exact)
{
  sl_put_paragraph(page->out, 0, 0, scenario->name);
  sl_put_rule(page->out, '=', sl_text_width(scenario->name));
  fprintf(page->out,
          "Exact figures, without simulation; amounts in %s. The last column bounds the "
          "error.\n\nGroup\n",
          scenario->currency);
  for (size_t i = 0; i < SL_N_EXACT_GROUP_FIGURES; i++) {
    print_value(page, sl_exact_group_variables[i].long_name, &exact->group[i],
                sl_exact_group_variables[i].is_amount);
  }
  for (size_t a = 0; a < exact->n_arrangements; a++) {
    print_arrangement(page, scenario->arrangements->list[a].name, &exact->arrangements[a]);
  }
}

int sl_exact_report_text(const sl_scenario_t *scenario, const sl_exact_t *exact,
                         const sl_paper_t *paper, char **text, sl_error_t *error)
{
  char *composed = NULL;
  size_t size = 0;
  page_t page = {.out = open_memstream(&composed, &size), .symbol = ""};
  *text = NULL;
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  print_page(&page, scenario, exact);
  return sl_typeset_composed(page.out, &composed, paper, text, error);
}

/* ---- JSON ---- */

static json_t *figure_of(const sl_exact_figure_t *figure)
{
  return json_pack("{s:o, s:o}", "value", sl_json_number(figure->value), "bound",
                   sl_json_number(figure->bound));
}

static json_t *with_figure(json_t *object, const char *name, const sl_exact_figure_t *figure)
{
  return figure->is_known ? sl_json_with(object, name, figure_of(figure)) : object;
}

static json_t *reasons_of(const sl_exact_reasons_t *reasons)
{
  json_t *list = json_array();
  for (size_t i = 0; i < reasons->n; i++) {
    list = sl_json_and(list, json_string(reasons->text[i]));
  }
  return list;
}

static json_t *quantiles_of(const sl_exact_arrangement_t *arrangement)
{
  json_t *list = json_array();
  for (size_t q = 0; q < SL_N_QUANTILES; q++) {
    const sl_exact_figure_t *figure = &arrangement->quantile[q];
    if (figure->is_known) {
      list = sl_json_and(list, json_pack("{s:f, s:o, s:o}", "quantile", sl_quantile_levels[q],
                                         "value", sl_json_number(figure->value), "bound",
                                         sl_json_number(figure->bound)));
    }
  }
  return list;
}

static json_t *arrangement_of(const char *name, const sl_exact_arrangement_t *arrangement)
{
  json_t *figures = json_object();
  for (size_t i = 0; i < SL_N_EXACT_FIGURES; i++) {
    figures = with_figure(figures, sl_exact_variables[i].name, &arrangement->figure[i]);
  }
  return json_pack("{s:s, s:o, s:o, s:o}", "name", name, "reasons",
                   reasons_of(&arrangement->reasons), "figures", figures, "cost_quantiles",
                   quantiles_of(arrangement));
}

int sl_exact_report_json(const sl_scenario_t *scenario, const sl_exact_t *exact, char **text,
                         sl_error_t *error)
{
  json_t *group = json_object(), *arrangements = json_array();
  for (size_t i = 0; i < SL_N_EXACT_GROUP_FIGURES; i++) {
    group = with_figure(group, sl_exact_group_variables[i].name, &exact->group[i]);
  }
  for (size_t a = 0; a < exact->n_arrangements; a++) {
    arrangements = sl_json_and(arrangements, arrangement_of(scenario->arrangements->list[a].name,
                                                            &exact->arrangements[a]));
  }
  json_t *root =
      json_pack("{s:i, s:s, s:s, s:o, s:o, s:o}", "version", JSON_VERSION, "name", scenario->name,
                "currency", scenario->currency, "reasons", reasons_of(&exact->reasons), "group",
                group, "arrangements", arrangements);
  *text = sl_json_text(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15), "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON");
}

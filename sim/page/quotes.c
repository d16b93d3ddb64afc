/* A comparison of quotes, as `stoploss import quotes --into` reads it. */
#include "sim/input/foreign/quotes/quotes.h"
#include "sim/input/foreign/sheet/open.h"
#include "sim/input/offers/offers.h"
#include "sim/input/offers/yaml.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/import/quotes_report.h"
#include "sim/page/page.h"
#include "sim/page/session.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The scenario with these arrangements, in *text. */
static int put(sl_offers_t *offers, const char *scenario, char **text, sl_faults_t *faults)
{
  sl_scenario_t *made = NULL;
  sl_files_read_t files = {0};
  char *section = sl_offers_yaml(offers);
  int code = section == NULL ? SL_ERR_MEMORY : SL_OK;
  if (code == SL_OK) {
    code = sl_offers_into(scenario, scenario, section, text, &made, &files, faults);
  }
  if (code == SL_OK) {
    sl_offers_compare(offers, made);
    code = offers->failed ? SL_ERR_MEMORY : SL_OK;
  }
  sl_scenario_free(made);
  sl_files_read_free(&files);
  free(section);
  return code;
}

static json_t *report_of(const sl_offers_t *offers)
{
  static const sl_paper_t paper = {SL_PAGE_WIDTH, false};
  char *page = NULL;
  sl_error_t error = {0};
  json_t *report =
      sl_quotes_report_page(offers, &paper, &page, &error) == SL_OK ? json_string(page) : NULL;
  free(page);
  return report;
}

/* The answer, from what was read. */
static json_t *answer_of(sl_offers_t *offers, const char *from, const char *scenario,
                         sl_faults_t *faults)
{
  char *text = NULL;
  if (offers->n_whole == 0) {
    sl_faults_add(faults, SL_ERR_INPUT, from, 0, 0, "no option has what an arrangement needs");
  } else if (put(offers, scenario, &text, faults) == SL_ERR_MEMORY) {
    sl_faults_add(faults, SL_ERR_MEMORY, NULL, 0, 0, "out of memory for the quotes");
  }
  json_t *answer = sl_json_with(page_answer(faults, NULL), "report", report_of(offers));
  answer = sl_json_with(answer, "scenario", text != NULL ? json_string(text) : json_null());
  free(text);
  return answer;
}

/* A line WHO=ROW or WHO=ID. */
static int put_laser(void *context, const char *line, const char *equals, sl_error_t *error)
{
  sl_offers_options_t *options = context;
  const char *whom = equals + 1;
  const bool is_row = strspn(whom, "0123456789") == strlen(whom);
  const unsigned long row = is_row ? strtoul(whom, NULL, 10) : 0;
  if (is_row && (row == 0 || row >= UINT32_MAX)) {
    return sl_fail(error, SL_ERR_INPUT, "%s is no row of a census; the first has the number 1",
                   whom);
  }
  if (options->n_lasers == SL_OFFERS_LASERS_MAX) {
    return sl_fail(error, SL_ERR_INPUT, "more than %d lasers", SL_OFFERS_LASERS_MAX);
  }
  options->lasers[options->n_lasers++] = (sl_laser_place_t){.who = line,
                                                            .length = (size_t)(equals - line),
                                                            .row = (uint32_t)row,
                                                            .id = is_row ? NULL : whom};
  return SL_OK;
}

/* The sheet outlives what is read of it. */
static int read_offers(const char *from, sl_offers_options_t *options, sl_sheet_t *sheet,
                       sl_quotes_t **quotes, sl_offers_t **offers, sl_faults_t *faults)
{
  sl_error_t error = {0};
  int code = sl_sheet_open(from, sheet, faults);
  if (code == SL_OK) {
    code = sl_quotes_read(sheet, quotes, &error);
    code = code == SL_OK ? sl_offers_make(*quotes, options, offers, &error) : code;
    if (code != SL_OK) {
      sl_faults_add(faults, code, from, 0, 0, "%s", error.text);
    }
  }
  return code;
}

char *page_import_quotes(const char *from, const char *scenario, const char *lasers, int credit)
{
  sl_offers_options_t options = {.credit_rebates = credit != 0};
  sl_sheet_t sheet = {0};
  sl_quotes_t *quotes = NULL;
  sl_offers_t *offers = NULL;
  sl_faults_t faults;
  sl_error_t error = {0};
  char *lines = strdup(lasers);
  sl_faults_init(&faults);
  int code = lines == NULL ? sl_fail(&error, SL_ERR_MEMORY, "out of memory for the quotes")
                           : page_each_line(lines, put_laser, &options, &error);
  if (code != SL_OK) {
    sl_faults_add(&faults, code, NULL, 0, 0, "%s", error.text);
  }
  code = code == SL_OK ? read_offers(from, &options, &sheet, &quotes, &offers, &faults) : code;
  json_t *answer =
      code == SL_OK ? answer_of(offers, from, scenario, &faults) : page_answer(&faults, NULL);
  sl_offers_free(offers);
  sl_quotes_free(quotes);
  sl_sheet_free(&sheet);
  free(lines);
  sl_faults_free(&faults);
  return page_answer_text(answer);
}

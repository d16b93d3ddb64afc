#include "sim/output/report/checks.h"
#include "sim/output/report/contracts.h"
#include "sim/output/report/months.h"
#include "sim/output/report/quotes.h"
#include "sim/output/report/rare.h"
#include "sim/output/report/report.h"

#include <stdlib.h>

/* The 99th percentile then rests on ten trials. */
#define FEW_TRIALS 1000

static void put_group(const sl_page_t *page)
{
  const sl_run_facts_t *facts = page->results->facts;
  const sl_enrolment_t *e = &facts->enrolment;
  char text[400];
  snprintf(text, sizeof text,
           "%.20s employees, %.20s members, %.0f months. %.24s simulated year%s, seed %llu. "
           "Amounts in %.8s.%s%.40s%s%s",
           sl_format_count(e->employees).text, sl_format_count(e->members).text, e->plan_months,
           sl_format_count((double)facts->trials).text, facts->trials == 1 ? "" : "s",
           (unsigned long long)facts->seed, facts->currency,
           facts->jurisdiction[0] != '\0' ? " Jurisdiction " : "", facts->jurisdiction,
           facts->jurisdiction[0] != '\0' ? "." : "",
           facts->sampler == SL_SAMPLE_TOTALS
               ? " Members' annual totals were drawn from tables, not claim by claim."
               : "");
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_claims(const sl_page_t *page)
{
  const sl_estimate_t *mean = page->summary->trial_mean;
  const char *symbol = page->symbol.text;
  char text[400];
  snprintf(text, sizeof text,
           "Claims of an average year: %s allowed; members pay %s, the plan %s. The largest "
           "claimant costs the plan %s.",
           sl_format_amount(symbol, mean[SL_TRIAL_ALLOWED]).text,
           sl_format_amount(symbol, mean[SL_TRIAL_MEMBER_PAID]).text,
           sl_format_amount(symbol, mean[SL_TRIAL_PLAN_PAID]).text,
           sl_format_amount(symbol, mean[SL_TRIAL_LARGEST_CLAIMANT]).text);
  sl_put_paragraph(page->out, 0, 0, text);
}

static void put_notes(const sl_page_t *page)
{
  putc('\n', page->out);
  sl_put_paragraph(
      page->out, 0, 0,
      "\xc2\xb1 is one standard error of the simulation (but for the parts of a run above): more "
      "trials make it smaller. "
      "It says nothing of how well the assumptions fit this group. Figures without "
      "it carry none; costs are those at the premiums and budgets shown.");
  if (page->results->facts->notes[0] != '\0') {
    putc('\n', page->out);
    sl_put_paragraph(page->out, 0, 0, page->results->facts->notes);
  }
  sl_page_rare_note(page);
  if (page->results->facts->trials < FEW_TRIALS) {
    putc('\n', page->out);
    sl_put_paragraph(page->out, 0, 0,
                     "So few simulated years say little about rare ones: run at least 1,000.");
  }
  if (page->results->facts->infinite_variance) {
    putc('\n', page->out);
    sl_put_paragraph(page->out, 0, 0,
                     "Beware: a severity of this scenario has infinite variance. The \xc2\xb1 "
                     "beside an average of amounts that no contract caps cannot be trusted; "
                     "chances and quantiles are not affected.");
  }
}

static void put_page(const sl_page_t *page)
{
  const char *title = page->results->facts->title;
  sl_put_paragraph(page->out, 0, 0, title);
  sl_put_rule(page->out, '=', sl_text_width(title));
  put_group(page);
  put_claims(page);
  sl_page_quotes(page);
  sl_page_answers(page);
  sl_page_contracts(page);
  sl_page_tables(page);
  sl_page_months(page);
  sl_page_enough(page);
  sl_page_checks(page);
  put_notes(page);
}

int sl_report_text(const sl_results_t *results, const sl_summary_t *summary,
                   const sl_paper_t *paper, char **text, sl_error_t *error)
{
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  sl_page_t page = {.results = results,
                    .width = paper->width,
                    .summary = summary,
                    .symbol = sl_currency_symbol(results->facts->currency)};
  page.out = open_memstream(&composed, &size);
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the decision page");
  }
  put_page(&page);
  return sl_typeset_composed(page.out, &composed, paper, text, error);
}

#include "sim/output/report/fit_page.h"

#include "sim/output/report/fit_laws.h"
#include "sim/output/text/format.h"
#include "sim/output/text/layout.h"

#include <math.h>
#include <stdlib.h>

#define INDENT 2
#define MONTHS_SHOWN 6 /* of what is still to be paid */
#define FEW_CLAIMANTS 10.0
#define WIDE_TREND 0.10 /* half the interval of a trend that is called wide */

static const char *const development_names[SL_DEVELOPMENTS] = {"Medical", "Pharmacy"};

static void put_heading(const sl_fit_page_t *page, const char *words)
{
  putc('\n', page->out);
  sl_put_paragraph(page->out, 0, 0, words);
}

static sl_figure_t whole(const sl_fit_page_t *page, double amount)
{
  return sl_format_exact(page->symbol, round(amount));
}

/* ---- what was read ---- */

static void put_read(const sl_fit_page_t *page)
{
  sl_fit_repair_t repairs[SL_FIT_REPAIRS];
  bool any = false;
  sl_fit_repairs(page->study, page->file, repairs);
  put_heading(page, "What was read");
  sl_fit_say(page, INDENT, "%s rows of data.", sl_format_count((double)page->file->rows).text);
  for (size_t i = 0; i < SL_FIT_REPAIRS; i++) {
    if (repairs[i].n > 0) {
      any = true;
      sl_fit_say(page, INDENT, "%s: %s.", repairs[i].words,
                 sl_format_count((double)repairs[i].n).text);
    }
  }
  if (!any) {
    sl_fit_say(page, INDENT, "Nothing had to be repaired or left out.");
  }
}

static void put_head(const sl_fit_page_t *page)
{
  const sl_experience_t *e = page->study->experience;
  const sl_date_t first = sl_experience_date(e->first_day), last = sl_experience_date(e->last_day);
  const sl_date_t day = sl_experience_date(page->study->day);
  sl_put_paragraph(page->out, 0, 0, "A claims basis fitted to the group's own claims");
  sl_put_rule(page->out, '=', 47);
  sl_fit_say(page, 0,
             "%s claims (%s) of %s members, incurred from %04d-%02d to %04d-%02d. %s amounts in "
             "%s, at the level of %04d-%02d-%02d.",
             sl_format_count((double)e->n_occasions).text,
             e->annual ? "annual totals" : "lines of one member, service and day are one claim",
             sl_format_count((double)page->study->persons_with_claims).text, first.year,
             first.month, last.year, last.month, e->allowed ? "Allowed" : "Paid",
             page->study->terms.currency, day.year, day.month, day.day);
  if (e->has_census) {
    sl_fit_say(page, 0, "Exposure: %.1f member-years of the census's %s rows.", e->member_years,
               sl_format_count((double)e->n_members).text);
  } else if (e->listed != NULL) {
    sl_fit_say(page, 0,
               "Exposure: each row is a year in which its member was covered, since the file lists "
               "years without claims (%.1f member-years).",
               e->member_years);
  } else {
    sl_fit_say(page, 0,
               "Exposure is an assumption: without a census the %s members of the file count as "
               "covered in all these months (%.1f member-years), and nobody else. Members without "
               "claims are missing, so frequencies are too high: give --census.",
               sl_format_count((double)e->n_members).text, e->member_years);
  }
}

/* ---- lags and trend ---- */

static void put_months(const sl_fit_page_t *page, const sl_lag_study_t *lags)
{
  const sl_experience_t *e = page->study->experience;
  const unsigned n = e->n_months;
  sl_put_left(page->out, "  incurred", 12);
  sl_put_right(page->out, "paid by now", 16);
  sl_put_right(page->out, "share", 10);
  sl_put_right(page->out, "in the end", 16);
  sl_put_right(page->out, "error", 14);
  putc('\n', page->out);
  for (unsigned m = n > MONTHS_SHOWN ? n - MONTHS_SHOWN : 0; m < n; m++) {
    const sl_completed_t *row = &lags->rows[m];
    const int month = e->first_month + (int)m;
    char text[32];
    snprintf(text, sizeof text, "  %04d-%02d%s", month / 12, month % 12 + 1,
             row->by_expectation ? " *" : "");
    sl_put_left(page->out, text, 12);
    sl_put_right(page->out, whole(page, row->paid).text, 16);
    snprintf(text, sizeof text, "%.1f%%",
             row->ultimate > 0.0 ? 100.0 * row->paid / row->ultimate : 100.0);
    sl_put_right(page->out, text, 10);
    sl_put_right(page->out, whole(page, row->ultimate).text, 16);
    sl_put_right(page->out, whole(page, row->standard_error).text, 14);
    putc('\n', page->out);
  }
}

static void put_lags(const sl_fit_page_t *page)
{
  put_heading(page, "How claims are paid");
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    const sl_lag_study_t *lags = &page->study->lags[d];
    if (lags->claims == 0.0) {
      continue;
    }
    if (!lags->is_told) {
      sl_fit_say(page, INDENT,
                 "%s: not told (%s). Claims count as complete: if the last months are not, "
                 "frequencies are too low.",
                 development_names[d], lags->why);
      continue;
    }
    sl_fit_say(
        page, INDENT,
        "%s: %s is still to be paid of what is incurred (Mack's error %s). Each month counts "
        "by the share of it that is known.",
        development_names[d], whole(page, lags->total.reserve).text,
        whole(page, lags->total.standard_error).text);
    if (lags->left_out > 0) {
      sl_fit_say(page, INDENT, "Months left out of the fits, since less than %.0f%% is known: %u.",
                 100.0 * SL_EXPERIENCE_SHARE, lags->left_out);
    }
    put_months(page, lags);
  }
  if (page->study->lags[0].is_told || page->study->lags[1].is_told) {
    sl_fit_say(page, INDENT, "* by what older months cost a member (Bornhuetter and Ferguson).");
  }
}

static void put_trend(const sl_fit_page_t *page)
{
  const sl_trend_study_t *trend = &page->study->trend;
  put_heading(page, "Trend");
  if (trend->is_fitted) {
    sl_fit_say(page, INDENT,
               "Cost a member-year over %zu %s: %s a year, 95%% interval %+.1f%% to %+.1f%%.",
               trend->points, page->study->experience->annual ? "years" : "months",
               sl_format_growth(trend->annual).text, 100.0 * trend->low, 100.0 * trend->high);
  } else {
    sl_fit_say(page, INDENT,
               "The claims tell no trend: it takes %d months, or %d years of annual totals, all "
               "with claims.",
               SL_TREND_MONTHS, SL_TREND_YEARS);
  }
  if (trend->source == SL_TREND_NONE) {
    sl_fit_say(page, INDENT,
               "Used: none. %sAmounts are as the file has them; say what you believe by --trend.",
               trend->is_fitted ? "The fitted one is too uncertain to be used. " : "");
  } else {
    sl_fit_say(page, INDENT, "Used: %+.2f%% a year, %s.", 100.0 * trend->used,
               trend->source == SL_TREND_GIVEN ? "as given" : "as fitted");
  }
  if (trend->source == SL_TREND_NONE && page->study->terms.manual != NULL) {
    const sl_date_t day = sl_experience_date(page->study->day);
    sl_fit_say(page, INDENT,
               "Beware: the manual's amounts are of %04d-%02d-%02d, and the group's stand beside "
               "them as they are.",
               day.year, day.month, day.day);
  }
  if (trend->is_fitted && trend->high - trend->low > 2.0 * WIDE_TREND) {
    sl_fit_say(page, INDENT, "So wide an interval tells next to nothing of next year.");
  }
}

/* ---- weight ---- */

static void put_rule(const sl_fit_page_t *page)
{
  const sl_fit_terms_t *terms = &page->study->terms;
  const sl_weight_study_t *w = &page->study->weight;
  if (isnan(terms->between_variance)) {
    sl_fit_say(page, INDENT,
               "Weight of the group's own: Z = %.4f, limited fluctuation: %s claims of the %s that "
               "it takes to lie within %.4g%% of the mean %.4g%% of the time (Var N / E N %.2f, cv "
               "of a claim %.2f).",
               w->z, sl_format_count(w->claims).text, sl_format_count(ceil(w->full_claims)).text,
               100.0 * terms->within, 100.0 * terms->probability, w->dispersion, w->cv);
  } else {
    sl_fit_say(page, INDENT,
               "Weight of the group's own: Z = %.4f, Buehlmann and Straub: %.1f member-years, "
               "variance within %.6g, between groups %.6g as given.",
               w->z, w->member_years, w->within_variance, terms->between_variance);
  }
}

static void put_weight(const sl_fit_page_t *page)
{
  const sl_fit_terms_t *terms = &page->study->terms;
  const sl_weight_study_t *w = &page->study->weight;
  put_heading(page, "Weight beside the manual");
  if (terms->manual == NULL) {
    sl_fit_say(page, INDENT,
               "No manual basis is given (--manual): everything in the basis is the group's own, "
               "which a group of this size rarely carries.");
    return;
  }
  put_rule(page);
  sl_fit_say(page, INDENT,
             "A member-year%s%s: own %.3f claims and %s, manual (%.60s) %.3f claims and %s%s.",
             isfinite(terms->pool) ? ", claims up to " : "",
             isfinite(terms->pool) ? whole(page, terms->pool).text : "", w->own_claims,
             whole(page, w->own_cost).text, terms->manual->name, w->manual_claims,
             whole(page, w->manual_cost).text,
             page->study->experience->has_census ? " at the group's ages"
                                                 : " at its reference population's ages");
  if (isfinite(terms->pool)) {
    sl_fit_say(page, INDENT,
               "Claims above %s: %s of the group, %.3f for 1,000 member-years; %.3f of the manual. "
               "With weight %.4f of the own ones %.3f, of the manual's amounts: what lies above "
               "costs %s a member-year.",
               whole(page, terms->pool).text, sl_format_count(w->large).text, 1e3 * w->own_large,
               1e3 * w->manual_large, w->large_z, 1e3 * w->large_frequency,
               whole(page, w->loading.pure_premium.value).text);
  }
}

typedef struct level {
  double claims, cost;
} level_t;

static int add_level(void *context, const sl_manual_claims_t *claims)
{
  level_t *level = context;
  level->claims += claims->frequency;
  level->cost += claims->frequency * claims->scale * sl_severity_mean(claims->severity);
  return SL_OK;
}

/* What the basis as it stands costs, by its laws. */
static void put_level(const sl_fit_page_t *page)
{
  level_t level = {0};
  sl_manual_each(page->study->experience, page->study->basis, add_level, &level);
  put_heading(page, "The basis");
  sl_fit_say(page, INDENT, "By its laws a member-year of this group has %.3f claims and costs %s.",
             level.claims, whole(page, level.cost).text);
}

static void put_frailty(const sl_fit_page_t *page)
{
  const sl_fit_study_t *study = page->study;
  put_heading(page, "How a person's services move together");
  if (study->experience->annual) {
    sl_fit_say(page, INDENT, "Annual totals hold it already: the basis has no frailty.");
    return;
  }
  if (!study->has_frailty_fit) {
    sl_fit_say(page, INDENT, "It takes two services with claims to tell.");
  } else {
    sl_fit_say(page, INDENT,
               "Variance of a common frailty %.4g \xc2\xb1 %.2g, 95%% interval %.4g to %.4g%s.",
               study->frailty.variance.value, study->frailty.variance.standard_error,
               study->frailty.low, study->frailty.high,
               study->frailty.low > 0.0 ? "" : ": none is told");
  }
  if (study->frailty_variance > 0.0) {
    sl_fit_say(page, INDENT, "In the basis: gamma of shape %.4g%s.", 1.0 / study->frailty_variance,
               study->terms.manual != NULL ? ", the manual's taken in by its weight" : "");
  } else {
    sl_fit_say(page, INDENT, "In the basis: none.");
  }
}

/* ---- what they can tell ---- */

static void put_claimants(const sl_fit_page_t *page)
{
  const sl_experience_t *e = page->study->experience;
  put_heading(page, "What the claims can and cannot tell");
  sl_put_left(page->out, "  members' years", 18);
  sl_put_right(page->out, "claimants", 11);
  sl_put_right(page->out, "per 1,000", 12);
  sl_put_right(page->out, "95% interval", 20);
  sl_put_right(page->out, "above it", 16);
  putc('\n', page->out);
  for (size_t d = 0; d < SL_FIT_DEDUCTIBLES; d++) {
    const sl_claimants_t *above = &page->study->claimants[d];
    char text[3 * SL_FIGURE_SIZE];
    snprintf(text, sizeof text, "  above %s", whole(page, above->deductible).text);
    sl_put_left(page->out, text, 18);
    sl_put_right(page->out, sl_format_count(above->count).text, 11);
    snprintf(text, sizeof text, "%.3f", above->per_thousand);
    sl_put_right(page->out, text, 12);
    snprintf(text, sizeof text, "%.3f to %.3f", above->of_per_thousand.low,
             above->of_per_thousand.high);
    sl_put_right(page->out, text, 20);
    sl_put_right(page->out, whole(page, above->excess).text, 16);
    putc('\n', page->out);
  }
  sl_fit_say(page, INDENT, "Intervals are Poisson's, in %.1f member-years%s.", e->member_years,
             e->annual ? "" : ", of claims as they are known now");
}

static void put_reach(const sl_fit_page_t *page)
{
  const sl_fit_study_t *study = page->study;
  const sl_claimants_t *told = NULL, *silent = NULL;
  for (size_t d = 0; d < SL_FIT_DEDUCTIBLES; d++) {
    const sl_claimants_t *above = &study->claimants[d];
    told = above->count >= FEW_CLAIMANTS ? above : told;
    silent = above->count < FEW_CLAIMANTS && silent == NULL ? above : silent;
  }
  if (told != NULL) {
    sl_fit_say(page, INDENT, "Up to %s the group's own claims say how often it is passed.",
               whole(page, told->deductible).text);
  }
  if (silent != NULL && silent->count > 0.0) {
    sl_fit_say(page, INDENT,
               "Above %s they show %s claimant%s: the frequency may as well be %.1f times as high. "
               "A stop-loss there is the manual's matter, not these claims'.",
               whole(page, silent->deductible).text, sl_format_count(silent->count).text,
               silent->count == 1.0 ? "" : "s",
               silent->of_per_thousand.high / silent->per_thousand);
  } else if (silent != NULL) {
    sl_fit_say(page, INDENT,
               "Above %s they have nobody: all that is known is that fewer than %.3f of 1,000 "
               "members a year are to be expected there. What a basis says of them beyond is not "
               "in these claims.",
               whole(page, silent->deductible).text, silent->of_per_thousand.high);
  }
  if (isfinite(study->cap)) {
    sl_fit_say(page, INDENT,
               "Beware: several persons' years are exactly %s. The amounts look cut off, as by a "
               "stop-loss already; the tail is then too light. Fit amounts before stop-loss.",
               sl_format_exact(page->symbol, study->cap).text);
  }
}

static void put_page(const sl_fit_page_t *page)
{
  put_head(page);
  put_read(page);
  put_lags(page);
  put_trend(page);
  put_weight(page);
  put_heading(page, "Services");
  sl_fit_page_services(page);
  put_frailty(page);
  put_level(page);
  put_claimants(page);
  put_reach(page);
}

int sl_fit_text(const sl_fit_study_t *study, const sl_claims_file_t *file, const sl_paper_t *paper,
                char **text, sl_error_t *error)
{
  const sl_figure_t symbol = sl_currency_symbol(study->terms.currency);
  char *composed = NULL;
  size_t size = 0;
  *text = NULL;
  const sl_fit_page_t page = {open_memstream(&composed, &size), study, file, symbol.text};
  if (page.out == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the page");
  }
  put_page(&page);
  return sl_typeset_composed(page.out, &composed, paper, text, error);
}

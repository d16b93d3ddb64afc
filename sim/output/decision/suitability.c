/* Whether self-funding suits this employer: what the simulation answers, line by line against the
 * employer's own limits, and what it cannot answer, as questions. */
#include "sim/output/decision/cells.h"
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/volatility.h"
#include "sim/output/decision/weigh.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define VERDICT_TEXT 120
#define SURE 2.0 /* standard errors that a figure must be away from its limit */

/* One line: the figure at each level of claims, and what it may be at most. */
typedef struct line {
  const char *label;
  sl_estimate_t at[SL_CLAIMS_LEVELS];
  char source[SL_CLAIMS_LEVELS][SL_SOURCE_TEXT];
  double limit;        /* NaN: none stated */
  uint64_t trials;     /* of a share of simulated years; 0: of anything else */
  const char *unknown; /* why there is no figure */
} line_t;

static const sl_estimate_t none = {(double)NAN, (double)NAN};

/* ---- figures ---- */

static double payroll_of(const sl_decision_t *decision, char source[40])
{
  const double stated = sl_suitability_of(decision).payroll;
  if (isnan(stated)) {
    snprintf(source, 40, "payroll");
    return decision->results->facts->enrolment.payroll;
  }
  snprintf(source, 40, "%.17g", stated);
  return stated;
}

static line_t deficit_line(const sl_decision_t *decision, size_t a)
{
  const sl_estimate_t run = sl_decision_summary(decision, a)->deficit_probability;
  const sl_band_t *band = decision->results->band;
  line_t line = {.label = "Chance of a deficit",
                 .trials = decision->summary->trials,
                 .at = {run, none, none},
                 .limit = (double)NAN,
                 .unknown = "not known"};
  snprintf(line.source[SL_AS_RUN], SL_SOURCE_TEXT, "deficit_probability[%zu]", a);
  for (int level = SL_LOWER; level <= SL_HIGHER; level++) {
    const int at = level == SL_LOWER ? SL_BAND_FEWER : SL_BAND_MORE;
    if (band != NULL) {
      const sl_estimate_t change = band->arrangements[a].level[at].deficit_change;
      line.at[level] = (sl_estimate_t){fmin(fmax(run.value + change.value, 0.0), 1.0),
                                       sl_joined_error(run.standard_error, change.standard_error)};
    }
    snprintf(line.source[level], SL_SOURCE_TEXT,
             "clip(deficit_probability[%zu] + band_deficit_probability_change[%d,%zu], 0, 1)", a,
             at, a);
  }
  return line;
}

static line_t reserve_line(const sl_decision_t *decision, size_t a)
{
  const double reserve = sl_suitability_of(decision).cash_reserve;
  line_t line = {.label = "Chance of a deficit above the cash reserve",
                 .trials = decision->summary->trials,
                 .limit = isnan(reserve) ? reserve : sl_suitability_of(decision).most_chance,
                 .unknown = "no reserve stated"};
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    char cost[SL_COST_TEXT];
    sl_cost_source(decision, (sl_claims_level_t)level, a, cost);
    line.at[level] = decision->weighed[a].level[level].above_reserve;
    snprintf(line.source[level], SL_SOURCE_TEXT, "mean(%s - budget[%zu] > %.17g + 0.005)", cost, a,
             reserve);
  }
  return line;
}

static line_t payroll_line(const sl_decision_t *decision, size_t a)
{
  const double budget = sl_decision_facts(decision, a)->price.budget.value;
  char payroll[40];
  const double wages = payroll_of(decision, payroll);
  line_t line = {.label = "Deficit of 1 year in 20, of payroll",
                 .limit = sl_suitability_of(decision).most_of_payroll,
                 .unknown = "the payroll is not known"};
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    const sl_estimate_t bad = decision->weighed[a].level[level].bad_year;
    const sl_estimate_t deficit = sl_reserve(bad, budget);
    char cost[SL_COST_TEXT];
    sl_cost_source(decision, (sl_claims_level_t)level, a, cost);
    line.at[level] = (sl_estimate_t){isnan(bad.value) ? (double)NAN : deficit.value / wages,
                                     deficit.standard_error / wages};
    snprintf(line.source[level], SL_SOURCE_TEXT,
             "maximum(quantile(%s, 0.95) - budget[%zu], 0) / %s", cost, a, payroll);
  }
  return line;
}

static line_t covenant_line(const sl_decision_t *decision, size_t a)
{
  const double covenant = sl_suitability_of(decision).covenant;
  line_t line = {.label = "Chance of a cost above the covenant",
                 .trials = decision->summary->trials,
                 .limit = isnan(covenant) ? covenant : sl_suitability_of(decision).most_chance,
                 .unknown = "no covenant stated"};
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    char cost[SL_COST_TEXT];
    sl_cost_source(decision, (sl_claims_level_t)level, a, cost);
    line.at[level] = decision->weighed[a].level[level].above_covenant;
    snprintf(line.source[level], SL_SOURCE_TEXT, "mean(%s - %.17g > 0.005)", cost, covenant);
  }
  return line;
}

static line_t volatility_line(const sl_decision_t *decision, size_t a)
{
  line_t line = {.label = "Volatility (coefficient of variation of the kept claims)",
                 .at = {decision->weighed[a].volatility, none, none},
                 .limit = sl_suitability_of(decision).most_volatility,
                 .unknown = "no claims are kept"};
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    snprintf(line.source[level], SL_SOURCE_TEXT, VARIATION, a, a, a, a);
  }
  return line;
}

typedef line_t line_of_t(const sl_decision_t *decision, size_t a);
static line_of_t *const lines[] = {deficit_line, reserve_line, payroll_line, covenant_line,
                                   volatility_line};
enum { N_LINES = sizeof lines / sizeof lines[0] };

/* ---- verdicts ---- */

static bool is_close(const line_t *line)
{
  const double error = line->at[SL_AS_RUN].standard_error;
  return error > 0.0 && fabs(line->at[SL_AS_RUN].value - line->limit) < SURE * error;
}

/* Never surer than the claims are: a verdict that the band turns round says so. */
static void verdict_of(const line_t *line, char text[VERDICT_TEXT])
{
  const double run = line->at[SL_AS_RUN].value;
  const bool within = run <= line->limit;
  const double other = line->at[within ? SL_HIGHER : SL_LOWER].value;
  if (isnan(run)) {
    snprintf(text, VERDICT_TEXT, "%s", line->unknown);
  } else if (isnan(line->limit)) {
    snprintf(text, VERDICT_TEXT, "no limit stated");
  } else if (is_close(line)) {
    snprintf(text, VERDICT_TEXT, "at your limit: too close for these simulated years to tell");
  } else if (within && other > line->limit) {
    snprintf(text, VERDICT_TEXT, "within your limit, but above it if claims run 10%% higher");
  } else if (!within && other <= line->limit) {
    snprintf(text, VERDICT_TEXT, "above your limit, but within it if claims run 10%% lower");
  } else {
    snprintf(text, VERDICT_TEXT, "%s%s", within ? "within your limit" : "above your limit",
             isnan(other) ? ""
             : within     ? ", also if claims run 10% higher"
                          : ", also if claims run 10% lower");
  }
}

static void put_line(sl_document_table_t *table, const line_t *line)
{
  sl_table_row(table, SL_ROW_PLAIN, line->label);
  if (line->limit >= 0.0) {
    sl_put_stated(table, SL_CELL_SHARE, line->limit);
  } else {
    sl_table_cell(table, sl_cell_unknown(NULL));
  }
  for (int level = 0; level < SL_CLAIMS_LEVELS; level++) {
    sl_put_chance(table, line->at[level], level == SL_AS_RUN ? line->trials : 0, "%s",
                  line->source[level]);
  }
}

static void put_verdicts(sl_document_t *document, const sl_decision_t *decision)
{
  static const char *const columns[] = {"", "your limit", "as simulated", "claims 10% lower",
                                        "claims 10% higher"};
  const size_t a = decision->subject;
  for (size_t i = 0; i < N_LINES; i++) {
    const line_t line = lines[i](decision, a);
    char verdict[VERDICT_TEXT];
    verdict_of(&line, verdict);
    sl_document_item(document, "%s: %s.", line.label, verdict);
  }
  sl_document_table_t *table =
      sl_document_table(document, "suitability", sl_decision_name(decision, a), true);
  for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
    sl_table_column(table, columns[c]);
  }
  for (size_t i = 0; i < N_LINES; i++) {
    const line_t line = lines[i](decision, a);
    put_line(table, &line);
  }
}

/* ---- the limits as stated ---- */

static void put_limit(sl_document_table_t *table, const char *label, sl_cell_unit_t unit,
                      double value, const char *key)
{
  sl_table_row(table, SL_ROW_PLAIN, label);
  if (isnan(value)) {
    sl_table_cell(table, sl_cell_text("not stated"));
  } else {
    sl_put_stated(table, unit, value);
  }
  sl_table_cell(table, sl_cell_text(key));
}

static void put_limits(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_suitability_terms_t terms = sl_suitability_of(decision);
  char source[40];
  const double payroll = payroll_of(decision, source);
  sl_document_table_t *table =
      sl_document_table(document, "your_limits", "Your limits, and the keys that set them", false);
  sl_table_column(table, "");
  sl_table_column(table, "value");
  sl_table_column(table, "set by suitability:");
  put_limit(table, "Cash reserve", SL_CELL_MONEY, terms.cash_reserve, "cash_reserve");
  sl_table_row(table, SL_ROW_PLAIN, "Payroll of the plan year");
  if (payroll > 0.0) {
    sl_put_figure(table, SL_CELL_MONEY, (sl_estimate_t){payroll, 0.0}, "%s", source);
  } else {
    sl_table_cell(table, sl_cell_text("not known"));
  }
  sl_table_cell(table, sl_cell_text("payroll (else the census's salaries)"));
  put_limit(table, "Most of payroll that a bad year may take", SL_CELL_SHARE, terms.most_of_payroll,
            "most_of_payroll");
  put_limit(table, "Chance up to which a bad year is borne", SL_CELL_SHARE, terms.most_chance,
            "most_chance");
  put_limit(table, "Covenant", SL_CELL_MONEY, terms.covenant, "covenant");
  put_limit(table, "Most volatility", SL_CELL_SHARE, terms.most_volatility, "most_volatility");
  put_limit(table, "Claims that deserve full belief", SL_CELL_COUNT, terms.full_credibility,
            "full_credibility");
  put_limit(table, "Years of own claims at hand", SL_CELL_COUNT, terms.history_years,
            "history_years");
}

/* ---- beside other offers ---- */

static bool is_peo(const sl_decision_t *decision, size_t a)
{
  return strcmp(sl_decision_facts(decision, a)->kind, "peo") == 0;
}

static bool holds(const char *text, const char *words)
{
  const size_t n = strlen(words);
  bool found = false;
  for (size_t i = 0; text[i] != '\0'; i++) {
    found = found || strncasecmp(text + i, words, n) == 0;
  }
  return found;
}

/* Administered by a human resources organization: a fee that its name says so of. */
static bool is_hro(const sl_decision_t *decision, size_t a)
{
  const sl_arrangement_t *arrangement = sl_arrangement_of(decision, a);
  bool found = false;
  for (size_t i = 0; arrangement != NULL && i < arrangement->n_fees; i++) {
    found = found || holds(arrangement->fees[i].name, "HRO") ||
            holds(arrangement->fees[i].name, "human resources organi");
  }
  return found;
}

static void put_offer_row(sl_document_table_t *table, const sl_decision_t *decision,
                          const sl_shown_t *shown, line_of_t *of)
{
  sl_table_row(table, SL_ROW_PLAIN, of(decision, shown->list[0]).label);
  for (size_t i = 0; i < shown->n; i++) {
    const line_t line = of(decision, shown->list[i]);
    sl_put_chance(table, line.at[SL_AS_RUN], line.trials, "%s", line.source[SL_AS_RUN]);
  }
}

static void put_offers(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_shown_t shown = sl_shown(decision);
  bool any = false;
  sl_document_heading(document, 2, "Beside the other ways to fund the plan");
  sl_document_table_t *table = sl_shown_table(document, decision, &shown, "suitability_offers",
                                              "The same lines for each of them, as simulated");
  for (size_t i = 0; i < N_LINES; i++) {
    put_offer_row(table, decision, &shown, lines[i]);
  }
  for (size_t i = 0; i < shown.n; i++) {
    const char *name = sl_decision_name(decision, shown.list[i]);
    if (is_peo(decision, shown.list[i])) {
      sl_document_item(
          document,
          "\"%s\" is the offer of a professional employer organization (PEO): it bears "
          "the claims and takes over the work of an employer, under its own plan, "
          "which it may change or end.",
          name);
      any = true;
    }
    if (is_hro(decision, shown.list[i])) {
      sl_document_item(document,
                       "\"%s\" has the administration of a human resources organization (HRO): the "
                       "work is done for a fee, while employer and plan stay yours.",
                       name);
      any = true;
    }
  }
  if (!any) {
    sl_document_note(document, "The scenario has no offer of a PEO or an HRO. One can stand beside "
                               "these: an arrangement of kind peo, or a fee named HRO.");
  }
}

/* ---- what no simulation answers ---- */

static void put_question(sl_document_table_t *table, const char *what, const char *question)
{
  sl_table_row(table, SL_ROW_PLAIN, what);
  sl_table_cell(table, sl_cell_text(question));
}

static const char *compliance_of(const char *jurisdiction)
{
  if (strncmp(jurisdiction, "US", 2) == 0) {
    return "Is somebody fit to be the plan's fiduciary under ERISA? Are the plan document, HIPAA "
           "privacy, COBRA, the PCORI fee, Form 5500, the test against discrimination (Internal "
           "Revenue Code 105(h)) and mental health parity taken care of? Does the state allow this "
           "stop-loss to a group of this size?";
  }
  if (strncmp(jurisdiction, "CA", 2) == 0) {
    return "Are the provincial taxes on premiums and plans, the privacy of health data and the "
           "rules for health and welfare trusts taken care of? Must disability benefits be insured "
           "here?";
  }
  return "Which laws bind a plan that the employer funds itself, who answers for the plan, and who "
         "keeps health data private?";
}

static void ask(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_heading(document, 2, "What the simulation cannot answer");
  sl_document_table_t *table =
      sl_document_table(document, "suitability_questions", "Questions to settle", false);
  sl_table_column(table, "");
  sl_table_column(table, "question");
  put_question(table, "Size and finances",
               "Will the employer live through two bad years in a row, and is its credit line safe "
               "in the same years? Will it grow or shrink, so that rates and deductibles no longer "
               "fit?");
  put_question(table, "Needs of the employees",
               "Which benefits, networks and drugs do they rely on, and who tells them what "
               "changes?");
  put_question(table, "Claims history",
               "Which large claims are going on or expected, were all of them disclosed to the "
               "carrier, and may it put lasers or raise its rates at renewal?");
  put_question(table, "Administrative capacity",
               "Who funds the claims account each week, decides appeals, watches the administrator "
               "and the pharmacy manager, and files stop-loss claims in time?");
  put_question(table, "Compliance", compliance_of(decision->results->facts->jurisdiction));
  put_question(table, "The way back",
               "What does it cost to return to insurance, who pays the claims of the last months, "
               "and will an insurer take the group?");
}

void sl_chapter_suitability(sl_document_t *document, const sl_decision_t *decision)
{
  sl_document_heading(document, 1, "Does it suit this employer?");
  sl_document_paragraph(
      document,
      "What employers are told to weigh: their size and finances, the needs of their employees, "
      "their claims history, who would administer the plan, and the law. The simulation answers "
      "the first and the third in part, against limits that the employer sets. It is no advice, "
      "and a line within a limit is so only under the assumptions below.");
  put_verdicts(document, decision);
  sl_document_note(document, "%s",
                   decision->results->band != NULL
                       ? "Claims 10% lower and higher: the chance of a deficit is the assumption "
                         "band's. The other figures move every year's cost alike, so that its "
                         "mean moves as in the band, never above the cost that no year can pass, "
                         "and are about right."
                       : "The assumption band was not worked out: no verdict says what claims 10% "
                         "lower or higher would do.");
  put_limits(document, decision);
  put_offers(document, decision);
  sl_put_volatility(document, decision);
  sl_put_history(document, decision);
  ask(document, decision);
}

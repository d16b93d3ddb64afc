/* Every figure, arrangements side by side. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/rare.h"
#include "sim/output/decision/rows.h"
#include "sim/output/decision/words.h"

#include <math.h>
#include <stdio.h>

#define ABREAST                                                                                    \
  60 /* arrangements in one table: a spreadsheet holds 200 columns, errors among them */
#define SECTION_TITLE 80
#define MONEY SL_CELL_MONEY

/* ---- figures with a computation of their own ---- */

static sl_cell_t money_of(sl_estimate_t value) { return sl_cell_estimate(MONEY, value, NULL); }

/* The same in every trial, yet with an error where the pricing pass set it. */
static sl_cell_t premiums(const sl_decision_t *decision, size_t a)
{
  const sl_price_t *price = &sl_decision_facts(decision, a)->price;
  sl_estimate_t sum = sl_decision_summary(decision, a)->component[SL_COST_PREMIUMS];
  const double settled[] = {
      price->specific_premium.standard_error,      price->aggregate_premium.standard_error,
      price->insured_premium.standard_error,       price->captive_premium.standard_error,
      price->insured_lines_premium.standard_error, price->terminal_premium.standard_error};
  for (size_t i = 0; i < sizeof settled / sizeof settled[0]; i++) {
    sum.standard_error = hypot(sum.standard_error, settled[i]);
  }
  return money_of(sum);
}

static sl_cell_t credibility(const sl_decision_t *decision, size_t a)
{
  return sl_cell_exact(SL_CELL_SHARE, sl_decision_facts(decision, a)->price.build_up.credibility,
                       NULL);
}

/* ---- rows ---- */

static const sl_figure_row_t cost_rows[] = {
    SL_SUMMARY_ROW("Expected", MONEY, "cost_mean[@]", expected_cost),
    SL_SUMMARY_ROW("per employee per month", SL_CELL_CENTS, "cost_mean[@] / employee_months",
                   expected_pepm),
    SL_SUMMARY_ROW("5 years in 100 stay below", MONEY, "cost_quantile[1,@]",
                   quantile[SL_QUANTILE_05]),
    SL_SUMMARY_ROW("25 years in 100", MONEY, "cost_quantile[2,@]", quantile[SL_QUANTILE_25]),
    SL_SUMMARY_ROW("50 (the middling year)", MONEY, "cost_quantile[3,@]", quantile[SL_QUANTILE_50]),
    SL_SUMMARY_ROW("75 years in 100", MONEY, "cost_quantile[4,@]", quantile[SL_QUANTILE_75]),
    SL_SUMMARY_ROW("95 (bad: 1 year in 20)", MONEY, "cost_quantile[6,@]", quantile[SL_QUANTILE_95]),
    SL_SUMMARY_ROW("99 (worse: 1 year in 100)", MONEY, "cost_quantile[7,@]",
                   quantile[SL_QUANTILE_99]),
    SL_SUMMARY_ROW("Average of the worst 1%", MONEY, "cost_tail_mean_99[@]", tail_mean99),
    SL_SUMMARY_ROW("Maximum inside contracts", MONEY, "maximum_cost[@]", maximum_cost),
    SL_ROWS_END,
};

static const sl_figure_row_t against_rows[] = {
    {"Years in which it costs less", SL_CELL_SHARE, "mean(cost[:,#] - cost[:,@] > 0.005)",
     SL_ROW_OF_AGAINST, offsetof(sl_against_t, cheaper), true, NULL},
    SL_AGAINST_ROW("Saves in an average year", MONEY, "mean(cost[:,#] - cost[:,@])", saving),
    SL_AGAINST_ROW("1 year in 20 it costs more by", MONEY, "quantile(cost[:,@] - cost[:,#], 0.95)",
                   bad_year),
    SL_AGAINST_ROW("1 year in 100 by", MONEY, "quantile(cost[:,@] - cost[:,#], 0.99)", worst),
    SL_ROWS_END,
};

#define BEYOND(reason, label, variable, name)                                                      \
  [reason] = {                                                                                     \
      SL_MEAN_ROW(label, variable, name),                                                          \
      SL_SUMMARY_ROW("1 year in 20", MONEY, "quantile(" name "[:,@], 0.95)", beyond95[reason]),    \
      SL_SUMMARY_ROW("average of the worst 1%", MONEY, "tail_mean(" name "[:,@], 0.99)",           \
                     beyond99[reason]),                                                            \
      SL_ROWS_END}

/* Why a year can cost more than the maximum, and by how much. */
static const sl_figure_row_t beyond_rows[SL_N_BEYOND][4] = {
    BEYOND(SL_BEYOND_OUTSIDE, "Outside windows or services", SL_COST_BEYOND_CONTRACT,
           "beyond_contract"),
    BEYOND(SL_BEYOND_RUN_IN, "Run-in above its maximum", SL_COST_BEYOND_RUN_IN, "beyond_run_in"),
    BEYOND(SL_BEYOND_COINSURANCE, "The carrier's coinsurance", SL_COST_BEYOND_COINSURANCE,
           "beyond_coinsurance"),
    BEYOND(SL_BEYOND_PERSON_MAXIMUM, "Above a person's maximum", SL_COST_BEYOND_PERSON_MAXIMUM,
           "beyond_person_maximum"),
    BEYOND(SL_BEYOND_EXCLUSION, "Of excluded persons", SL_COST_BEYOND_EXCLUSION,
           "beyond_exclusion"),
    BEYOND(SL_BEYOND_AGGREGATE_MAXIMUM, "Above aggregate's maximum",
           SL_COST_BEYOND_AGGREGATE_MAXIMUM, "beyond_aggregate_maximum"),
    BEYOND(SL_BEYOND_ASSESSMENT, "Assessments", SL_COST_BEYOND_ASSESSMENT, "beyond_assessment"),
    BEYOND(SL_BEYOND_CHARGES, "Fees and taxes on them", SL_COST_BEYOND_CHARGES, "beyond_charges"),
};

/* The worst years, and what of them lies in nobody's contract. */
static const sl_figure_row_t gap_rows[] = {
    SL_SUMMARY_ROW("Worst 5% of years, average", MONEY, "cost_tail_mean_95[@]", tail_mean95),
    SL_SUMMARY_ROW("of it in no contract (gap)", MONEY, "gap_tail_mean_95[@]", gap_in_tail95),
    SL_SUMMARY_ROW("Worst 1% of years, average", MONEY, "cost_tail_mean_99[@]", tail_mean99),
    SL_SUMMARY_ROW("of it in no contract (gap)", MONEY, "gap_tail_mean_99[@]", gap_in_tail99),
    SL_ROWS_END,
};

static const sl_figure_row_t budget_rows[] = {
    SL_PRICE_ROW("Budget", MONEY, "budget[@]", budget),
    {"Years with a deficit", SL_CELL_SHARE, "deficit_probability[@]", SL_ROW_OF_SUMMARY,
     offsetof(sl_arrangement_summary_t, deficit_probability), true, NULL},
    SL_SUMMARY_ROW("Its size when it happens", MONEY, "sum(deficit[:,@]) / sum(deficit[:,@] > 0)",
                   expected_deficit_given),
    SL_SUMMARY_ROW("Expected, all years counted", MONEY, "mean(deficit[:,@])", expected_deficit),
    SL_SUMMARY_ROW("Reserve for 95 years in 100", MONEY,
                   "maximum(cost_quantile[6,@] - budget[@], 0)", reserve95),
    SL_SUMMARY_ROW("Reserve for 99 years in 100", MONEY,
                   "maximum(cost_quantile[7,@] - budget[@], 0)", reserve99),
    SL_ROWS_END,
};

static const sl_figure_row_t component_rows[] = {
    SL_MEAN_ROW("Claims the employer keeps", SL_COST_RETAINED_CLAIMS, "retained_claims"),
    SL_MEAN_ROW("Fees less rebates", SL_COST_FEES, "fees"),
    SL_MADE_ROW("Premiums", MONEY, "mean(premiums[:,@])", premiums),
    SL_MEAN_ROW("Taxes", SL_COST_TAXES, "taxes"),
    SL_MEAN_ROW("Health savings accounts", SL_COST_HSA_CONTRIBUTIONS, "hsa_contributions"),
    SL_MEAN_ROW("Refunds (taken off)", SL_COST_REFUNDS, "refunds"),
    SL_ROWS_END,
};

static const sl_figure_row_t cover_rows[] = {
    SL_ROW("Specific deductible", MONEY, "specific_deductible[@]", SL_ROW_EXACT_OF_FACTS,
           sl_arrangement_facts_t, specific_deductible),
    SL_MEAN_ROW("Paid by the specific", SL_COST_SPECIFIC_REIMBURSEMENT, "specific_reimbursement"),
    SL_MEAN_ROW("Paid by the captive", SL_COST_CAPTIVE_CLAIMS, "captive_claims"),
    SL_PRICE_ROW("Aggregate attachment point", MONEY, "attachment_point[@]", attachment),
    SL_MEAN_ROW("Paid by the aggregate", SL_COST_AGGREGATE_REIMBURSEMENT,
                "aggregate_reimbursement"),
    SL_MEAN_ROW("Largest monthly advance", SL_COST_LARGEST_ADVANCE, "largest_advance"),
    SL_MEAN_ROW("Paid by the insurer", SL_COST_INSURED_CLAIMS, "insured_claims"),
    SL_ROWS_END,
};

static const sl_figure_row_t outside_rows[] = {
    SL_MEAN_ROW("In no contract: the gap", SL_COST_GAP, "gap"),
    SL_MEAN_ROW("Paid on claims not counted", SL_COST_REIMBURSEMENT_OTHER, "reimbursement_other"),
    SL_MEAN_ROW("Paid on claims before its start", SL_COST_EARLIER_CLAIMS, "earlier_claims"),
    SL_MEAN_ROW("Run-out after the year", SL_COST_RUN_OUT, "run_out"),
    SL_MEAN_ROW("Owed if the plan stops", SL_COST_TERMINAL_LIABILITY, "terminal_liability"),
    SL_SUMMARY_ROW("Expected, if renewed", MONEY, "mean(cost[:,@] - gap_above_deductible[:,@])",
                   renewed_cost),
    SL_SUMMARY_ROW("1 year in 100, if renewed", MONEY,
                   "quantile(cost[:,@] - gap_above_deductible[:,@], 0.99)", renewed99),
    SL_ROWS_END,
};

static const sl_figure_row_t cash_rows[] = {
    SL_MEAN_ROW("Short at worst, average year", SL_COST_PEAK_SHORTFALL, "peak_shortfall"),
    SL_SUMMARY_ROW("Working capital", MONEY, "working_capital[@]", working_capital),
    SL_ROWS_END,
};

static const sl_figure_row_t fund_rows[] = {
    SL_PRICE_ROW("Level payment a month", MONEY, "level_payment[@]", level_payment),
    SL_PRICE_ROW("Claims fund of the year", MONEY, "claims_fund[@]", claims_fund),
    SL_MEAN_ROW("Left in the fund or reserve", SL_COST_FUND_BALANCE, "fund_balance"),
    SL_PRICE_ROW("Pooling charge", MONEY, "pooling_charge[@]", pooling_charge),
    SL_PRICE_ROW("Captive's premium", MONEY, "captive_premium[@]", captive_premium),
    SL_PRICE_ROW("Premium of insured lines", MONEY, "insured_lines_premium[@]",
                 insured_lines_premium),
    SL_PRICE_ROW("Terminal liability premium", MONEY, "terminal_premium[@]", terminal_premium),
    SL_EXACT_PRICE_ROW("Run-out fee if it stops", "run_out_fee[@]", run_out_fee),
    SL_ROWS_END,
};

static const sl_figure_row_t contribution_rows[] = {
    SL_EXACT_PRICE_ROW("Employees contribute", "employee_contributions[@]", employee_contributions),
    SL_MEAN_ROW("Employer's net cost", SL_COST_NET_COST, "net_cost"),
    SL_ROWS_END,
};

static const sl_figure_row_t build_up_rows[] = {
    SL_LINE_ROW("Manual claims", "build_up_manual_claims[@]", manual_claims),
    SL_LINE_ROW("Experience claims", "build_up_experience_claims[@]", experience_claims),
    SL_MADE_ROW("Credibility of experience", SL_CELL_SHARE, "build_up_credibility[@]", credibility),
    SL_LINE_ROW("Claims, weighted", "build_up_expected_claims[@]", expected_claims),
    SL_LINE_ROW("+ pooling charge", "build_up_pooling_charge[@]", pooling_charge),
    SL_LINE_ROW("+ administration", "build_up_administration[@]", administration),
    SL_LINE_ROW("+ commission", "build_up_commission[@]", commission),
    SL_LINE_ROW("+ profit", "build_up_profit[@]", profit),
    SL_LINE_ROW("+ tax", "build_up_tax[@]", tax),
    SL_LINE_ROW("= premium", "build_up_premium[@]", premium),
    SL_ROWS_END,
};

static const sl_figure_row_t exhibit_rows[] = {
    SL_PRICE_ROW("Claimants above half of the specific", SL_CELL_COUNT,
                 "expected_claimants_half[@]", expected_claimants_half),
    SL_PRICE_ROW("Claimants above it", SL_CELL_COUNT, "expected_claimants_full[@]",
                 expected_claimants_full),
    SL_PRICE_ROW("Expected above it", MONEY, "expected_specific_reimbursement[@]",
                 expected_specific),
    SL_EXACT_PRICE_ROW("as the quote implies", "implied_expected_specific[@]", implied_specific),
    SL_PRICE_ROW("Specific: loss ratio", SL_CELL_SHARE, "specific_loss_ratio[@]",
                 specific_loss_ratio),
    SL_PRICE_ROW("Leveraged trend, next year", SL_CELL_GROWTH, "leveraged_trend[@]",
                 leveraged_trend),
    SL_PRICE_ROW("Expected eligible claims", MONEY, "expected_eligible[@]", expected_eligible),
    SL_EXACT_PRICE_ROW("as the quote implies", "implied_expected_eligible[@]", implied_eligible),
    SL_PRICE_ROW("Attachment, of expected", SL_CELL_SHARE, "attachment_ratio[@]", attachment_ratio),
    SL_PRICE_ROW("Aggregate: loss ratio", SL_CELL_SHARE, "aggregate_loss_ratio[@]",
                 aggregate_loss_ratio),
    SL_PRICE_ROW("Expected insured claims", MONEY, "expected_insured_claims[@]", expected_insured),
    SL_EXACT_PRICE_ROW("as the quote implies", "implied_expected_insured[@]", implied_insured),
    SL_PRICE_ROW("Premium, times these claims", SL_CELL_MULTIPLE, "premium_multiple[@]",
                 premium_multiple),
    SL_ROWS_END,
};

/* ---- sections ---- */

static bool any(const sl_decision_t *decision, const sl_figure_row_t *row)
{
  return !sl_figure_row_is_empty(decision, row);
}

static bool has_exhibit(const sl_decision_t *decision)
{
  static const sl_figure_row_t tells[] = {
      SL_PRICE_ROW("", SL_CELL_COUNT, "", expected_claimants_half),
      SL_PRICE_ROW("", SL_CELL_SHARE, "", attachment_ratio),
      SL_PRICE_ROW("", SL_CELL_MULTIPLE, "", premium_multiple),
      SL_ROWS_END,
  };
  return any(decision, &tells[0]) || any(decision, &tells[1]) || any(decision, &tells[2]);
}

typedef struct section {
  const char *title; /* NULL: that of title_of */
  const sl_figure_row_t *rows;
  bool drop_empty, on_page;     /* the report has all */
  const sl_figure_row_t *needs; /* NULL, or a row without which it tells nothing */
} section_t;

static const section_t sections[] = {
    {"What a year costs", cost_rows, false, true, NULL},
    {"The gap inside the bad years", gap_rows, true, false, &gap_rows[1]},
    {"Against the budget", budget_rows, false, true, NULL},
    {"What the expected cost is made of", component_rows, true, true, NULL},
    {"Stop-loss and insurance, average year", cover_rows, true, true, NULL},
    {"Outside the contracts and the year", outside_rows, true, true, NULL},
    {NULL, cash_rows, true, true, &cash_rows[1]},
    {"Funds, reserves and further charges", fund_rows, true, true, NULL},
    {"After employee contributions", contribution_rows, true, true, &contribution_rows[0]},
    {"How the premium is built up", build_up_rows, true, false, &build_up_rows[9]},
};

/* That of the working capital says in how many years it is enough. */
static const char *title_of(const section_t *section, const sl_decision_t *decision,
                            char title[SECTION_TITLE])
{
  if (section->title != NULL) {
    return section->title;
  }
  snprintf(title, SECTION_TITLE, "Cash by month; working capital for %.0f years in 100",
           100.0 * decision->results->facts->cash_flow.level);
  return title;
}

static void put_against(sl_document_t *document, sl_document_table_t *table,
                        const sl_decision_t *decision, size_t first, size_t end)
{
  if (decision->reference != SL_NO_ARRANGEMENT) {
    sl_text_t title = {0};
    sl_text_append(&title, "Against %s", decision->called[decision->reference]);
    sl_put_figure_rows(table, decision, sl_words_of(document, &title), against_rows, false, first,
                       end);
    sl_text_free(&title);
  }
}

/* Every reason that some contract leaves, seen in a simulated year or not. */
static void put_beyond(sl_document_table_t *table, const sl_decision_t *decision, size_t first,
                       size_t end)
{
  const char *title = "What comes on top of the maximum";
  unsigned reasons = 0;
  for (size_t a = 0; a < decision->n; a++) {
    reasons |= sl_decision_facts(decision, a)->price.exceeded_by;
  }
  for (size_t r = 0; r < SL_N_BEYOND; r++) {
    if ((reasons >> r & 1U) != 0U) {
      sl_put_figure_rows(table, decision, title, beyond_rows[r], false, first, end);
      title = NULL;
    }
  }
}

static void put_table(sl_document_t *document, const sl_decision_t *decision, size_t first,
                      size_t end, bool all)
{
  char name[40] = "side_by_side";
  if (first > 0) {
    snprintf(name, sizeof name, "side_by_side_from_%zu", first + 1);
  }
  sl_document_table_t *table = sl_document_table(document, name, "Side by side", true);
  sl_table_column(table, "");
  for (size_t a = first; a < end; a++) {
    sl_table_column(table, sl_decision_name(decision, a));
  }
  for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
    const section_t *section = &sections[i];
    if ((all || section->on_page) && (section->needs == NULL || any(decision, section->needs))) {
      char title[SECTION_TITLE];
      sl_put_figure_rows(table, decision, title_of(section, decision, title), section->rows,
                         section->drop_empty, first, end);
    }
    if (all && section->rows == cost_rows) {
      put_against(document, table, decision, first, end);
      put_beyond(table, decision, first, end);
    }
  }
  sl_put_rare_rows(table, decision, first, end);
  if (all && has_exhibit(decision)) {
    sl_put_figure_rows(table, decision, "Underwriter's exhibit", exhibit_rows, true, first, end);
  }
}

static void put_claims(sl_document_t *document, const sl_decision_t *decision)
{
  static const struct {
    const char *label, *source;
    sl_trial_variable_t variable;
  } rows[] = {
      {"Allowed", "mean(allowed)", SL_TRIAL_ALLOWED},
      {"Members pay", "mean(member_paid)", SL_TRIAL_MEMBER_PAID},
      {"The plan pays", "mean(plan_paid)", SL_TRIAL_PLAN_PAID},
      {"of it for the largest claimant", "mean(largest_claimant)", SL_TRIAL_LARGEST_CLAIMANT}};
  sl_document_table_t *table =
      sl_document_table(document, "claims", "Claims of an average year", true);
  sl_table_column(table, "");
  sl_table_column(table, "amount");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    sl_table_row(table, SL_ROW_PLAIN, rows[i].label);
    sl_table_cell(table, sl_cell_estimate(MONEY, decision->summary->trial_mean[rows[i].variable],
                                          rows[i].source));
  }
}

static void put_tables(sl_document_t *document, const sl_decision_t *decision, bool all)
{
  for (size_t first = 0; first < decision->n; first += ABREAST) {
    const size_t end = decision->n - first > ABREAST ? first + ABREAST : decision->n;
    put_table(document, decision, first, end, all);
  }
}

void sl_chapter_side_by_side(sl_document_t *document, const sl_decision_t *decision)
{
  put_tables(document, decision, false);
}

void sl_chapter_all_figures(sl_document_t *document, const sl_decision_t *decision)
{
  put_claims(document, decision);
  put_tables(document, decision, true);
}

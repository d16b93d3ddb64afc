#include "sim/output/report/funding.h"

#include <math.h>

static const sl_price_t *price_of(const sl_page_t *page, size_t a)
{
  return &sl_page_facts(page, a)->price;
}

#define PRICE_CELL(name, field) SL_AMOUNT_CELL(name, sl_exactly(price_of(page, a)->field))
#define RATIO_CELL(name, field)                                                                    \
  static sl_figure_t name(const sl_page_t *page, size_t a)                                         \
  {                                                                                                \
    return sl_format_ratio(price_of(page, a)->field);                                              \
  }
#define COUNT_CELL(name, field)                                                                    \
  static sl_figure_t name(const sl_page_t *page, size_t a)                                         \
  {                                                                                                \
    return sl_format_persons(price_of(page, a)->field);                                            \
  }

SL_AMOUNT_CELL(level_payment, price_of(page, a)->level_payment)
SL_AMOUNT_CELL(claims_fund, price_of(page, a)->claims_fund)
SL_AMOUNT_CELL(pooling_charge, price_of(page, a)->pooling_charge)
SL_AMOUNT_CELL(captive_premium, price_of(page, a)->captive_premium)
SL_AMOUNT_CELL(insured_lines, price_of(page, a)->insured_lines_premium)
SL_AMOUNT_CELL(terminal_premium, price_of(page, a)->terminal_premium)
PRICE_CELL(run_out_fee, run_out_fee)
SL_COMPONENT_CELL(fund_balance, SL_COST_FUND_BALANCE)

PRICE_CELL(contributions, employee_contributions)
SL_COMPONENT_CELL(net_cost, SL_COST_NET_COST)

#define LINE_CELL(name, line)                                                                      \
  SL_AMOUNT_CELL(name, ((sl_estimate_t){price_of(page, a)->build_up.line,                          \
                                        price_of(page, a)->build_up_error.line}))
LINE_CELL(manual_claims, manual_claims)
LINE_CELL(experience_claims, experience_claims)
LINE_CELL(expected_claims, expected_claims)
LINE_CELL(built_up_pooling, pooling_charge)
LINE_CELL(administration, administration)
LINE_CELL(commission, commission)
LINE_CELL(profit, profit)
LINE_CELL(tax, tax)
LINE_CELL(built_up_premium, premium)

static sl_figure_t credibility(const sl_page_t *page, size_t a)
{
  return sl_format_ratio(sl_exactly(price_of(page, a)->build_up.credibility));
}

SL_AMOUNT_CELL(deductible, sl_exactly(sl_page_facts(page, a)->specific_deductible))
COUNT_CELL(claimants_half, expected_claimants_half)
COUNT_CELL(claimants_full, expected_claimants_full)
RATIO_CELL(specific_ratio, specific_loss_ratio)
RATIO_CELL(aggregate_ratio, aggregate_loss_ratio)
RATIO_CELL(attachment_ratio, attachment_ratio)
SL_AMOUNT_CELL(expected_eligible, price_of(page, a)->expected_eligible)
PRICE_CELL(implied_eligible, implied_eligible)
SL_AMOUNT_CELL(expected_specific, price_of(page, a)->expected_specific)
PRICE_CELL(implied_specific, implied_specific)
SL_AMOUNT_CELL(expected_insured, price_of(page, a)->expected_insured)
PRICE_CELL(implied_insured, implied_insured)

static sl_figure_t premium_multiple(const sl_page_t *page, size_t a)
{
  return sl_format_multiple(price_of(page, a)->premium_multiple);
}

static sl_figure_t leveraged_trend(const sl_page_t *page, size_t a)
{
  return sl_format_growth(price_of(page, a)->leveraged_trend);
}

static const sl_row_t fund_rows[] = {
    {"Level payment a month", level_payment},
    {"Claims fund of the year", claims_fund},
    {"Left in the fund or reserve", fund_balance},
    {"Pooling charge", pooling_charge},
    {"Captive's premium", captive_premium},
    {"Premium of insured lines", insured_lines},
    {"Terminal liability premium", terminal_premium},
    {"Run-out fee if it stops", run_out_fee},
    {NULL, NULL},
};

static const sl_row_t contribution_rows[] = {
    {"Employees contribute", contributions},
    {"Employer's net cost", net_cost},
    {NULL, NULL},
};

static const sl_row_t build_up_rows[] = {
    {"Manual claims", manual_claims},
    {"Experience claims", experience_claims},
    {"Credibility of experience", credibility},
    {"Claims, weighted", expected_claims},
    {"+ pooling charge", built_up_pooling},
    {"+ administration", administration},
    {"+ commission", commission},
    {"+ profit", profit},
    {"+ tax", tax},
    {"= premium", built_up_premium},
    {NULL, NULL},
};

static const sl_row_t exhibit_rows[] = {
    {"Specific deductible", deductible},
    {"Claimants above half of it", claimants_half},
    {"Claimants above it", claimants_full},
    {"Expected above it", expected_specific},
    {"as the quote implies", implied_specific},
    {"Specific: loss ratio", specific_ratio},
    {"Leveraged trend, next year", leveraged_trend},
    {"Expected eligible claims", expected_eligible},
    {"as the quote implies", implied_eligible},
    {"Attachment, of expected", attachment_ratio},
    {"Aggregate: loss ratio", aggregate_ratio},
    {"Expected insured claims", expected_insured},
    {"as the quote implies", implied_insured},
    {"Premium, times these claims", premium_multiple},
    {NULL, NULL},
};

/* Whether a figure that decides on a section is there for some arrangement of the panel. */
static int any(const sl_page_t *page, const sl_panel_t *panel, sl_cell_t cell)
{
  const sl_row_t row = {"", cell};
  return !sl_row_is_empty(page, panel, &row);
}

void sl_page_funding(const sl_page_t *page, const sl_panel_t *panel)
{
  sl_put_section(page, panel, "Funds, reserves and further charges", fund_rows, 1);
  if (any(page, panel, contributions)) {
    sl_put_section(page, panel, "After employee contributions", contribution_rows, 1);
  }
  if (any(page, panel, built_up_premium)) {
    sl_put_section(page, panel, "How the premium is built up", build_up_rows, 1);
  }
  if (any(page, panel, claimants_half) || any(page, panel, attachment_ratio) ||
      any(page, panel, premium_multiple)) {
    sl_put_section(page, panel, "Underwriter's exhibit", exhibit_rows, 1);
  }
}

#include "sim/input/load/head.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/rules/jurisdiction.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/schema/common.h"

static int build_jurisdiction(sl_build_t *build)
{
  const char *code = sl_cursor_text(build->root, "jurisdiction");
  if (code == NULL) {
    return SL_OK;
  }
  if (!sl_jurisdiction_is_known(code)) {
    char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
    sl_source_fault(&build->source, sl_node_get(build->root.node, "jurisdiction"),
                    "jurisdiction is not known: %s%s; allowed: US- or CA- and the two letters "
                    "of a state or DC (US-), of a province or a territory of Canada (CA-), such "
                    "as US-TX or CA-ON",
                    sl_text_excerpt(code, excerpt),
                    sl_did_you_mean(sl_jurisdiction_nearest(code), hint));
  }
  build->scenario->jurisdiction = sl_text_copy(code);
  return build->scenario->jurisdiction != NULL ? SL_OK : SL_ERR_MEMORY;
}

static void build_accounting(sl_build_t *build)
{
  const sl_cursor_t cash_flow = sl_cursor_child(build->root, "cash_flow");
  const bool paid = sl_cursor_choice(build->root, "accounting") == SL_ACCOUNT_PAID;
  build->parts.arrangements->accounting = paid ? SL_ACCOUNT_PAID : SL_ACCOUNT_INCURRED;
  build->parts.arrangements->cash_flow.wanted = sl_cursor_is_map(cash_flow);
  build->parts.arrangements->cash_flow.reimbursement_months =
      (unsigned)sl_cursor_whole(cash_flow, "reimbursement_months");
  build->parts.arrangements->cash_flow.level = sl_cursor_number(cash_flow, "working_capital");
}

static sl_suitability_terms_t suitability_of(sl_cursor_t map)
{
  return (sl_suitability_terms_t){
      .cash_reserve = sl_cursor_number(map, "cash_reserve"),
      .payroll = sl_cursor_number(map, "payroll"),
      .most_of_payroll = sl_cursor_number(map, "most_of_payroll"),
      .most_chance = sl_cursor_number(map, "most_chance"),
      .covenant = sl_cursor_number(map, "covenant"),
      .most_volatility = sl_cursor_number(map, "most_volatility"),
      .full_credibility = sl_cursor_number(map, "full_credibility"),
      .history_years = sl_cursor_number(map, "history_years"),
  };
}

static sl_interest_terms_t interest_of(sl_cursor_t map)
{
  const bool deposit = sl_cursor_choice(map, "of") == SL_INTEREST_DEPOSIT;
  return (sl_interest_terms_t){sl_cursor_number(map, "rate"),
                               deposit ? SL_INTEREST_DEPOSIT : SL_INTEREST_LOAN};
}

int sl_build_head(sl_build_t *build)
{
  sl_scenario_t *s = build->scenario;
  const char *name = sl_cursor_text(build->root, "name");
  const char *currency = sl_cursor_text(build->root, "currency");
  const bool known = sl_schema_currency(&build->source, build->root);
  s->name = sl_text_copy(name != NULL ? name : "");
  s->currency = sl_text_copy(known ? currency : "");
  s->months = (unsigned)sl_cursor_whole(build->root, "months");
  if (!sl_cursor_date(build->root, "start", &s->start)) {
    s->start = (sl_date_t){2000, 1, 1}; /* reported; lets the rest be checked */
  }
  sl_calendar_init(&s->calendar, s->start, s->months > 0 ? s->months : SL_PLAN_MONTHS_MAX);
  build_accounting(build);
  sl_build_years(build);
  s->suitability = suitability_of(sl_cursor_child(build->root, "suitability"));
  s->interest = interest_of(sl_cursor_child(build->root, "interest"));
  return s->name != NULL && s->currency != NULL ? build_jurisdiction(build) : SL_ERR_MEMORY;
}

#include "sim/input/reference/glossary.h"

#include "sim/input/read/contract_text.h"

#include <stdbool.h>
#include <string.h>

#define CONTRACT_BASIS "contract basis"

/* To teach the program a word, add an entry. */
static const sl_glossary_entry_t entries[] = {
    {"self-funded",
     {"self-insured", "self-funding"},
     "The employer pays its employees' claims itself, with or without stop-loss, instead of a "
     "premium "
     "to an insurer.",
     {"arrangements.kind"}},
    {"ASO",
     {"administrative services only"},
     "Administrative services only: the employer bears the claims and pays somebody a fee to "
     "administer them. With stop-loss beside it, large claims are the carrier's.",
     {"arrangements.kind: aso", "arrangements.fees"}},
    {"TPA",
     {"third-party administrator", "administrator", "administration fee", "admin fee"},
     "Third-party administrator: who adjudicates and pays the claims of a self-funded plan for a "
     "fee, "
     "usually PEPM.",
     {"arrangements.fees"}},
    {"fully insured",
     {"insured plan"},
     "An insurer bears all claims for a premium that is fixed for the year.",
     {"arrangements.kind: fully_insured", "arrangements.premium"}},
    {"level funding",
     {"level-funded", "claims fund"},
     "A self-funded plan with equal monthly payments: fees, stop-loss premium and a claims fund as "
     "large as the aggregate attachment point. What is left of the fund may be returned.",
     {"arrangements.kind: level_funded", "arrangements.surplus_share"}},
    {"captive",
     {"group captive"},
     "An insurer owned by the employers it insures: it pays a layer of each person's claims "
     "between "
     "the specific deductible and the reinsurer, and returns or asks for the result.",
     {"arrangements.captive"}},
    {"PEPM",
     {"per employee per month"},
     "Per employee per month: the amount times the contracts (employees) enrolled in each month.",
     {"arrangements.fees.per: PEPM", "arrangements.premium.per: PEPM"}},
    {"PMPM",
     {"per member per month"},
     "Per member per month: as PEPM, but dependents count too.",
     {"arrangements.fees.per: PMPM", "arrangements.premium.per: PMPM"}},
    {"PEPY",
     {"per employee per year"},
     "Per employee per year: twelve months enrolled are one.",
     {"arrangements.fees.per: PEPY"}},
    {"PMPY",
     {"per member per year"},
     "Per member per year: as PEPY, but dependents count too.",
     {"arrangements.fees.per: PMPY"}},
    {"tier",
     {"tiers", "employee only", "employee + spouse", "employee + children", "composite"},
     "Who is covered under one contract: employee, employee_spouse, employee_children, family. "
     "With "
     "two rates, {employee, family}, family stands for all but the employee alone; a composite "
     "rate "
     "is one for all.",
     {"arrangements.premium.tiers", "arrangements.aggregate.factors", "arrangements.fees.tiers",
      "arrangements.contributions", "plans.hsa"}},
    {"stop-loss",
     {"stoploss insurance", "excess loss", "reinsurance"},
     "Insurance of a self-funded employer against large claims: of one person (specific) and of "
     "the "
     "group as a whole (aggregate).",
     {"arrangements.specific", "arrangements.aggregate"}},
    {"specific",
     {"individual stop-loss", "specific stop-loss", "ISL", "spec", "specific deductible"},
     "Stop-loss for each person: the carrier reimburses what the plan paid for one person in the "
     "contract above the specific deductible.",
     {"arrangements.specific", "arrangements.specific.deductible"}},
    {"aggregate",
     {"aggregate stop-loss", "agg"},
     "Stop-loss for the whole group: the carrier reimburses what all persons' claims up to their "
     "specific deductibles come to above the attachment point.",
     {"arrangements.aggregate"}},
    {"laser",
     {"lasered"},
     "One person with a specific deductible of their own, higher than the group's, or excluded, "
     "because large claims are expected of them.",
     {"arrangements.specific.lasers", "arrangements.specific.lasers.member_id"}},
    {"aggregating specific",
     {"aggregating specific deductible", "aggregating deductible", "ASD", "agg spec"},
     "An amount of specific reimbursements of the year that the group bears first, whoever they "
     "are "
     "for; in exchange the specific premium is lower.",
     {"arrangements.specific.aggregating_deductible"}},
    {"corridor",
     {"aggregate corridor", "risk corridor"},
     "How far the aggregate attachment point lies above expected claims: 125% attaches when claims "
     "are "
     "a quarter higher than expected.",
     {"arrangements.aggregate.corridor", "arrangements.aggregate.carrier_corridor"}},
    {"attachment",
     {"attachment point", "aggregate attachment point", "minimum attachment point",
      "minimum attachment", "aggregate factors"},
     "The group's claims of the year above which the aggregate pays: an amount, a corridor over "
     "expected claims, or monthly factors times the contracts of each month, at least the minimum.",
     {"arrangements.aggregate.attachment", "arrangements.aggregate.corridor",
      "arrangements.aggregate.factors", "arrangements.aggregate.minimum"}},
    {"monthly accommodation",
     {"accommodation", "aggregate accommodation"},
     "The aggregate carrier advances during the year what passes the attachment of the months so "
     "far, "
     "and settles at the end: it changes the cash flow, not the year's cost.",
     {"arrangements.aggregate.accommodation"}},
    {"advance funding",
     {"specific advance", "simultaneous funding"},
     "The specific carrier pays before the group has to, so that the employer does not lend the "
     "money.",
     {"arrangements.specific.advance_funding"}},
    {CONTRACT_BASIS,
     {"12/12", "12/15", "12/18", "12/24", "15/12", "24/12", "contract type"},
     "Which claims a stop-loss contract covers. a/b: incurred in the plan year or up to a - 12 "
     "months "
     "before it, and paid in it or up to b - 12 months after it. 12/15 is incurred in 12 months, "
     "paid "
     "in 15: three months of run-out; 15/12 has three months of run-in; paid is all that is paid "
     "in "
     "the plan year.",
     {"arrangements.specific.contract", "arrangements.aggregate.contract"}},
    {"run-in",
     {"run in claims"},
     "Claims incurred before the plan year and paid in it. A 15/12 or 24/12 contract covers some "
     "of "
     "them, up to a limit where it has one.",
     {"arrangements.specific.contract", "arrangements.specific.run_in_maximum",
      "arrangements.since"}},
    {"run-out",
     {"run off", "run out claims", "tail"},
     "Claims incurred in the plan year and paid after it. A 12/15 contract covers those paid in "
     "the "
     "three months that follow; the rest is the employer's.",
     {"arrangements.specific.contract", "arrangements.run_out_fee"}},
    {"IBNR",
     {"incurred but not reported", "incurred but not paid", "IBNP"},
     "Incurred but not reported: claims that have happened by a date and are still to be paid "
     "after "
     "it. Here it is shown by month, from the lag between the incurred and the paid day.",
     {"claims.services.lag", "arrangements.since"}},
    {"terminal liability",
     {"terminal liability option", "TLO"},
     "What is still to be paid when the plan stops: run-out claims and the fee to pay them. An "
     "option "
     "of the stop-loss covers a part of it for a premium.",
     {"arrangements.specific.terminal_liability", "arrangements.aggregate.terminal_liability",
      "arrangements.run_out_fee"}},
    {"reserve",
     {"reserves", "surplus reserve", "contingency reserve", "margin"},
     "What to keep aside beyond the budget so that a bad year can be paid: for 95 of 100 years, "
     "the "
     "cost that is not exceeded in these less the budget. The claims fluctuation reserve of refund "
     "accounting is another one.",
     {"arrangements.budget", "arrangements.refund.reserve_target",
      "arrangements.refund.opening_reserve"}},
    {"budget",
     {"funding level"},
     "What the employer sets aside for the plan year: an amount, a multiple of the expected cost "
     "or "
     "a quantile of it.",
     {"arrangements.budget"}},
    {"deficit",
     {"shortfall"},
     "What a year costs above the budget; the page says how likely one is and how large.",
     {"arrangements.budget"}},
    {"surplus", {"savings"}, "What a year costs less than the budget.", {"arrangements.budget"}},
    {"maximum cost",
     {"maximum claims liability", "maximum liability", "worst case"},
     "The most that a year can cost inside the contracts: fees, premiums and the claims up to the "
     "attachment point. Claims outside the contracts' windows or services come on top.",
     {"arrangements.aggregate", "arrangements.specific"}},
    {"rebate",
     {"rebates", "pharmacy rebate", "Rx rebate"},
     "Money back, mostly from the makers of drugs through the pharmacy manager: a fee with a "
     "negative "
     "amount, such as -25 PEPM.",
     {"arrangements.fees.amount"}},
    {"commission",
     {"broker commission"},
     "What the broker gets: a fee per: premium for a share of all premiums, or PEPM. Where the "
     "quoted premium holds it already, nothing need be said.",
     {"arrangements.fees.per: premium"}},
    {"premium tax",
     {"premium taxes", "HST", "GST", "RST", "sales tax"},
     "A tax on premiums, in some places on paid claims or fees too; a tax may be charged on the "
     "taxes before it.",
     {"arrangements.taxes", "arrangements.fees.taxed_as"}},
    {"contribution",
     {"employee contributions", "payroll deduction"},
     "What employees pay towards the plan each month, by tier; net cost is cost less these.",
     {"arrangements.contributions"}},
    {"loss ratio",
     {"target loss ratio", "MLR"},
     "Claims divided by premium. As the price of a cover it lets the model set the premium: "
     "expected "
     "claims / loss ratio.",
     {"arrangements.premium.loss_ratio", "arrangements.premium.carrier_loss_ratio"}},
    {"manual rate",
     {"manual claims", "manual", "experience rate", "experience"},
     "What the insurer's tables say of a group like this one, beside what its own claims say "
     "(experience); credibility weights the two.",
     {"arrangements.premium.built_up"}},
    {"credibility",
     {"full credibility"},
     "The weight, from 0 to 1, of a group's own claims beside the manual: sqrt(life-years / those "
     "of "
     "full credibility), at most 1.",
     {"arrangements.premium.built_up.full_credibility"}},
    {"pooling",
     {"pooling point", "pooling charge", "large claim pooling"},
     "In an insured premium or a refund account, claims of a person above the pooling point do not "
     "count as the group's own; a pooling charge pays for them.",
     {"arrangements.pooling", "arrangements.premium.built_up.pooling_point"}},
    {"retention",
     {NULL},
     "The share of a premium that the insurer keeps for administration, commission, profit and "
     "tax.",
     {"arrangements.premium.built_up.retention", "arrangements.refund.retention"}},
    {"refund accounting",
     {"retention accounting", "dividend", "experience refund"},
     "An insured contract whose balance of the year - premium less claims, pooling charge and "
     "retention - is the group's: refunded above a reserve, or carried forward.",
     {"arrangements.kind: refund_accounting", "arrangements.refund"}},
    {"trend",
     {"medical trend", "leveraged trend"},
     "How much dearer claims get in a year. Above a fixed deductible they grow faster: that is the "
     "leveraged trend.",
     {"claims.trend"}},
    {"renewal",
     {"rate change", "rate increase", "rate cap", "no new laser", "NNL"},
     "The carrier's rates for the next year, by the claims it has seen. Several plan years renew "
     "by "
     "themselves: with a rate cap they rise no more than that, and with a promise of no new laser "
     "nobody is lasered anew. In one year's scenario last year's rates and the change, such as "
     "14.8%.",
     {"arrangements.renewal", "arrangements.premium.change"}},
    {"allowed amount",
     {"allowed", "eligible charge"},
     "What a provider may charge under the network's contract: member and plan pay it together.",
     {"claims.services.severity"}},
    {"cost sharing",
     {"member cost sharing", "OOP", "OOPM", "MOOP", "out-of-pocket maximum"},
     "What the member pays of the allowed amount: deductible, coinsurance and copays, up to the "
     "out-of-pocket maximum.",
     {"plans.deductible", "plans.coinsurance", "plans.out_of_pocket_max", "plans.copays"}},
    {"plan paid",
     {"paid claims"},
     "The allowed amount less what the member pays: what stop-loss looks at.",
     {"plans", "arrangements.fees.per: paid_claims"}},
    {"gap",
     {"uncovered claims", "nobody's contract"},
     "Claims that the year's cost counts and no stop-loss contract holds, because they are "
     "incurred or "
     "paid outside its window, or its services leave them out.",
     {"arrangements.specific.contract", "arrangements.specific.services"}},
    {"VaR",
     {"value at risk", "percentile", "1-in-20"},
     "A quantile: the cost that is not exceeded in 95 (or 99) of 100 years.",
     {"arrangements.budget.quantile"}},
    {"TVaR",
     {"tail value at risk", "CTE", "expected shortfall"},
     "The average cost of the worst years: of the dearest 5 (or 1) of 100.",
     {"simulation"}},
    {"trial",
     {"simulated year", "scenario year"},
     "One simulated plan year. Every arrangement meets the same claims in it.",
     {"simulation.trials"}},
};

const sl_glossary_entry_t *sl_glossary(size_t *n)
{
  *n = sizeof entries / sizeof entries[0];
  return entries;
}

/* A character of a word as it counts. */
static char folded(char c)
{
  if (c == '_' || c == ' ') {
    return '-';
  }
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_word(const char *word, const char *name)
{
  while (*word != '\0' && folded(*word) == folded(*name)) {
    word++;
    name++;
  }
  return *word == *name;
}

static bool is_named(const sl_glossary_entry_t *entry, const char *word)
{
  bool named = is_word(entry->word, word);
  for (size_t i = 0; entry->also[i] != NULL; i++) {
    named = named || is_word(entry->also[i], word);
  }
  return named;
}

const sl_glossary_entry_t *sl_glossary_find(const char *word)
{
  const bool is_contract = strchr(word, '/') != NULL && sl_contract_parse(word, NULL);
  for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
    if (is_named(&entries[i], word) ||
        (is_contract && strcmp(entries[i].word, CONTRACT_BASIS) == 0)) {
      return &entries[i];
    }
  }
  return NULL;
}

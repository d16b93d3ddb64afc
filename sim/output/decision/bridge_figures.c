/* From the reference's cost to the subject's. Trial by trial, for either,
 *
 *   cost = claims + insurer + stop-loss + captive + terminal + settlement + fees + taxes
 *   claims     = retained_claims + specific_reimbursement + aggregate_reimbursement
 *                - reimbursement_other + captive_claims + insured_claims + hsa_contributions
 *   insurer    = insured_premium + insured_lines_premium - insured_claims
 *   stop-loss  = specific_premium + aggregate_premium - what of both reimbursements falls on claims
 *                of the cost; with a minimum premium part of `insurer`, whose premium pays for it
 *   captive    = captive_premium - captive_claims
 *   settlement = premiums by the claims of the trial (a fund's rest, an assessment) - refunds
 * so that the reference's parts but for the claims are taken out, and the subject's put in.
 */
#include "models/funding/arrangement.h"
#include "sim/output/decision/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CENT 0.005

typedef enum part {
  PART_CLAIMS,
  PART_INSURER,
  PART_STOPLOSS,
  PART_CAPTIVE,
  PART_TERMINAL,
  PART_SETTLEMENT,
  PART_FEES,
  PART_TAXES,
  PARTS
} part_t;

#define REIMBURSED                                                                                 \
  "specific_reimbursement[:,#] - aggregate_reimbursement[:,#] + reimbursement_other[:,#]"
#define STOPLOSS_PREMIUM "specific_premium[#] + aggregate_premium[#]"
#define INSURER "insured_premium[#] + insured_lines_premium[#] - insured_claims[:,#]"

/* What a part is called, and where the file has it: # is the arrangement. */
static const struct {
  const char *label, *source;
} parts[PARTS] = {
    [PART_CLAIMS] = {"", "retained_claims[:,#] + specific_reimbursement[:,#] + "
                         "aggregate_reimbursement[:,#] - reimbursement_other[:,#] + "
                         "captive_claims[:,#] + insured_claims[:,#] + hsa_contributions[:,#]"},
    [PART_INSURER] = {"insurer's premium less the claims it pays", INSURER},
    [PART_STOPLOSS] = {"stop-loss premium less what it pays", STOPLOSS_PREMIUM " - " REIMBURSED},
    [PART_CAPTIVE] = {"captive's premium less the claims it pays",
                      "captive_premium[#] - captive_claims[:,#]"},
    [PART_TERMINAL] = {"terminal liability premium", "terminal_premium[#]"},
    [PART_SETTLEMENT] =
        {"fund and assessments less refunds",
         "premiums[:,#] - refunds[:,#] - specific_premium[#] - "
         "aggregate_premium[#] - insured_premium[#] - insured_lines_premium[#] - captive_premium[#]"
         " - terminal_premium[#]"},
    [PART_FEES] = {"fees", "fees[:,#]"},
    [PART_TAXES] = {"taxes", "taxes[:,#]"},
};

/* ---- the parts of every trial ---- */

/* An arrangement's parts, and its claims less those of the other. */
typedef struct side {
  size_t arrangement;
  const sl_price_t *price;
  bool insurer_pays_all; /* one premium for stop-loss and run-out */
  bool has_accounts;     /* the employer pays into health savings accounts */
  sl_running_t part[PARTS], cost;
} side_t;

typedef struct sides {
  side_t reference, subject;
  sl_running_t further; /* the subject's claims less the reference's */
} sides_t;

static double at(const sl_block_t *block, sl_cost_variable_t variable, size_t t, size_t a)
{
  return block->cost[variable][t * block->n_arrangements + a];
}

static void split(const side_t *side, const sl_block_t *block, size_t t, double part[PARTS])
{
  const size_t a = side->arrangement;
  const sl_price_t *price = side->price;
  const double insured = at(block, SL_COST_INSURED_CLAIMS, t, a);
  const double captive = at(block, SL_COST_CAPTIVE_CLAIMS, t, a);
  const double reimbursed = at(block, SL_COST_SPECIFIC_REIMBURSEMENT, t, a) +
                            at(block, SL_COST_AGGREGATE_REIMBURSEMENT, t, a) -
                            at(block, SL_COST_REIMBURSEMENT_OTHER, t, a);
  const double stoploss =
      price->specific_premium.value + price->aggregate_premium.value - reimbursed;
  part[PART_CLAIMS] = at(block, SL_COST_RETAINED_CLAIMS, t, a) + reimbursed + captive + insured +
                      at(block, SL_COST_HSA_CONTRIBUTIONS, t, a);
  part[PART_INSURER] = price->insured_premium.value + price->insured_lines_premium.value - insured +
                       (side->insurer_pays_all ? stoploss : 0.0);
  part[PART_STOPLOSS] = side->insurer_pays_all ? 0.0 : stoploss;
  part[PART_CAPTIVE] = price->captive_premium.value - captive;
  part[PART_TERMINAL] = price->terminal_premium.value;
  part[PART_SETTLEMENT] = at(block, SL_COST_PREMIUMS, t, a) - sl_price_premiums(price) -
                          at(block, SL_COST_REFUNDS, t, a);
  part[PART_FEES] = at(block, SL_COST_FEES, t, a);
  part[PART_TAXES] = at(block, SL_COST_TAXES, t, a);
}

static void take_trial(side_t *side, const sl_block_t *block, size_t t, double part[PARTS])
{
  const double cost = at(block, SL_COST_COST, t, side->arrangement);
  split(side, block, t, part);
  for (size_t p = 0; p < PARTS; p++) {
    sl_running_add(&side->part[p], &part[p], 1, 1);
  }
  sl_running_add(&side->cost, &cost, 1, 1);
  side->has_accounts =
      side->has_accounts || at(block, SL_COST_HSA_CONTRIBUTIONS, t, side->arrangement) > 0.0;
}

static void take_block(void *context, const sl_block_t *block)
{
  sides_t *sides = context;
  double from[PARTS], to[PARTS];
  for (size_t t = 0; t < block->n_trials; t++) {
    take_trial(&sides->reference, block, t, from);
    take_trial(&sides->subject, block, t, to);
    const double further = to[PART_CLAIMS] - from[PART_CLAIMS];
    sl_running_add(&sides->further, &further, 1, 1);
  }
}

/* ---- the steps ---- */

static sl_estimate_t times(double sign, sl_estimate_t amount)
{
  return (sl_estimate_t){sign * amount.value, amount.standard_error};
}

/* # of a source becomes the arrangement. */
static void put_source(char text[SL_BRIDGE_SOURCE], const char *source, size_t a)
{
  char number[24];
  size_t n = 0;
  const size_t digits = (size_t)snprintf(number, sizeof number, "%zu", a);
  for (; *source != '\0' && n + digits + 2 < SL_BRIDGE_SOURCE; source++) {
    if (*source == '#') {
      memcpy(text + n, number, digits);
      n += digits;
    } else {
      text[n++] = *source;
    }
  }
  text[n] = '\0';
}

/* sign: 1 put in, -1 taken out, 0 a level. A step that is not known is kept, so that the bridge is
 * seen not to hold. */
static void add_step(sl_bridge_t *bridge, double sign, const char *label, sl_estimate_t amount,
                     const char *source, size_t a)
{
  if (bridge->n == SL_BRIDGE_STEPS || (sign != 0.0 && fabs(amount.value) < CENT)) {
    return;
  }
  sl_bridge_step_t *step = &bridge->step[bridge->n++];
  step->is_level = sign == 0.0;
  step->amount = sign < 0.0 ? times(-1.0, amount) : amount;
  step->label = label;
  step->is_less = sign < 0.0;
  put_source(step->source, source, a);
}

/* What a premium that is built up says of itself: settled once, so without error. */
static void add_built_up(sl_bridge_t *bridge, const side_t *side, double sign)
{
  const sl_build_up_lines_t *lines = &side->price->build_up;
  const size_t a = side->arrangement;
  const struct {
    const char *label, *source;
    double amount;
  } row[] = {
      {"insurer's administration", "build_up_administration[#]", lines->administration},
      {"commission in the premium", "build_up_commission[#]", lines->commission},
      {"insurer's profit", "build_up_profit[#]", lines->profit},
      {"tax in the premium", "build_up_tax[#]", lines->tax},
  };
  sl_estimate_t rest = sl_running_mean(&side->part[PART_INSURER]);
  for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
    rest.value -= row[i].amount;
    add_step(bridge, sign, row[i].label, (sl_estimate_t){row[i].amount, 0.0}, row[i].source, a);
  }
  add_step(bridge, sign, "insurer's claims and pooling charge less claims", rest,
           INSURER " - build_up_administration[#] - build_up_commission[#] - build_up_profit[#] - "
                   "build_up_tax[#]",
           a);
}

static void add_parts(sl_bridge_t *bridge, const side_t *side, double sign)
{
  for (size_t p = PART_INSURER; p < PARTS; p++) {
    const char *source = parts[p].source;
    if (p == PART_INSURER && side->price->build_up.premium > 0.0) {
      add_built_up(bridge, side, sign);
      continue;
    }
    if (p == PART_INSURER && side->insurer_pays_all) {
      source = INSURER " + " STOPLOSS_PREMIUM " - " REIMBURSED;
    }
    add_step(bridge, sign, parts[p].label, sl_running_mean(&side->part[p]), source,
             side->arrangement);
  }
}

/* Whether the steps come to each level, to the cent: not where an old file lacks a part. */
static bool is_whole(const sl_bridge_t *bridge)
{
  double level = 0.0;
  bool whole = bridge->n > 0 && bridge->n < SL_BRIDGE_STEPS;
  for (size_t i = 0; i < bridge->n; i++) {
    const double amount = bridge->step[i].amount.value;
    whole = whole && isfinite(amount) &&
            (i == 0 || !bridge->step[i].is_level || fabs(level - amount) < CENT);
    level = bridge->step[i].is_level ? amount : level + amount;
  }
  return whole;
}

static side_t side_of(const sl_decision_t *decision, size_t a)
{
  const sl_arrangement_facts_t *facts = &decision->results->facts->arrangements[a];
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(facts->kind);
  return (side_t){.arrangement = a,
                  .price = &facts->price,
                  .insurer_pays_all = kind != NULL && kind->insurer_runs_out};
}

/* Where one bears claims of other days than the other. */
static void add_further(sl_bridge_t *bridge, const sides_t *sides)
{
  const size_t n = bridge->n;
  char from[SL_BRIDGE_SOURCE], to[SL_BRIDGE_SOURCE];
  add_step(bridge, 1.0, "claims that count for one of them only", sl_running_mean(&sides->further),
           "", sides->subject.arrangement);
  put_source(from, parts[PART_CLAIMS].source, sides->reference.arrangement);
  put_source(to, parts[PART_CLAIMS].source, sides->subject.arrangement);
  if (bridge->n > n) {
    snprintf(bridge->step[n].source, SL_BRIDGE_SOURCE, "%.300s - (%.300s)", to, from);
  }
}

static const char *claims_label(const side_t *side)
{
  return side->has_accounts ? "Claims and HSA contributions" : "Claims that the plan pays";
}

int sl_decision_bridge(sl_decision_t *decision, sl_error_t *error)
{
  const sl_arrangement_facts_t *facts = decision->results->facts->arrangements;
  sl_bridge_t *bridge = &decision->bridge;
  *bridge = (sl_bridge_t){.n = 0};
  if (decision->reference == SL_NO_ARRANGEMENT) {
    return SL_OK;
  }
  sides_t sides = {
      side_of(decision, decision->reference), side_of(decision, decision->subject), {0}};
  const int code = sl_results_each_block(decision->results, take_block, &sides, error);
  const size_t from = decision->reference, to = decision->subject;
  add_step(bridge, 0.0, facts[from].name, sl_running_mean(&sides.reference.cost), "cost[:,#]",
           from);
  add_parts(bridge, &sides.reference, -1.0);
  add_step(bridge, 0.0, claims_label(&sides.reference),
           sl_running_mean(&sides.reference.part[PART_CLAIMS]), parts[PART_CLAIMS].source, from);
  add_further(bridge, &sides);
  add_parts(bridge, &sides.subject, 1.0);
  add_step(bridge, 0.0, facts[to].name, sl_running_mean(&sides.subject.cost), "cost[:,#]", to);
  if (code != SL_OK || !is_whole(bridge)) {
    bridge->n = 0;
  }
  return code;
}

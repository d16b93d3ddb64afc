#include "sim/input/build/prices.h"

#include "models/funding/premium.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CARRIER_LOSS_RATIO 0.85 /* of an insurer that does not say its own */

/* "amount, tiers, loss_ratio": those of n names that are keys of the map. */
static char *known_names(sl_cursor_t map, const char *const *names, size_t n)
{
  sl_text_t text = {0};
  for (size_t i = 0; i < n; i++) {
    if (sl_schema_child(map.key, names[i]) != NULL) {
      sl_text_append(&text, "%s%s", text.length > 0 ? ", " : "", names[i]);
    }
  }
  return sl_text_take(&text);
}

int sl_build_exactly_one(const sl_build_t *build, sl_cursor_t map, const char *what,
                         const char *const *names, size_t n)
{
  int chosen = -1;
  size_t given = 0;
  for (size_t i = 0; i < n; i++) {
    const bool is_given = sl_node_get(map.node, names[i]) != NULL;
    if (is_given && sl_schema_child(map.key, names[i]) == NULL) {
      return -1; /* no key of this map: reported by the schema */
    }
    if (is_given) {
      given++;
      chosen = (int)i;
    }
  }
  if (given == 1) {
    return chosen;
  }
  char *known = known_names(map, names, n);
  sl_source_fault(&build->source, map.node, "%s %s; allowed: exactly one of %s", what,
                  given == 0 ? "says nothing of its size" : "is given in more than one way",
                  known != NULL ? known : "the keys for it");
  free(known);
  return -1;
}

static int tier_index(const char *name)
{
  for (int tier = 0; tier < SL_TIERS; tier++) {
    if (strcmp(sl_tier_names[tier], name) == 0) {
      return tier;
    }
  }
  return -1;
}

static void read_tiers(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS])
{
  for (size_t i = 0; i < SL_TIERS; i++) {
    values[i] = NAN;
  }
  for (size_t i = 0; i < map.node->n; i++) {
    const sl_node_t *key = &map.node->keys[i];
    const int tier = tier_index(key->text);
    if (tier >= 0) {
      sl_schema_number(map.key, &map.node->items[i], &values[tier]);
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
    const char *nearest = sl_nearest(key->text, sl_tier_names, SL_TIERS);
    sl_source_fault(&build->source, key, "tier is not known: %s%s; allowed: %s, %s, %s, %s",
                    sl_text_excerpt(key->text, excerpt), sl_did_you_mean(nearest, hint),
                    sl_tier_names[0], sl_tier_names[1], sl_tier_names[2], sl_tier_names[3]);
  }
}

/* Two tiers are printed as employee and family; with a third one a carrier prints all it has. */
void sl_build_tiers(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS])
{
  read_tiers(build, map, values);
  if (map.node->n == 2 && !isnan(values[SL_TIER_EMPLOYEE]) && !isnan(values[SL_TIER_FAMILY])) {
    values[SL_TIER_EMPLOYEE_SPOUSE] = values[SL_TIER_EMPLOYEE_CHILDREN] = values[SL_TIER_FAMILY];
  }
}

/* Contract months in a tier, or in one that turns into it in a later plan year, when the children
 * have left. */
static double months_in(const sl_build_t *build, size_t tier)
{
  const double *months = build->scenario->group->enrolment.tier_months;
  const sl_population_terms_t *population = &build->scenario->ahead.population;
  const bool changes = build->scenario->ahead.years > 1 && population->ageing;
  if (changes && tier == SL_TIER_EMPLOYEE) {
    return months[tier] + months[SL_TIER_EMPLOYEE_CHILDREN];
  }
  return changes && tier == SL_TIER_EMPLOYEE_SPOUSE ? months[tier] + months[SL_TIER_FAMILY]
                                                    : months[tier];
}

/* A tier that is enrolled and has no value of its own costs an unknown amount. */
static void require_enrolled(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS])
{
  for (size_t tier = 0; tier < SL_TIERS; tier++) {
    if (!isnan(values[tier]) || sl_node_get(map.node, sl_tier_names[tier]) != NULL) {
      continue;
    }
    values[tier] = 0.0;
    if (months_in(build, tier) > 0.0) {
      sl_source_fault(
          &build->source, map.node,
          "%s: no value for tier %s, in which %.15g contract months are enrolled; "
          "allowed: one for each enrolled tier (family stands for all other tiers where "
          "it and employee are alone)",
          sl_schema_name(map.key), sl_tier_names[tier], months_in(build, tier));
    }
  }
}

void sl_build_monthly(const sl_build_t *build, sl_cursor_t map, double values[SL_TIERS])
{
  sl_build_tiers(build, map, values);
  require_enrolled(build, map, values);
}

static bool is_fraction(sl_per_t per)
{
  return per == SL_PER_PAYROLL || per == SL_PER_PAID_CLAIMS || per == SL_PER_PREMIUM;
}

double sl_build_amount_per(const sl_build_t *build, sl_cursor_t map, sl_per_t per)
{
  const sl_cursor_t amount = sl_cursor_child(map, "amount");
  double value, plain;
  if (!sl_schema_number(amount.key, amount.node, &value)) {
    return NAN; /* missing, or reported by the schema */
  }
  const bool percent = sl_number_parse_percent(amount.node->text, &plain);
  if (percent && !is_fraction(per)) {
    sl_source_fault(
        &build->source, amount.node,
        "amount is a percentage: %s, but is charged per %s; allowed: an amount of money, "
        "or a percentage with per: paid_claims, payroll or premium",
        amount.node->text, sl_per_names[per]);
  } else if (is_fraction(per) && sl_number_parse_money(amount.node->text, &plain)) {
    sl_source_fault(
        &build->source, amount.node,
        "amount is an amount of money: %s, but per: %s takes a fraction of it; allowed: "
        "0.02 or 2%%",
        amount.node->text, sl_per_names[per]);
  }
  return value;
}

static void bind_amount(const sl_build_t *build, sl_cursor_t map, sl_premium_t *premium)
{
  const int per = sl_cursor_choice(map, "per");
  premium->kind = SL_PREMIUM_AMOUNT;
  premium->per = per >= 0 ? (sl_per_t)per : SL_PER_YEAR;
  premium->amount = sl_build_amount_per(build, map, premium->per);
  if (sl_node_get(map.node, "per") == NULL) {
    sl_source_fault(&build->source, map.node,
                    "a premium amount needs per: what it is charged on; allowed: per: "
                    "employee_month and the like");
  }
}

/* To 15 digits first, so that the half cent of 100.50 x 1.05 is one in spite of its bits. */
static double changed_rate(double rate, double change)
{
  return floor(sl_number_rounded(rate * (1.0 + change) * 100.0, 15) + 0.5) / 100.0;
}

static void bind_tiers(const sl_build_t *build, sl_cursor_t map, sl_premium_t *premium)
{
  const double change = sl_cursor_number(map, "change");
  const sl_cursor_t tiers = sl_cursor_child(map, "tiers");
  premium->kind = SL_PREMIUM_TIERS;
  if (sl_cursor_is_map(tiers)) {
    sl_build_monthly(build, tiers, premium->tier);
  }
  for (size_t tier = 0; tier < SL_TIERS && !isnan(change); tier++) {
    premium->tier[tier] = changed_rate(premium->tier[tier], change);
  }
}

sl_premium_t sl_build_premium(const sl_build_t *build, sl_cursor_t map)
{
  static const char *const ways[] = {"amount", "tiers", "loss_ratio", "age_rated", "built_up"};
  sl_premium_t premium = {.kind = SL_PREMIUM_NONE};
  if (!sl_cursor_is_map(map)) {
    return premium;
  }
  premium.carrier_loss_ratio = sl_node_get(map.node, "carrier_loss_ratio") != NULL
                                   ? sl_cursor_number(map, "carrier_loss_ratio")
                                   : CARRIER_LOSS_RATIO;
  const int way = sl_build_exactly_one(build, map, "premium", ways, 5);
  if (way != 0 && sl_node_get(map.node, "per") != NULL) {
    sl_source_fault(&build->source, sl_node_get(map.node, "per"),
                    "per goes with amount only; leave it out");
  }
  if (way != 1 && sl_node_get(map.node, "change") != NULL) {
    sl_source_fault(&build->source, sl_node_get(map.node, "change"),
                    "change goes with tiers only; leave it out");
  }
  if (way == 0) {
    bind_amount(build, map, &premium);
  } else if (way == 1) {
    bind_tiers(build, map, &premium);
  } else if (way == 2) {
    premium.kind = SL_PREMIUM_LOSS_RATIO;
    premium.loss_ratio = sl_cursor_number(map, "loss_ratio");
  } else if (way == 3) {
    premium.kind = SL_PREMIUM_AGE_RATED;
    premium.age_rated = sl_cursor_number(map, "age_rated");
  } else if (way == 4) {
    premium.kind = SL_PREMIUM_BUILT_UP;
    premium.build_up = sl_build_build_up(build, sl_cursor_child(map, "built_up"));
  }
  return premium;
}

void sl_build_factors(const sl_build_t *build, sl_cursor_t aggregate, double factor[SL_TIERS])
{
  const sl_cursor_t factors = sl_cursor_child(aggregate, "factors");
  if (!sl_cursor_is_map(factors)) {
    for (size_t i = 0; i < SL_TIERS; i++) {
      factor[i] = sl_cursor_number(aggregate, "factors"); /* one composite factor */
    }
    return;
  }
  sl_build_monthly(build, factors, factor);
}

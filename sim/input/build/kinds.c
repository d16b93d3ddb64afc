#include "sim/input/build/kinds.h"

#include "sim/input/build/prices.h"
#include "sim/input/schema/kind_keys.h"

#include <math.h>
#include <stdlib.h>

/* ---- which keys a kind takes ---- */

static void refuse_kind_key(const sl_build_t *build, sl_cursor_t item, const sl_kind_key_t *key,
                            const char *kind)
{
  sl_source_fault(&build->source, sl_node_get(item.node, key->name), "%s is not for kind %s: %s",
                  key->name, kind, key->why_not);
}

static void demand_kind_key(const sl_build_t *build, sl_cursor_t item, const sl_kind_key_t *key,
                            const char *kind)
{
  const sl_schema_key_t *row = sl_cursor_child(item, key->name).key;
  char *allowed = sl_schema_allowed(row);
  sl_source_fault(&build->source, item.node,
                  "a required key is missing: %s, needed by kind %s; allowed: %s", key->name, kind,
                  allowed != NULL ? allowed : "");
  free(allowed);
}

/* Under a kind whose insurer takes the run-out over, nothing is left for the option to cover. */
static void check_terminal(const sl_build_t *build, sl_cursor_t item,
                           const sl_arrangement_kind_t *kind)
{
  static const char *const covers[] = {"specific", "aggregate"};
  for (size_t i = 0; i < 2 && kind->insurer_runs_out; i++) {
    const sl_cursor_t cover = sl_cursor_child(item, covers[i]);
    const sl_node_t *option = sl_node_get(cover.node, "terminal_liability");
    if (option != NULL) {
      sl_source_fault(&build->source, option,
                      "terminal_liability is not for kind %s: the insurer pays the run-out claims; "
                      "leave it out",
                      kind->name);
    }
  }
}

void sl_build_check_kind(const sl_build_t *build, sl_cursor_t item,
                         const sl_arrangement_kind_t *kind)
{
  sl_kind_key_t keys[SL_KIND_KEYS];
  sl_kind_keys(kind, keys);
  for (size_t i = 0; i < SL_KIND_KEYS; i++) {
    const bool given = sl_node_get(item.node, keys[i].name) != NULL;
    if (given && !keys[i].taken) {
      refuse_kind_key(build, item, &keys[i], kind->name);
    } else if (!given && keys[i].needed) {
      demand_kind_key(build, item, &keys[i], kind->name);
    }
  }
  check_terminal(build, item, kind);
}

/* ---- the terms of a kind ---- */

static void bind_captive(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement)
{
  sl_captive_t *captive = &arrangement->captive;
  arrangement->has_captive = true;
  captive->limit = sl_cursor_number(map, "limit");
  captive->premium = sl_build_premium(build, sl_cursor_child(map, "premium"));
  captive->expense = sl_cursor_number(map, "expense");
  captive->share = sl_cursor_number(map, "share");
  captive->assessment_maximum = sl_cursor_number(map, "assessment_maximum");
  if (arrangement->has_specific && captive->limit <= arrangement->specific.deductible) {
    sl_source_fault(&build->source, sl_node_get(map.node, "limit"),
                    "limit leaves the captive nothing to pay: %.15g; allowed: more than the "
                    "specific deductible, %.15g",
                    captive->limit, arrangement->specific.deductible);
  }
}

/* What of a person's claims of the year lies up to the point and above it. */
static sl_specific_t pooling_at(double point)
{
  return (sl_specific_t){
      .deductible = point, .coinsurance = 1.0, .maximum = INFINITY, .run_in_maximum = INFINITY};
}

static void bind_pooling(const sl_build_t *build, sl_cursor_t map, sl_arrangement_t *arrangement)
{
  const double point = sl_cursor_number(map, "point");
  const sl_premium_t *premium = &arrangement->premium;
  arrangement->has_pooling = true;
  arrangement->pooling = pooling_at(point);
  arrangement->pooling_charge = sl_build_premium(build, sl_cursor_child(map, "charge"));
  if (premium->kind == SL_PREMIUM_BUILT_UP && premium->build_up.pooling_point != point) {
    sl_source_fault(&build->source, sl_node_get(map.node, "point"),
                    "point is not the pooling_point that the premium is built up with: %.15g; "
                    "allowed: the same, %.15g",
                    point, premium->build_up.pooling_point);
  }
}

static void bind_refund(const sl_build_t *build, sl_cursor_t map, sl_refund_terms_t *refund)
{
  refund->retention = sl_cursor_number(map, "retention");
  refund->interest =
      sl_cursor_number(map, "interest") * ((double)build->scenario->months / SL_MONTHS_PER_YEAR);
  refund->opening_reserve = sl_cursor_number(map, "opening_reserve");
  refund->reserve_target = sl_cursor_number(map, "reserve_target");
}

static void check_built_up(const sl_build_t *build, sl_cursor_t item,
                           const sl_arrangement_t *arrangement)
{
  if (arrangement->kind != NULL && arrangement->kind->retains_claims) {
    const sl_cursor_t premium = sl_cursor_child(item, "premium");
    sl_source_fault(&build->source, sl_node_get(premium.node, "built_up"),
                    "built_up is a premium for all claims, which the employer bears under kind %s; "
                    "allowed: amount, tiers, loss_ratio, age_rated",
                    arrangement->kind->name);
  }
}

void sl_build_kind_terms(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t captive = sl_cursor_child(item, "captive");
  const sl_cursor_t pooling = sl_cursor_child(item, "pooling");
  if (sl_cursor_is_map(captive)) {
    bind_captive(build, captive, arrangement);
  }
  if (arrangement->premium.kind == SL_PREMIUM_BUILT_UP) {
    check_built_up(build, item, arrangement);
    arrangement->has_pooling = true;
    arrangement->pooling = pooling_at(arrangement->premium.build_up.pooling_point);
  }
  if (sl_cursor_is_map(pooling)) {
    bind_pooling(build, pooling, arrangement);
  }
  bind_refund(build, sl_cursor_child(item, "refund"), &arrangement->refund);
  arrangement->surplus_share = sl_cursor_number_or(item, "surplus_share", 0.0);
  arrangement->run_out_fee = sl_cursor_number_or(item, "run_out_fee", 0.0);
}

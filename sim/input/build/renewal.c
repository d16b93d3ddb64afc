#include "sim/input/build/renewal.h"

#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- terms ---- */

static sl_renewal_terms_t terms_of(sl_cursor_t map)
{
  return (sl_renewal_terms_t){.given = true,
                              .notice_months = (unsigned)sl_cursor_whole(map, "notice_months"),
                              .full = sl_cursor_number(map, "full"),
                              .trend = sl_cursor_number(map, "trend"),
                              .cap = sl_cursor_number(map, "cap"),
                              .floor = sl_cursor_number(map, "floor"),
                              .loss_ratio = sl_cursor_number(map, "loss_ratio"),
                              .pooling_point = sl_cursor_number(map, "pooling_point"),
                              .rate_cap = sl_cursor_number(map, "rate_cap"),
                              .laser_at = sl_cursor_number(map, "laser_at"),
                              .laser_if = sl_cursor_number(map, "laser_if"),
                              .laser_factor = sl_cursor_number(map, "laser_factor"),
                              .no_new_lasers = sl_cursor_flag(map, "no_new_lasers"),
                              .no_laser_load = sl_cursor_number(map, "no_laser_load"),
                              .deductible_growth = sl_cursor_number(map, "deductible_growth"),
                              .fee_trend = sl_cursor_number(map, "fee_trend")};
}

/* The premium whose rate follows the group's own claims; NULL = none. */
static const sl_premium_t *re_rated(const sl_arrangement_t *arrangement)
{
  const bool insured = arrangement->kind != NULL && !arrangement->kind->retains_claims;
  return insured                     ? &arrangement->premium
         : arrangement->has_specific ? &arrangement->specific_premium
                                     : NULL;
}

static void check_loss_ratio(const sl_build_t *build, sl_cursor_t map,
                             const sl_arrangement_t *arrangement)
{
  const sl_premium_t *premium = re_rated(arrangement);
  if (premium == NULL || premium->kind == SL_PREMIUM_NONE ||
      premium->kind == SL_PREMIUM_LOSS_RATIO || sl_node_get(map.node, "loss_ratio") != NULL) {
    return;
  }
  sl_source_fault(
      &build->source, map.node,
      "renewal needs loss_ratio: what share of the %s premium the carrier expects to pay "
      "in claims; allowed: a number above 0, such as 0.85; it may be left out only "
      "where that premium is by loss_ratio",
      premium == &arrangement->premium ? "insured" : "specific");
}

void sl_build_renewal(const sl_build_t *build, sl_cursor_t item, sl_arrangement_t *arrangement)
{
  const sl_cursor_t map = sl_cursor_child(item, "renewal");
  arrangement->renewal = sl_renewal_terms_default();
  arrangement->opening_reserve = sl_cursor_number_or(item, "opening_reserve", 0.0);
  arrangement->reserve_interest = sl_cursor_number_or(item, "reserve_interest", 0.0);
  if (!sl_cursor_is_map(map)) {
    return;
  }
  arrangement->renewal = terms_of(map);
  check_loss_ratio(build, map, arrangement);
  if (build->scenario->ahead.years > 1 && arrangement->renewal.no_new_lasers) {
    arrangement->specific_load = arrangement->renewal.no_laser_load;
  }
}

/* ---- the switch ---- */

static size_t index_of(const sl_arrangements_t *all, const char *name)
{
  size_t i = 0;
  while (i < all->n && strcmp(all->list[i].name, name) != 0) {
    i++;
  }
  return i;
}

static void refuse_unknown(const sl_build_t *build, const sl_node_t *node)
{
  const sl_arrangements_t *all = build->scenario->arrangements;
  const char **names = malloc((all->n + 1) * sizeof *names);
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  for (size_t i = 0; i < all->n && names != NULL; i++) {
    names[i] = all->list[i].name;
  }
  sl_source_fault(
      &build->source, node,
      "then names an unknown arrangement: %s%s; allowed: the name of another "
      "arrangement",
      sl_text_excerpt(node->text, excerpt),
      sl_did_you_mean(names != NULL ? sl_nearest(node->text, names, all->n) : NULL, hint));
  free(names);
}

/* What is wrong with the arrangement that `own` names; NULL: nothing. */
static const char *why_not(sl_cursor_t list, size_t own, size_t other)
{
  if (other == own) {
    return "then names its own arrangement";
  }
  return sl_node_get(list.node->items[other].kind == SL_NODE_MAP ? &list.node->items[other] : NULL,
                     "then") != NULL
             ? "then names an arrangement that is followed by another itself"
             : NULL;
}

static void bind_then(const sl_build_t *build, sl_cursor_t list, size_t own, sl_cursor_t map)
{
  sl_arrangements_t *all = build->parts.arrangements;
  const sl_node_t *node = sl_node_get(map.node, "arrangement");
  if (node == NULL || node->kind != SL_NODE_SCALAR) {
    return; /* reported by the schema */
  }
  const size_t other = index_of(all, node->text);
  if (other == all->n) {
    refuse_unknown(build, node);
    return;
  }
  const char *wrong = why_not(list, own, other);
  if (wrong != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, node, "%s: %s; allowed: another one, without `then`", wrong,
                    sl_text_excerpt(node->text, excerpt));
  }
  all->list[own].then = (sl_then_t){(unsigned)sl_cursor_whole(map, "year"), other};
}

void sl_build_then(const sl_build_t *build, sl_cursor_t list)
{
  if (build->scenario->arrangements->n != sl_cursor_length(list)) {
    return; /* an item is no map: reported by the schema */
  }
  for (size_t i = 0; i < sl_cursor_length(list); i++) {
    const sl_cursor_t map = sl_cursor_child(sl_cursor_item(list, i), "then");
    if (sl_cursor_is_map(map)) {
      bind_then(build, list, i, map);
    }
  }
}

#include "sim/input/rules/limits.h"
#include "sim/input/rules/warnings.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

/* One arrangement's stop-loss and the rule for its group. */
typedef struct looked_at {
  const sl_warner_t *warner;
  const sl_arrangement_t *arrangement;
  sl_cursor_t item;
  const sl_stoploss_minimum_t *minimum;
  char group[96]; /* "US-CA, groups of 1 to 100 employees" */
} looked_at_t;

static void describe_group(const char *jurisdiction, const sl_stoploss_minimum_t *minimum,
                           char *text, size_t size)
{
  if (minimum->small_group) {
    snprintf(text, size, "%s, small employers as it defines them", jurisdiction);
  } else if (minimum->group_to == INT_MAX) {
    snprintf(text, size, "%s, groups of %d employees or more", jurisdiction, minimum->group_from);
  } else {
    snprintf(text, size, "%s, groups of %d to %d employees", jurisdiction, minimum->group_from,
             minimum->group_to);
  }
}

static const sl_node_t *node_of(const looked_at_t *at, const char *cover, const char *name)
{
  const sl_node_t *map = sl_cursor_child(at->item, cover).node;
  const sl_node_t *node = sl_node_get(map, name);
  return node != NULL ? node : map;
}

static void look_at_specific(const looked_at_t *at)
{
  const sl_specific_t *specific = &at->arrangement->specific;
  if (specific->deductible < at->minimum->specific) {
    sl_source_fault(&at->warner->source, node_of(at, "specific", "deductible"),
                    "specific deductible %.15g is under the minimum for %s: %.15g " SL_WARN_VERIFY,
                    specific->deductible, at->group, at->minimum->specific);
  }
  if (!at->minimum->lasers && specific->n_lasers > 0) {
    sl_source_fault(&at->warner->source, node_of(at, "specific", "lasers"),
                    "lasers are not allowed for %s " SL_WARN_VERIFY, at->group);
  }
}

/* The share of expected claims, which only a corridor states. */
static void look_at_corridor(const looked_at_t *at)
{
  const sl_aggregate_t *aggregate = &at->arrangement->aggregate;
  const double least = at->minimum->aggregate_expected;
  if (isnan(least)) {
    return;
  }
  if (aggregate->kind != SL_ATTACHMENT_CORRIDOR) {
    sl_source_fault(&at->warner->source, node_of(at, "aggregate", "attachment"),
                    "the aggregate attachment point must be at least %.15g times expected claims "
                    "for %s " SL_WARN_VERIFY "; compare it with the expected claims of a run",
                    least, at->group);
  } else if (aggregate->corridor < least) {
    sl_source_fault(&at->warner->source, node_of(at, "aggregate", "corridor"),
                    "corridor %.15g is under the minimum for %s: %.15g times expected "
                    "claims " SL_WARN_VERIFY,
                    aggregate->corridor, at->group, least);
  }
}

/* The least amount: so much per person covered, and a floor. */
static void look_at_attachment(const looked_at_t *at)
{
  const sl_aggregate_t *aggregate = &at->arrangement->aggregate;
  const sl_enrolment_t *enrolment = &at->warner->build->scenario->group->enrolment;
  const double per_member = at->minimum->aggregate_member * enrolment->members;
  const double least = fmax(per_member, at->minimum->aggregate_floor); /* of what is known */
  const bool corridor = aggregate->kind == SL_ATTACHMENT_CORRIDOR;
  const double known =
      corridor ? aggregate->minimum : sl_aggregate_attachment(aggregate, enrolment, (double)NAN);
  if (isnan(least) || known >= least) {
    return;
  }
  if (corridor) {
    sl_source_fault(&at->warner->source, node_of(at, "aggregate", "minimum"),
                    "the aggregate attachment point must be at least %.15g for %s " SL_WARN_VERIFY
                    "; give it as aggregate.minimum, or compare it with the attachment point of a "
                    "run",
                    least, at->group);
  } else {
    sl_source_fault(&at->warner->source, node_of(at, "aggregate", "attachment"),
                    "aggregate attachment point %.15g is under the minimum for %s: %.15g "
                    "" SL_WARN_VERIFY,
                    known, at->group, least);
  }
}

static void look_at(const looked_at_t *at)
{
  static const char *const covers[] = {"specific", "aggregate"};
  for (size_t i = 0; i < 2 && !at->minimum->sold; i++) {
    if (sl_node_get(at->item.node, covers[i]) != NULL) {
      sl_source_fault(&at->warner->source, sl_node_get(at->item.node, covers[i]),
                      "%s stop-loss may not be sold in %s " SL_WARN_VERIFY, covers[i], at->group);
    }
  }
  if (at->arrangement->has_specific) {
    look_at_specific(at);
  }
  if (at->arrangement->has_aggregate) {
    look_at_corridor(at);
    look_at_attachment(at);
  }
}

void sl_warn_stoploss(const sl_warner_t *warner)
{
  const sl_scenario_t *s = warner->build->scenario;
  const sl_cursor_t list = sl_cursor_child(warner->build->root, "arrangements");
  sl_stoploss_minimum_t minimum;
  looked_at_t at = {.warner = warner, .minimum = &minimum};
  if (!sl_limits_of_stoploss(s->jurisdiction, s->group->enrolment.employees, &minimum)) {
    return;
  }
  describe_group(s->jurisdiction, &minimum, at.group, sizeof at.group);
  for (size_t i = 0; i < s->arrangements->n; i++) {
    at.arrangement = &s->arrangements->list[i];
    at.item = sl_cursor_item(list, i);
    if (at.arrangement->kind->premium_pays == NULL) { /* else its covers are part of an insurance */
      look_at(&at);
    }
  }
}

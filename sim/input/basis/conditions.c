#include "sim/input/basis/conditions.h"

#include "sim/input/basis/curves.h"
#include "sim/input/distribution/distribution.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SUM_TOLERANCE 1e-9    /* of shares, as of other probabilities */
#define SERVICES_COMPARED 500 /* with a mistyped name */

/* ---- the spread over services ---- */

static size_t find_service(const sl_condition_list_t *list, const char *name)
{
  size_t i = 0;
  while (i < list->n_services && strcmp(list->services[i].name, name) != 0) {
    i++;
  }
  return i;
}

static void refuse_service(const sl_condition_list_t *list, const sl_node_t *node)
{
  const size_t n = list->n_services < SERVICES_COMPARED ? list->n_services : SERVICES_COMPARED;
  const char *names[SERVICES_COMPARED];
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  for (size_t i = 0; i < n; i++) {
    names[i] = list->services[i].name;
  }
  sl_source_fault(list->source, node,
                  "service is not known: %s%s; allowed: the name of one of the services of this "
                  "basis",
                  sl_text_excerpt(node->text, excerpt),
                  sl_did_you_mean(sl_nearest(node->text, names, n), hint));
}

/* A part is of a service whose claims are amounts, and each service has one. */
static bool may_have_part(const sl_condition_list_t *list, const sl_node_t *node, size_t service,
                          const sl_condition_spread_t *spread)
{
  char excerpt[SL_EXCERPT_TEXT];
  if (list->services[service].disability != NULL) {
    sl_source_fault(list->source, node,
                    "service is disability income: %s; allowed: services whose claims are amounts",
                    sl_text_excerpt(node->text, excerpt));
    return false;
  }
  for (size_t i = 0; i < spread->n; i++) {
    if (spread->parts[i].service == service) {
      sl_source_fault(list->source, node,
                      "service is given twice: %s; allowed: each once in a list",
                      sl_text_excerpt(node->text, excerpt));
      return false;
    }
  }
  return true;
}

/* Append a part, unless its service is none of the basis's. Where the basis has no services at all,
 * that is the fault. */
static void bind_part(const sl_condition_list_t *list, sl_cursor_t item, double share,
                      uint64_t events, sl_condition_spread_t *spread)
{
  const sl_node_t *node = sl_node_get(item.node, "service");
  const char *name = sl_cursor_text(item, "service");
  const size_t service = name != NULL ? find_service(list, name) : list->n_services;
  if (name == NULL || list->n_services == 0) {
    return;
  }
  if (service == list->n_services) {
    refuse_service(list, node);
  } else if (may_have_part(list, node, service, spread)) {
    spread->parts[spread->n++] = (sl_condition_part_t){
        .service = (uint32_t)service, .share = share, .events = (uint32_t)events};
  }
}

/* sum: NaN where a share is none, which is told already. */
static void check_sums(const sl_condition_list_t *list, sl_cursor_t items, double sum,
                       uint64_t events)
{
  if (fabs(sum - 1.0) > SUM_TOLERANCE) {
    sl_source_fault(list->source, items.node,
                    "the shares sum to %.12g; allowed: shares that sum to 1", sum);
  }
  if (events > SL_CONDITION_EVENTS_MAX) {
    sl_source_fault(list->source, items.node, "events sum to %llu; allowed: at most %d in a list",
                    (unsigned long long)events, SL_CONDITION_EVENTS_MAX);
  }
}

static int bind_spread(const sl_condition_list_t *list, sl_cursor_t items,
                       sl_condition_spread_t *spread)
{
  const size_t length = sl_cursor_length(items);
  double sum = 0.0;
  uint64_t total = 0;
  spread->parts = calloc(length + 1, sizeof *spread->parts);
  if (spread->parts == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < length; i++) {
    const sl_cursor_t item = sl_cursor_item(items, i);
    if (!sl_cursor_is_map(item)) {
      sum = NAN;
      continue;
    }
    const double share = sl_cursor_number(item, "share");
    const uint64_t events = sl_cursor_whole(item, "events");
    sum += share;
    total += events;
    bind_part(list, item, share, events, spread);
  }
  if (length > 0) {
    check_sums(list, items, sum, total);
  }
  for (size_t i = 0; i < spread->n; i++) {
    spread->parts[i].share /= sum;
  }
  return SL_OK;
}

/* ---- a condition ---- */

/* Nobody's salary tells what an illness costs. */
static int bind_amount(const sl_condition_list_t *list, sl_cursor_t map, sl_severity_t *severity)
{
  const sl_node_t *node = sl_node_get(map.node, "severity");
  const int code = sl_bind_severity(list->source, node, severity);
  if (code == SL_OK && severity->times_salary) {
    sl_source_fault(list->source, sl_node_get(node, "times"),
                    "times is not for a condition, whose amount is no multiple of a salary; leave "
                    "it out");
  }
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

static void bind_months(const sl_condition_list_t *list, sl_cursor_t item,
                        double months[SL_CONDITION_MONTHS])
{
  const sl_cursor_t weights = sl_cursor_child(item, "months");
  const size_t n = sl_cursor_length(weights);
  double sum = 0.0;
  for (size_t i = 0; i < SL_CONDITION_MONTHS; i++) {
    months[i] = 1.0 / SL_CONDITION_MONTHS;
  }
  if (weights.node == NULL || weights.node->kind != SL_NODE_LIST) {
    return;
  }
  if (n != SL_CONDITION_MONTHS) {
    sl_source_fault(list->source, weights.node,
                    "months has %zu weights; allowed: 12, one for each twelfth of a year from the "
                    "onset",
                    n);
    return;
  }
  for (size_t i = 0; i < SL_CONDITION_MONTHS; i++) {
    sl_schema_number(weights.key, &weights.node->items[i], &months[i]);
    sum += months[i];
  }
  if (sum == 0.0) {
    sl_source_fault(list->source, weights.node,
                    "months is 0 throughout; allowed: at least one weight above 0");
    return;
  }
  for (size_t i = 0; i < SL_CONDITION_MONTHS; i++) {
    months[i] /= sum;
  }
}

static int bind_mother(const sl_condition_list_t *list, sl_cursor_t item, sl_condition_t *condition)
{
  const sl_cursor_t mother = sl_cursor_child(item, "mother");
  if (!sl_cursor_is_map(mother)) {
    return SL_OK;
  }
  const int code = bind_amount(list, mother, &condition->mother_severity);
  return code == SL_OK
             ? bind_spread(list, sl_cursor_child(mother, "services"), &condition->mother_spread)
             : code;
}

static int bind_condition(const sl_condition_list_t *list, sl_cursor_t item,
                          sl_condition_t *condition)
{
  const char *name = sl_cursor_text(item, "name");
  *condition = (sl_condition_t){.incidence = sl_cursor_number(item, "incidence"),
                                .continues = sl_cursor_number(item, "continues"),
                                .follows_frailty = sl_cursor_flag(item, "follows_frailty"),
                                .amount_factor = 1.0,
                                .frequency_factor = 1.0};
  condition->name = sl_text_copy(name != NULL ? name : "");
  if (name != NULL && find_service(list, name) < list->n_services) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(list->source, sl_node_get(item.node, "name"),
                    "name is a service's: %s; allowed: names that no service of the basis has",
                    sl_text_excerpt(name, excerpt));
  }
  bind_months(list, item, condition->months);
  int code = condition->name == NULL ? SL_ERR_MEMORY
                                     : sl_curve_of_item(list->source, item, list->curves,
                                                        list->n_curves, &condition->age_curve);
  if (code == SL_OK) {
    code = bind_amount(list, item, &condition->severity);
  }
  if (code == SL_OK) {
    code = bind_spread(list, sl_cursor_child(item, "services"), &condition->spread);
  }
  return code == SL_OK ? bind_mother(list, item, condition) : code;
}

int sl_conditions_read(const sl_condition_list_t *list, sl_condition_t **conditions, size_t *n)
{
  const size_t length = sl_cursor_length(list->list);
  *n = 0;
  *conditions =
      calloc(length < SL_CONDITIONS_MAX ? length + 1 : SL_CONDITIONS_MAX, sizeof **conditions);
  int code = *conditions == NULL ? SL_ERR_MEMORY : sl_schema_unique_names(list->source, list->list);
  for (size_t i = 0; i < length && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list->list, i);
    if (!sl_cursor_is_map(item)) {
      continue;
    }
    if (*n == SL_CONDITIONS_MAX) {
      sl_source_fault(list->source, item.node, "too many conditions; allowed: %d in all",
                      SL_CONDITIONS_MAX);
      break;
    }
    code = bind_condition(list, item, &(*conditions)[(*n)++]);
  }
  return code;
}

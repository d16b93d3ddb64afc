#include "sim/input/basis/services.h"

#include "models/claims/lags.h"
#include "sim/input/basis/curves.h"
#include "sim/input/basis/disability.h"
#include "sim/input/distribution/distribution.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/common.h"

#include <stdlib.h>
#include <string.h>

static size_t capacity_of(size_t n)
{
  size_t capacity = 1;
  while (capacity < n) {
    capacity *= 2;
  }
  return n > 0 ? capacity : 0;
}

int sl_services_reserve(sl_service_t **services, size_t n, size_t more)
{
  const size_t capacity = capacity_of(n + more);
  if (capacity == capacity_of(n)) {
    return SL_OK;
  }
  sl_service_t *grown = realloc(*services, capacity * sizeof *grown);
  if (grown == NULL) {
    return SL_ERR_MEMORY;
  }
  *services = grown;
  return SL_OK;
}

/* Days from incurred to paid: nobody's salary tells them. */
static int bind_lag(const sl_service_list_t *list, sl_cursor_t item, sl_service_t *service)
{
  const sl_node_t *node = sl_node_get(item.node, "lag");
  if (node == NULL) {
    return sl_lag_default(service->line, &service->lag, NULL);
  }
  const int code = sl_bind_severity(list->source, node, &service->lag);
  if (code == SL_OK && service->lag.times_salary) {
    sl_source_fault(list->source, sl_node_get(node, "times"),
                    "times is not for a lag, which is a number of days; leave it out");
  }
  return code;
}

static void bind_seasonality(const sl_service_list_t *list, sl_cursor_t item, sl_service_t *service)
{
  const sl_cursor_t weights = sl_cursor_child(item, "seasonality");
  const size_t n = sl_cursor_length(weights);
  double sum = 0.0;
  if (weights.node == NULL || weights.node->kind != SL_NODE_LIST) {
    return;
  }
  if (n != SL_MONTHS_PER_YEAR) {
    sl_source_fault(list->source, weights.node,
                    "seasonality has %zu weights; allowed: 12, one for each calendar month, "
                    "January first",
                    n);
    return;
  }
  for (size_t i = 0; i < SL_MONTHS_PER_YEAR; i++) {
    sl_schema_number(weights.key, &weights.node->items[i], &service->season[i]);
    sum += service->season[i];
  }
  service->seasonal = sum > 0.0;
  if (!service->seasonal) {
    sl_source_fault(list->source, weights.node,
                    "seasonality is 0 in every month; allowed: at least one weight above 0");
  }
}

static bool is_disability(sl_line_t line)
{
  return line == SL_LINE_SHORT_TERM_DISABILITY || line == SL_LINE_LONG_TERM_DISABILITY;
}

/* What one claim comes to. */
static int bind_amount(const sl_service_list_t *list, sl_cursor_t item, sl_service_t *service)
{
  const sl_node_t *severity = sl_node_get(item.node, "severity");
  const sl_node_t *disability = sl_node_get(item.node, "disability");
  if (is_disability(service->line)) {
    return sl_service_disability(list->source, item, list->only_row != 0, service);
  }
  if (disability != NULL) {
    sl_source_fault(list->source, disability,
                    "disability is not for line %s; allowed: line: short_term_disability or "
                    "long_term_disability",
                    sl_line_names[service->line]);
  }
  if (severity == NULL) {
    sl_source_fault(list->source, item.node,
                    "a required key is missing: severity (the allowed amount of one claim); "
                    "allowed: a severity {distribution: NAME, ...}");
  }
  return sl_bind_severity(list->source, severity, &service->severity);
}

static int bind_service(const sl_service_list_t *list, sl_cursor_t item, sl_service_t *service)
{
  const char *name = sl_cursor_text(item, "name");
  const int members = sl_cursor_choice(item, "members");
  const int line = sl_cursor_choice(item, "line");
  if (list->only_row != 0 && members > 0) {
    sl_source_fault(list->source, sl_node_get(item.node, "members"),
                    "members is not for a known claimant, whose services are that person's own: "
                    "%s; allowed: all, or leave it out",
                    sl_cursor_text(item, "members"));
  }
  *service = (sl_service_t){.members = members > 0 ? (sl_members_t)members : SL_MEMBERS_ALL,
                            .only_row = list->only_row,
                            .line = line > 0 ? (sl_line_t)line : SL_LINE_MEDICAL,
                            .amount_factor = list->amount_factor,
                            .frequency_factor = 1.0};
  service->name = sl_text_copy(name != NULL ? name : "");
  int code = service->name == NULL ? SL_ERR_MEMORY
                                   : sl_curve_of_item(list->source, item, list->curves,
                                                      list->n_curves, &service->age_curve);
  if (code == SL_OK) {
    code =
        sl_bind_frequency(list->source, sl_node_get(item.node, "frequency"), &service->frequency);
  }
  bind_seasonality(list, item, service);
  if (code != SL_ERR_MEMORY) {
    code = bind_lag(list, item, service);
  }
  if (code != SL_ERR_MEMORY) {
    code = bind_amount(list, item, service);
  }
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

int sl_services_read(const sl_service_list_t *list, sl_service_t **services, size_t *n)
{
  const size_t length = sl_cursor_length(list->list);
  int code = sl_schema_unique_names(list->source, list->list);
  for (size_t i = 0; i < length && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list->list, i);
    if (!sl_cursor_is_map(item)) {
      continue;
    }
    if (list->n_elsewhere + *n >= SL_SERVICES_MAX) {
      sl_source_fault(list->source, item.node, "too many services; allowed: %d in all",
                      SL_SERVICES_MAX);
      break;
    }
    if ((code = sl_services_reserve(services, *n, 1)) == SL_OK) {
      code = bind_service(list, item, &(*services)[*n]);
      ++*n;
    }
  }
  return code;
}

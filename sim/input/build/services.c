#include "models/claims/lags.h"
#include "sim/input/build/build.h"
#include "sim/input/build/disability.h"
#include "sim/input/distribution/distribution.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/claims.h"

#include <stdlib.h>
#include <string.h>

typedef struct named_item {
  const char *name;
  size_t index;
} named_item_t;

static int by_name(const void *a, const void *b)
{
  const named_item_t *x = a, *y = b;
  const int order = strcmp(x->name, y->name);
  return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

int sl_build_unique_names(const sl_source_t *source, sl_cursor_t list)
{
  const size_t length = sl_cursor_length(list);
  named_item_t *items = malloc((length + 1) * sizeof *items);
  size_t n = 0;
  if (items == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < length; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    const char *name = sl_cursor_is_map(item) ? sl_cursor_text(item, "name") : NULL;
    if (name != NULL) {
      items[n++] = (named_item_t){name, i};
    }
  }
  qsort(items, n, sizeof *items, by_name);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (strcmp(items[first].name, items[i].name) != 0) {
      first = i;
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT], place[SL_PLACE_TEXT];
    const sl_node_t *earlier = sl_node_get(&list.node->items[items[first].index], "name");
    sl_source_fault(source, sl_node_get(&list.node->items[items[i].index], "name"),
                    "name is used twice: %s; also %s; allowed: names that are unique "
                    "within their list",
                    sl_text_excerpt(items[i].name, excerpt), sl_source_place(earlier, place));
  }
  free(items);
  return SL_OK;
}

/* Room for one more service. */
static int grow(sl_build_t *build)
{
  sl_scenario_t *s = build->scenario;
  const size_t n = s->claims->n_services;
  if ((n & (n - 1)) != 0) {
    return SL_OK; /* room doubles at powers of two */
  }
  const size_t capacity = n == 0 ? 1 : 2 * n;
  sl_service_t *services = realloc(s->claims->services, capacity * sizeof *services);
  if (services == NULL) {
    return SL_ERR_MEMORY;
  }
  build->parts.claims->services = services;
  const sl_node_t **nodes = realloc(build->service_nodes, capacity * sizeof *nodes);
  if (nodes == NULL) {
    return SL_ERR_MEMORY;
  }
  build->service_nodes = nodes;
  return SL_OK;
}

static int bind_age_curve(const sl_service_list_t *list, sl_cursor_t item, sl_service_t *service)
{
  if (sl_cursor_child(item, "age_curve").key == NULL) {
    return SL_OK; /* no file but a basis has curves */
  }
  const char *name = sl_cursor_text(item, "age_curve");
  for (size_t i = 0; name != NULL && i < list->n_curves; i++) {
    if (strcmp(list->curves[i].name, name) == 0) {
      service->age_curve = malloc(sizeof *service->age_curve);
      if (service->age_curve == NULL) {
        return SL_ERR_MEMORY;
      }
      *service->age_curve = list->curves[i].curve;
      return SL_OK;
    }
  }
  if (name != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(list->source, sl_node_get(item.node, "age_curve"),
                    "age_curve is not known: %s; allowed: the name of one of the age_curves",
                    sl_text_excerpt(name, excerpt));
  }
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
    return sl_build_disability(list->source, item, list->only_row != 0, service);
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
  int code = service->name == NULL ? SL_ERR_MEMORY : bind_age_curve(list, item, service);
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

int sl_build_services(sl_build_t *build, const sl_service_list_t *list)
{
  const size_t length = sl_cursor_length(list->list);
  sl_scenario_t *s = build->scenario;
  int code = sl_build_unique_names(list->source, list->list);
  for (size_t i = 0; i < length && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list->list, i);
    if (!sl_cursor_is_map(item)) {
      continue;
    }
    if (s->claims->n_services >= SL_SERVICES_MAX) {
      sl_source_fault(list->source, item.node, "too many services; allowed: %d in all",
                      SL_SERVICES_MAX);
      break;
    }
    if ((code = grow(build)) == SL_OK) {
      build->service_nodes[s->claims->n_services] =
          list->named != NULL ? list->named : sl_node_get(item.node, "frequency");
      code = bind_service(list, item, &s->claims->services[s->claims->n_services]);
      build->parts.claims->n_services++;
    }
  }
  return code;
}

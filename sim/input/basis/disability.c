#include "sim/input/basis/disability.h"

#include "models/claims/disability.h"
#include "models/claims/service.h"
#include "sim/input/distribution/distribution.h"

#include <math.h>
#include <stdlib.h>

static bool given(sl_cursor_t map, const char *name) { return sl_node_get(map.node, name) != NULL; }

/* Which keys a kind of disability takes, and the other one does not. */
static void check_keys(const sl_source_t *source, sl_cursor_t map, const char *line,
                       const char *const *needed, size_t n_needed, const char *const *refused,
                       size_t n_refused)
{
  for (size_t i = 0; i < n_needed; i++) {
    if (!given(map, needed[i])) {
      sl_source_fault(source, map.node, "%s needs %s (%s)", line, needed[i],
                      sl_schema_child(map.key, needed[i])->doc);
    }
  }
  for (size_t i = 0; i < n_refused; i++) {
    if (given(map, refused[i])) {
      sl_source_fault(source, sl_node_get(map.node, refused[i]), "%s is not for %s; leave it out",
                      refused[i], line);
    }
  }
}

static void check_kind(const sl_source_t *source, sl_cursor_t map, sl_line_t line)
{
  static const char *const weeks[] = {"maximum_weeks"};
  static const char *const years[] = {"to_age", "interest", "termination"};
  if (line == SL_LINE_SHORT_TERM_DISABILITY) {
    check_keys(source, map, sl_line_names[line], weeks, 1, years, 3);
  } else {
    check_keys(source, map, sl_line_names[line], years, 3, weeks, 1);
  }
}

static int read_termination(const sl_source_t *source, sl_cursor_t map, sl_disability_t *disability)
{
  const sl_cursor_t list = sl_cursor_child(map, "termination");
  const size_t n = sl_cursor_length(list);
  disability->termination = calloc(n + 1, sizeof *disability->termination);
  if (disability->termination == NULL) {
    return SL_ERR_MEMORY;
  }
  if (list.node != NULL && list.node->kind == SL_NODE_LIST && n == 0) {
    sl_source_fault(source, list.node,
                    "the list is empty: termination; allowed: at least one yearly rate");
  }
  for (size_t i = 0; i < n; i++) {
    sl_schema_number(list.key, &list.node->items[i], &disability->termination[i]);
  }
  disability->n_termination = n;
  return SL_OK;
}

/* Days disabled are no money: nothing scales or cuts them. */
static void check_duration(const sl_source_t *source, const sl_node_t *severity)
{
  static const char *const refused[] = {"times", "limit"};
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    const sl_node_t *node = sl_node_get(severity, refused[i]);
    if (node != NULL) {
      sl_source_fault(source, node, "%s is not for days disabled; leave it out", refused[i]);
    }
  }
}

/* How long a long-term disability lasts follows from its termination rates. */
static int make_duration(sl_service_t *service)
{
  const sl_disability_t *disability = service->disability;
  return sl_disability_duration(disability, SL_MONTHS_PER_YEAR * disability->to_age,
                                &service->severity, NULL);
}

static int bind_severity(const sl_source_t *source, sl_cursor_t item, sl_service_t *service,
                         bool sound)
{
  const sl_node_t *severity = sl_node_get(item.node, "severity");
  if (service->line == SL_LINE_SHORT_TERM_DISABILITY) {
    if (severity == NULL) {
      sl_source_fault(source, item.node,
                      "short_term_disability needs severity: how many days a disability lasts");
      return SL_OK;
    }
    check_duration(source, severity);
    return sl_bind_severity(source, severity, &service->severity);
  }
  if (severity != NULL) {
    sl_source_fault(source, severity,
                    "severity is not for long_term_disability, whose duration follows from "
                    "disability.termination; leave it out");
  }
  return sound ? make_duration(service) : SL_OK;
}

int sl_service_disability(const sl_source_t *source, sl_cursor_t item, bool claimant,
                          sl_service_t *service)
{
  const sl_cursor_t map = sl_cursor_child(item, "disability");
  const size_t before = source->faults->n + source->faults->suppressed;
  if (map.node == NULL) {
    sl_source_fault(source, item.node,
                    "line %s needs disability: {salary_share: ..., ...}, the benefit it pays",
                    sl_line_names[service->line]);
    return SL_OK;
  }
  if (!sl_cursor_is_map(map)) {
    return SL_OK;
  }
  if (!claimant && service->members != SL_MEMBERS_EMPLOYEES) {
    sl_source_fault(source, item.node,
                    "disability is for employees only; allowed: members: "
                    "employees");
  }
  sl_disability_t *disability = service->disability = calloc(1, sizeof *disability);
  if (disability == NULL) {
    return SL_ERR_MEMORY;
  }
  *disability = (sl_disability_t){
      .kind = service->line == SL_LINE_SHORT_TERM_DISABILITY ? SL_SHORT_TERM : SL_LONG_TERM,
      .salary_share = sl_cursor_number(map, "salary_share"),
      .maximum = sl_cursor_number(map, "maximum"),
      .elimination_days = (unsigned)sl_cursor_whole(map, "elimination_days"),
      .maximum_weeks = (unsigned)sl_cursor_whole(map, "maximum_weeks"),
      .to_age = (unsigned)sl_cursor_whole(map, "to_age"),
      .interest = given(map, "interest") ? sl_cursor_number(map, "interest") : 0.0};
  /* Salaries are those of the census and the plan year: neither trend nor area changes them. */
  service->amount_factor = 1.0;
  check_kind(source, map, service->line);
  const int code = read_termination(source, map, disability);
  const bool sound =
      source->faults->n + source->faults->suppressed == before && disability->n_termination > 0;
  return code == SL_OK ? bind_severity(source, item, service, sound) : code;
}

#include "sim/input/build/plan_limit.h"

#include "models/plan/design.h"

#include <math.h>

/* Without a family's amount a limit that is not embedded would never be met by a family. */
static void check_embedded(const sl_build_t *build, sl_cursor_t map, const sl_limit_t *limit,
                           const char *name)
{
  if (limit->not_embedded && isinf(limit->family)) {
    sl_source_fault(&build->source, sl_node_get(map.node, "embedded"),
                    "%s: embedded: false needs the family's amount, the only one that counts for "
                    "a family; allowed: {person: AMOUNT, family: AMOUNT, embedded: false}",
                    name);
  }
}

sl_limit_t sl_build_limit(const sl_build_t *build, sl_cursor_t plan, const char *name)
{
  const sl_cursor_t map = sl_cursor_child(plan, name);
  if (!sl_cursor_is_map(map)) {
    const sl_limit_t limit = {.person = sl_cursor_number(plan, name), .family = INFINITY};
    return limit;
  }
  const sl_limit_t limit = {.person = sl_cursor_number(map, "person"),
                            .family = sl_cursor_number(map, "family"),
                            .not_embedded = !sl_cursor_flag(map, "embedded")};
  if (limit.person == 0.0 && sl_node_get(map.node, "person") == NULL &&
      sl_node_get(map.node, "family") != NULL) {
    sl_source_fault(&build->source, map.node,
                    "%s: the family's says nothing while the person's is 0, its default; allowed: "
                    "{person: AMOUNT, family: AMOUNT}, or person: .inf where only the family's "
                    "counts",
                    name);
  }
  check_embedded(build, map, &limit, name);
  return limit;
}

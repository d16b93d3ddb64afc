/* enrolment: another number of contracts than the census has. */
#include "sim/input/build/build.h"
#include "sim/input/build/members.h"

#include <math.h>
#include <stdlib.h>

static void mark(const sl_build_t *build, sl_cursor_t list, bool *stays, size_t n_rows)
{
  for (size_t i = 0; i < sl_cursor_length(list); i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    const uint32_t row = sl_cursor_is_map(item) ? sl_build_member(build, item) : 0;
    if (row > 0 && row <= n_rows) {
      stays[row - 1] = true;
    }
  }
}

/* Persons that claimants and lasers name: without them nothing would be left to name. */
static void mark_named(const sl_build_t *build, bool *stays, size_t n_rows)
{
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  const sl_cursor_t arrangements = sl_cursor_child(build->root, "arrangements");
  mark(build, sl_cursor_child(claims, "claimants"), stays, n_rows);
  for (size_t i = 0; i < sl_cursor_length(arrangements); i++) {
    const sl_cursor_t specific = sl_cursor_child(sl_cursor_item(arrangements, i), "specific");
    mark(build, sl_cursor_child(specific, "lasers"), stays, n_rows);
  }
}

int sl_build_turnover(sl_build_t *build)
{
  const sl_cursor_t map = sl_cursor_child(build->root, "enrolment");
  const double share = sl_cursor_number(map, "change");
  const uint64_t under = sl_cursor_whole(map, "under");
  if (build->census == NULL || !sl_cursor_is_map(map) ||
      !(fabs(share) > 0.0 && fabs(share) <= 1.0)) {
    return SL_OK;
  }
  const size_t n_rows = sl_census_all_rows(build->census);
  bool *stays = calloc(n_rows + 1, sizeof *stays);
  int code = SL_ERR_MEMORY;
  if (stays != NULL) {
    mark_named(build, stays, n_rows);
    code = sl_census_change(
        build->census, &(sl_census_change_t){.share = share,
                                             .under = under > 0 ? (double)under : (double)INFINITY,
                                             .seed = sl_cursor_whole(map, "seed"),
                                             .stays = stays});
  }
  free(stays);
  return code;
}

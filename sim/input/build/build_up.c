#include "models/funding/credibility.h"
#include "sim/input/build/prices.h"

#include <math.h>

static void bind_retention(const sl_build_t *build, sl_cursor_t map, sl_build_up_t *build_up)
{
  build_up->administration = sl_cursor_number(map, "administration");
  build_up->commission = sl_cursor_number(map, "commission");
  build_up->profit = sl_cursor_number(map, "profit");
  build_up->tax = sl_cursor_number(map, "tax");
  const double sum =
      build_up->administration + build_up->commission + build_up->profit + build_up->tax;
  if (sum >= 1.0) {
    sl_source_fault(&build->source, map.node,
                    "retention takes the whole premium: its shares sum to %.15g; allowed: less "
                    "than 1",
                    sum);
  }
}

sl_build_up_t sl_build_build_up(const sl_build_t *build, sl_cursor_t map)
{
  const sl_cursor_t experience = sl_cursor_child(map, "experience");
  sl_build_up_t build_up = {.pooling_point = sl_cursor_number(map, "pooling_point"),
                            .manual_claims = sl_cursor_number_or(map, "manual_claims", (double)NAN),
                            .experience_trend = 1.0,
                            .full_credibility = sl_cursor_number(map, "full_credibility"),
                            .pooling_charge =
                                sl_cursor_number_or(map, "pooling_charge", (double)NAN)};
  if (sl_cursor_is_map(experience)) {
    build_up.experience_claims = sl_cursor_number(experience, "claims");
    build_up.experience_years = sl_cursor_number(experience, "life_years");
    build_up.experience_trend = sl_cursor_number(experience, "trend");
  }
  bind_retention(build, sl_cursor_child(map, "retention"), &build_up);
  return build_up;
}

#include "sim/engine/tilt/aim.h"

#include "models/core/elementary.h"

#define MANY_HEIGHT_MAX 4.0
#define ONE_HEIGHT_MAX 30.0

sl_tilt_aim_t sl_tilt_aim_at_many(size_t arrangement, double theta)
{
  return (sl_tilt_aim_t){.arrangement = arrangement, .theta = theta};
}

sl_tilt_aim_t sl_tilt_aim_at_one(size_t arrangement, const double *ascending, size_t n,
                                 double level)
{
  sl_tilt_aim_t aim = {.arrangement = arrangement, .one_claim = true};
  aim.from = ascending[(size_t)(level * (double)(n - 1))];
  for (size_t i = 0; i < SL_TILT_RESTS; i++) {
    aim.rest[i] = ascending[(2 * i + 1) * n / (2 * SL_TILT_RESTS)];
    aim.above += aim.rest[i] > aim.from ? 1.0 / SL_TILT_RESTS : 0.0;
  }
  return aim;
}

double sl_tilt_aim_addition(const sl_tilt_aim_t *aim, double value)
{
  double sum = 0.0;
  if (!(value > 0.0)) {
    return 0.0;
  }
  for (size_t i = 0; i < SL_TILT_RESTS; i++) {
    const double over = aim->rest[i] - aim->from;
    const double with = over + value;
    sum += (with > 0.0 ? with : 0.0) - (over > 0.0 ? over : 0.0);
  }
  sum = sum / SL_TILT_RESTS - value * aim->above;
  return sum > 0.0 ? sum : 0.0;
}

double sl_tilt_aim_height(const sl_tilt_aim_t *aim, double value)
{
  const double height = aim->one_claim ? sl_det_log1p(aim->kappa * sl_tilt_aim_addition(aim, value))
                                       : aim->theta * value;
  const double most = aim->one_claim ? ONE_HEIGHT_MAX : MANY_HEIGHT_MAX;
  return height < most ? height : most;
}

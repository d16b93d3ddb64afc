#include "sim/input/build/money.h"

#include "models/core/elementary.h"
#include "sim/input/read/date.h"
#include "sim/input/read/text.h"

#include <string.h>

double sl_build_amount_factor(const sl_build_t *build, const sl_date_t *money)
{
  const sl_cursor_t claims = sl_cursor_child(build->root, "claims");
  const sl_scenario_t *s = build->scenario;
  const double area = sl_cursor_number(claims, "area_factor");
  if (money == NULL) {
    return area;
  }
  const double years = sl_date_years_to_middle(money, &s->start, s->months);
  return area * sl_det_pow(1.0 + sl_cursor_number(claims, "trend"), years);
}

bool sl_build_check_currency(const sl_source_t *source, sl_cursor_t map)
{
  const char *code = sl_cursor_text(map, "currency");
  const sl_node_t *node = sl_node_get(map.node, "currency");
  bool valid = code != NULL && strlen(code) == 3;
  for (size_t i = 0; valid && i < 3; i++) {
    valid = code[i] >= 'A' && code[i] <= 'Z';
  }
  if (!valid && code != NULL && node != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(source, node,
                    "currency is not a currency code: %s; allowed: three capital letters such as "
                    "USD",
                    sl_text_excerpt(code, excerpt));
  }
  return valid;
}

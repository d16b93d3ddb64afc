#include "sim/input/build/build.h"
#include "sim/input/build/names.h"
#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/claims.h"

#include <stdlib.h>
#include <string.h>

#define FEE_NAME "wellness"

static int bind_frequency_factor(sl_build_t *build, sl_cursor_t map)
{
  sl_scenario_t *s = build->scenario;
  const double factor = sl_cursor_number(map, "frequency_factor");
  bool *mask = NULL;
  const int code =
      sl_build_service_mask(build, sl_cursor_child(map, "services"), "wellness names", &mask);
  for (size_t i = 0; code == SL_OK && i < s->claims->n_services; i++) {
    s->claims->services[i].frequency_factor = mask == NULL || mask[i] ? factor : 1.0;
  }
  for (size_t i = 0; code == SL_OK && i < s->claims->n_conditions; i++) {
    s->claims->conditions[i].frequency_factor *= mask == NULL ? factor : 1.0;
  }
  free(mask);
  return code;
}

static bool has_fee(const sl_arrangement_t *arrangement)
{
  for (size_t i = 0; i < arrangement->n_fees; i++) {
    if (strcmp(arrangement->fees[i].name, FEE_NAME) == 0) {
      return true;
    }
  }
  return false;
}

static int add_fee(const sl_build_t *build, sl_cursor_t fee, double amount, sl_per_t per,
                   sl_arrangement_t *arrangement)
{
  if (has_fee(arrangement)) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, fee.node,
                    "arrangement %s has a fee named " FEE_NAME
                    " already, the name of this one; allowed: another name there",
                    sl_text_excerpt(arrangement->name, excerpt));
    return SL_OK;
  }
  sl_fee_t *fees = realloc(arrangement->fees, (arrangement->n_fees + 1) * sizeof *fees);
  if (fees == NULL) {
    return SL_ERR_MEMORY;
  }
  arrangement->fees = fees;
  fees[arrangement->n_fees] =
      (sl_fee_t){.name = sl_text_copy(FEE_NAME), .amount = amount, .per = per};
  return fees[arrangement->n_fees++].name != NULL ? SL_OK : SL_ERR_MEMORY;
}

int sl_build_wellness(sl_build_t *build)
{
  const sl_cursor_t map = sl_cursor_child(build->root, "wellness");
  if (!sl_cursor_is_map(map)) {
    return SL_OK;
  }
  const sl_cursor_t fee = sl_cursor_child(map, "fee");
  const int word = sl_cursor_is_map(fee) ? sl_cursor_choice(fee, "per") : -1;
  const sl_per_t per = word >= 0 ? (sl_per_t)word : SL_PER_YEAR;
  const double amount = sl_cursor_is_map(fee) ? sl_build_amount_per(build, fee, per) : 0.0;
  int code = bind_frequency_factor(build, map);
  for (size_t i = 0; i < build->scenario->arrangements->n && code == SL_OK; i++) {
    if (sl_cursor_is_map(fee)) {
      code = add_fee(build, fee, amount, per, &build->scenario->arrangements->list[i]);
    }
  }
  return code;
}

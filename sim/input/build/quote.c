#include "sim/input/build/quote.h"

#include "sim/input/build/prices.h"
#include "sim/input/read/text.h"

#include <math.h>
#include <stdlib.h>

/* A copy of a text that may be absent. */
static int copy_text(sl_cursor_t map, const char *name, char **copy)
{
  const char *text = sl_cursor_text(map, name);
  *copy = text != NULL ? sl_text_copy(text) : NULL;
  return text == NULL || *copy != NULL ? SL_OK : SL_ERR_MEMORY;
}

static double number_or_unknown(sl_cursor_t map, const char *name)
{
  return sl_node_get(map.node, name) != NULL ? sl_cursor_number(map, name) : (double)NAN;
}

static int bind_lasers(sl_cursor_t list, sl_quoted_t *quote)
{
  const size_t n = sl_cursor_length(list);
  int code = SL_OK;
  quote->lasers = calloc(n + 1, sizeof *quote->lasers);
  if (quote->lasers == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_cursor_t item = sl_cursor_item(list, i);
    if (sl_cursor_is_map(item)) {
      sl_quoted_laser_t *laser = &quote->lasers[quote->n_lasers++];
      laser->deductible = sl_cursor_number(item, "deductible");
      code = copy_text(item, "who", &laser->who);
    }
  }
  return code;
}

static void bind_tiers(const sl_build_t *build, sl_cursor_t map, const char *name,
                       double values[SL_TIERS])
{
  const sl_cursor_t tiers = sl_cursor_child(map, name);
  if (sl_cursor_is_map(tiers)) {
    sl_build_tiers(build, tiers, values);
  }
}

int sl_build_quote(const sl_build_t *build, sl_cursor_t item, sl_quoted_t **quote)
{
  const sl_cursor_t map = sl_cursor_child(item, "quote");
  *quote = NULL;
  if (!sl_cursor_is_map(map)) {
    return SL_OK;
  }
  sl_quoted_t *q = *quote = sl_quoted_new();
  if (q == NULL) {
    return SL_ERR_MEMORY;
  }
  const int role = sl_cursor_choice(map, "role"), status = sl_cursor_choice(map, "status");
  q->role = role >= 0 ? (sl_quoted_role_t)role : SL_QUOTED_OPTION;
  q->status = status >= 0 ? (sl_quoted_status_t)status : SL_QUOTED_UNKNOWN;
  q->no_new_laser = sl_cursor_flag(map, "no_new_laser");
  q->rate_cap = number_or_unknown(map, "rate_cap");
  q->commission = number_or_unknown(map, "commission");
  q->rebates = sl_cursor_number(map, "rebates");
  bind_tiers(build, map, "expected_claims", q->expected);
  bind_tiers(build, map, "relativities", q->relativity);
  int code = copy_text(map, "carrier", &q->carrier);
  code = code == SL_OK ? copy_text(map, "administrator", &q->administrator) : code;
  code = code == SL_OK ? copy_text(map, "terms", &q->terms) : code;
  return code == SL_OK ? bind_lasers(sl_cursor_child(map, "lasers"), q) : code;
}

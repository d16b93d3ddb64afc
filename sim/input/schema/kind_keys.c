#include "sim/input/schema/kind_keys.h"

#include <stddef.h>

#define INSURER "the insurer bears the claims; leave it out"
#define OTHER "it belongs to another kind; leave it out"

/* In the order of the reference page. */
static const struct {
  const char *name;
  unsigned bit;
  const char *why_not;
} all[SL_KIND_KEYS] = {
    {.name = "premium",
     .bit = SL_KEY_PREMIUM,
     .why_not = "the employer bears the claims; a stop-loss premium belongs under specific or "
                "aggregate, other charges under fees"},
    {.name = "specific", .bit = SL_KEY_SPECIFIC, .why_not = INSURER},
    {.name = "aggregate", .bit = SL_KEY_AGGREGATE, .why_not = INSURER},
    {.name = "insured",
     .bit = SL_KEY_INSURED,
     .why_not = "the insurer covers every service; leave it out"},
    {.name = "run_out_fee",
     .bit = SL_KEY_RUN_OUT_FEE,
     .why_not = "the insurer pays the run-out claims; leave it out"},
    {.name = "surplus_share", .bit = SL_KEY_SURPLUS_SHARE, .why_not = OTHER},
    {.name = "captive", .bit = SL_KEY_CAPTIVE, .why_not = OTHER},
    {.name = "pooling", .bit = SL_KEY_POOLING, .why_not = OTHER},
    {.name = "refund", .bit = SL_KEY_REFUND, .why_not = OTHER},
    {.name = "since", .bit = SL_KEY_SINCE, .why_not = INSURER},
};

void sl_kind_keys(const sl_arrangement_kind_t *kind, sl_kind_key_t keys[SL_KIND_KEYS])
{
  for (size_t i = 0; i < SL_KIND_KEYS; i++) {
    keys[i] = (sl_kind_key_t){.name = all[i].name,
                              .taken = (kind->takes & all[i].bit) != 0U,
                              .needed = (kind->needs & all[i].bit) != 0U,
                              .why_not = all[i].why_not};
  }
}

const char *sl_kind_key_need(const sl_kind_key_t *key)
{
  if (!key->taken) {
    return "no";
  }
  return key->needed ? "required" : "optional";
}

void sl_kind_append_own_keys(sl_text_t *text, const sl_arrangement_kind_t *kind)
{
  sl_kind_key_t keys[SL_KIND_KEYS];
  const char *comma = "";
  sl_kind_keys(kind, keys);
  for (size_t i = 3; i < SL_KIND_KEYS; i++) {
    if (keys[i].taken) {
      sl_text_append(text, "%s%s%s", comma, keys[i].name, keys[i].needed ? " (required)" : "");
      comma = ", ";
    }
  }
  if (comma[0] == '\0') {
    sl_text_append(text, "none");
  }
}

#include "sim/input/schema/kind_keys.h"

#include <string.h>

void sl_kind_keys(const sl_arrangement_kind_t *kind, sl_kind_key_t keys[SL_KIND_KEYS])
{
  static const char insurer[] = "the insurer bears the claims; leave it out";
  static const char other[] = "it belongs to another kind; leave it out";
  const sl_kind_key_t all[SL_KIND_KEYS] = {
      {"premium", kind->takes_premium, kind->takes_premium,
       "the employer bears the claims; a stop-loss premium belongs under specific or aggregate, "
       "other charges under fees"},
      {"specific", kind->takes_stoploss, kind->needs_specific, insurer},
      {"aggregate", kind->takes_stoploss, kind->needs_aggregate, insurer},
      {"insured", kind->retains_claims, false, "the insurer covers every service; leave it out"},
      {"run_out_fee", kind->retains_claims && !kind->takes_premium, false,
       "the insurer pays the run-out claims; leave it out"},
      {"surplus_share", kind->takes_surplus_share, false, other},
      {"captive", kind->takes_captive, kind->takes_captive, other},
      {"pooling", kind->takes_pooling, false, other},
      {"refund", kind->takes_refund, false, other},
      {"since", kind->retains_claims, false, insurer},
  };
  memcpy(keys, all, sizeof all);
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

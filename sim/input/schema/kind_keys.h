/* Which keys of an arrangement its kind takes, for the checks and for the reference. */
#ifndef SL_SIM_INPUT_SCHEMA_KIND_KEYS_H
#define SL_SIM_INPUT_SCHEMA_KIND_KEYS_H

#include "models/funding/arrangement.h"
#include "sim/input/read/text.h"

#include <stdbool.h>

typedef struct sl_kind_key {
  const char *name;
  bool taken, needed;
  const char *why_not; /* what a message says where it is not taken */
} sl_kind_key_t;

#define SL_KIND_KEYS 10 /* premium, specific and aggregate come first */

/* Every key that depends on the kind. Checked by tests/unit/test_scenario_funding.c. */
void sl_kind_keys(const sl_arrangement_kind_t *kind, sl_kind_key_t keys[SL_KIND_KEYS]);

/* "required", "optional" or "no". */
const char *sl_kind_key_need(const sl_kind_key_t *key);

/* The keys behind the first three that the kind takes: "insured, run_out_fee, captive (required)";
 * "none". */
void sl_kind_append_own_keys(sl_text_t *text, const sl_arrangement_kind_t *kind);

#endif

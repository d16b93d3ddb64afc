#include "sim/input/load/touched.h"

#include "sim/input/scenario/scenario.h"

#include <string.h>

#define SIMULATION (1U << SL_PART_SIMULATION)
/* Whether there is an exhibit by default depends on what the covers are expected to pay. */
#define ARRANGEMENTS (1U << SL_PART_ARRANGEMENTS | SIMULATION)
/* Families know their plan, and the group what goes into their HSA. */
#define PLANS (1U << SL_PART_PLANS | 1U << SL_PART_GROUP | ARRANGEMENTS)

static const struct {
  const char *key;
  unsigned touched;
} keys[] = {
    {"name", 0},
    {"jurisdiction", 0},
    {"interest", 0},
    {"suitability", 0},
    {"simulation", SIMULATION},
    {"accounting", ARRANGEMENTS},
    {"cash_flow", ARRANGEMENTS},
    {"fees", ARRANGEMENTS},
    {"arrangements", ARRANGEMENTS},
    {"plans", PLANS},
    /* Services are known by index in every part, and wellness weighs on claims and fees. */
};

static unsigned touched_by(const char *path)
{
  const size_t length = strcspn(path, ".");
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
    if (strlen(keys[i].key) == length && strncmp(keys[i].key, path, length) == 0) {
      return keys[i].touched;
    }
  }
  return SL_ALL_PARTS;
}

unsigned sl_parts_touched(const sl_overrides_t *overrides)
{
  unsigned touched = 0;
  for (size_t i = 0; i < overrides->n; i++) {
    touched |= touched_by(overrides->list[i].path);
  }
  return touched;
}

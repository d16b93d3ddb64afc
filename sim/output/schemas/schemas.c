#include "sim/output/schemas/schemas.h"

#include "sim/output/schemas/parts.h"

#include <string.h>

#define SCENARIO "scenario"

extern const char sl_schema_diff[], sl_schema_exact[], sl_schema_exhibit[], sl_schema_fit[],
    sl_schema_import_census[], sl_schema_import_quotes[], sl_schema_optimize[], sl_schema_replay[],
    sl_schema_report[], sl_schema_sensitivity[], sl_schema_summary[], sl_schema_sweep[],
    sl_schema_trace[], sl_schema_track[], sl_schema_validate[], sl_schema_verify[];

/* The files of this folder, as they travel inside the program. */
static const struct {
  const char *name, *text;
} files[] = {
    {"summary", sl_schema_summary},
    {"sweep", sl_schema_sweep},
    {"optimize", sl_schema_optimize},
    {"sensitivity", sl_schema_sensitivity},
    {"report", sl_schema_report},
    {"exhibit", sl_schema_exhibit},
    {"exact", sl_schema_exact},
    {"replay", sl_schema_replay},
    {"trace", sl_schema_trace},
    {"track", sl_schema_track},
    {"validate", sl_schema_validate},
    {"fit", sl_schema_fit},
    {"import-census", sl_schema_import_census},
    {"import-quotes", sl_schema_import_quotes},
    {"verify", sl_schema_verify},
    {"diff", sl_schema_diff},
};

#define N_FILES (sizeof files / sizeof files[0])

const char *sl_json_schema_name(size_t i)
{
  if (i == 0) {
    return SCENARIO;
  }
  return i <= N_FILES ? files[i - 1].name : NULL;
}

static json_t *schema_named(const char *name)
{
  if (strcmp(name, SCENARIO) == 0) {
    return sl_schema_of_scenario();
  }
  for (size_t i = 0; i < N_FILES; i++) {
    if (strcmp(name, files[i].name) == 0) {
      return sl_schema_with_definitions(json_loads(files[i].text, 0, NULL));
    }
  }
  return NULL;
}

char *sl_json_schema(const char *name)
{
  return sl_json_text(schema_named(name), JSON_INDENT(2) | JSON_REAL_PRECISION(15), "\n");
}

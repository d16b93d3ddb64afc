#include "sim/input/load/reload.h"

#include "sim/input/build/build.h"
#include "sim/input/load/head.h"
#include "sim/input/read/plain_locale.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"

#include <string.h>

/* What is bound needs no census: faults of names of services, which are not known here, are told to
 * nobody; the schema's were. */
static int bind(sl_build_t *build, const sl_tree_t *tree, sl_error_t *error)
{
  build->root = (sl_cursor_t){sl_schema_scenario(), &tree->root};
  sl_schema_check(build->root.key, tree, build->source.faults);
  if (build->source.faults->n > 0) {
    return sl_fail(error, SL_ERR_INPUT, "the scenario stored in the file cannot be read");
  }
  int code = sl_build_head(build);
  code = code == SL_OK ? sl_build_arrangements(build) : code;
  code = code == SL_OK ? sl_build_wellness(build) : code;
  return code == SL_OK ? SL_OK : sl_fail(error, code, "out of memory for the stored scenario");
}

static int reload(const char *resolved, const sl_enrolment_t *enrolment, sl_scenario_t **scenario,
                  sl_error_t *error)
{
  sl_parts_t parts;
  sl_faults_t faults;
  sl_tree_t *tree = NULL;
  sl_scenario_t *s = sl_scenario_new(NULL, 0, &parts);
  int code = SL_ERR_MEMORY;
  sl_faults_init(&faults);
  if (s != NULL) {
    parts.group->enrolment = *enrolment;
    code = sl_tree_parse("the stored scenario", resolved, strlen(resolved), &tree, &faults);
  }
  if (code == SL_OK) {
    sl_build_t build = {.source = {.path = "the stored scenario", .folder = "", .faults = &faults},
                        .scenario = s,
                        .parts = parts};
    code = bind(&build, tree, error);
  } else {
    code = sl_fail(error, code, "the scenario stored in the file cannot be read");
  }
  if (code == SL_OK) {
    s->tree = tree;
  } else {
    sl_tree_free(tree);
  }
  sl_faults_free(&faults);
  if (code != SL_OK) {
    sl_scenario_free(s);
    s = NULL;
  }
  *scenario = s;
  return code;
}

int sl_scenario_reload(const char *resolved, const sl_enrolment_t *enrolment,
                       sl_scenario_t **scenario, sl_error_t *error)
{
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  const int code = reload(resolved, enrolment, scenario, error);
  sl_plain_locale_end(locale);
  return code;
}

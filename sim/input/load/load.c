#include "sim/input/load/load.h"

#include "sim/input/build/build.h"
#include "sim/input/build/members.h"
#include "sim/input/census/census.h"
#include "sim/input/load/head.h"
#include "sim/input/load/resolved.h"
#include "sim/input/load/touched.h"
#include "sim/input/read/plain_locale.h"
#include "sim/input/read/text.h"
#include "sim/input/read/tree_edit.h"
#include "sim/input/rules/rules.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/plans.h"
#include "sim/input/scenario/simulation.h"

#include <stdlib.h>

static int read_census(sl_build_t *build)
{
  const sl_cursor_t census = sl_cursor_child(build->root, "census");
  if (!sl_cursor_is_scalar(census)) {
    return SL_OK;
  }
  sl_scenario_t *s = build->scenario;
  build->parts.group->census = sl_source_resolve(&build->source, census.node->text);
  int code = s->group->census != NULL
                 ? sl_files_read_add(build->source.files, "census", s->group->census)
                 : SL_ERR_MEMORY;
  if (code == SL_OK) {
    code = sl_census_read(build->source.provider, s->group->census, &s->start, s->months,
                          &build->census, build->source.faults);
  }
  if (code == SL_ERR_MISSING ||
      code == SL_ERR_IO) { /* the fault beside names the file, this one the place */
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(&build->source, census.node, "the census named here cannot be read: %s",
                    sl_text_excerpt(census.node->text, excerpt));
  }
  return code == SL_ERR_MEMORY ? SL_ERR_MEMORY : SL_OK;
}

/* Whether every plan has a name that a census can refer to. */
static bool plans_are_named(const sl_scenario_t *s)
{
  for (size_t i = 0; i < s->plans->n; i++) {
    if (s->plans->list[i].name[0] == '\0') {
      return false;
    }
  }
  return s->plans->n > 0;
}

static int enrol(sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  sl_group_t *group = build->parts.group;
  if (build->census == NULL || !plans_are_named(s)) {
    return SL_ERR_INPUT;
  }
  char **names = malloc(s->plans->n * sizeof *names);
  if (names == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < s->plans->n; i++) {
    names[i] = s->plans->list[i].name;
  }
  const int code = sl_census_enrol(build->census, names, s->plans->n, &group->persons,
                                   &group->n_persons, &group->families, &group->n_families,
                                   &group->enrolment, build->source.faults);
  free(names);
  return code;
}

static void build_simulation(sl_build_t *build)
{
  const sl_cursor_t map = sl_cursor_child(build->root, "simulation");
  sl_simulation_t *simulation = build->parts.simulation;
  simulation->trials = sl_cursor_whole(map, "trials");
  simulation->seed = sl_cursor_whole(map, "seed");
  simulation->pricing_trials = sl_cursor_whole(map, "pricing_trials");
  simulation->exhibit = sl_cursor_flag(map, "exhibit");
  simulation->exhibit_asked = simulation->exhibit && sl_node_get(map.node, "exhibit") != NULL;
  simulation->sampler =
      sl_cursor_choice(map, "sampler") == SL_SAMPLE_TOTALS ? SL_SAMPLE_TOTALS : SL_SAMPLE_CLAIMS;
}

/* The sections in an order in which each finds what it refers to. */
static int build_sections(sl_build_t *build)
{
  int code = sl_build_head(build);
  if (code == SL_OK) {
    code = read_census(build);
  }
  if (code == SL_OK) {
    code = sl_build_members(build);
  }
  if (code == SL_OK) {
    code = sl_build_turnover(build);
  }
  if (code == SL_OK) {
    code = sl_build_claims(build);
  }
  if (code == SL_OK) {
    code = sl_build_plans(build);
  }
  if (code != SL_OK) {
    return code;
  }
  build_simulation(build);
  const int enrolled = enrol(build);
  if (enrolled != SL_OK && enrolled != SL_ERR_INPUT) {
    return enrolled;
  }
  sl_build_hsa(build);
  code = sl_build_arrangements(build);
  if (code == SL_OK) {
    code = sl_build_wellness(build);
  }
  sl_build_check_years(build);
  return code == SL_OK && enrolled == SL_OK ? sl_build_check_persons(build) : code;
}

static int build_scenario(sl_build_t *build, const sl_tree_t *tree)
{
  sl_scenario_t *s = build->scenario;
  build->root = (sl_cursor_t){sl_schema_scenario(), &tree->root};
  sl_schema_check(build->root.key, tree, build->source.faults);
  const int code = build_sections(build);
  if (code != SL_OK || build->source.faults->n + build->source.faults->suppressed > 0) {
    return code != SL_OK ? code : sl_faults_code(build->source.faults);
  }
  sl_build_uncovered(build);
  sl_build_check_moments(build);
  if (build->source.faults->n > 0) {
    return sl_faults_code(build->source.faults);
  }
  if (sl_build_notes(build) != SL_OK || sl_build_warnings(build) != SL_OK) {
    return SL_ERR_MEMORY;
  }
  s->resolved = sl_resolved_text(build->root, &build->member_rows, build->basis_frailty,
                                 build->basis_correlation);
  return s->resolved != NULL ? SL_OK : SL_ERR_MEMORY;
}

/* tree: the file's, which is taken over; NULL: to be read from path. */
static int load(const sl_provider_t *provider, const char *path, sl_tree_t *tree,
                const sl_overrides_t *overrides, sl_scenario_t **scenario, sl_faults_t *faults)
{
  char *folder = sl_source_folder_of(path);
  sl_parts_t parts;
  sl_scenario_t *s = sl_scenario_new(NULL, 0, &parts);
  sl_files_read_t *files = s != NULL && provider == NULL ? &s->files : NULL;
  sl_build_t build = {
      .source = {path, folder, faults, files, provider}, .scenario = s, .parts = parts};
  int code =
      folder != NULL && s != NULL ? sl_files_read_add(files, "scenario", path) : SL_ERR_MEMORY;
  if (code == SL_OK && tree == NULL) {
    code = sl_tree_read(provider, path, &tree, faults);
  }
  if (tree != NULL && code != SL_ERR_MEMORY) {
    code = overrides != NULL ? sl_overrides_apply(overrides, tree, faults) : SL_OK;
    code = code == SL_OK ? build_scenario(&build, tree) : code;
  }
  if (code == SL_ERR_MEMORY) {
    sl_faults_add(faults, SL_ERR_MEMORY, path, 0, 0, "out of memory");
  }
  sl_census_free(build.census);
  free(build.service_nodes);
  free(build.member_rows.list);
  free(folder);
  if (code == SL_OK) {
    s->tree = tree;
  } else {
    sl_tree_free(tree);
    sl_scenario_free(s);
    s = NULL;
  }
  *scenario = s;
  return code;
}

static int load_plainly(const sl_provider_t *provider, const char *path, sl_tree_t *tree,
                        const sl_overrides_t *overrides, sl_scenario_t **scenario,
                        sl_faults_t *faults)
{
  const sl_plain_locale_t locale = sl_plain_locale_begin();
  const int code = load(provider, path, tree, overrides, scenario, faults);
  sl_plain_locale_end(locale);
  return code;
}

int sl_scenario_load_from(const sl_provider_t *provider, const char *path,
                          const sl_overrides_t *overrides, sl_scenario_t **scenario,
                          sl_faults_t *faults)
{
  return load_plainly(provider, path, NULL, overrides, scenario, faults);
}

int sl_scenario_load(const char *path, const sl_overrides_t *overrides, sl_scenario_t **scenario,
                     sl_faults_t *faults)
{
  return load_plainly(NULL, path, NULL, overrides, scenario, faults);
}

int sl_scenario_variant(const sl_provider_t *provider, const sl_scenario_t *from,
                        const sl_overrides_t *overrides, sl_scenario_t **variant,
                        sl_faults_t *faults)
{
  sl_tree_t *tree = sl_tree_copy(from->tree);
  *variant = NULL;
  if (tree == NULL) {
    sl_faults_add(faults, SL_ERR_MEMORY, from->tree->path, 0, 0, "out of memory");
    return SL_ERR_MEMORY;
  }
  const int code = load_plainly(provider, from->tree->path, tree, overrides, variant, faults);
  if (code == SL_OK) {
    sl_scenario_share(*variant, from, SL_ALL_PARTS & ~sl_parts_touched(overrides));
  }
  return code;
}

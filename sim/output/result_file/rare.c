#include "sim/output/result_file/rare.h"

#include "sim/output/result_file/groups.h"
#include "sim/output/result_file/run_layout.h"

#include <stdlib.h>

#define GROUP "rare"

static int put_trials(sl_layout_t *layout, const sl_rare_t *rare)
{
  double trials[SL_RARE_LAWS_MAX];
  int result = 0;
  for (size_t v = 0; v < SL_N_RARE_TRIAL_VARIABLES; v++) {
    result |= sl_layout_values(layout, &sl_rare_trial_variables[v], rare->trial[v]);
  }
  for (size_t v = 0; v < SL_N_RARE_COST_VARIABLES; v++) {
    result |= sl_layout_values(layout, &sl_rare_cost_variables[v], rare->cost[v]);
  }
  for (size_t k = 0; k < SL_RARE_LAWS_MAX; k++) {
    trials[k] = (double)rare->law_trials[k];
  }
  return result | sl_layout_values(layout, &sl_rare_law_variables[SL_RARE_LAW_TRIALS], trials) |
         sl_layout_values(layout, &sl_rare_law_variables[SL_RARE_LAW_STRENGTH], rare->law_strength);
}

static int put_figures(sl_layout_t *layout, const sl_rare_t *rare)
{
  return sl_put_table(layout, sl_rare_numbers, SL_N_RARE_NUMBERS, rare, 1, 0) == 0 &&
                 sl_put_table(layout, sl_rare_variables, SL_N_RARE_VARIABLES, rare->arrangements,
                              rare->n_arrangements, sizeof rare->arrangements[0]) == 0
             ? 0
             : -1;
}

static sl_layout_t *new_layout(hid_t group, const sl_run_facts_t *facts, const sl_rare_t *rare)
{
  const char **names = sl_arrangement_names(facts);
  if (names == NULL) {
    return NULL;
  }
  const sl_scale_t scales[] = {
      sl_trial_scale(SL_RARE_TRIAL_ID, 0, rare->trials),
      {.dimension = &sl_arrangement_dimension,
       .id = SL_RARE_ARRANGEMENT_ID,
       .long_name = "funding arrangement",
       .length = rare->n_arrangements,
       .texts = names},
      {.dimension = &sl_law_dimension,
       .id = SL_RARE_LAW_ID,
       .long_name = "law that trials were drawn from, 0 = as they come",
       .length = rare->n_laws},
  };
  sl_layout_t *layout =
      sl_layout_new(group, facts->currency, scales, sizeof scales / sizeof scales[0]);
  free(names);
  return layout;
}

int sl_put_rare(hid_t file, const sl_run_facts_t *facts, const sl_rare_t *rare)
{
  const hid_t group = sl_create_group(file, GROUP);
  sl_layout_t *layout = group >= 0 ? new_layout(group, facts, rare) : NULL;
  const int good = layout != NULL && put_trials(layout, rare) == 0 &&
                   put_figures(layout, rare) == 0 && sl_layout_finish(layout) == 0;
  sl_layout_free(layout);
  const int closed = group >= 0 && H5Gclose(group) >= 0;
  return good && closed ? 0 : -1;
}

/* ---- reading ---- */

static int get_figures(const sl_stored_t *stored, sl_rare_t *rare, sl_error_t *error)
{
  const int code = sl_get_table(stored, sl_rare_numbers, SL_N_RARE_NUMBERS, rare, 0, error);
  return code == SL_OK ? sl_get_table(stored, sl_rare_variables, SL_N_RARE_VARIABLES,
                                      rare->arrangements, sizeof rare->arrangements[0], error)
                       : code;
}

int sl_get_rare(const sl_stored_t *stored, sl_rare_t **rare, sl_error_t *error)
{
  const hid_t file = stored->file;
  hid_t group = H5I_INVALID_HID;
  *rare = NULL;
  if (!sl_open_group(file, GROUP, &group)) {
    return SL_OK;
  }
  if (group < 0) {
    return sl_fail(error, SL_ERR_INPUT, "the rare years cannot be read");
  }
  int code = sl_rare_new(0, 1, stored->facts->n_arrangements, rare, error);
  const sl_stored_t figures = {group, stored->version, stored->facts};
  code = code == SL_OK ? get_figures(&figures, *rare, error) : code;
  if (code != SL_OK) {
    sl_rare_free(*rare);
    *rare = NULL;
  }
  if (code == SL_ERR_INPUT) {
    sl_fail(error, code, "the rare years cannot be read");
  }
  H5Gclose(group);
  return code;
}

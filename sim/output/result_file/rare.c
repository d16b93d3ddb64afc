#include "sim/output/result_file/rare.h"

#include "sim/output/result_file/columns.h"

#include <stdlib.h>

#define GROUP "rare"

static const sl_shape_t law_shape = {.rank = 1, .dimension = {SL_DIMENSION_LAW}};

static hid_t create_group(hid_t file)
{
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
  hid_t group = H5I_INVALID_HID;
  if (creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
      H5Pset_link_creation_order(creation, order) >= 0 &&
      H5Pset_attr_creation_order(creation, order) >= 0) {
    group = H5Gcreate2(file, GROUP, H5P_DEFAULT, creation, H5P_DEFAULT);
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  return group;
}

static int put_trials(sl_layout_t *layout, const sl_rare_t *rare)
{
  double trials[SL_RARE_LAWS_MAX];
  int result = 0;
  for (size_t v = 0; v < SL_N_RARE_TRIAL_VARIABLES; v++) {
    result |=
        sl_layout_values(layout, &sl_trial_shape, &sl_rare_trial_variables[v], rare->trial[v]);
  }
  for (size_t v = 0; v < SL_N_RARE_COST_VARIABLES; v++) {
    result |= sl_layout_values(layout, &sl_cost_shape, &sl_rare_cost_variables[v], rare->cost[v]);
  }
  for (size_t k = 0; k < SL_RARE_LAWS_MAX; k++) {
    trials[k] = (double)rare->law_trials[k];
  }
  return result |
         sl_layout_values(layout, &law_shape, &sl_rare_law_variables[SL_RARE_LAW_TRIALS], trials) |
         sl_layout_values(layout, &law_shape, &sl_rare_law_variables[SL_RARE_LAW_STRENGTH],
                          rare->law_strength);
}

static int put_figures(sl_layout_t *layout, sl_rare_t *rare)
{
  double *values = malloc(rare->n_arrangements * sizeof *values);
  int result = values != NULL ? 0 : -1;
  for (size_t v = 0; result == 0 && v < SL_N_RARE_NUMBERS; v++) {
    result = sl_layout_values(layout, &sl_group_shape, &sl_rare_numbers[v],
                              sl_rare_number(rare, (sl_rare_number_t)v));
  }
  for (size_t v = 0; result == 0 && v < SL_N_RARE_VARIABLES; v++) {
    for (size_t a = 0; a < rare->n_arrangements; a++) {
      values[a] = *sl_rare_field(&rare->arrangements[a], (sl_rare_variable_t)v);
    }
    result = sl_layout_values(layout, &sl_arrangement_shape, &sl_rare_variables[v], values);
  }
  free(values);
  return result;
}

int sl_put_rare(hid_t file, const sl_run_facts_t *facts, sl_rare_t *rare)
{
  const hid_t group = create_group(file);
  sl_layout_t *layout = group >= 0 ? sl_layout_new_rare(group, facts, rare) : NULL;
  const int good = layout != NULL && put_trials(layout, rare) == 0 &&
                   put_figures(layout, rare) == 0 && sl_layout_finish(layout) == 0;
  sl_layout_free(layout);
  const int closed = group >= 0 && H5Gclose(group) >= 0;
  return good && closed ? 0 : -1;
}

/* ---- reading ---- */

static int get_values(hid_t group, const char *name, const sl_shape_t *shape,
                      const sl_run_facts_t *facts, double *values)
{
  const hid_t dataset = sl_open_variable(group, name, shape, facts);
  if (dataset < 0) {
    return -1;
  }
  const int read =
      H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0 ? 0 : -1;
  H5Dclose(dataset);
  return read;
}

static int get_figures(hid_t group, const sl_run_facts_t *facts, sl_rare_t *rare)
{
  double *values = malloc(facts->n_arrangements * sizeof *values);
  int result = values != NULL ? 0 : sl_h5_lack_memory();
  for (size_t v = 0; result == 0 && v < SL_N_RARE_NUMBERS; v++) {
    result = get_values(group, sl_rare_numbers[v].name, &sl_group_shape, facts,
                        sl_rare_number(rare, (sl_rare_number_t)v));
  }
  for (size_t v = 0; result == 0 && v < SL_N_RARE_VARIABLES; v++) {
    result = get_values(group, sl_rare_variables[v].name, &sl_arrangement_shape, facts, values);
    for (size_t a = 0; a < facts->n_arrangements; a++) {
      *sl_rare_field(&rare->arrangements[a], (sl_rare_variable_t)v) = values[a];
    }
  }
  free(values);
  return result;
}

int sl_get_rare(hid_t file, const sl_run_facts_t *facts, sl_rare_t **rare, sl_error_t *error)
{
  H5L_info_t link;
  const htri_t exists = H5Lexists(file, GROUP, H5P_DEFAULT);
  *rare = NULL;
  if (exists == 0) {
    return SL_OK;
  }
  const hid_t group =
      exists > 0 && H5Lget_info(file, GROUP, &link, H5P_DEFAULT) >= 0 && link.type == H5L_TYPE_HARD
          ? H5Gopen2(file, GROUP, H5P_DEFAULT)
          : H5I_INVALID_HID;
  if (group < 0) {
    return sl_fail(error, SL_ERR_INPUT, "the rare years cannot be read");
  }
  int code = sl_rare_new(0, 1, facts->n_arrangements, rare, error);
  if (code == SL_OK && get_figures(group, facts, *rare) != 0) {
    sl_rare_free(*rare);
    *rare = NULL;
    code = sl_fail(error, SL_ERR_INPUT, "the rare years cannot be read");
  }
  H5Gclose(group);
  return code;
}

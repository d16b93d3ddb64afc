#include "sim/output/result_file/levers.h"

#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/groups.h"
#include "sim/output/result_file/header.h"
#include "sim/output/result_file/run_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GROUP "levers"
#define NONE "none" /* an empty text */
#define POINTS_MAX (SL_LEVER_DEDUCTIBLES_MAX * SL_LEVER_CORRIDORS_MAX)

/* A text's place among the attributes. */
typedef struct text_place {
  const char *name;
  char **text;
} text_place_t;
enum { N_TEXTS = 3 };

static void list_texts(sl_levers_t *levers, text_place_t places[N_TEXTS])
{
  places[0] = (text_place_t){"rule", &levers->rule};
  places[1] = (text_place_t){"no_deductible", &levers->no_deductible};
  places[2] = (text_place_t){"no_corridor", &levers->no_corridor};
}

/* An array of trials, which a level without trials has not, nor levers without eligible claims. */
typedef struct array_place {
  const sl_variable_t *variable;
  double **values;
  uint64_t trials;
} array_place_t;
enum { N_ARRAYS = 2 * SL_N_LEVER_LEVELS };

static size_t list_arrays(sl_levers_t *levers, array_place_t places[N_ARRAYS])
{
  size_t n = 0;
  for (int l = 0; l < SL_N_LEVER_LEVELS; l++) {
    const sl_variable_t *pair = l == SL_LEVER_AS_RUN ? &sl_lever_trial_variables[SL_LEVER_BEFORE]
                                                     : &sl_lever_band_variables[2 * (l - 1)];
    if (levers->trials[l] > 0) {
      places[n++] = (array_place_t){&pair[0], &levers->before[l], levers->trials[l]};
    }
    if (levers->trials[l] > 0 && levers->has_eligible) {
      places[n++] = (array_place_t){&pair[1], &levers->eligible[l], levers->trials[l]};
    }
  }
  return n;
}

/* ---- writing ---- */

static int put_single(hid_t group, const sl_levers_t *levers)
{
  text_place_t places[N_TEXTS];
  sl_levers_t own = *levers;
  list_texts(&own, places);
  int result = sl_h5_put_signed(group, "arrangement", (int64_t)levers->arrangement) |
               sl_h5_put_signed(group, "own_deductible", (int64_t)levers->own_deductible) |
               sl_h5_put_signed(group, "own_corridor", (int64_t)levers->own_corridor) |
               sl_h5_put_number(group, "budget", levers->budget) |
               sl_h5_put_number(group, "aggregate_maximum", levers->aggregate_maximum);
  for (size_t i = 0; i < N_TEXTS; i++) {
    const char *text = *places[i].text;
    result |= sl_h5_put_text(group, places[i].name, text[0] != '\0' ? text : NONE);
  }
  return result;
}

static sl_layout_t *new_layout(hid_t group, const sl_run_facts_t *facts, const sl_levers_t *levers)
{
  const sl_scale_t scales[] = {
      {.dimension = &sl_lever_deductible_dimension,
       .id = SL_LEVER_DEDUCTIBLE_ID,
       .long_name = "deductible of the specific, in the currency",
       .length = levers->n_deductibles,
       .numbers = levers->deductible},
      {.dimension = &sl_lever_corridor_dimension,
       .id = SL_LEVER_CORRIDOR_ID,
       .long_name = "attachment point by expected eligible claims, NaN: the run's own rule",
       .length = levers->n_corridors,
       .numbers = levers->corridor},
      {.dimension = &sl_lever_trial_dimension,
       .id = SL_LEVER_TRIAL_ID,
       .long_name = "simulated plan year of the run, 0 = first",
       .length = levers->trials[SL_LEVER_AS_RUN]},
      {.dimension = &sl_lever_band_trial_dimension,
       .id = SL_LEVER_BAND_TRIAL_ID,
       .long_name = "simulated plan year of the assumption band, 0 = first",
       .length = levers->trials[SL_LEVER_MORE]},
  };
  const size_t n = sizeof scales / sizeof scales[0];
  return sl_layout_new(group, facts->currency, scales,
                       levers->trials[SL_LEVER_MORE] > 0 ? n : n - 1);
}

static int put_points(sl_layout_t *layout, const sl_levers_t *levers)
{
  double values[POINTS_MAX];
  int result = 0;
  for (size_t v = 0; v < SL_N_LEVER_POINT_VARIABLES; v++) {
    const sl_variable_t *variable = &sl_lever_point_variables[v];
    for (size_t i = 0; i < levers->n_deductibles * levers->n_corridors; i++) {
      const sl_lever_point_t *point =
          &levers->point[i / levers->n_corridors][i % levers->n_corridors];
      values[i] = sl_variable_value(variable, point, 0);
    }
    result |= sl_layout_values(layout, variable, values);
  }
  return result;
}

static int put_arrays(sl_layout_t *layout, const sl_levers_t *levers)
{
  array_place_t places[N_ARRAYS];
  sl_levers_t own = *levers;
  const size_t n = list_arrays(&own, places);
  int result = 0;
  for (size_t i = 0; i < n; i++) {
    result |= sl_layout_values(layout, places[i].variable, *places[i].values);
  }
  return result;
}

int sl_put_levers(hid_t file, const sl_run_facts_t *facts, const sl_levers_t *levers)
{
  const hid_t group = sl_create_group(file, GROUP);
  sl_layout_t *layout = group >= 0 ? new_layout(group, facts, levers) : NULL;
  const int good = layout != NULL && put_single(group, levers) == 0 &&
                   put_points(layout, levers) == 0 && put_arrays(layout, levers) == 0 &&
                   sl_layout_finish(layout) == 0;
  sl_layout_free(layout);
  const int closed = group >= 0 && H5Gclose(group) >= 0;
  return good && closed ? 0 : -1;
}

/* ---- reading ---- */

static bool get_index(hid_t group, const char *name, size_t n, size_t *index)
{
  int64_t value = 0;
  const bool good = sl_h5_get_signed(group, name, &value) == 0 && value >= 0 && (uint64_t)value < n;
  *index = good ? (size_t)value : 0;
  return good;
}

static int get_texts(hid_t group, sl_levers_t *levers)
{
  text_place_t places[N_TEXTS];
  list_texts(levers, places);
  for (size_t i = 0; i < N_TEXTS; i++) {
    char *text = NULL;
    if (sl_h5_get_text(group, places[i].name, &text) != 0 || !sl_is_plain_text(text)) {
      free(text);
      return SL_ERR_INPUT;
    }
    if (strcmp(text, NONE) == 0) {
      text[0] = '\0';
    }
    free(*places[i].text);
    *places[i].text = text;
  }
  return SL_OK;
}

/* The length of a data set along its first dimension: 1 .. most; 0 where it is another. */
static size_t length_of(hid_t group, const char *name, uint64_t most)
{
  const hid_t dataset = sl_open_dataset(group, name);
  const hid_t space = dataset >= 0 ? H5Dget_space(dataset) : H5I_INVALID_HID;
  hsize_t extent[SL_MAX_RANK] = {0};
  const int rank = space >= 0 ? H5Sget_simple_extent_ndims(space) : -1;
  const bool good = rank >= 1 && rank <= SL_MAX_RANK &&
                    H5Sget_simple_extent_dims(space, extent, NULL) == rank && extent[0] <= most;
  if (space >= 0) {
    H5Sclose(space);
  }
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return good ? (size_t)extent[0] : 0;
}

static int get_values(hid_t group, const sl_variable_t *variable, uint64_t rows, uint64_t width,
                      double *values)
{
  const uint64_t extent[SL_MAX_RANK] = {rows, width};
  const hid_t dataset = sl_open_sized(group, variable, extent);
  const bool good = dataset >= 0 &&
                    H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return good ? SL_OK : SL_ERR_INPUT;
}

static int get_scale(hid_t group, const sl_dimension_t *dimension, size_t most, double *values,
                     size_t *n)
{
  const sl_shape_t shape = {.rank = 1, .dimension = {dimension}};
  const sl_variable_t scale = {.name = dimension->name, .shape = &shape};
  *n = length_of(group, dimension->name, most);
  return *n > 0 ? get_values(group, &scale, *n, 1, values) : (int)SL_ERR_INPUT;
}

/* Deductibles ascend; so do corridors, but that the run's own rule may come first, as NaN. */
static bool ascend(const double *values, size_t n, bool may_be_nan)
{
  bool good = n > 0 && (values[0] >= 0.0 || (may_be_nan && isnan(values[0])));
  for (size_t i = 1; good && i < n; i++) {
    good = isfinite(values[i]) && (values[i] > values[i - 1] || (i == 1 && isnan(values[0])));
  }
  return good;
}

static int get_single(const sl_stored_t *stored, hid_t group, sl_levers_t *levers)
{
  int code = get_scale(group, &sl_lever_deductible_dimension, SL_LEVER_DEDUCTIBLES_MAX,
                       levers->deductible, &levers->n_deductibles);
  if (code == SL_OK) {
    code = get_scale(group, &sl_lever_corridor_dimension, SL_LEVER_CORRIDORS_MAX, levers->corridor,
                     &levers->n_corridors);
  }
  const bool good =
      code == SL_OK && ascend(levers->deductible, levers->n_deductibles, false) &&
      ascend(levers->corridor, levers->n_corridors, true) &&
      get_index(group, "arrangement", stored->facts->n_arrangements, &levers->arrangement) &&
      get_index(group, "own_deductible", levers->n_deductibles, &levers->own_deductible) &&
      get_index(group, "own_corridor", levers->n_corridors, &levers->own_corridor) &&
      sl_h5_get_number(group, "budget", &levers->budget) == 0 && isfinite(levers->budget) &&
      sl_h5_get_number(group, "aggregate_maximum", &levers->aggregate_maximum) == 0 &&
      levers->aggregate_maximum >= 0.0;
  return good ? get_texts(group, levers) : (int)SL_ERR_INPUT;
}

static bool is_sound(const sl_levers_t *levers, const sl_lever_point_t *point)
{
  return (isfinite(point->attachment) || !levers->has_eligible) && !isnan(point->maximum_cost) &&
         isfinite(point->specific_premium) && isfinite(point->aggregate_premium) &&
         isfinite(point->shift);
}

static int get_points(hid_t group, sl_levers_t *levers)
{
  double values[POINTS_MAX];
  const size_t width = levers->n_corridors, n = levers->n_deductibles * width;
  int code = SL_OK;
  for (size_t v = 0; code == SL_OK && v < SL_N_LEVER_POINT_VARIABLES; v++) {
    const sl_variable_t *variable = &sl_lever_point_variables[v];
    code = get_values(group, variable, levers->n_deductibles, width, values);
    for (size_t i = 0; code == SL_OK && i < n; i++) {
      *sl_variable_at(variable, &levers->point[i / width][i % width], 0) = values[i];
    }
  }
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    code = is_sound(levers, &levers->point[i / width][i % width]) ? SL_OK : SL_ERR_INPUT;
  }
  return code;
}

/* How many trials each level has, and whether eligible claims are there, follow from the data sets
 * themselves. */
static int measure(const sl_stored_t *stored, hid_t group, sl_levers_t *levers, sl_error_t *error)
{
  const uint64_t run = stored->facts->trials;
  const uint64_t most = run < SL_LEVER_TRIALS_MAX ? run : SL_LEVER_TRIALS_MAX;
  const uint64_t trials = length_of(group, sl_lever_trial_dimension.name, most);
  const htri_t band = H5Lexists(group, sl_lever_band_trial_dimension.name, H5P_DEFAULT);
  const uint64_t of_band =
      band > 0 ? length_of(group, sl_lever_band_trial_dimension.name, most) : 0;
  const htri_t eligible =
      H5Lexists(group, sl_lever_trial_variables[SL_LEVER_ELIGIBLE].name, H5P_DEFAULT);
  const uint64_t room[SL_N_LEVER_LEVELS] = {trials, of_band, of_band};
  int code = trials > 0 && band >= 0 && (band == 0 || of_band > 0) && eligible >= 0
                 ? SL_OK
                 : (int)SL_ERR_INPUT;
  levers->has_eligible = eligible > 0;
  for (int l = 0; code == SL_OK && l < SL_N_LEVER_LEVELS; l++) {
    code = sl_levers_reserve(levers, (sl_lever_level_t)l, room[l], error);
  }
  return code;
}

static int get_arrays(hid_t group, sl_levers_t *levers)
{
  array_place_t places[N_ARRAYS];
  const size_t n = list_arrays(levers, places);
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    const size_t cells = (size_t)places[i].trials * levers->n_deductibles;
    code = get_values(group, places[i].variable, places[i].trials, levers->n_deductibles,
                      *places[i].values);
    for (size_t k = 0; code == SL_OK && k < cells; k++) {
      code = isfinite((*places[i].values)[k]) ? SL_OK : SL_ERR_INPUT;
    }
  }
  return code;
}

int sl_get_levers(const sl_stored_t *stored, sl_levers_t **levers, sl_error_t *error)
{
  hid_t group = H5I_INVALID_HID;
  *levers = NULL;
  if (!sl_open_group(stored->file, GROUP, &group)) {
    return SL_OK;
  }
  int code = group >= 0 ? sl_levers_new(levers, error) : (int)SL_ERR_INPUT;
  code = code == SL_OK ? get_single(stored, group, *levers) : code;
  code = code == SL_OK ? measure(stored, group, *levers, error) : code;
  code = code == SL_OK ? get_points(group, *levers) : code;
  code = code == SL_OK ? get_arrays(group, *levers) : code;
  if (group >= 0) {
    H5Gclose(group);
  }
  if (code != SL_OK) {
    sl_levers_free(*levers);
    *levers = NULL;
  }
  return code == SL_ERR_INPUT ? sl_fail(error, code, "the levers are missing or damaged") : code;
}

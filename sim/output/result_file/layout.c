#include "sim/output/result_file/layout.h"

#include "sim/output/result_file/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One use of a scale by a variable, as REFERENCE_LIST stores it. */
typedef struct scale_use {
  hobj_ref_t variable;
  int32_t position;
} scale_use_t;

#define MAX_USES                                                                                   \
  (SL_N_TRIAL_VARIABLES + SL_N_COST_VARIABLES + SL_N_PRICE_VARIABLES + SL_N_SUMMARY_VARIABLES +    \
   SL_N_QUANTILE_VARIABLES + SL_N_TIER_VARIABLES + SL_N_MONTHS_VARIABLES + SL_N_CHECK_VARIABLES +  \
   SL_N_CHECK_QUANTILE_VARIABLES + 16)

struct sl_layout {
  hid_t file; /* or a group, whose dimensions are numbered from first_id on */
  int64_t first_id;
  hid_t trial; /* the scale of the trials, which grows */
  const char *currency;
  hsize_t extent[SL_N_DIMENSIONS];
  hobj_ref_t scale[SL_N_DIMENSIONS];
  scale_use_t *uses[SL_N_DIMENSIONS];
  size_t n_uses[SL_N_DIMENSIONS];
};

static hid_t make_space(const sl_layout_t *layout, const sl_shape_t *shape)
{
  hsize_t extent[SL_MAX_RANK], most[SL_MAX_RANK];
  if (shape->rank == 0) {
    return H5Screate(H5S_SCALAR);
  }
  for (int d = 0; d < shape->rank; d++) {
    extent[d] = layout->extent[shape->dimension[d]];
    most[d] = shape->dimension[d] == SL_DIMENSION_TRIAL ? H5S_UNLIMITED : extent[d];
  }
  return H5Screate_simple(shape->rank, extent, most);
}

/* Chunks of one block, each with a checksum. Single numbers and texts, to which HDF5 allows no
 * filter, lie in one piece: within the object's header they would have a checksum too, but R's
 * ncdf4 knows no such layout and would open nothing of the file. The seal guards them. */
static int set_storage(hid_t creation, const sl_layout_t *layout, const sl_shape_t *shape,
                       hid_t type)
{
  hsize_t chunk[SL_MAX_RANK];
  if (shape->rank == 0 || H5Tget_class(type) == H5T_STRING) {
    return H5Pset_layout(creation, H5D_CONTIGUOUS) < 0 ? -1 : 0;
  }
  for (int d = 0; d < shape->rank; d++) {
    chunk[d] = shape->dimension[d] == SL_DIMENSION_TRIAL ? SL_BLOCK_TRIALS
                                                         : layout->extent[shape->dimension[d]];
    if (shape->dimension[d] == SL_DIMENSION_SPECIFIC && shape->dimension[0] == SL_DIMENSION_TRIAL) {
      chunk[d] = 1; /* a deductible's columns are read together */
    }
  }
  return H5Pset_chunk(creation, shape->rank, chunk) < 0 || H5Pset_fletcher32(creation) < 0 ? -1 : 0;
}

static hid_t creation_list(const sl_layout_t *layout, const sl_shape_t *shape, hid_t type)
{
  const double fill = shape->omits_zeros ? 0.0 : (double)NAN;
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  int good =
      creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
      H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
      set_storage(creation, layout, shape, type) == 0;
  if (good && H5Tget_class(type) == H5T_FLOAT) {
    good = H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &fill) >= 0;
  }
  if (!good && creation >= 0) {
    H5Pclose(creation);
  }
  return good ? creation : H5I_INVALID_HID;
}

static hid_t create_dataset(sl_layout_t *layout, const char *name, hid_t type,
                            const sl_shape_t *shape)
{
  const hid_t creation = creation_list(layout, shape, type);
  const hid_t space = make_space(layout, shape);
  const hid_t access = sl_h5_block_access();
  hid_t dataset = H5I_INVALID_HID;
  if (creation >= 0 && space >= 0 && access >= 0) {
    dataset = H5Dcreate2(layout->file, name, type, space, H5P_DEFAULT, creation, access);
  }
  if (access >= 0) {
    H5Pclose(access);
  }
  if (space >= 0) {
    H5Sclose(space);
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  return dataset;
}

static int put_references(hid_t object, const char *name, hid_t type, size_t n, const void *data)
{
  const hsize_t extent = n;
  const hid_t space = H5Screate_simple(1, &extent, NULL);
  const hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
  const int good = attribute >= 0 && H5Awrite(attribute, type, data) >= 0;
  const int closed = attribute >= 0 && H5Aclose(attribute) >= 0;
  H5Sclose(space);
  return good && closed ? 0 : -1;
}

/* Attach a variable to the scales of its dimensions. */
static int attach_scales(sl_layout_t *layout, hid_t dataset, const char *name,
                         const sl_shape_t *shape)
{
  hvl_t lists[SL_MAX_RANK];
  hobj_ref_t self;
  if (shape->rank == 0) {
    return 0;
  }
  if (H5Rcreate(&self, layout->file, name, H5R_OBJECT, H5I_INVALID_HID) < 0) {
    return -1;
  }
  for (int d = 0; d < shape->rank; d++) {
    const sl_dimension_t dimension = shape->dimension[d];
    scale_use_t *use = &layout->uses[dimension][layout->n_uses[dimension]++];
    use->variable = self;
    use->position = d;
    lists[d] = (hvl_t){.len = 1, .p = &layout->scale[dimension]};
  }
  const hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
  const int result = put_references(dataset, "DIMENSION_LIST", type, (size_t)shape->rank, lists);
  H5Tclose(type);
  return result;
}

static int describe(hid_t dataset, const char *units, const char *long_name)
{
  return (units == NULL || sl_h5_put_text(dataset, "units", units) == 0) &&
                 sl_h5_put_text(dataset, "long_name", long_name) == 0
             ? 0
             : -1;
}

hid_t sl_layout_variable(sl_layout_t *layout, const sl_shape_t *shape,
                         const sl_variable_t *variable)
{
  const hid_t dataset = create_dataset(layout, variable->name, H5T_IEEE_F64LE, shape);
  if (dataset < 0) {
    return dataset;
  }
  if (describe(dataset, variable->is_amount ? layout->currency : "1", variable->long_name) != 0 ||
      attach_scales(layout, dataset, variable->name, shape) != 0) {
    H5Dclose(dataset);
    return H5I_INVALID_HID;
  }
  return dataset;
}

int sl_layout_values(sl_layout_t *layout, const sl_shape_t *shape, const sl_variable_t *variable,
                     const double *values)
{
  const hid_t dataset = sl_layout_variable(layout, shape, variable);
  const int written = dataset >= 0 && H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                                               H5P_DEFAULT, values) >= 0;
  const int closed = dataset >= 0 && H5Dclose(dataset) >= 0;
  return written && closed ? 0 : -1;
}

int sl_layout_texts(sl_layout_t *layout, const char *name, const char *long_name,
                    sl_dimension_t dimension, const char *const *texts)
{
  const sl_shape_t shape = {.rank = 1, .dimension = {dimension}};
  const hid_t type = sl_h5_text_type();
  const hid_t dataset = create_dataset(layout, name, type, &shape);
  int result = -1;
  if (dataset >= 0) {
    result = H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) < 0 ||
                     describe(dataset, NULL, long_name) != 0 ||
                     attach_scales(layout, dataset, name, &shape) != 0
                 ? -1
                 : 0;
    result |= H5Dclose(dataset) < 0 ? -1 : 0;
  }
  H5Tclose(type);
  return result;
}

/* Make one scale: a data set that carries the name of its dimension. It stays open. */
static hid_t make_scale(sl_layout_t *layout, sl_dimension_t dimension, hid_t file_type,
                        const char *long_name)
{
  const char *name = sl_dimension_names[dimension];
  const sl_shape_t shape = {.rank = 1, .dimension = {dimension}};
  const hid_t dataset = create_dataset(layout, name, file_type, &shape);
  if (dataset < 0) {
    return dataset;
  }
  const char *units = H5Tget_class(file_type) == H5T_STRING ? NULL : "1";
  const int good =
      sl_h5_put_fixed_text(dataset, "CLASS", "DIMENSION_SCALE", sizeof "DIMENSION_SCALE") == 0 &&
      sl_h5_put_fixed_text(dataset, "NAME", name, strlen(name) + 1) == 0 &&
      sl_h5_put_signed(dataset, "_Netcdf4Dimid", layout->first_id + (int64_t)dimension) == 0 &&
      describe(dataset, units, long_name) == 0 &&
      H5Rcreate(&layout->scale[dimension], layout->file, name, H5R_OBJECT, H5I_INVALID_HID) >= 0;
  if (!good) {
    H5Dclose(dataset);
  }
  return good ? dataset : H5I_INVALID_HID;
}

/* Make and write a scale that is known whole. */
static int put_scale(sl_layout_t *layout, sl_dimension_t dimension, hid_t file_type,
                     hid_t memory_type, const void *values, const char *long_name)
{
  const hid_t dataset = make_scale(layout, dimension, file_type, long_name);
  if (dataset < 0) {
    return -1;
  }
  const int written = H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  return H5Dclose(dataset) >= 0 && written ? 0 : -1;
}

int sl_layout_put_trials(sl_layout_t *layout, uint64_t first, size_t n)
{
  int64_t trial[SL_BLOCK_TRIALS];
  for (size_t t = 0; t < n; t++) {
    trial[t] = (int64_t)(first + t);
  }
  return sl_append_rows(layout->trial, &sl_trial_shape, first, n, 1, H5T_NATIVE_INT64, trial);
}

/* The scale of trials whose number is known. */
static int put_all_trials(sl_layout_t *layout, uint64_t trials)
{
  layout->extent[SL_DIMENSION_TRIAL] = 0;
  layout->trial =
      make_scale(layout, SL_DIMENSION_TRIAL, H5T_STD_I64LE, "simulated plan year, 0 = first");
  layout->extent[SL_DIMENSION_TRIAL] = trials;
  int result = layout->trial >= 0 ? 0 : -1;
  for (uint64_t first = 0; result == 0 && first < trials; first += SL_BLOCK_TRIALS) {
    result = sl_layout_put_trials(layout, first, sl_block_trials(trials, first / SL_BLOCK_TRIALS));
  }
  return result;
}

/* 1, 2, ...: the scale of what is told by month. */
static int put_month_scale(sl_layout_t *layout)
{
  const size_t n = (size_t)layout->extent[SL_DIMENSION_MONTH];
  int32_t *month = malloc((n + 1) * sizeof *month);
  if (month == NULL) {
    return -1;
  }
  for (size_t m = 0; m < n; m++) {
    month[m] = (int32_t)m + 1;
  }
  const int result = put_scale(layout, SL_DIMENSION_MONTH, H5T_STD_I32LE, H5T_NATIVE_INT32, month,
                               "month, 1 = first of the plan year");
  free(month);
  return result;
}

static int put_text_scales(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  const hid_t type = sl_h5_text_type();
  const char **names = malloc(facts->n_arrangements * sizeof *names);
  int result = -1;
  if (names != NULL) {
    for (size_t a = 0; a < facts->n_arrangements; a++) {
      names[a] = facts->arrangements[a].name;
    }
    result = put_scale(layout, SL_DIMENSION_ARRANGEMENT, type, type, names,
                       "funding arrangement, the first is the baseline");
    result |= put_scale(layout, SL_DIMENSION_TIER, type, type, sl_tier_names,
                        "enrolment tier of an employee");
  }
  free(names);
  H5Tclose(type);
  return result;
}

sl_layout_t *sl_layout_new(hid_t file, const sl_run_facts_t *facts)
{
  sl_layout_t *layout = calloc(1, sizeof *layout);
  if (layout == NULL) {
    return NULL;
  }
  layout->file = file;
  layout->currency = facts->currency;
  layout->trial = H5I_INVALID_HID;
  layout->extent[SL_DIMENSION_TRIAL] = 0; /* grows with the blocks */
  layout->extent[SL_DIMENSION_ARRANGEMENT] = facts->n_arrangements;
  layout->extent[SL_DIMENSION_QUANTILE] = SL_N_QUANTILES;
  layout->extent[SL_DIMENSION_TIER] = SL_TIERS;
  layout->extent[SL_DIMENSION_MONTH] = sl_month_scale(facts);
  int good = 1;
  for (int d = 0; d < SL_N_DIMENSIONS; d++) {
    layout->uses[d] = calloc(MAX_USES, sizeof *layout->uses[d]);
    good &= layout->uses[d] != NULL;
  }
  if (good) {
    layout->trial =
        make_scale(layout, SL_DIMENSION_TRIAL, H5T_STD_I64LE, "simulated plan year, 0 = first");
  }
  if (layout->trial < 0 || put_text_scales(layout, facts) != 0 || put_month_scale(layout) != 0 ||
      put_scale(layout, SL_DIMENSION_QUANTILE, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                sl_quantile_levels, "share of the trials at or below the quantile") != 0) {
    sl_layout_free(layout);
    return NULL;
  }
  return layout;
}

static int put_sweep_scales(sl_layout_t *layout, const sl_sweep_result_t *sweep)
{
  return put_all_trials(layout, sweep->run->trials) == 0 &&
                 put_scale(layout, SL_DIMENSION_QUANTILE, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                           sl_quantile_levels,
                           "share of the trials at or below the quantile") == 0 &&
                 put_scale(layout, SL_DIMENSION_SPECIFIC, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                           sweep->specific,
                           "specific deductible, in the file's currency; infinite: no specific") ==
                     0 &&
                 put_scale(layout, SL_DIMENSION_CORRIDOR, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE,
                           sweep->corridor,
                           "aggregate attachment as a multiple of expected eligible claims; NaN: "
                           "the scenario's own rule") == 0
             ? 0
             : -1;
}

sl_layout_t *sl_layout_new_sweep(hid_t file, const sl_sweep_result_t *sweep)
{
  sl_layout_t *layout = calloc(1, sizeof *layout);
  if (layout == NULL) {
    return NULL;
  }
  layout->file = file;
  layout->currency = sweep->run->currency;
  layout->extent[SL_DIMENSION_TRIAL] = sweep->run->trials;
  layout->extent[SL_DIMENSION_QUANTILE] = SL_N_QUANTILES;
  layout->extent[SL_DIMENSION_SPECIFIC] = sweep->n_specific;
  layout->extent[SL_DIMENSION_CORRIDOR] = sweep->n_corridor;
  int good = 1;
  for (int d = 0; d < SL_N_DIMENSIONS; d++) {
    layout->uses[d] = calloc(MAX_USES, sizeof *layout->uses[d]);
    good &= layout->uses[d] != NULL;
  }
  if (!good || put_sweep_scales(layout, sweep) != 0) {
    sl_layout_free(layout);
    return NULL;
  }
  return layout;
}

static int put_rare_scales(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  const hid_t type = sl_h5_text_type();
  const char **names = malloc(facts->n_arrangements * sizeof *names);
  int32_t law[SL_RARE_LAWS_MAX];
  int result = names != NULL ? put_all_trials(layout, layout->extent[SL_DIMENSION_TRIAL]) : -1;
  for (int k = 0; k < SL_RARE_LAWS_MAX; k++) {
    law[k] = k;
  }
  for (size_t a = 0; result == 0 && a < facts->n_arrangements; a++) {
    names[a] = facts->arrangements[a].name;
  }
  if (result == 0) {
    result = put_scale(layout, SL_DIMENSION_ARRANGEMENT, type, type, names, "funding arrangement");
    result |= put_scale(layout, SL_DIMENSION_LAW, H5T_STD_I32LE, H5T_NATIVE_INT32, law,
                        "law that trials were drawn from, 0 = as they come");
  }
  free(names);
  H5Tclose(type);
  return result;
}

sl_layout_t *sl_layout_new_rare(hid_t group, const sl_run_facts_t *facts, const sl_rare_t *rare)
{
  sl_layout_t *layout = calloc(1, sizeof *layout);
  if (layout == NULL) {
    return NULL;
  }
  layout->file = group;
  layout->first_id = SL_N_DIMENSIONS;
  layout->currency = facts->currency;
  layout->extent[SL_DIMENSION_TRIAL] = rare->trials;
  layout->extent[SL_DIMENSION_ARRANGEMENT] = rare->n_arrangements;
  layout->extent[SL_DIMENSION_LAW] = rare->n_laws;
  int good = 1;
  for (int d = 0; d < SL_N_DIMENSIONS; d++) {
    layout->uses[d] = calloc(MAX_USES, sizeof *layout->uses[d]);
    good &= layout->uses[d] != NULL;
  }
  if (!good || put_rare_scales(layout, facts) != 0) {
    sl_layout_free(layout);
    return NULL;
  }
  return layout;
}

void sl_layout_free(sl_layout_t *layout)
{
  if (layout != NULL) {
    for (int d = 0; d < SL_N_DIMENSIONS; d++) {
      free(layout->uses[d]);
    }
    free(layout);
  }
}

static hid_t use_type(void)
{
  const hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(scale_use_t));
  if (type >= 0 &&
      (H5Tinsert(type, "dataset", HOFFSET(scale_use_t, variable), H5T_STD_REF_OBJ) < 0 ||
       H5Tinsert(type, "dimension", HOFFSET(scale_use_t, position), H5T_NATIVE_INT32) < 0)) {
    H5Tclose(type);
    return H5I_INVALID_HID;
  }
  return type;
}

int sl_layout_finish(sl_layout_t *layout)
{
  const hid_t type = use_type();
  int result = 0;
  for (int d = 0; d < SL_N_DIMENSIONS; d++) {
    const htri_t exists = H5Lexists(layout->file, sl_dimension_names[d], H5P_DEFAULT);
    if (exists == 0) {
      continue; /* a sweep's file has other dimensions than a run's */
    }
    const hid_t scale =
        exists > 0 ? H5Dopen2(layout->file, sl_dimension_names[d], H5P_DEFAULT) : H5I_INVALID_HID;
    if (scale < 0 ||
        (layout->n_uses[d] > 0 &&
         put_references(scale, "REFERENCE_LIST", type, layout->n_uses[d], layout->uses[d]) != 0)) {
      result = -1;
    }
    if (scale >= 0 && H5Dclose(scale) < 0) {
      result = -1;
    }
  }
  H5Tclose(type);
  return result;
}

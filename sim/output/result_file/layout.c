#include "sim/output/result_file/layout.h"

#include "sim/output/result_file/rows.h"
#include "sim/results/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One use of a scale by a variable, as REFERENCE_LIST stores it. */
typedef struct scale_use {
  hobj_ref_t variable;
  int32_t position;
} scale_use_t;

typedef struct own_scale {
  const sl_dimension_t *dimension;
  int64_t id;
  hsize_t extent;
  hobj_ref_t self;
  scale_use_t *uses;
  size_t n_uses, room;
} own_scale_t;

struct sl_layout {
  hid_t file;  /* or a group */
  hid_t trial; /* the scale that grows */
  uint64_t first_trial;
  const char *currency;
  size_t n, room;
  own_scale_t scale[];
};

static own_scale_t *scale_of(sl_layout_t *layout, const sl_dimension_t *dimension)
{
  for (size_t i = 0; i < layout->n; i++) {
    if (layout->scale[i].dimension == dimension) {
      return &layout->scale[i];
    }
  }
  return NULL;
}

/* The lengths of a shape; false where the layout has not all of its dimensions. */
static bool extent_of(sl_layout_t *layout, const sl_shape_t *shape, hsize_t extent[SL_MAX_RANK])
{
  for (int d = 0; d < shape->rank; d++) {
    const own_scale_t *scale = scale_of(layout, shape->dimension[d]);
    if (scale == NULL) {
      return false;
    }
    extent[d] = scale->extent;
  }
  return true;
}

static hid_t make_space(const sl_shape_t *shape, const hsize_t *extent)
{
  hsize_t most[SL_MAX_RANK];
  if (shape->rank == 0) {
    return H5Screate(H5S_SCALAR);
  }
  for (int d = 0; d < shape->rank; d++) {
    most[d] = shape->dimension[d]->grows ? H5S_UNLIMITED : extent[d];
  }
  return H5Screate_simple(shape->rank, extent, most);
}

/* Chunks of one block, each with a checksum. Single numbers and texts, to which HDF5 allows no
 * filter, lie in one piece: within the object's header they would have a checksum too, but R's
 * ncdf4 knows no such layout and would open nothing of the file. The seal guards them. */
static int set_storage(hid_t creation, const sl_shape_t *shape, const hsize_t *extent, hid_t type)
{
  hsize_t chunk[SL_MAX_RANK];
  if (shape->rank == 0 || H5Tget_class(type) == H5T_STRING) {
    return H5Pset_layout(creation, H5D_CONTIGUOUS) < 0 ? -1 : 0;
  }
  for (int d = 0; d < shape->rank; d++) {
    const bool by_trial = shape->dimension[0]->grows && shape->dimension[d]->chunk > 0;
    chunk[d] = by_trial ? shape->dimension[d]->chunk : extent[d];
  }
  return H5Pset_chunk(creation, shape->rank, chunk) < 0 || H5Pset_fletcher32(creation) < 0 ? -1 : 0;
}

static hid_t creation_list(const sl_shape_t *shape, const hsize_t *extent, hid_t type)
{
  const double fill = shape->omits_zeros ? 0.0 : (double)NAN;
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  int good =
      creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
      H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
      set_storage(creation, shape, extent, type) == 0;
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
  hsize_t extent[SL_MAX_RANK];
  if (!extent_of(layout, shape, extent)) {
    return H5I_INVALID_HID;
  }
  const hid_t creation = creation_list(shape, extent, type);
  const hid_t space = make_space(shape, extent);
  hid_t dataset = H5I_INVALID_HID;
  if (creation >= 0 && space >= 0) {
    dataset = H5Dcreate2(layout->file, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
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

/* There is room for every use: more is taken where the list is full. */
static int note_use(own_scale_t *scale, hobj_ref_t variable, int position)
{
  if (scale->n_uses == scale->room) {
    const size_t room = scale->room > 0 ? 2 * scale->room : 64;
    scale_use_t *uses = realloc(scale->uses, room * sizeof *uses);
    if (uses == NULL) {
      return sl_h5_lack_memory();
    }
    memset(uses + scale->n_uses, 0, (room - scale->n_uses) * sizeof *uses);
    scale->uses = uses;
    scale->room = room;
  }
  scale_use_t *use = &scale->uses[scale->n_uses++];
  use->variable = variable;
  use->position = position;
  return 0;
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
    own_scale_t *scale = scale_of(layout, shape->dimension[d]);
    if (scale == NULL || note_use(scale, self, d) != 0) {
      return -1;
    }
    lists[d] = (hvl_t){.len = 1, .p = &scale->self};
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

hid_t sl_layout_variable(sl_layout_t *layout, const sl_variable_t *variable)
{
  const hid_t dataset = create_dataset(layout, variable->name, H5T_IEEE_F64LE, variable->shape);
  if (dataset < 0) {
    return dataset;
  }
  if (describe(dataset, variable->is_amount ? layout->currency : "1", variable->long_name) != 0 ||
      attach_scales(layout, dataset, variable->name, variable->shape) != 0) {
    H5Dclose(dataset);
    return H5I_INVALID_HID;
  }
  return dataset;
}

int sl_layout_values(sl_layout_t *layout, const sl_variable_t *variable, const double *values)
{
  const hid_t dataset = sl_layout_variable(layout, variable);
  const int written = dataset >= 0 && H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                                               H5P_DEFAULT, values) >= 0;
  const int closed = dataset >= 0 && H5Dclose(dataset) >= 0;
  return written && closed ? 0 : -1;
}

/* Texts are changed on their way, numbers are not: they need no list. */
static int write_texts(hid_t dataset, hid_t type, const char *const *texts)
{
  const hid_t transfer = sl_h5_text_transfer();
  const int written =
      transfer >= 0 && H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, transfer, texts) >= 0;
  if (transfer >= 0) {
    H5Pclose(transfer);
  }
  return written ? 0 : -1;
}

int sl_layout_texts(sl_layout_t *layout, const char *name, const char *long_name,
                    const sl_dimension_t *dimension, const char *const *texts)
{
  const sl_shape_t shape = {.rank = 1, .dimension = {dimension}};
  const hid_t type = sl_h5_text_type();
  const hid_t dataset = create_dataset(layout, name, type, &shape);
  int result = -1;
  if (dataset >= 0) {
    result = write_texts(dataset, type, texts) != 0 || describe(dataset, NULL, long_name) != 0 ||
                     attach_scales(layout, dataset, name, &shape) != 0
                 ? -1
                 : 0;
    result |= H5Dclose(dataset) < 0 ? -1 : 0;
  }
  H5Tclose(type);
  return result;
}

/* Make one scale: a data set that carries the name of its dimension. It stays open. */
static hid_t make_scale(sl_layout_t *layout, const sl_scale_t *scale, own_scale_t *own,
                        hid_t file_type)
{
  const char *name = scale->dimension->name;
  const sl_shape_t shape = {.rank = 1, .dimension = {scale->dimension}};
  const hid_t dataset = create_dataset(layout, name, file_type, &shape);
  if (dataset < 0) {
    return dataset;
  }
  const char *units = H5Tget_class(file_type) == H5T_STRING ? NULL : "1";
  const int good =
      sl_h5_put_fixed_text(dataset, "CLASS", "DIMENSION_SCALE", sizeof "DIMENSION_SCALE") == 0 &&
      sl_h5_put_fixed_text(dataset, "NAME", name, strlen(name) + 1) == 0 &&
      sl_h5_put_signed(dataset, "_Netcdf4Dimid", own->id) == 0 &&
      describe(dataset, units, scale->long_name) == 0 &&
      H5Rcreate(&own->self, layout->file, name, H5R_OBJECT, H5I_INVALID_HID) >= 0;
  if (!good) {
    H5Dclose(dataset);
  }
  return good ? dataset : H5I_INVALID_HID;
}

/* Make and write a scale that is known whole. */
static int put_values(sl_layout_t *layout, const sl_scale_t *scale, own_scale_t *own,
                      hid_t file_type, hid_t memory_type, const void *values)
{
  const hid_t dataset = make_scale(layout, scale, own, file_type);
  if (dataset < 0) {
    return -1;
  }
  const int written = H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
  return H5Dclose(dataset) >= 0 && written ? 0 : -1;
}

static int put_texts(sl_layout_t *layout, const sl_scale_t *scale, own_scale_t *own)
{
  const hid_t type = sl_h5_text_type();
  const hid_t dataset = make_scale(layout, scale, own, type);
  int result = -1;
  if (dataset >= 0) {
    result = write_texts(dataset, type, scale->texts);
    result |= H5Dclose(dataset) < 0 ? -1 : 0;
  }
  H5Tclose(type);
  return result;
}

static int put_counted(sl_layout_t *layout, const sl_scale_t *scale, own_scale_t *own)
{
  int32_t *values = malloc((size_t)(scale->length + 1) * sizeof *values);
  if (values == NULL) {
    return sl_h5_lack_memory();
  }
  for (size_t i = 0; i < scale->length; i++) {
    values[i] = (int32_t)(scale->first + i);
  }
  const int result = put_values(layout, scale, own, H5T_STD_I32LE, H5T_NATIVE_INT32, values);
  free(values);
  return result;
}

int sl_layout_put_trials(sl_layout_t *layout, uint64_t from, size_t n)
{
  int64_t trial[SL_BLOCK_TRIALS];
  if (n > SL_BLOCK_TRIALS || layout->trial < 0) {
    return -1;
  }
  for (size_t t = 0; t < n; t++) {
    trial[t] = (int64_t)(layout->first_trial + from + t);
  }
  return sl_append_rows(layout->trial, &sl_trial_shape, from, n, 1, H5T_NATIVE_INT64, trial);
}

/* The scale that grows, with what is known of it. */
static int put_trials(sl_layout_t *layout, const sl_scale_t *scale, own_scale_t *own)
{
  own->extent = 0;
  layout->first_trial = scale->first;
  layout->trial = make_scale(layout, scale, own, H5T_STD_I64LE);
  own->extent = scale->length;
  int result = layout->trial >= 0 ? 0 : -1;
  for (uint64_t from = 0; result == 0 && from < scale->length; from += SL_BLOCK_TRIALS) {
    const size_t n = sl_block_trials(scale->length, from / SL_BLOCK_TRIALS);
    result = sl_layout_put_trials(layout, from, n);
  }
  return result;
}

static int put_scale(sl_layout_t *layout, const sl_scale_t *scale)
{
  for (size_t i = 0; i < layout->n; i++) {
    if (layout->scale[i].dimension == scale->dimension || layout->scale[i].id == scale->id) {
      return -1;
    }
  }
  own_scale_t *own = &layout->scale[layout->n++];
  *own = (own_scale_t){
      .dimension = scale->dimension, .id = scale->id, .extent = (hsize_t)scale->length};
  if (scale->dimension->grows) {
    return put_trials(layout, scale, own);
  }
  if (scale->texts != NULL) {
    return put_texts(layout, scale, own);
  }
  return scale->numbers != NULL
             ? put_values(layout, scale, own, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, scale->numbers)
             : put_counted(layout, scale, own);
}

sl_layout_t *sl_layout_new(hid_t file, const char *currency, const sl_scale_t *scales, size_t n)
{
  const size_t room = n + SL_LATER_SCALES;
  sl_layout_t *layout = calloc(1, sizeof *layout + room * sizeof layout->scale[0]);
  if (layout == NULL) {
    return NULL;
  }
  layout->file = file;
  layout->currency = currency;
  layout->trial = H5I_INVALID_HID;
  layout->room = room;
  for (size_t i = 0; i < n; i++) {
    if (put_scale(layout, &scales[i]) != 0) {
      sl_layout_free(layout);
      return NULL;
    }
  }
  return layout;
}

int sl_layout_add_scale(sl_layout_t *layout, const sl_scale_t *scale)
{
  return layout->n < layout->room ? put_scale(layout, scale) : -1;
}

void sl_layout_free(sl_layout_t *layout)
{
  if (layout != NULL) {
    for (size_t i = 0; i < layout->n; i++) {
      free(layout->scale[i].uses);
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

/* The scale with the lowest number above this one. */
static const own_scale_t *next_scale(const sl_layout_t *layout, int64_t id)
{
  const own_scale_t *next = NULL;
  for (size_t i = 0; i < layout->n; i++) {
    const own_scale_t *scale = &layout->scale[i];
    if (scale->id > id && (next == NULL || scale->id < next->id)) {
      next = scale;
    }
  }
  return next;
}

int sl_layout_finish(sl_layout_t *layout)
{
  const hid_t type = use_type();
  const own_scale_t *own = next_scale(layout, -1);
  int result = 0;
  for (; own != NULL; own = next_scale(layout, own->id)) {
    const hid_t scale = H5Dopen2(layout->file, own->dimension->name, H5P_DEFAULT);
    if (scale < 0 || (own->n_uses > 0 &&
                      put_references(scale, "REFERENCE_LIST", type, own->n_uses, own->uses) != 0)) {
      result = -1;
    }
    if (scale >= 0 && H5Dclose(scale) < 0) {
      result = -1;
    }
  }
  H5Tclose(type);
  return result;
}

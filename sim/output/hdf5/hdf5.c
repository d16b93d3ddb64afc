#include "sim/output/hdf5/hdf5.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BUFFER ((size_t)1 << 14) /* bytes: a thousand texts at a time */

/* HDF5 serves one thread at a time, from the outermost silence on. The depth is counted beside the
 * mutex: a recursive one would not know its owner again in a forked child. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local unsigned depth;
static _Thread_local bool lacked_memory;

static herr_t look_for_memory(unsigned n, const H5E_error2_t *error, void *context)
{
  (void)n;
  (void)context;
  lacked_memory |= error->min_num == H5E_NOSPACE || error->min_num == H5E_CANTALLOC;
  return 0;
}

/* HDF5 calls this for each call that fails, before it forgets why. */
static herr_t note_failure(hid_t stack, void *context)
{
  H5Ewalk2(stack, H5E_WALK_DOWNWARD, look_for_memory, context);
  return 0;
}

sl_h5_silence_t sl_h5_silence(void)
{
  sl_h5_silence_t silence = {NULL, NULL};
  if (depth++ == 0) {
    pthread_mutex_lock(&mutex);
  }
  H5Eget_auto2(H5E_DEFAULT, &silence.function, &silence.data);
  if (silence.function != note_failure) {
    lacked_memory = false;
  }
  H5Eset_auto2(H5E_DEFAULT, note_failure, NULL);
  return silence;
}

bool sl_h5_lacked_memory(void) { return lacked_memory; }

int sl_h5_lack_memory(void)
{
  lacked_memory = true;
  return -1;
}

void sl_h5_speak(const sl_h5_silence_t *silence)
{
  H5Eclear2(H5E_DEFAULT);
  H5Eset_auto2(H5E_DEFAULT, silence->function, silence->data);
  if (--depth == 0) {
    pthread_mutex_unlock(&mutex);
  }
}

hid_t sl_h5_text_transfer(void)
{
  const hid_t transfer = H5Pcreate(H5P_DATASET_XFER);
  if (transfer >= 0 && H5Pset_buffer(transfer, TEXT_BUFFER, NULL, NULL) < 0) {
    H5Pclose(transfer);
    return H5I_INVALID_HID;
  }
  return transfer;
}

int sl_h5_has(hid_t object, const char *name)
{
  const htri_t exists = H5Aexists(object, name);
  return exists < 0 ? -1 : exists > 0;
}

static hid_t text_type(size_t size)
{
  const hid_t type = H5Tcopy(H5T_C_S1);
  if (type >= 0 && (H5Tset_size(type, size) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
    H5Tclose(type);
    return H5I_INVALID_HID;
  }
  return type;
}

hid_t sl_h5_text_type(void) { return text_type(H5T_VARIABLE); }

static int put_attribute(hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                         const void *value)
{
  const hid_t space = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
  const int written = attribute >= 0 && H5Awrite(attribute, memory_type, value) >= 0;
  const int closed = attribute >= 0 && H5Aclose(attribute) >= 0;
  if (space >= 0) {
    H5Sclose(space);
  }
  return written && closed ? 0 : -1;
}

int sl_h5_put_text(hid_t object, const char *name, const char *text)
{
  const hid_t type = sl_h5_text_type();
  const int result = put_attribute(object, name, type, type, &text);
  H5Tclose(type);
  return result;
}

int sl_h5_put_fixed_text(hid_t object, const char *name, const char *text, size_t size)
{
  const hid_t type = text_type(size);
  char *padded = calloc(1, size + 1);
  int result = -1;
  if (padded != NULL) {
    const size_t length = strlen(text);
    memcpy(padded, text, length < size ? length : size - 1);
    result = put_attribute(object, name, type, type, padded);
  }
  free(padded);
  H5Tclose(type);
  return result;
}

int sl_h5_put_signed(hid_t object, const char *name, int64_t value)
{
  return put_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

int sl_h5_put_unsigned(hid_t object, const char *name, uint64_t value)
{
  return put_attribute(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

int sl_h5_put_number(hid_t object, const char *name, double value)
{
  return put_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

/* Open a scalar attribute of the class wanted. */
static hid_t open_attribute(hid_t object, const char *name, H5T_class_t class, hid_t *type)
{
  const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  const hid_t space = attribute >= 0 ? H5Aget_space(attribute) : H5I_INVALID_HID;
  *type = attribute >= 0 ? H5Aget_type(attribute) : H5I_INVALID_HID;
  const int good = space >= 0 && *type >= 0 && H5Sget_simple_extent_type(space) == H5S_SCALAR &&
                   H5Tget_class(*type) == class;
  if (space >= 0) {
    H5Sclose(space);
  }
  if (good) {
    return attribute;
  }
  if (*type >= 0) {
    H5Tclose(*type);
  }
  if (attribute >= 0) {
    H5Aclose(attribute);
  }
  return H5I_INVALID_HID;
}

int sl_h5_get_text(hid_t object, const char *name, char **text)
{
  hid_t type;
  const hid_t attribute = open_attribute(object, name, H5T_STRING, &type);
  *text = NULL;
  if (attribute < 0) {
    return -1;
  }
  const hid_t memory_type = sl_h5_text_type();
  char *read = NULL;
  if (H5Tis_variable_str(type) > 0 && H5Aread(attribute, memory_type, &read) >= 0 && read != NULL) {
    *text = strdup(read);
    if (*text == NULL) {
      sl_h5_lack_memory();
    }
  }
  if (read != NULL) {
    H5free_memory(read);
  }
  H5Tclose(memory_type);
  H5Tclose(type);
  H5Aclose(attribute);
  return *text != NULL ? 0 : -1;
}

int sl_h5_get_fixed_text(hid_t object, const char *name, char *text, size_t size)
{
  hid_t type;
  const hid_t attribute = open_attribute(object, name, H5T_STRING, &type);
  int result = -1;
  if (attribute < 0) {
    return -1;
  }
  memset(text, 0, size);
  if (H5Tis_variable_str(type) == 0 && H5Tget_size(type) < size) {
    const hid_t memory_type = text_type(size);
    result = H5Aread(attribute, memory_type, text) >= 0 ? 0 : -1;
    text[size - 1] = '\0';
    H5Tclose(memory_type);
  }
  H5Tclose(type);
  H5Aclose(attribute);
  return result;
}

static int get_integer(hid_t object, const char *name, hid_t memory_type, H5T_sign_t sign,
                       void *value)
{
  hid_t type;
  const hid_t attribute = open_attribute(object, name, H5T_INTEGER, &type);
  if (attribute < 0) {
    return -1;
  }
  const int good = H5Tget_sign(type) == sign && H5Tget_size(type) == 8 &&
                   H5Aread(attribute, memory_type, value) >= 0;
  H5Tclose(type);
  H5Aclose(attribute);
  return good ? 0 : -1;
}

int sl_h5_get_signed(hid_t object, const char *name, int64_t *value)
{
  return get_integer(object, name, H5T_NATIVE_INT64, H5T_SGN_2, value);
}

int sl_h5_get_unsigned(hid_t object, const char *name, uint64_t *value)
{
  return get_integer(object, name, H5T_NATIVE_UINT64, H5T_SGN_NONE, value);
}

int sl_h5_get_number(hid_t object, const char *name, double *value)
{
  hid_t type;
  const hid_t attribute = open_attribute(object, name, H5T_FLOAT, &type);
  if (attribute < 0) {
    return -1;
  }
  const int good = H5Aread(attribute, H5T_NATIVE_DOUBLE, value) >= 0;
  H5Tclose(type);
  H5Aclose(attribute);
  return good ? 0 : -1;
}

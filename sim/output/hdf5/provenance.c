#include "sim/output/hdf5/provenance.h"

#include <gsl/gsl_version.h>
#include <stdio.h>
#include <stdlib.h>

#define GROUP "provenance"

/* The room that the compiler takes, whatever its name. */
#define COMPILER_SIZE 128

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

const char *sl_provenance_source(void) { return "stoploss " SL_PROGRAM_VERSION; }

static int put_versions(hid_t group)
{
  unsigned major = 0, minor = 0, release = 0;
  char hdf5[64];
  H5get_libversion(&major, &minor, &release);
  snprintf(hdf5, sizeof hdf5, "%u.%u.%u", major, minor, release);
  return sl_h5_put_text(group, "stoploss", SL_PROGRAM_VERSION) == 0 &&
                 sl_h5_put_text(group, "gsl", gsl_version) == 0 &&
                 sl_h5_put_text(group, "hdf5", hdf5) == 0 &&
                 sl_h5_put_fixed_text(group, "compiler", COMPILER, COMPILER_SIZE) == 0
             ? 0
             : -1;
}

int sl_put_provenance(hid_t file, const sl_run_facts_t *facts)
{
  const hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
  hid_t group = H5I_INVALID_HID;
  if (creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
      H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0) {
    group = H5Gcreate2(file, GROUP, H5P_DEFAULT, creation, H5P_DEFAULT);
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  const int good = group >= 0 && sl_h5_put_text(group, "scenario", facts->resolved) == 0 &&
                   put_versions(group) == 0;
  const int closed = group >= 0 && H5Gclose(group) >= 0;
  return good && closed ? 0 : -1;
}

/* Invalid where there is none of ours. */
static hid_t open_group(hid_t file)
{
  H5L_info_t link;
  return H5Lget_info(file, GROUP, &link, H5P_DEFAULT) >= 0 && link.type == H5L_TYPE_HARD
             ? H5Gopen2(file, GROUP, H5P_DEFAULT)
             : H5I_INVALID_HID;
}

static void get_version(hid_t group, const char *name, char text[SL_PROVENANCE_TEXT])
{
  char *read = NULL;
  if (sl_h5_has(group, name) == 1 && sl_h5_get_text(group, name, &read) == 0) {
    snprintf(text, SL_PROVENANCE_TEXT, "%s", read);
  }
  free(read);
}

static void make_plain(char text[SL_PROVENANCE_TEXT])
{
  for (char *c = text; *c != '\0'; c++) {
    *c = *c >= ' ' && *c <= '~' ? *c : '?';
  }
}

void sl_get_provenance(hid_t file, sl_provenance_t *provenance)
{
  const hid_t group = open_group(file);
  *provenance = (sl_provenance_t){.stoploss = ""};
  if (group < 0) {
    return;
  }
  get_version(group, "stoploss", provenance->stoploss);
  get_version(group, "gsl", provenance->gsl);
  get_version(group, "hdf5", provenance->hdf5);
  if (sl_h5_has(group, "compiler") != 1 ||
      sl_h5_get_fixed_text(group, "compiler", provenance->compiler, SL_PROVENANCE_TEXT) != 0) {
    provenance->compiler[0] = '\0';
  }
  H5Gclose(group);
  make_plain(provenance->stoploss);
  make_plain(provenance->gsl);
  make_plain(provenance->hdf5);
  make_plain(provenance->compiler);
}

int sl_get_resolved(hid_t file, char **resolved)
{
  const hid_t group = open_group(file);
  *resolved = NULL;
  if (group < 0) {
    return -1;
  }
  const int result = sl_h5_get_text(group, "scenario", resolved);
  H5Gclose(group);
  return result;
}

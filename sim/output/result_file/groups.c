#include "sim/output/result_file/groups.h"

hid_t sl_create_group(hid_t file, const char *name)
{
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
  hid_t group = H5I_INVALID_HID;
  if (creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
      H5Pset_link_creation_order(creation, order) >= 0 &&
      H5Pset_attr_creation_order(creation, order) >= 0) {
    group = H5Gcreate2(file, name, H5P_DEFAULT, creation, H5P_DEFAULT);
  }
  if (creation >= 0) {
    H5Pclose(creation);
  }
  return group;
}

bool sl_open_group(hid_t file, const char *name, hid_t *group)
{
  H5L_info_t link;
  const htri_t exists = H5Lexists(file, name, H5P_DEFAULT);
  const bool own =
      exists > 0 && H5Lget_info(file, name, &link, H5P_DEFAULT) >= 0 && link.type == H5L_TYPE_HARD;
  *group = own ? H5Gopen2(file, name, H5P_DEFAULT) : H5I_INVALID_HID;
  return exists != 0;
}

#include "sim/input/foreign/sheet/workbook.h"

#include <string.h>

static bool begins(const char *bytes, size_t n, const char *mark, size_t length)
{
  return n >= length && memcmp(bytes, mark, length) == 0;
}

/* The first entry of an OpenDocument is its type, not compressed. */
sl_workbook_kind_t sl_workbook_kind(const char *bytes, size_t n)
{
  static const char type[] = "mimetypeapplication/vnd.oasis.opendocument";
  enum { NAME_AT = 30 };
  if (begins(bytes, n, "PK\3\4", 4)) {
    const bool open = n > NAME_AT && begins(bytes + NAME_AT, n - NAME_AT, type, strlen(type));
    return open ? SL_WORKBOOK_ODS : SL_WORKBOOK_XLSX;
  }
  return begins(bytes, n, "\xD0\xCF\x11\xE0", 4) ? SL_WORKBOOK_OLD : SL_WORKBOOK_NONE;
}

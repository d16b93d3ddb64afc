#include "sim/input/read/utf8.h"

/* What a lead byte asks for: how many bytes, and the least code point that may use them. */
static size_t sequence_length(unsigned char lead, uint32_t *bits, uint32_t *least)
{
  if (lead < 0x80) {
    *bits = lead;
    *least = 0;
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    *bits = lead & 0x1FU;
    *least = 0x80;
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    *bits = lead & 0x0FU;
    *least = 0x800;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    *bits = lead & 0x07U;
    *least = 0x10000;
    return 4;
  }
  return 0;
}

size_t sl_utf8_next(const char *bytes, size_t n, uint32_t *code_point)
{
  uint32_t value = 0, least = 0;
  const size_t length = n > 0 ? sequence_length((unsigned char)bytes[0], &value, &least) : 0;
  if (length == 0 || length > n) {
    return 0;
  }
  for (size_t i = 1; i < length; i++) {
    const unsigned char byte = (unsigned char)bytes[i];
    if ((byte & 0xC0) != 0x80) {
      return 0;
    }
    value = value << 6 | (byte & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return 0;
  }
  if (code_point != NULL) {
    *code_point = value;
  }
  return length;
}

bool sl_utf8_is_control(uint32_t code_point)
{
  return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) ||
         (code_point >= 0x2028 && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0x200E ||
         code_point == 0x200F || code_point == 0x061C;
}

bool sl_utf8_is_invisible(uint32_t code_point)
{
  static const struct {
    uint32_t first, last;
  } ranges[] = {{0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x115F, 0x1160},  {0x17B4, 0x17B5},
                {0x180B, 0x180F},   {0x200B, 0x200D},   {0x2060, 0x2065},  {0x206A, 0x206F},
                {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},  {0xFFF0, 0xFFFB},
                {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
      return true;
    }
  }
  return false;
}

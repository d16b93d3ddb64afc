#include "sim/input/foreign/sheet/decode.h"

#include "sim/input/read/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Code points of the bytes 0x80 to 0x9F; those that are not assigned stand for themselves. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static size_t put(char *to, uint32_t point)
{
  unsigned char *out = (unsigned char *)to;
  if (point < 0x80) {
    out[0] = (unsigned char)point;
    return 1;
  }
  if (point < 0x800) {
    out[0] = (unsigned char)(0xC0 | (point >> 6));
    out[1] = (unsigned char)(0x80 | (point & 0x3F));
    return 2;
  }
  if (point < 0x10000) {
    out[0] = (unsigned char)(0xE0 | (point >> 12));
    out[1] = (unsigned char)(0x80 | ((point >> 6) & 0x3F));
    out[2] = (unsigned char)(0x80 | (point & 0x3F));
    return 3;
  }
  out[0] = (unsigned char)(0xF0 | (point >> 18));
  out[1] = (unsigned char)(0x80 | ((point >> 12) & 0x3F));
  out[2] = (unsigned char)(0x80 | ((point >> 6) & 0x3F));
  out[3] = (unsigned char)(0x80 | (point & 0x3F));
  return 4;
}

static uint32_t unit(const unsigned char *bytes, bool big)
{
  return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* A half of a pair that stands alone becomes the replacement character. */
static size_t from_utf16(const unsigned char *bytes, size_t n, bool big, char *to)
{
  size_t length = 0;
  for (size_t i = 0; i + 1 < n; i += 2) {
    uint32_t point = unit(bytes + i, big);
    const uint32_t next = i + 3 < n ? unit(bytes + i + 2, big) : 0;
    if (point >= 0xD800 && point < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10) + (next - 0xDC00);
      i += 2;
    } else if (point >= 0xD800 && point < 0xE000) {
      point = 0xFFFD;
    }
    length += put(to + length, point);
  }
  return length;
}

static size_t from_windows(const unsigned char *bytes, size_t n, char *to)
{
  size_t length = 0;
  for (size_t i = 0; i < n; i++) {
    const bool special = bytes[i] >= 0x80 && bytes[i] < 0xA0;
    length += put(to + length, special ? windows_1252[bytes[i] - 0x80] : bytes[i]);
  }
  return length;
}

static bool is_utf8(const char *bytes, size_t n)
{
  for (size_t i = 0; i < n;) {
    const size_t length = sl_utf8_next(bytes + i, n - i, NULL);
    if (length == 0) {
      return false;
    }
    i += length;
  }
  return true;
}

/* UTF-16 without its mark: text of our languages has a zero in every second byte. */
static bool looks_like_utf16(const unsigned char *bytes, size_t n, bool big)
{
  const size_t seen = n < 512 ? n & ~(size_t)1 : 512;
  size_t zeros = 0;
  for (size_t i = 0; i < seen; i += 2) {
    zeros += bytes[i + (big ? 0 : 1)] == 0 && bytes[i + (big ? 1 : 0)] != 0 ? 1 : 0;
  }
  return seen >= 8 && 10 * zeros >= 9 * (seen / 2);
}

static bool begins(const char *bytes, size_t n, const char *mark)
{
  return n >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0;
}

typedef enum coding { UTF8, UTF8_MARK, UTF16_LITTLE, UTF16_BIG, WINDOWS } coding_t;

static coding_t coding_of(const char *bytes, size_t n)
{
  const unsigned char *raw = (const unsigned char *)bytes;
  if (begins(bytes, n, "\xEF\xBB\xBF")) {
    return UTF8_MARK;
  }
  if (begins(bytes, n, "\xFF\xFE") || looks_like_utf16(raw, n, false)) {
    return UTF16_LITTLE;
  }
  if (begins(bytes, n, "\xFE\xFF") || looks_like_utf16(raw, n, true)) {
    return UTF16_BIG;
  }
  return is_utf8(bytes, n) ? UTF8 : WINDOWS;
}

static int check(const char *bytes, size_t n, sl_error_t *error)
{
  return memchr(bytes, '\0', n) == NULL
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT,
                       "this is not a text file; save the census as CSV, .xlsx or .ods");
}

int sl_sheet_decode(char **bytes, size_t *n, const char **encoding, sl_error_t *error)
{
  static const char *const words[] = {[UTF8] = "UTF-8",
                                      [UTF8_MARK] = "UTF-8 with byte order mark",
                                      [UTF16_LITTLE] = "UTF-16 (little-endian)",
                                      [UTF16_BIG] = "UTF-16 (big-endian)",
                                      [WINDOWS] = "Windows-1252"};
  const coding_t coding = coding_of(*bytes, *n);
  const bool wide = coding == UTF16_LITTLE || coding == UTF16_BIG;
  *encoding = words[coding];
  if (coding == UTF8 || coding == UTF8_MARK) {
    const size_t mark = coding == UTF8_MARK ? 3 : 0;
    memmove(*bytes, *bytes + mark, *n - mark);
    *n -= mark;
    return check(*bytes, *n, error);
  }
  /* A unit of UTF-16 becomes at most three bytes, as a byte of Windows-1252. */
  char *text = malloc((wide ? *n / 2 : *n) * 3 + 1);
  if (text == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the spreadsheet");
  }
  const unsigned char *raw = (const unsigned char *)*bytes;
  const size_t mark = wide && *n >= 2 && (raw[0] >= 0xFE && raw[1] >= 0xFE) ? 2 : 0;
  const size_t length = wide ? from_utf16(raw + mark, *n - mark, coding == UTF16_BIG, text)
                             : from_windows(raw, *n, text);
  free(*bytes);
  *bytes = text;
  *n = length;
  return check(*bytes, *n, error);
}

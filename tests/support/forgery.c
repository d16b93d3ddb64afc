#include "tests/support/forgery.h"

#include "sim/output/hdf5/seal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEAL_SIZE 31

static const char *const signatures[] = {"GCOL", "OHDR", "OCHK", "\x89HDF", "BTHD", "BTLF",
                                         "BTIN", "FRHP", "FHDB", "FHIB",    "FSHD", "FSSE",
                                         "FAHD", "FADB", "EAHD", "EADB",    "EAIB", "EASB"};
#define SIGNATURES (sizeof signatures / sizeof signatures[0])

/* The first occurrence at or behind `from`; n where there is none. By the first byte, since a
 * fuzzer makes every memcmp slow. */
static size_t find_from(const uint8_t *bytes, size_t n, const char *signature, size_t from)
{
  while (from + 4 <= n) {
    const uint8_t *first = memchr(bytes + from, (uint8_t)signature[0], n - 3 - from);
    if (first == NULL) {
      break;
    }
    from = (size_t)(first - bytes);
    if (memcmp(first, signature, 4) == 0) {
      return from;
    }
    from++;
  }
  return n;
}

/* The place of the which-th occurrence (modulo their number); n where there is none. */
static size_t find(const uint8_t *bytes, size_t n, const char *signature, size_t which)
{
  size_t places = 0;
  for (size_t at = 0; (at = find_from(bytes, n, signature, at)) < n; at++) {
    places++;
  }
  size_t at = find_from(bytes, n, signature, 0);
  for (size_t skip = places > 0 ? which % places : 0; skip > 0; skip--) {
    at = find_from(bytes, n, signature, at + 1);
  }
  return at;
}

void sl_forge(uint8_t *bytes, size_t n, const uint8_t *edits, size_t length)
{
  for (size_t e = 0; e + SL_FORGERY_EDIT <= length; e += SL_FORGERY_EDIT) {
    const uint8_t *edit = edits + e;
    const size_t at =
        find(bytes, n, signatures[edit[0] % SIGNATURES], edit[1]) + (size_t)edit[2] * 256 + edit[3];
    if (at < n) {
      bytes[at] = edit[4];
    }
  }
}

bool sl_forgery_write(const char *path, const uint8_t *bytes, size_t n)
{
  const int descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  const bool written =
      descriptor >= 0 && write(descriptor, bytes, n) == (ssize_t)n && sl_seal_put(descriptor) == 0;
  if (descriptor >= 0) {
    close(descriptor);
  }
  return written;
}

uint8_t *sl_forgery_read(const char *path, size_t *n)
{
  struct stat status;
  const int descriptor = open(path, O_RDONLY);
  uint8_t *bytes = NULL;
  if (descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_size > SEAL_SIZE) {
    *n = (size_t)status.st_size - SEAL_SIZE;
    bytes = malloc(*n);
    if (bytes != NULL && read(descriptor, bytes, *n) != (ssize_t)*n) {
      free(bytes);
      bytes = NULL;
    }
  }
  if (descriptor >= 0) {
    close(descriptor);
  }
  return bytes;
}

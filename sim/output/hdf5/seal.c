#include "sim/output/hdf5/seal.h"

#include "sim/output/files/digest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEAL_NAME "stoploss seal:"
#define EARLIER_NAME "stoploss seal " /* as long */
#define NAME_SIZE 14
#define DIGITS "%016" PRIx64 "\n"
#define SEAL_SIZE 31 /* of the printed seal */
#define BUFFER_SIZE 65536

/* FNV-1a, 64 bits: of the files of earlier versions, which are still read. */
static uint64_t earlier_digest(uint64_t digest, const void *bytes, size_t n)
{
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < n; i++) {
    digest = (digest ^ byte[i]) * UINT64_C(0x100000001b3);
  }
  return digest;
}

typedef struct kind {
  const char *name;
  uint64_t (*digest)(uint64_t digest, const void *bytes, size_t n);
  uint64_t begin;
} kind_t;

static const kind_t seal_kind = {SEAL_NAME, sl_digest, 0};
static const kind_t earlier_kind = {EARLIER_NAME, earlier_digest, UINT64_C(0xcbf29ce484222325)};

/* NULL: no seal at all. */
static const kind_t *kind_of(const char *seal)
{
  return memcmp(seal, SEAL_NAME, NAME_SIZE) == 0      ? &seal_kind
         : memcmp(seal, EARLIER_NAME, NAME_SIZE) == 0 ? &earlier_kind
                                                      : NULL;
}

/* Read size bytes at offset; 0 or errno, EIO where the file ends before. */
static int read_at(int descriptor, off_t offset, size_t size, void *buffer)
{
  unsigned char *bytes = buffer;
  while (size > 0) {
    const ssize_t n = pread(descriptor, bytes, size, offset);
    if (n <= 0 && !(n < 0 && errno == EINTR)) {
      return n < 0 ? errno : EIO;
    }
    if (n > 0) {
      bytes += n;
      offset += n;
      size -= (size_t)n;
    }
  }
  return 0;
}

static int make_seal(const kind_t *kind, int descriptor, off_t size, char seal[SEAL_SIZE + 1])
{
  unsigned char buffer[BUFFER_SIZE];
  uint64_t digest = kind->begin;
  for (off_t offset = 0; offset < size; offset += BUFFER_SIZE) {
    const off_t left = size - offset;
    const size_t n = left < BUFFER_SIZE ? (size_t)left : BUFFER_SIZE;
    const int failure = read_at(descriptor, offset, n, buffer);
    if (failure != 0) {
      return failure;
    }
    digest = kind->digest(digest, buffer, n);
  }
  snprintf(seal, SEAL_SIZE + 1, "%s" DIGITS, kind->name, digest);
  return 0;
}

int sl_seal_put(int descriptor)
{
  struct stat status;
  char seal[SEAL_SIZE + 1];
  if (fstat(descriptor, &status) != 0) {
    return errno;
  }
  const int failure = make_seal(&seal_kind, descriptor, status.st_size, seal);
  if (failure != 0) {
    return failure;
  }
  for (size_t done = 0; done < SEAL_SIZE;) {
    const ssize_t n =
        pwrite(descriptor, seal + done, SEAL_SIZE - done, status.st_size + (off_t)done);
    if (n < 0 && errno != EINTR) {
      return errno;
    }
    done += n > 0 ? (size_t)n : 0;
  }
  return 0;
}

bool sl_seal_get(int descriptor, uint64_t *digest)
{
  struct stat status;
  char seal[SEAL_SIZE + 1] = "";
  return fstat(descriptor, &status) == 0 && status.st_size > SEAL_SIZE &&
         read_at(descriptor, status.st_size - SEAL_SIZE, SEAL_SIZE, seal) == 0 &&
         kind_of(seal) != NULL && sscanf(seal + NAME_SIZE, "%16" SCNx64, digest) == 1;
}

int sl_seal_check(int descriptor)
{
  struct stat status;
  char seal[SEAL_SIZE + 1], found[SEAL_SIZE];
  if (fstat(descriptor, &status) != 0) {
    return errno;
  }
  const off_t size = status.st_size - SEAL_SIZE;
  if (size <= 0) {
    return -1;
  }
  int failure = read_at(descriptor, size, SEAL_SIZE, found);
  const kind_t *kind = failure == 0 ? kind_of(found) : NULL;
  if (failure == 0 && kind == NULL) {
    return -1;
  }
  if (failure == 0) {
    failure = make_seal(kind, descriptor, size, seal);
  }
  return failure != 0 ? failure : memcmp(seal, found, SEAL_SIZE) == 0 ? 0 : -1;
}

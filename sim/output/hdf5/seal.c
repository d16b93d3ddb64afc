#include "sim/output/hdf5/seal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEAL_NAME "stoploss seal "
#define SEAL SEAL_NAME "%016" PRIx64 "\n"
#define SEAL_SIZE 31 /* of the printed seal */
#define BUFFER_SIZE 65536

static uint64_t digest_bytes(uint64_t digest, const unsigned char *bytes, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    digest = (digest ^ bytes[i]) * UINT64_C(0x100000001b3);
  }
  return digest;
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

static int make_seal(int descriptor, off_t size, char seal[SEAL_SIZE + 1])
{
  unsigned char buffer[BUFFER_SIZE];
  uint64_t digest = UINT64_C(0xcbf29ce484222325);
  for (off_t offset = 0; offset < size; offset += BUFFER_SIZE) {
    const off_t left = size - offset;
    const size_t n = left < BUFFER_SIZE ? (size_t)left : BUFFER_SIZE;
    const int failure = read_at(descriptor, offset, n, buffer);
    if (failure != 0) {
      return failure;
    }
    digest = digest_bytes(digest, buffer, n);
  }
  snprintf(seal, SEAL_SIZE + 1, SEAL, digest);
  return 0;
}

int sl_seal_put(int descriptor)
{
  struct stat status;
  char seal[SEAL_SIZE + 1];
  if (fstat(descriptor, &status) != 0) {
    return errno;
  }
  const int failure = make_seal(descriptor, status.st_size, seal);
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
         sscanf(seal, SEAL_NAME "%16" SCNx64, digest) == 1;
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
  if (failure == 0 && memcmp(found, SEAL_NAME, strlen(SEAL_NAME)) != 0) {
    return -1;
  }
  if (failure == 0) {
    failure = make_seal(descriptor, size, seal);
  }
  return failure != 0 ? failure : memcmp(seal, found, SEAL_SIZE) == 0 ? 0 : -1;
}

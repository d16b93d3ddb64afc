#include "sim/output/parts/records.h"

#include "sim/output/files/digest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD UINT64_C(0x54494e5554524150) /* "PARTUNIT", the first byte lowest */

/* Words of the file at a time, where a record is looked for or its words are checked: whole rows of
 * the digest's lanes. */
#define CHUNK 8192

/* As it stands in the file; `stored` words follow. */
typedef struct record_head {
  uint64_t magic, pass, block, tile, n, stored, checksum, own_checksum;
} record_head_t;

#define GROUP 64 /* values to a mask */

bool sl_part_read_at(int descriptor, uint64_t at, void *bytes, size_t n)
{
  char *into = bytes;
  while (n > 0) {
    const ssize_t got = pread(descriptor, into, n, (off_t)at);
    if (got == 0 || (got < 0 && errno != EINTR)) {
      return false;
    }
    into += got > 0 ? got : 0;
    at += got > 0 ? (uint64_t)got : 0;
    n -= got > 0 ? (size_t)got : 0;
  }
  return true;
}

int sl_part_write_at(int descriptor, uint64_t at, const void *bytes, size_t n)
{
  const char *from = bytes;
  while (n > 0) {
    const ssize_t put = pwrite(descriptor, from, n, (off_t)at);
    if (put < 0 && errno != EINTR) {
      return errno;
    }
    from += put > 0 ? put : 0;
    at += put > 0 ? (uint64_t)put : 0;
    n -= put > 0 ? (size_t)put : 0;
  }
  return 0;
}

/* ---- one record ---- */

static uint64_t own_checksum(const record_head_t *head, const uint64_t salt[2])
{
  return sl_digest(salt[0], head, offsetof(record_head_t, own_checksum));
}

/* Words that n values take at most. */
static uint64_t most_stored(uint64_t n) { return n + (n + GROUP - 1) / GROUP; }

/* Room for its words must be left in the file. */
static bool is_record(const record_head_t *head, const uint64_t salt[2], uint64_t left)
{
  return head->magic == RECORD && head->own_checksum == own_checksum(head, salt) &&
         head->pass < SL_N_UNIT_PASSES && head->stored <= left / sizeof(uint64_t) &&
         head->n <= head->stored * GROUP && head->stored <= most_stored(head->n);
}

static double *value_at(const sl_unit_values_t *values, size_t i)
{
  return i < values->n[0] ? &values->part[0][i] : &values->part[1][i - values->n[0]];
}

/* A mask of each 64 values, then those that are not 0 to the bit. Returns how many words. */
static size_t pack(const sl_unit_values_t *values, uint64_t *into)
{
  const size_t n = values->n[0] + values->n[1];
  size_t used = 0;
  for (size_t first = 0; first < n; first += GROUP) {
    uint64_t *mask = &into[used++];
    *mask = 0;
    for (size_t i = first; i < n && i < first + GROUP; i++) {
      memcpy(&into[used], value_at(values, i), sizeof into[used]);
      *mask |= (uint64_t)(into[used] != 0) << (i - first);
      used += into[used] != 0;
    }
  }
  return used;
}

/* The words of a record, some at a time: whoever takes a run's units one after the other would
 * otherwise get, fault in and give back as much memory as all of them have. */
typedef struct reader {
  int descriptor;
  uint64_t at, left;        /* of the file; words that are not read yet */
  sl_digest_lanes_t digest; /* of those that are */
  size_t next, n;           /* in the buffer: the first that was not taken, the end */
  uint64_t word[CHUNK];
} reader_t;

/* As many words as a group can have, or all that are left, stand at reader->next afterwards. */
static bool refill(reader_t *reader)
{
  const size_t kept = reader->n - reader->next, room = CHUNK - kept;
  const size_t more = reader->left < room ? (size_t)reader->left : room - room % SL_DIGEST_LANES;
  memmove(reader->word, reader->word + reader->next, kept * sizeof reader->word[0]);
  uint64_t *into = reader->word + kept;
  if (!sl_part_read_at(reader->descriptor, reader->at, into, more * sizeof *into)) {
    return false;
  }
  sl_digest_go_on(&reader->digest, into, more);
  reader->at += more * sizeof *into;
  reader->left -= more;
  reader->next = 0;
  reader->n = kept + more;
  return true;
}

/* `count` values from a mask and what it says is there. Returns how many words; 0: there are not so
 * many. */
static size_t unpack_group(const uint64_t *from, size_t n, double *into, size_t count)
{
  if (n == 0) {
    return 0;
  }
  const uint64_t all = ~UINT64_C(0) >> (GROUP - count);
  uint64_t mask = from[0] & all;
  const size_t there = (size_t)__builtin_popcountll(mask);
  if (there >= n) {
    return 0;
  }
  if (mask == all) {
    memcpy(into, from + 1, count * sizeof *into);
    return 1 + count;
  }
  memset(into, 0, count * sizeof *into);
  for (size_t k = 1; mask != 0; mask &= mask - 1, k++) {
    memcpy(&into[__builtin_ctzll(mask)], &from[k], sizeof *into);
  }
  return 1 + there;
}

/* Where `count` values from `first` on stand in a row; NULL where some are in each part. */
static double *row_at(const sl_unit_values_t *values, size_t first, size_t count)
{
  return first + count <= values->n[0] || first >= values->n[0] ? value_at(values, first) : NULL;
}

static size_t unpack_at(const reader_t *reader, const sl_unit_values_t *values, size_t first,
                        size_t count)
{
  const uint64_t *from = reader->word + reader->next;
  double *row = row_at(values, first, count);
  if (row != NULL) {
    return unpack_group(from, reader->n - reader->next, row, count);
  }
  double group[GROUP];
  const size_t used = unpack_group(from, reader->n - reader->next, group, count);
  for (size_t i = 0; used > 0 && i < count; i++) {
    *value_at(values, first + i) = group[i];
  }
  return used;
}

/* false: the words cannot be read, or are not what n values may be packed into. */
static bool unpack(reader_t *reader, const sl_unit_values_t *values)
{
  const size_t n = values->n[0] + values->n[1];
  for (size_t first = 0; first < n; first += GROUP) {
    if (reader->n - reader->next <= GROUP && reader->left > 0 && !refill(reader)) {
      return false;
    }
    const size_t used = unpack_at(reader, values, first, n - first < GROUP ? n - first : GROUP);
    if (used == 0) {
      return false;
    }
    reader->next += used;
  }
  return reader->next == reader->n && reader->left == 0;
}

bool sl_part_record_take(const sl_part_record_t *record, int descriptor, const uint64_t salt[2],
                         const sl_unit_values_t *values)
{
  if (record->n != values->n[0] + values->n[1]) {
    return false;
  }
  reader_t reader;
  reader.descriptor = descriptor;
  reader.at = record->at;
  reader.left = record->stored;
  reader.digest = sl_digest_begin(salt[1]);
  reader.next = reader.n = 0;
  return unpack(&reader, values) && sl_digest_end(&reader.digest) == record->checksum;
}

int sl_part_record_put(int descriptor, uint64_t at, const uint64_t salt[2], const sl_unit_t *unit,
                       const sl_unit_values_t *values, uint64_t *size)
{
  record_head_t head = {.magic = RECORD,
                        .pass = unit->pass,
                        .block = unit->block,
                        .tile = unit->tile,
                        .n = values->n[0] + values->n[1]};
  const size_t before = sizeof head / sizeof(uint64_t);
  uint64_t *words = malloc((before + most_stored(head.n) + 1) * sizeof *words);
  if (words == NULL) {
    return ENOMEM;
  }
  head.stored = pack(values, words + before);
  head.checksum = sl_digest_words(salt[1], words + before, head.stored);
  head.own_checksum = own_checksum(&head, salt);
  memcpy(words, &head, sizeof head);
  *size = (before + head.stored) * sizeof *words;
  const int failure = sl_part_write_at(descriptor, at, words, *size);
  free(words);
  return failure;
}

/* ---- all of them ---- */

void sl_part_records_free(sl_part_records_t *records)
{
  free(records->list);
  *records = (sl_part_records_t){0};
}

static int compare_units(const sl_unit_t *a, const sl_unit_t *b)
{
  return a->pass != b->pass     ? (a->pass < b->pass ? -1 : 1)
         : a->block != b->block ? (a->block < b->block ? -1 : 1)
         : a->tile != b->tile   ? (a->tile < b->tile ? -1 : 1)
                                : 0;
}

/* Of one unit those written first come first. */
static int compare(const void *one, const void *other)
{
  const sl_part_record_t *a = one, *b = other;
  const int order = compare_units(&a->unit, &b->unit);
  return order != 0 ? order : a->at < b->at ? -1 : a->at > b->at;
}

const sl_part_record_t *sl_part_records_find(const sl_part_records_t *records,
                                             const sl_unit_t *unit)
{
  size_t low = 0, high = records->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = compare_units(&records->list[middle].unit, unit);
    if (order == 0) {
      return &records->list[middle];
    }
    low = order < 0 ? middle + 1 : low;
    high = order < 0 ? high : middle;
  }
  return NULL;
}

static bool add(sl_part_records_t *records, const record_head_t *head, uint64_t at)
{
  if (records->n == records->room) {
    const size_t room = records->room > 0 ? 2 * records->room : 64;
    sl_part_record_t *list = realloc(records->list, room * sizeof *list);
    if (list == NULL) {
      return false;
    }
    records->list = list;
    records->room = room;
  }
  records->list[records->n++] =
      (sl_part_record_t){.unit = {(unsigned)head->pass, head->block, head->tile},
                         .at = at + sizeof *head,
                         .n = head->n,
                         .stored = head->stored,
                         .checksum = head->checksum};
  return true;
}

/* A file in which records are looked for. */
typedef struct search {
  int descriptor;
  uint64_t size;
  const uint64_t *salt; /* 2 */
  bool failed;          /* some of it could not be read, so that what is there is not known */
} search_t;

static bool read_head(search_t *in, uint64_t at, record_head_t *head)
{
  const bool got = sl_part_read_at(in->descriptor, at, head, sizeof *head);
  in->failed = in->failed || !got;
  return got && is_record(head, in->salt, in->size - at - sizeof *head);
}

/* Where the next record begins from `at` on, in steps of 8 bytes; size where there is none. */
static uint64_t next_record(search_t *in, uint64_t at, record_head_t *head)
{
  uint64_t words[CHUNK];
  while (in->size - at >= sizeof *head) {
    const uint64_t left = (in->size - at) / sizeof words[0];
    const size_t n = left < CHUNK ? (size_t)left : CHUNK;
    if (!sl_part_read_at(in->descriptor, at, words, n * sizeof words[0])) {
      in->failed = true;
      return in->size;
    }
    for (size_t i = 0; i < n; i++) {
      const uint64_t here = at + i * sizeof words[0];
      if (words[i] == RECORD && in->size - here >= sizeof *head && read_head(in, here, head)) {
        return here;
      }
    }
    at += n * sizeof words[0];
  }
  return in->size;
}

/* A record is expected right behind the one before; only where there is none is it looked for. */
static uint64_t find_record(search_t *in, uint64_t at, record_head_t *head)
{
  if (in->size - at < sizeof *head) {
    return in->size;
  }
  if (read_head(in, at, head)) {
    return at;
  }
  in->failed = false; /* it is read once more */
  return next_record(in, at, head);
}

static bool is_whole(const sl_part_record_t *record, int descriptor, const uint64_t salt[2])
{
  uint64_t words[CHUNK];
  sl_digest_lanes_t digest = sl_digest_begin(salt[1]);
  for (uint64_t k = 0; k < record->stored; k += CHUNK) {
    const uint64_t left = record->stored - k;
    const size_t n = left < CHUNK ? (size_t)left : CHUNK;
    if (!sl_part_read_at(descriptor, record->at + k * sizeof words[0], words,
                         n * sizeof words[0])) {
      return false;
    }
    sl_digest_go_on(&digest, words, n);
  }
  return sl_digest_end(&digest) == record->checksum;
}

/* Equal values are packed into equal words. */
static bool have_same_words(const sl_part_record_t *a, int in_a, const sl_part_record_t *b,
                            int in_b)
{
  uint64_t words[CHUNK / 2], others[CHUNK / 2];
  bool same = a->n == b->n && a->stored == b->stored;
  for (uint64_t k = 0; same && k < a->stored; k += CHUNK / 2) {
    const uint64_t left = a->stored - k;
    const size_t bytes = (left < CHUNK / 2 ? (size_t)left : CHUNK / 2) * sizeof words[0];
    same = sl_part_read_at(in_a, a->at + k * sizeof words[0], words, bytes) &&
           sl_part_read_at(in_b, b->at + k * sizeof words[0], others, bytes) &&
           memcmp(words, others, bytes) == 0;
  }
  return same;
}

bool sl_part_records_contradict(const sl_part_source_t *one, const sl_part_source_t *other,
                                sl_unit_t *unit)
{
  for (size_t i = 0; i < one->records->n; i++) {
    const sl_part_record_t *a = &one->records->list[i];
    const sl_part_record_t *b = sl_part_records_find(other->records, &a->unit);
    if (b != NULL && !have_same_words(a, one->descriptor, b, other->descriptor) &&
        is_whole(a, one->descriptor, one->salt) && is_whole(b, other->descriptor, other->salt)) {
      *unit = a->unit;
      return true;
    }
  }
  return false;
}

/* Of records of one unit, one that is whole. */
static int drop_doubles(sl_part_records_t *records, int descriptor, const uint64_t salt[2],
                        const char *path, sl_error_t *error)
{
  size_t kept = 0;
  for (size_t i = 0; i < records->n; i++) {
    const sl_part_record_t *next = &records->list[i];
    sl_part_record_t *last = kept > 0 ? &records->list[kept - 1] : NULL;
    if (last == NULL || compare_units(&last->unit, &next->unit) != 0) {
      records->list[kept++] = *next;
    } else if (!is_whole(last, descriptor, salt)) {
      *last = *next;
    } else if ((next->checksum != last->checksum || next->n != last->n) &&
               is_whole(next, descriptor, salt)) {
      return sl_fail(error, SL_ERR_INPUT,
                     "%s has two records of block %" PRIu64 " (%s pass) that differ", path,
                     next->unit.block, sl_unit_pass_names[next->unit.pass]);
    }
  }
  records->n = kept;
  return SL_OK;
}

int sl_part_records_read(sl_part_records_t *records, int descriptor, const uint64_t salt[2],
                         uint64_t *end, const char *path, sl_error_t *error)
{
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    return sl_fail(error, SL_ERR_IO, "cannot look at %s: %s", path, strerror(errno));
  }
  search_t in = {.descriptor = descriptor, .size = (uint64_t)status.st_size, .salt = salt};
  record_head_t head;
  uint64_t at = find_record(&in, *end, &head);
  while (at < in.size) {
    if (!add(records, &head, at)) {
      return sl_fail(error, SL_ERR_MEMORY, "no memory for the records of %s", path);
    }
    *end = at + sizeof head + head.stored * sizeof(uint64_t);
    at = find_record(&in, *end, &head);
  }
  if (in.failed) {
    return sl_fail(error, SL_ERR_IO, "cannot read %s", path);
  }
  if (records->n > 1) {
    qsort(records->list, records->n, sizeof *records->list, compare);
  }
  return drop_doubles(records, descriptor, salt, path, error);
}

/* The records of a part file: found, read and written (part_file.h has the format). */
#ifndef SL_SIM_OUTPUT_PARTS_RECORDS_H
#define SL_SIM_OUTPUT_PARTS_RECORDS_H

#include "sim/engine/compile/unit_store.h"

typedef struct sl_part_record {
  sl_unit_t unit;
  uint64_t at;       /* of its words in the file */
  uint64_t n;        /* doubles */
  uint64_t stored;   /* words that they are packed into */
  uint64_t checksum; /* of these */
} sl_part_record_t;

/* In order of pass, block, tile; each unit once. */
typedef struct sl_part_records {
  sl_part_record_t *list; /* owned */
  size_t n, room;
} sl_part_records_t;

/* Find all records from *end on; *end becomes where the last one ends. SL_ERR_INPUT: two of one
 * unit differ. SL_ERR_MEMORY, SL_ERR_IO. */
int sl_part_records_read(sl_part_records_t *records, int descriptor, const uint64_t salt[2],
                         uint64_t *end, const char *path, sl_error_t *error);
void sl_part_records_free(sl_part_records_t *records);

/* NULL where there is none. */
const sl_part_record_t *sl_part_records_find(const sl_part_records_t *records,
                                             const sl_unit_t *unit);

/* Whether it has these lengths and is what its checksum says; then the values are filled in. */
bool sl_part_record_take(const sl_part_record_t *record, int descriptor, const uint64_t salt[2],
                         const sl_unit_values_t *values);

/* Records of a file, to be compared with another's. */
typedef struct sl_part_source {
  const sl_part_records_t *records;
  int descriptor;
  const uint64_t *salt; /* 2 */
} sl_part_source_t;

/* Whether a unit is in both, whole, with other values: then it is the unit. */
bool sl_part_records_contradict(const sl_part_source_t *one, const sl_part_source_t *other,
                                sl_unit_t *unit);

/* Write one; *size is what it takes. 0 or errno. Memory: as much, for the time of the call. */
int sl_part_record_put(int descriptor, uint64_t at, const uint64_t salt[2], const sl_unit_t *unit,
                       const sl_unit_values_t *values, uint64_t *size);

/* All n bytes at an offset; false where the file ends before, or cannot be read. */
bool sl_part_read_at(int descriptor, uint64_t at, void *bytes, size_t n);
/* 0 or errno. */
int sl_part_write_at(int descriptor, uint64_t at, const void *bytes, size_t n);

#endif

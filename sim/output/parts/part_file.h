/* The part file of a run: a head (head.h), then a record for each finished unit of work.
 *
 *   head      sl_part_head_t, text_bytes of texts, each ended by a zero byte: the path of the
 *             scenario, then what the command line put in its places, path and value in turn; zeros
 *             to a multiple of 8; checksum of all this
 *   record    8 words: magic, pass, block, tile, number n of doubles, of words that follow,
 * checksum of these, checksum of the seven words before; then for each 64 doubles a mask, bit i of
 * which says that double i is not 0 (to the bit), and those that are not Words are of 64 bits in
 * the byte order of the machine; checksums are sl_digest, that of a record's words
 * sl_digest_words; those of records are seeded with the salt, so that no record of another file
 * passes.
 *
 * What comes to be damaged is dropped and computed again: a tail that is torn, a record that is not
 * what its checksums say (the next one is looked for), a unit that is there twice unless the two
 * differ, which is an error. A file may be a stranger's: nothing is allocated by what it says of
 * itself alone, and it must be a regular file of this user, with one name, that nobody else may
 * write.
 *
 * Checked by tests/unit/test_part_file.c (every byte flipped, every length),
 * tests/fuzz/fuzz_part.c.
 */
#ifndef SL_SIM_OUTPUT_PARTS_PART_FILE_H
#define SL_SIM_OUTPUT_PARTS_PART_FILE_H

#include "sim/engine/compile/unit_store.h"
#include "sim/output/parts/head.h"

typedef struct sl_part_file sl_part_file_t;

/* A new file of mode 0600, locked for writing. texts: head->text_bytes of them. SL_ERR_CREATE,
 * SL_ERR_IO, SL_ERR_MEMORY; nothing is left then. */
int sl_part_file_create(const char *path, const sl_part_head_t *head, const char *texts,
                        sl_part_file_t **file, sl_error_t *error);

/* A file that is there, locked: to go on with (a torn tail is cut off), or to read. SL_ERR_MISSING:
 * there is none. SL_ERR_INPUT: not a part file, damaged before the first record, another user's, a
 * link, or with two records of one unit that differ. SL_ERR_CREATE: another process has it.
 * SL_ERR_IO, SL_ERR_MEMORY. Cost: a look at each record's head; memory 40 bytes a record. */
typedef enum sl_part_use { SL_PART_CONTINUE, SL_PART_READ } sl_part_use_t;
int sl_part_file_open(const char *path, sl_part_use_t use, sl_part_file_t **file,
                      sl_error_t *error);

/* The file stays. NULL is fine. */
void sl_part_file_close(sl_part_file_t *file);

const sl_part_head_t *sl_part_file_head(const sl_part_file_t *file);
/* text_bytes of them, the last one zero. */
const char *sl_part_file_texts(const sl_part_file_t *file);

/* Records that were there when it was opened, and those appended. */
uint64_t sl_part_file_records(const sl_part_file_t *file);

/* Whether a record of the unit was there when it was opened; its values may yet be damaged. */
bool sl_part_file_has(const sl_part_file_t *file, const sl_unit_t *unit);
/* The i-th of them in order of pass, block and tile; false beyond the last. */
bool sl_part_file_unit(const sl_part_file_t *file, uint64_t i, sl_unit_t *unit);

/* Fill in the values of such a unit; false where there is none of these lengths, or it is damaged.
 * From any thread. */
bool sl_part_file_take(const sl_part_file_t *file, const sl_unit_t *unit,
                       const sl_unit_values_t *values);

/* Whether both had a unit when they were opened, whole, with other values: then it is the unit. */
bool sl_part_file_contradicts(const sl_part_file_t *file, const sl_part_file_t *other,
                              sl_unit_t *unit);

/* Append a unit, and force the file to the disk where that was not done for some seconds. From any
 * thread. SL_ERR_IO, and then the file ends with the record before. */
int sl_part_file_append(sl_part_file_t *file, const sl_unit_t *unit, const sl_unit_values_t *values,
                        sl_error_t *error);

/* Force all that was appended to the disk. */
int sl_part_file_sync(sl_part_file_t *file, sl_error_t *error);

/* Let another process go on with a file that was opened to read: what it had is known still. */
void sl_part_file_let_go(const sl_part_file_t *file);

/* For a signal handler, which may call fsync. */
int sl_part_file_descriptor(const sl_part_file_t *file);

#endif

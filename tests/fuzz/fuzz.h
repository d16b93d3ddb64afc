/* The reader under attack: a scenario and a census on disk, loaded and freed. */
#ifndef SL_TESTS_FUZZ_FUZZ_H
#define SL_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* path = the run's scratch folder (made at the first call), then name. */
void fuzz_path(char *path, size_t size, const char *name);

/* Write a file into the run's scratch folder (made at the first call). */
void fuzz_write(const char *name, const uint8_t *data, size_t size);

/* Load scenario.yaml of the scratch folder; abort where a refusal names no fault. */
void fuzz_load(void);

#endif

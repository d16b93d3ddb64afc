/* Files and folders of the tests. */
#ifndef SL_TESTS_SUPPORT_FILES_H
#define SL_TESTS_SUPPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#define SL_PATH_MAX 1024

/* path = the source tree's or the scratch folder's, then the formatted rest. */
void sl_source_path(char path[SL_PATH_MAX], const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
void sl_scratch_path(char path[SL_PATH_MAX], const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* The whole of a file, NUL-terminated; NULL where it cannot be read. The caller frees it. */
char *sl_file_read(const char *path, size_t *length);
bool sl_file_write(const char *path, const void *data, size_t length);
bool sl_file_write_text(const char *path, const char *text);
bool sl_file_copy(const char *from, const char *to);

/* Whether both files exist and hold the same bytes. */
bool sl_files_equal(const char *one, const char *other);

/* Entries of a folder, "." and ".." aside; -1 where it cannot be read. */
int sl_folder_entries(const char *path);

/* Make an empty folder under the scratch folder; path receives it. */
bool sl_scratch_folder(char path[SL_PATH_MAX], const char *name);

#endif

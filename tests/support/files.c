#include "tests/support/files.h"

#include "tests/support/harness.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined(__GNUC__)
__attribute__((format(printf, 3, 0)))
#endif
static void
join(char path[SL_PATH_MAX], const char *folder, const char *format, va_list rest)
{
  const int n = snprintf(path, SL_PATH_MAX, "%s/", folder);
  vsnprintf(path + n, SL_PATH_MAX - (size_t)n, format, rest);
}

void sl_source_path(char path[SL_PATH_MAX], const char *format, ...)
{
  va_list rest;
  va_start(rest, format);
  join(path, sl_test_source_dir(), format, rest);
  va_end(rest);
}

void sl_scratch_path(char path[SL_PATH_MAX], const char *format, ...)
{
  va_list rest;
  va_start(rest, format);
  join(path, sl_test_scratch_dir(), format, rest);
  va_end(rest);
}

char *sl_file_read(const char *path, size_t *length)
{
  struct stat facts;
  char *data = NULL;
  FILE *file = fopen(path, "rb");
  if (file != NULL && fstat(fileno(file), &facts) == 0 && S_ISREG(facts.st_mode)) {
    data = calloc((size_t)facts.st_size + 1, 1);
    *length = data == NULL ? 0 : fread(data, 1, (size_t)facts.st_size, file);
  }
  if (file != NULL) {
    fclose(file);
  }
  return data;
}

bool sl_file_write(const char *path, const void *data, size_t length)
{
  FILE *file = fopen(path, "wb");
  if (file == NULL) {
    return false;
  }
  const bool written = fwrite(data, 1, length, file) == length;
  return fclose(file) == 0 && written;
}

bool sl_file_write_text(const char *path, const char *text)
{
  return sl_file_write(path, text, strlen(text));
}

bool sl_file_copy(const char *from, const char *to)
{
  size_t length = 0;
  char *data = sl_file_read(from, &length);
  const bool copied = data != NULL && sl_file_write(to, data, length);
  free(data);
  return copied;
}

bool sl_files_equal(const char *one, const char *other)
{
  size_t n_one = 0, n_other = 0;
  char *a = sl_file_read(one, &n_one), *b = sl_file_read(other, &n_other);
  const bool equal = a != NULL && b != NULL && n_one == n_other && memcmp(a, b, n_one) == 0;
  free(a);
  free(b);
  return equal;
}

int sl_folder_entries(const char *path)
{
  int n = 0;
  DIR *folder = opendir(path);
  if (folder == NULL) {
    return -1;
  }
  for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
    n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  }
  closedir(folder);
  return n;
}

bool sl_scratch_folder(char path[SL_PATH_MAX], const char *name)
{
  sl_scratch_path(path, "%s", name);
  return mkdir(path, 0700) == 0;
}

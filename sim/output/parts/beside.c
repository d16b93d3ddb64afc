#define _DEFAULT_SOURCE /* scandir */
#include "sim/output/parts/beside.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- names ---- */

typedef struct names {
  char *folder, *base; /* of the first one's file */
  struct dirent **list;
  int n;
} names_t;

static void free_names(names_t *names)
{
  for (int i = 0; i < names->n; i++) {
    free(names->list[i]);
  }
  free(names->list);
  free(names->folder);
  free(names->base);
}

/* Copies, since dirname and basename write into what they are given. */
static bool split(const char *path, names_t *names)
{
  char *one = strdup(path), *two = strdup(path);
  names->folder = one != NULL ? strdup(dirname(one)) : NULL;
  names->base = two != NULL ? strdup(basename(two)) : NULL;
  free(one);
  free(two);
  return names->folder != NULL && names->base != NULL;
}

static bool is_beside(const char *name, const char *base)
{
  const size_t n = strlen(base);
  return strncmp(name, base, n) == 0 && name[n] == '.' && name[n + 1] != '\0' &&
         strspn(name + n + 1, "0123456789") == strlen(name + n + 1);
}

/* A folder that is not there, or whose names are not ours to see, has none. */
static int refuse_unread(names_t *names, int failure, sl_error_t *error)
{
  if (failure == ENOENT || failure == ENOTDIR || failure == EACCES) {
    return SL_OK;
  }
  sl_fail(error, failure == ENOMEM ? SL_ERR_MEMORY : SL_ERR_IO,
          "cannot look for part files in %s: %s", names->folder, strerror(failure));
  free_names(names);
  return failure == ENOMEM ? SL_ERR_MEMORY : SL_ERR_IO;
}

/* In order of their names. */
static int find(const char *path, names_t *names, sl_error_t *error)
{
  *names = (names_t){0};
  if (!split(path, names)) {
    free_names(names);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the names of part files");
  }
  const int n = scandir(names->folder, &names->list, NULL, alphasort);
  if (n < 0) {
    names->list = NULL;
    return refuse_unread(names, errno, error);
  }
  for (int i = 0; i < n; i++) {
    if (is_beside(names->list[i]->d_name, names->base)) {
      names->list[names->n++] = names->list[i];
    } else {
      free(names->list[i]);
    }
  }
  return SL_OK;
}

static char *path_of(const names_t *names, int i)
{
  const size_t size = strlen(names->folder) + strlen(names->list[i]->d_name) + 2;
  char *path = malloc(size);
  if (path != NULL) {
    snprintf(path, size, "%s/%s", names->folder, names->list[i]->d_name);
  }
  return path;
}

/* ---- files ---- */

/* `wanted` is kept from file to file: making one reads the census. */
static int check(const sl_part_file_t *file, const char *path, const sl_scenario_t *scenario,
                 sl_part_head_t *wanted, sl_error_t *error)
{
  const sl_part_head_t *there = sl_part_file_head(file);
  char why[200] = "it is a share";
  int code = SL_OK;
  if (memcmp(there->salt, wanted->salt, sizeof there->salt) != 0) {
    code = sl_part_head_of(scenario, there->salt, wanted, error);
  }
  return code == SL_OK && (there->n_shares != 0 || sl_part_head_differs(there, wanted, why))
             ? sl_fail(error, SL_ERR_INPUT, "%s is a part of another run: %s; --fresh discards it",
                       path, why)
             : code;
}

/* One that a process had hardly begun is none. */
static int open_one(sl_beside_t *beside, const char *path, const sl_scenario_t *scenario,
                    sl_part_head_t *wanted, sl_error_t *error)
{
  sl_part_file_t *file = NULL;
  int code = sl_part_file_open(path, SL_PART_CONTINUE, &file, error);
  if (code == SL_ERR_MISSING) {
    return SL_OK;
  }
  code = code == SL_OK ? check(file, path, scenario, wanted, error) : code;
  char *name = code == SL_OK ? strdup(path) : NULL;
  if (code == SL_OK && name == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for %s", path);
  }
  if (code != SL_OK) {
    sl_part_file_close(file);
    return code;
  }
  beside->paths[beside->n] = name;
  beside->files[beside->n++] = file;
  return SL_OK;
}

int sl_beside_open(const char *path, const sl_scenario_t *scenario, sl_beside_t *beside,
                   sl_error_t *error)
{
  names_t names;
  sl_part_head_t wanted = {.format = 0};
  *beside = (sl_beside_t){0};
  int code = find(path, &names, error);
  if (code != SL_OK) {
    return code;
  }
  beside->files = calloc((size_t)names.n + 1, sizeof *beside->files);
  beside->paths = calloc((size_t)names.n + 1, sizeof *beside->paths);
  if (beside->files == NULL || beside->paths == NULL) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for part files");
  }
  for (int i = 0; code == SL_OK && i < names.n; i++) {
    char *one = path_of(&names, i);
    code = one != NULL ? open_one(beside, one, scenario, &wanted, error)
                       : sl_fail(error, SL_ERR_MEMORY, "no memory for part files");
    free(one);
  }
  free_names(&names);
  if (code != SL_OK) {
    sl_beside_close(beside);
  }
  return code;
}

void sl_beside_close(sl_beside_t *beside)
{
  for (size_t i = 0; i < beside->n; i++) {
    sl_part_file_close(beside->files[i]);
    free(beside->paths[i]);
  }
  free(beside->files);
  free(beside->paths);
  *beside = (sl_beside_t){0};
}

static int compare(const sl_part_file_t *one, const char *its_path, const sl_part_file_t *other,
                   const char *path, sl_error_t *error)
{
  sl_unit_t unit;
  return sl_part_file_contradicts(one, other, &unit)
             ? sl_fail(error, SL_ERR_INPUT,
                       "%s and %s differ in block %" PRIu64
                       " of the %s pass; --fresh discards them",
                       its_path, path, unit.block, sl_unit_pass_names[unit.pass])
             : SL_OK;
}

int sl_beside_agree(const sl_beside_t *beside, const sl_part_file_t *first, const char *path,
                    sl_error_t *error)
{
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < beside->n; i++) {
    code = first != NULL ? compare(first, path, beside->files[i], beside->paths[i], error) : SL_OK;
    for (size_t k = 0; code == SL_OK && k < i; k++) {
      code = compare(beside->files[k], beside->paths[k], beside->files[i], beside->paths[i], error);
    }
  }
  return code;
}

bool sl_beside_has(const sl_beside_t *beside, const sl_unit_t *unit)
{
  bool has = false;
  for (size_t i = 0; !has && i < beside->n; i++) {
    has = sl_part_file_has(beside->files[i], unit);
  }
  return has;
}

bool sl_beside_take(const sl_beside_t *beside, const sl_unit_t *unit,
                    const sl_unit_values_t *values)
{
  bool taken = false;
  for (size_t i = 0; !taken && i < beside->n; i++) {
    taken = sl_part_file_take(beside->files[i], unit, values);
  }
  return taken;
}

uint64_t sl_beside_records(const sl_beside_t *beside)
{
  uint64_t n = 0;
  for (size_t i = 0; i < beside->n; i++) {
    n += sl_part_file_records(beside->files[i]);
  }
  return n;
}

void sl_beside_let_go(const sl_beside_t *beside)
{
  for (size_t i = 0; i < beside->n; i++) {
    sl_part_file_let_go(beside->files[i]);
  }
}

void sl_beside_remove(const sl_beside_t *beside)
{
  for (size_t i = 0; i < beside->n; i++) {
    unlink(beside->paths[i]);
  }
}

static int discard(const char *path, sl_error_t *error)
{
  sl_part_file_t *file = NULL;
  int code = sl_part_file_open(path, SL_PART_CONTINUE, &file, error);
  if (code != SL_ERR_CREATE) { /* not another process's */
    code = unlink(path) == 0 || errno == ENOENT
               ? SL_OK
               : sl_fail(error, SL_ERR_CREATE, "cannot discard %s: %s", path, strerror(errno));
  }
  sl_part_file_close(file);
  return code;
}

int sl_beside_discard(const char *path, sl_error_t *error)
{
  names_t names;
  int code = find(path, &names, error);
  if (code != SL_OK) {
    return code;
  }
  for (int i = 0; code == SL_OK && i < names.n; i++) {
    char *one = path_of(&names, i);
    code = one != NULL ? discard(one, error)
                       : sl_fail(error, SL_ERR_MEMORY, "no memory for part files");
    free(one);
  }
  free_names(&names);
  return code;
}

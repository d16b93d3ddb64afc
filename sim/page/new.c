/* A scenario to begin with, and a group of invented people. */
#include "models/group/population.h"
#include "sim/cli/starter.h"
#include "sim/page/page.h"
#include "sim/page/session.h"

#include <stdio.h>
#include <stdlib.h>

#define SEED 1 /* as of `stoploss new` */

static int close_file(FILE *file, sl_error_t *error)
{
  const int failed = ferror(file);
  return fclose(file) == 0 && failed == 0 ? SL_OK
                                          : sl_fail(error, SL_ERR_IO, "no room for the files");
}

static int write_scenario(const char *name, size_t employees, size_t members, sl_error_t *error)
{
  char path[256];
  snprintf(path, sizeof path, "%s.yaml", name);
  FILE *file = fopen(path, "w");
  if (file == NULL) {
    return sl_fail(error, SL_ERR_CREATE, "no room for the scenario");
  }
  starter_write_scenario(file, name, employees, members);
  return close_file(file, error);
}

static int write_census(const char *name, const sl_synthetic_person_t *persons, size_t n,
                        size_t employees, sl_error_t *error)
{
  char path[256];
  snprintf(path, sizeof path, "%s.csv", name);
  FILE *file = fopen(path, "w");
  if (file == NULL) {
    return sl_fail(error, SL_ERR_CREATE, "no room for the census");
  }
  starter_write_census(file, persons, n, employees);
  return close_file(file, error);
}

char *page_new(const char *name, uint32_t employees)
{
  sl_synthetic_person_t *persons = NULL;
  size_t members = 0;
  sl_error_t error = {0};
  int code = employees >= 1 && employees <= SL_POPULATION_EMPLOYEES_MAX
                 ? sl_population_draw(employees, SEED, &persons, &members, &error)
                 : sl_fail(&error, SL_ERR_ARGUMENT, "how many employees? 1 to %d",
                           SL_POPULATION_EMPLOYEES_MAX);
  code = code == SL_OK ? write_scenario(name, employees, members, &error) : code;
  code = code == SL_OK ? write_census(name, persons, members, employees, &error) : code;
  free(persons);
  error.code = code;
  return page_answer_text(page_answer_of(&error));
}

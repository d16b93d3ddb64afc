#include "sim/input/basis/reference_population.h"

#include "models/group/person.h"
#include "sim/input/basis/curves.h"

#include <stdint.h>

static void fill(sl_cursor_t map, const char *name, const sl_node_t *list, sl_sex_t sex,
                 sl_reference_population_t *population)
{
  const sl_schema_key_t *row = sl_cursor_child(map, name).key;
  for (size_t i = 0; i < population->n; i++) {
    uint64_t persons = 0;
    sl_schema_whole(row, &list->items[i], &persons);
    population->band[i].persons[sex] = (unsigned)persons;
  }
}

void sl_reference_population_read(const sl_source_t *source, sl_cursor_t map,
                                  sl_reference_population_t *population)
{
  uint64_t ages[SL_AGES];
  population->n = 0;
  if (!sl_cursor_is_map(map)) {
    return;
  }
  const size_t n = sl_age_bands_read(source, map, ages);
  const sl_node_t *female = n > 0 ? sl_age_list(source, map, "female", n) : NULL;
  const sl_node_t *male = n > 0 ? sl_age_list(source, map, "male", n) : NULL;
  if (female == NULL || male == NULL) {
    return;
  }
  population->n = n;
  for (size_t i = 0; i < n; i++) {
    population->band[i].age = (unsigned)ages[i];
  }
  fill(map, "female", female, SL_FEMALE, population);
  fill(map, "male", male, SL_MALE, population);
}

static void write_list(sl_text_t *text, const char *name,
                       const sl_reference_population_t *population, int sex)
{
  sl_text_append(text, "  %s: [", name);
  for (size_t i = 0; i < population->n; i++) {
    const sl_reference_band_t *band = &population->band[i];
    sl_text_append(text, "%s%u", i > 0 ? ", " : "", sex < 0 ? band->age : band->persons[sex]);
  }
  sl_text_append(text, "]\n");
}

void sl_reference_population_write(sl_text_t *text, const sl_reference_population_t *population)
{
  if (population->n > 0) {
    sl_text_append(text, "reference_population:\n");
    write_list(text, "ages", population, -1);
    write_list(text, "female", population, SL_FEMALE);
    write_list(text, "male", population, SL_MALE);
  }
}

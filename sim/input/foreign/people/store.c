/* The import's lists. */
#include "sim/input/foreign/people/people.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t sl_import_add_person(sl_import_t *import, const sl_foreign_person_t *person)
{
  if (import->n == import->capacity) {
    const size_t capacity = 2 * import->capacity + 256;
    sl_foreign_person_t *longer = realloc(import->persons, capacity * sizeof *longer);
    if (longer == NULL || capacity >= SL_NOBODY) {
      return SL_NOBODY;
    }
    import->persons = longer;
    import->capacity = capacity;
  }
  import->persons[import->n] = *person;
  return (uint32_t)import->n++;
}

void sl_import_find(sl_import_t *import, uint32_t line, sl_finding_kind_t kind)
{
  if (import->n_findings == import->findings_capacity) {
    const size_t capacity = 2 * import->findings_capacity + 64;
    sl_finding_t *longer = realloc(import->findings, capacity * sizeof *longer);
    if (longer == NULL) {
      import->failed = true;
      return;
    }
    import->findings = longer;
    import->findings_capacity = capacity;
  }
  import->findings[import->n_findings++] =
      (sl_finding_t){.line = line, .kind = (unsigned char)kind};
}

void sl_import_note(sl_import_t *import, const char *format, ...)
{
  if (import->n_notes == SL_IMPORT_NOTES_MAX) {
    return;
  }
  if (import->notes == NULL) {
    import->notes = calloc(SL_IMPORT_NOTES_MAX, sizeof *import->notes);
  }
  if (import->notes == NULL) {
    import->failed = true;
    return;
  }
  va_list values;
  va_start(values, format);
  vsnprintf(import->notes[import->n_notes++], SL_IMPORT_NOTE, format, values);
  va_end(values);
}

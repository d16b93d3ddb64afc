#include "sim/input/reference/entry.h"

#include "models/severity/internal.h"
#include "models/severity/severity.h"
#include "sim/input/distribution/distribution.h"

#include <string.h>

#define COLUMNS 79

bool sl_reference_family(size_t i, sl_family_entry_t *entry)
{
  size_t n_frequencies, n_severities;
  const sl_frequency_family_t *const *frequencies = sl_frequency_families(&n_frequencies);
  const sl_severity_family_t *const *severities = sl_severity_families(&n_severities);
  if (i < n_frequencies) {
    const sl_frequency_family_t *f = frequencies[i];
    *entry = (sl_family_entry_t){.role = "frequency",
                                 .name = f->name,
                                 .doc = f->doc,
                                 .citation = f->citation,
                                 .parameters = f->parameters,
                                 .n_parameters = f->n_parameters,
                                 .extra = sl_frequency_shape_keys(f->shape)};
    return true;
  }
  if (i - n_frequencies >= n_severities) {
    return false;
  }
  const sl_severity_family_t *s = severities[i - n_frequencies];
  *entry = (sl_family_entry_t){.role = "severity",
                               .name = s->name,
                               .doc = s->doc,
                               .citation = s->citation,
                               .parameters = s->parameters,
                               .alternative = s->alternative,
                               .n_parameters = s->n_parameters,
                               .n_alternative = s->n_alternative,
                               .extra = sl_severity_shape_keys(s->shape)};
  return true;
}

void sl_reference_append_extra(sl_text_t *text, const sl_family_entry_t *family)
{
  for (size_t i = 0; family->extra[i] != NULL; i++) {
    sl_text_append(text, "%s%s", i > 0 ? ", " : "", family->extra[i]);
  }
}

void sl_reference_append_default(sl_text_t *text, const sl_schema_key_t *key)
{
  if (key->required) {
    sl_text_append(text, "required");
  } else if (key->fallback != NULL) {
    sl_text_append(text, "default %s", key->fallback);
  } else {
    sl_text_append(text, "optional");
  }
}

const char *sl_reference_unit(const sl_schema_key_t *key)
{
  return key->unit != NULL && strcmp(key->unit, "1") != 0 ? key->unit : NULL;
}

static const char *after_group(const char *path)
{
  const char *colon = strchr(path, ':');
  return colon != NULL ? colon + 1 : path;
}

void sl_reference_append_path(sl_text_t *text, const sl_schema_key_t *key)
{
  for (const char *p = after_group(key->path); *p != '\0'; p++) {
    if (*p != '[' && *p != ']') {
      sl_text_append(text, "%c", *p);
    }
  }
}

bool sl_reference_in_group(const sl_schema_key_t *key, const char *group)
{
  const char *name = after_group(key->path);
  const size_t length = (size_t)(name - key->path);
  return name[0] != '\0' && length == strlen(group) && strncmp(key->path, group, length) == 0;
}

void sl_reference_append_wrapped(sl_text_t *text, unsigned indent, const char *words)
{
  size_t column = indent;
  sl_text_append(text, "%*s", (int)indent, "");
  while (*words != '\0') {
    const size_t length = strcspn(words, " ");
    if (column > indent && column + 1 + length > COLUMNS) {
      sl_text_append(text, "\n%*s", (int)indent, "");
      column = indent;
    } else if (column > indent) {
      sl_text_append(text, " ");
      column++;
    }
    sl_text_append(text, "%.*s", (int)length, words);
    column += length;
    words += length;
    words += strspn(words, " ");
  }
  sl_text_append(text, "\n");
}

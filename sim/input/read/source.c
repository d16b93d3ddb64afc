#include "sim/input/read/source.h"

#include "sim/input/read/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sl_source_fault(const sl_source_t *source, const sl_node_t *node, const char *format, ...)
{
  sl_error_t error; /* for its room for text */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error.text, sizeof error.text, format, arguments);
  va_end(arguments);
  sl_faults_add(source->faults, SL_ERR_INPUT, node->origin != NULL ? node->origin : source->path,
                node->line, node->column, "%s", error.text);
}

char *sl_source_place(const sl_node_t *node, char buffer[SL_PLACE_TEXT])
{
  if (node->origin != NULL) {
    snprintf(buffer, SL_PLACE_TEXT, "by %s", node->origin);
  } else {
    snprintf(buffer, SL_PLACE_TEXT, "in line %zu", node->line);
  }
  return buffer;
}

bool sl_source_is_full(const sl_source_t *source)
{
  const bool full = source->faults->n >= SL_FAULTS_MAX;
  source->faults->suppressed += full;
  return full;
}

char *sl_source_folder_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  sl_text_t text = {0};
  sl_text_append(&text, "%.*s", slash != NULL ? (int)(slash - path + 1) : 0, path);
  return sl_text_take(&text);
}

char *sl_source_resolve(const sl_source_t *source, const char *path)
{
  sl_text_t text = {0};
  sl_text_append(&text, "%s%s", path[0] == '/' ? "" : source->folder, path);
  return sl_text_take(&text);
}

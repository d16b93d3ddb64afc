#include "sim/input/read/yaml_tree.h"

#include "sim/input/read/oddity.h"
#include "sim/input/read/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* One reading of one file. */
typedef struct reader {
  yaml_parser_t parser;
  const char *path;
  const char *data;
  size_t size;
  sl_faults_t *faults;
} reader_t;

static size_t place(size_t mark) { return mark + 1; }

static void add_fault(reader_t *r, yaml_mark_t mark, const char *text)
{
  sl_faults_add(r->faults, SL_ERR_INPUT, r->path, place(mark.line), place(mark.column), "%s", text);
}

/* libyaml gives no mark for a byte it cannot decode, only its offset. */
static yaml_mark_t mark_of_offset(const reader_t *r, size_t offset)
{
  yaml_mark_t mark = {0};
  for (size_t i = 0; i < offset && i < r->size; i++) {
    if (r->data[i] == '\n') {
      mark.line++;
      mark.column = 0;
    } else if (((unsigned char)r->data[i] & 0xC0) != 0x80) {
      mark.column++;
    }
  }
  return mark;
}

/* Where a line begins, 0 = first. libyaml counts characters, not bytes, so only its lines tell. */
static size_t line_start(const reader_t *r, size_t line)
{
  size_t begin = 0;
  for (size_t i = 0; i < r->size && line > 0; i++) {
    if (r->data[i] == '\n') {
      begin = i + 1;
      line--;
    }
  }
  return begin;
}

/* Whether the line that begins there is "- key:value", a blank missing. */
static bool lacks_blank(const reader_t *r, size_t begin)
{
  size_t i = begin;
  while (i < r->size && (r->data[i] == ' ' || r->data[i] == '-')) {
    i++;
  }
  const size_t word = i;
  while (i < r->size && ((r->data[i] >= 'a' && r->data[i] <= 'z') || r->data[i] == '_')) {
    i++;
  }
  return i > word && i + 1 < r->size && r->data[i] == ':' &&
         strchr(" \r\n", r->data[i + 1]) == NULL;
}

/* What people do that libyaml reports in its own words, at the place or in the line before. */
static const char *advice_at(const reader_t *r, const yaml_mark_t *mark)
{
  const size_t begin = line_start(r, mark->line);
  const char *line = r->data + begin;
  size_t blanks = 0;
  while (begin + blanks < r->size && (line[blanks] == ' ' || line[blanks] == '\t')) {
    blanks++;
  }
  if (mark->column < blanks && memchr(line, '\t', blanks) != NULL) {
    return "; indent with spaces, not tabs";
  }
  const bool lacks =
      lacks_blank(r, begin) || (mark->line > 0 && lacks_blank(r, line_start(r, mark->line - 1)));
  return lacks ? "; a blank is missing after a colon: write key: value" : "";
}

static int fail_reading(reader_t *r)
{
  const yaml_parser_t *p = &r->parser;
  if (p->error == YAML_MEMORY_ERROR) {
    return SL_ERR_MEMORY;
  }
  const char *problem = p->problem != NULL ? p->problem : "cannot be read";
  if (p->error == YAML_READER_ERROR) {
    const yaml_mark_t mark = mark_of_offset(r, p->problem_offset);
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, place(mark.line), place(mark.column),
                  "the file is not valid UTF-8 text: %s (byte %zu of the file)", problem,
                  p->problem_offset + 1);
    return SL_ERR_INPUT;
  }
  const yaml_mark_t mark = p->problem_mark;
  const char *advice = advice_at(r, &mark);
  if (p->context != NULL && p->context_mark.line != mark.line) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, place(mark.line), place(mark.column),
                  "not valid YAML: %s (%s that begins in line %zu)%s", problem, p->context,
                  place(p->context_mark.line), advice);
  } else {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, place(mark.line), place(mark.column),
                  "not valid YAML: %s%s", problem, advice);
  }
  return SL_ERR_INPUT;
}

static int next_event(reader_t *r, yaml_event_t *event)
{
  return yaml_parser_parse(&r->parser, event) ? SL_OK : fail_reading(r);
}

void sl_node_free(sl_node_t *node)
{
  for (size_t i = 0; i < node->n; i++) {
    if (node->items != NULL) {
      sl_node_free(&node->items[i]);
    }
    if (node->keys != NULL) {
      sl_node_free(&node->keys[i]);
    }
  }
  free(node->items);
  free(node->keys);
  free(node->text);
  *node = (sl_node_t){0};
}

static void check_decoration(reader_t *r, const yaml_event_t *event, const yaml_char_t *anchor,
                             const yaml_char_t *tag)
{
  if (anchor != NULL) {
    add_fault(r, event->start_mark, "anchors (&name) are not allowed; write the value itself");
  }
  if (tag != NULL) {
    add_fault(r, event->start_mark, "tags (!name) are not allowed; write the plain value");
  }
}

static bool is_null(const sl_node_t *node)
{
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
  for (size_t i = 0; !node->quoted && i < sizeof nulls / sizeof nulls[0]; i++) {
    if (strcmp(node->text, nulls[i]) == 0) {
      return true;
    }
  }
  return false;
}

static int read_scalar(reader_t *r, const yaml_event_t *event, sl_node_t *node)
{
  const char *value = (const char *)event->data.scalar.value;
  check_decoration(r, event, event->data.scalar.anchor, event->data.scalar.tag);
  node->kind = SL_NODE_SCALAR;
  node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  node->text = sl_text_copy(value);
  if (node->text == NULL) {
    return SL_ERR_MEMORY;
  }
  if (strlen(value) != event->data.scalar.length) {
    add_fault(r, event->start_mark, "the text holds a NUL character (\\0)");
    node->kind = SL_NODE_FAULTY;
  } else if (is_null(node)) {
    add_fault(r, event->start_mark,
              "a value is missing (empty, ~ or null); give one or leave out the key");
    node->kind = SL_NODE_FAULTY;
  }
  return SL_OK;
}

static int read_node(reader_t *r, yaml_event_t *event, unsigned depth, sl_node_t *node);

/* Room for one more child. */
static int grow(sl_node_t *node, size_t *capacity)
{
  if (node->n < *capacity) {
    return SL_OK;
  }
  const size_t wanted = *capacity == 0 ? 4 : 2 * *capacity;
  sl_node_t *items = realloc(node->items, wanted * sizeof *items);
  if (items == NULL) {
    return SL_ERR_MEMORY;
  }
  node->items = items;
  if (node->kind == SL_NODE_MAP) {
    sl_node_t *keys = realloc(node->keys, wanted * sizeof *keys);
    if (keys == NULL) {
      return SL_ERR_MEMORY;
    }
    node->keys = keys;
  }
  *capacity = wanted;
  return SL_OK;
}

/* A map's key has been read into keys[n]; nothing but one line of text may be a key. */
static void check_key(reader_t *r, sl_node_t *key)
{
  const yaml_mark_t mark = {.line = key->line - 1, .column = key->column - 1};
  if (key->kind == SL_NODE_LIST || key->kind == SL_NODE_MAP) {
    add_fault(r, mark, "a list or map cannot be a key");
    sl_node_free(key);
    key->kind = SL_NODE_FAULTY;
  } else if (key->kind == SL_NODE_SCALAR && !key->quoted && strcmp(key->text, "<<") == 0) {
    add_fault(r, mark, "merge keys (<<) are not allowed; write the values themselves");
    key->kind = SL_NODE_FAULTY;
  }
}

typedef struct key_order {
  const char *text;
  size_t index;
} key_order_t;

static int compare_keys(const void *a, const void *b)
{
  const key_order_t *x = a, *y = b;
  const int order = strcmp(x->text, y->text);
  return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* Drop the children whose key is faulty or marked so, keeping the order. */
static void drop_faulty_keys(sl_node_t *map)
{
  size_t kept = 0;
  for (size_t i = 0; i < map->n; i++) {
    if (map->keys[i].kind == SL_NODE_FAULTY) {
      sl_node_free(&map->keys[i]);
      sl_node_free(&map->items[i]);
    } else {
      map->keys[kept] = map->keys[i];
      map->items[kept++] = map->items[i];
    }
  }
  map->n = kept;
}

static int check_duplicates(reader_t *r, sl_node_t *map)
{
  key_order_t *order = malloc((map->n + 1) * sizeof *order);
  size_t n = 0;
  if (order == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < map->n; i++) {
    if (map->keys[i].kind == SL_NODE_SCALAR) {
      order[n++] = (key_order_t){map->keys[i].text, i};
    }
  }
  qsort(order, n, sizeof *order, compare_keys);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (strcmp(order[first].text, order[i].text) != 0) {
      first = i;
      continue;
    }
    char excerpt[SL_EXCERPT_TEXT];
    sl_node_t *key = &map->keys[order[i].index];
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, key->line, key->column,
                  "key given twice: %s; first given in line %zu", sl_key_excerpt(key, excerpt),
                  map->keys[order[first].index].line);
    key->kind = SL_NODE_FAULTY;
  }
  free(order);
  drop_faulty_keys(map);
  return SL_OK;
}

/* Whether a plain key has a colon inside that was meant to end it, "kind" of {kind:aso}; the length
 * of what stands before. */
static size_t before_colon(const sl_node_t *key)
{
  const size_t length = strspn(key->text, "abcdefghijklmnopqrstuvwxyz_");
  const bool inside =
      !key->quoted && length > 0 && key->text[length] == ':' && key->text[length + 1] != '\0';
  return inside ? length : 0;
}

/* Whether a plain key is the end of a number that a comma cut in two: 000 of {deductible: 5,000}.
 */
static bool is_cut_number(const sl_node_t *map, const sl_node_t *key)
{
  const sl_node_t *last = map->n > 1 ? &map->items[map->n - 2] : NULL;
  return !key->quoted && strlen(key->text) == 3 && strspn(key->text, "0123456789") == 3 &&
         last != NULL && last->kind == SL_NODE_SCALAR && !last->quoted && last->text[0] != '\0' &&
         strspn(last->text, "+-0123456789") == strlen(last->text);
}

/* A key of a map without a value that is no key: the fault is told and the map made what was meant,
 * so that nothing else is said of it. False where the key is one. */
static bool mend_key(reader_t *r, sl_node_t *map)
{
  sl_node_t *key = &map->keys[map->n - 1], *value = &map->items[map->n - 1];
  const yaml_mark_t mark = {.line = key->line - 1, .column = key->column - 1};
  const size_t length = key->kind == SL_NODE_SCALAR ? before_colon(key) : 0;
  if (length > 0) {
    add_fault(r, mark, "a blank is missing after a colon: write key: value");
    *value = (sl_node_t){.kind = SL_NODE_FAULTY, .line = key->line, .column = key->column};
    key->text[length] = '\0';
    return true;
  }
  if (key->kind == SL_NODE_SCALAR && is_cut_number(map, key)) {
    add_fault(r, mark, "a comma inside a number; write it without thousands separator: 5000");
    map->items[map->n - 2].kind = SL_NODE_FAULTY;
    *value = (sl_node_t){.kind = SL_NODE_FAULTY};
    key->kind = SL_NODE_FAULTY;
    return true;
  }
  return false;
}

static bool is_absent(const yaml_event_t *event)
{
  return event->type == YAML_SCALAR_EVENT && event->data.scalar.length == 0 &&
         event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static int read_key(reader_t *r, yaml_event_t *event, unsigned depth, sl_node_t *map)
{
  sl_node_t *key = &map->keys[map->n];
  *key = (sl_node_t){0};
  map->items[map->n] = (sl_node_t){0};
  map->n++;
  const int code = read_node(r, event, depth, key);
  if (code == SL_OK) {
    check_key(r, key);
  }
  return code;
}

/* The children of a list or map, up to its end event. */
static int read_children(reader_t *r, yaml_event_type_t end, unsigned depth, sl_node_t *node)
{
  size_t capacity = 0;
  for (;;) {
    yaml_event_t event;
    int code = next_event(r, &event);
    if (code != SL_OK) {
      return code;
    }
    if (event.type == end) {
      yaml_event_delete(&event);
      return node->kind == SL_NODE_MAP ? check_duplicates(r, node) : SL_OK;
    }
    if ((code = grow(node, &capacity)) != SL_OK) {
      yaml_event_delete(&event);
      return code;
    }
    if (node->kind == SL_NODE_MAP) {
      if ((code = read_key(r, &event, depth, node)) != SL_OK ||
          (code = next_event(r, &event)) != SL_OK) {
        return code;
      }
      if (is_absent(&event) && mend_key(r, node)) {
        yaml_event_delete(&event);
        continue;
      }
    } else {
      node->items[node->n++] = (sl_node_t){0};
    }
    if ((code = read_node(r, &event, depth, &node->items[node->n - 1])) != SL_OK) {
      return code;
    }
  }
}

/* Takes event over. */
static int read_node(reader_t *r, yaml_event_t *event, unsigned depth, sl_node_t *node)
{
  const yaml_mark_t mark = event->start_mark;
  int code = SL_OK;
  yaml_event_type_t end = YAML_NO_EVENT;
  node->line = place(mark.line);
  node->column = place(mark.column);
  if (event->type == YAML_SCALAR_EVENT) {
    code = read_scalar(r, event, node);
  } else if (event->type == YAML_ALIAS_EVENT) {
    add_fault(r, mark, "aliases (*name) are not allowed; write the value itself");
    node->kind = SL_NODE_FAULTY;
  } else if (event->type == YAML_SEQUENCE_START_EVENT) {
    check_decoration(r, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    node->kind = SL_NODE_LIST;
    end = YAML_SEQUENCE_END_EVENT;
  } else {
    check_decoration(r, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    node->kind = SL_NODE_MAP;
    end = YAML_MAPPING_END_EVENT;
  }
  yaml_event_delete(event);
  if (code != SL_OK || end == YAML_NO_EVENT) {
    return code;
  }
  if (depth > SL_YAML_DEPTH) {
    sl_faults_add(r->faults, SL_ERR_INPUT, r->path, node->line, node->column,
                  "lists and maps are nested more than %d deep", SL_YAML_DEPTH);
    return SL_ERR_INPUT;
  }
  return read_children(r, end, depth + 1, node);
}

/* Takes the events before the document's root; event receives the root's. */
static int open_document(reader_t *r, yaml_event_t *event)
{
  for (;;) {
    const int code = next_event(r, event);
    if (code != SL_OK) {
      return code;
    }
    if (event->type == YAML_STREAM_END_EVENT) {
      add_fault(r, event->start_mark, "the file is empty");
      yaml_event_delete(event);
      return SL_ERR_INPUT;
    }
    if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT) {
      return SL_OK;
    }
    yaml_event_delete(event);
  }
}

/* After the document there may be nothing but the end. */
static int close_document(reader_t *r)
{
  for (;;) {
    yaml_event_t event;
    const int code = next_event(r, &event);
    if (code != SL_OK) {
      return code;
    }
    const yaml_event_type_t type = event.type;
    const yaml_mark_t mark = event.start_mark;
    yaml_event_delete(&event);
    if (type == YAML_DOCUMENT_START_EVENT) {
      add_fault(r, mark, "a second document begins here; a file holds only one");
      return SL_OK;
    }
    if (type == YAML_STREAM_END_EVENT) {
      return SL_OK;
    }
  }
}

static int read_stream(reader_t *r, sl_node_t *root)
{
  yaml_event_t event;
  int code = open_document(r, &event);
  if (code == SL_OK) {
    code = read_node(r, &event, 1, root);
  }
  return code == SL_OK ? close_document(r) : code;
}

/* Editors on Windows begin UTF-8 files with a byte order mark. */
static size_t byte_order_mark(const char *data, size_t size)
{
  return size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

int sl_tree_parse(const char *path, const char *data, size_t size, sl_tree_t **tree,
                  sl_faults_t *faults)
{
  const size_t mark = byte_order_mark(data, size);
  reader_t reader = {.path = path, .data = data + mark, .size = size - mark, .faults = faults};
  const size_t faults_before = faults->n + faults->suppressed;
  sl_tree_t *made = calloc(1, sizeof *made);
  int code = SL_ERR_MEMORY;
  *tree = NULL;
  if (made == NULL || (made->path = sl_text_copy(path)) == NULL ||
      !yaml_parser_initialize(&reader.parser)) {
    sl_tree_free(made);
    return SL_ERR_MEMORY;
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.data, reader.size);
  code = read_stream(&reader, &made->root);
  yaml_parser_delete(&reader.parser);
  if (code != SL_OK) {
    sl_tree_free(made);
    return code;
  }
  *tree = made;
  return faults->n + faults->suppressed > faults_before ? SL_ERR_INPUT : SL_OK;
}

int sl_tree_read(const sl_provider_t *provider, const char *path, sl_tree_t **tree,
                 sl_faults_t *faults)
{
  char *data = NULL;
  size_t size = 0;
  *tree = NULL;
  int code = sl_input_read(provider, path, SL_YAML_BYTES, "1 MiB", &data, &size, faults);
  if (code == SL_OK) {
    code = sl_tree_parse(path, data, size, tree, faults);
  }
  free(data);
  return code;
}

void sl_tree_free(sl_tree_t *tree)
{
  if (tree != NULL) {
    sl_node_free(&tree->root);
    for (size_t i = 0; i < tree->n_origins; i++) {
      free(tree->origins[i]);
    }
    free(tree->origins);
    free(tree->path);
    free(tree);
  }
}

char *sl_key_excerpt(const sl_node_t *key, char buffer[SL_EXCERPT_TEXT])
{
  return sl_text_excerpt(strpbrk(key->text, ",;|\t") != NULL ? "(no key, not shown)" : key->text,
                         buffer);
}

const sl_node_t *sl_node_get(const sl_node_t *node, const char *key)
{
  if (node == NULL || node->kind != SL_NODE_MAP) {
    return NULL;
  }
  for (size_t i = 0; i < node->n; i++) {
    if (strcmp(node->keys[i].text, key) == 0) {
      return &node->items[i];
    }
  }
  return NULL;
}

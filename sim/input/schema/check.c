#include "models/stoploss/contract.h"
#include "sim/input/read/contract_text.h"
#include "sim/input/read/date.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/number.h"
#include "sim/input/read/oddity.h"
#include "sim/input/read/source.h"
#include "sim/input/read/text.h"
#include "sim/input/schema/schema.h"

#include <stdlib.h>
#include <string.h>

#define AMBIGUOUS_CHARACTERS 8 /* -100.000 */
#define ROW_CHARACTERS 5       /* shorter than an id that tells who somebody is */
#define NAME_CHARACTERS 200    /* fits a terminal, a plot and a YAML key */

static void check_value(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *node);

static bool is_amount(const sl_schema_key_t *key)
{
  return (key->types & SL_TYPE_NUMBER) && !key->fitted && key->unit != NULL &&
         strncmp(key->unit, "amount", 6) == 0;
}

/* An amount that may mean a thousand times as much where a point separates thousands. One that does
 * not end in 0 has decimals: 104.375 is a rate. */
static bool is_ambiguous(const sl_schema_key_t *key, const sl_node_t *node)
{
  char digits[AMBIGUOUS_CHARACTERS + 1];
  if (!is_amount(key) || node->kind != SL_NODE_SCALAR || node->quoted) {
    return false;
  }
  double value;
  const size_t length = strlen(node->text);
  const size_t n = sl_number_parse_money(node->text, &value) ? length - 1 : length;
  if (n == 0 || n > AMBIGUOUS_CHARACTERS) {
    return false;
  }
  memcpy(digits, node->text, n);
  digits[n] = '\0';
  return sl_number_is_ambiguous(digits) && digits[n - 1] == '0';
}

static const char *wrong_scalar(const sl_schema_key_t *key, const sl_node_t *node)
{
  double value;
  if (is_ambiguous(key, node)) {
    return "may mean one number or a thousand times as much";
  }
  if (key->types & (SL_TYPE_NUMBER | SL_TYPE_WHOLE | SL_TYPE_NUMBERS)) {
    if (node->quoted) {
      return "is a text in quotes";
    }
    if (!sl_schema_parse_number(key, node->text, &value)) {
      return "is not a number";
    }
    return key->types & SL_TYPE_WHOLE ? "is not a whole number in the range" : "is out of range";
  }
  if (key->types & SL_TYPE_DATE) {
    return "is not a date";
  }
  if (key->choice != NULL) {
    return "is not known";
  }
  if (key->types & SL_TYPE_CONTRACT) {
    return "is not a contract basis";
  }
  return "is not of the right form";
}

/* What is wrong with a percentage, with k or with M; NULL where there is none. */
static const char *oddity_of_suffix(const sl_schema_key_t *key, const char *text)
{
  double value;
  const size_t length = strlen(text);
  const char last = length > 0 ? text[length - 1] : '\0';
  if (sl_schema_parse_number(key, text, &value)) {
    return NULL;
  }
  if (last == '%' && !sl_schema_is_share(key)) {
    return "a percentage stands for shares and ratios only; write a plain number";
  }
  if (last == '%') {
    return "write it as 5% or 0.05";
  }
  if (!sl_schema_is_money(key) && sl_number_parse_money(text, &value)) {
    return "k and M stand for amounts of money only; write the number in full";
  }
  return sl_schema_is_money(key) && strpbrk(text, "kKmM") != NULL &&
                 strpbrk(text, "0123456789") != NULL
             ? "write a number and k for thousand or M for million, as 175k or 2.5M"
             : NULL;
}

/* What nobody sees in the value, or an export put there. */
static const char *oddity(const sl_schema_key_t *key, const sl_node_t *node)
{
  double value;
  if (key->secret && (key->types & SL_TYPE_WHOLE) && !sl_number_parse(node->text, &value)) {
    return "an id goes into member_id";
  }
  if (key->types & (SL_TYPE_NUMBER | SL_TYPE_WHOLE | SL_TYPE_NUMBERS)) {
    const char *suffix = oddity_of_suffix(key, node->text);
    return is_ambiguous(key, node) ? "write 100 or 100000, not 100.000"
           : suffix != NULL        ? suffix
                                   : sl_oddity_of_number(node->text);
  }
  return sl_oddity_of_text(node->text);
}

/* The text of a scalar for a message; of what may be an id only a number of few characters. */
static const char *shown(const sl_schema_key_t *key, const sl_node_t *node,
                         char buffer[SL_EXCERPT_TEXT])
{
  double value;
  const bool is_row = (key->types & SL_TYPE_WHOLE) && strlen(node->text) <= ROW_CHARACTERS &&
                      sl_number_parse(node->text, &value);
  return key->secret && !is_row ? "(not shown: it may be an id)"
                                : sl_text_excerpt(node->text, buffer);
}

static void refuse(const sl_source_t *c, const sl_schema_key_t *key, const char *name,
                   const sl_node_t *node, const char *nearest)
{
  char hint[SL_HINT_TEXT];
  char *allowed = sl_schema_allowed(key);
  char excerpt[SL_EXCERPT_TEXT];
  const bool scalar = node->kind == SL_NODE_SCALAR;
  const char *value = node->kind == SL_NODE_MAP ? "a map" : "a list";
  const char *odd = scalar ? oddity(key, node) : NULL;
  char name_excerpt[SL_EXCERPT_TEXT];
  sl_source_fault(c, node, "%s %s: %s%s%s%s; allowed: %s", sl_text_excerpt(name, name_excerpt),
                  scalar ? wrong_scalar(key, node) : "is not of the right form",
                  scalar ? shown(key, node, excerpt) : value, sl_did_you_mean(nearest, hint),
                  odd != NULL ? "; " : "", odd != NULL ? odd : "",
                  allowed != NULL ? allowed : "another value");
  free(allowed);
}

/* Up to SL_SCHEMA_CHILDREN names to compare a mistyped one with. */
typedef struct names {
  const char *list[SL_SCHEMA_CHILDREN];
  size_t n;
} names_t;

static void add_name(names_t *names, const char *name)
{
  if (name != NULL && names->n < SL_SCHEMA_CHILDREN) {
    names->list[names->n++] = name;
  }
}

static void check_choice(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *node)
{
  names_t names = {.n = 0};
  for (size_t i = 0; key->choice(i) != NULL; i++) {
    add_name(&names, key->choice(i));
    add_name(&names, key->alias != NULL ? key->alias(i) : NULL);
  }
  refuse(c, key, sl_schema_name(key), node, sl_nearest(node->text, names.list, names.n));
}

static bool check_text(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *node)
{
  const char *wrong = NULL;
  if (node->text[0] == '\0') {
    wrong = "is empty";
  } else if (sl_text_has_control(node->text)) {
    wrong = "holds control, direction or invisible characters, or is longer than one line";
  } else if (sl_text_characters(node->text) > NAME_CHARACTERS) {
    wrong = "is longer than 200 characters";
  }
  if (wrong != NULL) {
    char excerpt[SL_EXCERPT_TEXT];
    sl_source_fault(c, node,
                    "%s %s: %s; allowed: a text of 1 to 200 printable characters on one line",
                    sl_schema_name(key), wrong, shown(key, node, excerpt));
  }
  return true;
}

/* Whether the scalar was of an allowed type; texts may add a fault of their own. */
static bool check_scalar(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *node)
{
  double number;
  uint64_t whole;
  sl_date_t date;
  if ((key->types & SL_TYPE_NUMBER) && sl_schema_number(key, node, &number)) {
    return !is_ambiguous(key, node);
  }
  if ((key->types & SL_TYPE_WHOLE) && sl_schema_whole(key, node, &whole)) {
    return true;
  }
  if ((key->types & SL_TYPE_DATE) && sl_date_parse(node->text, &date)) {
    return true;
  }
  if ((key->types & SL_TYPE_CONTRACT) && sl_contract_parse(node->text, NULL)) {
    return true;
  }
  if (key->types & SL_TYPE_FLAG) {
    return !node->quoted && (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0);
  }
  if ((key->types & SL_TYPE_CHOICE) && sl_schema_choice(key, node->text) < 0) {
    check_choice(c, key, node);
    return true;
  }
  if (key->types & SL_TYPE_TEXT) {
    return check_text(c, key, node);
  }
  return key->types & (SL_TYPE_CHOICE | SL_TYPE_PARAGRAPH);
}

/* Whether an item of a list of scalars is of the list's type; a word that is none of its choices
 * adds a fault of its own. */
static bool check_item(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *item)
{
  double value;
  if (key->types & SL_TYPE_NUMBERS) {
    return sl_schema_number(key, item, &value);
  }
  if (key->types & SL_TYPE_CONTRACTS) {
    return item->kind == SL_NODE_SCALAR && sl_contract_parse(item->text, NULL);
  }
  if (item->kind == SL_NODE_SCALAR && key->choice != NULL &&
      sl_schema_choice(key, item->text) < 0) {
    check_choice(c, key, item);
  }
  return item->kind == SL_NODE_SCALAR;
}

static void check_items(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *list)
{
  for (size_t i = 0; i < list->n; i++) {
    const sl_node_t *item = &list->items[i];
    if (item->kind != SL_NODE_FAULTY && !check_item(c, key, item)) {
      refuse(c, key, sl_schema_name(key), item, NULL);
    }
  }
}

/* A map of numbers by names that the binders check. */
static void check_named(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *map)
{
  sl_schema_key_t number = *key;
  number.types = SL_TYPE_NUMBER;
  for (size_t i = 0; i < map->n; i++) {
    const sl_node_t *item = &map->items[i];
    double value;
    if (item->kind != SL_NODE_FAULTY &&
        (!sl_schema_number(key, item, &value) || is_ambiguous(&number, item))) {
      refuse(c, &number, map->keys[i].text, item, NULL);
    }
  }
}

/* "basis:" of "basis:name"; nothing of a scenario's own path. */
static size_t group_length(const char *path)
{
  const char *colon = strchr(path, ':');
  return colon != NULL ? (size_t)(colon - path) + 1 : 0;
}

/* The place of name elsewhere in the schema of the same file, NULL if there is none. */
static const char *known_elsewhere(const sl_schema_key_t *parent, const char *name)
{
  size_t n;
  const sl_schema_key_t *keys = sl_schema_keys(&n);
  const size_t group = group_length(parent->path);
  for (size_t i = 0; i < n; i++) {
    if (group_length(keys[i].path) == group && strncmp(keys[i].path, parent->path, group) == 0 &&
        strcmp(sl_schema_name(&keys[i]), name) == 0) {
      return keys[i].path + group;
    }
  }
  return NULL;
}

static void refuse_key(const sl_source_t *c, const sl_schema_key_t *parent, const sl_node_t *key)
{
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(parent, children, SL_SCHEMA_CHILDREN);
  names_t names = {.n = n};
  char excerpt[SL_EXCERPT_TEXT], hint[SL_HINT_TEXT];
  sl_text_t text = {0};
  if (c->faults->n >= SL_FAULTS_MAX) {
    c->faults->suppressed++;
    return;
  }
  for (size_t i = 0; i < n; i++) {
    names.list[i] = sl_schema_name(children[i]);
  }
  const char *nearest = sl_nearest(key->text, names.list, n);
  const char *elsewhere = known_elsewhere(parent, key->text);
  if (elsewhere != NULL) {
    sl_text_append(&text, "; it belongs elsewhere: %s;", elsewhere);
  } else {
    sl_text_append(&text, "%s", nearest != NULL ? sl_did_you_mean(nearest, hint) : ";");
  }
  sl_text_append(&text, " allowed here: ");
  sl_schema_append_keys(&text, parent);
  char *advice = sl_text_take(&text);
  sl_source_fault(c, key, "unknown key: %s%s", sl_key_excerpt(key, excerpt),
                  advice != NULL ? advice : "");
  free(advice);
}

static void require_children(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *map)
{
  const sl_schema_key_t *children[SL_SCHEMA_CHILDREN];
  const size_t n = sl_schema_children(key, children, SL_SCHEMA_CHILDREN);
  for (size_t i = 0; i < n; i++) {
    if (!children[i]->required || sl_node_get(map, sl_schema_name(children[i])) != NULL) {
      continue;
    }
    char *allowed = sl_schema_allowed(children[i]);
    sl_source_fault(c, map, "a required key is missing: %s (%s); allowed: %s",
                    sl_schema_name(children[i]), children[i]->doc, allowed != NULL ? allowed : "");
    free(allowed);
  }
}

static void check_map(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *map)
{
  for (size_t i = 0; i < map->n; i++) {
    const sl_schema_key_t *child = sl_schema_child(key, map->keys[i].text);
    if (child == NULL) {
      refuse_key(c, key, &map->keys[i]);
    } else {
      check_value(c, child, &map->items[i]);
    }
  }
  require_children(c, key, map);
}

static void check_list(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *list)
{
  if (key->required && list->n == 0) {
    sl_source_fault(c, list, "the list is empty: %s; allowed: at least one item",
                    sl_schema_name(key));
  }
  for (size_t i = 0; i < list->n; i++) {
    const sl_node_t *item = &list->items[i];
    if (item->kind == SL_NODE_MAP) {
      check_map(c, key, item);
    } else if (item->kind != SL_NODE_FAULTY) {
      refuse(c, key, "an item", item, NULL);
    }
  }
}

static void check_value(const sl_source_t *c, const sl_schema_key_t *key, const sl_node_t *node)
{
  const unsigned named = SL_TYPE_TIERS | SL_TYPE_SERVICES;
  const unsigned distribution = SL_TYPE_FREQUENCY | SL_TYPE_SEVERITY;
  const unsigned scalars = SL_TYPE_NUMBERS | SL_TYPE_TEXTS | SL_TYPE_CONTRACTS;
  if (node->kind == SL_NODE_FAULTY || (key->types & distribution)) {
    return;
  }
  if (node->kind == SL_NODE_MAP && node->n > 0 && (key->types & SL_TYPE_PLACES)) {
    return; /* what they say is checked where it is put */
  }
  if (node->kind == SL_NODE_MAP && (key->types & SL_TYPE_MAP)) {
    check_map(c, key, node);
  } else if (node->kind == SL_NODE_MAP && (key->types & named)) {
    check_named(c, key, node);
  } else if (node->kind == SL_NODE_LIST && (key->types & SL_TYPE_LIST)) {
    check_list(c, key, node);
  } else if (node->kind == SL_NODE_LIST && (key->types & scalars)) {
    check_items(c, key, node);
  } else if (node->kind != SL_NODE_SCALAR || !check_scalar(c, key, node)) {
    refuse(c, key, sl_schema_name(key), node, NULL);
  }
}

/* Whatever it holds is not repeated: it may be a census. */
static void refuse_file(const sl_source_t *c, const sl_schema_key_t *root, const sl_node_t *node)
{
  char *allowed = sl_schema_allowed(root);
  sl_source_fault(
      c, node, "the file is not of the right form (a census is named by its scenario); allowed: %s",
      allowed != NULL ? allowed : "a map of keys");
  free(allowed);
}

void sl_schema_check(const sl_schema_key_t *root, const sl_tree_t *tree, sl_faults_t *faults)
{
  const sl_source_t checker = {.path = tree->path, .faults = faults};
  if (tree->root.kind == SL_NODE_MAP) {
    check_map(&checker, root, &tree->root);
  } else if (tree->root.kind != SL_NODE_FAULTY) {
    refuse_file(&checker, root, &tree->root);
  }
}

bool sl_schema_check_value(const sl_schema_key_t *key, const sl_node_t *node, const char *path,
                           sl_faults_t *faults)
{
  const sl_source_t checker = {.path = path, .faults = faults};
  const size_t before = faults->n + faults->suppressed;
  check_value(&checker, key, node);
  return faults->n + faults->suppressed == before && node->kind != SL_NODE_FAULTY;
}

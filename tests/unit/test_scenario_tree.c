#include "sim/input/read/yaml_tree.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct parsed {
  int code;
  sl_tree_t *tree;
  sl_faults_t faults;
} parsed_t;

static parsed_t parse_bytes(const char *data, size_t size)
{
  parsed_t parsed = {.code = 0};
  sl_faults_init(&parsed.faults);
  parsed.code = sl_tree_parse("test.yaml", data, size, &parsed.tree, &parsed.faults);
  return parsed;
}

static parsed_t parse(const char *text) { return parse_bytes(text, strlen(text)); }

static void release(parsed_t *parsed)
{
  sl_tree_free(parsed->tree);
  sl_faults_free(&parsed->faults);
}

/* Exactly one fault, at this place, whose text holds part. */
static void expect_fault(const char *text, size_t line, size_t column, const char *part)
{
  parsed_t p = parse(text);
  CU_ASSERT_NOT_EQUAL(p.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(p.faults.n, 1);
  CU_ASSERT_EQUAL(p.faults.list[0].line, line);
  CU_ASSERT_EQUAL(p.faults.list[0].column, column);
  CU_ASSERT_PTR_NOT_NULL(strstr(p.faults.list[0].text, part));
  release(&p);
}

static void places_and_kinds_are_kept(void)
{
  parsed_t p = parse("a: 1\nb:\n  - x\n  - \"2\"\nc: {d: 'y'}\n");
  CU_ASSERT_EQUAL_FATAL(p.code, SL_OK);
  const sl_node_t *root = &p.tree->root;
  const sl_node_t *a = sl_node_get(root, "a"), *b = sl_node_get(root, "b");
  const sl_node_t *d = sl_node_get(sl_node_get(root, "c"), "d");
  CU_ASSERT_EQUAL(root->n, 3);
  CU_ASSERT_STRING_EQUAL(a->text, "1");
  CU_ASSERT_FALSE(a->quoted);
  CU_ASSERT_EQUAL(a->line, 1);
  CU_ASSERT_EQUAL(a->column, 4);
  CU_ASSERT_EQUAL(root->keys[1].line, 2);
  CU_ASSERT_EQUAL_FATAL(b->kind, SL_NODE_LIST);
  CU_ASSERT_EQUAL(b->n, 2);
  CU_ASSERT_TRUE(b->items[1].quoted);
  CU_ASSERT_EQUAL(b->items[1].line, 4);
  CU_ASSERT_EQUAL(b->items[1].column, 5);
  CU_ASSERT_TRUE(d->quoted);
  CU_ASSERT_EQUAL(d->column, 8);
  CU_ASSERT_PTR_NULL(sl_node_get(root, "z"));
  CU_ASSERT_PTR_NULL(sl_node_get(a, "a"));
  CU_ASSERT_PTR_NULL(sl_node_get(NULL, "a"));
  release(&p);
}

static void json_is_valid(void)
{
  parsed_t p = parse("{\"a\": [1, 2.5], \"b\": {\"c\": \"text\"}, \"d\": true}");
  CU_ASSERT_EQUAL_FATAL(p.code, SL_OK);
  CU_ASSERT_EQUAL(sl_node_get(&p.tree->root, "a")->n, 2);
  CU_ASSERT_FALSE(sl_node_get(&p.tree->root, "a")->items[1].quoted);
  CU_ASSERT_TRUE(sl_node_get(sl_node_get(&p.tree->root, "b"), "c")->quoted);
  release(&p);
}

static void what_a_scenario_does_not_need_is_refused(void)
{
  expect_fault("a: &x 1\n", 1, 4, "anchor");
  expect_fault("a: !!int 1\n", 1, 4, "tags");
  expect_fault("a: ! 1\n", 1, 4, "tags");
  expect_fault("a: !!map {b: 1}\n", 1, 4, "tags");
  expect_fault("<<: {a: 1}\n", 1, 1, "merge keys");
  expect_fault("a: 1\nb: ~\n", 2, 4, "missing");
  expect_fault("a: null\n", 1, 4, "missing");
  expect_fault("a: NULL\n", 1, 4, "missing");
  expect_fault("a:\nb: 1\n", 1, 3, "missing");
  expect_fault("[1, , 2]\n", 1, 5, "not valid YAML");
  expect_fault("a: 1\n---\nb: 2\n", 2, 1, "second document");
  expect_fault("{[1]: 2}\n", 1, 2, "cannot be a key");
  expect_fault("a: \"x\\0y\"\n", 1, 4, "NUL");
  expect_fault("", 1, 1, "empty");
  expect_fault("# nothing\n", 2, 1, "empty");
  expect_fault("%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: !b 1\n", 4, 4, "tags");
}

static void an_alias_is_refused_beside_its_anchor(void)
{
  parsed_t p = parse("a: &x 1\nb: *x\n");
  CU_ASSERT_EQUAL_FATAL(p.faults.n, 2);
  CU_ASSERT_EQUAL(p.faults.list[1].line, 2);
  CU_ASSERT_PTR_NOT_NULL(strstr(p.faults.list[1].text, "alias"));
  release(&p);
}

static void duplicate_keys_name_the_first(void)
{
  expect_fault("a: 1\nb: 2\n'a': 3\n", 3, 1, "first given in line 1");
  parsed_t p = parse("a: 1\na: 2\na: 3\nb: 4\n");
  CU_ASSERT_EQUAL(p.faults.n, 2);
  CU_ASSERT_EQUAL_FATAL(p.tree != NULL, 1);
  CU_ASSERT_EQUAL(p.tree->root.n, 2);
  CU_ASSERT_STRING_EQUAL(sl_node_get(&p.tree->root, "a")->text, "1");
  CU_ASSERT_STRING_EQUAL(sl_node_get(&p.tree->root, "b")->text, "4");
  release(&p);
}

static void quoted_nulls_are_texts(void)
{
  parsed_t p = parse("a: \"\"\nb: 'null'\nc: \"~\"\n");
  CU_ASSERT_EQUAL(p.code, SL_OK);
  release(&p);
}

static void encoding_faults_have_a_line(void)
{
  expect_fault("a: 1\nb: \xC3(\n", 2, 5, "byte 10"); /* the byte that should continue */
  expect_fault("a: 1\nb: 2\nc: \xFF\n", 3, 4, "UTF-8");
  expect_fault("\xC3\xA4: 1\nb: x\x01\n", 2, 5, "control characters");
}

static void nesting_ends_at_the_limit(void)
{
  char text[2 * SL_YAML_DEPTH + 8] = "";
  for (int levels = SL_YAML_DEPTH; levels <= SL_YAML_DEPTH + 1; levels++) {
    memset(text, '[', (size_t)levels);
    text[levels] = '1';
    memset(text + levels + 1, ']', (size_t)levels);
    text[2 * levels + 1] = '\0';
    parsed_t p = parse(text);
    CU_ASSERT_EQUAL(p.code, levels == SL_YAML_DEPTH ? SL_OK : SL_ERR_INPUT);
    release(&p);
  }
}

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* size bytes of a repeated piece; returns the seconds that reading took. */
static double time_of(const char *piece, size_t size)
{
  char *data = malloc(size);
  const size_t length = strlen(piece);
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  for (size_t i = 0; i < size; i++) {
    data[i] = piece[i % length];
  }
  const double start = seconds();
  parsed_t p = parse_bytes(data, size);
  const double end = seconds();
  release(&p);
  free(data);
  return end - start;
}

static void hostile_files_take_no_time(void)
{
  static const char *const pieces[] = {"[",      "{",       "- ",      "? ",   "a: ",   "a\n",
                                       "{a: ",   "\"",      "&a ",     "!a ",  "*a ",   "|\n ",
                                       "a: 1\n", "a: [\n",  "# a\n",   "%a\n", "---\n", "- - - ",
                                       "[a, ",   "{a, b: ", "'a': 1,", "\t",   "\\",    "a: b: "};
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    const double taken = time_of(pieces[i], 100000);
    if (taken > 2.0) {
      printf("\n    %s: %.2f s\n", pieces[i], taken);
    }
    CU_ASSERT_TRUE(taken < 2.0); /* a fraction of it without sanitizers */
  }
}

static void large_flat_files_take_little_time(void)
{
  size_t size = 0, n = 0;
  char *data = malloc(SL_YAML_BYTES);
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  while (size + 16 < SL_YAML_BYTES) {
    size += (size_t)sprintf(data + size, "k%zu: 1\n", n++);
  }
  const double start = seconds();
  parsed_t p = parse_bytes(data, size);
  CU_ASSERT_EQUAL(p.code, SL_OK);
  CU_ASSERT_EQUAL(p.tree->root.n, n);
  CU_ASSERT_TRUE(seconds() - start < 5.0);
  release(&p);
  free(data);
}

static int read_file_of(size_t size)
{
  char path[512];
  snprintf(path, sizeof path, "%s/size.yaml", sl_test_scratch_dir());
  FILE *file = fopen(path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  fputs("a: ", file);
  for (size_t i = 3; i < size; i++) {
    fputc('x', file);
  }
  fclose(file);
  parsed_t p = {.code = 0};
  sl_faults_init(&p.faults);
  p.code = sl_tree_read(NULL, path, &p.tree, &p.faults);
  const int code = p.code;
  release(&p);
  return code;
}

static void files_end_at_one_mebibyte(void)
{
  CU_ASSERT_EQUAL(read_file_of(SL_YAML_BYTES), SL_OK);
  CU_ASSERT_EQUAL(read_file_of(SL_YAML_BYTES + 1), SL_ERR_INPUT);
}

static void files_that_cannot_be_read_are_missing(void)
{
  static const char *const paths[] = {"/nonexistent/x.yaml", "/", ""};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    parsed_t p = {.code = 0};
    sl_faults_init(&p.faults);
    CU_ASSERT_EQUAL(sl_tree_read(NULL, paths[i], &p.tree, &p.faults), SL_ERR_MISSING);
    CU_ASSERT_EQUAL(p.faults.n, 1);
    CU_ASSERT_EQUAL(sl_faults_code(&p.faults), SL_ERR_MISSING);
    release(&p);
  }
}

SL_SUITE(scenario_tree, "unit/scenario_tree",
         {"places and kinds are kept", places_and_kinds_are_kept}, {"JSON is valid", json_is_valid},
         {"what a scenario does not need is refused", what_a_scenario_does_not_need_is_refused},
         {"an alias is refused beside its anchor", an_alias_is_refused_beside_its_anchor},
         {"duplicate keys name the first", duplicate_keys_name_the_first},
         {"quoted nulls are texts", quoted_nulls_are_texts},
         {"encoding faults have a line", encoding_faults_have_a_line},
         {"nesting ends at the limit", nesting_ends_at_the_limit},
         {"hostile files take no time", hostile_files_take_no_time},
         {"large flat files take little time", large_flat_files_take_little_time},
         {"files end at one mebibyte", files_end_at_one_mebibyte},
         {"files that cannot be read are missing", files_that_cannot_be_read_are_missing});

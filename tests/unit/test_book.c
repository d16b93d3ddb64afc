/* The page of a book, from clients worked out by hand: who fits, in which order, and totals. */
#include "sim/output/batch/book.h"

#include "tests/support/harness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N 6

typedef struct book {
  sl_client_t clients[N];
  sl_batch_entry_t entries[N];
  sl_client_row_t rows[N][2];
  sl_batch_result_t result;
} book_t;

static char subject_name[] = "ASO", reference_name[] = "Insured", fault[] = "no such file";
static char names[N][8] = {"a", "b", "c", "d", "e", "f"};

/* saving, its error, at claims 10% higher, chance of a deficit. */
static const double given[N][4] = {
    {500, 100, 200, 0.30},   /* fits, but more often short than e and f */
    {150, 100, 100, 0.10},   /* cannot be told from none */
    {900, 100, -50, 0.10},   /* not if claims are higher */
    {-300, 100, -500, 0.90}, /* dearer */
    {700, 100, 300, 0.10},   /* fits */
    {0, 0, 0, 0},            /* failed */
};

static void make(book_t *book)
{
  *book = (book_t){.result = {.entries = book->entries, .n = N, .done = N - 1, .failed = 1}};
  for (size_t i = 0; i < N; i++) {
    const double *g = given[i];
    sl_client_row_t *rows = book->rows[i];
    book->clients[i] = (sl_client_t){.line = i + 2, .name = names[i]};
    book->entries[i] = (sl_batch_entry_t){.client = &book->clients[i],
                                          .status = SL_CLIENT_DONE,
                                          .currency = "USD",
                                          .seed = i,
                                          .trials = 1000,
                                          .rows = rows,
                                          .n_rows = 2};
    rows[0] = (sl_client_row_t){.arrangement = subject_name, .kind = "aso", .role = "subject"};
    rows[0].figures = (sl_client_figures_t){.expected = {10000 - g[0], 30},
                                            .bad_year = {20000, 10},
                                            .deficit = {g[3], 0.01},
                                            .budget = {11000, 0},
                                            .saving = {g[0], g[1]},
                                            .cheaper = {0.6, 0.01},
                                            .saving_more = g[2]};
    rows[1] = (sl_client_row_t){
        .arrangement = reference_name, .kind = "fully_insured", .role = "reference"};
    rows[1].figures.expected = (sl_estimate_t){10000, 0};
  }
  book->entries[N - 1].status = SL_CLIENT_FAILED;
  book->entries[N - 1].n_rows = 0;
  book->entries[N - 1].reason = fault;
}

static json_t *render(const book_t *book, double most_deficit, size_t most_clients)
{
  const sl_book_terms_t terms = {most_deficit, most_clients, .arrangements = true};
  sl_document_t *document = sl_book_document(&book->result, &terms);
  char *bytes = NULL;
  size_t n = 0;
  sl_error_t error;
  CU_ASSERT_EQUAL_FATAL(sl_document_json(document, &bytes, &n, &error), SL_OK);
  json_t *root = json_loads(bytes, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(root);
  free(bytes);
  sl_document_free(document);
  return root;
}

static const json_t *table_named(const json_t *root, const char *name)
{
  const json_t *blocks = json_object_get(root, "blocks");
  for (size_t i = 0; i < json_array_size(blocks); i++) {
    const json_t *block = json_array_get(blocks, i);
    const char *found = json_string_value(json_object_get(block, "name"));
    if (found != NULL && strcmp(found, name) == 0) {
      return block;
    }
  }
  return NULL;
}

/* The labels of a table's rows, a blank between; of sections their first letter, in capitals. */
static void labels_of(const json_t *table, char *text, size_t size)
{
  const json_t *rows = json_object_get(table, "rows");
  size_t used = 0;
  text[0] = '\0';
  for (size_t r = 0; r < json_array_size(rows); r++) {
    const json_t *row = json_array_get(rows, r);
    const char *label = json_string_value(json_object_get(row, "label"));
    const int length = label[1] == '\0' ? 1 : 4;
    used += (size_t)snprintf(text + used, size - used, "%.*s ", length, label);
  }
}

static void expect_order(const book_t *book, double most_deficit, const char *expected)
{
  char text[200];
  json_t *root = render(book, most_deficit, SIZE_MAX);
  labels_of(table_named(root, "clients"), text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, expected);
  json_decref(root);
}

static void who_fits_in_which_order(void)
{
  book_t book;
  make(&book);
  expect_order(&book, (double)NAN, "Fits e a Depe c Does b d ");
  expect_order(&book, 0.2, "Fits e Depe c a Does b d ");
  expect_order(&book, 0.05, "Depe c e a Does b d ");
  for (size_t i = 0; i < N; i++) {
    book.rows[i][0].figures.saving_more = (double)NAN; /* without the band */
  }
  expect_order(&book, (double)NAN, "Fits c e a Does b d ");
  book.entries[4].rows[1].role = ""; /* and e has no reference */
  expect_order(&book, (double)NAN, "Fits c a Does b d Not  e ");
}

/* Column c (0 = the first behind the label) of row r. */
static double number_at(const json_t *table, size_t r, size_t c, const char *what)
{
  const json_t *row = json_array_get(json_object_get(table, "rows"), r);
  const json_t *cell = json_array_get(json_object_get(row, "cells"), c);
  return json_number_value(json_object_get(cell, what));
}

/* 500 + 150 + 900 - 300 + 700 = 1,950; errors of 100 each: 100 sqrt(5), or 500 where two share
 * their years; those that fit: 500 + 700, 100 sqrt(2). */
static void totals_and_their_errors(void)
{
  book_t book;
  make(&book);
  json_t *root = render(&book, (double)NAN, SIZE_MAX);
  const json_t *table = table_named(root, "totals");
  CU_ASSERT_PTR_NOT_NULL_FATAL(table);
  CU_ASSERT_EQUAL(number_at(table, 0, 0, "value"), 2.0);
  CU_ASSERT_EQUAL(number_at(table, 0, 3, "value"), 1200.0);
  SL_ASSERT_CLOSE(number_at(table, 0, 3, "standard_error"), 100.0 * sqrt(2.0), 1e-12);
  CU_ASSERT_EQUAL(number_at(table, 1, 0, "value"), 5.0);
  CU_ASSERT_EQUAL(number_at(table, 1, 1, "value"), 48050.0);
  CU_ASSERT_EQUAL(number_at(table, 1, 2, "value"), 50000.0);
  CU_ASSERT_EQUAL(number_at(table, 1, 3, "value"), 1950.0);
  SL_ASSERT_CLOSE(number_at(table, 1, 3, "standard_error"), 100.0 * sqrt(5.0), 1e-12);
  json_decref(root);
  book.entries[3].seed = 0;
  root = render(&book, (double)NAN, SIZE_MAX);
  SL_ASSERT_CLOSE(number_at(table_named(root, "totals"), 1, 3, "standard_error"), 500.0, 1e-12);
  json_decref(root);
  memcpy(book.entries[2].currency, "CAD", 4);
  root = render(&book, (double)NAN, SIZE_MAX);
  CU_ASSERT_PTR_NULL(table_named(root, "totals"));
  json_decref(root);
}

static void what_is_listed(void)
{
  book_t book;
  char text[300];
  make(&book);
  json_t *root = render(&book, (double)NAN, 2);
  labels_of(table_named(root, "clients"), text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "Fits e a ");
  labels_of(table_named(root, "arrangements"), text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "a a b b c c d d e e f ");
  char *all = json_dumps(root, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(all);
  CU_ASSERT_PTR_NOT_NULL(strstr(all, "f: no such file"));
  CU_ASSERT_PTR_NOT_NULL(strstr(all, "And 3 more clients"));
  CU_ASSERT_PTR_NOT_NULL(strstr(all, "5 of 6 clients are done, 1 failed."));
  CU_ASSERT_PTR_NOT_NULL(strstr(all, "2 of 5 fit"));
  free(all);
  json_decref(root);
}

SL_SUITE(book, "unit/book", {"who fits, in which order", who_fits_in_which_order},
         {"totals and their errors", totals_and_their_errors}, {"what is listed", what_is_listed});

#include "sim/output/batch/book.h"

#include "sim/output/batch/summary.h"
#include "sim/output/text/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEVERAL "" /* currencies */

typedef enum verdict { FITS, DEPENDS, FITS_NOT, NO_REFERENCE, N_VERDICTS } verdict_t;

/* A client with figures. */
typedef struct client {
  const sl_batch_entry_t *entry;
  const sl_client_row_t *subject, *reference; /* reference: NULL where there is none */
  verdict_t verdict;
} client_t;

typedef struct book {
  const sl_batch_result_t *result;
  const sl_book_terms_t *terms;
  client_t *clients; /* by verdict, then by saving, the largest first */
  size_t n, count[N_VERDICTS];
  const char *currency; /* of all; "" where there are several, or none */
  bool has_band;        /* every client that is compared */
} book_t;

/* ---- who fits ---- */

static const sl_client_row_t *row_of(const sl_batch_entry_t *entry, const char *role)
{
  for (size_t a = 0; a < entry->n_rows; a++) {
    if (strcmp(entry->rows[a].role, role) == 0) {
      return &entry->rows[a];
    }
  }
  return NULL;
}

static verdict_t verdict_of(const client_t *client, const sl_book_terms_t *terms)
{
  const sl_client_figures_t *own = &client->subject->figures;
  if (client->reference == NULL) {
    return NO_REFERENCE;
  }
  if (!(own->saving.value > 2.0 * own->saving.standard_error)) {
    return FITS_NOT;
  }
  const bool lasts = isnan(own->saving_more) || own->saving_more > 0.0;
  const bool keeps = isnan(terms->most_deficit) || own->deficit.value <= terms->most_deficit;
  return lasts && keeps ? FITS : DEPENDS;
}

static double saving_of(const client_t *client)
{
  return client->reference != NULL ? client->subject->figures.saving.value : 0.0;
}

static int by_saving(const void *left, const void *right)
{
  const client_t *a = left, *b = right;
  const double one = saving_of(a), other = saving_of(b);
  if (a->verdict != b->verdict) {
    return a->verdict < b->verdict ? -1 : 1;
  }
  return one != other ? (one > other ? -1 : 1) : (a->entry > b->entry) - (a->entry < b->entry);
}

static void take_currency(book_t *book, const char *currency, bool *several)
{
  *several = *several || (book->n > 0 && strcmp(book->currency, currency) != 0);
  book->currency = book->n == 0 ? currency : book->currency;
}

static int judge(book_t *book)
{
  const sl_batch_result_t *result = book->result;
  bool several = false;
  book->currency = SEVERAL;
  book->has_band = true;
  book->clients = calloc(result->n + 1, sizeof *book->clients);
  if (book->clients == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < result->n; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    client_t client = {entry, row_of(entry, "subject"), row_of(entry, "reference"), FITS};
    if (client.subject != NULL) {
      client.verdict = verdict_of(&client, book->terms);
      take_currency(book, entry->currency, &several);
      book->count[client.verdict]++;
      book->has_band = book->has_band &&
                       (client.reference == NULL || !isnan(client.subject->figures.saving_more));
      book->clients[book->n++] = client;
    }
  }
  book->currency = several ? SEVERAL : book->currency;
  qsort(book->clients, book->n, sizeof *book->clients, by_saving);
  return SL_OK;
}

/* ---- over all ---- */

static int by_seed(const void *left, const void *right)
{
  const uint64_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* Whether two clients have one stream of random words; so it is taken where memory ends. */
static bool share_a_seed(const book_t *book)
{
  uint64_t *seeds = calloc(book->n + 1, sizeof *seeds);
  bool shared = seeds == NULL;
  for (size_t i = 0; seeds != NULL && i < book->n; i++) {
    seeds[i] = book->clients[i].entry->seed;
  }
  if (seeds != NULL) {
    qsort(seeds, book->n, sizeof *seeds, by_seed);
  }
  for (size_t i = 1; seeds != NULL && i < book->n; i++) {
    shared = shared || seeds[i - 1] == seeds[i];
  }
  free(seeds);
  return shared;
}

/* What the clients up to a verdict cost together. */
typedef struct total {
  size_t n;
  sl_estimate_t subject, reference, saving;
} total_t;

static void add(sl_estimate_t *sum, sl_estimate_t part, bool dependent)
{
  sum->value += part.value;
  sum->standard_error = dependent ? sum->standard_error + part.standard_error
                                  : hypot(sum->standard_error, part.standard_error);
}

static total_t total_of(const book_t *book, verdict_t last, bool dependent)
{
  total_t total = {0};
  for (size_t i = 0; i < book->n && book->clients[i].verdict <= last; i++) {
    const client_t *client = &book->clients[i];
    total.n++;
    add(&total.subject, client->subject->figures.expected, dependent);
    add(&total.reference, client->reference->figures.expected, dependent);
    add(&total.saving, client->subject->figures.saving, dependent);
  }
  return total;
}

static void put_total(sl_document_table_t *table, const char *label, const total_t *total)
{
  sl_table_row(table, SL_ROW_PLAIN, label);
  sl_table_cell(table, sl_cell_exact(SL_CELL_COUNT, (double)total->n, NULL));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, total->subject, NULL));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, total->reference, NULL));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, total->saving, NULL));
}

static void put_totals(sl_document_t *document, const book_t *book)
{
  const size_t compared = book->n - book->count[NO_REFERENCE];
  if (compared == 0 || book->currency[0] == '\0') {
    return;
  }
  const bool dependent = share_a_seed(book);
  const total_t fit = total_of(book, FITS, dependent), all = total_of(book, FITS_NOT, dependent);
  sl_document_table_t *table =
      sl_document_table(document, "totals", "Over all clients, expected in a year", true);
  sl_table_column(table, "");
  sl_table_column(table, "clients");
  sl_table_column(table, "in question");
  sl_table_column(table, "reference");
  sl_table_column(table, "saving");
  put_total(table, "Those that fit", &fit);
  put_total(table, "All with a reference", &all);
  sl_document_note(document, dependent
                                 ? "Some clients share a seed and so their good years: the errors "
                                   "of totals are sums of the clients', the most that they can be."
                                 : "Clients have random words of their own: the errors of totals "
                                   "are those of independent sums.");
}

/* ---- the clients ---- */

static const char *const verdict_words[N_VERDICTS] = {
    [FITS] = "Fits",
    [DEPENDS] = "Depends: it saves, but not if claims are 10% higher, or with too many deficits",
    [FITS_NOT] = "Does not fit: no saving that can be told from none",
    [NO_REFERENCE] = "Not compared: one arrangement only"};

static void put_client(sl_document_table_t *table, const client_t *client)
{
  const sl_client_figures_t *own = &client->subject->figures;
  const uint64_t trials = client->entry->trials;
  const bool compared = client->reference != NULL, budgeted = !isnan(own->budget.value);
  sl_cell_t cheaper = sl_cell_estimate(SL_CELL_SHARE, own->cheaper, NULL);
  sl_cell_t deficit = sl_cell_estimate(SL_CELL_SHARE, own->deficit, NULL);
  cheaper.trials = deficit.trials = trials;
  sl_table_row(table, SL_ROW_PLAIN, client->entry->client->name);
  sl_table_cell(table, compared ? sl_cell_estimate(SL_CELL_MONEY, own->saving, NULL)
                                : sl_cell_unknown(NULL));
  sl_table_cell(table, compared && !isnan(own->saving_more)
                           ? sl_cell_exact(SL_CELL_MONEY, own->saving_more, NULL)
                           : sl_cell_unknown(NULL));
  sl_table_cell(table, compared ? cheaper : sl_cell_unknown(NULL));
  sl_table_cell(table, budgeted ? deficit : sl_cell_unknown(NULL));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, own->expected, NULL));
  sl_table_cell(table, sl_cell_estimate(SL_CELL_MONEY, own->bad_year, NULL));
}

static void put_clients(sl_document_t *document, const book_t *book)
{
  static const char *const columns[] = {
      "",       "saving", "saving, claims +10%", "costs less", "passes the budget", "expected cost",
      "1 in 20"};
  size_t shown = 0;
  if (book->n == 0) {
    return;
  }
  sl_document_table_t *table = sl_document_table(document, "clients", "Which clients fit?", false);
  for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
    sl_table_column(table, columns[c]);
  }
  for (size_t i = 0; i < book->n && shown < book->terms->most_clients; i++, shown++) {
    const verdict_t verdict = book->clients[i].verdict;
    if (i == 0 || book->clients[i - 1].verdict != verdict) {
      sl_table_row(table, SL_ROW_SECTION, verdict_words[verdict]);
    }
    put_client(table, &book->clients[i]);
  }
  if (shown < book->n) {
    sl_document_note(document, "And %zu more clients: see the summary.", book->n - shown);
  }
}

static void put_failures(sl_document_t *document, const sl_batch_result_t *result, size_t most)
{
  size_t shown = 0;
  if (result->failed == 0) {
    return;
  }
  sl_document_heading(document, 1, "What failed");
  for (size_t i = 0; i < result->n && shown < most; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    if (entry->status == SL_CLIENT_FAILED) {
      sl_document_item(document, "%s: %s", entry->client->name,
                       entry->reason != NULL ? entry->reason : "no memory");
      shown++;
    }
  }
  if (shown < result->failed) {
    sl_document_note(document, "And %zu more.", result->failed - shown);
  }
}

/* ---- every arrangement ---- */

static sl_cell_unit_t unit_of(const sl_variable_t *variable)
{
  return variable->is_amount ? SL_CELL_MONEY : SL_CELL_SHARE;
}

static void put_figures(sl_document_table_t *table, const sl_client_row_t *row)
{
  for (size_t v = 0; v < SL_N_BATCH_VARIABLES; v++) {
    const sl_variable_t *variable = &sl_batch_variables[v];
    sl_estimate_t value = {sl_variable_value(variable, &row->figures, 0), 0.0};
    if (variable->twin != NULL) {
      value.standard_error = sl_variable_value(variable->twin, &row->figures, 0);
      v++; /* which stands behind it */
    }
    sl_table_cell(table, isfinite(value.value) ? sl_cell_estimate(unit_of(variable), value, NULL)
                                               : sl_cell_unknown(NULL));
  }
}

static void put_arrangement(sl_document_table_t *table, const sl_batch_entry_t *entry,
                            const sl_client_row_t *row)
{
  const char *const words[] = {
      sl_client_status_name(entry->status), entry->reason != NULL ? entry->reason : "",
      row != NULL ? row->arrangement : "",  row != NULL ? row->kind : "",
      row != NULL ? row->role : "",         row != NULL ? entry->currency : ""};
  sl_table_row(table, SL_ROW_PLAIN, entry->client->name);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    sl_table_cell(table, words[i][0] != '\0' ? sl_cell_text(words[i]) : (sl_cell_t){0});
  }
  if (row != NULL) {
    put_figures(table, row);
  }
}

static void put_arrangements(sl_document_t *document, const sl_batch_result_t *result)
{
  static const char *const words[] = {"name", "status", "reason",  "arrangement",
                                      "kind", "role",   "currency"};
  sl_document_table_t *table =
      sl_document_table(document, "arrangements", "Every arrangement of every client", true);
  for (size_t c = 0; c < sizeof words / sizeof words[0]; c++) {
    sl_table_column(table, words[c]);
  }
  for (size_t v = 0; v < SL_N_BATCH_VARIABLES; v++) {
    sl_table_column(table, sl_batch_variables[v].name);
    v += sl_batch_variables[v].twin != NULL;
  }
  for (size_t i = 0; i < result->n; i++) {
    const sl_batch_entry_t *entry = &result->entries[i];
    if (entry->n_rows == 0) {
      put_arrangement(table, entry, NULL);
    }
    for (size_t a = 0; a < entry->n_rows; a++) {
      put_arrangement(table, entry, &entry->rows[a]);
    }
  }
}

/* ---- the page ---- */

static void put_counts(sl_document_t *document, const book_t *book)
{
  const sl_batch_result_t *result = book->result;
  sl_document_paragraph(document, "%zu of %zu clients are done%s%s%s.", result->done, result->n,
                        result->failed > 0 ? ", " : "",
                        result->failed > 0 ? sl_format_count((double)result->failed).text : "",
                        result->failed > 0 ? " failed" : "");
  if (result->waiting > 0) {
    sl_document_paragraph(document, "%zu have not been run.", result->waiting);
  }
  const size_t compared = book->n - book->count[NO_REFERENCE];
  if (compared > 0) {
    sl_document_paragraph(
        document,
        "%zu of %zu fit: what they ask about costs less on average than what they compare it "
        "with%s. For %zu it depends, %zu would not save.",
        book->count[FITS], compared,
        book->has_band ? ", also if claims are 10% higher than assumed" : "", book->count[DEPENDS],
        book->count[FITS_NOT]);
  }
  if (compared > 0 && !book->has_band) {
    sl_document_paragraph(document,
                          "What it would be if claims were 10%% higher was not worked out "
                          "for all of them.");
  }
  if (!isnan(book->terms->most_deficit)) {
    sl_document_paragraph(document,
                          "A client fits only where the budget falls short in at most "
                          "%.3g of 100 years.",
                          100.0 * book->terms->most_deficit);
  }
}

sl_document_t *sl_book_document(const sl_batch_result_t *result, const sl_book_terms_t *terms)
{
  book_t book = {.result = result, .terms = terms};
  if (judge(&book) != SL_OK) {
    return NULL;
  }
  sl_document_t *document = sl_document_new("Book of clients", "", book.currency);
  put_counts(document, &book);
  put_totals(document, &book);
  put_clients(document, &book);
  put_failures(document, result, terms->most_clients);
  if (terms->arrangements) {
    put_arrangements(document, result);
  }
  free(book.clients);
  return document;
}

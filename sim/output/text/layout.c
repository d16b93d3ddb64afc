#include "sim/output/text/layout.h"

#include "sim/output/text/typeset.h"

void sl_put_right(FILE *out, const char *text, size_t width)
{
  fprintf(out, "%cR%zu,0;%s%c", SL_MARK_BEGIN, width, text, SL_MARK_END);
}

void sl_put_left(FILE *out, const char *text, size_t width)
{
  fprintf(out, "%cL%zu,0;%s%c", SL_MARK_BEGIN, width, text, SL_MARK_END);
}

void sl_put_rule(FILE *out, char character, size_t width)
{
  fprintf(out, "%cH%zu,0;%c%c\n", SL_MARK_BEGIN, width, character, SL_MARK_END);
}

void sl_put_paragraph(FILE *out, size_t indent, size_t hanging, const char *text)
{
  fprintf(out, "%cP%zu,%zu;%s%c\n", SL_MARK_BEGIN, indent, hanging, text, SL_MARK_END);
}

void sl_put_term(FILE *out, size_t indent, size_t hanging, const char *term, const char *text)
{
  fprintf(out, "%cP%zu,%zu;%s%s%s%c\n", SL_MARK_BEGIN, indent, hanging, term,
          term[0] != '\0' ? ": " : "", text, SL_MARK_END);
}

void sl_put_item(FILE *out, size_t indent, const char *text)
{
  fprintf(out, "%cP%zu,%zu;- %s%c\n", SL_MARK_BEGIN, indent, indent + 2, text, SL_MARK_END);
}

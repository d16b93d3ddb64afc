#include "sim/input/read/plain_locale.h"

sl_plain_locale_t sl_plain_locale_begin(void)
{
  sl_plain_locale_t locale = {.plain = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
  locale.before = locale.plain != (locale_t)0 ? uselocale(locale.plain) : (locale_t)0;
  return locale;
}

void sl_plain_locale_end(sl_plain_locale_t locale)
{
  if (locale.plain != (locale_t)0) {
    uselocale(locale.before);
    freelocale(locale.plain);
  }
}

#include "sim/output/plots/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define PROGRAM "gnuplot"

/* The environment without what changes gnuplot's terminal, fonts, language or files; the caller
 * frees the array only. */
static char **plain_environment(void)
{
  static char locale[] = "LC_ALL=C";
  static const char *const dropped[] = {"GNUTERM=", "GNUPLOT_", "GNUHELP=", "FIT_", "LC_", "LANG"};
  size_t n = 0, kept = 0;
  while (environ[n] != NULL) {
    n++;
  }
  char **copy = calloc(n + 2, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < n; i++) {
    int keep = 1;
    for (size_t d = 0; d < sizeof dropped / sizeof dropped[0]; d++) {
      keep &= strncmp(environ[i], dropped[d], strlen(dropped[d])) != 0;
    }
    if (keep) {
      copy[kept++] = environ[i];
    }
  }
  if (copy != NULL) {
    copy[kept] = locale;
  }
  return copy;
}

static int spawn(int script, int picture, int messages, pid_t *child)
{
  char program[] = PROGRAM, defaults[] = "-d", from_input[] = "-";
  char *arguments[] = {program, defaults, from_input, NULL};
  char **environment = plain_environment();
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t signals;
  int failure = environment == NULL ? ENOMEM : posix_spawn_file_actions_init(&actions);
  if (failure != 0) {
    free(environment);
    return failure;
  }
  posix_spawnattr_init(&attributes);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  failure = posix_spawn_file_actions_adddup2(&actions, script, STDIN_FILENO);
  failure =
      failure != 0 ? failure : posix_spawn_file_actions_adddup2(&actions, picture, STDOUT_FILENO);
  failure =
      failure != 0 ? failure : posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
  failure = failure != 0
                ? failure
                : posix_spawnp(child, PROGRAM, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  free(environment);
  return failure;
}

static int not_found(int reason, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_PROGRAM,
                 "cannot run gnuplot (%s); on Debian: apt-get install gnuplot-nox",
                 strerror(reason));
}

/* MSG_NOSIGNAL: a gnuplot that leaves early must not take this program with it by SIGPIPE. */
static int send_all(int to, const char *bytes, size_t length)
{
  while (length > 0) {
    const ssize_t sent = send(to, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) {
      return errno;
    }
    if (sent > 0) {
      bytes += sent;
      length -= (size_t)sent;
    }
  }
  return 0;
}

/* gnuplot's first line that is not an echo of the script, a caret or a warning. */
static void first_message(FILE *messages, char *text, size_t size)
{
  char line[512];
  snprintf(text, size, "it said nothing");
  rewind(messages);
  while (fgets(line, sizeof line, messages) != NULL) {
    const char *start = line + strspn(line, " \t");
    line[strcspn(line, "\r\n")] = '\0';
    if (*start != '\0' && strcmp(start, "^") != 0 && strncmp(start, "gnuplot>", 8) != 0 &&
        strstr(start, "warning:") == NULL) {
      snprintf(text, size, "%s", start);
      return;
    }
  }
}

static int finish(pid_t child, FILE *messages, int unsent, sl_error_t *error)
{
  char text[512];
  int status;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) {
      return sl_fail(error, SL_ERR_PROGRAM, "gnuplot was lost: %s", strerror(errno));
    }
  }
  /* So says a posix_spawnp whose child finds out too late (POSIX allows both ways). */
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    return not_found(ENOENT, error);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    first_message(messages, text, sizeof text);
    return sl_fail(error, SL_ERR_PROGRAM, "gnuplot failed: %s", text);
  }
  return unsent == 0 ? SL_OK
                     : sl_fail(error, SL_ERR_PROGRAM, "gnuplot did not read its script: %s",
                               strerror(unsent));
}

int sl_gnuplot_run(const char *script, size_t length, int picture, sl_error_t *error)
{
  int ends[2] = {-1, -1}, code;
  pid_t child;
  FILE *messages = tmpfile();
  if (messages == NULL || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    code = sl_fail(error, SL_ERR_IO, "cannot talk to gnuplot: %s", strerror(errno));
    goto out;
  }
  const int failure = spawn(ends[1], picture, fileno(messages), &child);
  close(ends[1]);
  ends[1] = -1;
  if (failure != 0) {
    code = not_found(failure, error);
    goto out;
  }
  const int unsent = send_all(ends[0], script, length);
  close(ends[0]);
  ends[0] = -1;
  code = finish(child, messages, unsent, error);
out:
  for (int e = 0; e < 2; e++) {
    if (ends[e] >= 0) {
      close(ends[e]);
    }
  }
  if (messages != NULL) {
    fclose(messages);
  }
  return code;
}

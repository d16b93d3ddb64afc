#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np, environ */
#include "tests/support/program.h"

#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Only what hangs is ended: ten times what the longest takes here, since others may work on the
 * machine. */
#define SECONDS 600

static int open_scratch(void)
{
  char path[256];
  snprintf(path, sizeof path, "%s/output-XXXXXX", sl_test_scratch_dir());
  const int fd = mkstemp(path);
  if (fd >= 0) {
    unlink(path);
  }
  return fd;
}

/* A soft limit of this process, which the program inherits: lowered around the spawn only. */
static void limit_files(rlim_t limit)
{
  struct rlimit size;
  if (getrlimit(RLIMIT_FSIZE, &size) == 0) {
    size.rlim_cur = limit < size.rlim_max ? limit : size.rlim_max;
    setrlimit(RLIMIT_FSIZE, &size);
  }
}

/* posix_spawn rather than fork: a sanitizer's address space takes long to copy. */
static bool spawn(sl_program_t *program, const char *folder, char *const *argv)
{
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) {
    return false;
  }
  const bool spawned =
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0 &&
      posix_spawn_file_actions_adddup2(&actions, program->fd_out, 1) == 0 &&
      posix_spawn_file_actions_adddup2(&actions, program->fd_err, 2) == 0 &&
      (folder == NULL || posix_spawn_file_actions_addchdir_np(&actions, folder) == 0) &&
      posix_spawn(&program->pid, argv[0], &actions, NULL, argv, environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  return spawned;
}

bool sl_program_start_limited(sl_program_t *program, const char *folder,
                              const char *const *arguments, size_t file_limit)
{
  char *argv[SL_PROGRAM_ARGUMENTS + 2] = {(char *)(size_t)sl_test_program()};
  for (size_t i = 0; i < SL_PROGRAM_ARGUMENTS && arguments[i] != NULL; i++) {
    argv[i + 1] =
        (char *)(size_t)arguments[i]; /* posix_spawn takes them unqualified, for history */
  }
  *program = (sl_program_t){.status = -1};
  program->fd_out = open_scratch();
  program->fd_err = open_scratch();
  if (program->fd_out < 0 || program->fd_err < 0) {
    return false;
  }
  if (file_limit > 0) {
    signal(SIGXFSZ, SIG_IGN); /* a write beyond the limit fails, as on a full disk */
    limit_files(file_limit);
  }
  const bool spawned = spawn(program, folder, argv);
  if (file_limit > 0) {
    limit_files(RLIM_INFINITY);
  }
  return spawned;
}

bool sl_program_start(sl_program_t *program, const char *folder, const char *const *arguments)
{
  return sl_program_start_limited(program, folder, arguments, 0);
}

/* The whole of a file from its start, and close it. */
static char *read_all(int fd, size_t *length)
{
  const off_t size = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
  char *text = calloc((size_t)(size < 0 ? 0 : size) + 1, 1);
  *length = 0;
  if (text != NULL && size > 0) {
    const ssize_t got = pread(fd, text, (size_t)size, 0);
    *length = got < 0 ? 0 : (size_t)got;
  }
  if (fd >= 0) {
    close(fd);
  }
  return text;
}

static double seconds_now(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Wait for the end, or end it when it takes too long. */
static bool wait_for(pid_t pid, int *status)
{
  const struct timespec pause = {0, 1000000};
  /* A long campaign is one program that walks through all its calls. */
  const double longer = sl_test_full() ? 12.0 : 1.0;
  const double limit = seconds_now() + SECONDS * sl_test_patience() * longer;
  pid_t ended = 0;
  while (ended == 0 && seconds_now() < limit) {
    ended = waitpid(pid, status, WNOHANG);
    if (ended == 0) {
      nanosleep(&pause, NULL);
    }
  }
  if (ended == 0) {
    kill(pid, SIGKILL);
    ended = waitpid(pid, status, 0);
  }
  return ended == pid;
}

void sl_program_finish(sl_program_t *program)
{
  int status = 0;
  if (program->pid > 0 && wait_for(program->pid, &status)) {
    program->status = WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  program->out = read_all(program->fd_out, &program->out_length);
  program->err = read_all(program->fd_err, &program->err_length);
}

bool sl_program_makes_file(const sl_program_t *program, const char *folder, int entries)
{
  const struct timespec pause = {0, 5000000};
  const double limit = seconds_now() + SECONDS * sl_test_patience();
  siginfo_t ended = {.si_pid = 0};
  while (sl_folder_entries(folder) <= entries) {
    if (ended.si_pid != 0 || seconds_now() > limit) {
      return false;
    }
    nanosleep(&pause, NULL);
    waitid(P_PID, (id_t)program->pid, &ended, WEXITED | WNOHANG | WNOWAIT);
  }
  return true;
}

void sl_program_free(sl_program_t *program)
{
  free(program->out);
  free(program->err);
  *program = (sl_program_t){.status = -1};
}

/* A child that ended stays a process until the shell has waited for another one, the sleep. */
#define AWAIT                                                                                      \
  "await() { until eval \"$2\"; do kill -0 $1 2>/dev/null || { eval \"$2\"; return; }; sleep "     \
  "0.02; "                                                                                         \
  "done; }\n"

int sl_shell(const char *folder, const char *script)
{
  const size_t size = sizeof AWAIT + strlen(script);
  char *text = malloc(size);
  if (text == NULL) {
    return -1;
  }
  snprintf(text, size, "%s%s", AWAIT, script);
  char *argv[] = {(char *)(size_t) "/bin/sh", (char *)(size_t) "-c", text, NULL};
  sl_program_t shell = {.status = -1, .fd_out = open_scratch(), .fd_err = open_scratch()};
  setenv("S", sl_test_program(), 1);
  if (spawn(&shell, folder, argv)) {
    sl_program_finish(&shell);
  }
  unsetenv("S");
  free(text);
  if (shell.status != 0) {
    printf("\n    status %d of: %s\n%s%s", shell.status, script, shell.out != NULL ? shell.out : "",
           shell.err != NULL ? shell.err : "");
  }
  const int status = shell.status;
  sl_program_free(&shell);
  return status;
}

int sl_program_run(sl_program_t *program, const char *folder, const char *const *arguments)
{
  sl_program_start(program, folder, arguments);
  sl_program_finish(program);
  return program->status;
}

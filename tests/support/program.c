#include "tests/support/program.h"

#include "tests/support/harness.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CPU_SECONDS 120

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

/* Between fork and exec: async-signal-safe calls only, since the parent has threads. */
static void become(const sl_program_t *program, const char *folder, char *const *argv,
                   size_t file_limit)
{
  const struct rlimit file_size = {file_limit, file_limit};
  const struct rlimit limit = {CPU_SECONDS, CPU_SECONDS};
  const int input = open("/dev/null", O_RDONLY);
  if (input >= 0 && dup2(input, 0) == 0 && dup2(program->fd_out, 1) == 1 &&
      dup2(program->fd_err, 2) == 2 && (folder == NULL || chdir(folder) == 0) &&
      setrlimit(RLIMIT_CPU, &limit) == 0 &&
      (file_limit == 0 ||
       (signal(SIGXFSZ, SIG_IGN) != SIG_ERR && setrlimit(RLIMIT_FSIZE, &file_size) == 0))) {
    execv(argv[0], argv);
  }
  _exit(126);
}

bool sl_program_start_limited(sl_program_t *program, const char *folder,
                              const char *const *arguments, size_t file_limit)
{
  char *argv[SL_PROGRAM_ARGUMENTS + 2] = {(char *)(size_t)sl_test_program()};
  for (size_t i = 0; i < SL_PROGRAM_ARGUMENTS && arguments[i] != NULL; i++) {
    argv[i + 1] = (char *)(size_t)arguments[i]; /* execv takes them unqualified, for history */
  }
  *program = (sl_program_t){.status = -1};
  program->fd_out = open_scratch();
  program->fd_err = open_scratch();
  if (program->fd_out < 0 || program->fd_err < 0) {
    return false;
  }
  program->pid = fork();
  if (program->pid == 0) {
    become(program, folder, argv, file_limit);
  }
  return program->pid > 0;
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

void sl_program_finish(sl_program_t *program)
{
  int status = 0;
  if (program->pid > 0 && waitpid(program->pid, &status, 0) == program->pid) {
    program->status = WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  program->out = read_all(program->fd_out, &program->out_length);
  program->err = read_all(program->fd_err, &program->err_length);
}

void sl_program_free(sl_program_t *program)
{
  free(program->out);
  free(program->err);
  *program = (sl_program_t){.status = -1};
}

int sl_program_run(sl_program_t *program, const char *folder, const char *const *arguments)
{
  sl_program_start(program, folder, arguments);
  sl_program_finish(program);
  return program->status;
}

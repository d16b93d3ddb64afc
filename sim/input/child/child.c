#define _GNU_SOURCE /* pipe2, RLIMIT_AS */
#include "sim/input/child/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

#define CHILDREN 64 /* at the same time; more are not ended by a signal */
#define READ_AT_ONCE 65536
#define POLL_MILLISECONDS 500

static _Atomic(pid_t) groups[CHILDREN];

static void enlist(pid_t pid)
{
  for (size_t i = 0; i < CHILDREN; i++) {
    pid_t none = 0;
    if (atomic_compare_exchange_strong(&groups[i], &none, pid)) {
      return;
    }
  }
}

static void delist(pid_t pid)
{
  for (size_t i = 0; i < CHILDREN; i++) {
    pid_t own = pid;
    atomic_compare_exchange_strong(&groups[i], &own, 0);
  }
}

typedef enum state { RUNNING, ENDED, LOST } state_t;

/* Without taking its end: as long as nobody does, its number is nobody else's. LOST: it is no child
 * of this process. */
static state_t state_of(pid_t pid)
{
  siginfo_t facts = {0};
  if (waitid(P_PID, (id_t)pid, &facts, WEXITED | WNOHANG | WNOWAIT) != 0) {
    return errno == ECHILD ? LOST : RUNNING;
  }
  return facts.si_pid == pid ? ENDED : RUNNING;
}

void sl_children_kill(void)
{
  for (size_t i = 0; i < CHILDREN; i++) {
    const pid_t pid = atomic_load(&groups[i]);
    if (pid > 0 && state_of(pid) != LOST) {
      kill(-pid, SIGKILL);
    }
  }
}

/* The environment without what is dropped, and in one language; the array alone is from malloc. */
static char **environment_of(const sl_child_t *child)
{
  static char locale[] = "LC_ALL=C";
  size_t n = 0, more = 0, kept = 0;
  while (environ[n] != NULL) {
    n++;
  }
  while (child->added != NULL && child->added[more] != NULL) {
    more++;
  }
  char **copy = calloc(n + more + 2, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < n; i++) {
    bool keep = strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "LANG", 4) != 0;
    for (size_t d = 0; child->dropped != NULL && child->dropped[d] != NULL; d++) {
      keep &= strncmp(environ[i], child->dropped[d], strlen(child->dropped[d])) != 0;
    }
    if (keep) {
      copy[kept++] = environ[i];
    }
  }
  if (copy != NULL) {
    copy[kept++] = locale;
    for (size_t a = 0; a < more; a++) {
      copy[kept++] = child->added[a];
    }
    copy[kept] = NULL;
  }
  return copy;
}

/* Where PATH has the program; NULL and errno where it has none. */
static char *find_program(const char *name)
{
  const char *at = getenv("PATH");
  at = at != NULL ? at : "/usr/bin:/bin";
  while (*at != '\0') {
    const size_t n = strcspn(at, ":");
    const size_t size = n + strlen(name) + 2;
    char *path = malloc(size);
    if (path == NULL) {
      return NULL;
    }
    snprintf(path, size, "%.*s/%s", (int)n, at, name);
    if (n > 0 && access(path, X_OK) == 0) {
      return path;
    }
    free(path);
    at += n + (at[n] == ':' ? 1 : 0);
  }
  errno = ENOENT;
  return NULL;
}

static void limit(int resource, size_t value)
{
  if (value > 0) {
    const struct rlimit limits = {.rlim_cur = value, .rlim_max = value};
    setrlimit((__rlimit_resource_t)resource, &limits);
  }
}

/* The ends of the pipes, by whom they belong to. */
typedef struct pipes {
  int input[2];  /* a socket pair: sending must raise no SIGPIPE */
  int output[2]; /* both -1 where a descriptor of the caller's is used */
  int messages[2];
  int failure[2]; /* errno of an exec that failed; read when the child has ended */
} pipes_t;

static void close_one(int *descriptor)
{
  if (*descriptor >= 0) {
    close(*descriptor);
  }
  *descriptor = -1;
}

static void close_all(pipes_t *pipes)
{
  int *const all[] = {pipes->input, pipes->output, pipes->messages, pipes->failure};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    close_one(&all[i][0]);
    close_one(&all[i][1]);
  }
}

static bool open_all(const sl_child_t *child, pipes_t *pipes)
{
  *pipes = (pipes_t){{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
  return (child->script == NULL ||
          socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipes->input) == 0) &&
         (child->output >= 0 || pipe2(pipes->output, O_CLOEXEC) == 0) &&
         pipe2(pipes->messages, O_CLOEXEC) == 0 &&
         pipe2(pipes->failure, O_CLOEXEC | O_NONBLOCK) == 0;
}

/* Behind fork: only what a signal handler may do too. */
static void become(const sl_child_t *child, const pipes_t *pipes, const char *program,
                   char *const *environment)
{
  const sl_child_limits_t *limits = &child->limits;
  const int input = child->script != NULL ? pipes->input[1]
                    : child->input >= 0   ? child->input
                                          : open("/dev/null", O_RDONLY);
  sigset_t none;
  setpgid(0, 0);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  limit(RLIMIT_CPU, limits->cpu_seconds);
  limit(RLIMIT_AS, limits->memory);
  limit(RLIMIT_FSIZE, limits->file_bytes);
  if (limits->seconds > 0) {
    limit(RLIMIT_CORE, 1);
  }
  sigemptyset(&none);
  if (dup2(input, STDIN_FILENO) >= 0 &&
      dup2(child->output >= 0 ? child->output : pipes->output[1], STDOUT_FILENO) >= 0 &&
      dup2(pipes->messages[1], STDERR_FILENO) >= 0) {
    signal(SIGXFSZ, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, child->arguments, environment);
  }
  const int failure = errno;
  const ssize_t written = write(pipes->failure[1], &failure, sizeof failure);
  (void)written;
  _exit(127);
}

static int cannot_start(const sl_child_t *child, int reason, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_PROGRAM, "cannot run %s (%s); on Debian: apt-get install %s",
                 child->arguments[0], strerror(reason), child->package);
}

/* Signals are held from fork to list, so that a child is ended whenever one comes. In the child no
 * handler of this program runs: signals stay held until exec has put the defaults in place. */
static int start(const sl_child_t *child, pipes_t *pipes, pid_t *pid, sl_error_t *error)
{
  sigset_t all, before;
  char **environment = environment_of(child);
  char *program = find_program(child->arguments[0]);
  int reason = program == NULL ? errno : 0;
  if (environment == NULL || program == NULL) {
    free(environment);
    free(program);
    return reason == ENOENT ? cannot_start(child, reason, error)
                            : sl_fail(error, SL_ERR_MEMORY, "out of memory");
  }
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  *pid = fork();
  if (*pid == 0) {
    become(child, pipes, program, environment);
  }
  reason = *pid < 0 ? errno : 0;
  if (*pid > 0) {
    setpgid(*pid, *pid); /* whoever comes first */
    enlist(*pid);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  free(environment);
  free(program);
  close_one(&pipes->input[1]);
  close_one(&pipes->output[1]);
  close_one(&pipes->messages[1]);
  close_one(&pipes->failure[1]);
  return reason == 0 ? SL_OK : cannot_start(child, reason, error);
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* What talks to the child while it runs. */
typedef struct talk {
  const sl_child_t *child;
  sl_child_result_t *result;
  pipes_t *pipes;
  pid_t pid;
  size_t sent, capacity, message_length;
  bool no_memory, lost, ended;
} talk_t;

/* What reads from the other end sees the end, also where it has been handed on. */
static void end_script(talk_t *talk)
{
  shutdown(talk->pipes->input[0], SHUT_RDWR);
  close_one(&talk->pipes->input[0]);
}

static void send_script(talk_t *talk)
{
  const sl_child_t *child = talk->child;
  const ssize_t sent = send(talk->pipes->input[0], child->script + talk->sent,
                            child->script_length - talk->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
  const bool failed = sent < 0 && errno != EINTR && errno != EAGAIN;
  talk->sent += sent > 0 ? (size_t)sent : 0;
  talk->result->unsent = failed ? errno : 0;
  if (failed || talk->sent == child->script_length) {
    end_script(talk);
  }
}

static void keep_output(talk_t *talk, const char *bytes, size_t n)
{
  sl_child_result_t *result = talk->result;
  if (result->n + n > talk->capacity) {
    const size_t capacity = 2 * talk->capacity + n + READ_AT_ONCE;
    char *longer = realloc(result->output, capacity);
    if (longer == NULL) {
      talk->no_memory = true;
      return;
    }
    result->output = longer;
    talk->capacity = capacity;
  }
  memcpy(result->output + result->n, bytes, n);
  result->n += n;
}

static void keep_message(talk_t *talk, const char *bytes, size_t n)
{
  const size_t room = SL_CHILD_MESSAGES - 1 - talk->message_length;
  const size_t kept = n < room ? n : room;
  memcpy(talk->result->messages + talk->message_length, bytes, kept);
  talk->message_length += kept;
}

static void receive(talk_t *talk, int *from,
                    void (*keep)(talk_t *talk, const char *bytes, size_t n))
{
  char bytes[READ_AT_ONCE];
  const ssize_t n = read(*from, bytes, sizeof bytes);
  if (n > 0) {
    keep(talk, bytes, (size_t)n);
  } else if (n == 0 || errno != EINTR) {
    close_one(from);
  }
}

static bool must_end(talk_t *talk, double deadline)
{
  const size_t most = talk->child->limits.output_bytes;
  const state_t state = state_of(talk->pid);
  talk->lost = state == LOST;
  talk->ended = state == ENDED;
  if (talk->ended) {
    kill(-talk->pid, SIGKILL); /* what it has started and left would hold the pipes */
  }
  if (deadline > 0 && now() > deadline) {
    talk->result->end = SL_CHILD_TIME;
    return true;
  }
  if (talk->no_memory || (most > 0 && talk->result->n > most)) {
    talk->result->end = SL_CHILD_TOO_MUCH;
    return true;
  }
  return talk->lost;
}

/* Until the child has ended or closed its ends; false where it must be ended. */
static bool listen_to(talk_t *talk, double deadline)
{
  pipes_t *pipes = talk->pipes;
  while (pipes->output[0] >= 0 || pipes->messages[0] >= 0 || pipes->input[0] >= 0) {
    struct pollfd ends[] = {{.fd = pipes->output[0], .events = POLLIN},
                            {.fd = pipes->messages[0], .events = POLLIN},
                            {.fd = pipes->input[0], .events = POLLOUT}};
    if (must_end(talk, deadline)) {
      return false;
    }
    const int ready = poll(ends, 3, talk->ended ? 0 : POLL_MILLISECONDS);
    if (ready == 0 && talk->ended) {
      return true; /* nobody is left who could write */
    }
    if (ready <= 0) {
      continue;
    }
    if (ends[0].revents != 0) {
      receive(talk, &pipes->output[0], keep_output);
    }
    if (ends[1].revents != 0) {
      receive(talk, &pipes->messages[0], keep_message);
    }
    if (ends[2].revents != 0) {
      send_script(talk);
    }
  }
  return true;
}

/* A child that has closed everything may still run on. */
static bool outlives(const talk_t *talk, double deadline)
{
  while (deadline > 0 && state_of(talk->pid) == RUNNING) {
    if (now() > deadline) {
      return true;
    }
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
  }
  return false;
}

static void end(talk_t *talk, double deadline, bool heard_out)
{
  sl_child_result_t *result = talk->result;
  const bool late = heard_out && outlives(talk, deadline);
  int status = 0;
  delist(talk->pid);
  if (talk->lost) {
    return;
  }
  if (!heard_out || late || state_of(talk->pid) == ENDED) {
    kill(-talk->pid, SIGKILL);
  }
  while (waitpid(talk->pid, &status, 0) < 0) {
    if (errno != EINTR) {
      talk->lost = true;
      return;
    }
  }
  if (!heard_out) {
    return;
  }
  const bool used_up = talk->child->limits.cpu_seconds > 0 && WIFSIGNALED(status) &&
                       (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  result->end = late || used_up     ? SL_CHILD_TIME
                : WIFEXITED(status) ? SL_CHILD_EXITED
                                    : SL_CHILD_SIGNAL;
  result->status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
}

int sl_child_run(const sl_child_t *child, sl_child_result_t *result, sl_error_t *error)
{
  pipes_t pipes;
  pid_t pid = 0;
  int failure = 0;
  memset(result, 0, sizeof *result);
  if (!open_all(child, &pipes)) {
    const int reason = errno;
    close_all(&pipes);
    return sl_fail(error, SL_ERR_IO, "cannot talk to %s: %s", child->arguments[0],
                   strerror(reason));
  }
  int code = start(child, &pipes, &pid, error);
  if (code == SL_OK) {
    const double deadline = child->limits.seconds > 0 ? now() + child->limits.seconds : 0;
    talk_t talk = {.child = child, .result = result, .pipes = &pipes, .pid = pid};
    end(&talk, deadline, listen_to(&talk, deadline));
    const bool failed = read(pipes.failure[0], &failure, sizeof failure) == sizeof failure;
    code = failed           ? cannot_start(child, failure, error)
           : talk.lost      ? sl_fail(error, SL_ERR_PROGRAM, "%s was lost", child->arguments[0])
           : talk.no_memory ? sl_fail(error, SL_ERR_MEMORY, "out of memory for what %s prints",
                                      child->arguments[0])
                            : SL_OK;
  }
  close_all(&pipes);
  return code;
}

/* Reaching all calls of a run quickly: the run goes on once, and at each call forks a child in
 * which that call fails. The child works in a copy of the working folder, where the files that are
 * open are opened anew, so that it disturbs nobody; standard output and error are files of that
 * folder. What took long before the call is not done again. */
#define _GNU_SOURCE
#include "shim.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH 600
#define SECONDS 60
#define DETAILS 4096

static long tried, ended_well, refused, crashed, undocumented, left, wrong;
static char details[DETAILS];

static void tell(const char *what, long call, int status, const char *name)
{
  const size_t n = strlen(details);
  snprintf(details + n, sizeof details - n, "%s: call %ld, status %d, %s\n", what, call, status,
           name);
}

/* ---- folders, of one level of folders within ---- */

static int copy_file(const char *from, const char *to)
{
  static char buffer[1 << 16];
  struct stat status;
  const int in = open(from, O_RDONLY), out = open(to, O_RDWR | O_CREAT | O_TRUNC, 0600);
  ssize_t n = -1;
  if (in >= 0 && out >= 0) {
    while ((n = read(in, buffer, sizeof buffer)) > 0 && write(out, buffer, (size_t)n) == n) {
    }
    if (fstat(in, &status) == 0) {
      fchmod(out, status.st_mode & 0777);
    }
  }
  close(in);
  close(out);
  return n == 0 ? 0 : -1;
}

static void remove_all(const char *path)
{
  DIR *folder = opendir(path);
  for (struct dirent *e = folder != NULL ? readdir(folder) : NULL; e != NULL; e = readdir(folder)) {
    char inner[PATH];
    snprintf(inner, sizeof inner, "%.300s/%.255s", path, e->d_name);
    if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(inner) != 0) {
      remove_all(inner);
    }
  }
  if (folder != NULL) {
    closedir(folder);
  }
  rmdir(path);
}

static void copy_all(const char *from, const char *to)
{
  mkdir(to, 0700);
  DIR *folder = opendir(from);
  for (struct dirent *e = folder != NULL ? readdir(folder) : NULL; e != NULL; e = readdir(folder)) {
    char source[PATH], target[PATH];
    struct stat status;
    snprintf(source, sizeof source, "%.300s/%.255s", from, e->d_name);
    snprintf(target, sizeof target, "%.300s/%.255s", to, e->d_name);
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
        lstat(source, &status) != 0) {
      continue;
    }
    if (S_ISDIR(status.st_mode)) {
      copy_all(source, target);
    } else {
      copy_file(source, target);
    }
  }
  if (folder != NULL) {
    closedir(folder);
  }
}

static char *slurp(const char *path, size_t *n)
{
  struct stat status;
  const int fd = open(path, O_RDONLY);
  char *bytes = NULL;
  *n = 0;
  if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
    bytes = malloc((size_t)status.st_size + 1);
    const ssize_t got = bytes != NULL ? read(fd, bytes, (size_t)status.st_size) : 0;
    *n = got > 0 ? (size_t)got : 0;
  }
  close(fd);
  return bytes;
}

static bool same_bytes(const char *one, const char *other)
{
  size_t n, m;
  char *a = slurp(one, &n), *b = slurp(other, &m);
  const bool same = a != NULL && b != NULL && n == m && memcmp(a, b, n) == 0;
  free(a);
  free(b);
  return same;
}

/* Finished work that a run keeps to go on with: it stays where the run does not end well. */
static bool is_kept(const char *name) { return strstr(name, ".parts") != NULL; }

/* The first name in which folder differs from what is wanted: bytes of a file, or that it is there
 * at all. stderr is nobody's business, stdout only where the program says that all is well. */
static bool differs(const char *folder, const char *wanted, bool with_output, char name[PATH])
{
  for (int turn = 0; turn < 2; turn++) {
    DIR *list = opendir(turn == 0 ? folder : wanted);
    bool found = list == NULL;
    name[0] = '\0';
    for (struct dirent *e = list != NULL ? readdir(list) : NULL; e != NULL && !found;
         e = readdir(list)) {
      char a[PATH], b[PATH], inner[PATH];
      struct stat status;
      if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
          strcmp(e->d_name, "stderr") == 0 ||
          (!with_output && (strcmp(e->d_name, "stdout") == 0 || is_kept(e->d_name)))) {
        continue;
      }
      snprintf(a, sizeof a, "%.300s/%.255s", folder, e->d_name);
      snprintf(b, sizeof b, "%.300s/%.255s", wanted, e->d_name);
      snprintf(name, PATH, "%.255s", e->d_name);
      if (lstat(a, &status) != 0 || lstat(b, &status) != 0) {
        found = true;
      } else if (S_ISDIR(status.st_mode)) {
        found = differs(a, b, with_output, inner);
        snprintf(name, PATH, "%.255s/%.255s", e->d_name, inner);
      } else {
        found = !same_bytes(a, b);
      }
    }
    if (list != NULL) {
      closedir(list);
    }
    if (found) {
      return true;
    }
  }
  return false;
}

/* ---- the child ---- */

/* The same file in the child's folder, at the same place; a file without a name is copied. */
static void move_descriptor(int fd, const char *link, const char *home, const char *copy)
{
  char path[PATH];
  const size_t length = strlen(home);
  const int flags = fcntl(fd, F_GETFL), close_on_exec = fcntl(fd, F_GETFD);
  const off_t at = lseek(fd, 0, SEEK_CUR);
  int other = -1;
  if (strncmp(link, home, length) != 0 || link[length] != '/') {
    return;
  }
  if (strstr(link, " (deleted)") != NULL) {
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    char name[PATH];
    snprintf(name, sizeof name, "%.300s/nameless-%d", copy, fd);
    copy_file(path, name);
    other = open(name, O_RDWR);
    unlink(name);
  } else {
    snprintf(path, sizeof path, "%.300s%.255s", copy, link + length);
    other = open(path, flags & (O_ACCMODE | O_APPEND));
  }
  if (other >= 0) {
    lseek(other, at, SEEK_SET);
    dup2(other, fd);
    fcntl(fd, F_SETFD, close_on_exec);
    close(other);
  }
}

static void move_descriptors(const char *home, const char *copy)
{
  for (int fd = 0; fd < 64; fd++) {
    char proc[64], link[PATH];
    snprintf(proc, sizeof proc, "/proc/self/fd/%d", fd);
    const ssize_t n = readlink(proc, link, sizeof link - 1);
    if (n > 0) {
      link[n] = '\0';
      move_descriptor(fd, link, home, copy);
    }
  }
}

/* ---- the verdict ---- */

static bool is_documented(int status)
{
  static const int codes[] = {64, 65, 66, 69, 70, 73, 74, 75};
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    if (status == codes[i]) {
      return true;
    }
  }
  return false;
}

static void judge(long call, int ended, const char *copy)
{
  const char *before = getenv("FAULT_BEFORE"), *after = getenv("FAULT_AFTER");
  char name[PATH] = "", other[PATH];
  const int status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 256 + WTERMSIG(ended);
  tried++;
  if (status == 0) {
    ended_well++;
    if (differs(copy, after, true, name)) {
      wrong++;
      tell("wrong", call, status, name);
    }
    return;
  }
  refused += is_documented(status);
  if (status >= 256) {
    crashed++;
    tell("crashed", call, status, "");
  } else if (!is_documented(status)) {
    undocumented++;
    tell("undocumented", call, status, "");
  }
  if (differs(copy, before, false, name) && differs(copy, after, false, other)) {
    left++;
    tell("left", call, status, name);
  }
}

bool shim_walk(long call)
{
  static char home[PATH], copy[2 * PATH];
  static pid_t (*real_fork)(void);
  if (home[0] == '\0' && getcwd(home, sizeof home) != NULL) {
    snprintf(copy, sizeof copy, "%s-copy", home);
    real_fork = (pid_t(*)(void))dlsym(RTLD_NEXT, "fork");
  }
  const int saved = errno;
  copy_all(home, copy);
  const pid_t child = real_fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    move_descriptors(home, copy);
    if (chdir(copy) != 0) {
      _exit(99);
    }
    alarm(SECONDS);
    return true;
  }
  int ended = 0;
  while (waitpid(child, &ended, 0) < 0 && errno == EINTR) {
  }
  judge(call, ended, copy);
  remove_all(copy);
  errno = saved;
  return false;
}

static void write_report(const char *path, const char *text, int n)
{
  const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd >= 0 && write(fd, text, (size_t)n) != n) {
    unlink(path);
  }
  close(fd);
}

void shim_report(const char *path, long calls)
{
  char text[DETAILS + 400];
  const int n =
      snprintf(text, sizeof text,
               "calls %ld tried %ld well %ld refused %ld crashed %ld undocumented %ld "
               "left %ld wrong %ld\n%s",
               calls, tried, ended_well, refused, crashed, undocumented, left, wrong, details);
  write_report(path, text, n);
}

void shim_report_counts(const char *path, const long counts[SHIM_N_GROUPS])
{
  char text[24 * SHIM_N_GROUPS + 1] = "";
  int n = 0;
  for (int g = 0; g < SHIM_N_GROUPS; g++) {
    n += snprintf(text + n, sizeof text - (size_t)n, "%ld ", counts[g]);
  }
  write_report(path, text, n);
}

/* Preloaded under the program: writes every call on files of one folder into a log, and fails the Nth of a kind.
 *
 * JPT_FAULTS_FOLDER   only files below it are looked at
 * JPT_FAULTS_LOG      where calls are written down (tests/faults/calls.py reads it); without it nothing is
 * JPT_FAULTS_CONTROL  a mapped file of `struct control` that says which call fails (tests/faults/failing.py)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC, TRUNCATE, RENAME, UNLINK, OPEN, KINDS };
#define SOCKET 7 /* one to another computer; only written down */

struct control {
    uint32_t kind;  /* which calls fail; 0: none */
    uint32_t error; /* errno that they give */
    uint64_t nth;   /* the first that fails, from 1 */
    uint32_t lasts; /* whether all after it fail too */
    uint32_t fired; /* how many failed */
    uint64_t calls[KINDS];
};

struct head {
    uint32_t kind, path_bytes, data_bytes, pad;
    uint64_t offset; /* of a write; the length of a truncate; whether an open made the file */
};

#define MOST_FILES 4096
static char *paths[MOST_FILES];
static const char *folder;
static size_t folder_bytes;
static int log_file = -1;
static struct control *control;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;


__attribute__((constructor)) static void begin(void) {
    folder = getenv("JPT_FAULTS_FOLDER");
    if (!folder) return;
    folder_bytes = strlen(folder);
    const char *place = getenv("JPT_FAULTS_LOG");
    if (place) log_file = (int)syscall(SYS_openat, AT_FDCWD, place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    place = getenv("JPT_FAULTS_CONTROL");
    if (!place) return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, place, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return;
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) control = mapped;
    syscall(SYS_close, fd);
}

static int is_below(const char *path) {
    return folder && path && !strncmp(path, folder, folder_bytes) && (path[folder_bytes] == '/' || !path[folder_bytes]);
}

static const char *path_of(int fd) { return fd >= 0 && fd < MOST_FILES ? paths[fd] : NULL; }

static void note(uint32_t kind, const char *path, const void *data, size_t bytes, uint64_t offset) {
    if (log_file < 0) return;
    struct head head = {kind, (uint32_t)strlen(path), (uint32_t)bytes, 0, offset};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path_bytes}, {(void *)data, bytes}};
    pthread_mutex_lock(&mutex);
    size_t whole = sizeof head + head.path_bytes + bytes;
    if (syscall(SYS_writev, log_file, parts, 3) != (long)whole) abort();
    pthread_mutex_unlock(&mutex);
}

/* Whether this call is to fail; errno is set. */
static int fails(enum kind kind) {
    if (!control) return 0;
    uint64_t call = __sync_add_and_fetch(&control->calls[kind], 1);
    if (control->kind != kind || call < control->nth || (call > control->nth && !control->lasts)) return 0;
    __sync_add_and_fetch(&control->fired, 1);
    errno = (int)control->error;
    return 1;
}

static void remember(int fd, const char *path) {
    if (fd < 0 || fd >= MOST_FILES) return;
    pthread_mutex_lock(&mutex);
    free(paths[fd]);
    paths[fd] = is_below(path) ? strdup(path) : NULL;
    pthread_mutex_unlock(&mutex);
}

static int opened(const char *path, int flags, mode_t mode) {
    int is_ours = is_below(path), is_new = 0;
    if (is_ours && (flags & O_CREAT)) is_new = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    if (is_ours && fails(OPEN)) return -1;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd < 0) return fd;
    remember(fd, path);
    if (is_ours && is_new) note(OPEN, path, NULL, 0, 1);
    if (is_ours && !is_new && (flags & O_TRUNC)) note(TRUNCATE, path, NULL, 0, 0);
    return fd;
}

static mode_t mode_in(int flags, va_list given) {
    return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(given, int) : 0;
}

#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        va_list given; \
        va_start(given, flags); \
        mode_t mode = mode_in(flags, given); \
        va_end(given); \
        return opened(path, flags, mode); \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name) \
    int name(int at, const char *path, int flags, ...) { \
        va_list given; \
        va_start(given, flags); \
        mode_t mode = mode_in(flags, given); \
        va_end(given); \
        if (path[0] == '/' || at == AT_FDCWD) return opened(path, flags, mode); \
        int fd = (int)syscall(SYS_openat, at, path, flags, mode); \
        remember(fd, NULL); \
        return fd; \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) {
    remember(fd, NULL);
    return (int)syscall(SYS_close, fd);
}

ssize_t write(int fd, const void *data, size_t bytes) {
    const char *path = path_of(fd);
    if (!path) return syscall(SYS_write, fd, data, bytes);
    if (fails(WRITE)) return -1;
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (fcntl(fd, F_GETFL) & O_APPEND) at = lseek(fd, 0, SEEK_END);
    ssize_t done = syscall(SYS_write, fd, data, bytes);
    if (done > 0) note(WRITE, path, data, (size_t)done, (uint64_t)at);
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t bytes, off_t at) {
    const char *path = path_of(fd);
    if (path && fails(WRITE)) return -1;
    ssize_t done = syscall(SYS_pwrite64, fd, data, bytes, at);
    if (path && done > 0) note(WRITE, path, data, (size_t)done, (uint64_t)at);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t bytes, off_t at) { return write_at(fd, data, bytes, at); }
ssize_t pwrite64(int fd, const void *data, size_t bytes, off_t at) { return write_at(fd, data, bytes, at); }

/* In the folders of these tests nothing has to reach a disk: that a sync was asked for is what counts. */
static int synced(int fd) {
    const char *path = path_of(fd);
    if (!path) return (int)syscall(SYS_fsync, fd);
    if (fails(SYNC)) return -1;
    note(SYNC, path, NULL, 0, 0);
    return 0;
}
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

static int truncated(int fd, off_t length) {
    const char *path = path_of(fd);
    int done = (int)syscall(SYS_ftruncate, fd, length);
    if (path && !done) note(TRUNCATE, path, NULL, 0, (uint64_t)length);
    return done;
}
int ftruncate(int fd, off_t length) { return truncated(fd, length); }
int ftruncate64(int fd, off_t length) { return truncated(fd, length); }

int rename(const char *from, const char *to) {
    int is_ours = is_below(to);
    if (is_ours && fails(RENAME)) return -1;
    int done = (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (is_ours && !done) note(RENAME, from, to, strlen(to), 0);
    return done;
}

int unlink(const char *path) {
    int is_ours = is_below(path);
    if (is_ours && fails(UNLINK)) return -1;
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (is_ours && !done) note(UNLINK, path, NULL, 0, 0);
    return done;
}

int socket(int domain, int type, int protocol) {
    if (domain == AF_INET || domain == AF_INET6) note(SOCKET, "socket", NULL, 0, (uint64_t)domain);
    return (int)syscall(SYS_socket, domain, type, protocol);
}

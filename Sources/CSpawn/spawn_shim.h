// What glibc's <spawn.h> shows to GNU sources only, which Swift's view of the C library is none of, and one system call.
#ifndef HANDOFF_SPAWN_SHIM_H
#define HANDOFF_SPAWN_SHIM_H

#include <spawn.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
extern int posix_spawn_file_actions_addtcsetpgrp_np(posix_spawn_file_actions_t *, int);

/// A flag of posix_spawn: the program begins a session of its own, which has no terminal.
#ifndef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID 0x80
#endif
static const short process_own_session = POSIX_SPAWN_SETSID;

/// A descriptor that is readable once the process has ended; -1 where there is none to be had.
static inline int process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

#endif

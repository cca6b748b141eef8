"""Keeps a process from taking more memory than it is given, and tells how much it took."""

import re
import sys
from contextlib import suppress
from pathlib import Path

_PEAK = re.compile(rb"^VmHWM:\s*(\d+) kB", re.MULTILINE)
_CPU_SECONDS = 60
_KIBIBYTE = 1024

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_MEMORY = 0x100
    _EXTENDED_LIMITS = 9

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("smallest_working_set", ctypes.c_size_t),
            ("largest_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("basic", _BasicLimits),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def limit_memory(limit_bytes: int) -> None:
        """Let this process fail where it asks for more memory than that, for good."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        limits = _ExtendedLimits()
        limits.basic.flags = _PROCESS_MEMORY
        limits.process_memory = limit_bytes
        # The handle is left open: the job lasts as long as the process.
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

    def peak_bytes() -> int:
        """The most memory that this process held; 0: Windows is not asked."""
        return 0

else:
    import resource

    def limit_memory(limit_bytes: int) -> None:
        """Let this process fail where it asks for more memory than that, and end it after a minute."""
        _lower(resource.RLIMIT_AS, limit_bytes)
        _lower(resource.RLIMIT_CPU, _CPU_SECONDS)

    def peak_bytes() -> int:
        """The most memory that this process held; 0 where the system does not tell."""
        # getrusage would give that of the process which started this one, when that was more.
        with suppress(OSError):
            match = _PEAK.search(Path("/proc/self/status").read_bytes())
            return int(match[1]) * _KIBIBYTE if match else 0
        return 0

    def _lower(kind: int, limit: int) -> None:
        _soft, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(kind, (limit, limit))

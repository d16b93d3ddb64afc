"""Run a program on a terminal of a given width; print the width of its widest line, and whether all
is ASCII: terminal.py COLUMNS PROGRAM ARGUMENTS..."""
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

main, terminal = pty.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
program = subprocess.Popen(sys.argv[2:], stdout=terminal, stdin=subprocess.DEVNULL)
os.close(terminal)
page = b""
while True:
    try:
        piece = os.read(main, 65536)
    except OSError:  # the terminal is closed
        break
    if not piece:
        break
    page += piece
if program.wait() != 0:
    sys.exit(1)
text = page.decode().replace("\r\n", "\n")
print(max(len(line) for line in text.split("\n")), "ascii" if text.isascii() else "utf-8")

#!/bin/sh
# The launcher of an image that was built without a C compiler; ipc.c says what a launcher holds.
# This one does the same as far as a shell can, and tells Java the rest in its environment:
#
#   IPC_LAUNCHER_SAVED_<NAME>   the value of a variable that was hidden from the virtual machine
#   IPC_LAUNCHER_CLOSED         those of the descriptors 0 1 2 that were closed, as in "0 2"
#
# It lies in bin/ or lib/ of the image, perhaps behind links.

self=$0
case $self in
  */*) ;;
  *) self=$(command -v -- "$self") ;;
esac
[ ! -h "$self" ] || self=$(readlink -f -- "$self")
image=${self%/*}/..

for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS \
  CLASSPATH _JAVA_LAUNCHER_DEBUG; do
  eval "
    unset IPC_LAUNCHER_SAVED_$name
    if [ \"\${$name+set}\" ]; then
      export IPC_LAUNCHER_SAVED_$name=\"\$$name\"
      unset $name
    fi"
done

# The lowest free number would go to the JDK's own files. Opened the wrong way round, reading 0 and
# writing 1 or 2 fail as if it were closed. (The complaint about a closed 2 has nowhere to go.)
closed=
if ! { command : <&0; } 2>/dev/null; then
  closed="$closed 0"
  exec 0>/dev/null
fi
if ! { command : >&1; } 2>/dev/null; then
  closed="$closed 1"
  exec 1</dev/null
fi
if ! command : >&2; then
  closed="$closed 2"
  exec 2</dev/null
fi
unset IPC_LAUNCHER_CLOSED
[ -z "$closed" ] || export IPC_LAUNCHER_CLOSED="${closed# }"

exec "$image/bin/java" -m ipc/ipc.Main "$@"

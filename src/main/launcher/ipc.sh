#!/bin/sh
# The launcher of an image that was built without a C compiler; ipc.c says what a launcher holds.
# This one does the same as far as a shell can, and tells Java the rest in its environment:
#
#   IPC_LAUNCHER_SAVED_<NAME>   the value of a variable that was hidden from the virtual machine
#   IPC_LAUNCHER_ADDED          the name of a variable that was not set, and is for that machine only
#   IPC_LAUNCHER_CLOSED         those of the descriptors 0 1 2 that were closed, as in "0 2"
#   IPC_LAUNCHER_BLOCKED        signals that are blocked in every thread for Java to let in again
#
# It lies in bin/ or lib/ of the image, perhaps behind links.

self=$0
case $self in
  */*) ;;
  *) self=./$self ;;
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

# In the encoding of the locale C the virtual machine finds nothing where the path is more than ASCII.
unset IPC_LAUNCHER_ADDED
unset IPC_LAUNCHER_SAVED_LC_ALL
case $(unset CDPATH; cd -- "$image" && pwd -P) in
  *[!\ -~]*)
    if [ "${LC_ALL+set}" ]; then
      export IPC_LAUNCHER_SAVED_LC_ALL="$LC_ALL"
    else
      export IPC_LAUNCHER_ADDED=LC_ALL
    fi
    export LC_ALL=C.UTF-8
    ;;
esac

# The lowest free number would go to the JDK's own files. Opened the wrong way round, reading 0 and
# writing 1 or 2 fail as if it were closed. A redirection would tell a closed descriptor too, but
# only after it has borrowed the number.
closed=
if [ -d /proc/self/fd ]; then
  [ -e /proc/self/fd/0 ] || closed="$closed 0"
  [ -e /proc/self/fd/1 ] || closed="$closed 1"
  [ -e /proc/self/fd/2 ] || closed="$closed 2"
fi
case $closed in *0*) exec 0>/dev/null ;; esac
case $closed in *1*) exec 1</dev/null ;; esac
case $closed in *2*) exec 2</dev/null ;; esac
unset IPC_LAUNCHER_CLOSED
[ -z "$closed" ] || export IPC_LAUNCHER_CLOSED="${closed# }"

# signalfd(2) wants a signal blocked in every thread, so before there is a second one. GNU's env
# can do that; without it these signals just have their default action.
unset IPC_LAUNCHER_BLOCKED

# A stream of messages is worth the compiler that makes faster code, slower, and so is an address of
# TLS; ipc.c says more.
compilers=1
for word; do
  case $word in
    --) break ;;
    tls:*) compilers=4 ;;
  esac
done
verb=${1-}
[ "$verb" != mbox ] || verb=${2-}
case $verb in
  send | recv)
    option=
    for word; do
      case $option$word in
        --) break ;;
        --lines | --nul | -0 | --length | --follow | -f | --all) compilers=4 ;;
        -c????* | --count????*) compilers=4 ;;
      esac
      case $word in
        -c | --count) option=$word ;;
        *) option= ;;
      esac
    done
    ;;
esac
set -- -m ipc/ipc.Main "$@"
# A stream runs for hours: it lives on little garbage, and gives back what the compiler used.
[ $compilers = 1 ] || set -- -XX:MaxNewSize=4m -XX:TrimNativeHeapInterval=2000 -XX:CompileThresholdScaling=3 "$@"
set -- "$image/bin/java" -Xrs -XX:+DisableAttachMechanism -XX:TieredStopAtLevel=$compilers "$@"
if env --block-signal=INT true 2>/dev/null; then
  export IPC_LAUNCHER_BLOCKED="QUIT INT TERM HUP CHLD WINCH"
  set -- env --block-signal=QUIT,INT,TERM,HUP,CHLD,WINCH "$@"
fi
exec "$@"

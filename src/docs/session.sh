# What src/docs/session.svg shows: .ci/picture runs it, and PictureIT holds the picture to it. It needs
# bash, a terminal, 'ipc' on PATH, and a private place: nobody else's objects, an empty directory.
typed() {
  printf '\e[1;32m$\e[0m %s\n' "$1"
  eval "$1"
}

stty cols 80
export IPC_HOME=$PWD/home
{
  ipc shm create sysv-shm:0x1234 -s 64K -m 600
  ipc shm create cache -s 20M
  ipc shm attach cache -- sleep 300 &
  ipc mbox create jobs
  seq 40 | ipc mbox send jobs --lines
  ipc mbox recv jobs --follow -- sleep 300 &
  ipc fifo create log
  ipc fifo write log --hold &
  ipc sock listen unix:desk --concurrent 9 -- tr a-z A-Z &
  ipc wait posix-shm:/cache used -w 20s
  ipc wait unix:desk open -w 20s
  ipc wait fifo:log used -w 20s
  until [ "$(ipc mbox stat jobs -o held)" = 1 ]; do sleep 0.1; done
  echo tea >log
} >/dev/null 2>&1

typed 'ipc ls'
echo
typed 'ipc who posix-shm:/cache'
echo
typed 'ipc rm -v --unused posix-shm:/cache || echo "status $?"'
echo
typed 'ipc mbox wait jobs drained -w 1s || echo "status $?"'
typed 'echo hello | ipc sock connect unix:desk'
typed 'ipc stat fifo:log -o waiting,readers,writers'

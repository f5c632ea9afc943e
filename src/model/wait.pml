/*
 * Sleeping until there is a message, or room: Waiting, and who calls it in Sending, Receiving,
 * Settling and Reclaiming. Without deaths nobody needs its slice to go on; with deaths the slices
 * suffice.
 *
 * The lock is a critical section that its owner's death opens again, and slots are counted: what
 * happens within is in lock.pml, life.pml and lists.pml. A receiver takes one message at a time.
 */
#ifndef RECEIVERS
#define RECEIVERS 2 /* participants 0 and up; the first one takes messages of type 1 alone */
#endif
#ifndef SENDERS
#define SENDERS 2
#endif
#ifndef MESSAGES
#define MESSAGES 2 /* of each sender */
#endif
#ifndef CAPACITY
#define CAPACITY 1
#endif
#ifndef CRASHES
#define CRASHES 0
#endif
#ifndef SLICES
#define SLICES (CRASHES > 0)
#endif
#define PARTICIPANTS (RECEIVERS + SENDERS)

/* A participant's word */
#define SPINNING 0
#define WOKEN 1
#define ASLEEP 2

byte word[PARTICIPANTS];
bit waits[PARTICIPANTS]; /* Layout.WAITING_RECEIVERS_AT and WAITING_SENDERS_AT */
byte ready[2]; /* how many messages of each type */
byte free = CAPACITY;
byte done[RECEIVERS]; /* settled without the lock, and not free yet */
byte taken[RECEIVERS];

bit asleep[PARTICIPANTS]; /* the kernel: who is in the futex's queue */
bit dead[PARTICIPANTS];
bit unsettled[PARTICIPANTS]; /* dead, and not settled by anybody */
byte crashes;
byte lockedBy; /* participant + 1 */
byte senders = SENDERS; /* that are not over */

#define TAKES(p, type) (p != 0 || type == 1)
#define SOMETHING(p) (TAKES(p, 0) && ready[0] > 0 || ready[1] > 0)
#define DIE if :: crashes < CRASHES -> crashes++; goto death :: true fi

#define LOCK atomic { lockedBy == 0 -> lockedBy = me + 1 }
#define UNLOCK atomic { DIE; lockedBy = 0 }

#if PARTICIPANTS == 2
#define LEFT_BY_DEAD (unsettled[0] || unsettled[1])
#elif PARTICIPANTS == 3
#define LEFT_BY_DEAD (unsettled[0] || unsettled[1] || unsettled[2])
#else
#define LEFT_BY_DEAD (unsettled[0] || unsettled[1] || unsettled[2] || unsettled[3])
#endif

/* Waiting.announce */
inline announce() {
  atomic { DIE; word[me] = SPINNING }
  atomic { DIE; waits[me] = 1 }
}

/* Who looks again waits no longer, whatever woke it. */
inline withdraw() {
#ifndef BUG_BIT_LEFT
  if
  :: waits[me] -> atomic { DIE; waits[me] = 0 }
  :: else
  fi
#else
  skip
#endif
}

/* Waiting.choose: the word is swapped under the lock, the futex is called after it. */
inline choose(p) {
  atomic { DIE; waits[p] = 0 }
  atomic {
    DIE;
    if
    :: word[p] == ASLEEP -> chosen = p + 1
    :: else
    fi;
    word[p] = WOKEN
  }
}

inline chooseReceiver(type) {
  p = 0;
  do
  :: p < RECEIVERS && !(waits[p] && TAKES(p, type)) -> p++
  :: else -> break
  od;
  if
  :: p < RECEIVERS -> choose(p)
  :: else
  fi;
  p = 0
}

inline chooseSender() {
  p = RECEIVERS;
  do
  :: p < PARTICIPANTS && !waits[p] -> p++
  :: else -> break
  od;
  if
  :: p < PARTICIPANTS -> choose(p)
  :: else
  fi;
  p = 0
}

/* Waiting.wakeChosen */
inline wakeChosen() {
  atomic {
    if
    :: chosen != 0 -> DIE; asleep[chosen - 1] = 0; chosen = 0
    :: else
    fi
  }
}

/* Waiting.sleep: first it spins, then the kernel puts it to sleep if its word is ASLEEP. */
inline sleep(something) {
  if
  :: word[me] == WOKEN
  :: true ->
    atomic {
      DIE;
      if
      :: word[me] == SPINNING -> word[me] = ASLEEP
      :: else
      fi
    }
    atomic {
      if
      :: word[me] == ASLEEP -> asleep[me] = 1
      :: else
      fi
    }
    if
    :: !asleep[me]
    /* A slice is over. One that would find nothing new is left out. */
    :: atomic { SLICES && asleep[me] && (something || LEFT_BY_DEAD) -> asleep[me] = 0 }
      reclaim()
    :: atomic { asleep[me] && crashes < CRASHES -> crashes++; goto death }
    fi
  fi
}

/* Reclaiming.reclaim: what dead receivers took is room again. */
inline reclaim() {
  q = 0;
  do
  :: q < PARTICIPANTS ->
    if
    :: unsettled[q] ->
      LOCK;
      if
      :: q < RECEIVERS && taken[q] + done[q] > 0 ->
        atomic { DIE; free = free + taken[q] + done[q]; taken[q] = 0; done[q] = 0 }
        chooseSender()
      :: else
      fi;
      UNLOCK;
      wakeChosen();
      unsettled[q] = 0
    :: else
    fi;
    q++
  :: else -> break
  od;
  q = 0
}

proctype Sender(byte me) {
  byte p, q, sent, chosen;
  bit type, room;

  do
  :: sent < MESSAGES ->
    LOCK;
    withdraw();
    if
    :: free == 0 -> /* Settling.freeOthersDone */
      q = 0;
      do
      :: q < RECEIVERS ->
        atomic { DIE; free = free + done[q]; done[q] = 0 }
        q++
      :: else -> break
      od;
      q = 0
    :: else
    fi;
    if
    :: free > 0 ->
      if
      :: type = 0
      :: type = 1
      fi;
#ifdef BUG_CHOSEN_BEFORE_READY
      chooseReceiver(type);
      UNLOCK;
      wakeChosen();
      LOCK;
#endif
      atomic { DIE; free--; ready[type]++ }
      sent++;
#ifndef BUG_CHOSEN_BEFORE_READY
      chooseReceiver(type);
#endif
      room = 1;
      type = 0
    :: else ->
      announce();
      room = 0
    fi;
    UNLOCK;
    wakeChosen();
    if
    :: !room -> sleep(free > 0)
    :: else
    fi;
    room = 0
  :: else -> break
  od;
  goto over;
death:
  atomic {
    dead[me] = 1; unsettled[me] = 1; asleep[me] = 0;
    if
    :: lockedBy == me + 1 -> lockedBy = 0
    :: else
    fi
  }
over:
  atomic { p = 0; q = 0; sent = 0; chosen = 0; type = 0; room = 0; senders-- }
}

proctype Receiver(byte me) {
  byte p, q, chosen;
  bit found;

  do
  :: true ->
    LOCK;
    withdraw();
    if
    :: done[me] > 0 -> /* Settling.freeDoneLocked */
      atomic { DIE; free = free + done[me]; done[me] = 0 }
      chooseSender()
    :: else
    fi;
    if
    :: SOMETHING(me) ->
      found = 1;
      atomic {
        DIE;
        if
        :: TAKES(me, 0) && ready[0] > 0 -> ready[0]--
        :: ready[1] > 0 -> ready[1]--
        fi;
        taken[me]++
      }
    :: else ->
#ifndef BUG_ANNOUNCED_AFTER_UNLOCKING
      announce()
#endif
    fi;
    UNLOCK;
    wakeChosen();
    if
    :: found -> /* Settling.settleOurs */
      atomic { DIE; taken[me]--; done[me]++ }
    :: else ->
#ifdef BUG_ANNOUNCED_AFTER_UNLOCKING
      announce();
#endif
      sleep(SOMETHING(me))
    fi;
    found = 0
  od;
death:
  atomic {
    dead[me] = 1; unsettled[me] = 1; asleep[me] = 0;
    if
    :: lockedBy == me + 1 -> lockedBy = 0
    :: else
    fi;
    p = 0; q = 0; chosen = 0; found = 0
  }
}

/* When nobody can go on, nobody is kept from what is there. */
active proctype Judge() {
  byte r;
  timeout;
  atomic {
    r = 0;
    do
    :: r < RECEIVERS -> assert(dead[r] || !SOMETHING(r)); r++
    :: else -> break
    od;
    assert(senders == 0 || free == 0);
    assert(lockedBy == 0)
  }
}

init {
  byte p;
  atomic {
    do
    :: p < RECEIVERS -> run Receiver(p); p++
    :: p >= RECEIVERS && p < PARTICIPANTS -> run Sender(p); p++
    :: else -> break
    od;
    p = 0
  }
}

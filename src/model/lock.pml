/*
 * How a wait for the lock sleeps and is woken: OwnerLock.lock, unlock. Without deaths nobody needs
 * its slice to go on; with deaths the slices suffice. The kernel's part of death is in life.pml.
 */
#ifndef PARTICIPANTS
#define PARTICIPANTS 3
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef CRASHES
#define CRASHES 0
#endif
#ifndef SLICES
#define SLICES (CRASHES > 0)
#endif

byte owner; /* participant + 1; 0: free */
bit waitedFor;
byte event; /* the futex */

bit asleep[PARTICIPANTS]; /* the kernel: who is in the futex's queue */
bit dead[PARTICIPANTS];
byte crashes;
byte inside; /* how many have the lock and live */

#define DIE if :: crashes < CRASHES -> crashes++; goto death :: true fi

inline wakeOne() {
  atomic {
    if
    :: asleep[0] -> asleep[0] = 0
    :: asleep[1] -> asleep[1] = 0
#if PARTICIPANTS > 2
    :: asleep[2] -> asleep[2] = 0
#endif
    :: else
    fi
  }
}

proctype Participant(byte me) {
  byte round, seen;
  bit seenWaitedFor;

  do
  :: round < ROUNDS ->
    round++;
    if
    :: atomic { owner == 0 -> DIE; owner = me + 1; waitedFor = 0; goto locked } /* while it spins */
    :: true
    fi;
sleepy: /* lockAfterSleeping */
#ifndef BUG_EVENT_READ_LATE
    seen = event;
#endif
    if
    :: atomic { owner == 0 -> DIE; owner = me + 1;
#ifndef BUG_OTHERS_FORGOTTEN
        waitedFor = 1;
#endif
        goto locked }
    :: atomic { owner != 0 -> DIE; waitedFor = 1 }
    fi;
#ifdef BUG_EVENT_READ_LATE
    seen = event;
#endif
    /* futex(2): asleep only if the word is still what was seen. */
    atomic {
      DIE;
      if
      :: event != seen
      :: else -> asleep[me] = 1
      fi
    }
    if
    :: !asleep[me] -> seen = 0; goto sleepy
    /* A slice: it asks whether the owner lives, and looks again. One that would find nothing new
       is left out. */
    :: atomic { SLICES && asleep[me] && owner == 0 -> asleep[me] = 0; seen = 0; goto sleepy }
    :: atomic { SLICES && asleep[me] && owner != 0 && dead[owner - 1] ->
        asleep[me] = 0; DIE; owner = me + 1; waitedFor = 1; goto locked }
    :: atomic { asleep[me] && crashes < CRASHES -> crashes++; goto death }
    fi;

locked:
    atomic { seen = 0; inside++; assert(inside == 1) }
    atomic {
      if
      :: crashes < CRASHES -> crashes++; inside--; goto death
      :: true
      fi;
      inside--;
      seenWaitedFor = waitedFor;
      owner = 0;
      waitedFor = 0
    }
    if
    :: seenWaitedFor ->
      atomic { DIE; event++ }
      atomic { DIE; wakeOne() }
      seenWaitedFor = 0
    :: else
    fi
  :: else -> break
  od;
  goto over;
death:
  atomic { dead[me] = 1; asleep[me] = 0; seen = 0; seenWaitedFor = 0 }
over:
  round = 0
}

init {
  byte p;
  atomic {
    do
    :: p < PARTICIPANTS -> run Participant(p); p++
    :: else -> break
    od;
    p = 0
  }
}

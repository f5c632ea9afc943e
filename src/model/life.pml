/*
 * Who is attached, who has the lock, and who settles what the dead left: Participants, OwnerLock,
 * Reclaiming, Mailbox.begin, Mailbox.close.
 *
 * A life is a process from its attachment to its end, in good order or by a death before any of
 * its stores. The kernel gives back its byte then, and the next life may get it at once. A change
 * of slots is one open bracket and its closing here; what lies between them is in lists.pml.
 */
#ifndef LIVES
#define LIVES 3 /* and one more, after all others have ended */
#endif
#ifndef PLACES
#define PLACES 2
#endif
#ifndef SLOTS
#define SLOTS 1
#endif
#ifndef TASKS
#define TASKS 1 /* for each life */
#endif
#ifndef CRASHES
#define CRASHES 2
#endif

/* The kernel: which life holds the OFD lock on each place's byte; 0 for none. */
byte heldBy[PLACES];

/* The file. */
bit attached[PLACES];
byte generation[PLACES];
byte claimed[PLACES]; /* the generation that was last given to a life, begun or not */
byte lockOwner, lockGeneration; /* place + 1; 0: free */
bit waitedFor;
bit changing; /* Change: in progress */
byte owner[SLOTS]; /* place + 1; 0: free */
byte ownerGeneration[SLOTS];

/* What only the model knows. */
byte crashes;
byte ended; /* lives that are over */
bit dead[LIVES + 2];
byte lockLife; /* which life has the lock */
byte slotLife[SLOTS]; /* which life got the slot */

/* "true" keeps an "else" at the head of what is stored from meaning "none can die any more". */
#define STORE(what) \
  atomic { if :: crashes < CRASHES -> crashes++; goto death :: true -> what fi }

#define MINE (lockOwner == place + 1 && lockGeneration == mine)

#ifdef BUG_OWN_WORD_IN_THE_LOCK
#define BUG_GENERATION_USED_TWICE
#endif

#ifdef BUG_GENERATION_USED_TWICE
#define CURRENT(n, g) (generation[n] == g || generation[n] + 1 == g)
#else
#define CURRENT(n, g) (claimed[n] == g)
#endif

#ifdef BUG_CLOCK_PROVES_DEATH
#define SEEMS_DEAD true
#else
/* What a wait for the lock depends on: without it nothing can go on. */
#define SEEMS_DEAD (!CURRENT(lockOwner - 1, lockGeneration) || heldBy[lockOwner - 1] == 0)
#endif

/* Participants.isAlive: three looks, and others act between them. */
inline look(n, g) {
  if
  :: !CURRENT(n, g) -> alive = 0
  :: else ->
    alive = (heldBy[n] != 0);
    if
    :: alive && !CURRENT(n, g) -> alive = 0
    :: else
    fi
  fi;
#ifdef BUG_CLOCK_PROVES_DEATH
  alive = 0
#endif
}

/* OwnerLock.takeOver: by a compare-and-set of the very word that was read. */
inline takeOver() {
  STORE(
    if
    :: lockOwner == wordOwner && lockGeneration == wordGeneration && waitedFor == wordWaitedFor ->
      assert(dead[lockLife]); /* a live owner is never robbed */
      lockOwner = place + 1; lockGeneration = mine; waitedFor = 1; lockLife = me; taken = 1
    :: else -> taken = 0
    fi);
  if
  :: taken -> STORE(changing = 0) /* Change.recover */
  :: else
  fi
}

inline readWord() {
  atomic { wordOwner = lockOwner; wordGeneration = lockGeneration; wordWaitedFor = waitedFor }
}

inline forgetWord() {
  atomic { wordOwner = 0; wordGeneration = 0; wordWaitedFor = 0; alive = 0; taken = 0 }
}

/* OwnerLock.takeOverFromDead */
inline takeOverFromDead() {
  readWord();
  taken = 0;
  if
  :: wordOwner == 0
  :: else ->
    look(wordOwner - 1, wordGeneration);
    if
    :: !alive -> takeOver()
    :: else
    fi
  fi
}

/* OwnerLock.lock; how it sleeps is in lock.pml. */
inline lock() {
  do
  :: lockOwner == 0 ->
    STORE(
      if
      :: lockOwner == 0 ->
        assert(!changing); /* what a dead owner began is finished before anything else */
        lockOwner = place + 1; lockGeneration = mine; lockLife = me; taken = 1
      :: else
      fi);
    if
    :: taken -> break
    :: else
    fi
  :: lockOwner != 0 && !waitedFor -> STORE(if :: lockOwner != 0 -> waitedFor = 1 :: else fi)
#ifndef BUG_NEVER_TAKEN_OVER
  :: lockOwner != 0 && SEEMS_DEAD ->
    takeOverFromDead();
    if
    :: taken -> break
    :: else
    fi
#endif
  od;
  forgetWord()
}

inline unlock() {
  STORE(assert(lockLife == me && MINE); lockOwner = 0; lockGeneration = 0; waitedFor = 0; lockLife = 0)
}

#define LEFT(s, n, g) (owner[s] == n + 1 && ownerGeneration[s] == g)

/* Reclaiming.settle, for a dead participant of that generation. */
inline settle(n, g) {
  slot = 0;
  do
  :: slot < SLOTS ->
    if
    :: LEFT(slot, n, g) ->
      lock();
      if
#ifdef BUG_NOT_ASKED_AGAIN
      :: true ->
#else
      :: LEFT(slot, n, g) ->
#endif
        STORE(changing = 1);
        STORE(
          assert(owner[slot] == 0 || dead[slotLife[slot]]); /* what is a live one's stays its */
          owner[slot] = 0; ownerGeneration[slot] = 0; slotLife[slot] = 0);
        STORE(changing = 0)
      :: else
      fi;
      unlock()
    :: else
    fi;
    slot++
  :: else -> break
  od;
  slot = 0
}

/* Reclaiming.reclaim */
inline reclaim() {
  takeOverFromDead();
  if
  :: taken -> unlock()
  :: else
  fi;
  forgetWord();
  other = 0;
  do
  :: other < PLACES ->
    if
    :: other != place && attached[other] ->
      theirs = generation[other];
      look(other, theirs);
      if
      :: !alive ->
        settle(other, theirs);
        /* Participants.settled */
        STORE(
          if
          :: attached[other] && generation[other] == theirs -> attached[other] = 0
          :: else
          fi)
      :: else
      fi;
      alive = 0; theirs = 0
    :: else
    fi;
    other++
  :: else -> break
  od;
  other = 0
}

inline settlePredecessor() {
  readWord();
#ifdef BUG_OWN_WORD_IN_THE_LOCK
  if
  :: wordOwner == place + 1 && wordGeneration != mine ->
#else
  if
  :: wordOwner == place + 1 ->
#endif
    takeOver();
    if
    :: taken -> unlock()
    :: else
    fi
  :: else
  fi;
  forgetWord();
  if
  :: attached[place] ->
    theirs = generation[place];
    settle(place, theirs);
    theirs = 0
  :: else
  fi
}

inline begin() {
  STORE(attached[place] = 1; generation[place] = mine)
}

/* Participants.reserve: the kernel gives the first byte that is free. */
inline reserve() {
  atomic {
    place = 0;
    do
    :: place < PLACES && heldBy[place] != 0 -> place++
    :: else -> break
    od;
    if
    :: place < PLACES -> heldBy[place] = me
    :: else -> place = 0; goto over
    fi
  }
}

/* Gets a slot, and later makes it free: a send of a long body, or a receive. */
inline work() {
  lock();
  slot = 0;
  do
  :: slot < SLOTS && owner[slot] != 0 -> slot++
  :: else -> break
  od;
  if
  :: slot < SLOTS ->
    STORE(changing = 1);
    STORE(owner[slot] = place + 1; ownerGeneration[slot] = mine; slotLife[slot] = me);
    STORE(changing = 0);
    unlock();
    lock();
    STORE(changing = 1);
    STORE(
      assert(slotLife[slot] == me); /* nobody settled it for us */
      owner[slot] = 0; ownerGeneration[slot] = 0; slotLife[slot] = 0);
    STORE(changing = 0);
    unlock()
  :: else -> unlock()
  fi;
  slot = 0
}

inline detach() {
  /* Participants.end: in two steps. */
  STORE(if :: attached[place] && generation[place] == mine -> attached[place] = 0 :: else fi);
  STORE(heldBy[place] = 0)
}

proctype Life(byte me) {
  byte place, mine, wordOwner, wordGeneration, other, theirs, slot, tasks;
  bit wordWaitedFor, alive, taken;

  /* The last one comes when all others have ended. */
  (me <= LIVES || ended == LIVES);
  reserve();
#ifdef BUG_GENERATION_USED_TWICE
  mine = generation[place] + 1;
#else
  STORE(claimed[place] = claimed[place] + 1; mine = claimed[place]);
#endif
#ifdef BUG_RAISED_BEFORE_SETTLED
  theirs = generation[place];
  begin();
  settle(place, theirs);
#else
  settlePredecessor();
  begin();
#endif
  if
  :: me <= LIVES ->
    do
    :: tasks < TASKS ->
      tasks++;
      if
      :: work()
      :: reclaim()
      fi
    :: tasks > 0 -> break
    od
  :: else ->
    lock(); /* nobody waits for the dead for ever */
    unlock();
    reclaim();
    slot = 0;
    do
    :: slot < SLOTS -> assert(owner[slot] == 0); slot++ /* nothing stays with the dead */
    :: else -> break
    od
  fi;
  detach();
  goto over;

death:
  atomic {
    dead[me] = 1;
    if
    :: heldBy[place] == me -> heldBy[place] = 0
    :: else
    fi
  }
over:
  atomic {
    place = 0; mine = 0; wordOwner = 0; wordGeneration = 0; wordWaitedFor = 0; other = 0;
    theirs = 0; slot = 0; tasks = 0; alive = 0; taken = 0;
    ended++
  }
}

init {
  byte life = 1;
  atomic {
    do
    :: life <= LIVES + 1 -> run Life(life); life++
    :: else -> break
    od;
    life = 0
  }
}

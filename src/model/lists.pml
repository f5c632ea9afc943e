/*
 * One change at a time and the lists around it: Change, Lists, Sending, Receiving, Settling,
 * Reclaiming.settleSlot.
 *
 * Who has the lock is one process here, for nobody else stores to what the lock guards; which
 * participant it acts for is chosen anew for each operation. The lock-free stores TAKEN, DONE and
 * back into the hand come from a second process, between any two stores of the first. Each store is a step, and before each one
 * the actor may die. Then another one takes over and recovers, and may die of that too.
 *
 * How participants attach, and who takes over from whom, is in life.pml.
 */
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef BLOCKS
#define BLOCKS 2
#endif
#ifndef SENDS
#define SENDS 2 /* sequence numbers that are given out */
#endif
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef LEASES
#define LEASES 1 /* whether messages are leased, too */
#endif
#ifndef HANDS
#define HANDS 0 /* whether messages are had in hand before they are taken, too */
#endif
#define PARTICIPANTS 3
#define MAX_DELIVERIES 2

/* SlotState */
#define FREE 0
#define WRITING 1
#define READY 2
#define LEASED 3
#define TAKEN 4
#define DEAD 5
#define DONE 6
#define RESERVED 7

/* ListName */
#define LANE 0
#define HELD 1
#define DEADS 2

/* Change's parts */
#define IN_PROGRESS 1
#define LEAVES 2
#define ENTERS 4
#define TAKES_SLOTS 8
#define FREES_SLOTS 16
#define CHANGES_BLOCKS 32
#define IS_RUN 64

/* The file. Slots and blocks are numbered from 1; 0 is none. */
byte kind[SLOTS + 1];
byte owner[SLOTS + 1];
byte deliveries[SLOTS + 1];
byte generation[SLOTS + 1];
byte seq[SLOTS + 1];
byte size[SLOTS + 1]; /* 1: lies in its slot; 2: one block; 3: two blocks */
byte nxt[SLOTS + 1];
byte prv[SLOTS + 1];
byte bodyFirst[SLOTS + 1];
byte bodyLast[SLOTS + 1];
byte link[BLOCKS + 1];
byte head[3];
byte tail[3];
byte freeSlot, freeSlots, freeBlock, freeBlocks;
byte ready, held, dead, used;
byte sequence;
bit laneBit, laneSummary;

/* The change in progress: what is in the file. */
byte pParts, pFirst, pCount, pNext, pKind, pOwner, pDeliveries, pGeneration;
byte pLeave, pLeavePrevious, pEnter, pEnterPrevious, pAfter, pFreeSlots;
byte pReady, pHeld, pDead, pUsed, pFreeBlocks, pFreeBlock, pLinkBlock, pLinkTo;
byte pBodyFirst, pBodyLast;

/* The fields of Change in whoever has the lock. */
byte parts, first, last, count, next, newKind, newOwner, newDeliveries, newGeneration;
byte leave, leavePrevious, enter, enterPrevious, after, freeSlotsBefore;
byte readyBefore, heldBefore, deadBefore, usedBefore;
byte blocksAfter, blockAfter, linkBlock, linkTo, bodyFirstAfter, bodyLastAfter;

/* What only the model knows. */
byte crashes;
bit died[PARTICIPANTS + 1];
byte actor; /* who has the lock; 0: nobody */
byte settler; /* who is between the look at its slot and the store DONE */
byte settling; /* that slot */
bit sent[SENDS + 1];
bit delivered[SENDS + 1];
bit output[SENDS + 1];
bit gone[SENDS + 1];
bit selected; /* a selector passed over what came first */
byte tokenSlot, tokenGeneration, tokenDelivery, tokenMessage;
bit tokenUsed;

/*
 * Another process sees what is between two TOGETHER, and with -DFINE what is between two stores.
 * Who dies does so before any store in either form.
 */
#ifdef FINE
#define TOGETHER
#else
#define TOGETHER atomic
#endif
/* "true" keeps an "else" at the head of what is stored from meaning "none can die any more". */
#define STORE(what) \
  atomic { \
    if \
    :: crashes < CRASHES -> crashes++; died[actor] = 1; goto death \
    :: true -> what \
    fi }

/* What a store to a slot's state means to its message. */
inline becomes(s, k) {
  if
  :: k == WRITING -> assert(kind[s] == FREE || kind[s] == WRITING)
  :: k == READY && (kind[s] == FREE || kind[s] == WRITING) ->
    assert(!sent[seq[s]]);
    sent[seq[s]] = 1
  :: k == READY && (kind[s] == LEASED || kind[s] == TAKEN) ->
    assert(!output[seq[s]] && !gone[seq[s]]);
    delivered[seq[s]] = 0
  :: k == READY && kind[s] == RESERVED -> assert(!delivered[seq[s]] && !gone[seq[s]])
  :: k == LEASED || k == TAKEN || k == RESERVED ->
    assert(kind[s] == READY && sent[seq[s]] && !gone[seq[s]]);
    assert(!delivered[seq[s]]); /* none twice unasked */
    delivered[seq[s]] = (k != RESERVED);
    g = 1;
    do
    :: g <= SLOTS ->
      assert(selected || g == s || kind[g] != READY || seq[g] > seq[s]); /* first in, first out */
      g++
    :: else -> g = 0; break
    od
  :: k == DEAD -> assert(kind[s] == LEASED && deliveries[s] >= MAX_DELIVERIES)
  :: k == FREE && kind[s] == WRITING -> skip
  :: k == FREE && kind[s] == LEASED -> gone[seq[s]] = 1
  :: k == FREE && kind[s] == DONE ->
    assert(output[seq[s]] && !gone[seq[s]]);
    gone[seq[s]] = 1
  :: k == FREE && kind[s] == TAKEN -> /* lost, with its receiver */
#ifdef BUG_TOKEN_OF_ANOTHER
    assert(died[owner[s]] || tokenUsed);
#else
    assert(died[owner[s]]);
#endif
    gone[seq[s]] = 1
  :: else -> assert(false)
  fi;
}

/* Change.newState, stored. */
inline storeState(s) {
  becomes(s, newKind);
  if
  :: !(parts & IS_RUN) ->
    deliveries[s] = newDeliveries;
    generation[s] = newGeneration
  :: else ->
    if
    :: newKind == FREE -> deliveries[s] = 0; generation[s] = generation[s] + 1
    :: newKind == READY -> deliveries[s] = 0
    :: newKind == RESERVED -> skip
    :: else -> deliveries[s] = deliveries[s] + 1
    fi
  fi;
  kind[s] = newKind;
  owner[s] = newOwner
}

/* Change.begin */
inline begin(f, l, c, k, o) {
  parts = IN_PROGRESS;
  first = f; last = l; count = c; newKind = k; newOwner = o;
  newDeliveries = 0; newGeneration = generation[f];
  next = 0; after = 0;
  readyBefore = ready; heldBefore = held; deadBefore = dead;
  freeSlotsBefore = freeSlots; usedBefore = used;
  blocksAfter = 0
}

inline leaving(l) {
  parts = parts | LEAVES;
  leave = l; leavePrevious = prv[first]; next = nxt[last]
}

inline entering(l, p, n) {
  parts = parts | ENTERS;
  enter = l; enterPrevious = p; after = n
}

inline takingFreeSlots() {
  parts = parts | TAKES_SLOTS;
  next = nxt[last]
}

/* One block: a chunk is one block here. */
inline takingBlock() {
  assert(freeBlock != 0); /* else block 0 were written to */
  parts = parts | CHANGES_BLOCKS;
  blockAfter = link[freeBlock];
  blocksAfter = freeBlocks - 1;
  linkBlock = (bodyFirst[first] == 0 -> 0 : bodyLast[first]);
  linkTo = freeBlock;
  bodyFirstAfter = (bodyFirst[first] == 0 -> freeBlock : bodyFirst[first]);
  bodyLastAfter = freeBlock
}

inline freeing(blocks) {
  if
  :: blocks > 0 && bodyFirst[first] != 0 ->
    parts = parts | CHANGES_BLOCKS;
    linkBlock = bodyLast[first];
    linkTo = freeBlock;
    blockAfter = bodyFirst[first];
    blocksAfter = freeBlocks + blocks;
    bodyFirstAfter = 0; bodyLastAfter = 0
  :: else
  fi;
  parts = parts | FREES_SLOTS;
  after = freeSlot
}

/* Settling.free and what Reclaiming frees */
inline freeOne(s) {
  begin(s, s, 1, FREE, 0);
  newGeneration = generation[s] + 1;
  if
  :: kind[s] == WRITING -> skip
  :: else -> leaving(HELD)
  fi;
  /* A body that was never finished has the blocks that it had got: Reclaiming.chainLength. */
  freeing((bodyFirst[s] == 0 -> 0 : (bodyFirst[s] == bodyLast[s] -> 1 : 2)))
}

/* Settling.giveBack and returnToPlace */
inline giveBack(s) {
  if
  :: kind[s] == LEASED && deliveries[s] >= MAX_DELIVERIES ->
    begin(s, s, 1, DEAD, 0);
    newDeliveries = deliveries[s];
    leaving(HELD);
    entering(DEADS, tail[DEADS], 0)
  :: else ->
    begin(s, s, 1, READY, 0);
    newDeliveries = (kind[s] == TAKEN -> deliveries[s] - 1 : deliveries[s]);
    leaving(HELD);
#ifdef BUG_BACK_TO_THE_END
    entering(LANE, tail[LANE], 0)
#else
    x = 0; y = head[LANE];
    do
    :: y != 0 && seq[y] < seq[s] -> x = y; y = nxt[y]
    :: else -> break
    od;
    entering(LANE, x, y)
#endif
  fi
}

/* The words of the file, without meaning when no change is in progress: forget them. */
inline forgetPlan() {
  pParts = 0; pFirst = 0; pCount = 0; pNext = 0; pKind = 0; pOwner = 0; pDeliveries = 0;
  pGeneration = 0; pLeave = 0; pLeavePrevious = 0; pEnter = 0; pEnterPrevious = 0; pAfter = 0;
  pFreeSlots = 0; pReady = 0; pHeld = 0; pDead = 0; pUsed = 0; pFreeBlocks = 0; pFreeBlock = 0;
  pLinkBlock = 0; pLinkTo = 0; pBodyFirst = 0; pBodyLast = 0
}

inline forgetFields() {
  parts = 0; first = 0; last = 0; count = 0; next = 0; newKind = 0; newOwner = 0;
  newDeliveries = 0; newGeneration = 0; leave = 0; leavePrevious = 0; enter = 0;
  enterPrevious = 0; after = 0; freeSlotsBefore = 0; readyBefore = 0; heldBefore = 0;
  deadBefore = 0; usedBefore = 0; blocksAfter = 0; blockAfter = 0; linkBlock = 0; linkTo = 0;
  bodyFirstAfter = 0; bodyLastAfter = 0; s = 0; i = 0; x = 0; y = 0; bytes = 0; g = 0
}

/* Consistency.findings: lists, links and counts are what the slots' states say. */
inline walk(list, k1, k2, k3, k4) {
  x = head[list]; y = 0; g = 0;
  do
  :: x != 0 ->
    assert(kind[x] == k1 || kind[x] == k2 || kind[x] == k3 || kind[x] == k4);
    assert(prv[x] == y);
    assert(list != LANE || y == 0 || seq[y] < seq[x]);
    g++;
    assert(g <= SLOTS);
    y = x; x = nxt[x]
  :: else -> break
  od;
  assert(tail[list] == y)
}

inline check() {
  walk(LANE, READY, READY, READY, READY); assert(ready == g);
  i = g;
  assert(head[LANE] == 0 || (laneBit && laneSummary));
  walk(HELD, LEASED, TAKEN, DONE, RESERVED); assert(held == g);
  i = i + g;
  walk(DEADS, DEAD, DEAD, DEAD, DEAD); assert(dead == g);
  i = i + g;
  x = freeSlot; g = 0;
  do
  :: x != 0 -> assert(kind[x] == FREE && bodyFirst[x] == 0); g++; assert(g <= SLOTS); x = nxt[x]
  :: else -> break
  od;
  assert(freeSlots == g);
  i = i + g;
  bytes = 0; y = 0; x = 1;
  do
  :: x <= SLOTS ->
    if
    :: kind[x] != FREE ->
      bytes = bytes + size[x];
      if
      :: bodyFirst[x] == 0 -> assert(kind[x] == WRITING || size[x] == 1)
      :: bodyFirst[x] != 0 && bodyFirst[x] == bodyLast[x] ->
        assert(kind[x] == WRITING || size[x] == 2);
        y++
      :: else ->
        assert(size[x] == 3 && link[bodyFirst[x]] == bodyLast[x]);
        y = y + 2
      fi
    :: else
    fi;
    if
    :: kind[x] == WRITING -> i++
    :: else
    fi;
    x++
  :: else -> break
  od;
  assert(i == SLOTS); /* each is in one list, or being written */
  assert(used == bytes);
  x = freeBlock; g = 0;
  do
  :: x != 0 -> g++; assert(g <= BLOCKS); x = link[x]
  :: else -> break
  od;
  assert(freeBlocks == g && g + y == BLOCKS);
  /* Nothing that was sent is lost: it is in one slot, or it is gone. */
  g = 1;
  do
  :: g <= SENDS ->
    y = 0; x = 1;
    do
    :: x <= SLOTS ->
      if
      :: kind[x] > WRITING && seq[x] == g -> y++
      :: else
      fi;
      x++
    :: else -> break
    od;
    assert(y == (sent[g] && !gone[g] -> 1 : 0));
    g++
  :: else -> break
  od;
  x = 0; y = 0; g = 0; i = 0; bytes = 0
}

/* What nobody reads any more: two states that differ in it alone are one. */
inline forgetStale() {
  x = 1;
  do
  :: x <= SLOTS ->
    if
    :: kind[x] == FREE -> prv[x] = 0; seq[x] = 0; size[x] = 0
    :: kind[x] == WRITING -> prv[x] = 0; nxt[x] = 0; seq[x] = 0
    :: else -> size[x] = (bodyFirst[x] == 0 -> 1 : size[x])
    fi;
    if
    :: tokenSlot != x || tokenUsed -> generation[x] = 0
    :: else
    fi;
    x++
  :: else -> break
  od;
  if
  :: tokenUsed -> tokenSlot = 0; tokenGeneration = 0; tokenDelivery = 0; tokenMessage = 0
  :: else
  fi;
  x = 1;
  do
  :: x <= SENDS ->
    if
    :: gone[x] -> delivered[x] = 0; output[x] = 0
    :: else
    fi;
    x++
  :: else -> break
  od;
  x = 0
}

/* Participants that own nothing are all alike: the first that lives stands for them. */
#if SLOTS == 1
#define OWNS_SOMETHING(p) (owner[1] == p)
#elif SLOTS == 2
#define OWNS_SOMETHING(p) (owner[1] == p || owner[2] == p)
#else
#define OWNS_SOMETHING(p) (owner[1] == p || owner[2] == p || owner[3] == p)
#endif
#define SPARE(p) (!died[p] && !OWNS_SOMETHING(p))

inline chooseActor() {
  if
  :: !died[1] && settler != 1 -> actor = 1
  :: !died[2] && settler != 2 && (OWNS_SOMETHING(2) || !SPARE(1)) -> actor = 2
  :: !died[3] && settler != 3 && (OWNS_SOMETHING(3) || !SPARE(1) && !SPARE(2)) -> actor = 3
  fi
}

#define OWNS(s) (owner[s] == actor && kind[s] != FREE)
#define OWN_WRITING(s) (kind[s] == WRITING && OWNS(s))
/* A lease is given back by anybody (nack, or its time is over), and what was worked on, or taken
   and never written out, at the end of its owner. What is in hand its owner lets go. */
#ifdef BUG_HAND_OF_ANOTHER
#define IN_HAND(s) (kind[s] == RESERVED)
#else
#define IN_HAND(s) (kind[s] == RESERVED && OWNS(s))
#endif
#define BACK(s) \
  (kind[s] == LEASED && owner[s] == 0 || (kind[s] == LEASED || kind[s] == TAKEN) && OWNS(s) \
    || IN_HAND(s))
#define IS_DONE(s) (kind[s] == DONE)
#define LEFT_BY_DEAD(s) (owner[s] != 0 && died[owner[s]])

#ifdef BUG_STALE_TOKEN
#define SAME_DELIVERY(s) true
#else
#define SAME_DELIVERY(s) (deliveries[s] == tokenDelivery)
#endif

/* What is taken at most once is its owner's to settle; see Unlocked. */
#ifdef BUG_TOKEN_OF_ANOTHER
#define CAN_BE_ACKNOWLEDGED(s) (kind[s] == LEASED || kind[s] == TAKEN)
#define TOKEN_IS_TOLD (newKind == LEASED || newKind == TAKEN)
#else
#define CAN_BE_ACKNOWLEDGED(s) (kind[s] == LEASED)
#define TOKEN_IS_TOLD (newKind == LEASED)
#endif

#if SLOTS == 1
#define EACH_SLOT(is, where) :: is(1) -> s = 1; goto where
#elif SLOTS == 2
#define EACH_SLOT(is, where) :: is(1) -> s = 1; goto where :: is(2) -> s = 2; goto where
#else
#define EACH_SLOT(is, where) \
  :: is(1) -> s = 1; goto where :: is(2) -> s = 2; goto where :: is(3) -> s = 3; goto where
#endif

/* What WRITING slots of more than one chunk still lack. */
inline promised() {
  x = 0; y = 1;
  do
  :: y <= SLOTS ->
    if
    :: kind[y] == WRITING && size[y] == 3 && bodyFirst[y] == bodyLast[y] -> x++
    :: else
    fi;
    y++
  :: else -> y = 0; break
  od
#ifdef BUG_BLOCKS_NOT_PROMISED
  ; x = 0
#endif
}

active proctype Locked() {
  byte s, i, x, y, bytes, g;

  d_step {
    s = 1;
    do
    :: s <= SLOTS -> nxt[s] = (s < SLOTS -> s + 1 : 0); s++
    :: else -> break
    od;
    s = 1;
    do
    :: s <= BLOCKS -> link[s] = (s < BLOCKS -> s + 1 : 0); s++
    :: else -> break
    od;
    freeSlot = 1; freeSlots = SLOTS;
    freeBlock = (BLOCKS > 0 -> 1 : 0); freeBlocks = BLOCKS;
    s = 0
  }

idle:
  actor = 0;
  d_step { selected = 0; forgetFields(); check(); forgetStale() }
end_idle:
  atomic {
    chooseActor();
    if
    :: sequence < SENDS && freeSlots > 0 -> goto sendShort
    :: sequence + 1 < SENDS && freeSlots > 1 -> goto sendRun
    :: BLOCKS > 0 && sequence < SENDS && freeSlots > 0 ->
      promised();
      if
      :: freeBlocks >= 1 + x -> bytes = 2; x = 0; goto reserve
      :: freeBlocks >= 2 + x -> bytes = 3; x = 0; goto reserve
      :: else -> x = 0; goto idle
      fi
    :: head[LANE] != 0 -> goto take
    :: head[LANE] == 0 && laneBit -> goto unmark
    /* A lease is ended by its token, from any process. */
    :: tokenSlot != 0 && !tokenUsed -> s = tokenSlot; goto acknowledge
    EACH_SLOT(OWN_WRITING, write)
    EACH_SLOT(BACK, back)
    EACH_SLOT(IS_DONE, freeDone)
    EACH_SLOT(LEFT_BY_DEAD, reclaim)
    :: else -> goto idle
    fi
  }

  TOGETHER {
  skip;
sendShort: /* Sending.publishShort */
  s = freeSlot;
  STORE(sequence++);
  STORE(size[s] = 1);
  STORE(seq[s] = sequence);
  d_step {
    begin(s, s, 1, READY, 0);
    takingFreeSlots();
    entering(LANE, tail[LANE], 0)
  }
  goto make;

sendRun: /* Sending.publishRun, of two */
  s = freeSlot;
  x = tail[LANE];
  STORE(size[s] = 1);
  STORE(seq[s] = sequence + 1);
  STORE(prv[s] = x);
  x = s;
  s = nxt[s];
  STORE(size[s] = 1);
  STORE(seq[s] = sequence + 2);
  STORE(prv[s] = x);
  STORE(sequence = sequence + 2);
  d_step {
    begin(x, s, 2, READY, 0);
    parts = parts | IS_RUN;
    takingFreeSlots();
    entering(LANE, tail[LANE], 0)
  }
  goto make;

reserve: /* Sending.reserve */
  s = freeSlot;
  STORE(size[s] = bytes);
  d_step {
    bytes = 0;
    begin(s, s, 1, WRITING, actor);
    takingFreeSlots();
    takingBlock()
  }
  goto make;

write:
  if
  :: size[s] == 3 && deliveries[s] == 0 -> /* Sending.takeFurtherBlocks */
    d_step {
      begin(s, s, 1, WRITING, actor);
      newDeliveries = 1;
      takingBlock()
    }
  :: sequence < SENDS && (size[s] == 2 || deliveries[s] == 1) -> /* Sending.publishLong */
    STORE(sequence++);
    STORE(seq[s] = sequence);
    d_step {
      begin(s, s, 1, READY, 0);
      entering(LANE, tail[LANE], 0)
    }
  :: else -> goto idle
  fi;
  goto make;

take: /* Receiving.takeRun */
  atomic {
    s = head[LANE];
    if
    :: nxt[s] != 0 -> selected = 1; s = nxt[s]
    :: true
    fi;
    if
    :: LEASES -> begin(s, s, 1, LEASED, 0)
    :: LEASES -> begin(s, s, 1, LEASED, actor)
    :: begin(s, s, 1, TAKEN, actor)
    :: HANDS -> begin(s, s, 1, RESERVED, actor)
    fi;
    parts = parts | IS_RUN;
    if
    :: nxt[s] != 0 -> count = 2; last = nxt[s]
    :: true
    fi;
    leaving(LANE);
    entering(HELD, tail[HELD], 0)
  }
  goto make;

unmark: /* Lists.unmark */
  STORE(laneBit = 0);
  STORE(laneSummary = 0);
  goto idle;

acknowledge: /* Settling.settle, isCurrent */
  atomic {
    tokenUsed = 1;
    if
    :: (generation[s] == tokenGeneration && SAME_DELIVERY(s) && CAN_BE_ACKNOWLEDGED(s)) ->
      assert(seq[s] == tokenMessage && tokenDelivery == deliveries[s]);
      freeOne(s)
    :: else -> goto idle
    fi
  }
  goto make;

back: /* Settling.giveBack, putBack */
  skip;
  d_step { giveBack(s) }
  goto make;

freeDone: /* Settling.freeDoneLocked where it is ours, freeOthersDone */
  atomic {
    if
    :: (size[s] == 1 && OWNS(s) && nxt[s] != 0 && kind[nxt[s]] == DONE
        && owner[nxt[s]] == actor && size[nxt[s]] == 1) ->
      begin(s, nxt[s], 2, FREE, 0);
      parts = parts | IS_RUN;
      leaving(HELD);
      freeing(0)
    :: freeOne(s)
    fi
  }
  goto make;

reclaim: /* Reclaiming.settleSlot */
  skip;
  d_step {
    if
    :: kind[s] == LEASED || kind[s] == RESERVED -> giveBack(s)
    :: else -> freeOne(s)
    fi
  }
  goto make;

make: /* Change.make */
  skip;
  d_step { s = 0; x = 0; y = 0 }
#ifdef BUG_PLAN_AFTER
  goto change;
plan:
  skip;
#endif
  /* All in one step: nobody reads these words before the next store gives them a meaning. */
  STORE(pCount = count; pNext = next; pKind = newKind; pOwner = newOwner;
        pDeliveries = newDeliveries; pGeneration = newGeneration; pLeave = leave;
        pLeavePrevious = leavePrevious; pEnter = enter; pEnterPrevious = enterPrevious;
        pAfter = after; pFreeSlots = freeSlotsBefore; pReady = readyBefore; pHeld = heldBefore;
        pUsed = usedBefore; pDead = deadBefore; pFreeBlocks = blocksAfter;
        pFreeBlock = blockAfter; pLinkBlock = linkBlock; pLinkTo = linkTo;
        pBodyFirst = bodyFirstAfter; pBodyLast = bodyLastAfter);
  STORE(pParts = parts; pFirst = first);
#ifdef BUG_PLAN_AFTER
  goto finish;
#endif
  }
change:
  TOGETHER {
  d_step { s = first; i = 0; bytes = 0 }
  do
  :: i < count ->
    STORE(storeState(s));
    d_step {
      if
      :: parts & (TAKES_SLOTS | FREES_SLOTS) -> bytes = bytes + size[s]
      :: else
      fi;
      s = nxt[s];
      i++
    }
  :: else -> break
  od;
  skip;
  /* One delivery's token is kept, to be used at any time after. */
  d_step {
    if
    :: tokenSlot == 0 && !tokenUsed && TOKEN_IS_TOLD ->
      tokenSlot = first; tokenGeneration = generation[first];
      tokenDelivery = deliveries[first]; tokenMessage = seq[first]
    :: else
    fi;
    s = 0; i = 0
  }
#ifdef BUG_PLAN_AFTER
  goto plan;
#endif
  }
  TOGETHER {
  skip;
finish: /* Change.finish */
  if
  :: parts & LEAVES -> /* Lists.unlink */
    if
    :: atomic { leavePrevious == 0 && next == 0 -> STORE(head[leave] = 0; tail[leave] = 0) }
    :: else ->
      if
      :: atomic { leavePrevious == 0 -> STORE(head[leave] = next) }
      :: atomic { else -> STORE(nxt[leavePrevious] = next) }
      fi;
      if
      :: atomic { next == 0 -> STORE(tail[leave] = leavePrevious) }
      :: atomic { else -> STORE(prv[next] = leavePrevious) }
      fi
    fi;
    d_step {
      if
      :: leave == LANE -> readyBefore = readyBefore - count
      :: leave == HELD -> heldBefore = heldBefore - count
      :: else -> deadBefore = deadBefore - count
      fi
    }
  :: else
  fi;
  if
  :: parts & ENTERS -> /* Lists.link */
    if
    :: first == last -> STORE(nxt[first] = after; prv[first] = enterPrevious)
    :: else ->
      STORE(prv[first] = enterPrevious);
      STORE(nxt[last] = after)
    fi;
    if
    :: enterPrevious == 0 && after == 0 ->
      STORE(head[enter] = first; tail[enter] = last);
      if
      :: enter == LANE ->
        if
        :: atomic { !laneBit -> STORE(laneBit = 1) }
        :: else
        fi;
        if
        :: atomic { !laneSummary -> STORE(laneSummary = 1) }
        :: else
        fi
      :: else
      fi
    :: else ->
      if
      :: atomic { enterPrevious == 0 -> STORE(head[enter] = first) }
      :: atomic { else -> STORE(nxt[enterPrevious] = first) }
      fi;
      if
      :: atomic { after == 0 -> STORE(tail[enter] = last) }
      :: atomic { else -> STORE(prv[after] = last) }
      fi
    fi;
    d_step {
      if
      :: enter == LANE -> readyBefore = readyBefore + count
      :: enter == HELD -> heldBefore = heldBefore + count
      :: else -> deadBefore = deadBefore + count
      fi
    }
  :: else
  fi;
#ifdef BUG_PARTS_CLEARED_EARLY
  STORE(forgetPlan());
#endif
  if
  :: parts & CHANGES_BLOCKS ->
    if
    :: atomic { linkBlock != 0 -> STORE(link[linkBlock] = linkTo) }
    :: else
    fi;
    STORE(bodyFirst[first] = bodyFirstAfter; bodyLast[first] = bodyLastAfter);
    STORE(freeBlock = blockAfter; freeBlocks = blocksAfter)
  :: else
  fi;
  if
  :: parts & TAKES_SLOTS ->
    STORE(freeSlot = next; freeSlots = freeSlotsBefore - count);
    STORE(used = usedBefore + bytes)
  :: else
  fi;
  if
  :: parts & FREES_SLOTS ->
    STORE(nxt[last] = after);
    STORE(freeSlot = first; freeSlots = freeSlotsBefore + count);
    STORE(used = usedBefore - bytes)
  :: else
  fi;
#ifdef BUG_COUNTS_BY_DIFFERENCES
  STORE(ready = ready + readyBefore - pReady; held = held + heldBefore - pHeld);
#else
  STORE(ready = readyBefore; held = heldBefore);
#endif
  STORE(dead = deadBefore);
  STORE(forgetPlan());
  }
  goto idle;

death:
  atomic {
    actor = 0;
    selected = 0;
    forgetFields();
    if
    :: pParts == 0 -> forgetPlan()
    :: else
    fi;
    /* OwnerLock.takeOver, by whoever lives */
    chooseActor()
  }

  TOGETHER {
  /* Change.recover */
  if
  :: pParts == 0 -> goto idle
  :: else
  fi;
  d_step {
    parts = pParts; first = pFirst; newKind = pKind; newOwner = pOwner;
    newDeliveries = pDeliveries; newGeneration = pGeneration; next = pNext;
    s = first; count = 0;
    do
    :: (count < pCount && s >= 1 && s <= SLOTS && kind[s] == newKind && owner[s] == newOwner
        && (parts & IS_RUN
            || deliveries[s] == newDeliveries && generation[s] == newGeneration)) ->
      last = s;
      bytes = bytes + size[s];
      s = (count + 1 < pCount -> nxt[s] : 0);
      count++
    :: else -> break
    od;
    leave = pLeave; leavePrevious = pLeavePrevious; enter = pEnter;
    enterPrevious = pEnterPrevious; after = pAfter; freeSlotsBefore = pFreeSlots;
    readyBefore = pReady; heldBefore = pHeld; usedBefore = pUsed; deadBefore = pDead;
    blocksAfter = pFreeBlocks; blockAfter = pFreeBlock; linkBlock = pLinkBlock;
    linkTo = pLinkTo; bodyFirstAfter = pBodyFirst; bodyLastAfter = pBodyLast
  }
  if
  :: count == 0 ->
    STORE(forgetPlan());
    goto idle
  :: count > 0 && count < pCount ->
#ifndef BUG_RUN_NOT_CUT
    next = s;
    STORE(pCount = count; pNext = next)
#else
    d_step { count = pCount; last = s }
#endif
  :: else
  fi;
  s = 0;
#ifdef BUG_NEVER_FINISHED
  STORE(forgetPlan());
  goto idle;
#endif
  }
  goto finish
}

/*
 * Settling.settleOurs: what its owner took and wrote out becomes DONE, without the lock. The owner
 * may die before.
 */
#ifdef BUG_TOKEN_OF_ANOTHER /* then it matters that it looks first */
#define OUTPUT(s) \
  :: atomic { settler == 0 && kind[s] == TAKEN && !died[owner[s]] && owner[s] != actor -> \
    settling = s; settler = owner[s] }
#else
#define OUTPUT(s) \
  :: atomic { kind[s] == TAKEN && !died[owner[s]] && owner[s] != actor -> \
    if \
    :: output[seq[s]] = 1; kind[s] = DONE \
    :: crashes < CRASHES -> crashes++; died[owner[s]] = 1 \
    fi }
#endif

/*
 * Settling.take and the first half of abandonAll: what is in hand its owner takes, and has in hand
 * again what it could not write out.
 */
#define TAKE(s) \
  :: atomic { kind[s] == RESERVED && !died[owner[s]] && owner[s] != actor -> \
    if \
    :: assert(!delivered[seq[s]]); delivered[seq[s]] = 1; deliveries[s]++; kind[s] = TAKEN \
    :: crashes < CRASHES -> crashes++; died[owner[s]] = 1 \
    fi } \
  :: atomic { HANDS && kind[s] == TAKEN && !died[owner[s]] && owner[s] != actor -> \
    delivered[seq[s]] = 0; deliveries[s]--; kind[s] = RESERVED }

active proctype Unlocked() {
end:
  do
  OUTPUT(1)
  TAKE(1)
#if SLOTS > 1
  OUTPUT(2)
  TAKE(2)
#endif
#if SLOTS > 2
  OUTPUT(3)
  TAKE(3)
#endif
#ifdef BUG_TOKEN_OF_ANOTHER
  :: atomic { settler != 0 ->
      output[seq[settling]] = 1;
      assert(kind[settling] == TAKEN && owner[settling] == settler);
      kind[settling] = DONE;
      settler = 0; settling = 0
    }
#endif
  od
}

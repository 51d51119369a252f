/* The escrowed lease protocol of the Account entity: is it safe, and does it lose money?
 *
 * What a lease is and why it exists: docs/adr/0011-model-checked-leases.md. Run by check.sh.
 *
 * The fleet is small (INSTANCES processes, one Account), the adversary is not:
 *   - a signal, once enqueued, is delivered at any later moment, in any order, ANY number of times;
 *   - an enqueue that fails is retried with the same id, which is the same as a late delivery, so a
 *     signal is lost only if its sender crashes first;
 *   - a read may be as old as it likes: an instance looks only when it wants to, and what it learns
 *     is monotone, so acting on an old read equals having read earlier;
 *   - clocks agree on nothing: any lease may expire, any Acquire may pass its notAfter and the window
 *     may end at any moment, whatever the owner believes.
 * The amounts are over-approximated too: "want" and "fair share" are any grant between one unit and
 * all that is free, a request is a number of one-unit holds, each billed when it is reserved (the
 * earliest moment possible; a unit reserved and not billed is a step that changed nothing).
 *
 * Every BROKEN_* macro removes one rule. Each of them must fail; check.sh insists on it.
 */
#ifndef INSTANCES
#define INSTANCES 2
#endif
#ifndef CRASHES
#define CRASHES 1     /* 0 or 1; a crash is followed by a restart as a new incarnation */
#endif
#ifndef WINDOWS
#define WINDOWS 1
#endif
#ifndef LEASES
#define LEASES 1      /* leases an incarnation may ask for, one after the other, per window */
#endif
#ifndef REPORTS
#define REPORTS 1     /* reports per lease */
#endif
#ifndef LIMIT
#define LIMIT 3       /* units per window */
#endif

#define INCARNATIONS    (INSTANCES + CRASHES)
#define PER_INCARNATION (WINDOWS * LEASES)
#define ALL_LEASES      (INCARNATIONS * PER_INCARNATION)
#define PER_LEASE       (REPORTS + 2)              /* its signals: Acquire, Reports, Close */
#define ALL_SIGNALS     (ALL_LEASES * PER_LEASE)

#define OWNER(l)  ((l) / PER_INCARNATION)          /* a lease id contains the incarnation */
#define WINDOW(l) (((l) / LEASES) % WINDOWS)       /* a lease is booked to the window that granted it */

/* ---- the network: a set of signals. A signal's place tells its lease and kind, its id is its seq ---- */
short signal[ALL_SIGNALS];                         /* 0 = not in flight */
#define SIGNAL(seq, settled, returned, want) \
    ((seq) | ((settled) << 5) | ((returned) << 8) | ((want) << 11))
#define SEQ(m)      ((m) & 31)
#define SETTLED(m)  (((m) >> 5) & 7)
#define RETURNED(m) (((m) >> 8) & 7)
#define WANT(m)     (((m) >> 11) & 1)

#ifdef DUPLICATES                                  /* this many in all; not defined: without end */
byte duplicates;
#define MAY_DUPLICATE duplicates < DUPLICATES -> duplicates++
#else
#define MAY_DUPLICATE skip
#endif

/* ---- the Account's state ---- */
#define NONE    0
#define OPEN    1
#define EXPIRED 2                                  /* remainder written off as spent, for now */
#define CLOSED  3                                  /* tombstone */
byte status[ALL_LEASES];
byte granted[ALL_LEASES], settled[ALL_LEASES], returned[ALL_LEASES];   /* cumulative, by maximum */
byte lastSeq[INCARNATIONS];                        /* watermark: the last ask that was decided */
bit  pastNotAfter[ALL_LEASES];                     /* the account's own monotone clock has passed it */
byte spent[WINDOWS], outstanding[WINDOWS], writtenOff[WINDOWS];
byte window;                                       /* never goes back */

/* ---- ghosts: what is true but nobody knows ---- */
byte billed[WINDOWS];                              /* what the upstream has really charged */
bit  asked[ALL_LEASES];                            /* an Acquire exists, so its notAfter does */
byte crashes;
byte busy;                                         /* leases asked for or held by a living instance */

#define REMAINDER(l) (granted[l] - settled[l] - returned[l])
#define USED(w)      (spent[w] + outstanding[w] + writtenOff[w])
#define FREE(w)      (LIMIT - USED(w))

/* Claims 1 and 2 of check.sh, tested wherever one of their terms changes, that is, in every state. */
#define CHECK(w) \
    assert(USED(w) <= LIMIT); \
    assert(billed[w] <= USED(w))                   /* every cent billed is one the account counts */

/* ---- the reducer: one inline an operation, in the words of the design ---- */

inline grant(l, need) {                            /* need or more, or nothing */
    if
    :: window > WINDOW(l) || FREE(WINDOW(l)) == 0 -> skip          /* windows are never re-opened */
    :: else ->
        select(amount : need .. FREE(WINDOW(l)));
        granted[l] = granted[l] + amount;
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] + amount;
        if :: amount > 0 -> status[l] = OPEN :: else fi
    fi
}

/* Whether an Acquire is past its notAfter matters only where it is asked, so it is decided there. */
inline timeMayPass(l) {
    if :: pastNotAfter[l] = true :: skip fi
}

inline acquire(l, seq) {
    if :: status[l] == NONE && seq > lastSeq[OWNER(l)] -> timeMayPass(l) :: else fi;
    if
    :: pastNotAfter[l] -> skip                                     /* dropped; the owner gives up by itself */
#ifdef BROKEN_DUPLICATE_COUNTS_TWICE
    :: !pastNotAfter[l] && status[l] == NONE && seq > lastSeq[OWNER(l)] -> lastSeq[OWNER(l)] = seq; grant(l, 1)
    :: !pastNotAfter[l] && status[l] == OPEN && FREE(WINDOW(l)) >= granted[l] ->
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] + granted[l]
    :: else -> skip
#elif defined(BROKEN_NO_WATERMARK)
    :: !pastNotAfter[l] && status[l] == NONE ->                    /* trusts the tombstone alone */
        if :: seq > lastSeq[OWNER(l)] -> lastSeq[OWNER(l)] = seq :: else fi;
        grant(l, 1)
    :: !pastNotAfter[l] && status[l] != NONE -> skip
#else
    :: !pastNotAfter[l] && seq <= lastSeq[OWNER(l)] -> skip        /* duplicate, or overtaken: ask again */
    :: !pastNotAfter[l] && seq >  lastSeq[OWNER(l)] -> lastSeq[OWNER(l)] = seq; grant(l, 1)
#endif
    fi
}

inline reclaim(l) {                                /* a late operation takes the write-off back: neutral */
    if
    :: status[l] == EXPIRED ->
#ifndef BROKEN_EXPIRY_FREES
        writtenOff[WINDOW(l)] = writtenOff[WINDOW(l)] - REMAINDER(l);
#endif
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] + REMAINDER(l);
        status[l] = OPEN
    :: else
    fi
}

inline settle(l, total) {                          /* outstanding becomes spent */
    if
    :: total > settled[l] ->
#ifdef BROKEN_BOOKED_TO_CURRENT_WINDOW
        spent[window] = spent[window] + (total - settled[l]);
#else
        spent[WINDOW(l)] = spent[WINDOW(l)] + (total - settled[l]);
#endif
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] - (total - settled[l]);
        settled[l] = total
    :: else
    fi
}

inline giveBack(l, total) {                        /* outstanding becomes free */
    if
#ifdef BROKEN_RETURN_IS_A_DELTA
    :: total > 0 && REMAINDER(l) >= total ->
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] - total;
        returned[l] = returned[l] + total
#else
    :: total > returned[l] ->
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] - (total - returned[l]);
        returned[l] = total
#endif
    :: else
    fi
}

inline report(l, seq, settledTotal, returnedTotal, want) {
    if
    :: status[l] == NONE || status[l] == CLOSED -> skip            /* unknown or final: grants nothing */
    :: status[l] == OPEN || status[l] == EXPIRED ->
        reclaim(l);
        settle(l, settledTotal);
        giveBack(l, returnedTotal);
        if                                                         /* totals always, a top-up once a seq */
        :: seq > lastSeq[OWNER(l)] ->
            lastSeq[OWNER(l)] = seq;
            if :: want -> grant(l, 0) :: else fi
        :: else
        fi
    fi
}

inline close(l, seq, settledTotal) {
    if :: status[l] == NONE -> timeMayPass(l) :: else fi;
    if
    :: status[l] == CLOSED -> skip
    :: status[l] == NONE && pastNotAfter[l] -> skip                /* its Acquire can do nothing any more */
    :: status[l] == NONE && !pastNotAfter[l] ->
#ifndef BROKEN_CLOSE_OF_UNKNOWN_IGNORED
        status[l] = CLOSED;                                        /* Close came before its Acquire */
        if :: seq > lastSeq[OWNER(l)] -> lastSeq[OWNER(l)] = seq :: else fi
#else
        skip
#endif
    :: status[l] == OPEN || status[l] == EXPIRED ->
        reclaim(l);
        settle(l, settledTotal);
        outstanding[WINDOW(l)] = outstanding[WINDOW(l)] - REMAINDER(l);
#ifndef BROKEN_STRANGER_CLOSES
        granted[l] = 0; settled[l] = 0; returned[l] = 0;
#endif
#ifdef WITHOUT_TOMBSTONE
        status[l] = NONE;                                          /* the watermark alone: must pass too */
#else
        status[l] = CLOSED;
#endif
        if :: seq > lastSeq[OWNER(l)] -> lastSeq[OWNER(l)] = seq :: else fi
    fi
}

inline expire(l) {                                 /* no report for a ttl: the remainder counts as spent */
    outstanding[WINDOW(l)] = outstanding[WINDOW(l)] - REMAINDER(l);
#ifndef BROKEN_EXPIRY_FREES
    writtenOff[WINDOW(l)] = writtenOff[WINDOW(l)] + REMAINDER(l);
#endif
    status[l] = EXPIRED
}

/* An incarnation's record (watermark and tombstones) is forgotten when nothing of it is live and no
 * Acquire of it can be accepted any more. */
inline forget(i) {
    forgettable = lastSeq[i] > 0;
    for (l : i * PER_INCARNATION .. (i + 1) * PER_INCARNATION - 1) {
        if :: status[l] == OPEN || status[l] == EXPIRED -> forgettable = false :: else fi
    }
    if
    :: forgettable ->
        lastSeq[i] = 0;
        for (l : i * PER_INCARNATION .. (i + 1) * PER_INCARNATION - 1) {
            status[l] = NONE;
#ifndef BROKEN_FORGETS_TOO_EARLY
            pastNotAfter[l] = asked[l];
            ignoreDead(l)
#endif
        }
    :: else
    fi
}

/* Past notAfter and not live, a lease's signals change nothing (each reducer's first guards say so):
 * leaving them out of the set leaves out no behaviour. */
inline ignoreDead(l) {
    if
    :: pastNotAfter[l] && (status[l] == NONE || status[l] == CLOSED) ->
        for (m : l * PER_LEASE .. (l + 1) * PER_LEASE - 1) { signal[m] = 0 }
    :: else
    fi
}

/* Any index below `count` that satisfies `condition`, or `count`; no choice is offered that is not one. */
#define CHOOSE(index, count, condition) \
    do \
    :: index < count && (condition) -> break \
    :: index < count -> index++ \
    :: index == count -> break \
    od

proctype Account() {
    byte m, l, w, i, amount;
    bool forgettable, quiet;
    short content;
end:
    do
    :: atomic {                                    /* deliver any signal in flight, and keep it or not */
        CHOOSE(m, ALL_SIGNALS, signal[m] != 0);
        if
        :: m < ALL_SIGNALS ->
            content = signal[m];
            if                                     /* the last copy, or one of several */
            :: signal[m] = 0
            :: MAY_DUPLICATE
            fi;
            l = m / PER_LEASE;
            if
            :: m % PER_LEASE == 0             -> acquire(l, SEQ(content))
            :: m % PER_LEASE == PER_LEASE - 1 -> close(l, SEQ(content), SETTLED(content))
            :: else -> report(l, SEQ(content), SETTLED(content), RETURNED(content), WANT(content))
            fi;
            for (w : 0 .. WINDOWS - 1) { CHECK(w) }
            ignoreDead(l)
        :: else
        fi;
        m = 0; l = 0; w = 0; amount = 0; content = 0
    }
    :: atomic {
        CHOOSE(l, ALL_LEASES, status[l] == OPEN);
        if :: l < ALL_LEASES -> expire(l); w = WINDOW(l); CHECK(w) :: else fi;
        l = 0; w = 0
    }
    :: atomic {
        select(i : 0 .. INCARNATIONS - 1);
        forget(i);
        i = 0; l = 0; m = 0; forgettable = false
    }
#if WINDOWS > 1
    :: window < WINDOWS - 1 -> window++
#endif
    :: atomic {                                    /* all is closed and delivered: claims 3 and 4 */
        busy == 0;
        quiet = true;
        for (m : 0 .. ALL_SIGNALS - 1) { if :: signal[m] != 0 -> quiet = false :: else fi }
        for (l : 0 .. ALL_LEASES - 1) { if :: status[l] == OPEN -> quiet = false :: else fi }
        m = 0; l = 0;
        if
        :: quiet ->
            for (w : 0 .. WINDOWS - 1) {
                assert(outstanding[w] == 0);
                assert(spent[w] <= billed[w]);
                assert(crashes > 0 || (spent[w] == billed[w] && writtenOff[w] == 0));
                amount = 0;
                for (l : 0 .. ALL_LEASES - 1) {
                    if :: status[l] == EXPIRED && WINDOW(l) == w -> amount++ :: else fi
                }
                assert(amount <= crashes)
            }
        :: else
        fi;
        quiet = false; w = 0; l = 0; amount = 0
    }
    od
}

/* ---- an instance: what it knows is in its memory and dies with it ----
 *
 * It reads its own lease's cumulative grant where it needs it. An older read would only show less, and
 * with less it could do nothing that it cannot do with more.
 */
#define LEASE     (incarnation * PER_INCARNATION + w * LEASES + ordinal[w])
#define AVAILABLE (granted[LEASE] - used[w] - frozen[w])
#define SEND(kind, settledTotal, returnedTotal, want) \
    seq++; signal[LEASE * PER_LEASE + (kind)] = SIGNAL(seq, settledTotal, returnedTotal, want)

inline letGo() {
    live[w] = false; used[w] = 0; frozen[w] = 0; reports[w] = 0; askSeq[w] = 0; busy--
}

proctype Instance(byte incarnation) {
    byte seq, w, n;
    bit  live[WINDOWS];                          /* a lease is asked for or held */
    byte ordinal[WINDOWS], askSeq[WINDOWS], reports[WINDOWS];
    byte used[WINDOWS];                            /* reserved or settled; all of it is billed */
    byte frozen[WINDOWS];                          /* handed back */
end:
    do
    :: atomic {                                    /* Acquire: for this window, or ahead for the next one */
        CHOOSE(w, WINDOWS, !live[w] && ordinal[w] < LEASES);
        if
        :: w < WINDOWS ->
            SEND(0, 0, 0, 1);
            asked[LEASE] = true;
            askSeq[w] = seq;
            live[w] = true;
            busy++
        :: else
        fi;
        w = 0
    }
    :: atomic {                                    /* Read: decided, and no lease: denied or overtaken */
        CHOOSE(w, WINDOWS, live[w] && status[LEASE] == NONE && lastSeq[incarnation] >= askSeq[w]);
        if
        :: w < WINDOWS -> letGo(); ordinal[w]++
        :: else
        fi;
        w = 0
    }
    :: atomic {                                    /* Reserve one unit in memory; the upstream bills it */
        CHOOSE(w, WINDOWS, live[w] && AVAILABLE > 0);
        if
        :: w < WINDOWS ->
            used[w]++;
            billed[w]++;
            assert(billed[w] <= LIMIT);
            CHECK(w)
        :: else
        fi;
        w = 0
    }
    /* Report. A hold still open when it is sent equals one reserved just after, so all is settled. */
    :: atomic {
        CHOOSE(w, WINDOWS, live[w] && granted[LEASE] > 0 && reports[w] < REPORTS);
        if
        :: w < WINDOWS ->
            select(n : 0 .. AVAILABLE);            /* any part handed back */
            reports[w]++;
#ifdef BROKEN_RETURN_NOT_FROZEN
            if
            :: SEND(reports[w], used[w], n, 0)
            :: SEND(reports[w], used[w], n, 1)
            fi;
#else
            frozen[w] = frozen[w] + n;
            if
            :: SEND(reports[w], used[w], frozen[w], 0)
            :: n == 0 -> SEND(reports[w], used[w], frozen[w], 1)
            fi;
#endif
            n = 0
        :: else
        fi;
        w = 0
    }
    /* Close: slice frozen, every hold counted as spent. An Acquire without an answer is closed too. */
    :: atomic {
        CHOOSE(w, WINDOWS, live[w]);
        if
        :: w < WINDOWS ->
#ifdef BROKEN_GIVES_UP_WITHOUT_CLOSE
            if
            :: granted[LEASE] > 0 -> SEND(PER_LEASE - 1, used[w], 0, 0)
            :: else
            fi;
#elif defined(BROKEN_CLOSE_BEFORE_LAST_SETTLEMENT)
            select(n : 0 .. used[w]);
            SEND(PER_LEASE - 1, n, 0, 0);
            n = 0;
#else
            SEND(PER_LEASE - 1, used[w], 0, 0);
#endif
#ifdef BROKEN_CLOSE_WITHOUT_FREEZING
            if :: AVAILABLE > 0 -> billed[w]++ :: skip fi;
#endif
            letGo();
            ordinal[w]++
        :: else
        fi;
        w = 0
    }
#ifdef BROKEN_STRANGER_CLOSES
    :: atomic {                                    /* a janitor closes what looks dead, with the totals it can see */
        CHOOSE(n, ALL_LEASES, status[n] == EXPIRED && OWNER(n) != incarnation);
        if
        :: n < ALL_LEASES -> signal[n * PER_LEASE + PER_LEASE - 1] = SIGNAL(31, settled[n], 0, 0)
        :: else
        fi;
        n = 0
    }
#endif
    :: atomic {                                    /* Crash, and a new incarnation */
        crashes < CRASHES && incarnation == 0;     /* instances are alike: let it be the first */
        /* What was not enqueued yet dies with it: any of the live leases' signals. The Close of an
         * earlier lease is not among them, it is enqueued before the next Acquire. */
        for (w : 0 .. WINDOWS - 1) {
            if
            :: live[w] ->
                for (n : LEASE * PER_LEASE .. (LEASE + 1) * PER_LEASE - 1) {
                    if :: signal[n] = 0 :: signal[n] != 0 -> skip fi
                }
            :: else
            fi
        };
        crashes++;
#ifdef BROKEN_INHERITS_LEASE
        w = 0;                                     /* goes on with what the account knows of the old lease */
        if
        :: live[0] -> used[0] = settled[LEASE]; frozen[0] = returned[LEASE]
        :: else
        fi;
#else
        for (w : 0 .. WINDOWS - 1) {
            if :: live[w] -> letGo() :: else fi;
            ordinal[w] = 0
        };
        incarnation = INSTANCES;
        seq = 0;
#endif
        n = 0; w = 0
    }
    od
}

init {
    byte i;
    atomic {
        run Account();
        for (i : 0 .. INSTANCES - 1) { run Instance(i) };
        i = 0
    }
}

/* Starvation: is a request that the account can afford served in the end, whoever else wants it?
 *
 * lease.pml shows that the accounting is exact under any duplication and order; here it is taken as
 * given (a flush is one step at the account), so that runs may be endless: instances serve requests
 * for ever, requests may fail and cost nothing, and slices are hoarded as greedily as the rules allow.
 * The claim is an LTL formula under weak fairness: every process that can go on does so in the end.
 *
 * Timing, of which the model knows nothing: a claim of an instance that still waits does not expire
 * (its re-asks renew it: claim lifetime > flush interval + delay of the store).
 *
 * MILD is what the engine does (ADR 10): who waits keeps its own units at its first ask and asks for the
 * rest; newcomers are kept from the slice only once a claim was seen or somebody was answered in vain;
 * a grant is in the pool for a moment before its waiter takes it.
 */
#ifdef BROKEN_NEWCOMERS_OVERTAKE
#define MILD
#endif
#ifndef INSTANCES
#define INSTANCES 2
#endif
#ifndef WORKERS
#define WORKERS 1     /* concurrent requests an instance */
#endif
#ifndef LIMIT
#define LIMIT 3
#endif
#ifndef CRASH
#define CRASH 0       /* 1: the last instance may die at any moment */
#endif
#ifdef BROKEN_SINGLE_CLAIM
#define CLAIMS 1
#else
#define CLAIMS INSTANCES
#endif

#define ALL_WORKERS (INSTANCES * WORKERS)

/* ---- the Account ---- */
byte spent, writtenOff;
byte outstanding[INSTANCES];
byte claim[CLAIMS];                                /* who waits, in order of arrival: instance + 1 */
byte claimed[INSTANCES];                           /* how much it waits for */
#define LEFT (LIMIT - spent - writtenOff)          /* money that is not gone for good */

/* ---- the memory of each instance ---- */
byte slice[INSTANCES];                             /* leased and not reserved */
byte unreported[INSTANCES];                        /* settled since the last flush */
byte running[INSTANCES];                           /* requests */
byte oldest[INSTANCES];                            /* the worker that waits longest */
bit  fresh[INSTANCES];                             /* ... and it has not asked yet */
byte waiting[ALL_WORKERS];                         /* the need it waits with, 0 = it does not */
bit  served[ALL_WORKERS];                          /* the answer: its need is reserved for it, or refused */
bit  yielding[INSTANCES];                          /* it has seen the claim of another (MILD: or its own) */
bit  inVain[INSTANCES];                            /* MILD: its oldest waiter was answered and not served */
bit  dead[INSTANCES];

ltl served_in_the_end { [] ((waiting[0] > 0) -> <> (waiting[0] == 0)) }

inline removeClaim(i) {                            /* later ones move up */
    for (c : 0 .. CLAIMS - 1) {
        if
        :: claim[c] == i + 1 -> claim[c] = 0
        :: claim[c] != i + 1 && c > 0 && claim[c] != 0 && claim[c - 1] == 0 ->
            claim[c - 1] = claim[c]; claim[c] = 0
        :: else
        fi
    }
    claimed[i] = 0; c = 0
}

/* The account's answer to a need, stated whole: grant, refusal for good, or "come back later". */
#define GRANTED 1
#define REFUSED 2
#define LATER   3
inline decide(i, need) {
    free = LEFT; ahead = 0;
    for (c : 0 .. INSTANCES - 1) { free = free - outstanding[c] }
#ifndef BROKEN_CLAIM_RESERVES_NOTHING
    for (c : 0 .. CLAIMS - 1) {
        if
        :: claim[c] == 0 || claim[c] == i + 1 -> break
        :: else -> ahead = ahead + claimed[claim[c] - 1]
        fi
    }
#endif
    if
    :: need > LEFT -> answer = REFUSED; left = LEFT; removeClaim(i)
#ifdef BROKEN_REPORT_STATES_NO_NEED
    :: need <= LEFT && free > 0 -> answer = GRANTED; amount = 1; outstanding[i] = outstanding[i] + 1
    :: need <= LEFT && free == 0 -> answer = LATER                 /* a want, no need: no claim */
#else
    :: need <= LEFT && need + ahead <= free ->
        answer = GRANTED; removeClaim(i);
        if :: amount = need :: amount = free - ahead fi;           /* the bare need, or all there is */
        outstanding[i] = outstanding[i] + amount
    :: else ->
        answer = LATER; addClaim(i, need)
#endif
    fi;
    free = 0; ahead = 0; c = 0
}

inline addClaim(i, need) {
    for (c : 0 .. CLAIMS - 1) {
        if
        :: claim[c] == i + 1 -> claimed[i] = need; break
        :: claim[c] == 0 -> claim[c] = i + 1; claimed[i] = need; break
        :: else
        fi
    }
}

#define WAITS(i)           (waiting[(i) * WORKERS] > 0 || waiting[(i) * WORKERS + WORKERS - 1] > 0)
#define CLAIMED_BY_OTHER(i) (claim[0] != 0 && claim[0] != (i) + 1)
#ifdef MILD
#define MUST_YIELD(i)      (claim[0] != 0)
#else
#define MUST_YIELD(i)      CLAIMED_BY_OTHER(i)
#endif
#ifdef BROKEN_RESERVES_UNDER_A_CLAIM
#define MAY_RESERVE(i)     (!WAITS(i))
#elif defined(BROKEN_NEWCOMERS_OVERTAKE)
#define MAY_RESERVE(i)     (!yielding[i])
#elif defined(MILD)
#define MAY_RESERVE(i)     (!yielding[i] && !inVain[i])
#else
#define MAY_RESERVE(i)     (!WAITS(i) && !yielding[i])             /* newcomers queue up behind who waits */
#endif
#define OTHER(k)           (k / WORKERS * WORKERS + (k + 1) % WORKERS)

inline stopWaiting(k) {                            /* the next in line at this instance is asked for next */
    waiting[k] = 0;                                /* (set first: with one worker, OTHER(k) is k) */
    if
    :: oldest[k / WORKERS] == k ->
        oldest[k / WORKERS] = (waiting[OTHER(k)] > 0 -> OTHER(k) : k / WORKERS * WORKERS);
        fresh[k / WORKERS] = waiting[OTHER(k)] > 0;
        inVain[k / WORKERS] = 0
    :: else
    fi
}

/* Requests, one after the other: reserve from the slice, or wait for the flusher; then settle. */
proctype Worker(byte k) {
    byte need;
#define HERE (k / WORKERS)
    do
    :: atomic {
        !dead[HERE];
        select(need : 1 .. LIMIT);
        running[HERE]++;
        if
        :: slice[HERE] >= need && MAY_RESERVE(HERE) -> slice[HERE] = slice[HERE] - need; served[k] = true
        :: else ->
            if :: !WAITS(HERE) -> oldest[HERE] = k; fresh[HERE] = true :: else fi;
            waiting[k] = need
        fi
    };
        if
        :: waiting[k] == 0
        :: atomic { k > 0 && waiting[k] > 0 -> stopWaiting(k) }    /* its client has gone away */
#ifdef BROKEN_GRANT_GOES_TO_THE_POOL
        :: atomic {
            waiting[k] > 0 && slice[HERE] >= need ->
            slice[HERE] = slice[HERE] - need; served[k] = true; stopWaiting(k)
        }
#endif
        fi;
        atomic {                                   /* settle: billed whole, in part, or not at all */
            if
            :: served[k] && !dead[HERE] ->
                if
                :: slice[HERE] = slice[HERE] + need
                :: unreported[HERE] = unreported[HERE] + need
                :: need > 1 -> unreported[HERE]++; slice[HERE] = slice[HERE] + need - 1
                fi
            :: else
            fi;
            served[k] = false; need = 0; running[HERE]--
        }
    :: goto end_idle                               /* no more requests here */
    od;
end_idle:
    false
}

/* One flush: what was settled, what is handed back, and the need of whoever waits longest. Whoever
 * waits hands back its own unreserved units too, and so does everybody else who sees its claim. */
proctype Flusher(byte i) {
    byte asker, need, settledNow, back, answer, amount, left, c;
    bit  hasAsked;
    bit  isFresh;                                  /* this ask is of another request than the last one */
    int  free, ahead;
end:
    do
    :: atomic {
        !dead[i] && (WAITS(i) || unreported[i] > 0 || claimed[i] > 0
                     || (slice[i] > 0 && (running[i] == 0 || MUST_YIELD(i)))
                     || yielding[i] != MUST_YIELD(i)) ->
        settledNow = unreported[i]; unreported[i] = 0;
        asker = oldest[i];
#ifdef BROKEN_COALESCED_NEED_IS_THE_SUM
        need = waiting[i * WORKERS] + (WORKERS == 2 -> waiting[i * WORKERS + WORKERS - 1] : 0);
#else
        need = waiting[asker];
#endif
        isFresh = fresh[i]; fresh[i] = false;
        hasAsked = need > 0;
        if
#ifdef MILD
        :: yielding[i] || (need == 0 && running[i] == 0) -> back = slice[i]; slice[i] = 0
        :: need > 0 && !yielding[i] -> need = (need > slice[i] -> need - slice[i] : 0)
#else
#ifndef BROKEN_REPORT_STATES_NO_NEED
        :: need > 0 -> back = slice[i]; slice[i] = 0
#endif
        :: need == 0 && running[i] == 0 -> back = slice[i]; slice[i] = 0
#ifndef BROKEN_HOARDERS_KEEP
        :: need == 0 && CLAIMED_BY_OTHER(i) -> back = slice[i]; slice[i] = 0
#endif
#endif
        :: else
        fi
    };
        atomic {                                   /* at the account */
#if CRASH
            if :: dead[i] -> outstanding[i] = outstanding[i] + writtenOff; writtenOff = 0 :: else fi;
#endif
            spent = spent + settledNow;
            outstanding[i] = outstanding[i] - settledNow - back;
            assert(spent <= LIMIT);
            if
#ifndef BROKEN_CLAIM_OUTLIVES_ITS_REQUEST
            :: need > 0 && isFresh -> removeClaim(i); decide(i, need)
            :: need > 0 && !isFresh -> decide(i, need)
#else
            :: need > 0 -> decide(i, need)
#endif
            :: need == 0 -> removeClaim(i)
            fi;
            settledNow = 0; back = 0; isFresh = false
        };
#ifdef MILD
        atomic {                                   /* read: what was granted, and who claims */
            if
            :: answer == GRANTED && !dead[i] -> slice[i] = slice[i] + amount
            :: else
            fi;
            yielding[i] = MUST_YIELD(i); amount = 0
        };
        atomic {                                   /* only now, if nobody was quicker, the waiter reserves */
            if
            :: !dead[i] && answer == REFUSED && waiting[asker] >= need ->
                assert(waiting[asker] > left);
                stopWaiting(asker)
            :: !dead[i] && hasAsked && (answer == GRANTED || answer == 0) && waiting[asker] > 0 && slice[i] >= waiting[asker] ->
                slice[i] = slice[i] - waiting[asker]; served[asker] = true; stopWaiting(asker)
            :: else -> inVain[i] = hasAsked && oldest[i] == asker && waiting[asker] > 0
            fi;
            hasAsked = 0; asker = 0; need = 0; answer = 0; left = 0
        }
#else
        atomic {                                   /* read: reserve for the waiter in the same step */
            if
            :: dead[i]
            :: !dead[i] && answer == GRANTED ->
#if defined(BROKEN_GRANT_GOES_TO_THE_POOL)
                slice[i] = slice[i] + amount
#elif defined(BROKEN_REPORT_STATES_NO_NEED)
                slice[i] = slice[i] + amount;
                if
                :: waiting[asker] > 0 && slice[i] >= waiting[asker] ->
                    slice[i] = slice[i] - waiting[asker]; served[asker] = true; stopWaiting(asker)
                :: else
                fi
#else
                if
                :: waiting[asker] > 0 && waiting[asker] <= amount ->
                    slice[i] = slice[i] + amount - waiting[asker];
                    served[asker] = true; stopWaiting(asker)
                :: else -> slice[i] = slice[i] + amount
                fi
#endif
            :: !dead[i] && answer == REFUSED && waiting[asker] >= need ->
                assert(waiting[asker] > left);     /* a refusal for good was the truth */
                stopWaiting(asker)
            :: else
            fi;
            yielding[i] = CLAIMED_BY_OTHER(i);
            hasAsked = 0; asker = 0; need = 0; answer = 0; amount = 0; left = 0
        }
#endif
    od
}

#if CRASH
/* The last instance dies; later its lease is written off and its claim expires. */
proctype Crash() {
    byte c;
#define VICTIM (INSTANCES - 1)
    atomic { dead[VICTIM] = true; slice[VICTIM] = 0; unreported[VICTIM] = 0 };
end:
    do
    :: atomic { outstanding[VICTIM] > 0 -> writtenOff = writtenOff + outstanding[VICTIM]; outstanding[VICTIM] = 0 }
    :: atomic { claimed[VICTIM] > 0 -> removeClaim(VICTIM) }
    od
}
#endif

init {
    byte i;
    atomic {
        for (i : 0 .. INSTANCES - 1) { run Flusher(i); oldest[i] = i * WORKERS };
        for (i : 0 .. ALL_WORKERS - 1) { run Worker(i) };
#if CRASH
        run Crash();
#endif
        i = 0
    }
}

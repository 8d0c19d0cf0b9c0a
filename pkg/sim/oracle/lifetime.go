package oracle

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// lifetime is how much longer than the retention an item lives after each write, at
// least and at most (rule E4).
type lifetime struct{ least, most time.Duration }

// ofEpoch is the lifetime of what an epoch or a round writes: a deadline, a day for
// what comes after it, and two days for a claim.
var ofEpoch = lifetime{0, 3 * 24 * time.Hour}

// lifetimes names every kind of item that a function writes, with that retention.
func lifetimes(retention time.Duration) map[string]lifetime {
	figures := figuresRetention - retention
	return map[string]lifetime{
		"PROGRESS": ofEpoch, "RESULT": ofEpoch, "DOCUMENT": ofEpoch, "MESSAGE": ofEpoch, "ESTIMATE": ofEpoch, "SEND": ofEpoch, "DELIVERY": ofEpoch,
		"ORDER": ofEpoch, "RUN": ofEpoch, "TIMES": ofEpoch,
		"CHUNK":     {0, retention + 3*24*time.Hour}, // of a definition
		"META":      {24 * time.Hour, metaMargin + 3*24*time.Hour},
		"BACKFILLS": {0, 24 * time.Hour},
		"FIGURES":   {figures, figures},
	}
}

// lifetimeSlack allows for wrong clocks and slow calls.
const lifetimeSlack = time.Hour

// checkLifetime holds that each item that is written expires in time. Notes of the
// janitor, META of an open run and open backfills do not expire.
func (o *Oracle) checkLifetime(p *Process, it item) {
	kind, _, _ := strings.Cut(str(it, "sk"), "#")
	switch pk := str(it, "pk"); {
	case pk == "" || pk == "WATCHES" || str(it, "open") != "":
		return
	case pk == "BACKFILLS" && strings.HasPrefix(str(it, "state"), string(fanlight.BackfillOpen)):
		return
	case pk == "BACKFILLS":
		kind = pk
	case strings.HasPrefix(pk, "FIGURES#"), strings.HasPrefix(pk, "PATTERNS#"):
		kind = "FIGURES"
	}
	allowed, known := o.lifetimes[kind]
	expires := time.Unix(int64(num(it, "expires")), 0)
	left := expires.Sub(o.world.Now()) - o.set.Retention
	if !known || left < allowed.least-lifetimeSlack || left > allowed.most+lifetimeSlack {
		o.violate("E4", "%s writes %s, which expires at %s, %s after the retention", p.Name, keyName(it), expires.UTC(), left)
	}
}

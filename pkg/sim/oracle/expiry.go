package oracle

import (
	"strconv"
	"strings"
	"time"
)

// checkMetaExpiry holds that an open run does not expire, and an ended one does.
func (o *Oracle) checkMetaExpiry(r *runState) {
	if expires := num(r.meta, "expires"); r.open != (expires == 0) {
		o.violate("E4", "%s is %s, open %t, and its META expires at %d", r.id, r.state, r.open, expires)
	}
}

// checkExpiry holds rule E4: everything that a command on an ended run may need
// stays for the retention from its end, and META longer than all of it.
func (o *Oracle) checkExpiry(r *runState) {
	keep := r.closed.Add(o.set.Retention - o.set.Skew).Unix()
	o.checkFrozenPartsAreThere(r, time.Unix(keep, 0))
	meta := num(r.meta, "expires")
	for _, it := range append(o.world.Stored("RUN#"+string(r.id)), o.world.Stored(partition(r.id, r.epoch))...) {
		expires := num(it, "expires")
		if str(it, "sk") != "META" && expires > meta {
			o.violate("E4", "%s outlives META by %s", keyName(it), time.Duration(expires-meta)*time.Second)
		}
		if r.needs(it) && int64(expires) < keep {
			o.violate("E4", "%s expires %s too early", keyName(it), time.Duration(keep-int64(expires))*time.Second)
		}
	}
}

// needs reports whether the run's last round was made of an item: a resend renews
// only the document (rule D5). Nobody needs a sending order that META does not name:
// another dispatcher created META (rule D1).
func (r *runState) needs(it item) bool {
	kind, _, _ := strings.Cut(str(it, "sk"), "#")
	if r.round > 1 {
		return kind == "DOCUMENT" && strings.HasSuffix(keyName(it), "DOCUMENT#"+strconv.Itoa(r.epoch)) ||
			strings.HasPrefix(str(it, "sk"), "MESSAGE#"+r.at(r.epoch).attempt+"#")
	}
	return str(it, "sk") == r.order() || kind == "PROGRESS" || kind == "RESULT" || kind == "META"
}

package oracle

import (
	"fmt"
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
// stays for the retention from its end, and META longer than all of it. Whatever the run
// has in the table is of a kind that a function writes, and ends.
func (o *Oracle) checkExpiry(r *runState) {
	keep := r.closed.Add(o.set.Retention - o.set.Skew)
	o.checkFrozenPartsAreThere(r, keep)
	meta := num(r.meta, "expires")
	all := o.world.Stored("RUN#" + string(r.id))
	for _, e := range r.epochs {
		all = append(all, o.world.Stored(partition(r.id, e.number))...)
	}
	for _, it := range all {
		expires := num(it, "expires")
		if _, known := lifetimes[kindOf(it)]; !known && kindOf(it) != "PLAN" || expires == 0 {
			o.violate("E4", "%s is left, and expires at %d", keyName(it), expires)
		}
		if str(it, "sk") != "META" && expires > meta {
			o.violate("E4", "%s outlives META by %s", keyName(it), time.Duration(expires-meta)*time.Second)
		}
		if r.needs(it) && int64(expires) < keep.Unix() {
			o.violate("E4", "%s expires %s too early", keyName(it), time.Duration(keep.Unix()-int64(expires))*time.Second)
		}
	}
}

// needs reports whether the run's last round was made of an item, or has it as its record. A
// resend renews only the document and what it names (rule D5). Nobody needs a sending order
// that META does not name: another dispatcher created META (rule D1).
func (r *runState) needs(it item) bool {
	sk, e := str(it, "sk"), r.at(r.epoch)
	kind, rest, _ := strings.Cut(sk, "#")
	ofEpoch := epochOf(str(it, "pk")) == r.epoch
	switch kind {
	case "META":
		return true
	case "SEND", "DELIVERY":
		return strings.HasPrefix(rest+"#", fmt.Sprintf("%d#%d#", r.epoch, r.round))
	case "DOCUMENT", "MESSAGE":
		return rest == strconv.Itoa(r.epoch) || ofEpoch && e.attempt != "" && strings.HasPrefix(rest, e.attempt+"#")
	case "ORDER":
		return r.round == 1 && sk == r.order()
	}
	return r.round == 1 && ofEpoch && (kind == "PROGRESS" || kind == "RESULT" || kind == "ESTIMATE")
}

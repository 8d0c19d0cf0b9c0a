package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// late lets months pass in some worlds when nothing is left to happen: items expire, as always in no order
// and not all at once, and an operator wants something of what is left. It says whether there is more to
// see.
func (w *world) late() bool {
	if w.aged || !w.oneIn(8, Expired) {
		return false
	}
	w.aged = true
	if watched := due.Add(time.Hour); w.now.Before(watched) { // the janitor has looked at the due time (rule J8)
		w.after(watched.Sub(w.now), w.age)
		return true
	}
	w.age()
	return true
}

// age is the months, and the operator after them.
func (w *world) age() {
	months := time.Duration(85+w.rng.IntN(45)) * 24 * time.Hour
	w.begun, w.now = w.begun.Add(months), w.now.Add(months)
	share := w.rng.Float64()
	for _, r := range slices.Clone(w.oracle.runs) {
		r.lapsed = true
		w.expire(r, "REPORT#"+reportName, share)
		w.expire(r, "RUN#"+string(r.id), share)
		for _, e := range r.epochs {
			w.expire(r, partition(r.id, e.number), share)
		}
	}
	w.note("world", "ages", months.String())
	for range 1 + w.rng.IntN(2) {
		w.after(w.upTo(10*time.Minute), func() { w.order(w.upTo(w.set.patience)) })
	}
}

// expiryLag is by when an expired item is surely gone; AWS speaks of a few days
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
const expiryLag = 7 * 24 * time.Hour

// expire deletes what has expired in a partition: of what has lately, a share.
func (w *world) expire(r *runState, pk string, share float64) {
	for _, it := range w.stored(pk) {
		over := w.now.Sub(time.Unix(int64(num(it, "expires")), 0))
		if num(it, "expires") == 0 || over < 0 || over < expiryLag && w.rng.Float64() >= share {
			continue
		}
		must(w.dynamodb.DeleteItem(context.Background(), &dynamodb.DeleteItemInput{
			TableName: aws.String(tableName), Key: item{"pk": it["pk"], "sk": it["sk"]},
		}))
		w.note("world", "expires", keyName(it))
		w.oracle.forget(r, pk, str(it, "sk"))
	}
}

// forget is for an item that has expired.
func (o *oracle) forget(r *runState, pk, sk string) {
	if strings.HasPrefix(pk, "REPORT#") {
		return
	}
	if n := epochOf(pk); n > 0 {
		r.at(n).forget(sk)
		return
	}
	var epoch, round int
	var name string
	switch kind, _, _ := strings.Cut(sk, "#"); kind {
	case "META":
		o.runs = slices.DeleteFunc(o.runs, func(other *runState) bool { return other == r })
	case "PLAN":
		delete(r.plan, sk)
	case "SEND":
		must(fmt.Sscanf(sk, "SEND#%d#%d", &epoch, &round))
		s := r.at(epoch).round(round)
		s.state, s.fence, s.lease, s.holder = "", 0, 0, nil
	case "DELIVERY":
		must(fmt.Sscanf(sk, "DELIVERY#%d#%d#%s", &epoch, &round, &name))
		delete(r.at(epoch).round(round).deliveries, name)
	case "DOCUMENT":
		must(fmt.Sscanf(sk, "DOCUMENT#%d", &epoch))
		r.at(epoch).document = nil
	}
}

func (e *epochState) forget(sk string) {
	delete(e.results, sk)
	delete(e.chunks, sk)
	delete(e.shards, sk)
}

package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// letMonthsPass lets months pass, for some seeds, when nothing is left to
// happen: items expire, as always in no order and not all at once, and an
// operator gives a command about what is left. It reports whether there is more
// to happen.
func (s *simulation) letMonthsPass() bool {
	if s.monthsPassed || !s.calendar.until.IsZero() || !s.oneIn(8, Expired) {
		return false
	}
	s.monthsPassed = true
	if watched := Due.Add(time.Hour); s.Clock.now.Before(watched) { // the janitor has looked at the due time (rule J8)
		s.after(watched.Sub(s.Clock.now), s.passMonths)
		return true
	}
	s.passMonths()
	return true
}

func (s *simulation) passMonths() {
	months := time.Duration(85+s.rng.IntN(45)) * 24 * time.Hour
	s.begun = s.begun.Add(months)
	s.Clock.Advance(months)
	share := s.rng.Float64()
	for _, r := range slices.Clone(s.oracle.runs) {
		r.mayHaveExpired = true
		s.expire(r, "REPORT#"+ReportName, share)
		s.expire(r, "RUN#"+string(r.id), share)
		for _, e := range r.epochs {
			s.expire(r, partition(r.id, e.number), share)
		}
	}
	s.expireDefinitions(share)
	s.note("world", "ages", months.String())
	for range 1 + s.rng.IntN(2) {
		s.after(s.upTo(10*time.Minute), func() { s.operate(s.upTo(s.set.patience)) })
	}
}

// expiryLag is by when an expired item is surely gone; AWS speaks of a few days
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
const expiryLag = 7 * 24 * time.Hour

// expire deletes the items of a partition that have expired; of those that have
// expired lately, a share.
func (s *simulation) expire(r *runState, pk string, share float64) {
	for _, it := range s.stored(pk) {
		if s.hasExpired(it, share) {
			s.deleteItem(it)
			s.oracle.forget(r, pk, str(it, "sk"))
		}
	}
}

func (s *simulation) hasExpired(it item, share float64) bool {
	over := s.Clock.now.Sub(time.Unix(int64(num(it, "expires")), 0))
	return num(it, "expires") != 0 && over >= 0 && (over >= expiryLag || s.rng.Float64() < share)
}

func (s *simulation) deleteItem(it item) {
	must(s.DynamoDB.DeleteItem(context.Background(), &dynamodb.DeleteItemInput{
		TableName: &s.Names.Table, Key: item{"pk": it["pk"], "sk": it["sk"]},
	}))
	s.record.removed(it)
	s.note("world", "expires", keyName(it))
}

// forget removes an expired item from the oracle's record.
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
	case "ORDER":
		delete(r.orders, sk)
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
	delete(e.estimates, sk)
	delete(e.shards, sk)
}

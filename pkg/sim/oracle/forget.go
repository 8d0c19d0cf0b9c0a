package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// Expired removes an expired item from the oracle's record.
func (o *Oracle) Expired(pk, sk string) {
	if isDefinition(pk) {
		delete(o.definitions, pk+" "+sk)
		return
	}
	i := slices.IndexFunc(o.runs, func(r *runState) bool { return strings.HasPrefix(pk, "RUN#") && r.id == runOf(pk) })
	if i < 0 {
		return
	}
	r := o.runs[i]
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

package oracle

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOracle_checkTurn(t *testing.T) {
	t.Parallel()
	later := noon.Add(time.Hour)
	for what, c := range map[string]struct {
		was, other deliveryState
		rule       Rule
	}{
		"as many tries and parts":            {deliveryState{fence: 1, tries: 1}, deliveryState{fence: 1, tries: 1}, ""},
		"fewer tries":                        {deliveryState{fence: 1, tries: 1}, deliveryState{fence: 1, tries: 2}, ""},
		"more tries":                         {deliveryState{fence: 1, tries: 2}, deliveryState{fence: 1, tries: 1}, "R4"},
		"more parts":                         {deliveryState{fence: 1, accepted: 2}, deliveryState{fence: 1, accepted: 1}, "R4"},
		"fewer tries, more parts":            {deliveryState{fence: 1, tries: 1, accepted: 2}, deliveryState{fence: 1, tries: 2}, ""},
		"before one without a record":        {deliveryState{fence: 1, tries: 1}, deliveryState{}, "R4"},
		"the other was begun with":           {deliveryState{fence: 1, tries: 2}, deliveryState{fence: 2, tries: 1}, ""},
		"the other is left alone":            {deliveryState{fence: 1, tries: 2}, deliveryState{fence: 1, notBefore: later}, ""},
		"the other has it":                   {deliveryState{fence: 1, tries: 2}, deliveryState{fence: 1, record: fanlight.DeliverySent}, ""},
		"a further record of the same claim": {deliveryState{fence: 2, tries: 2}, deliveryState{fence: 1}, ""},
	} {
		o, w, r := judged()
		s, p := r.at(1).round(1), o.Began("reporter#1", 0)
		s.holder, p.claimsAt = p, w.now
		s.deliveries["to-0"] = &deliveryState{record: fanlight.DeliverySending, fence: 2, tries: c.was.tries + 1}
		s.deliveries["to-1"] = &c.other
		o.checkTurn(p, r, s, "to-0", c.was)
		expect(t, o, what, c.rule)
	}
}

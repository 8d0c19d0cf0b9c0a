package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDocument_Tally(t *testing.T) {
	t.Parallel()
	d := fanlight.Document{Queries: []fanlight.QueryResult{
		{ID: "a", State: fanlight.OK, Statistics: fanlight.Statistics{BytesScanned: 1000}},
		{ID: "b", State: fanlight.Empty, Statistics: fanlight.Statistics{BytesScanned: 200}},
		{ID: "c", State: fanlight.TimedOut, Statistics: fanlight.Statistics{BytesScanned: 30}},
	}}
	deliveries := []fanlight.Delivery{{State: fanlight.DeliverySent}, {State: fanlight.DeliveryUnknown}}
	want := fanlight.Tally{Settled: 3, Failed: 1, Sent: 1, Bytes: 1230}
	if got := d.Tally(deliveries); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCountSent(t *testing.T) {
	t.Parallel()
	some := []fanlight.Delivery{{State: fanlight.DeliverySent}, {State: fanlight.DeliveryFailed}, {State: fanlight.DeliverySent}}
	if got := fanlight.CountSent(some); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
}

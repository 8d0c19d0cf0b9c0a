package fanlight_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDocument_Query(t *testing.T) {
	t.Parallel()
	d := fanlight.Document{Queries: []fanlight.QueryResult{{ID: "a"}, {ID: "b"}}}
	if q := d.Query("b"); q != &d.Queries[1] || d.Query("c") != nil {
		t.Errorf("query b is %v, query c %v", q, d.Query("c"))
	}
}

func TestDeliveryError_Error(t *testing.T) {
	t.Parallel()
	if got := (&fanlight.DeliveryError{Err: errors.New("busy")}).Error(); got != "busy" {
		t.Errorf("got %q", got)
	}
}

func TestDeliveryError_Unwrap(t *testing.T) {
	t.Parallel()
	busy := errors.New("busy")
	if err := error(&fanlight.DeliveryError{Err: busy}); !errors.Is(err, busy) {
		t.Errorf("%v does not wrap %v", err, busy)
	}
}

package fanlight_test

import (
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

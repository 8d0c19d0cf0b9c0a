package cwli

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEstimate(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]float64{
		`filter @message like /a/ | estimate`: 3,
		`filter @message like /a/ | stats count(*) by @message | sort @message | limit any 1 | estimate`: 3,
		`filter @message in (fields @message | filter @message like /a/) | estimate`:                     6,
		`pattern @message | diff | estimate`:                                                             3,
		`stats count(*) as n | addtotals col=true | estimate`:                                            3,
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		source := func(_ context.Context, _ Input, yield func(*Event) error) error {
			return yield(&Event{Timestamp: 5, Message: []byte("abc")})
		}
		r, err := q.Run(t.Context(), Options{Window: Window{1, 10}}, source)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		if got := column(r, "estimatedBytes"); len(r.Rows) != 1 || len(got) != 1 || got[0] != fmt.Sprint(want) {
			t.Errorf("%s = %v, want %v", query, r.Rows, want)
		}
		if diff := cmp.Diff(Statistics{BytesScanned: want, RecordsScanned: want / 3}, r.Statistics); diff != "" {
			t.Errorf("%s (-want +got)\n%s", query, diff)
		}
	}
}

package cwli

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLooker_Look holds that a query has the same answer whether its events were looked at
// ahead or not: of JSON that is valid or not, of other text, and with an error.
func TestLooker_Look(t *testing.T) {
	t.Parallel()
	messages := append(numbered(40), `{"n":1`, `{"n":2} x`, `{"n":"3","text":null}`, "plain 7", "", ` {"n":5,"a":{"b":[6]}}`,
		"2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 20 4249 1767225600 1767225660 ACCEPT OK")
	for _, query := range []string{
		"fields n, text, a.b.0 | limit 100",
		"filter n > 3 | stats count(*), sum(n), values(text) by n % 3",
		"filter not n = 1 | fields @message, srcAddr, n",
		"filter @message like /a1|plain/ | parse text 'a*' as x | fields x, @ptr | limit 3",
		"filter bytes > 4000 or strlen(text) = 2 | stats avg(n), count_distinct(text)",
		"fields n * 2 as m | filter m > 10 and @timestamp < 30000 | sort m desc | limit 2",
		"filter n in [1, 2] | limit any 1",
		`filter @message like /(a+)+(?!b)/ | stats count(*)`,
		"filter n in (fields n | filter n > 37) | stats count(*)", // is not looked at
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		want, wrong := q.Run(context.Background(), Options{Window: Window{1000, 46_000}}, eventsOf(messages, false))
		got, err := q.Run(context.Background(), Options{Window: Window{1000, 46_000}}, eventsOf(messages, true))
		if diff := cmp.Diff(want, got); diff != "" || (err == nil) != (wrong == nil) || len(want.Rows) == 0 {
			t.Errorf("%s: %v, want %v (-want +got)\n%s", query, err, wrong, diff)
		}
	}
}

// eventsOf returns a source of messages, one a second, which may look at all of them ahead.
func eventsOf(messages []string, ahead bool) Source {
	return func(_ context.Context, in Input, yield func(*Event) error) error {
		events := make([]Event, len(messages))
		lookers := in.Lookers()
		var looks Looks
		for i, message := range messages {
			events[i] = Event{Timestamp: int64(i) * 1000, Message: []byte(message), Ptr: "p"}
			if ahead && lookers != nil {
				events[i].Look = lookers().Look(&events[i], &looks)
			}
		}
		for i := range events {
			if err := yield(&events[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

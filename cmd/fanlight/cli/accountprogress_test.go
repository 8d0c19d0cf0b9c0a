package cli

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestAccountQueries_formatProgress(t *testing.T) {
	t.Parallel()
	begun := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	run := fanlight.Run{Total: 3, Begun: begun}
	shard := fanlight.Progress{Size: 3, Settled: 1, Starts: map[int]fanlight.Start{0: {Try: 1, ID: "a"}, 1: {Try: 1, ID: "b"}}, Winners: map[int]string{0: "w"}}
	full := shard
	full.Settled, full.Winners = 3, map[int]string{0: "w", 1: "w", 2: "w"}
	noted := shard
	noted.Waits = "the account is busy"
	for _, c := range []struct {
		shard   fanlight.Progress
		account *accountQueries
		want    string
	}{
		{shard, &accountQueries{}, "3 queries: 1 settled, 1 running, 1 waits · 9.0s"},
		{shard, &accountQueries{others: 12}, "3 queries: 1 settled, 1 running, 1 waits · 9.0s"},
		{shard, &accountQueries{others: 97}, "3 queries: 1 settled, 1 running, 1 waits: 97 other queries run in this account · 9.0s"},
		{shard, &accountQueries{others: 1, refused: "full"}, "3 queries: 1 settled, 1 running, 1 waits: 1 other query runs in this account · 9.0s"},
		{shard, &accountQueries{refused: "limit reached"}, "3 queries: 1 settled, 1 running, 1 waits: limit reached · 9.0s"},
		{noted, &accountQueries{}, "3 queries: 1 settled, 1 running, 1 waits: the account is busy · 9.0s"},
		{fanlight.Progress{Size: 3}, &accountQueries{refused: "limit reached"}, "3 queries: 3 wait: limit reached · 9.0s"},
		{full, &accountQueries{others: 97}, "3 queries: 3 settled, reporting · 9.0s"},
	} {
		if got := c.account.formatProgress(run, []fanlight.Progress{c.shard}, begun.Add(9*time.Second)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

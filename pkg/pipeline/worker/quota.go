package worker

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/queue"
)

const (
	quotaPause = time.Second     // shortest pause after a refusal: the rate quota refills within it
	quotaDelay = 2 * time.Minute // how long a message is hidden that waits for a quota together with enough others
)

// quota is a quota of concurrent queries for which starts were refused. The
// service has several: of the account, of Infrequent Access groups, of query
// languages. Which one a query falls under goes by its log groups, so queries of
// the same groups wait for the same one (rule W5).
type quota struct {
	backoff
	running int // queries of these groups that the invocation ran at the last refusal
	why     string
}

// groupsOf names the log groups of a query: those of its message, or the command by which
// its text selects them.
func groupsOf(q fanlight.Query) string {
	if len(q.LogGroups) == 0 {
		source, _, _ := strings.Cut(q.Text, "|")
		return source
	}
	return strings.Join(q.LogGroups, "\n")
}

// exceeded notes that the service refused a start for a quota.
func (inv *invocation) exceeded(sl *slot, err error) {
	groups := groupsOf(sl.query)
	q := inv.quotas[groups]
	if q == nil {
		q = &quota{}
		inv.quotas[groups] = q
	}
	q.next(true, inv.now(), quotaPause)
	q.running, q.why = inv.runningOn(groups), "StartQuery was refused: "+clip(insights.Message(err))
}

// clip shortens the words of the service, which are stored with the progress.
func clip(words string) string {
	const most = 120
	if len(words) > most {
		words = strings.ToValidUTF8(words[:most], "") + "…"
	}
	return words
}

// runningOn returns how many queries on these log groups the invocation runs.
func (inv *invocation) runningOn(groups string) int {
	n := 0
	for _, sl := range inv.slots {
		if sl.phase > waiting && sl.active() && groupsOf(sl.query) == groups {
			n++
		}
	}
	return n
}

// tried reports whether a start on these log groups is under way.
func (inv *invocation) tried(groups string) bool {
	return slices.ContainsFunc(inv.slots, func(sl *slot) bool {
		return sl.phase == waiting && sl.busy && groupsOf(sl.query) == groups
	})
}

// within reports whether the quota of a slot's query may have a place for it:
// after a refusal one query tries, when the pause is over or one has ended.
func (inv *invocation) within(sl *slot) bool {
	groups := groupsOf(sl.query)
	q := inv.quotas[groups]
	return q == nil || !inv.tried(groups) && (!inv.now().Before(q.at) || inv.runningOn(groups) < q.running)
}

// stands reports whether a slot waits for a quota, and so takes no place.
func (inv *invocation) stands(sl *slot) bool {
	return sl.phase == waiting && !sl.busy && inv.quotas[groupsOf(sl.query)] != nil
}

// giveWay hides the messages of queries that wait for a quota, but for as many as
// run on the same groups, and at least one: the next in line.
func (inv *invocation) giveWay(ctx context.Context) {
	line := map[string]int{}
	var away []queue.Message
	inv.slots = slices.DeleteFunc(inv.slots, func(sl *slot) bool {
		if !inv.stands(sl) {
			return false
		}
		groups := groupsOf(sl.query)
		if line[groups]++; line[groups] <= max(1, inv.quotas[groups].running) {
			return false
		}
		away = append(away, sl.messages...)
		return true
	})
	if len(away) > 0 {
		inv.postpone(ctx, quotaDelay, away...)
	}
}

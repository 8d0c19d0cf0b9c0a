package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

// fullAccount is how many queries an account runs when the worker starts no more: the
// quota of 100 (Logs quotas) without the worker's headroom.
const fullAccount = 90

// progress says how far a run is; until its queries have settled with what the account does.
func (a *accountQueries) progress(w watched) string {
	if w.complete() {
		return w.progress()
	}
	return a.formatProgress(w.details.Run, w.shards, w.at)
}

// formatProgress says in one line how far a run over the account's logs is, and what it
// waits for: "2 queries: 1 running, 1 waits: 97 other queries run in this account · 9s".
func (a *accountQueries) formatProgress(run fanlight.Run, shards []fanlight.Progress, now time.Time) string {
	settled, running, reason := 0, 0, ""
	for _, p := range shards {
		settled += p.Settled
		for _, i := range p.Unsettled() {
			if p.Starts[i].ID != "" {
				running++
			}
		}
		if reason == "" {
			reason = p.Waits
		}
	}
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, render.Count(float64(n))+" "+words)
		}
	}
	add(settled, "settled")
	add(running, "running")
	waiting := run.Total - settled - running
	add(waiting, a.waits(waiting, running, reason))
	if fanlight.Complete(shards, run.Total) {
		parts = append(parts, "reporting")
	}
	return fmt.Sprintf("%s: %s · %s", count(run.Total, "query", "queries"), strings.Join(parts, ", "), formatLength(max(now.Sub(run.Begun), 0)))
}

// waits says that queries wait, and for what, if it is known: for others in the account,
// for what the service said, or for what the worker noted.
func (a *accountQueries) waits(waiting, running int, noted string) string {
	words := "wait"
	if waiting == 1 {
		words = "waits"
	}
	others, refused := a.look()
	switch {
	case others > 0 && (refused != "" || others+running >= fullAccount):
		return words + ": " + othersRun(others)
	case refused != "":
		return words + ": " + refused
	case noted != "":
		return words + ": " + noted
	}
	return words
}

func othersRun(n int) string {
	if n == 1 {
		return "1 other query runs in this account"
	}
	return count(n, "", "other queries") + " run in this account"
}

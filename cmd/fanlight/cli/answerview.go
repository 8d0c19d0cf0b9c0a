package cli

import "github.com/fanlight/fanlight/pkg/fanlight"

// answerView is the JSON form of what a command on a run came to: of start, replay, resend
// and cancel.
type answerView struct {
	Version int `json:"version"`
	fanlight.Answer
}

// backfilledView is the JSON form of how far a backfill is.
type backfilledView struct {
	Version int `json:"version"`
	fanlight.Backfilled
}

// viewBackfilled returns a view whose lists are there, also if the dispatcher sent none.
func viewBackfilled(b fanlight.Backfilled) backfilledView {
	b.Started, b.Skipped = notNil(b.Started), notNil(b.Skipped)
	return backfilledView{1, b}
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

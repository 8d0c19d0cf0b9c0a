package cli

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// streamed begins every line of the stream of `fanlight watch -o ndjson`.
type streamed struct {
	Version int            `json:"version"`
	Type    string         `json:"type"`
	Seen    time.Time      `json:"seen"`
	Run     fanlight.RunID `json:"run"`
}

// typedQuery is a query in the stream of `fanlight watch -o ndjson`.
type typedQuery struct {
	streamed
	queryView
}

// typedWait says why queries are not started.
type typedWait struct {
	streamed
	Queries []string `json:"queries"`
	Reason  string   `json:"reason"`
}

// typedDelivery is the record of a destination.
type typedDelivery struct {
	streamed
	deliveryView
}

// typedState is where a run stands when it begins to be watched.
type typedState struct {
	streamed
	State   string      `json:"state"`
	Epoch   int         `json:"epoch"`
	Round   int         `json:"round"`
	Queries queryCounts `json:"queries"`
}

// typedEnd is the end of a run.
type typedEnd struct {
	streamed
	State string `json:"state"`
	Epoch int    `json:"epoch"`
	Round int    `json:"round"`
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// receiver is the destination of all reports. It fails, hangs, and breaks the connection after
// it has accepted, each a few times in a hundred, and counts what it accepted by its key. It is safe for
// concurrent use.
type receiver struct {
	mu         sync.Mutex
	random     *rand.Rand
	failed     map[string]int      // by key: how often an answer was an error, or none
	keys       map[string][]string // by run: the keys that were accepted, each once
	accepted   map[string]int      // by key
	duplicates int                 // requests with a key that was accepted before
	wrong      []string            // what numbers were wrong
	troubles   int
}

func newReceiver(seed uint64) *receiver {
	return &receiver{
		random: rand.New(rand.NewPCG(seed, 1)),
		failed: map[string]int{}, keys: map[string][]string{}, accepted: map[string]int{},
	}
}

// edition holds what the receiver reads of a request.
type edition struct {
	Type string `json:"type"`
	Data struct {
		Report string `json:"report"`
		Run    string `json:"run"`
		State  string `json:"state"`
		Window struct {
			Start, End time.Time
		} `json:"window"`
		Sections []section `json:"sections"`
	} `json:"data"`
}

type section struct {
	Query string          `json:"query"`
	State string          `json:"state"`
	Value json.RawMessage `json:"value"`
	Error string          `json:"error"`
}

// trouble is how a request goes wrong.
type trouble int

const (
	none     trouble = iota
	fails            // 503
	hangs            // no answer for longer than a reporter waits
	answers          // no answer, although it was accepted
	mostFail = 2     // troubles of one key, so that tries are left for kills
)

// draw returns the trouble of a request.
func (r *receiver) draw(key string) trouble {
	if r.failed[key] >= mostFail {
		return none
	}
	t := none
	switch n := r.random.IntN(1000); {
	case n < 30:
		t = fails
	case n < 34:
		t = hangs
	case n < 44:
		t = answers
	}
	if t != none {
		r.failed[key]++
		r.troubles++
	}
	return t
}

// ServeHTTP implements http.Handler.
func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	var e edition
	if err == nil {
		err = json.Unmarshal(body, &e)
	}
	if err != nil { // the sender was killed
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	switch r.take(q.Header.Get("Webhook-Id"), e) {
	case fails:
		w.WriteHeader(http.StatusServiceUnavailable)
	case hangs:
		select {
		case <-q.Context().Done():
		case <-time.After(30 * time.Second):
		}
		panic(http.ErrAbortHandler)
	case answers:
		panic(http.ErrAbortHandler)
	}
}

// take draws the trouble of a request, and counts it if it is accepted.
func (r *receiver) take(key string, e edition) trouble {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.draw(key)
	if t == none || t == answers {
		r.count(key, e)
	}
	return t
}

func (r *receiver) count(key string, e edition) {
	if r.accepted[key]++; r.accepted[key] > 1 {
		r.duplicates++
	} else {
		r.keys[e.Data.Run] = append(r.keys[e.Data.Run], key)
	}
	if problem := e.check(); problem != "" {
		r.wrong = append(r.wrong, fmt.Sprintf("%s: %s", e.Data.Run, problem))
	}
}

// check returns what is wrong with the numbers of an edition.
func (e edition) check() string {
	if e.Type != "report.sent" || e.Data.State != "complete" {
		return fmt.Sprintf("it is %s, %s", e.Type, e.Data.State)
	}
	for _, s := range e.Data.Sections {
		if s.State != "ok" && s.State != "empty" {
			return fmt.Sprintf("query %s is %s: %s", s.Query, s.State, s.Error)
		}
	}
	shard, ok := shardOf(e.Data.Report)
	if !ok {
		return "" // too many to be in a request: judge reads them
	}
	want := expected(shard, e.Data.Window.Start, e.Data.Window.End)
	for query, number := range map[string]int64{"count": want.count, "sum": want.sum} {
		if got := e.value(query); got != fmt.Sprint(number) {
			return fmt.Sprintf("%s is %s, want %d", query, got, number)
		}
	}
	return ""
}

func (e edition) value(query string) string {
	for _, s := range e.Data.Sections {
		if s.Query == query {
			return string(s.Value)
		}
	}
	return "missing"
}

// editions returns the number of runs that were delivered.
func (r *receiver) editions() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.keys)
}

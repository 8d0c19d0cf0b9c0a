package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

// TestExpected counts the events that writeLog writes.
func TestExpected(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 2, 12, 0, 3, 0, time.UTC)
	until := from.Add(2 * time.Hour)
	var log bytes.Buffer
	if err := writeLog(&log, from, until); err != nil {
		t.Fatal(err)
	}
	var got numbers
	lines := json.NewDecoder(&log)
	for lines.More() {
		var e struct {
			Shard, Value int64
		}
		if err := lines.Decode(&e); err != nil {
			t.Fatal(err)
		}
		if got.sum += e.Value; e.Shard == 3 {
			got.count++
		}
	}
	if want := expected(3, from, until); got != want || want.count < 100 {
		t.Errorf("the log has %+v, expected %+v", got, want)
	}
}

package main

import (
	"bytes"
	"os"
	"testing"
)

// TestWriteLog holds that the file is the same each time, and that the loop of Q1 written
// by hand finds all of its events.
func TestWriteLog(t *testing.T) {
	t.Parallel()
	var logs [2][]byte
	for i := range logs {
		path, err := writeLog(t.TempDir(), 300_000)
		if err != nil {
			t.Fatal(err)
		}
		if logs[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		counted, err := countByHand(path)
		if want := bytes.Count(logs[i], []byte(`"is_group":1,`)); err != nil || counted.count != want || want == 0 {
			t.Errorf("counted %d events by hand (%v), want %d", counted.count, err, want)
		}
	}
	if !bytes.Equal(logs[0], logs[1]) || len(logs[0]) < 300_000 || len(logs[0]) > 310_000 {
		t.Errorf("logs of %d and %d bytes: want the same, of 300 KB and a little more", len(logs[0]), len(logs[1]))
	}
}

package main

import (
	"testing"
	"time"
)

func TestWithout(t *testing.T) {
	t.Parallel()
	starts := []usage{{cpu: 30 * time.Millisecond}, {cpu: 10 * time.Millisecond}, {cpu: 20 * time.Millisecond}}
	all := []usage{{cpu: time.Second, peak: 7}}
	if warm := without(starts, all); len(warm) != 1 || warm[0].cpu != 980*time.Millisecond || warm[0].peak != 7 || all[0].cpu != time.Second {
		t.Errorf("without starts of 20 ms: %v of %v", warm, all)
	}
	if warm := without(nil, all); warm != nil {
		t.Errorf("without starts that were not measured: %v", warm)
	}
}

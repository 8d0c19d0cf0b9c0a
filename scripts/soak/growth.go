package main

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Bounds of what the program takes. The ledger keeps every run, so memory and disk grow with their
// number; nothing else may.
const (
	mostMemory    = 160 << 20 // bytes of memory of a stack without runs
	memoryOfRun   = 64 << 10  // bytes of memory of a run that has ended, garbage included
	memoryOfQuery = 25 << 10  // bytes of memory of a query of the widest run
	mostFiles     = 40        // files more than at the start
	mostDisk      = 32 << 20  // bytes on disk of a stack without runs, a rewrite included
	diskOfRun     = 64 << 10  // bytes on disk of a run that has ended, a rewrite included
	diskOfQuery   = 8 << 10   // bytes on disk of a query of the widest run, a rewrite included
	warm          = 10 * time.Second
	moment        = 10 // samples, of which the one with the fewest files counts
)

// growth holds what the program took at the least and at the most, after it was warm.
type growth struct {
	leastRSS, mostRSS    int64
	firstFiles, files    int
	disk                 int64
	overMemory, overDisk int64 // the most bytes beyond the bounds of memory and disk at that time
}

// grown returns the growth in samples of a soak.
func grown(samples []sample, p plan) (g growth) {
	var open []int // files, in all samples
	for _, s := range samples {
		runs, queries := int64(s.runs+p.due), int64(p.wide)
		g.disk = max(g.disk, s.disk)
		g.overDisk = max(g.overDisk, s.disk-mostDisk-runs*diskOfRun-queries*diskOfQuery)
		if s.age < warm {
			continue
		}
		if g.leastRSS == 0 {
			g.leastRSS = s.rss
		}
		g.leastRSS, g.mostRSS = min(g.leastRSS, s.rss), max(g.mostRSS, s.rss)
		g.overMemory = max(g.overMemory, s.rss-mostMemory-runs*memoryOfRun-queries*memoryOfQuery)
		open = append(open, s.files)
	}
	if n := len(open); n > 0 { // a command that lists opens many connections for a moment
		g.firstFiles, g.files = slices.Min(open[:min(n, moment)]), slices.Min(open[max(0, n-moment):])
	}
	return g
}

// String returns the growth as a part of the last line.
func (g growth) String() string {
	return fmt.Sprintf("rss_mb=%d..%d files=%d..%d disk_mb=%d", g.leastRSS>>20, g.mostRSS>>20, g.firstFiles, g.files, g.disk>>20)
}

// problems returns which bounds were broken.
func (g growth) problems() (all []error) {
	if g.mostRSS == 0 {
		return []error{errors.New("the program was not measured: no life was long enough")}
	}
	if g.overMemory > 0 {
		all = append(all, fmt.Errorf("memory was %d MB over its bound of %d MB, %d KB a run and %d KB a query of the widest", g.overMemory>>20, mostMemory>>20, memoryOfRun>>10, memoryOfQuery>>10))
	}
	if g.overDisk > 0 {
		all = append(all, fmt.Errorf("the disk had %d MB over its bound of %d MB, %d KB a run and %d KB a query of the widest", g.overDisk>>20, mostDisk>>20, diskOfRun>>10, diskOfQuery>>10))
	}
	if g.files > g.firstFiles+mostFiles {
		all = append(all, fmt.Errorf("%d files were open at the end, %d at first", g.files, g.firstFiles))
	}
	return all
}

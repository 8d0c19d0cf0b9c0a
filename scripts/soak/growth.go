package main

import (
	"errors"
	"fmt"
	"time"
)

// Bounds of what the program takes. The ledger keeps every run, so memory and disk grow with their
// number; nothing else may.
const (
	mostMemory  = 200 << 20 // bytes of memory of a stack without runs, a wide run included
	memoryOfRun = 64 << 10  // bytes of memory of a run that has ended, garbage included
	mostFiles   = 40        // files more than at the start
	mostDisk    = 96 << 20  // bytes on disk of a stack without runs, a wide run and a rewrite included
	diskOfRun   = 64 << 10  // bytes on disk of a run that has ended, a rewrite included
	warm        = 10 * time.Second
)

// growth is what the program took at the least and at the most, after it was warm.
type growth struct {
	runs               int
	leastRSS, mostRSS  int64
	firstFiles, files  int
	disk               int64
	overMemory, overUp int64 // the most bytes beyond the bounds of memory and disk at that time
}

// grown returns the growth in samples of a soak with a number of runs.
func grown(samples []sample, runs int) growth {
	g := growth{runs: runs}
	for _, s := range samples {
		g.disk = max(g.disk, s.disk)
		g.overUp = max(g.overUp, s.disk-mostDisk-int64(s.runs)*diskOfRun)
		if s.age < warm {
			continue
		}
		if g.leastRSS == 0 {
			g.leastRSS, g.firstFiles = s.rss, s.files
		}
		g.leastRSS, g.mostRSS = min(g.leastRSS, s.rss), max(g.mostRSS, s.rss)
		g.overMemory = max(g.overMemory, s.rss-mostMemory-int64(s.runs)*memoryOfRun)
		g.files = s.files
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
		all = append(all, fmt.Errorf("memory was %d MB over its bound of %d MB and %d KB a run", g.overMemory>>20, mostMemory>>20, memoryOfRun>>10))
	}
	if g.overUp > 0 {
		all = append(all, fmt.Errorf("the disk had %d MB over its bound of %d MB and %d KB a run", g.overUp>>20, mostDisk>>20, diskOfRun>>10))
	}
	if g.files > g.firstFiles+mostFiles {
		all = append(all, fmt.Errorf("%d files were open at the end, %d at first", g.files, g.firstFiles))
	}
	return all
}

package main

import (
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// Six weeks of three functions of a video archive, from Monday, 27 October, to Sunday,
// 7 December 2025, UTC. In the last week transcode has twice its memory, and a third of its
// time less.
const costDays = 42

var costStart = time.Date(2025, 10, 27, 0, 0, 0, 0, time.UTC)

func cost() sample.Files {
	r := sample.Random(20251027)
	export := &function{"nightly-export", 3, 310_000, 3008, 2610, []string{"2025/10/27/[$LATEST]7d90b3f4"}, &sample.Log{}}
	thumbnails := &function{"thumbnails", 26, 2_400, 1024, 388, []string{"2025/10/27/[$LATEST]0c6f1e2a"}, &sample.Log{}}
	transcode := &function{"transcode", 16, 96_000, 4096, 3350, []string{"2025/10/27/[$LATEST]a14e88c0", "2025/10/27/[$LATEST]e5327b9d"}, &sample.Log{}}
	functions, files := []*function{export, thumbnails, transcode}, sample.Files{}
	for i := range costDays {
		if i == costDays-7 {
			transcode.mb, transcode.ms = 8192, transcode.ms*2/3
		}
		for _, f := range functions {
			f.bill(&r, costStart.AddDate(0, 0, i))
		}
	}
	for _, f := range functions {
		files["aws/lambda/"+f.name+"/2025.log.gz"] = f.log.String()
	}
	return files
}

// bill adds the lines that report the invocations of a day. The export runs at night.
func (f *function) bill(r *sample.Random, day time.Time) {
	count, hours := sample.About(r, f.calls), sample.Office
	if f.name == "nightly-export" {
		count, hours = f.calls, [24]int{2: 1}
	}
	if day.Weekday() == time.Sunday {
		count = (count + 1) / 2
	}
	for _, at := range sample.Times(r, day, count, hours) {
		f.report(r, at, sample.Pick(r, f.streams), r.UUID(), f.ms+r.Below(f.ms/2))
	}
}

package importer

import (
	"cmp"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// scheduledQuery is a scheduled query
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetScheduledQuery.html).
// Offsets are seconds before the time of a run; times are since 1970.
type scheduledQuery struct {
	Name                string   `json:"name"`
	QueryString         string   `json:"queryString"`
	QueryLanguage       string   `json:"queryLanguage"`
	Description         string   `json:"description"`
	LogGroupIdentifiers []string `json:"logGroupIdentifiers"`
	ScheduleExpression  string   `json:"scheduleExpression"`
	Timezone            string   `json:"timezone"`
	State               string   `json:"state"`
	StartTimeOffset     *int64   `json:"startTimeOffset"`
	EndTimeOffset       *int64   `json:"endTimeOffset"`
	ScheduleStartTime   int64    `json:"scheduleStartTime"`
	ScheduleEndTime     int64    `json:"scheduleEndTime"`

	DestinationConfiguration *struct {
		S3Configuration *struct {
			DestinationIdentifier string `json:"destinationIdentifier"`
		} `json:"s3Configuration"`
	} `json:"destinationConfiguration"`
}

// scheduled takes a scheduled query, as a report of its own: it has a schedule of its own.
// The list of scheduled queries does not have their texts.
func (x *export) scheduled(q scheduledQuery) {
	it := &item{label: q.Name, id: q.Name, title: q.Name, language: q.QueryLanguage, text: q.QueryString, groups: q.LogGroupIdentifiers}
	if q.QueryString == "" {
		x.result.Found++
		x.lose(it, "the list does not have its text: import what `aws logs get-scheduled-query --identifier "+q.Name+"` prints")
		return
	}
	d := &draft{name: q.Name, title: q.Name, items: []*item{it}}
	if q.Description != "" {
		d.comments = append(d.comments, q.Description)
	}
	d.window, d.delay = d.offsets(q)
	d.schedule = d.times(q, x.options.Now)
	if c := q.DestinationConfiguration; c != nil && c.S3Configuration != nil {
		d.change("its results went to %s: add an s3 destination under deliver", c.S3Configuration.DestinationIdentifier)
	}
	x.others = append(x.others, d)
}

// offsets returns the window of a scheduled query, and how long before the run it ends.
func (d *draft) offsets(q scheduledQuery) (window time.Duration, delay *time.Duration) {
	end := time.Duration(0)
	if q.EndTimeOffset != nil {
		end = time.Duration(*q.EndTimeOffset) * time.Second
	}
	if q.StartTimeOffset == nil {
		d.change("it says no time range: the window is %s", report.Duration(guessedWindow))
		return guessedWindow, &end
	}
	start := time.Duration(*q.StartTimeOffset) * time.Second
	if window = start - end; !inWindow(window) || end < 0 || end > mostDelay {
		d.change("its time range from %s to %s before a run cannot be a window: the window is %s", start, end, report.Duration(guessedWindow))
		return guessedWindow, nil
	}
	return window, &end
}

// times returns when a scheduled query runs.
func (d *draft) times(q scheduledQuery, now time.Time) *schedule {
	s := &schedule{expression: q.ScheduleExpression, timezone: cmp.Or(q.Timezone, "UTC"), paused: q.State == "DISABLED"}
	zone, err := report.LoadZone(s.timezone)
	if err != nil {
		d.change("its time zone %s is not known: it runs by UTC", s.timezone)
		s.timezone, zone = "UTC", time.UTC
	}
	if q.ScheduleStartTime != 0 && unixTime(q.ScheduleStartTime).After(now) {
		d.change("it runs from %s on: a report has no such key, so deploy it then", unixTime(q.ScheduleStartTime).Format(time.RFC3339))
	}
	if q.ScheduleEndTime != 0 {
		end := unixTime(q.ScheduleEndTime)
		last := end.Add(-time.Second)
		s.until = last.In(zone).Format(time.DateOnly)
		if !end.Equal(dayAfter(last, zone)) {
			d.change("it runs until %s: until is that whole day", end.Format(time.RFC3339))
		}
	}
	return s
}

// dayAfter returns the first moment of the day after a time.
func dayAfter(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, zone)
}

// unixTime reads seconds, or milliseconds, since 1970.
func unixTime(n int64) time.Time {
	if n > 1e11 {
		return time.UnixMilli(n).UTC()
	}
	return time.Unix(n, 0).UTC()
}

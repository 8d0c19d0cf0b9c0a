package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// writePlan writes to stdout what a backfill would do.
func (c *stackCommand) writePlan(p backfillPlan) error {
	if *c.format == "json" {
		return writeJSON(c.s.Out, p.view())
	}
	_, err := fmt.Fprintf(c.s.Out, "editions       %s\nexist already  %s\nto be started  %s\nto be sent     %s\n",
		p.spanWords(), p.existingWords(), p.startWords(), p.sendWords())
	return err
}

func (p backfillPlan) spanWords() string {
	return fmt.Sprintf("%s, from %s to %s", render.Count(float64(len(p.editions))), formatTime(p.editions[0]), formatTime(p.editions[len(p.editions)-1]))
}

// existingWords names the editions that exist: by their days if none of these has two.
func (p backfillPlan) existingWords() string {
	words := render.Count(float64(len(p.existing)))
	names := p.names(p.existing)
	if more := len(names) - mostNamed; more > 0 {
		names = append(names[:mostNamed], fmt.Sprintf("and %d more", more))
	}
	if len(names) > 0 {
		words += ": " + strings.Join(names, ", ")
	}
	return words
}

// names returns due times as days in the report's zone, or as times if several editions are
// due on one day.
func (p backfillPlan) names(due []time.Time) (names []string) {
	day := func(t time.Time) string { return t.In(p.report.Location()).Format(time.DateOnly) }
	name := day
	for i := 1; i < len(p.editions); i++ {
		if day(p.editions[i]) == day(p.editions[i-1]) {
			name = formatTime
		}
	}
	for _, t := range due {
		names = append(names, name(t))
	}
	return names
}

func (p backfillPlan) startWords() string {
	words := fmt.Sprintf("%s: %s", render.Count(float64(len(p.missing))), count(p.queries(), "query", "queries"))
	if bytes := p.scan(); bytes > 0 {
		words += fmt.Sprintf(", about %s (%s)", render.Bytes(bytes), formatCost(bytes))
	}
	return words
}

func (p backfillPlan) queries() int { return len(p.missing) * len(p.report.Queries) }

// scan returns the bytes that all editions scan together; 0: not known, or none.
func (p backfillPlan) scan() float64 { return p.bytes * float64(len(p.missing)) }

func (p backfillPlan) sendWords() string {
	words := render.Count(float64(p.deliveries()))
	var names []string
	for _, d := range p.destinations() {
		name := d.Name
		if where := destined(d); where != "" {
			name += " (" + text.Clean(where) + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return words
	}
	return words + ": " + strings.Join(names, ", ")
}

// destined returns where a destination leads, unless that is a secret.
func destined(d report.Destination) string {
	switch {
	case d.Telegram != nil:
		return d.Telegram.Chat
	case d.Email != nil:
		return strings.Join(d.Email.To, ", ")
	case d.Slack != nil:
		return d.Slack.Channel
	case d.S3 != nil:
		return "s3://" + d.S3.Bucket + "/" + d.S3.Prefix
	}
	return ""
}

// planView is the JSON form of a plan.
type planView struct {
	Version      int              `json:"version"`
	Report       string           `json:"report"`
	Editions     int              `json:"editions"`
	First        time.Time        `json:"first"`
	Last         time.Time        `json:"last"`
	Existing     []fanlight.RunID `json:"existing"`
	ToStart      []fanlight.RunID `json:"to_start"`
	Queries      int              `json:"queries"`
	BytesScanned float64          `json:"bytes_scanned,omitempty"` // an estimate; absent: not known
	Destinations []string         `json:"destinations"`
	Deliveries   int              `json:"deliveries"`
}

func (p backfillPlan) view() planView {
	v := planView{
		Version: 1, Report: p.report.Name, Editions: len(p.editions), First: p.editions[0].UTC(), Last: p.editions[len(p.editions)-1].UTC(),
		Existing: []fanlight.RunID{}, ToStart: []fanlight.RunID{}, Queries: p.queries(), BytesScanned: p.scan(),
		Destinations: []string{}, Deliveries: p.deliveries(),
	}
	for _, due := range p.existing {
		v.Existing = append(v.Existing, p.run(due))
	}
	for _, due := range p.missing {
		v.ToStart = append(v.ToStart, p.run(due))
	}
	for _, d := range p.destinations() {
		v.Destinations = append(v.Destinations, d.Name)
	}
	return v
}

package janitor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// schedules brings the note of every report up to date, and dispatches the runs
// that their schedules never started (rule J8). It uses up to half of the sweep's
// budget, so that open runs are looked at in any case.
func (j *Janitor) schedules(ctx context.Context, begun time.Time) error {
	notes, all, err := j.ledger.Watches(ctx)
	if err != nil {
		return err
	}
	deployed, unread := j.ledger.Deployed(ctx)
	failures := []error{unread}
	for n, d := range deployed {
		if j.since(begun) >= j.settings.Budget/2 {
			return errors.Join(append(failures, fmt.Errorf("%d schedules are left to the next sweep", len(deployed)-n))...)
		}
		note, noted := notes[d.Name]
		failures = append(failures, j.watch(ctx, d.Name, d.Schedule, note, noted || all))
		delete(notes, d.Name)
	}
	if unread != nil { // a report that cannot be read is still deployed
		return errors.Join(failures...)
	}
	if !all && errors.Join(failures...) == nil {
		failures = append(failures, j.ledger.EndCarryOver(ctx, begun))
	}
	for _, name := range slices.Sorted(maps.Keys(notes)) {
		failures = append(failures, j.watch(ctx, name, nil, notes[name], true))
	}
	return errors.Join(failures...)
}

// watch brings the note of one report up to date. A nil schedule stands for a
// report that has none, is paused, or is not deployed. The zero note is none; unless it is known
// that there is none, the note of an earlier version is looked for.
func (j *Janitor) watch(ctx context.Context, name string, schedule *report.Schedule, note fanlight.Watch, known bool) (err error) {
	stored := note
	if !known {
		if note, err = j.ledger.Watch(ctx, name); err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return fmt.Errorf("watch %s: %w", name, err)
		}
	}
	if stored != (fanlight.Watch{}) && stored.Schedule == "" && schedule == nil {
		return nil
	}
	a := account{Janitor: j, report: name, stored: stored, note: note, until: j.clock.Now().Add(-j.settings.Late)}
	if is := formatSchedule(schedule); is == note.Schedule && schedule != nil {
		err = a.catchUp(ctx, *schedule)
	} else {
		err = a.begin(ctx, is)
	}
	if err != nil {
		return fmt.Errorf("watch %s: %w", name, err)
	}
	return nil
}

// formatSchedule returns the form in which a note holds a schedule.
func formatSchedule(s *report.Schedule) string {
	if s == nil {
		return ""
	}
	return s.String()
}

// parseSchedule reads that form. A time zone has no space in its name.
func parseSchedule(text string) report.Schedule {
	text, until, _ := strings.Cut(text, " until ")
	i := strings.LastIndex(text, " ")
	return report.Schedule{Expression: text[:i], Timezone: text[i+1:], Until: until}
}

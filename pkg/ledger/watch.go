package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// watches is the partition of the janitor's notes. One query reads them all, so
// that the note of a report that is no longer deployed is found.
const watches = "WATCHES"

// carriedOver is the sort key of the item that says that the notes of versions before
// this partition are of no use any more. No report has this name.
const carriedOver = "#carried-over"

type watchItem struct {
	PK        string `dynamodbav:"pk"`
	SK        string `dynamodbav:"sk"` // the report's name
	Schedule  string `dynamodbav:"schedule"`
	FirstSeen int64  `dynamodbav:"first_seen"`
	Checked   int64  `dynamodbav:"checked"`
}

func (w watchItem) watch() fanlight.Watch {
	return fanlight.Watch{Schedule: w.Schedule, FirstSeen: instant(w.FirstSeen), Checked: instant(w.Checked)}
}

// Watches reads the janitor's notes, by the report's name. all is true once EndCarryOver
// was called: then a report that has no note here has none.
func (l *Ledger) Watches(ctx context.Context) (notes map[string]fanlight.Watch, all bool, err error) {
	items, err := l.query(ctx, watches, "")
	if err != nil {
		return nil, false, err
	}
	notes = make(map[string]fanlight.Watch, len(items))
	for _, it := range items {
		var w watchItem
		if err := decode(it, &w); err != nil {
			return nil, false, err
		}
		notes[w.SK] = w.watch()
	}
	_, all = notes[carriedOver]
	delete(notes, carriedOver)
	return notes, all, nil
}

// Watch reads the janitor's note on a report, or ErrNotFound. For a report that
// has none it reads the note that versions before the partition of notes kept, which
// counts only until EndCarryOver.
func (l *Ledger) Watch(ctx context.Context, name string) (fanlight.Watch, error) {
	var w watchItem
	err := l.get(ctx, key{watches, name}, &w)
	if errors.Is(err, ErrNotFound) {
		err = l.get(ctx, key{"REPORT#" + name, "WATCH"}, &w)
	}
	if err != nil {
		return fanlight.Watch{}, err
	}
	return w.watch(), nil
}

// EndCarryOver records that every deployed report has a note in the partition of
// notes: the older one of a report that is deployed later is out of date. It may be
// called again.
func (l *Ledger) EndCarryOver(ctx context.Context, now time.Time) error {
	_, err := l.SetWatch(ctx, carriedOver, fanlight.Watch{}, fanlight.Watch{FirstSeen: now, Checked: now})
	return err
}

// SetWatch writes the janitor's note on a report if the stored one is still seen;
// the zero value stands for none. ok is false if another janitor was first. A
// repeated call is recognised by what is stored (rule G2).
func (l *Ledger) SetWatch(ctx context.Context, name string, seen, w fanlight.Watch) (ok bool, err error) {
	u := update{
		key: key{watches, name}, set: "SET schedule = :schedule, first_seen = :first, checked = :checked",
		when:   "attribute_not_exists(pk)",
		values: item{":schedule": text(w.Schedule), ":first": millis(w.FirstSeen), ":checked": millis(w.Checked)},
	}
	if seen != (fanlight.Watch{}) {
		u.when = "schedule = :was AND first_seen = :since AND checked = :until"
		u.values[":was"], u.values[":since"], u.values[":until"] = text(seen.Schedule), millis(seen.FirstSeen), millis(seen.Checked)
	}
	now, ok, err := l.update(ctx, u)
	if err != nil || ok || now == nil {
		return ok, err
	}
	var stored watchItem
	if err := decode(now, &stored); err != nil {
		return false, fmt.Errorf("read the note on %s: %w", name, err)
	}
	return stored.watch() == w, nil
}

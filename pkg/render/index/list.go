package index

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// format is the version of a list's JSON form.
const format = 1

// The bounds of a list. Its page has about three times the bytes.
const (
	MaxEntries = 1000
	maxBytes   = 1_000_000
	MaxPage    = 5_000_000 // bytes of a page, far more than one has
)

// List is the editions of a report, the newest first.
type List struct {
	Format   int     `json:"fanlight_index"`
	Report   string  `json:"report"`
	Title    string  `json:"title"`
	Timezone string  `json:"timezone"`
	Entries  []Entry `json:"entries"`
	Older    bool    `json:"older,omitempty"` // there were older entries, for which there was no room
}

// Encode returns the list as JSON that is safe inside a page, as Parse reads it.
func (l List) Encode() (string, error) {
	encoded, err := json.Marshal(l) // which escapes < > and &
	return string(encoded), err
}

var (
	errNoList  = errors.New("no list of editions is in it")
	folderName = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9._-]{0,150}(/[A-Za-z0-9][A-Za-z0-9._-]{0,150}){0,3}$`)
)

// Parse reads a list. Others may write to an archive, too: everything in the list
// is checked, and its texts are cleaned.
func Parse(encoded string) (l List, err error) {
	d := json.NewDecoder(strings.NewReader(encoded))
	if err := d.Decode(&l); err != nil {
		return List{}, fmt.Errorf("read the list of editions: %w", err)
	}
	switch {
	case l.Format > format:
		return List{}, fmt.Errorf("a newer version of Fanlight wrote the list of editions (format %d, this one reads %d)", l.Format, format)
	case l.Format != format || len(l.Entries) == 0:
		return List{}, errNoList
	case len(l.Entries) > 2*MaxEntries:
		return List{}, fmt.Errorf("the list of editions has %d entries, want at most %d", len(l.Entries), MaxEntries)
	}
	l.Report, l.Title, l.Timezone = clean(l.Report, maxName), clean(l.Title, maxTitle), clean(l.Timezone, maxName)
	for i := range l.Entries {
		if err := l.Entries[i].check(); err != nil {
			return List{}, fmt.Errorf("entry %d of the list of editions: %w", i+1, err)
		}
	}
	return l, nil
}

// check cleans the texts of an entry, and returns an error if it is not one.
func (e *Entry) check() error {
	e.Run, e.Note = fanlight.RunID(clean(string(e.Run), maxRun)), clean(e.Note, maxNote)
	day, err := time.Parse(time.DateOnly, e.Day)
	switch {
	case err != nil || day.Year() < 1:
		return fmt.Errorf("day %q", e.Day)
	case e.Run == "" || e.Epoch < 0 || e.Epoch > maxEpoch || e.Window.End.Before(e.Window.Start):
		return fmt.Errorf("run %q, epoch %d", e.Run, e.Epoch)
	case e.State != Sent && e.State != Incomplete && e.State != Skipped:
		return fmt.Errorf("state %q", e.State)
	case !slices.Contains([]report.Calendar{"", report.Day, report.Week, report.Month}, e.Period):
		return fmt.Errorf("period %q", e.Period)
	case e.Folder != "" && !folderName().MatchString(e.Folder):
		return fmt.Errorf("folder %q", e.Folder)
	}
	e.Numbers = e.Numbers[:min(len(e.Numbers), mostNumbers)]
	for i := range e.Numbers {
		n := &e.Numbers[i]
		n.Title, n.Text = clean(n.Title, maxName), clean(n.Text, maxText)
		if n.Tag != edition.TagAlert && n.Tag != edition.TagWarning {
			n.Tag = ""
		}
	}
	return nil
}

// maxEpoch is far beyond the replays of a run.
const maxEpoch = 1_000_000

// Add returns the list with the entries of another one of the report, whose title and zone
// it takes. Of two entries for an epoch of a run the added one stays, unless it says that
// nobody got an edition that somebody got. The oldest entries that have no room fall out,
// also added ones.
func (l List) Add(more List) List {
	there := map[key]int{}
	sum := List{Format: format, Report: more.Report, Title: more.Title, Timezone: more.Timezone, Entries: slices.Clone(l.Entries), Older: l.Older || more.Older}
	for i, e := range sum.Entries {
		there[e.key()] = i
	}
	for _, e := range more.Entries {
		i, known := there[e.key()]
		switch {
		case !known:
			there[e.key()] = len(sum.Entries)
			sum.Entries = append(sum.Entries, e)
		case e.State != Skipped:
			sum.Entries[i] = e
		}
	}
	slices.SortStableFunc(sum.Entries, newest)
	return sum.bounded()
}

// key names an edition.
type key struct {
	run   fanlight.RunID
	epoch int
}

func (e Entry) key() key { return key{e.Run, e.Epoch} }

// newest orders entries by their windows, the newest first.
func newest(a, b Entry) int {
	return cmp.Or(b.Window.End.Compare(a.Window.End), b.Window.Start.Compare(a.Window.Start),
		cmp.Compare(b.Run, a.Run), cmp.Compare(b.Epoch, a.Epoch))
}

// bounded returns the list with its newest entries, as many as there is room for.
func (l List) bounded() List {
	size, n := 0, 0
	for ; n < min(len(l.Entries), MaxEntries); n++ {
		encoded, _ := json.Marshal(l.Entries[n])
		if size += len(encoded); size > maxBytes && n > 0 {
			break
		}
	}
	l.Older = l.Older || n < len(l.Entries)
	l.Entries = l.Entries[:n:n]
	return l
}

// Equal reports whether two lists have the same content.
func (l List) Equal(other List) bool {
	a, _ := json.Marshal(l)
	b, _ := json.Marshal(other)
	return bytes.Equal(a, b)
}

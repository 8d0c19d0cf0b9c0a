package fanlight

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"

	"github.com/fanlight/fanlight/pkg/report"
)

// SectionShown says when a section that has a condition was shown last.
type SectionShown struct {
	Key  string   `json:"key"`            // names the section
	Last *Edition `json:"last,omitempty"` // that showed it to somebody; nil: none that is known
}

// sectionKey names a section by its title and its query: it is the same one as long as it
// has these.
func sectionKey(s report.Section) string {
	sum := sha256.Sum256([]byte(s.Title + "\x1f" + s.Query))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// LastShown returns the last edition before the document's that showed a section with a
// condition, nil if none is known.
func (d *Document) LastShown(s report.Section) *Edition {
	key := sectionKey(s)
	if i := slices.IndexFunc(d.ShownBefore, func(b SectionShown) bool { return b.Key == key }); i >= 0 {
		return d.ShownBefore[i].Last
	}
	return nil
}

// Shown returns when the sections that have a condition were shown last, up to this edition.
func (d *Document) Shown(sent bool) (all []SectionShown) {
	for i, s := range d.Sections {
		if s.SendWhen == "" {
			continue
		}
		shown := SectionShown{Key: sectionKey(s), Last: d.LastShown(s)}
		if _, skipped := d.HasSkipped(i); sent && !skipped {
			shown.Last = &Edition{d.Run, d.Window}
		}
		all = append(all, shown)
	}
	return all
}

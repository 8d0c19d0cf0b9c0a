package outline

import (
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// Way leads from a message to what it does not have.
type Way struct {
	Text    string
	Address string // of https, which needs no escapes but those of its place
}

// maxWay is the most characters of a number's title in a way.
const maxWay = 60

// Ways returns the ways to the page of an edition, to the query of its worst number, and to
// all editions, as far as there are any.
func Ways(e *edition.Edition) (all []Way) {
	add := func(text, address string) {
		if address != "" {
			all = append(all, Way{text, address})
		}
	}
	add("Open the full report", e.Page)
	if s := worst(e); s != nil {
		add(text.Limit(s.Title, maxWay)+" in Logs Insights", s.Link)
	}
	add("All editions", e.Index)
	return all
}

// worst returns the first number over its mark of alert, or of warning; nil if there is none.
func worst(e *edition.Edition) *edition.Section {
	for _, tag := range []edition.Tag{edition.TagAlert, edition.TagWarning} {
		for i := range e.Sections {
			if s := &e.Sections[i]; s.Number != nil && s.Number.Tag == tag {
				return s
			}
		}
	}
	return nil
}

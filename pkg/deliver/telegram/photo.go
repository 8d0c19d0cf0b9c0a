package telegram

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	// maxPhotos is the most that an album holds
	// (https://core.telegram.org/bots/api#sendmediagroup).
	maxPhotos = 10
	// maxCaption is in UTF-16 units. Telegram allows 1,024; all captions of an album
	// fit into one message, in case that its pictures are refused.
	maxCaption = 380
)

// photo is the picture of a chart.
type photo struct {
	section string // ID
	caption chunk
	png     []byte
}

// photos draws the first charts of an edition.
func photos(e *edition.Edition) (all []photo) {
	for _, s := range e.Sections {
		if s.Chart == nil || len(all) == maxPhotos {
			continue
		}
		if png, err := s.Chart.PNG(false); err == nil {
			all = append(all, photo{s.ID, described(s.Chart), png})
		}
	}
	return all
}

// described returns a chart in words. Names of series come from logs: as code they
// mention nobody and lead nowhere.
func described(of *edition.Chart) chunk {
	var c chunk
	c.tagged("<b>", limitUnits(of.Heading(), maxCaption/2), "</b>")
	c.plain("\n")
	words := of.Remark() + "\n" + strings.TrimPrefix(of.Describe(), of.Title+". ")
	c.tagged("<code>", limitUnits(words, maxCaption-c.units), "</code>")
	return c
}

// limitUnits cuts a text to so many UTF-16 units.
func limitUnits(s string, most int) string {
	for n := most; text.UTF16Len(s) > most; n-- {
		s = text.Limit(s, n)
	}
	return s
}

// album returns the files of the pictures, and the words that may stand in for them.
func album(charts []photo) (words string, files []fanlight.File) {
	captions := make([]string, len(charts))
	for i := range charts {
		captions[i] = charts[i].caption.String()
		files = append(files, fanlight.File{
			Name: charts[i].section + ".png", Type: "image/png", Caption: captions[i], Data: charts[i].png,
		})
	}
	return strings.Join(captions, "\n\n"), files
}

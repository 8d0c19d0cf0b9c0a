package slack

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// The bounds of files: pictures of a report, and what is said of one, in characters. Slack
// takes 1,000
// (https://docs.slack.dev/reference/methods/files.getUploadURLExternal).
const (
	maxPictures = 10
	maxShows    = 900
	maxInstead  = 260 // in the words that stand in for files
)

// pictures are those of the charts that Slack does not draw.
type pictures struct{ all []picture }

type picture struct {
	name, title, shows string
	png                []byte
}

// add draws the chart of a section.
func (p *pictures) add(s edition.Section) {
	if p == nil || len(p.all) == maxPictures {
		return
	}
	if png, err := s.Chart.PNG(false); err == nil {
		p.all = append(p.all, picture{s.ID + ".png", s.Chart.Heading(), s.Chart.Describe(), png})
	}
}

// addParts adds the files as parts of a message: pictures, then tables.
func (w writer) addParts(m *fanlight.Message) {
	var files []fanlight.File
	var titles, instead []string
	for _, p := range w.pictures.all {
		files = append(files, fanlight.File{Name: p.name, Type: "image/png", Caption: captionOf(p.title, p.shows), Data: p.png})
		titles, instead = append(titles, p.title), append(instead, text.Limit(p.name+": "+p.shows, maxInstead))
	}
	w.addPart(m, files, "Charts: "+strings.Join(titles, " · "), "These pictures of charts could not be uploaded:", instead)

	files, titles, instead = nil, nil, nil
	for _, f := range w.files.Files() {
		files = append(files, fanlight.File{Name: f.Name, Type: "text/csv", Caption: captionOf(f.Title, ""), Data: f.Data})
		titles, instead = append(titles, fmt.Sprintf("%s (%s)", f.Title, f.Count())), append(instead, f.Words())
	}
	w.addPart(m, files, "Tables as CSV: "+strings.Join(titles, " · "), "These tables could not be uploaded:", instead)
}

// captionOf returns the title of a file and, in a second line, what a picture shows.
func captionOf(title, shows string) string {
	return limit(title, maxHeader) + "\n" + strings.TrimSpace(text.Limit(shows, maxShows))
}

// addPart adds a part of files with the comment that introduces them, and the message that
// stands in for them.
func (w writer) addPart(m *fanlight.Message, files []fanlight.File, comment, sorry string, instead []string) {
	if len(files) == 0 {
		return
	}
	blocks := []block{plainContext(sorry)}
	for _, part := range divide(strings.Join(instead, "\n"), maxRaw) {
		blocks = append(blocks, preformatted(part))
	}
	for _, way := range outline.Ways(w.Edition) {
		if way.Address == w.Page {
			blocks = append(blocks, section(newLink(way.Text, way.Address)))
		}
	}
	p := payload{Text: sorry, Blocks: newSide(blocks).blocks, Reply: true, Comment: mrkdwn(comment, maxPlain)}
	for i := range files {
		files[i].Part = len(m.Parts)
	}
	m.Parts, m.Files = append(m.Parts, string(encode(p))), append(m.Files, files...)
}
